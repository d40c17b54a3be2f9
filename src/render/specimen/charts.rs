//! Drawings: every form of bullet, each kind of bar of a severity bar, each row of a waterfall, both kinds of trend.

use super::Voice;
use super::tables::{cell, columns, marked, rows};
use crate::model::{ClaimState, Severity, Verdict};
use crate::view::{
    Axis, Better, Block, Bullet, Cell, Chart, ColumnRole, Figure, Goal, Narrow, Plot, Row,
    Severities, SeverityCount, Shows, Step, Table, Text, Trend, TrendPoint, Waterfall,
};

/// What a bullet shows, under a name: on an axis from zero, or on a cut one.
type Form = (&'static str, (f64, f64), Better, Shows);

/// From zero.
const WHOLE: (f64, f64) = (0.0, 20.0);
/// From more than that.
const CUT: (f64, f64) = (99.0, 100.0);

fn forms(voice: Voice) -> [Form; 8] {
    let nothing = || Shows::Nothing { words: voice.say("no value") };
    [
        ("Bar", WHOLE, Better::Up, Shows::Bar { to: 15.0 }),
        ("Too long", WHOLE, Better::Down, Shows::Bar { to: 16.0 }),
        ("Only this", WHOLE, Better::Only, Shows::Bar { to: 2.0 }),
        ("Dot", CUT, Better::Up, Shows::Dot { at: 99.2 }),
        ("At most", WHOLE, Better::Down, Shows::Bound { from: 0.0, to: 4.0 }),
        ("At least", CUT, Better::Up, Shows::Bound { from: 99.7, to: 100.0 }),
        ("Words", WHOLE, Better::Down, nothing()),
        ("Words, cut", CUT, Better::Up, nothing()),
    ]
}

pub(super) fn measures(voice: Voice) -> Block {
    let row = |(name, (start, end), better, shows): Form| Row {
        anchor: None,
        cells: vec![
            cell(voice.plain(name)),
            cell(Text::plain("≥ 10\u{202f}000")),
            Cell {
                text: voice.plain("15\u{202f}000 ").and(voice.line("scan", 5, "E2 L5")),
                notes: vec![voice.plain("bound as stated: “15,000+”")],
                ..Cell::default()
            },
            Cell {
                chart: Some(Chart::Bullet(Bullet {
                    alt: voice.say(&format!("{name}: 15 000; target ≥ 10 000; supported.")),
                    axis: Axis {
                        start,
                        end,
                        low: voice.say(&start.to_string()),
                        high: voice.say("20 000"),
                    },
                    target: start + (end - start) / 2.0,
                    better,
                    shows,
                })),
                ..Cell::default()
            },
            marked(ClaimState::Supported),
        ],
        kinds: Vec::new(),
    };
    Block::Table(Table {
        caption: voice.plain("8 measures against their targets"),
        legend: voice.say("Grey: meets the target"),
        columns: columns(&[
            ("Measure", ColumnRole::Subject, 3),
            ("Target", ColumnRole::Number, 2),
            ("Observed", ColumnRole::Number, 2),
            ("Chart", ColumnRole::Chart, 3),
            ("State", ColumnRole::Words, 2),
        ]),
        groups: rows(forms(voice).map(row).into()),
        foot: None,
        narrow: Narrow::Stacks,
        facets: Vec::new(),
    })
}

fn count(voice: Voice, severity: Severity, count: usize) -> SeverityCount {
    SeverityCount { severity, count, words: voice.say(&count.to_string()) }
}

/// Two of each severity but one, of which there are too many for a bar each.
pub(super) fn severities(voice: Voice) -> Block {
    let most = |severity| if severity == Severity::Low { 1_200 } else { 2 };
    let counts = Severity::ALL.map(|severity| count(voice, severity, most(severity))).into();
    let alt = voice.say("2 critical, 2 high, 2 medium, 1200 low, 2 info, 2 unknown");
    Block::Figure(Figure { chart: Chart::Severities(Severities { alt, counts }) })
}

/// A sum, and a step of each kind.
pub(super) fn waterfall(voice: Voice) -> Vec<Block> {
    let row = |(name, step): (&str, Step)| {
        let alt = voice.say(name);
        let waterfall = Waterfall { alt, start: -10.0, end: 50.0, step };
        Block::Figure(Figure { chart: Chart::Waterfall(waterfall) })
    };
    let change = |from, to| Step::Change { from, to };
    let rows = [
        ("0.9.0 scores 28.3", Step::Sum { to: 28.3 }),
        ("System: +13.8", change(28.3, 42.1)),
        ("Policy: 0.0", change(42.1, 42.1)),
        ("Edited: \u{2212}6.1", change(42.1, 36.0)),
    ];
    rows.map(row).into()
}

/// Scores, with what is asked for, and findings; of one version nothing is known.
pub(super) fn trends(voice: Voice) -> [Block; 2] {
    let trend = |alt, (end, high), goal, points| {
        let (alt, high) = (voice.say(alt), voice.say(high));
        Block::Figure(Figure { chart: Chart::Trend(Trend { alt, end, high, goal, points }) })
    };
    let point =
        |name, words, shows| TrendPoint { name: voice.say(name), words: voice.say(words), shows };
    let dot = |at, verdict: Verdict| Plot::Dot { at, mark: verdict.into() };
    let stack = |many: usize| Plot::Stack {
        counts: Severity::ALL.map(|severity| count(voice, severity, many)).into(),
    };
    let scores = vec![
        point("0.7.0", "12.5", dot(12.5, Verdict::InsufficientEvidence)),
        point("0.8.0", "19.5", dot(19.5, Verdict::NotReady)),
        point("0.9.0", "no score", Plot::Nothing),
        point("0.9.1", "66.6", dot(66.6, Verdict::ReadyWithConditions)),
        point("1.0.0", "90.0", dot(90.0, Verdict::ReadyWithConditions)),
    ];
    let findings = vec![
        point("0.9.0", "no scan", Plot::Nothing),
        point("0.9.1", "12", stack(2)),
        point("1.0.0", "6", stack(1)),
    ];
    let goal = Some(Goal { at: 70.0, words: voice.say("policy: 70.0") });
    [
        trend("The score rises from 12.5 to 90.0", (100.0, "100"), goal, scores),
        trend("12 findings were open, 6 are", (15.0, "15"), None, findings),
    ]
}
