//! What is drawn, and in which words it is told.

use super::{made, maximal, printed, read, section};
use crate::model::report::MeasureState;
use crate::model::{Severity, Status};
use crate::view::{Block, Chart, ColumnRole, Shows};

#[test]
fn a_measure_is_drawn_beside_its_figures() {
    let document = made(&maximal());
    let Some(Block::Table(table)) = section(&document, "measures").blocks.get(1) else { panic!() };
    assert_eq!(
        table.legend,
        "Grey: meets the target. Upright line: the target. Bar: measured. \
         Two strokes: the axis does not start at zero"
    );
    let Some(Chart::Bullet(bullet)) = &table.groups[0].rows[0].cells[4].chart else { panic!() };
    assert_eq!(
        bullet.alt,
        "Answer, 95th percentile: 1\u{202f}845.2\u{a0}ms; target ≤\u{a0}2\u{a0}s; met."
    );
    assert_eq!(read(&table.groups[0].rows[1].cells[4].text), "none");
    let mut report = maximal();
    report.measures.retain(|measure| measure.target.is_none());
    let document = made(&report);
    let Some(Block::Table(table)) = section(&document, "measures").blocks.get(1) else { panic!() };
    assert!(table.columns.iter().all(|column| column.role != ColumnRole::Chart));
    assert_eq!((table.groups[0].rows[0].cells.len(), table.legend.as_str()), (4, ""));
}

#[test]
fn a_bound_is_called_one_and_never_fills_the_bar() {
    let mut report = maximal();
    let latency = &mut report.measures[0];
    latency.value = None;
    latency.state = MeasureState::Broken;
    latency.links[0].value = Some("<2s".to_owned());
    let up = &mut report.measures[2];
    up.declared = serde_json::from_value(serde_json::json!([
        { "value": "99.95+ %", "from": [{ "evidence": "old-report", "state": "resolves", "lines": [9, 9] }] },
        { "value": "N/A" }, { "value": "99 %" }
    ]))
    .unwrap();
    let document = made(&report);
    let measures = printed(section(&document, "measures"));
    // The claim `latency` is declared "<1.5s".
    for line in [
        "no value\nbound as stated: “<2s”\nbound as stated: “<1.5s” E3 L9\nE2 L2",
        "no value\nbound as stated: “99.95+ %” E3 L9",
    ] {
        assert!(measures.contains(line), "{line} is not in\n{measures}");
    }
    assert!(!measures.contains("bound as stated: “N/A”") && !measures.contains("stated: “99 %”"));
    let Some(Block::Table(table)) = section(&document, "measures").blocks.get(1) else { panic!() };
    let drawn = |row: usize| match &table.groups[0].rows[row].cells[4].chart {
        Some(Chart::Bullet(bullet)) => (bullet.shows.clone(), bullet.alt.clone()),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        drawn(0),
        (
            Shows::Bound { from: 0.0, to: 2.0 },
            "Answer, 95th percentile: “<2s” and “<1.5s”, bounds as stated; \
             target ≤\u{a0}2\u{a0}s; broken."
                .to_owned()
        )
    );
    assert_eq!(drawn(2).0, Shows::Bound { from: 99.95, to: 100.0 });
    assert!(table.legend.contains("Hatched: a bound as stated") && !table.legend.contains("Bar"));
}

#[test]
fn what_counts_is_drawn_as_it_is_told() {
    let mut report = maximal();
    let document = made(&report);
    let Some(Block::Figure(figure)) = section(&document, "findings").blocks.get(1) else {
        panic!()
    };
    let Chart::Severities(severities) = &figure.chart else { panic!() };
    assert_eq!(severities.alt, "1 critical, 1 medium, 1 low");
    let counts: Vec<(Severity, usize)> =
        severities.counts.iter().map(|some| (some.severity, some.count)).collect();
    assert_eq!(counts, [(Severity::Critical, 1), (Severity::Medium, 1), (Severity::Low, 1)]);
    report.findings.retain(|finding| finding.status == Status::Fixed);
    let document = made(&report);
    let is_figure = |block: &Block| matches!(block, Block::Figure(_));
    assert!(!section(&document, "findings").blocks.iter().any(is_figure));
}
