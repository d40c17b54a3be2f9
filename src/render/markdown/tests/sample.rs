//! A document that holds every kind of block and span. Each foreign text in it goes through `say`, so that
//! a test can put anything there.

use std::collections::BTreeMap;

use crate::model::{ClaimState, Id, Outcome, Severity, Verdict};
use crate::view::{
    Anchor, AnchorKind, Axis, Better, Block, Bullet, Cell, Chart, Column, ColumnRole, Cover,
    Document, DocumentKind, Evidence, ExcerptLine, Fact, Facts, Figure, Finding, Findings, Front,
    Group, Heading, Image, List, Mark, Narrow, Order, Paragraph, Prose, Row, Section, Severities,
    SeverityCount, Shows, Signature, Span, Table, Text, Trouble, Value,
};

/// What stands where foreign text stands.
pub(super) type Say<'a> = &'a mut dyn FnMut(&str) -> String;

/// The document with the words that belong there.
pub(super) fn friendly() -> Document {
    document(&mut str::to_owned)
}

pub(super) fn document(say: Say<'_>) -> Document {
    Document {
        kind: DocumentKind::Report,
        title: say("Ops Tower 1.0.0, not ready as of 2025-09-02"),
        running: say("Ops Tower 1.0.0"),
        running_verdict: "Not ready as of 2025-09-02".to_owned(),
        as_of: "2025-09-02".to_owned(),
        made_by: "0.1.0".to_owned(),
        cover: cover(say),
        sections: vec![summary(say), gates(say), findings(say), narrative(say), evidence(say)],
    }
}

fn cover(say: Say<'_>) -> Cover {
    Cover {
        over: "Production readiness report".to_owned(),
        title: say("Ops Tower 1.0.0"),
        facts: vec![
            fact("Commit", Text::code(say("7be19f4c03d8"))),
            fact("Owner", Text::plain(say("QA and DevOps"))),
        ],
        was: None,
        verdict: Mark::from(Verdict::NotReady),
        sentence: "4 of 8 blocking gates fail and 2 cannot be determined.".to_owned(),
        notes: vec![Text::plain(say("The policy was not chosen by the reader."))],
        front: Front {
            why: Vec::new(),
            more: None,
            way_title: String::new(),
            way: Vec::new(),
            conditions: Vec::new(),
            signatures: vec![Signature {
                role: "Technical lead".to_owned(),
                name: "A. Reyes".to_owned(),
                decision: "Approved".to_owned(),
                date: "2025-08-27".to_owned(),
            }],
            of: "5ba3".to_owned(),
            report_digest: "845e".to_owned(),
        },
    }
}

fn summary(say: Say<'_>) -> Section {
    let list = |order, items| Block::List(List { order, items });
    Section {
        anchor: Anchor::section("summary"),
        number: Some(1),
        title: "Summary".to_owned(),
        tally: String::new(),
        blocks: vec![
            Block::Heading(Heading { anchor: None, text: Text::plain(say("Why it is not ready")) }),
            Block::Paragraph(Paragraph { text: every_span(say) }),
            list(Order::Numbered, vec![every_span(say), Text::plain(say("Security scores 14.3."))]),
            list(Order::Bulleted, vec![Text::plain(say("Uptime has no value."))]),
            Block::Facts(Facts {
                facts: vec![
                    fact(&say("Declared"), every_span(say)),
                    fact("Size", Text::plain("798 B")),
                ],
            }),
        ],
    }
}

/// Running text with every kind of span.
pub(super) fn every_span(say: Say<'_>) -> Text {
    Text::plain(say("The report"))
        .and_plain(" declares ")
        .and(Span::Strong { text: say("PRODUCTION READY") })
        .and_plain(say(", which "))
        .and(Span::Emphasis { text: say("nothing") })
        .and_plain(" supports: ")
        .and(Span::Code { text: say("signoff verify report.json") })
        .and_plain(" on ")
        .and(Span::Path { text: say("docs/report.md") })
        .and(Span::Break)
        .and(link(&say("the 95th percentile")))
        .and_plain(", ")
        .and(id(&say("perf.p95")))
        .and_plain(" (")
        .and(Span::Evidence {
            to: Anchor::line(&Id::from("load"), 5),
            entry: Anchor::of(AnchorKind::Evidence, &Id::from("load")),
            text: "E2 L5".to_owned(),
            file: Some("inputs/evidence/k6 summary.json".to_owned()),
        })
        .and_plain("; ")
        .and(Span::Evidence {
            to: Anchor::of(AnchorKind::Evidence, &Id::from("uptime")),
            entry: Anchor::of(AnchorKind::Evidence, &Id::from("uptime")),
            text: "E9".to_owned(),
            file: None,
        })
        .and_plain("), ")
        .and(Span::Uri { href: "https://example.com/a".to_owned(), text: say("the standard") })
        .and_plain(", ")
        .and(Span::Removed { text: say("five ") })
        .and(Span::Added { text: say("six") })
        .and_plain(", as in ")
        .and(Span::Beside {
            file: "../0.9.0/old report.html".to_owned(),
            to: Some(Anchor::of(AnchorKind::Claim, &Id::from("p95"))),
            text: say("the old report"),
            code: false,
        })
        .and_plain(".")
}

