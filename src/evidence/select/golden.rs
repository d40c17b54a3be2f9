//! Every kind of selector on a real file of its format: what is there, what isn't, and what is there twice.

use super::tests::{all, at, file};
use super::*;

const BANDIT: &str = include_str!("../../../tests/fixtures/jsonpath/bandit.json");
const TAURUS: &str = include_str!("../../../tests/fixtures/tables/taurus.csv");
const LOCUST: &str = include_str!("../../../tests/fixtures/tables/locust.csv");

/// What a selector selects, each as its first line and its value.
fn selected(text: &str, selector: &str) -> Vec<String> {
    let told = |place: Selection| {
        let line = place.lines.map_or(0, |(first, _)| first);
        format!("L{line} {}", place.value.unwrap_or_else(|| "-".to_owned()))
    };
    let places = all(&file(text), selector).unwrap_or_else(|error| panic!("{selector}: {error}"));
    places.into_iter().map(told).collect()
}

fn broken(text: &str, selector: &str) -> String {
    at(&file(text), selector).unwrap_err().to_string()
}

#[test]
fn paths_into_the_output_of_a_scanner() {
    assert_eq!(selected(BANDIT, "$.metrics._totals['SEVERITY.HIGH']"), ["L23 2"]);
    assert_eq!(selected(BANDIT, "/metrics/_totals/SEVERITY.HIGH"), ["L23 2"]);
    assert_eq!(
        selected(BANDIT, "$.results[?@.issue_severity=='HIGH'].line_number"),
        ["L65 19", "L166 29"]
    );
    assert_eq!(
        selected(BANDIT, "$.results[?search(@.issue_text, 'password')].test_id"),
        ["L131 B105"]
    );
    assert_eq!(
        selected(BANDIT, "$.results[?@.issue_cwe.id > 300].test_id"),
        ["L111 B110", "L151 B101", "L171 B324"]
    );
    assert_eq!(all(&file(BANDIT), "$.results[*]").unwrap().len(), 7);
    assert_eq!(at(&file(BANDIT), "$.results[0]").unwrap().lines, Some((33, 52)));
    assert_eq!(
        broken(BANDIT, "$.results[?@.issue_severity=='HIGH']"),
        "the selector names a place more than once, in lines 53 and 154"
    );
    assert_eq!(
        broken(BANDIT, "$.results[?@.issue_severity=='CRITICAL'].test_id"),
        "the path selects nothing from its step 2 on"
    );
    assert_eq!(
        broken(TAURUS, "$.results").split(':').next(),
        Some("it is not JSON that can be read")
    );
}

#[test]
fn fields_of_the_tables_of_load_tests() {
    assert_eq!(selected(TAURUS, "csv:label='http://blazedemo.com/'/'perc_95.0'"), ["L4 0.20400"]);
    assert_eq!(selected(TAURUS, "csv:label=''/perc_95.0"), ["L2 1.29300"]);
    assert_eq!(selected(TAURUS, "csv:1/10"), ["L2 1.29300"]);
    assert_eq!(selected(TAURUS, "csv:*/fail"), ["L2 11", "L3 11", "L4 0"]);
    assert_eq!(
        broken(TAURUS, "csv:concurrency=16/succ"),
        "the selector names a place more than once, in lines 2 and 4"
    );
    assert_eq!(selected(TAURUS, "csv:concurrency=16,fail=0/succ"), ["L4 340"]);
    assert_eq!(broken(TAURUS, "csv:label=home/succ"), "there is no row of which that holds");
    assert_eq!(
        broken(TAURUS, "csv:1/p95"),
        "there is no column `p95`; there are `avg_ct`, `avg_lt`, `avg_rt`, `bytes`, `concurrency`, `fail`, \
         `stdev_rt`, `succ` and 11 more"
    );
    // This one names eleven columns above rows of ten fields: which number is whose can't be told.
    assert_eq!(
        broken(LOCUST, "csv:Name=Aggregated/'Max Response Time'"),
        "row 5 has 10 fields, and the names of the columns are 11"
    );
}

#[test]
fn lines_and_patterns_of_a_text() {
    assert_eq!(selected(BANDIT, "L23 re:: (\\d+)"), ["L23 2"]);
    assert_eq!(selected(BANDIT, "re:\"loc\": (\\d+)"), ["L14 24", "L27 24"]);
    assert_eq!(selected(TAURUS, "L4"), ["L4 -"]);
    assert_eq!(
        broken(BANDIT, "re:\"loc\": (\\d+)"),
        "the pattern matches more than once, in lines 14 and 27"
    );
    assert_eq!(broken(TAURUS, "L5"), "the file has 4 lines, so no line 5");
}
