//! Documents made by hand: one with every kind of block, span, mark and chart, one of findings, and hostile text.

mod long;
mod tables;

use std::collections::BTreeMap;

use crate::model::{ClaimState, Id, Severity, Verdict};
use crate::view::*;

pub(in crate::render::pdf) use self::long::long;
pub(super) use self::tables::claims;
use self::tables::{gates, measures, scores, severity_bar};

/// A PNG of one pixel.
const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

pub(super) const DIGEST: &str = "845e91831319e89c4d656bdb80c278ac09a7230d61e5dfd2e1b1fbb436ac8917";

pub(super) fn id(text: &str) -> Id {
    Id::from(text)
}

pub(super) fn link(kind: AnchorKind, name: &str) -> Span {
    Span::Link { to: Anchor::of(kind, &id(name)), text: name.to_owned(), code: true }
}

pub(super) fn evidence_link(name: &str, number: &str, line: usize) -> Span {
    Span::Evidence {
        to: Anchor::line(&id(name), line),
        entry: Anchor::of(AnchorKind::Evidence, &id(name)),
        text: format!("{number} L{line}"),
        file: Some(format!("inputs/evidence/{name}.json")),
    }
}

fn fact(label: &str, value: Text) -> Fact {
    Fact { label: label.to_owned(), value }
}

/// Every span once.
fn spans() -> Text {
    Text::plain("Plain, ")
        .and(Span::Strong { text: "strong".to_owned() })
        .and_plain(", ")
        .and(Span::Emphasis { text: "emphasis".to_owned() })
        .and_plain(", ")
        .and(Span::Code { text: "signoff check".to_owned() })
        .and_plain(", ")
        .and(Span::Path { text: "services/booking/src/main/java/Controller.java".to_owned() })
        .and_plain(", ")
        .and(link(AnchorKind::Claim, "api-latency"))
        .and_plain(", ")
        .and(link(AnchorKind::Claim, "no-such-claim"))
        .and_plain(", ")
        .and(evidence_link("load", "E1", 5))
        .and_plain(", ")
        .and(evidence_link("load", "E1", 99))
        .and_plain(", ")
        .and(Span::Uri { href: "https://example.org/é".to_owned(), text: "the site".to_owned() })
        .and_plain(", ")
        .and(Span::Removed { text: "removed".to_owned() })
        .and(Span::Added { text: "added".to_owned() })
        .and_plain(", ")
        .and(Span::Beside {
            file: "../0.9.0/a report.html".to_owned(),
            to: Some(Anchor::of(AnchorKind::Claim, &id("api-latency"))),
            text: "api-latency".to_owned(),
            code: true,
        })
        .and(Span::Break)
        .and_plain("83.3\u{a0}% of 15\u{202f}000.")
}

fn cover() -> Cover {
    let facts = [
        ("Version", Text::plain("1.0.0")),
        ("Commit", Text::code("7be19f4c03d8")),
        ("Environment", Text::plain("production")),
        ("Owner", Text::plain("QA and DevOps")),
        ("Policy", Text::plain("standard, version 4, found beside the file")),
        ("Score", Text::plain("36.0 of 100")),
        ("Next review", Text::plain("2025-10-02")),
    ];
    let reason = |words: &str, gate: &str| {
        Text::plain(words).and_plain(" ").and(link(AnchorKind::Gate, gate))
    };
    let signature = |role: &str, name: &str, decision: &str, date: &str| Signature {
        role: role.to_owned(),
        name: name.to_owned(),
        decision: decision.to_owned(),
        date: date.to_owned(),
    };
    Cover {
        over: "Production readiness report".to_owned(),
        title: "Xpress Ops Tower 1.0.0".to_owned(),
        facts: facts.into_iter().map(|(label, value)| fact(label, value)).collect(),
        was: None,
        verdict: Mark::from(Verdict::NotReady),
        sentence: "4 of 8 blocking gates fail and 2 cannot be determined.".to_owned(),
        notes: vec![Text::plain(
            "Without the sign-off gates: not ready. The policy was not chosen by the reader.",
        )],
        front: Front {
            why: vec![
                reason("1 critical finding is open: a private key in the source.", "no-critical"),
                reason("7 of 15 required claims are supported; 3 are refuted.", "required-claims"),
                reason("Security scores 14.3; the policy asks for 80.0.", "score"),
            ],
            more: Some(Text::plain("and 3 more in section 1")),
            way_title: "The shortest way to ready".to_owned(),
            way: vec![
                Text::plain("Close 4 findings ").and(link(AnchorKind::Finding, "F-1")),
                Text::plain("Support 6 more required claims ")
                    .and(link(AnchorKind::Claim, "api-latency")),
                Text::plain("Get 2 sign-offs"),
            ],
            conditions: vec![Text::plain(
                "All production traffic uses TLS: infrastructure, 2025-09-08.",
            )],
            signatures: vec![
                signature("Technical lead", "A. Reyes", "Approved with conditions", "2025-08-27"),
                signature("Release manager", "", "Not yet given", ""),
            ],
            of: "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184".to_owned(),
            report_digest: DIGEST.to_owned(),
        },
    }
}

