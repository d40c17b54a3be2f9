//! Documents for the renderers' tests: one that holds every block, span, mark and chart, the same one said by
//! somebody who attacks, and the same one in words without end.

mod charts;
mod narrative;
mod records;
mod tables;

use crate::model::{Id, Verdict};
use crate::view::{
    Anchor, AnchorKind, Block, Cover, Document, DocumentKind, Fact, Front, Heading, List, Order,
    Paragraph, Section, Signature, Span, Text, Was,
};

/// What stands in every string of the hostile document.
pub(crate) const ATTACK: &str = "<script>alert(1)</script>\"'&\u{202e}\u{0}\u{1b}</style></title>]]>--><img src=x \
     onerror=alert(1)>|*_`[a](javascript:alert(1))# @root {{7*7}}{% raw %}\\#eval(\"1\")$";

/// A document that holds every block, span, mark and chart.
pub(crate) fn friendly() -> Document {
    document(Voice(str::to_owned))
}

/// The same structure; every string is an attack, followed by what it was.
pub(crate) fn hostile() -> Document {
    document(Voice(|words| format!("{ATTACK} {words}")))
}

/// The same structure; every string is one word of 10,000 characters, followed by what it was.
pub(crate) fn endless() -> Document {
    document(Voice(|words| format!("{}{}", "endless".repeat(1_429), words.replace(' ', "-"))))
}

/// Who speaks.
#[derive(Clone, Copy)]
struct Voice(fn(&str) -> String);

impl Voice {
    fn say(self, words: &str) -> String {
        let Self(speak) = self;
        speak(words)
    }

    fn plain(self, words: &str) -> Text {
        Text::plain(self.say(words))
    }

    fn code(self, words: &str) -> Text {
        Text::code(self.say(words))
    }

    fn link(self, to: Anchor, words: &str) -> Span {
        Span::Link { to, text: self.say(words), code: false }
    }

    fn id(self, to: Anchor, words: &str) -> Span {
        Span::Link { to, text: self.say(words), code: true }
    }

    fn line(self, id: &str, line: usize, words: &str) -> Span {
        Span::Evidence {
            to: Anchor::line(&Id::from(id), line),
            entry: evidence(id),
            text: self.say(words),
            file: Some(self.say("inputs/evidence/security scan.json")),
        }
    }

    fn fact(self, label: &str, value: Text) -> Fact {
        Fact { label: self.say(label), value }
    }

    fn paragraph(self, words: &str) -> Block {
        Block::Paragraph(Paragraph { text: self.plain(words) })
    }

    fn heading(self, words: &str) -> Block {
        Block::Heading(Heading { anchor: None, text: self.plain(words) })
    }
}

fn evidence(id: &str) -> Anchor {
    Anchor::of(AnchorKind::Evidence, &Id::from(id))
}

fn claim(id: &str) -> Anchor {
    Anchor::of(AnchorKind::Claim, &Id::from(id))
}

fn finding(id: &str) -> Anchor {
    Anchor::of(AnchorKind::Finding, &Id::from(id))
}

fn gate(id: &str) -> Anchor {
    Anchor::of(AnchorKind::Gate, &Id::from(id))
}

fn document(voice: Voice) -> Document {
    let section = |name, number, title: &str, tally: &str, blocks| Section {
        anchor: Anchor::section(name),
        number: Some(number),
        title: title.to_owned(),
        tally: tally.to_owned(),
        blocks,
    };
    let mut sections = vec![
        section("summary", 1, "Summary", "", summary(voice)),
        section("gates", 2, "Gates", "3 fail", vec![tables::gates(voice)]),
        section("scores", 3, "Scores", "36.0", vec![tables::scores(voice)]),
        section("claims", 4, "Claims", "9 of 25", vec![tables::claims(voice)]),
        section("measures", 5, "Measures", "1 of 3", vec![charts::measures(voice)]),
        section("findings", 6, "Findings", "6", records::findings(voice)),
        section("evidence", 11, "Evidence", "3", records::evidence_entries(voice)),
        section("made", 12, "How this was made", "", vec![voice.paragraph("Nothing has run.")]),
    ];
    sections.insert(4, narrative::section(voice));
    Document {
        kind: DocumentKind::Report,
        title: voice.say("Xpress Ops Tower 1.0.0: not ready, 2025-09-02"),
        running: voice.say("Xpress Ops Tower 1.0.0"),
        running_verdict: "Not ready as of 2025-09-02".to_owned(),
        as_of: "2025-09-02".to_owned(),
        made_by: "0.1.0".to_owned(),
        cover: cover(voice),
        sections,
    }
}