fn link(text: &str) -> Span {
    let to = Anchor::of(AnchorKind::Claim, &Id::from("p95"));
    Span::Link { to, text: text.to_owned(), code: false }
}

fn id(text: &str) -> Span {
    let to = Anchor::of(AnchorKind::Claim, &Id::from("p95"));
    Span::Link { to, text: text.to_owned(), code: true }
}

fn gates(say: Say<'_>) -> Section {
    let column = |head: &str, role| Column { head: head.to_owned(), role, width: 3 };
    let groups = vec![
        Group {
            anchor: Some(Anchor::of(AnchorKind::Category, &Id::from("security"))),
            title: Some(Text::plain(say("Security, 1 of 7 supported"))),
            rows: vec![gate("critical", Outcome::Fail, say), gate("high", Outcome::Pass, say)],
        },
        Group { anchor: None, title: None, rows: vec![gate("p95", Outcome::Undetermined, say)] },
    ];
    let cell = |text: &str| Cell { text: Text::plain(text), ..Cell::default() };
    let foot = Row {
        anchor: None,
        cells: vec![cell("1 of 3"), cell("Total"), cell("36.04")],
        kinds: Vec::new(),
    };
    Section {
        anchor: Anchor::section("gates"),
        number: Some(2),
        title: "Gates".to_owned(),
        tally: "1 fails".to_owned(),
        blocks: vec![Block::Table(Table {
            caption: Text::plain("1 fails, 1 is undetermined, 1 passes."),
            legend: "Bar: what a drawing would show".to_owned(),
            columns: vec![
                column("Outcome", ColumnRole::Words),
                Column { head: say("Gate"), role: ColumnRole::Subject, width: 6 },
                column("Observed", ColumnRole::Number),
            ],
            groups,
            foot: Some(foot),
            narrow: Narrow::Stacks,
            facets: Vec::new(),
        })],
    }
}

fn gate(id: &str, outcome: Outcome, say: Say<'_>) -> Row {
    let chart = Chart::Bullet(Bullet {
        alt: "1 of 0".to_owned(),
        axis: Axis { start: 0.0, end: 2.0, low: "0".to_owned(), high: "2".to_owned() },
        target: 0.0,
        better: Better::Down,
        shows: Shows::Bar { to: 1.0 },
    });
    Row {
        anchor: Some(Anchor::of(AnchorKind::Gate, &Id::from(id))),
        cells: vec![
            Cell { mark: Some(Mark::from(outcome)), ..Cell::default() },
            Cell {
                text: Text::plain(say("Open critical findings"))
                    .and_plain(" ")
                    .and(Span::Code { text: say("gate:x") }),
                notes: vec![Text::plain(say("the file is missing")), Text::code(say("a|b"))],
                depth: 1,
                ..Cell::default()
            },
            Cell { text: Text::plain(say("1")), chart: Some(chart), ..Cell::default() },
        ],
        kinds: Vec::new(),
    }
}

fn findings(say: Say<'_>) -> Section {
    let finding = |id: &str, severity: Severity, say: Say<'_>| Finding {
        anchor: Anchor::of(AnchorKind::Finding, &Id::from(id)),
        severity: Mark::from(severity),
        id: say(id),
        title: say("Private key in the source of the security scanner"),
        note: Text::plain(say("Waived until 2025-09-30.")),
        body: Some(prose("Treat the key as *disclosed*.", 4)),
        facts: vec![
            fact("Rule", Text::code(say("secrets/private-key"))),
            fact("Evidence", every_span(say)),
        ],
        snippet: Some(say("const key = `-----BEGIN`;\n\treturn key;")),
        kinds: Vec::new(),
    };
    Section {
        anchor: Anchor::section("findings"),
        number: Some(6),
        title: "Findings".to_owned(),
        tally: "2".to_owned(),
        blocks: vec![
            Block::Figure(Figure { chart: severities() }),
            Block::Findings(Findings {
                findings: vec![
                    finding("F1", Severity::Critical, say),
                    finding("F2", Severity::Low, say),
                ],
                facets: Vec::new(),
            }),
        ],
    }
}

