//! Measures from bytes to print: values read and computed, and what becomes of one that can't be.
#![allow(
    dead_code,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where; the benchmarks use more of what they share"
)]

#[path = "../benches/pipeline/mod.rs"]
mod pipeline;
#[path = "../benches/support/mod.rs"]
mod support;

use std::collections::BTreeMap;

use pipeline::{Pipeline, said};
use serde_json::{Value, json};
use signoff::assess::judge;
use signoff::model::report::{ClaimReport, MeasureReport, MeasureState};
use signoff::model::{ClaimState, Outcome, Report};
use signoff::render::{html, markdown};
use support::Case;

const COMMIT: &str = "9f1c2e7d03c85a6e21fb90c47d13a8e5560c9f12";

const POLICY: &str = "\
[[gate]]
type = \"measure\"
metric = \"m\"
target = \"<= 130 ms\"
";

const FILES: [(&str, &str); 6] = [
    (
        "runs.json",
        "{\n  \"runs\": [\n    { \"ms\": 120 },\n    { \"ms\": 130.0 },\n    { \"ms\": 131 }\n  ]\n}\n",
    ),
    ("more.csv", "region,p95\neu,0.1 s\nus,140 ms\n"),
    ("thirds.log", "took 1 ms\ntook 1 ms\ntook 2 ms\n"),
    ("bounds.log", "took 120 ms\ntook <200ms\ntook 130 ms\n"),
    ("mixed.log", "took 1 s\ntook 3 EUR\n"),
    (
        "many.csv",
        "p95\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n21\n",
    ),
];

/// The report of a claim with that measure, of metric `m`. All evidence is of the subject's commit but `old`.
fn report(measure: &Value) -> Report {
    report_under(measure, POLICY)
}

fn report_under(measure: &Value, policy: &'static str) -> Report {
    let mut evidence: Vec<Value> =
        FILES.iter().map(|(path, _)| entry(path, path, COMMIT)).collect();
    evidence.push(entry("old.csv", "more.csv", "1234567"));
    let mut measure = measure.clone();
    measure["metric"] = json!("m");
    let findings = json!({
        "signoff": "1",
        "subject": { "name": "Shop", "commit": COMMIT },
        "evidence": evidence,
        "claims": [{ "id": "c", "statement": "It is quick", "required": true, "measure": measure }],
        "artifacts": [
            { "path": "a", "change": "added" },
            { "path": "b", "change": "added" },
            { "path": "c", "change": "planned" },
        ],
    });
    let files: BTreeMap<String, Vec<u8>> =
        FILES.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let findings = format!("{findings:#}").into_bytes();
    Pipeline::of(Case { findings, policy, files }).report()
}

fn entry(id: &str, path: &str, commit: &str) -> Value {
    json!({ "id": id, "path": path, "method": "test", "collected_at": "2025-08-27", "commit": commit })
}

fn measure(report: &Report) -> &MeasureReport {
    &report.measures[0]
}

fn claim(report: &Report) -> &ClaimReport {
    &report.claims[0]
}

fn value(report: &Report) -> String {
    let measure = measure(report);
    format!("{} {}", measure.value.unwrap(), measure.unit).trim_end().to_owned()
}

/// Its operands: evidence, first line, value and unit.
fn operands(report: &Report) -> Vec<String> {
    let operands = measure(report).operands.iter();
    operands
        .map(|operand| {
            let line = operand.lines.map_or(0, |(first, _)| first);
            let value = operand.value.as_deref().unwrap_or("-");
            format!(
                "{} {line} {value} {}",
                operand.evidence,
                operand.unit.as_deref().unwrap_or("-")
            )
        })
        .collect()
}

fn selected(report: &Report, evidence: &str) -> Vec<usize> {
    let entry = report.evidence.iter().find(|entry| entry.id.as_str() == evidence).unwrap();
    entry.excerpt.iter().filter(|line| line.selected).map(|line| line.number).collect()
}

#[test]
fn one_value_is_computed_from_all_places_of_all_links() {
    let values = json!(["runs.json#$.runs[*].ms", "more.csv#csv:*/p95"]);
    let report = report(&json!({
        "value": values, "aggregate": "mean", "unit": "ms", "target": "<= 124.2 ms"
    }));
    assert_eq!(value(&report), "124.2 ms");
    assert_eq!(measure(&report).exact, None);
    assert_eq!(measure(&report).state, MeasureState::Met);
    assert_eq!(claim(&report).state, ClaimState::Supported);
    let expected = [
        "runs.json 3 120 ms",
        "runs.json 4 130.0 ms",
        "runs.json 5 131 ms",
        "more.csv 2 0.1 s -",
        "more.csv 3 140 ms -",
    ];
    assert_eq!(operands(&report), expected);
    assert_eq!(selected(&report, "runs.json"), [3, 4, 5]);
    assert_eq!(selected(&report, "more.csv"), [2, 3]);
    assert_eq!(report.gates[0].outcome, Outcome::Pass);
    let missed = self::report(&json!({
        "value": values, "aggregate": "mean", "unit": "ms", "target": "< 124.2 ms"
    }));
    assert_eq!(measure(&missed).state, MeasureState::Missed);
    assert_eq!(
        measure(&missed).because,
        "mean of 5 values is 124.2\u{a0}ms, expected < 124.2\u{a0}ms"
    );
    assert_eq!(claim(&missed).state, ClaimState::Refuted);
}

