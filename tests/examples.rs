//! What the rules find in the examples: the figures for which these were chosen, and nothing that can't be defended.
//!
//! `UPDATE_GOLDEN=1 cargo test --test examples` writes `tests/examples.expected` anew; read the difference.
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

mod support;

use std::fmt::Write as _;

use serde_json::Value;
use support::{AS_OF, examples, root, signoff};

/// What holds in an example.
fn contradictions(name: &str) -> Vec<Value> {
    let all = examples();
    let example =
        all.iter().find(|example| example.name == name).unwrap_or_else(|| panic!("{name}"));
    let file = example.findings.to_str().unwrap();
    let output =
        signoff(&["check", file, "--format", "json", "--as-of", AS_OF, "--fail-on", "never"]);
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    told["contradictions"].as_array().unwrap().clone()
}

/// What is said and what holds, by one rule.
fn by(rule: &str, all: &[Value]) -> Vec<(String, String)> {
    let text = |value: &Value| value["value"].as_str().unwrap().to_owned();
    let of_rule = all.iter().filter(|found| found["rule"] == rule);
    of_rule.map(|found| (text(&found["says"]), text(&found["holds"]))).collect()
}

fn about(rule: &str, all: &[Value]) -> Vec<String> {
    let of_rule = all.iter().filter(|found| found["rule"] == rule);
    of_rule.map(|found| found["about"][0].as_str().unwrap_or("report").to_owned()).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(says, holds)| ((*says).to_owned(), (*holds).to_owned())).collect()
}

#[test]
fn crm_vision_declares_scores_that_its_rows_and_ticks_do_not_give() {
    let all = contradictions("crm-vision");
    let scores = by("score-mismatch", &all);
    let expected = [
        ("95", "75: 6 of 8 items are ticked"),
        ("50", "25: 1 of 4 items is ticked"),
        ("95", "78.5, the mean of the 10 categories that declare a score"),
    ];
    assert_eq!(scores, pairs(&expected));
    assert_eq!(
        by("metric-conflict", &all),
        pairs(&[("≥ 60\u{a0}% met, “60%”", "30\u{a0}% measured")])
    );
}

#[test]
fn axiomcore_passes_over_placeholders_and_adds_up() {
    let all = contradictions("axiomcore");
    assert_eq!(about("placeholder-as-pass", &all), ["error-rate", "uptime"]);
    assert_eq!(by("score-mismatch", &all), []);
}

#[test]
fn axiomcore_states_16_new_files_and_lists_18() {
    let all = contradictions("axiomcore");
    assert_eq!(by("count-mismatch", &all), pairs(&[("“16”", "18 listed")]));
}

#[test]
fn xpress_ops_tower_is_not_what_it_declares() {
    let all = contradictions("xpress-ops-tower");
    let verdicts = [("ready with conditions", "not ready"), ("ready", "not ready")];
    assert_eq!(by("verdict-mismatch", &all), pairs(&verdicts));
    let changes = by("percentage-arithmetic", &all);
    assert_eq!(changes, pairs(&[("“-50 %”", "−60\u{a0}%")]));
    assert_eq!(about("percentage-arithmetic", &all), ["sos-response"]);
    assert_eq!(by("metric-conflict", &all), pairs(&[("“70%+”", "“95%+”")]));
}

#[test]
fn the_arithmetic_of_predictive_maintenance_is_right() {
    for name in ["predictive-maintenance-before", "predictive-maintenance-after"] {
        assert_eq!(by("score-mismatch", &contradictions(name)), [], "{name}");
    }
}

#[test]
fn signoff_does_not_contradict_itself() {
    assert_eq!(contradictions("self"), Vec::<Value>::new());
}

#[test]
fn the_terminal_counts_them_and_tools_are_told_where_they_stand() {
    let file = root().join("examples/crm-vision/findings.json");
    let said = |format: &str| {
        let file = file.to_str().unwrap();
        let output = signoff(&["check", file, "--format", format, "--as-of", AS_OF]);
        assert_eq!(output.status.code(), Some(1), "it isn't ready");
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(
        said("human").contains("\nconflicts  16 contradictions: 12 errors, 2 warnings, 2 notes\n")
    );
    let sarif: Value = serde_json::from_str(&said("sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let found = results.iter().find(|result| result["ruleId"] == "metric-conflict").unwrap();
    let place = &found["locations"][0]["physicalLocation"];
    let line = place["region"]["startLine"].as_u64().unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    let around: Vec<&str> = text.lines().skip(usize::try_from(line).unwrap() - 1).take(2).collect();
    assert!(around.join("\n").contains("coverage-threshold"), "{around:?}");
}

/// Every contradiction of every example, so that a false one is seen by whoever reads the difference.
#[test]
#[expect(clippy::disallowed_methods, reason = "the test writes its own expectations when asked to")]
fn each_contradiction_of_the_examples_was_looked_at() {
    let mut found = String::new();
    for example in examples() {
        writeln!(found, "{}", example.name).unwrap();
        // What is counted is told by the tests above.
        let all = contradictions(&example.name);
        for one in all.iter().filter(|one| one["rule"] != "count-mismatch") {
            let (level, text) = (one["level"].as_str().unwrap(), one["text"].as_str().unwrap());
            writeln!(found, "  {level} {}: {text}", one["rule"].as_str().unwrap()).unwrap();
        }
    }
    let file = root().join("tests/examples.expected");
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        std::fs::write(&file, &found).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap_or_default(), found);
}