fn severities() -> Chart {
    let count = SeverityCount { severity: Severity::Low, count: 2, words: "left out".to_owned() };
    Chart::Severities(Severities { alt: "left out".to_owned(), counts: vec![count] })
}

/// What somebody wrote, with a value and a picture that it may use.
pub(super) fn prose(markdown: &str, level: u8) -> Prose {
    let value =
        Value { text: "83.3 %".to_owned(), to: Anchor::of(AnchorKind::Claim, &Id::from("p95")) };
    let image = Image {
        media_type: "image/png".to_owned(),
        content: String::new(),
        file: "inputs/evidence/shot (1).png".to_owned(),
    };
    Prose {
        markdown: markdown.to_owned(),
        level,
        prefix: "section-why".to_owned(),
        values: BTreeMap::from([("p95".to_owned(), value)]),
        images: BTreeMap::from([("shot.png".to_owned(), image)]),
    }
}

pub(super) const NARRATIVE: &str = "\
# Why

Two lines of\nwords with **strong**, *set apart*, ~~struck~~, `code` and [a link](https://example.com/x).
The value is {{p95}}; see [the claim](#claim-p95) and the note[^n].

- one
  - nested
- [x] two

3. three
4. four

> quoted

| Item | Value |
| :--- | ---: |
| a | 1 |

```rust
let a = \"``` inside\";
```

![A screen](shot.png)

---

<b>not markup</b>

[^n]: What was noted.
";

fn narrative(say: Say<'_>) -> Section {
    Section {
        anchor: Anchor::of(AnchorKind::Section, &Id::from("why")),
        number: None,
        title: say("Background"),
        tally: String::new(),
        blocks: vec![Block::Prose(prose(NARRATIVE, 3))],
    }
}

fn evidence(say: Say<'_>) -> Section {
    let line = |number, text: String, used_by: Vec<Text>| ExcerptLine {
        number,
        text,
        left_out: 0,
        anchor: (!used_by.is_empty()).then(|| Anchor::line(&Id::from("load"), number)),
        used_by,
        more_users: 0,
    };
    let mut last = line(120, say("}"), vec![Text(vec![id("perf.p95")])]);
    last.left_out = 40;
    last.more_users = 3;
    let excerpt = vec![
        line(4, say("{"), Vec::new()),
        line(
            5,
            say("  \"passed\": 20, \"note\": \"```\""),
            vec![Text(vec![id(&say("perf.p95"))]), every_span(say)],
        ),
        last,
    ];
    let entry = |number: &str, id: &str, say: Say<'_>| Evidence {
        anchor: Anchor::of(AnchorKind::Evidence, &Id::from(id)),
        number: number.to_owned(),
        id: say(id),
        title: Some(say("Summary of the load test")),
        path: say("evidence/k6 summary.json"),
        file: Some("inputs/evidence/k6 summary.json".to_owned()),
        trouble: None,
        facts: vec![fact("SHA-256", Text::code(say("04a8f8c0")))],
        excerpt: Vec::new(),
    };
    let trouble = Trouble {
        mark: Mark::from(ClaimState::Broken),
        text: Text::plain(say("The file is missing.")),
    };
    Section {
        anchor: Anchor::section("evidence"),
        number: Some(11),
        title: "Evidence".to_owned(),
        tally: "2".to_owned(),
        blocks: vec![
            Block::Evidence(Evidence { excerpt, ..entry("E2", "load", say) }),
            Block::Evidence(Evidence {
                file: None,
                title: None,
                trouble: Some(trouble),
                ..entry("E9", "uptime", say)
            }),
            Block::Heading(Heading {
                anchor: Some(Anchor::of(AnchorKind::Claim, &Id::from("p95"))),
                text: Text::plain(say("What rests on it")),
            }),
        ],
    }
}

fn fact(label: &str, value: Text) -> Fact {
    Fact { label: label.to_owned(), value }
}
