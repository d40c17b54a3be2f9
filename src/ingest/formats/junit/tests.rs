//! The dialects of `JUnit` XML, and headers that lie.

use super::*;
use crate::evidence::{File, select};
use crate::ingest::formats::tests::{findings, measures, notes, raw, read, run_of, value};
use crate::model::Selector;

/// Tests, passed, failures, errors, skipped.
fn counted(text: &str) -> [u64; 5] {
    let items = read(&Junit, text);
    let counted = &run_of(&items).properties["counted"];
    ["tests", "passed", "failures", "errors", "skipped"].map(|name| counted[name].as_u64().unwrap())
}

fn values(text: &str) -> Vec<(String, String)> {
    let items = read(&Junit, text);
    let all = measures(&items);
    all.iter().map(|it| (it.metric.clone(), value(text, it))).collect()
}

fn told(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect()
}

const SUREFIRE: &str = r#"<testsuites tests="5" failures="1" errors="1" skipped="1">
<testsuite name="outer" tests="5" failures="1" errors="1" skipped="1" file="src/a.py">
<testcase classname="A" name="passes"/>
<testcase classname="A" name="fails" line="7" time="0.1"><properties><property name="k" value="v"/></properties>
<failure message="1 &lt; 2&#10;more" type="Oops">trace &amp; ``` more</failure><rerunFailure/></testcase>
<testsuite name="inner"><testcase classname="A" name="fails"><error>only text</error></testcase>
<testcase name="flaky"><flakyFailure/></testcase>
<testcase name="later"><skipped message="no"/></testcase></testsuite></testsuite></testsuites>"#;

#[test]
fn failed_cases_are_findings_at_their_own_place() {
    let items = read(&Junit, SUREFIRE);
    let found = findings(&items);
    let places: Vec<&str> = found.iter().map(|(_, at)| *at).collect();
    let outer = "xml:/testsuites/testsuite[1]";
    assert_eq!(
        places,
        [format!("{outer}/testcase[2]"), format!("{outer}/testsuite[1]/testcase[1]")]
    );
    let file = File::new(SUREFIRE.as_bytes().into());
    for (place, line) in places.iter().zip([4, 6]) {
        let selection = select(&file, &Selector::parse(place).unwrap()).unwrap();
        assert_eq!(selection.lines.unwrap().0, line);
    }
    let (first, second) = (found[0].0, found[1].0);
    assert_eq!(first.rule, "fails");
    assert_eq!(first.title, "fails: 1 < 2");
    assert_eq!(first.tool_severity.as_deref(), Some("failure"));
    assert_eq!(
        first.body.as_deref(),
        Some("```text\n1 < 2\nmore\n```\n\n````text\ntrace & ``` more\n````")
    );
    let place = first.location.as_ref().unwrap();
    assert_eq!((place.path.as_deref(), place.start_line), (Some("src/a.py"), Some(7)));
    assert_eq!(place.logical.as_deref(), Some("A > fails"));
    assert_eq!(first.properties["type"], "Oops");
    assert_eq!(first.properties["earlier_attempts"], 1);
    assert_eq!(first.properties["properties"]["k"], "v");
    assert_eq!(first.properties["attributes"]["time"], "0.1");
    assert_eq!(
        (second.title.as_str(), second.tool_severity.as_deref()),
        ("fails: only text", Some("error"))
    );
    assert_eq!(second.properties["suite"], "outer > inner");
    assert_eq!(counted(SUREFIRE), [5, 2, 1, 1, 1]);
    assert_eq!(notes(&items), told(&[("one case passed only after it had failed", "")]));
    let run = run_of(&items);
    assert_eq!((run.checked, run.successful), (Some(4), None));
}

#[test]
fn measures_lead_to_numbers_that_were_counted() {
    let expected = told(&[("test.count", "5"), ("test.failed", "2"), ("test.skipped", "1")]);
    assert_eq!(values(SUREFIRE), expected);
    let no_root =
        SUREFIRE.replacen(" tests=\"5\" failures=\"1\" errors=\"1\" skipped=\"1\"", "", 1);
    assert_eq!(values(&no_root), expected);
    let two = "<testsuites><testsuite tests='1' failures='0'><testcase name='a'/></testsuite>\
               <testsuite tests='1' failures='1'><testcase name='b'><failure/></testcase></testsuite></testsuites>";
    let expected = told(&[("test.count", "2"), ("test.failed", "1"), ("test.skipped", "0")]);
    assert_eq!(values(two), expected);
    let bare =
        "<testsuite><testcase name='a'/><testcase name='b'><failure/></testcase></testsuite>";
    assert_eq!(values(bare), expected);
    let named = "<r:testsuite xmlns:r='u' tests='1'><r:testcase name='a'/></r:testsuite>";
    let expected = told(&[("test.count", "1"), ("test.failed", "0"), ("test.skipped", "0")]);
    assert_eq!(values(named), expected);
}

