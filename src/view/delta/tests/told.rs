//! What each section says.

use super::{assert_says, made, section, spans, table, words};
use crate::model::Verdict;
use crate::model::delta::{Cause, FindingKind};
use crate::view::delta::specimen::{self, ATTACK};
use crate::view::{Chart, Span, Step};

#[test]
fn causes_lead_from_the_old_score_to_the_new_one() {
    let document = made(&specimen::friendly());
    assert_eq!(document.sections[0].title, "Why the verdict changed");
    assert_says(
        &document,
        "causes",
        &[
            "SEMANTICS rule 27",
            "Shapley",
            "System another commit | 3 claims, 2 findings and 4 pieces of evidence 9 facts differ | a; b;",
            "and 2 more | +13.75 |  | not ready",
            "no-critical pass to fail | 0.00",
            "Evidence aged a later day | 1 link 1 fact differs | none | \u{2212}2.00",
            "Without what changed in the policy the verdict would be insufficient evidence.",
        ],
    );
    let table = table(&document, "causes");
    assert!(table.legend.starts_with("The bars run from 0 to 50; solid rises"));
    let charts: Vec<_> = table.groups[0]
        .rows
        .iter()
        .chain(&table.foot)
        .map(|row| match row.cells[4].chart.as_ref().unwrap() {
            Chart::Waterfall(fall) => (fall.alt.as_str(), fall.step),
            other @ (Chart::Bullet(_)
            | Chart::Strip(_)
            | Chart::Severities(_)
            | Chart::Trend(_)
            | Chart::Spark(_)) => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(charts[0], ("0.9.0 scores 28.29", Step::Sum { to: 28.29 }));
    assert_eq!(charts[1], ("System: +13.75", Step::Change { from: 28.29, to: 42.04 }));
    assert_eq!(charts[4].0, "Evidence aged: \u{2212}2.00");
    assert_eq!(charts[7], ("1.0.0 scores 36.04", Step::Sum { to: 36.04 }));
}

#[test]
fn without_scores_there_is_no_waterfall() {
    let document = made(&specimen::bare());
    let table = table(&document, "causes");
    assert_eq!((table.columns.len(), table.groups[0].rows.len()), (5, Cause::ALL.len()));
    assert!(table.foot.is_none() && table.legend.is_empty());
    assert_says(&document, "causes", &["a score is missing", "| no score |"]);
    assert_says(&document, "scores", &["Total | not there | 36.0 | no difference"]);
}

#[test]
fn gates_that_changed_come_first_and_the_others_are_counted() {
    let document = made(&specimen::friendly());
    let titles: Vec<String> = table(&document, "gates")
        .groups
        .iter()
        .map(|group| words(group.title.as_ref().unwrap()))
        .collect();
    assert_eq!(titles, ["Worse, 4", "Better, 1", "Changed, neither better nor worse, 3"]);
    assert_says(
        &document,
        "gates",
        &[
            "8 of 10 gates changed: 4 worse, 1 better, 3 neither better nor worse",
            "Uptime over 30 days uptime; asks for at least 99.9\u{a0}% | block | Pass observed 99.99\u{a0}% | Undetermined observed no value | Edited",
            "Restore rehearsed restore; asks for supported; set by the new policy only | condition | not there | Waived",
            "Score of Security security-score; asks for at least 80.0; the policy sets it in other words | block was warn |",
            "2 gates are unchanged: 1 fails and 1 passes.",
        ],
    );
}

#[test]
fn the_sum_of_findings_is_written_out() {
    let mut delta = specimen::friendly();
    let expected = "Findings that are not fixed: 17 in 0.9.0 + 2 new + 1 reopened + 1 newly checked \
                    \u{2212} 2 fixed \u{2212} 1 not checked = 18 in 1.0.0.";
    assert_says(&made(&delta), "findings", &[expected]);
    delta.totals.new += 1;
    assert_says(&made(&delta), "findings", &["This does not come out"]);
}

#[test]
fn each_finding_is_told_but_those_that_are_the_same() {
    let document = made(&specimen::friendly());
    let table = table(&document, "findings");
    let marks: Vec<&str> = table
        .groups
        .iter()
        .flat_map(|group| &group.rows)
        .map(|row| row.cells[0].mark.as_ref().unwrap().word)
        .collect();
    assert_eq!(
        marks,
        [
            "New",
            "New",
            "Reopened",
            "Newly checked",
            "Changed",
            "Moved",
            "Fixed",
            "Fixed",
            "Not checked"
        ]
    );
    assert_eq!(table.groups.len(), FindingKind::ALL.len() - 1);
    assert_says(
        &document,
        "findings",
        &[
            "New by severity: 1 critical, 1 high.",
            "New, 2: the checker had looked before and had not found it",
            "New | Critical | Private key in the source",
            "F-1; rule secrets/private-key, found by security-scanner; security/scanner.js line 12 | not there | open | Tool",
            "Ambiguous: equal ones are on the other side",
            "status: fixed | status: open",
            "severity: high\nmessage: HSTS missing | severity: critical\nmessage: HSTS header not configured",
            "F-6, F-1 in 0.9.0; rule",
            "Paired by the same content in a file that was renamed: strong | location: config/production.env line 3 | location: config/app.env line 9",
            "not fixed | fixed",
            "F-2; rule secrets/private-key | open | not checked | Tool",
            "12 findings are the same in both reports",
        ],
    );
}

#[test]
fn claims_measures_and_the_rest_are_told() {
    let document = made(&specimen::friendly());
    assert_says(
        &document,
        "claims",
        &[
            "7 claims differ: 3 worse, 2 better, 2 neither better nor worse",
            "Because: scan misses what it expects; Evidence added: scan#L5, scan#/summary; Evidence lost: old-scan#L2; \
         Evidence replaced by other bytes: scan; Evidence collected again, with the same bytes: load",
            "| Unsupported required: true | Not applicable required: false |",
            "It was so because",
            "18 claims are the same",
        ],
    );
    assert_says(
        &document,
        "measures",
        &[
            "Concurrent users users; target ≥\u{a0}10\u{202f}000 | 10\u{202f}000 | 15\u{202f}000 |",
            "+5\u{202f}000 +50.0\u{a0}% | Higher, better met; more than repeated",
            "\u{2212}0.1\u{a0}points",
            "target ≥\u{a0}99.9\u{a0}% | 99.99\u{a0}% | no value | a value is missing | Worse met to broken",
            "| not there | no value",
            "| other units |",
            "no more than repeated measurements differ",
        ],
    );
}

#[test]
fn scores_things_and_words_are_told() {
    let document = made(&specimen::friendly());
    assert_says(
        &document,
        "scores",
        &[
            "Total | 28.2 | 36.0 | +7.75 | +13.75 | 0.00 | 0.00 | \u{2212}2.00 | \u{2212}4.00 | 0.00",
        ],
    );
    assert_says(
        &document,
        "evidence",
        &[
            "3 pieces of evidence differ: 1 removed, 1 added, 1 changed",
            "Removed | Uptime log uptime | there | not there",
            "version: 1.3.0 | version: 1.4.0",
            "scan; Line by line: 1 is only in 0.9.0 and 2 only in 1.0.0 |",
            "Security scan: line by line\nOf the lines that the reports print of it, 1 is only in 0.9.0 and 2 only in 1.0.0.",
            "[4 lines the same]\n  \"hosts\": 4,/  \"ports\": 1,\n-  \"passed\": 19+  \"passed\": 20,/  \"failed\": 1\n}",
        ],
    );
    assert_says(
        &document,
        "standing",
        &[
            "standing: in force",
            "1 sign-off differs: 1 added",
            "Accepted until the audit for a month by the board.",
        ],
    );
    assert_says(
        &document,
        "policy",
        &["gates.restore | none | claim `ops.restore` supported", "owner | QA | QA and DevOps"],
    );
    assert_says(
        &document,
        "narrative",
        &["Overview: changed", "Rolling back: added", "[35 words are the same]"],
    );
    assert_says(&document, "made", &["Read from: 0.9.0/report.json", "SHA-256 of diff.json"]);
}

#[test]
fn words_that_changed_are_spans_of_their_own_and_stay_foreign() {
    let document = made(&specimen::hostile());
    let spans = spans(&section(&document, "narrative").blocks);
    assert!(
        spans.iter().any(|span| matches!(span, Span::Added { text } if text.starts_with(ATTACK)))
    );
    assert!(
        spans.iter().any(|span| matches!(span, Span::Removed { text } if text.starts_with(ATTACK)))
    );
}

#[test]
fn a_verdict_that_stays_is_said_to_stay() {
    let mut delta = specimen::friendly();
    delta.verdict.old = Verdict::NotReady;
    for cause in &mut delta.causes {
        cause.verdict_without = Verdict::NotReady;
    }
    assert_says(
        &made(&delta),
        "causes",
        &["No single cause decides: without any one of them the verdict is still not ready."],
    );
}

#[test]
fn rows_may_be_chosen_by_what_became_of_them_and_how_bad_they_are() {
    let document = made(&specimen::friendly());
    let findings = table(&document, "findings");
    let labels: Vec<&str> = findings.facets.iter().map(|facet| facet.label.as_str()).collect();
    assert_eq!(labels, ["Change", "Direction", "Severity"]);
    for row in findings.groups.iter().flat_map(|group| &group.rows) {
        let kind = |facet: usize| findings.facets[facet].kinds[row.kinds[facet].unwrap()].as_str();
        let marks = [0, 1].map(|cell| row.cells[cell].mark.as_ref().unwrap().word);
        assert_eq!([kind(0), kind(2)], marks, "the kinds are what the row's marks say");
    }
    let claims = table(&document, "claims");
    let gone =
        claims.groups.iter().flat_map(|group| &group.rows).filter(|row| row.kinds[1].is_none());
    assert_eq!(gone.count(), 1, "what only the old report has has no state now");
    assert!(table(&document, "gates").facets.is_empty());
}