fn section(name: &'static str, number: u8, tally: &str, blocks: Vec<Block>) -> Section {
    let mut title = name.to_owned();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    Section {
        anchor: Anchor::section(name),
        number: Some(number),
        title,
        tally: tally.to_owned(),
        blocks,
    }
}

pub(in crate::render::pdf) fn finding(name: &str, severity: Severity) -> Finding {
    Finding {
        anchor: Anchor::of(AnchorKind::Finding, &id(name)),
        severity: Mark::from(severity),
        id: name.to_owned(),
        title: "Private key in the source of the security scanner".to_owned(),
        note: Text::default(),
        body: Some(Prose {
            markdown: "Treat the key as disclosed: *rotate* it, and read it from the environment."
                .to_owned(),
            level: 3,
            prefix: format!("{name}-"),
            ..Prose::default()
        }),
        facts: vec![
            fact("Rule", Text::code("secrets/private-key")),
            fact("Where", Text::path("security/security-scanner.js").and_plain(" line 12")),
            fact("Evidence", Text(vec![evidence_link("load", "E1", 7)])),
            fact("Refutes", Text(vec![link(AnchorKind::Claim, "api-latency")])),
            fact("Fingerprint", Text::code(DIGEST)),
        ],
        snippet: Some("def key():\n\treturn \"-----BEGIN\"".to_owned()),
        kinds: Vec::new(),
    }
}

fn evidence() -> Evidence {
    let line = |number: usize, text: &str, used: bool| ExcerptLine {
        number,
        text: text.to_owned(),
        left_out: if number == 7 { 1_200 } else { 0 },
        anchor: used.then(|| Anchor::line(&id("load"), number)),
        used_by: if used {
            vec![
                Text(vec![link(AnchorKind::Claim, "api-latency")]),
                Text(vec![link(AnchorKind::Finding, "F-1")]),
            ]
        } else {
            Vec::new()
        },
        more_users: if number == 7 { 3 } else { 0 },
    };
    Evidence {
        anchor: Anchor::of(AnchorKind::Evidence, &id("load")),
        number: "E1".to_owned(),
        id: "load".to_owned(),
        title: Some("Load test, 200 users, 30 minutes".to_owned()),
        path: "evidence/k6.json".to_owned(),
        file: Some("inputs/evidence/k6.json".to_owned()),
        trouble: Some(Trouble {
            mark: Mark::from(ClaimState::Stale),
            text: Text::plain("older than 14 days for ")
                .and(link(AnchorKind::Claim, "api-latency")),
        }),
        facts: vec![
            fact("SHA-256", Text::code(DIGEST)),
            fact("Size", Text::plain("12\u{202f}513\u{a0}B")),
            fact("Collected", Text::plain("2025-08-26T10:12:00Z")),
            fact(
                "Command",
                Text::code("k6 run --summary-export k6.json load.js --vus 200 --duration 30m"),
            ),
        ],
        excerpt: vec![
            line(4, "  \"metrics\": {", false),
            line(5, "    \"p(95)\":   1820.5,", true),
            line(6, "\t\"status\": \"\u{2705} PASSED\",", false),
            line(
                7,
                "    \"checks\": \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"",
                true,
            ),
            line(19, "}", false),
        ],
    }
}

const MARKDOWN: &str = "# Deployment\n\nThe system serves **six** regions; {{api-latency}} at 200 users.[^1] \
A ~~struck~~ `code` and a [link](https://example.org) and a [jump](#claim-api-latency).\n\n\
## Steps\n\n1. Start the new version\n   - first\n   - second\n2. Move traffic\n\n- [x] ticked\n- [ ] open\n\n\
> Quoted.\n>\n> > Twice.\n\n| Region | Load |\n|:--|--:|\n| north | 12 |\n| south | 7 |\n\n\
```sh\nmake all   # builds\n```\n\n```diagram One balancer in front of two servers\n\
balancer ─┬─ api-1 ─┐\n          └─ api-2 ─┴─ database\n```\n\n---\n\n![A chart](pixel.png)\n\n\
<script>alert(1)</script>\n\n[^1]: Measured in August.\n";