#[test]
fn every_kind_of_selector_that_names_several_places_can_be_aggregated() {
    let of = |value: Value, aggregate: &str| {
        value_of(&json!({ "value": value, "aggregate": aggregate, "unit": "ms" }))
    };
    assert_eq!(of(json!("runs.json#$.runs[?@.ms < 131].ms"), "max"), "130.0 ms");
    assert_eq!(of(json!("runs.json#/runs/0/ms"), "p99"), "120 ms");
    assert_eq!(of(json!("more.csv#csv:*/p95"), "min"), "0.1 s");
    assert_eq!(of(json!("thirds.log#re:took (\\d+) ms"), "sum"), "4 ms");
    assert_eq!(of(json!("thirds.log#L2-L3 re:took (\\d+) ms"), "p50"), "1 ms");
    assert_eq!(of(json!(["thirds.log#L1 re:(\\d)", "runs.json#/runs/1/ms"]), "sum"), "131 ms");
    assert_eq!(of(json!("many.csv#csv:*/1"), "p95"), "20 ms");
    let count = |value: Value| value_of(&json!({ "value": value, "aggregate": "count" }));
    assert_eq!(count(json!("this#$.artifacts[?@.change=='added']")), "2");
    assert_eq!(count(json!(["thirds.log#re:(took)", "runs.json", "more.csv#L2-L3"])), "5");
}

fn value_of(measure: &Value) -> String {
    value(&report(measure))
}

#[test]
fn what_no_decimal_is_is_compared_as_it_is() {
    let mean = |target: &str| {
        report(
            &json!({ "value": "thirds.log#re:took (.*)", "aggregate": "mean", "target": target }),
        )
    };
    let report = mean("<= 1.333 ms");
    assert_eq!(value(&report), "1.333 ms");
    assert_eq!(measure(&report).exact.as_ref().unwrap().to_string(), "4/3");
    assert_eq!(measure(&report).state, MeasureState::Missed);
    assert!(measure(&report).because.starts_with("mean of 3 values is 1.333…\u{a0}ms, expected"));
    assert_eq!(measure(&mean("<= 1.334 ms")).state, MeasureState::Met);
    assert_eq!(measure(&mean("== 1.333 ms")).state, MeasureState::Missed);
    // The facts carry it, so that a gate judges alike, now and again.
    let under = |policy: &'static str| {
        let value = json!({ "value": "thirds.log#re:took (.*)", "aggregate": "mean" });
        let report = report_under(&value, policy);
        let read_back: Report = serde_json::from_slice(&pipeline::json(&report)).unwrap();
        let again = judge(&read_back.facts, &read_back.policy, read_back.as_of);
        assert_eq!(again.gates, report.gates);
        report.gates[0].clone()
    };
    let fails = under("[[gate]]\ntype = \"measure\"\nmetric = \"m\"\ntarget = \"<= 1.333 ms\"\n");
    assert_eq!((fails.outcome, fails.observed.as_str()), (Outcome::Fail, "1.333…\u{a0}ms"));
    let passes = under("[[gate]]\ntype = \"measure\"\nmetric = \"m\"\ntarget = \"<= 1.334 ms\"\n");
    assert_eq!(passes.outcome, Outcome::Pass);
}

#[test]
fn one_value_that_can_not_be_read_leaves_none() {
    let broken = |measure: &Value, because: &str| {
        let report = report(measure);
        assert_eq!(self::measure(&report).state, MeasureState::Broken, "{measure}");
        assert_eq!(self::measure(&report).value, None);
        assert!(
            self::measure(&report).because.contains(because),
            "{}",
            self::measure(&report).because
        );
        assert_eq!(claim(&report).state, ClaimState::Broken);
        assert_eq!(report.gates[0].outcome, Outcome::Undetermined);
        report
    };
    let report = broken(
        &json!({ "value": "bounds.log#re:took (.*)", "aggregate": "mean", "target": "<= 1 s" }),
        "line 2: \"<200ms\" is a bound, not a measurement; link to the number that was measured",
    );
    assert_eq!(operands(&report).len(), 3, "what was found is shown all the same");
    for (value, because) in [
        (json!("bounds.log#L2 re:took (.*)"), "\"<200ms\" is a bound, not a measurement"),
        (json!("mixed.log#re:took (.*)"), "line 2: \"EUR\" and \"s\" can't be compared"),
        (json!("runs.json#$.runs[*]"), "line 3: the place holds no single value"),
        (json!("runs.json#$.none[*]"), "the path selects nothing"),
        (
            json!(["runs.json#$.runs[*].ms", "more.csv#csv:region=asia/p95"]),
            "no row of which that holds",
        ),
        (json!(["runs.json#$.runs[*].ms", "more.csv#$.a"]), "not JSON"),
    ] {
        broken(&json!({ "value": value, "aggregate": "sum", "target": "<= 1 s" }), because);
    }
    let other = json!({ "value": "more.csv#csv:*/p95", "unit": "EUR", "aggregate": "sum", "target": "<= 1 EUR" });
    broken(&other, "line 2: \"s\" and \"EUR\" can't be compared");
}