#[test]
fn a_header_that_lies_is_told_and_not_believed() {
    let text = "<testsuites tests='9' failures='1'><testsuite tests='9' failures='1'>\
                <testcase name='a'><failure/></testcase></testsuite></testsuites>";
    let items = read(&Junit, text);
    let said = "the header says tests 9, and 1 were counted";
    let inner = "xml:/testsuites/testsuite[1]/@tests";
    assert_eq!(notes(&items), told(&[(said, inner), (said, "xml:/testsuites/@tests")]));
    let expected = told(&[("test.count", "1"), ("test.failed", "1"), ("test.skipped", "0")]);
    assert_eq!(values(text), expected);
    // A case with two marks: elements no longer count cases, and the header is wrong.
    let marks =
        "<testsuite failures='5'><testcase name='a'><failure/><failure/></testcase></testsuite>";
    assert_eq!(values(marks), told(&[("test.count", "1"), ("test.skipped", "0")]));
    let many: String = "<testsuite tests='9'/>".repeat(30);
    let items = read(&Junit, &format!("<testsuites>{many}</testsuites>"));
    assert_eq!(notes(&items).len(), 22);
    assert_eq!(notes(&items).pop().unwrap().0, "10 more headers say another number");
}

#[test]
fn the_dialects_say_the_same_in_other_words() {
    let under_root = "<testsuites><testcase name='a'/><testcase name='b'><skipped/><failure/></testcase></testsuites>";
    assert_eq!(counted(under_root), [2, 1, 1, 0, 0]);
    let gtest = "<testsuites tests='3' disabled='1' skipped='1'><testsuite name='s'>\
                 <testcase name='a' status='run' result='completed'/>\
                 <testcase name='b' status='notrun' result='suppressed'/>\
                 <testcase name='c' status='run' result='skipped'><skipped message='x'/></testcase>\
                 </testsuite></testsuites>";
    assert_eq!(counted(gtest), [3, 1, 0, 0, 2]);
    let expected = told(&[("test.count", "3"), ("test.failed", "0"), ("test.skipped", "2")]);
    assert_eq!(values(gtest), expected);
    let by_word = "<testsuite><testcase name='a' status='Failed'/><testcase name='b' result='error'/></testsuite>";
    assert_eq!(counted(by_word), [2, 0, 1, 1, 0]);
    let both = "<testsuite><testcase name='a'><failure/><error/></testcase></testsuite>";
    assert_eq!(counted(both), [1, 0, 0, 1, 0]);
    let linter = "<testsuite name='/x/cart.py'><testcase name='E401' classname='/x/cart' line='3' column='2'>\
                  <failure message='Bad'/></testcase></testsuite>";
    let items = read(&Junit, linter);
    let place = findings(&items)[0].0.location.clone().unwrap();
    assert_eq!(
        (place.path.as_deref(), place.start_line, place.start_column),
        (Some("/x/cart.py"), Some(3), Some(2))
    );
}

#[test]
fn nothing_run_is_told() {
    for (text, said) in [
        ("<testsuite tests='0'/>", "it holds no test case"),
        ("<testsuites/>", "it holds no test case"),
        (
            "<testsuite><testcase name='a'><skipped/></testcase></testsuite>",
            "no test case ran: the only one was skipped",
        ),
    ] {
        let items = read(&Junit, text);
        assert_eq!(run_of(&items).checked, Some(0), "{text}");
        assert_eq!(notes(&items), told(&[(said, "")]), "{text}");
    }
    let broken = "<testsuite name='s'><error message='no setup'/><testcase name='a'/></testsuite>";
    let items = read(&Junit, broken);
    assert_eq!(run_of(&items).successful, Some(false));
    let message = "a suite failed itself, apart from its cases: no setup";
    assert_eq!(notes(&items), told(&[(message, "xml:/testsuite/error[1]")]));
}

#[test]
fn hostile_documents_are_read_or_refused() {
    let levels = 10_000;
    let case = "<testcase name='a'><failure message='&bomb;'>&bomb;</failure></testcase>";
    let deep = format!(
        "{}{case}{}",
        "<testsuite name='s' file='f'>".repeat(levels),
        "</testsuite>".repeat(levels)
    );
    let items = read(&Junit, &deep);
    let (finding, at) = findings(&items)[0];
    assert_eq!(finding.title, "a: &bomb;");
    assert!(Selector::parse(at).is_ok());
    let file = File::new(deep.as_bytes().into());
    assert_eq!(select(&file, &Selector::parse(at).unwrap()).unwrap().count, 1);
    let long = format!(
        "<testsuite><testcase name='a'><failure>{}</failure></testcase></testsuite>",
        "é".repeat(100_000)
    );
    let items = read(&Junit, &long);
    let body = findings(&items)[0].0.body.clone().unwrap();
    assert!(body.ends_with("134464 more bytes stand in the file."), "{}", body.len());
    for cut in
        ["<testsuite>", "<testsuite><testcase name='a", "<testsuite><testcase name='a'><failure>x"]
    {
        assert!(Junit.read(&raw(cut), &mut Vec::new()).is_err(), "{cut}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn nothing_that_looks_like_it_is_too_much(text in "(<testsuites>|<testsuite tests='9' failures='x'>|</testsuite>|</testsuites>|<testcase name='a'>|</testcase>|<failure message='m'>|</failure>|<skipped/>|<error/>|<property name='p'/>|&x;|é|<!--|-->|\\]\\]>){0,40}") {
        let mut items: Vec<Item> = Vec::new();
        let _ = Junit.read(&raw(&text), &mut items);
        let file = File::new(text.as_bytes().into());
        for (_, at) in findings(&items) {
            proptest::prop_assert!(select(&file, &Selector::parse(at).unwrap()).is_ok());
        }
    }
}
