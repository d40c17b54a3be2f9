//! TAP streams, whole, failed and cut off.

use super::*;
use crate::evidence::{File, select};
use crate::ingest::formats::tests::{findings, measures, notes, raw, read, run_of, value};
use crate::model::Selector;

/// Tests, passed, failed, skipped, to do, in subtests.
fn counted(items: &[Item]) -> [u64; 6] {
    let counted = &run_of(items).properties["counted"];
    ["tests", "passed", "failed", "skipped", "todo", "in_subtests"]
        .map(|name| counted[name].as_u64().unwrap())
}

fn values(text: &str) -> Vec<(String, String)> {
    let items = read(&Tap, text);
    measures(&items).iter().map(|it| (it.metric.clone(), value(text, it))).collect()
}

fn told(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect()
}

const WHOLE: &str = "TAP version 14\n1..6\nok 1 - opens\nnot ok 2 - logs in\n  ---\n  message: 'timeout'\n  \
    at:\n    file: src/a.js\n    line: 7\n  found: |\n    ok 9 - no test\n  ...\n\
    # Subtest: group\n    ok 1 - inner\n    not ok 2 - broken\n      ---\n      message: inner\n      ...\n    1..2\n\
    not ok 3 - group\nok 4 - later # SKIP no network\nnot ok 5 - some day # TODO\nok\n";

#[test]
fn failed_tests_are_findings_with_what_is_said_of_them() {
    let items = read(&Tap, WHOLE);
    assert_eq!(counted(&items), [6, 2, 2, 1, 1, 2]);
    assert_eq!((run_of(&items).checked, run_of(&items).successful), (Some(5), None));
    assert_eq!(notes(&items), []);
    let found = findings(&items);
    let rules: Vec<_> = found.iter().map(|(it, at)| (it.rule.as_str(), *at)).collect();
    assert_eq!(rules, [("logs in", "L4-L12"), ("group", "L20")]);
    let (first, group) = (found[0].0, found[1].0);
    assert_eq!(first.title, "logs in: timeout");
    assert_eq!(first.tool_severity.as_deref(), Some("not ok"));
    assert_eq!(first.aliases, ["2"]);
    let place = first.location.as_ref().unwrap();
    assert_eq!((place.path.as_deref(), place.start_line), (Some("src/a.js"), Some(7)));
    assert!(first.body.as_deref().unwrap().contains("ok 9 - no test"));
    // What is said of a subtest isn't said of the line that sums it up.
    assert_eq!((group.body.as_deref(), &group.properties["subtests"]), (None, &2.into()));
}

#[test]
fn measures_lead_to_lines_that_were_counted() {
    let expected = told(&[
        ("test.count", "6"),
        ("test.passed", "2"),
        ("test.failed", "2"),
        ("test.skipped", "1"),
    ]);
    assert_eq!(values(WHOLE), expected);
    assert_eq!(values(&WHOLE.replace('\n', "\r\n")), expected);
    let none = told(&[
        ("test.count", "1"),
        ("test.passed", "1"),
        ("test.failed", "0"),
        ("test.skipped", "0"),
    ]);
    assert_eq!(values("1..1\nok 1 - a \\# skip\n")[..3], none[..3]);
    assert_eq!(values("1..1\nok 1 - a\n"), none);
    // Not all that begin with `not ok` failed, and too many did to list them.
    let many = "not ok\n".repeat(MOST_LINES + 1);
    let metrics: Vec<_> = values(&format!("1..0\n{many}not ok # todo\n"));
    assert!(!metrics.iter().any(|(metric, _)| metric == "test.failed"), "{metrics:?}");
}

#[test]
fn a_stream_that_did_not_come_to_its_end_is_told() {
    let bailed = "TAP version 13\n1..5\nok 1 - a\nnot ok 2 - b\nBail out! database is gone\n";
    let items = read(&Tap, bailed);
    assert_eq!((run_of(&items).checked, run_of(&items).successful), (Some(2), Some(false)));
    let expected =
        [("it bailed out: database is gone", "L5"), ("its plan says 5, and 2 were counted", "L2")];
    assert_eq!(notes(&items), told(&expected));
    let items = read(&Tap, "TAP version 13\nok 1 - a\n");
    assert_eq!(run_of(&items).successful, Some(false));
    assert_eq!(notes(&items), told(&[("it has no plan: it may be cut off", "")]));
    let items = read(&Tap, "ok\nnot ok\nnot ok - c\n1..3");
    let rules: Vec<_> = findings(&items).iter().map(|(it, _)| it.title.clone()).collect();
    assert_eq!(rules, ["test 2", "c"]);
    assert_eq!(run_of(&items).successful, None);
}

#[test]
fn nothing_run_is_told() {
    for (text, said) in [
        ("# a comment\n1..0 # skip Not today.\n", "it holds no test: skip Not today."),
        ("TAP version 13\n1..0\n", "it holds no test"),
        ("1..1\nok 1 # SKIP\n", "no test ran: the only one was skipped"),
        ("1..2\nok 1 # SKIP\nnot ok 2 # skip\n", "no test ran: all 2 were skipped"),
    ] {
        let items = read(&Tap, text);
        assert_eq!(run_of(&items).checked, Some(0), "{text}");
        assert_eq!(notes(&items), told(&[(said, "")]), "{text}");
    }
}

#[test]
fn comments_of_perl_are_of_the_test_above_them() {
    let text = "not ok 1 - logs in\n#   Failed test 'logs in'\n#   at t/login.t line 12.\n#          got: 1\n\
                ok 2\n# of another\n1..2\n# Looks like you failed 1 test of 2.\n";
    let items = read(&Tap, text);
    let (finding, at) = findings(&items)[0];
    assert_eq!(at, "L1-L4");
    assert_eq!(finding.title, "logs in: got: 1");
    let place = finding.location.as_ref().unwrap();
    assert_eq!((place.path.as_deref(), place.start_line), (Some("t/login.t"), Some(12)));
    assert!(!finding.body.as_deref().unwrap().contains("another"));
}

#[test]
fn what_is_long_is_cut_and_told() {
    let long =
        format!("1..1\nnot ok 1\n  ---\n{}  ...\n", format!("  {}\n", "é".repeat(999)).repeat(100));
    let items = read(&Tap, &long);
    let body = findings(&items)[0].0.body.clone().unwrap();
    assert!(
        body.len() < 70_000 && body.ends_with("more bytes stand in the file."),
        "{}",
        body.len()
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn nothing_that_looks_like_it_is_too_much(text in "(TAP version 13\n|1\\.\\.3\n|not ok|ok| 1 - é|# (SKIP|todo) x|\n|    |  ---\n|  \\.\\.\\.\n|  at: a:1\n|Bail out!|#|\\\\|```|:){0,60}") {
        let mut items: Vec<Item> = Vec::new();
        Tap.read(&raw(&text), &mut items).unwrap();
        let file = File::new(text.as_bytes().into());
        for (_, at) in findings(&items) {
            proptest::prop_assert!(select(&file, &Selector::parse(at).unwrap()).is_ok());
        }
        for measure in measures(&items) {
            let counted = &run_of(&items).properties["counted"];
            let name = measure.metric.trim_start_matches("test.").replace("count", "tests");
            proptest::prop_assert_eq!(value(&text, measure), counted[name.as_str()].to_string(), "{}", text);
        }
    }
}