#[test]
fn several_places_are_asked_for_or_the_link_is_broken() {
    let because = |measure: &Value| {
        let report = report(measure);
        assert_eq!(self::measure(&report).state, MeasureState::Broken);
        self::measure(&report).because.clone()
    };
    assert_eq!(
        because(&json!({ "value": "runs.json#$.runs[*].ms" })),
        "`runs.json`: the selector names a place more than once, in lines 3 and 4"
    );
    assert_eq!(
        because(&json!({ "value": ["runs.json#/runs/0/ms", "runs.json#/runs/1/ms"] })),
        "several places are named, and no aggregate says how they become one"
    );
}

#[test]
fn a_count_of_nothing_is_none_and_not_broken() {
    let count = |target: &str| {
        report(&json!({
            "value": ["runs.json#$.none[*]", "more.csv#csv:region=asia/p95"], "aggregate": "count", "target": target
        }))
    };
    let report = count("== 0");
    assert_eq!((value(&report).as_str(), measure(&report).state), ("0", MeasureState::Met));
    assert_eq!(claim(&report).state, ClaimState::Supported);
    let missed = count(">= 1");
    assert_eq!(measure(&missed).state, MeasureState::Missed);
    assert_eq!(measure(&missed).because, "0 places, expected ≥ 1");
    assert_eq!(measure(&count("count == 0")).state, MeasureState::Met);
    assert_eq!(measure(&count("count > 0")).state, MeasureState::Missed);
    assert_eq!(measure(&count("== none")).state, MeasureState::Broken);
}

#[test]
fn an_operand_may_be_expected_to_be_something_itself() {
    let mean = |expect: &str| {
        report(&json!({
            "value": [{ "in": "runs.json", "at": "$.runs[*].ms", "expect": expect }, "thirds.log#L1 re:(\\d+)"],
            "aggregate": "mean", "unit": "ms", "target": "<= 1 s"
        }))
    };
    assert_eq!(measure(&mean("> 119 ms")).state, MeasureState::Met);
    let missed = mean("> 120 ms");
    assert_eq!(measure(&missed).state, MeasureState::Missed);
    assert_eq!(claim(&missed).state, ClaimState::Refuted);
    assert_eq!(measure(&missed).links[0].because, "120\u{a0}ms, expected > 120\u{a0}ms");
    assert_eq!(measure(&mean("count == 3")).state, MeasureState::Met);
    assert_eq!(measure(&mean("count == 4")).state, MeasureState::Missed);
    assert_eq!(measure(&mean("newer than 1 day")).state, MeasureState::Broken);
}

#[test]
fn what_is_computed_is_as_old_as_its_oldest_part() {
    let with = |second: &str| {
        let report = report(&json!({
            "value": ["more.csv#csv:*/p95", second], "aggregate": "max", "target": "<= 1 s"
        }));
        claim(&report).state
    };
    assert_eq!(with("thirds.log#re:took (.*)"), ClaimState::Supported);
    assert_eq!(with("old.csv#csv:*/p95"), ClaimState::Stale);
}

#[test]
fn a_report_says_how_a_value_came_about() {
    let printed = |report: &Report| {
        let (document, _) = said(report);
        let markdown = String::from_utf8(markdown::render(&document).unwrap()).unwrap();
        let html = String::from_utf8(html::render(&document).unwrap()).unwrap();
        (markdown, html)
    };
    let mean =
        json!({ "value": "thirds.log#re:took (.*)", "aggregate": "mean", "target": "<= 1 s" });
    let (markdown, html) = printed(&report(&mean));
    for part in
        ["mean of 3 values: 1 ms ", "exactly 4/3\u{a0}ms; rounded towards zero", "1.333…\u{a0}ms"]
    {
        assert!(html.contains(part), "`{part}` is not in\n{html}");
    }
    assert!(markdown.contains("mean of 3 values: 1 ms "), "{markdown}");
    let many = json!({ "value": "many.csv#csv:*/p95", "unit": "ms", "aggregate": "max" });
    let report = report(&many);
    assert_eq!(operands(&report).len(), 21);
    let (_, html) = printed(&report);
    assert!(html.contains("greatest of 21 values: 1\u{a0}ms "));
    assert!(html.contains(", and 9 more"));
    assert!(html.contains("12\u{a0}ms ") && !html.contains(">13\u{a0}ms "));
}
