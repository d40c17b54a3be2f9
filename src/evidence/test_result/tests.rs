//! Names and states in the dialects, on both sides of each edge. Whole files are in tests/places/.

use super::*;
use crate::evidence::select::{count, select};
use crate::model::Selector;

fn file(text: &str) -> File {
    File::new(text.as_bytes().into())
}

fn at(file: &File, name: &str) -> Result<Selection, NotSelected> {
    select(file, &Selector::Test(name.to_owned()))
}

fn status(file: &File, name: &str) -> String {
    match at(file, name) {
        Ok(found) => found.value.unwrap(),
        Err(why) => panic!("{name}: {why}"),
    }
}

fn counted(file: &File, name: &str) -> usize {
    count(file, &Selector::Test(name.to_owned())).unwrap().count
}

fn nothing(file: &File, name: &str) -> String {
    match at(file, name) {
        Err(NotSelected::Nothing(because)) => because,
        other => panic!("{name}: {other:?}"),
    }
}

fn several(file: &File, name: &str) -> String {
    match at(file, name) {
        Err(NotSelected::Several(because)) => because,
        other => panic!("{name}: {other:?}"),
    }
}

fn whole(text: &str) -> Option<String> {
    read(&file(text), text).unwrap().unwrap().nothing()
}

fn junit(cases: &str) -> File {
    file(&format!("<testsuites><testsuite name='s'>{cases}</testsuite></testsuites>"))
}

#[test]
fn the_worst_mark_of_a_case_counts() {
    let of = |inner: &str| {
        let file = junit(&format!("<testcase name='c' {inner}</testcase>"));
        status(&file, "s > c")
    };
    assert_eq!(of(">"), "passed");
    assert_eq!(of("><system-out>failure</system-out>"), "passed");
    assert_eq!(of("><skipped/>"), "skipped");
    assert_eq!(of("><failure/>"), "failed");
    assert_eq!(of("><error/>"), "error");
    assert_eq!(of("><skipped/><failure/>"), "failed");
    assert_eq!(of("><failure/><error/>"), "error");
    // Attempts before the one that counts.
    assert_eq!(of("><flakyFailure/><flakyError/>"), "passed");
    assert_eq!(of("><failure/><rerunFailure/>"), "failed");
    // GoogleTest says in attributes what didn't run, others what failed.
    assert_eq!(of("status='notrun' result='suppressed'>"), "skipped");
    assert_eq!(of("status='run' result='completed'>"), "passed");
    assert_eq!(of("status='run' result='skipped'>"), "skipped");
    assert_eq!(of("status='failed'>"), "failed");
    assert_eq!(of("status='notrun'><failure/>"), "failed");
}

#[test]
fn a_suite_is_what_its_cases_are_whatever_its_header_says() {
    let of = |cases: &str| {
        let text =
            format!("<testsuite name='s' tests='9' failures='9' skipped='9'>{cases}</testsuite>");
        status(&file(&text), "s")
    };
    let (passed, skipped) = ("<testcase name='p'/>", "<testcase name='k'><skipped/></testcase>");
    let failed = "<testcase name='f'><failure/></testcase>";
    let error = "<testcase name='e'><error/></testcase>";
    assert_eq!(of(""), "empty");
    assert_eq!(of(passed), "passed");
    assert_eq!(of(&format!("{passed}{skipped}")), "passed");
    assert_eq!(of(skipped), "skipped");
    assert_eq!(of(&format!("{passed}{failed}")), "failed");
    assert_eq!(of(&format!("{passed}{error}")), "failed");
    assert_eq!(of(&format!("{skipped}{failed}")), "failed");
    assert_eq!(of(&format!("{passed}<testsuite name='t'>{failed}</testsuite>")), "failed");
    assert_eq!(of(&format!("<testsuite>{failed}</testsuite>{passed}")), "failed");
    // What went wrong around the cases.
    assert_eq!(of(&format!("{passed}<error>setup</error>")), "failed");
}

