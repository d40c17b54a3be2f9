//! Tables: every mark but those of severities and verdicts, groups, a foot, nested rows.

use super::{Voice, claim, evidence, gate};
use crate::model::{ClaimState, Outcome};
use crate::view::{
    Block, Cell, Chart, Column, ColumnRole, Group, Mark, Narrow, Row, Strip, Table, Text,
};

pub(super) fn columns(columns: &[(&str, ColumnRole, u8)]) -> Vec<Column> {
    columns
        .iter()
        .map(|(head, role, width)| Column { head: (*head).to_owned(), role: *role, width: *width })
        .collect()
}

pub(super) fn cell(text: Text) -> Cell {
    Cell { text, ..Cell::default() }
}

pub(super) fn marked(mark: impl Into<Mark>) -> Cell {
    Cell { mark: Some(mark.into()), ..Cell::default() }
}

pub(super) fn rows(rows: Vec<Row>) -> Vec<Group> {
    vec![Group { anchor: None, title: None, rows }]
}

pub(super) fn gates(voice: Voice) -> Block {
    let outcomes = [Outcome::Fail, Outcome::Pass, Outcome::Waived, Outcome::Undetermined];
    let row = |(at, outcome): (usize, &Outcome)| Row {
        anchor: Some(gate(&format!("G{}", at + 1))),
        cells: vec![
            marked(*outcome),
            Cell {
                text: voice.code(&format!("G{}", at + 1)).and_plain(voice.say(" Open findings")),
                notes: vec![voice.plain("3 refuted, 3 unsupported, 1 stale, 1 broken")],
                ..Cell::default()
            },
            cell(Text::plain("block")),
            cell(voice.plain("at most 0")),
            cell(voice.plain("no value ").and(voice.line("scan", 5, "E2 L5"))),
        ],
        kinds: Vec::new(),
    };
    Block::Table(Table {
        caption: Text::plain("1 fails, 1 is undetermined, 1 is waived, 1 passes"),
        legend: String::new(),
        columns: columns(&[
            ("Outcome", ColumnRole::Words, 2),
            ("Gate", ColumnRole::Subject, 4),
            ("Level", ColumnRole::Words, 2),
            ("Threshold", ColumnRole::Number, 2),
            ("Observed", ColumnRole::Number, 2),
        ]),
        groups: rows(outcomes.iter().enumerate().map(row).collect()),
        foot: None,
        narrow: Narrow::Stacks,
        facets: Vec::new(),
    })
}

pub(super) fn scores(voice: Voice) -> Block {
    let row = |(name, earned, possible): (&str, f64, f64)| Row {
        anchor: None,
        cells: vec![
            cell(voice.plain(name)),
            cell(Text::plain("3")),
            cell(Text::plain("7")),
            cell(Text::plain(format!("{possible}"))),
            cell(Text::plain(format!("{earned:.2}"))),
            Cell {
                chart: Some(Chart::Strip(Strip {
                    alt: voice.say(&format!("{earned:.2} of {possible} points")),
                    earned,
                    possible,
                })),
                ..Cell::default()
            },
        ],
        kinds: Vec::new(),
    };
    Block::Table(Table {
        caption: voice.plain("Score = 100 × supported ÷ counted; points = weight × score ÷ 100"),
        legend: voice.say("A box is as wide as its category weighs"),
        columns: columns(&[
            ("Category", ColumnRole::Subject, 3),
            ("Supported", ColumnRole::Number, 2),
            ("Counted", ColumnRole::Number, 2),
            ("Weight", ColumnRole::Number, 1),
            ("Points", ColumnRole::Number, 1),
            ("Earned of weight", ColumnRole::Words, 3),
        ]),
        groups: rows(vec![
            row(("Security", 4.29, 30.0)),
            row(("Emergency response", 12.5, 25.0)),
            row(("Testing", 0.0, 10.0)),
        ]),
        foot: Some(Row {
            anchor: None,
            cells: ["Total", "9", "25", "100", "36.04", "of 100"]
                .map(|text| cell(Text::plain(text)))
                .to_vec(),
            kinds: Vec::new(),
        }),
        narrow: Narrow::Scrolls,
        facets: Vec::new(),
    })
}

pub(super) fn claims(voice: Voice) -> Block {
    let row = |state: ClaimState, id: &str, depth: u8| Row {
        anchor: Some(claim(id)),
        cells: vec![
            marked(state),
            Cell {
                text: voice.plain("All traffic is served over HTTPS"),
                notes: vec![voice.code(id).and_plain(voice.say(", required"))],
                depth,
                ..Cell::default()
            },
            cell(Text(vec![voice.line("scan", 5, "E2 L5")]).and_plain(", ").and(
                crate::view::Span::Evidence {
                    to: evidence("lost"),
                    entry: evidence("lost"),
                    text: voice.say("E3"),
                    file: None,
                },
            )),
        ],
        kinds: Vec::new(),
    };
    let group = |title: &str, rows| Group { anchor: None, title: Some(voice.plain(title)), rows };
    Block::Table(Table {
        caption: Text::plain("6 claims by category"),
        legend: String::new(),
        columns: columns(&[
            ("State", ColumnRole::Words, 2),
            ("Claim", ColumnRole::Subject, 7),
            ("Evidence", ColumnRole::Words, 3),
        ]),
        groups: vec![
            group(
                "Security, 1 of 3 supported",
                vec![
                    row(ClaimState::Supported, "sec.scan", 0),
                    row(ClaimState::Refuted, "sec.https", 1),
                    row(ClaimState::Stale, "sec.age", 2),
                ],
            ),
            group(
                "Operations, 0 of 2 supported",
                vec![
                    row(ClaimState::Broken, "ops.uptime", 0),
                    row(ClaimState::Unsupported, "ops.restore", 0),
                    row(ClaimState::NotApplicable, "ops.windows", 0),
                ],
            ),
        ],
        foot: None,
        narrow: Narrow::Stacks,
        facets: Vec::new(),
    })
}
