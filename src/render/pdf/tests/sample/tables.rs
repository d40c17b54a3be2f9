//! Tables made by hand, with every mark, chart and column.

use super::{evidence_link, id};
use crate::model::{ClaimState, Id, Outcome, Severity};
use crate::view::*;

fn cell(text: Text) -> Cell {
    Cell { text, ..Cell::default() }
}

fn column(head: &str, role: ColumnRole, width: u8) -> Column {
    Column { head: head.to_owned(), role, width }
}

pub(super) fn gates() -> Table {
    let outcomes = [Outcome::Fail, Outcome::Pass, Outcome::Waived, Outcome::Undetermined];
    let names = ["no-critical", "required-claims", "score", "signoffs"];
    let rows = outcomes.into_iter().zip(names).map(|(outcome, name)| Row {
        anchor: Some(Anchor::of(AnchorKind::Gate, &id(name))),
        cells: vec![
            Cell { mark: Some(Mark::from(outcome)), ..Cell::default() },
            Cell {
                text: Text::code(name).and_plain(" What this gate asks for"),
                notes: vec![Text::plain("3 refuted, 3 unsupported, 1 stale, 1 broken")],
                ..Cell::default()
            },
            cell(Text::plain("block")),
            cell(Text::plain("at most 0")),
            cell(Text::plain("1")),
        ],
        kinds: Vec::new(),
    });
    Table {
        caption: Text::plain("1 fails, 1 is undetermined, 1 is waived, 1 passes"),
        legend: String::new(),
        columns: vec![
            column("Outcome", ColumnRole::Words, 2),
            column("Gate", ColumnRole::Subject, 5),
            column("Level", ColumnRole::Words, 1),
            column("Threshold", ColumnRole::Number, 2),
            column("Observed", ColumnRole::Number, 2),
        ],
        groups: vec![Group { anchor: None, title: None, rows: rows.collect() }],
        foot: None,
        narrow: Narrow::Stacks,
        facets: Vec::new(),
    }
}

pub(super) fn scores() -> Table {
    let row = |name: &str, score: &str, points: f64| Row {
        anchor: Some(Anchor::of(AnchorKind::Category, &id(name))),
        cells: vec![
            cell(Text::plain(name)),
            cell(Text::plain(score)),
            cell(Text::plain("30")),
            Cell {
                text: Text::plain("of weight"),
                chart: Some(Chart::Strip(Strip {
                    alt: format!("{points} of 30 points"),
                    earned: points,
                    possible: 30.0,
                })),
                ..Cell::default()
            },
        ],
        kinds: Vec::new(),
    };
    Table {
        caption: Text::plain("Score = 100 × supported ÷ counted"),
        legend: String::new(),
        columns: vec![
            column("Category", ColumnRole::Subject, 4),
            column("Score", ColumnRole::Number, 2),
            column("Weight", ColumnRole::Number, 2),
            column("Earned", ColumnRole::Words, 4),
        ],
        groups: vec![Group {
            anchor: None,
            title: None,
            rows: vec![row("security", "14.3", 4.28), row("performance", "50.0", 15.0)],
        }],
        foot: Some(Row {
            anchor: None,
            cells: ["Total", "36.0", "100", "19.28 points"].map(Text::plain).map(cell).to_vec(),
            kinds: Vec::new(),
        }),
        narrow: Narrow::Scrolls,
        facets: Vec::new(),
    }
}

pub(in crate::render::pdf::tests) fn claims() -> Table {
    let states = [
        ClaimState::Supported,
        ClaimState::Refuted,
        ClaimState::Stale,
        ClaimState::Broken,
        ClaimState::Unsupported,
        ClaimState::NotApplicable,
    ];
    let rows = states.into_iter().enumerate().map(|(index, state)| Row {
        anchor: Some(Anchor::of(
            AnchorKind::Claim,
            &if index == 0 {
                id("api-latency")
            } else {
                Id::from(format!("claim.{index}").as_str())
            },
        )),
        cells: vec![
            Cell { mark: Some(Mark::from(state)), ..Cell::default() },
            Cell {
                text: Text::plain("95 % of API requests are answered within two seconds"),
                notes: vec![
                    Text::plain("the value meets the target ")
                        .and(Span::Code { text: "api-latency".to_owned() }),
                ],
                depth: u8::try_from(index % 3).unwrap(),
                ..Cell::default()
            },
            cell(
                Text(vec![evidence_link("load", "E1", 5)])
                    .and_plain(", ")
                    .and(evidence_link("load", "E1", 7)),
            ),
        ],
        kinds: Vec::new(),
    });
    let group = |title: &str, rows: Vec<Row>| Group {
        anchor: Some(Anchor::of(AnchorKind::Checklist, &id(title))),
        title: Some(Text::plain(format!("{title}, 1 of 3 supported"))),
        rows,
    };
    let rows: Vec<_> = rows.collect();
    Table {
        caption: Text::plain("6 claims by category"),
        legend: String::new(),
        columns: vec![
            column("State", ColumnRole::Words, 2),
            column("Claim", ColumnRole::Subject, 7),
            column("Evidence", ColumnRole::Words, 3),
        ],
        groups: vec![
            group("Security", rows[..3].to_vec()),
            group("Performance", rows[3..].to_vec()),
        ],
        foot: None,
        narrow: Narrow::Stacks,
        facets: Vec::new(),
    }
}

pub(super) fn measures() -> Table {
    let row = |(shows, better): (Shows, Better)| Row {
        anchor: None,
        cells: vec![
            cell(Text::plain("http.p95, api")),
            cell(Text::plain("at most 2 s")),
            cell(Text::plain("1.82\u{a0}s ").and(evidence_link("load", "E1", 5))),
            Cell {
                text: Text::plain("drawn"),
                chart: Some(Chart::Bullet(Bullet {
                    alt: "http.p95: 1.82 s; target at most 2 s; supported.".to_owned(),
                    axis: Axis {
                        start: 1.0,
                        end: 3.0,
                        low: "1".to_owned(),
                        high: "3 s".to_owned(),
                    },
                    target: 2.0,
                    better,
                    shows,
                })),
                ..Cell::default()
            },
        ],
        kinds: Vec::new(),
    };
    let forms = [
        (Shows::Bar { to: 1.82 }, Better::Down),
        (Shows::Dot { at: 2.5 }, Better::Only),
        (Shows::Bound { from: 1.0, to: 1.5 }, Better::Down),
        (Shows::Nothing { words: "no value".to_owned() }, Better::Up),
        (Shows::Bar { to: 99.0 }, Better::Up),
        (Shows::Bar { to: f64::NAN }, Better::Up),
    ];
    Table {
        caption: Text::plain("6 measures against their targets"),
        legend: "Grey: meets the target".to_owned(),
        columns: vec![
            column("Measure", ColumnRole::Subject, 4),
            column("Target", ColumnRole::Number, 2),
            column("Observed", ColumnRole::Number, 3),
            column("Chart", ColumnRole::Chart, 3),
        ],
        groups: vec![Group { anchor: None, title: None, rows: forms.map(row).into() }],
        foot: None,
        narrow: Narrow::Stacks,
        facets: Vec::new(),
    }
}

/// A drawing with every form of bar.
pub(super) fn severity_bar() -> Figure {
    let count = |severity| {
        let count = if severity == Severity::Low { 1_200 } else { 2 };
        SeverityCount { severity, count, words: count.to_string() }
    };
    let counts = Severity::ALL.map(count).into();
    Figure { chart: Chart::Severities(Severities { alt: String::new(), counts }) }
}