#[test]
fn a_case_is_named_behind_its_class_its_suites_or_both() {
    let text = "<testsuites name='all'><testsuite name='outer'><testsuite name='inner'>\
                <testcase classname='C' name='n'/></testsuite></testsuite></testsuites>";
    let file = file(text);
    for name in [
        "C > n",
        "inner > n",
        "outer > inner > n",
        "all > outer > inner > n",
        "inner > C > n",
        "outer > inner > C > n",
    ] {
        assert_eq!(status(&file, name), "passed", "{name}");
    }
    for name in ["n", "outer > n", "all > n", "C > inner > n", "C>n", "er > n", "outer > C > n"] {
        assert!(nothing(&file, name).starts_with("there is no test case and no suite"), "{name}");
    }
    assert_eq!(
        nothing(&file, "D > n"),
        "there is no test case and no suite `D > n`; there is `C > n`"
    );
    for name in ["inner", "outer", "all", "outer > inner", "all > outer > inner", "C"] {
        assert_eq!(status(&file, name), "passed", "{name}");
    }
    for name in ["all > inner", "inner > outer", "inne"] {
        nothing(&file, name);
    }
}

#[test]
fn separators_in_names_need_no_escape() {
    let file =
        junit("<testcase name='a > b'/><testcase classname='x > y' name='z'><failure/></testcase>");
    assert_eq!(status(&file, "s > a > b"), "passed");
    assert_eq!(status(&file, "x > y > z"), "failed");
    assert_eq!(status(&file, "s > x > y > z"), "failed");
    assert_eq!(status(&file, "x > y"), "failed");
    let both = super::tests::file(
        "<testsuites><testsuite name='a'>\n<testcase name='b &gt; c'/></testsuite>\n\
         <testsuite name='a &gt; b'>\n<testcase name='c'><failure/></testcase></testsuite></testsuites>",
    );
    assert_eq!(several(&both, "a > b > c"), "there are 2 such places, in lines 2, 4");
    assert_eq!(counted(&both, "a > b > c"), 2);
}

#[test]
fn the_same_name_twice_is_ambiguous() {
    let twice = junit("\n<testcase name='c'/>\n<testcase name='c'><failure/></testcase>");
    assert_eq!(several(&twice, "s > c"), "there are 2 such places, in lines 2, 3");
    assert_eq!(counted(&twice, "s > c"), 2);
    assert_eq!(counted(&twice, "s > d"), 0);
    let suites = "<testsuites><testsuite name='s'/><testsuite name='s'/></testsuites>";
    several(&file(suites), "s");
    // Surefire's suites have the name of their class: that is one thing, not two.
    let surefire = file("<testsuite name='C'><testcase classname='C' name='n'/></testsuite>");
    assert_eq!(status(&surefire, "C"), "passed");
    // A class with cases in another suite, too, is more than the suite of its name.
    let spread = "<testsuites><testsuite name='C'><testcase classname='C' name='n'/></testsuite>\
                  <testsuite name='D'><testcase classname='C' name='m'/></testsuite></testsuites>";
    several(&file(spread), "C");
}

#[test]
fn a_case_in_no_suite_stands_for_itself() {
    let file = file(
        "<testsuites><testcase classname='test' name='price'/><testcase name='alone'/></testsuites>",
    );
    for name in ["price", "test > price", "test", "alone"] {
        assert_eq!(status(&file, name), "passed", "{name}");
    }
}

#[test]
fn a_class_lies_where_its_cases_do() {
    let file = junit(
        "\n<testcase classname='A' name='1'/>\n<testcase classname='B' name='2'/>\n<testcase classname='A' name='3'/>",
    );
    assert_eq!(at(&file, "A").unwrap().lines, Some((2, 4)));
    assert_eq!(at(&file, "B").unwrap().lines, Some((3, 3)));
}

#[test]
fn whether_anything_ran_is_told_of_the_whole() {
    let of = |cases: &str| whole(&format!("<testsuite>{cases}</testsuite>"));
    let skipped = "<testcase name='k'><skipped/></testcase>";
    assert_eq!(of(""), Some("it holds no test case".to_owned()));
    assert_eq!(of(skipped), Some("no test case ran: the only one was skipped".to_owned()));
    let two = of(&format!("{skipped}{skipped}"));
    assert_eq!(two, Some("no test case ran: all 2 were skipped".to_owned()));
    assert_eq!(of(&format!("{skipped}<testcase name='p'/>")), None);
    assert_eq!(of("<testcase name='e'><error/></testcase>"), None);
    assert_eq!(of("<error/>"), Some("it holds no test case".to_owned()));
}