pub(super) fn prose(markdown: &str, prefix: &str) -> Prose {
    let value = Value {
        text: "1820.5\u{a0}ms".to_owned(),
        to: Anchor::of(AnchorKind::Claim, &id("api-latency")),
    };
    let image = Image {
        media_type: "image/png".to_owned(),
        content: PIXEL.to_owned(),
        file: "inputs/pixel.png".to_owned(),
    };
    Prose {
        markdown: markdown.to_owned(),
        level: 2,
        prefix: prefix.to_owned(),
        values: BTreeMap::from([("api-latency".to_owned(), value)]),
        images: BTreeMap::from([("pixel.png".to_owned(), image)]),
    }
}

/// A document with that section alone.
pub(in crate::render::pdf) fn with(blocks: Vec<Block>) -> Document {
    Document {
        kind: DocumentKind::Report,
        title: "Xpress Ops Tower 1.0.0: not ready, 2025-09-02".to_owned(),
        running: "Xpress Ops Tower 1.0.0".to_owned(),
        running_verdict: "Not ready as of 2025-09-02".to_owned(),
        as_of: "2025-09-02".to_owned(),
        made_by: "0.1.0".to_owned(),
        cover: cover(),
        sections: vec![section("findings", 6, "4 open", blocks)],
    }
}

/// Every kind of block, span, mark and chart.
pub(super) fn everything() -> Document {
    let severities = [
        Severity::Critical,
        Severity::High,
        Severity::Medium,
        Severity::Low,
        Severity::Info,
        Severity::Unknown,
    ];
    let findings = severities.into_iter().enumerate();
    let findings = findings.map(|(index, severity)| finding(&format!("F-{}", index + 1), severity));
    let heading = |text: &str| Block::Heading(Heading { anchor: None, text: Text::plain(text) });
    let mut document = with(Vec::new());
    document.sections = vec![
        section(
            "summary",
            1,
            "",
            vec![
                Block::Paragraph(Paragraph { text: spans() }),
                heading("The shortest way to ready"),
                Block::List(List {
                    order: Order::Numbered,
                    items: vec![spans(), Text::plain("Two")],
                }),
                Block::List(List { order: Order::Bulleted, items: vec![Text::plain("One")] }),
                heading("What was declared"),
                Block::Facts(Facts {
                    facts: vec![
                        fact("Verdict", Text::plain("“PRODUCTION READY”")),
                        fact("Where", spans()),
                    ],
                }),
            ],
        ),
        section("gates", 2, "1 fails", vec![Block::Table(gates())]),
        section("scores", 3, "36.0", vec![Block::Table(scores())]),
        section("claims", 4, "1 of 6", vec![Block::Table(claims())]),
        section("measures", 5, "", vec![Block::Table(measures())]),
        section(
            "findings",
            6,
            "6 open",
            vec![
                Block::Paragraph(Paragraph { text: Text::plain("6 open, 1 of each severity.") }),
                Block::Figure(severity_bar()),
                Block::Findings(Findings { findings: findings.collect(), facets: Vec::new() }),
            ],
        ),
        Section {
            anchor: Anchor::of(AnchorKind::Section, &id("deployment")),
            number: None,
            title: "Deployment option: blue-green (advised)".to_owned(),
            tally: String::new(),
            blocks: vec![Block::Prose(prose(MARKDOWN, "deployment-"))],
        },
        section("evidence", 11, "1 piece", vec![Block::Evidence(evidence())]),
    ];
    document
}

/// That many findings.
pub(super) fn many(count: usize) -> Document {
    let severities = [Severity::Critical, Severity::High, Severity::Medium];
    let findings = (0..count).map(|index| {
        let severity = severities[(index * severities.len() / count.max(1)).min(2)];
        finding(&format!("F-{}", index + 1), severity)
    });
    with(vec![Block::Findings(Findings { findings: findings.collect(), facets: Vec::new() })])
}

/// Text that breaks what is not careful.
pub(super) const HOSTILE: &[&str] = &[
    "",
    " ",
    "\0",
    "#panic(\"typst\") *[ $x$ `a` <label> @ref // comment",
    "\u{2705} \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} \u{1f1e9}\u{1f1ea} \u{26a0}\u{fe0f}",
    "\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{645}\u{631}\u{62d}\u{628}\u{627} mixed with English",
    "\u{202e}reversed\u{202c} \u{200b}\u{200e}\u{feff}\u{ad}",
    "Z\u{351}\u{36b}\u{343}\u{36a}\u{302}\u{36b}\u{33d}\u{34f}\u{334}a \u{301}\u{301} \u{20dd}",
    "\u{e000}\u{f8ff}\u{10fffd}\u{fffe}\u{fffd}\u{fffc}",
    "漢字かな한글 ไทย हिन्दी",
    "\u{2028}\u{2029}\u{85}\u{b}\u{c}\r\n\t\r",
    "ﬁ ﬃ ½ ™ ™️ ① ℵ ∑ 𝒳",
];
