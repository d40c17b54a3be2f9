//! Rules, fingerprints and levels, on both sides of each edge. Whole files are in tests/places/.

use super::*;
use crate::evidence::select::{count, select};
use crate::model::Selector;

fn log(runs: &str) -> File {
    let text = format!("{{\"version\": \"2.1.0\", \"runs\": [{runs}]}}");
    File::new(text.as_bytes().into())
}

/// A run with those rules of its driver and those results.
fn run(rules: &str, results: &str) -> File {
    log(&format!(
        "{{\"tool\": {{\"driver\": {{\"name\": \"t\", \"rules\": [{rules}]}}}}, \"results\": [{results}]}}"
    ))
}

fn at(file: &File, name: &str) -> Result<Selection, NotSelected> {
    select(file, &Selector::Sarif(name.to_owned()))
}

fn level(file: &File, name: &str) -> String {
    match at(file, name) {
        Ok(found) => found.value.unwrap(),
        Err(why) => panic!("{name}: {why}"),
    }
}

fn counted(file: &File, name: &str) -> usize {
    count(file, &Selector::Sarif(name.to_owned())).unwrap().count
}

fn nothing(file: &File, name: &str) -> String {
    match at(file, name) {
        Err(NotSelected::Nothing(because)) => because,
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn a_result_is_told_by_its_rule_and_a_fingerprint() {
    let file = run(
        "",
        r#"
        {"ruleId": "R1", "fingerprints": {"a/v1": "f1"}},
        {"ruleId": "R1", "partialFingerprints": {"h/v1": "p2", "n": 7}},
        {"ruleId": "R2", "partialFingerprints": {"h/v1": "p2"}}"#,
    );
    assert_eq!(counted(&file, "R1"), 2);
    assert_eq!(at(&file, "R1/f1").unwrap().lines, Some((2, 2)));
    assert_eq!(at(&file, "R1/a/v1=f1").unwrap().lines, Some((2, 2)));
    assert_eq!(at(&file, "R1/p2").unwrap().lines, Some((3, 3)));
    assert_eq!(at(&file, "R2/h/v1=p2").unwrap().lines, Some((4, 4)));
    assert_eq!(at(&file, "R2").unwrap().lines, Some((4, 4)));
    assert!(matches!(at(&file, "R1"), Err(NotSelected::Several(_))));
    assert_eq!(counted(&file, "R3"), 0);
    assert_eq!(nothing(&file, "R3"), "there is no result of rule `R3`");
    assert_eq!(nothing(&file, "R1/x"), "the rule `R1` has 2 results, none with fingerprint `x`");
    for name in ["R", "R1/f", "R1/v1=f1", "R1/7", "R1/n=7", "R2/f1", "r1", "f1"] {
        nothing(&file, name);
    }
}

#[test]
fn rules_and_schemes_may_hold_slashes() {
    let file =
        run("", r#"{"ruleId": "js/sql/raw", "fingerprints": {"h/v1": "a/b"}}, {"ruleId": "js"}"#);
    for name in ["js/sql/raw", "js/sql/raw/a/b", "js/sql/raw/h/v1=a/b", "js/sql", "js/sql/a/b"] {
        assert_eq!(counted(&file, name), 1, "{name}");
    }
    // A rule's parts are of the rule (3.5.4): counting none of it leaves none of them out.
    assert_eq!(counted(&file, "js"), 2);
    for name in ["js/s", "j", "sql/raw", "js/sql/raw/b"] {
        assert_eq!(counted(&file, name), 0, "{name}");
    }
    // Read as a rule and as a fingerprint, it may be both.
    let both = run("", r#"{"ruleId": "D1/sub"}, {"ruleId": "D1", "fingerprints": {"x": "sub"}}"#);
    assert_eq!(counted(&both, "D1/sub"), 2);
}

#[test]
fn a_rule_may_be_named_by_index_only() {
    let rules =
        r#"{"id": "A", "defaultConfiguration": {"level": "error"}}, {"id": "B", "guid": "g"}"#;
    let results = r#"{"ruleIndex": 0}, {"rule": {"index": 1}}, {"rule": {"guid": "g"}}, {"ruleIndex": -1},
                     {"ruleIndex": 9}, {"rule": {"id": "C"}}"#;
    let file = run(rules, results);
    assert_eq!(level(&file, "A"), "error");
    assert_eq!(counted(&file, "B"), 2);
    assert_eq!(level(&file, "C"), "warning");
    let extended = log(
        r#"{"tool": {"driver": {"name": "d", "rules": [{"id": "D"}]}, "extensions": [
            {"name": "x", "rules": [{"id": "X"}]}, {"name": "y", "guid": "gy", "rules": [{"id": "Y"}]}]},
            "results": [{"rule": {"index": 0, "toolComponent": {"index": 0}}},
                        {"rule": {"index": 0, "toolComponent": {"name": "y"}}},
                        {"rule": {"index": 0, "toolComponent": {"guid": "gy"}}},
                        {"ruleIndex": 0, "rule": {"toolComponent": {"name": "no such"}}},
                        {"rule": {"index": 0}}]}"#,
    );
    assert_eq!(["X", "Y", "D"].map(|name| counted(&extended, name)), [1, 2, 1]);
}

#[test]
fn the_level_that_counts_is_read() {
    let rules = r#"{"id": "E", "defaultConfiguration": {"level": "error"}}, {"id": "N"}"#;
    let of = |result: &str| level(&run(rules, result), "E");
    assert_eq!(of(r#"{"ruleId": "E", "level": "note"}"#), "note");
    assert_eq!(of(r#"{"ruleId": "E"}"#), "error");
    assert_eq!(of(r#"{"ruleId": "E/part"}"#), "error");
    assert_eq!(of(r#"{"ruleId": "E", "kind": "fail"}"#), "error");
    assert_eq!(of(r#"{"ruleId": "E", "kind": "review"}"#), "none");
    assert_eq!(of(r#"{"ruleId": "E", "kind": "open", "level": "error"}"#), "error");
    assert_eq!(level(&run(rules, r#"{"ruleId": "N"}"#), "N"), "warning");
    let overridden = |provenance: &str| {
        let file = log(&format!(
            r#"{{"tool": {{"driver": {{"name": "t", "rules": [{rules}]}}}},
               "invocations": [{{"executionSuccessful": true, "ruleConfigurationOverrides": [
               {{"descriptor": {{"id": "E"}}, "configuration": {{"level": "note"}}}}]}}],
               "results": [{{"ruleId": "E"{provenance}}}]}}"#
        ));
        level(&file, "E")
    };
    assert_eq!(overridden(r#", "provenance": {"invocationIndex": 0}"#), "note");
    assert_eq!(overridden(r#", "provenance": {"invocationIndex": 1}"#), "error");
    assert_eq!(overridden(""), "error");
}

#[test]
fn what_is_no_finding_of_this_run_is_not_counted_and_what_is_suppressed_is() {
    let of = |fields: &str| counted(&run("", &format!("{{\"ruleId\": \"R\", {fields}}}")), "R");
    for kind in ["fail", "open", "review", "informational"] {
        assert_eq!(of(&format!("\"kind\": \"{kind}\"")), 1, "{kind}");
    }
    for kind in ["pass", "notApplicable"] {
        assert_eq!(of(&format!("\"kind\": \"{kind}\"")), 0, "{kind}");
    }
    for state in ["new", "unchanged", "updated"] {
        assert_eq!(of(&format!("\"baselineState\": \"{state}\"")), 1, "{state}");
    }
    assert_eq!(of("\"baselineState\": \"absent\""), 0);
    assert_eq!(of("\"suppressions\": [{\"kind\": \"inSource\"}]"), 1);
    assert_eq!(of("\"suppressions\": [{\"kind\": \"external\", \"status\": \"accepted\"}]"), 1);
}

const GOOD: &str =
    r#"{"tool": {"driver": {"name": "good", "rules": [{"id": "G"}]}}, "results": []}"#;
const FAILED: &str = r#"{"tool": {"driver": {"name": "bad", "rules": [{"id": "B"}]}}, "results": [],
                         "invocations": [{"executionSuccessful": true}, {"executionSuccessful": false}]}"#;
const NULL: &str = r#"{"tool": {"driver": {"name": "null"}}, "results": null}"#;
const ABSENT: &str = r#"{"tool": {"driver": {"name": "absent"}}}"#;
const SUCCESS: &str = r#"{"tool": {"driver": {"name": "fine"}}, "results": [],
                          "invocations": [{"executionSuccessful": true}]}"#;

#[test]
fn a_run_that_never_looked_or_failed_says_nothing() {
    let whole = |runs: &str| {
        let file = log(runs);
        read(file.text().unwrap()).unwrap().nothing()
    };
    assert_eq!(whole(GOOD), None);
    assert_eq!(whole(SUCCESS), None);
    assert_eq!(whole(""), Some("it holds no run".to_owned()));
    assert_eq!(whole(FAILED), Some("the run of “bad” says that it was not successful".to_owned()));
    let null = "the run of “null” has no list of results: it looked for none";
    assert_eq!(whole(NULL), Some(null.to_owned()));
    assert!(whole(ABSENT).is_some());
    assert_eq!(whole(&format!("{GOOD},{FAILED},{NULL}")), None);
}

#[test]
fn of_several_runs_those_count_that_know_the_rule() {
    let of = |runs: &str, name: &str| {
        let file = log(runs);
        read(file.text().unwrap()).unwrap().nothing_of(name).is_some()
    };
    let all = format!("{GOOD},{FAILED}");
    assert!(!of(&all, "G"));
    assert!(!of(&all, "G/fingerprint"));
    assert!(of(&all, "B"));
    assert!(of(&all, "B/fingerprint"));
    // Nobody lists the rule: it may have been the business of the run that failed.
    assert!(of(&all, "unknown"));
    assert!(!of(GOOD, "unknown"));
    assert!(!of(SUCCESS, "unknown"));
    assert!(of(&format!("{GOOD},{NULL}"), "unknown"));
    assert!(of("", "G"));
}

#[test]
fn what_is_no_log_says_so() {
    let unreadable = |text: &str| {
        let file = File::new(text.as_bytes().into());
        match at(&file, "R") {
            Err(NotSelected::Unreadable(because)) => because,
            other => panic!("{text}: {other:?}"),
        }
    };
    for text in [
        "{}",
        "{\"version\": \"2.1.0\"}",
        "{\"runs\": []}",
        "{\"version\": \"1.0.0\", \"runs\": []}",
        "[]",
    ] {
        assert!(unreadable(text).contains("no `runs`"), "{text}");
    }
    for text in ["", "{", "{\"runs\": [], \"runs\": []}", "{\"version\": \"2.1.0\", \"runs\": 1}"] {
        assert!(unreadable(text).contains("no SARIF log that can be read"), "{text}");
    }
    for result in ["{\"ruleId\": 1}", "[\"R\"]", "\"R\"", "null"] {
        assert!(matches!(at(&run("", result), "R"), Err(NotSelected::Unreadable(_))), "{result}");
    }
}

#[test]
fn hostile_logs_take_linear_time() {
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let file = run("", &format!("{{\"properties\": {deep}, \"ruleId\": \"R\"}}"));
    assert_eq!(counted(&file, "R"), 1);
    let slashes = "a/".repeat(50_000);
    let file = run("", &format!("{{\"ruleId\": \"{slashes}\"}}"));
    assert_eq!(counted(&file, "a"), 1);
    assert_eq!(counted(&file, &"a/".repeat(900)), 0);
    let many: Vec<String> = (0..20_000)
        .map(|at| format!("{{\"ruleId\": \"R\", \"fingerprints\": {{\"f\": \"{at}\"}}}}"))
        .collect();
    let file = run("", &many.join(",\n"));
    for index in 0..20_000 {
        assert_eq!(at(&file, &format!("R/{index}")).unwrap().lines, Some((index + 1, index + 1)));
    }
}