fn cover(voice: Voice) -> Cover {
    Cover {
        over: voice.say("Production readiness report"),
        title: voice.say("Xpress Ops Tower 1.0.0"),
        facts: vec![
            voice.fact("Commit", voice.code("7be19f4c03d8")),
            voice.fact("Environment", voice.plain("production")),
            voice.fact("Owner", voice.plain("QA and DevOps")),
            voice.fact("Policy", voice.plain("production, found beside the findings")),
            voice.fact(
                "Contact",
                Text(vec![Span::Uri {
                    href: voice.say("mailto:duty@harbour.example"),
                    text: voice.say("duty officer"),
                }]),
            ),
            voice.fact("Score", Text(vec![voice.link(Anchor::section("scores"), "36.0 of 100")])),
        ],
        was: Some(Was {
            verdict: Verdict::InsufficientEvidence.into(),
            words: voice.say("0.9.0 was insufficient evidence"),
        }),
        verdict: Verdict::NotReady.into(),
        sentence: "4 of 8 blocking gates fail and 2 cannot be determined.".to_owned(),
        notes: vec![
            Text(vec![Span::Strong { text: voice.say("Not chosen by the reader: ") }])
                .and_plain(voice.say("the policy was found beside the findings.")),
        ],
        front: Front {
            why: vec![voice.plain("1 critical finding is open.").and(voice.link(gate("G1"), "G1"))],
            more: Some(voice.plain("and 3 more in section 1")),
            way_title: "A short way to ready".to_owned(),
            way: vec![voice.plain("Close 4 findings")],
            conditions: vec![voice.plain("Duty rota printed, by operations, 2025-09-10")],
            signatures: vec![
                Signature {
                    role: voice.say("Technical lead"),
                    name: voice.say("A. Reyes"),
                    decision: "Approved with conditions".to_owned(),
                    date: "2025-08-27".to_owned(),
                },
                Signature {
                    role: voice.say("Release manager"),
                    name: String::new(),
                    decision: "Not yet given".to_owned(),
                    date: String::new(),
                },
            ],
            of: "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184".to_owned(),
            report_digest: "845e91831319e89c4d656bdb80c278ac09a7230d61e5dfd2e1b1fbb436ac8917"
                .to_owned(),
        },
    }
}

fn summary(voice: Voice) -> Vec<Block> {
    vec![
        Block::Heading(Heading {
            anchor: Some(Anchor::section("why")),
            text: voice.plain("Why it is not ready"),
        }),
        Block::List(List {
            order: Order::Numbered,
            items: vec![
                voice.plain("1 critical finding is open: ").and(voice.id(finding("F1"), "F1")),
                voice.plain("Security scores 14.3: ").and(voice.line("scan", 5, "E2 L5")),
            ],
        }),
        voice.heading("What was declared"),
        Block::Paragraph(Paragraph {
            text: Text(vec![
                Span::Plain { text: voice.say("The report declares ") },
                Span::Emphasis { text: voice.say("“PRODUCTION READY”") },
                Span::Plain { text: voice.say(" in ") },
                Span::Path { text: voice.say("evidence/report.md") },
                Span::Break,
                Span::Plain { text: voice.say("See ") },
                Span::Uri { href: "https://a.example/x?y=1&z".to_owned(), text: voice.say("it") },
                Span::Break,
                Span::Removed { text: voice.say("nearly ready") },
                Span::Plain { text: " ".to_owned() },
                Span::Added { text: voice.say("not ready") },
                Span::Plain { text: ", as ".to_owned() },
                Span::Beside {
                    file: voice.say("../0.9.0/report.html"),
                    to: Some(gate("G1")),
                    text: voice.say("G1"),
                    code: true,
                },
                Span::Plain { text: " of ".to_owned() },
                Span::Beside {
                    file: voice.say("old report.html"),
                    to: None,
                    text: voice.say("the old report"),
                    code: false,
                },
            ]),
        }),
        Block::List(List {
            order: Order::Bulleted,
            items: vec![voice.plain("Uptime has no value"), voice.code("signoff verify out")],
        }),
    ]
}