#[test]
fn tap_has_plans_directives_and_subtests() {
    let file = file(
        "1..6\nok 1 - connects\nnot ok 2 logs in\n  ---\n  ok: 1\n  not ok 9 - no\n  ...\n\
         ok 3 - later # SKIP no network\nnot ok 4 - soon # todo\n    ok 1 - inner\n    \
         not ok 2 - bad # TODO\n    1..2\nok 5 - group\nok 6 - a\\#b #1\nok\n",
    );
    assert_eq!(status(&file, "connects"), "passed");
    assert_eq!(status(&file, "logs in"), "failed");
    assert_eq!(status(&file, "later"), "skipped");
    assert_eq!(status(&file, "soon"), "skipped");
    assert_eq!(status(&file, "group"), "passed");
    assert_eq!(status(&file, "group > inner"), "passed");
    assert_eq!(status(&file, "group > bad"), "skipped");
    assert_eq!(status(&file, "a\\#b #1"), "passed");
    assert_eq!(at(&file, "group").unwrap().lines, Some((10, 13)));
    nothing(&file, "no");
    nothing(&file, "inner");
}

#[test]
fn subtests_decide_against_the_line_that_sums_them_up() {
    let of = |inner: &str, own: &str| {
        let text = format!("1..1\n    {inner} 1 - i\n{own} 1 - g\n");
        status(&file(&text), "g")
    };
    assert_eq!(of("ok", "ok"), "passed");
    assert_eq!(of("not ok", "ok"), "failed");
    assert_eq!(of("ok", "not ok"), "failed");
    assert_eq!(status(&file("1..1\n    ok 1 - i # skip\nok 1 - g\n"), "g"), "skipped");
    let deep = "1..1\n        ok 1 - c\n    ok 1 - b\nok 1 - a\n";
    assert_eq!(status(&file(deep), "a > b > c"), "passed");
    assert_eq!(status(&file(deep), "b > c"), "passed");
}

#[test]
fn tap_is_told_by_its_version_or_its_plan() {
    let is_tap = |text: &str| tap::read(text).is_some();
    assert!(is_tap("TAP version 13\n"));
    assert!(is_tap("1..0 # skip all"));
    assert!(is_tap("ok\n1..1\n"));
    for text in ["", "ok 1\n", "ok  \tpkg/x\t0.3s\n", "1..5\n", "TAP version x\n", "1..x\nok 1\n"] {
        assert!(!is_tap(text), "{text}");
    }
    // A dash line in a log is no YAML, and a block that never ends hides nothing behind it.
    assert_eq!(status(&file("1..2\nok 1 - a\n---\nok 2 - b\n"), "b"), "passed");
    assert_eq!(status(&file("1..2\nok 1 - a\n  ---\n  x\nnot ok 2 - b\n"), "b"), "failed");
    assert_eq!(whole("1..0 # skip\n"), Some("it holds no test case".to_owned()));
    let unnamed = whole("1..1\nok # skip\n");
    assert_eq!(unnamed, Some("no test case ran: the only one was skipped".to_owned()));
    assert_eq!(status(&file("1..1\nok 7\n"), "7"), "passed");
}

const GO: &str = "{\"Action\":\"start\",\"Package\":\"m/p\"}\n\
    {\"Action\":\"run\",\"Package\":\"m/p\",\"Test\":\"TestA\"}\n\
    {\"Action\":\"pass\",\"Package\":\"m/p\",\"Test\":\"TestA/sub > x\"}\n\
    {\"Action\":\"pass\",\"Package\":\"m/p\",\"Test\":\"TestA\"}\n\
    FAIL m/q [build failed]\n\
    {\"Action\":\"skip\",\"Package\":\"m/p\",\"Test\":\"TestB\"}\n\
    {\"Action\":\"pass\",\"Package\":\"m/p\"}\n\
    {\"Action\":\"fail\",\"Package\":\"m/q\"}\n";

#[test]
fn go_prints_an_event_a_line() {
    let file = file(GO);
    assert_eq!(status(&file, "m/p > TestA"), "passed");
    assert_eq!(status(&file, "m/p > TestA/sub > x"), "passed");
    assert_eq!(at(&file, "m/p > TestB").unwrap().lines, Some((6, 6)));
    assert_eq!(status(&file, "m/p > TestB"), "skipped");
    assert_eq!(status(&file, "m/p"), "passed");
    assert_eq!(status(&file, "m/q"), "failed");
    let again = format!("{GO}{{\"Action\":\"fail\",\"Package\":\"m/p\",\"Test\":\"TestA\"}}\n");
    several(&super::tests::file(&again), "m/p > TestA");
}

#[test]
fn ctrf_names_suites_as_one_text_or_as_a_list() {
    let test = |fields: &str| {
        let text = format!("{{\"results\": {{\"summary\": {{}}, \"tests\": [{fields}]}}}}");
        file(&text)
    };
    let one = test(r#"{"name": "n", "status": "passed", "suite": "a > b"}"#);
    let list = test(r#"{"name": "n", "status": "failed", "suite": ["a", "b"]}"#);
    for (file, expected) in [(&one, "passed"), (&list, "failed")] {
        for name in ["a > b > n", "b > n", "a > b", "a", "b"] {
            assert_eq!(status(file, name), expected, "{name}");
        }
        nothing(file, "a > n");
    }
    let words = ["passed", "failed", "skipped", "pending", "other", "flaky", ""];
    let read =
        words.map(|word| status(&test(&format!(r#"{{"name": "n", "status": "{word}"}}"#)), "n"));
    assert_eq!(read, ["passed", "failed", "skipped", "skipped", "other", "other", "other"]);
    assert!(at(&file("{\"results\": {\"tests\": []}}"), "n").is_err());
    assert!(matches!(at(&test("{\"name\": 1}"), "n"), Err(NotSelected::Unreadable(_))));
}

#[test]
fn what_is_no_test_result_says_so() {
    for text in
        ["", "{}", "[]", "plain text", "<a/>", "{\"results\": []}", "{\"Action\": \"pass\"}"]
    {
        match at(&file(text), "a") {
            Err(NotSelected::Unreadable(because)) => {
                assert!(because.contains("no test result"), "{text}: {because}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
    assert!(matches!(at(&file("<testsuite>"), "a"), Err(NotSelected::Unreadable(_))));
    assert!(matches!(at(&file("{"), "a"), Err(NotSelected::Unreadable(_))));
}

#[test]
fn hostile_results_take_linear_time() {
    let deep = 50_000;
    let nested = format!(
        "{}{}",
        "<testsuite name='s'><testcase name='c'/>".repeat(deep),
        "</testsuite>".repeat(deep)
    );
    let nested = file(&nested);
    assert!(matches!(at(&nested, "s > c"), Err(NotSelected::Several(_))));
    assert_eq!(counted(&nested, "s"), deep);
    let unnamed = format!(
        "{}{}",
        "<testsuite><testcase name='c'/>".repeat(deep),
        "</testsuite>".repeat(deep)
    );
    assert_eq!(counted(&file(&unnamed), "c"), deep);
    let separators = " > ".repeat(600);
    nothing(&nested, &separators);
    let many: Vec<String> = (0..20_000).map(|at| format!("<testcase name='{at}'/>\n")).collect();
    let many = junit(&many.concat());
    for index in 0..20_000 {
        assert_eq!(status(&many, &format!("s > {index}")), "passed");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_text_is_too_much(text in "(ok|not ok|1\\.\\.|\\d| |\n|    |#|skip|todo|---|\\.\\.\\.|TAP version 13\n|- |é|<testsuite>|<testcase name='a'/>|</testsuite>){0,30}") {
        let _ = at(&file(&text), "a");
        let _ = tap::read(&text);
        let _ = go_test::read(&text);
    }
}
