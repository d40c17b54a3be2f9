//! Selectors on real and on hostile bytes.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

pub(super) fn file(bytes: impl AsRef<[u8]>) -> File {
    File::new(bytes.as_ref().into())
}

/// Which bytes it is, is looked at by [`every_kind_of_selector_names_bytes`].
pub(super) fn at(file: &File, selector: &str) -> Result<Selection, NotSelected> {
    let found = select(file, &Selector::parse(selector).unwrap());
    found.map(|place| Selection { span: None, ..place })
}

/// A place in those lines, with that value.
fn place(lines: (usize, usize), value: Option<&str>) -> Selection {
    let value = value.map(str::to_owned);
    Selection { lines: Some(lines), value, count: 1, ..Selection::default() }
}

fn value(file: &File, selector: &str) -> String {
    at(file, selector).unwrap().value.unwrap()
}

pub(super) fn all(file: &File, selector: &str) -> Result<Vec<Selection>, NotSelected> {
    let found = select_all(file, &Selector::parse(selector).unwrap())?;
    Ok(found.into_iter().map(|place| Selection { span: None, ..place }).collect())
}

fn counted(file: &File, selector: &str) -> Result<usize, NotSelected> {
    match all(file, selector) {
        Err(NotSelected::Nothing(_)) => Ok(0),
        found => found.map(|places| places.len()),
    }
}

fn nothing(file: &File, selector: &str) -> String {
    match at(file, selector) {
        Err(NotSelected::Nothing(because)) => because,
        other => panic!("{selector}: {other:?}"),
    }
}

fn several(file: &File, selector: &str) -> String {
    match at(file, selector) {
        Err(NotSelected::Several(because)) => because,
        other => panic!("{selector}: {other:?}"),
    }
}

fn unreadable(file: &File, selector: &str) -> String {
    match at(file, selector) {
        Err(NotSelected::Unreadable(because)) => because,
        other => panic!("{selector}: {other:?}"),
    }
}

const JSON: &str = r#"{
  "metrics": {
    "p(95)": 1.50,
    "rate": 12345678901234567890.00100,
    "exp": -1E+2,
    "fails": 0
  },
  "a/b": { "c~d": "slash \"and\" t\u00eflde" },
  "": { "": true },
  "list": [ null, [ 7 ],
    { "x": false } ],
  "twice": 1,
  "twice": { "x": 2 }
}
"#;

#[test]
fn a_pointer_finds_the_exact_text_and_its_line() {
    let file = file(JSON);
    let found = at(&file, "/metrics/p(95)").unwrap();
    assert_eq!(found, place((3, 3), Some("1.50")));
    assert_eq!(value(&file, "/metrics/rate"), "12345678901234567890.00100");
    assert_eq!(value(&file, "/metrics/exp"), "-1E+2");
    assert_eq!(value(&file, "/a~1b/c~0d"), "slash \"and\" tïlde");
    assert_eq!(value(&file, "//"), "true");
    assert_eq!(value(&file, "/list/0"), "null");
    assert_eq!(value(&file, "/list/1/0"), "7");
    assert_eq!(at(&file, "/list/2/x").unwrap().lines, Some((11, 11)));
    // Asked again, what was opened once gives the same.
    assert_eq!(at(&file, "/metrics/p(95)").unwrap(), found);
}

#[test]
fn an_object_or_a_list_resolves_to_its_lines_without_a_value() {
    let file = file(JSON);
    let lines = |selector| at(&file, selector).map(|found| (found.lines, found.value));
    assert_eq!(lines("/metrics"), Ok((Some((2, 7)), None)));
    assert_eq!(lines("/list"), Ok((Some((10, 11)), None)));
    assert_eq!(lines("/list/1"), Ok((Some((10, 10)), None)));
}

#[test]
fn a_pointer_to_nothing_says_where_it_ends() {
    let file = file(JSON);
    assert_eq!(nothing(&file, "/nope"), "there is no member `nope` in the whole");
    assert_eq!(nothing(&file, "/metrics/p95"), "there is no member `p95` in `/metrics`");
    assert_eq!(nothing(&file, "/list/3"), "there is no element `3` in `/list`, which has 3");
    assert_eq!(nothing(&file, "/a~1b/c~0d/e"), "`/a~1b/c~0d` is neither an object nor a list");
    for selector in
        ["/list/-", "/list/00", "/list/01", "/list/+1", "/list/", "/list/99999999999999999999999"]
    {
        nothing(&file, selector);
    }
}

#[test]
fn a_member_that_occurs_twice_is_ambiguous_on_the_path_only() {
    let file = file(JSON);
    assert_eq!(several(&file, "/twice"), "the member `twice` occurs more than once in the whole");
    several(&file, "/twice/x");
    // Written in another way, it is the same name (RFC 8259, section 8.3).
    several(&super::tests::file(r#"{"a": 1, "\u0061": 2}"#), "/a");
    assert_eq!(value(&file, "/metrics/fails"), "0");
}

#[test]
fn json_that_can_not_be_read_says_so() {
    assert!(unreadable(&file("{\n  \"a\": 1,\n}"), "/a").ends_with("at line 3 column 1"));
    assert!(unreadable(&file(""), "/a").contains("EOF"));
    assert!(unreadable(&file("{\"a\": 1"), "/a").contains("EOF"));
    assert!(unreadable(&file("{\"a\": 1}\n{\"a\": 2}"), "/a").contains("trailing characters"));
    assert!(unreadable(&file("{\"a\": NaN}"), "/a").contains("not JSON"));
    assert!(unreadable(&file(r#"{"a": "\ud800"}"#), "/a").contains("not JSON"));
    assert_eq!(nothing(&file("1"), "/a"), "the whole is neither an object nor a list");
    assert_eq!(value(&file("\u{feff}{\"a\": 1}"), "/a"), "1");
    assert!(unreadable(&file(b"\xff\xfe{\0"), "/a").contains("UTF-16"));
    assert!(unreadable(&file(b"{\"a\": \"\xff\"}"), "/a").contains("byte 7"));
}

#[test]
fn deep_nesting_takes_no_stack() {
    let deep = format!("{{\"top\": 1, \"deep\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let deep = file(deep);
    assert_eq!(value(&deep, "/top"), "1");
    assert_eq!(at(&deep, &format!("/deep{}", "/0".repeat(127))).unwrap().value, None);
    assert!(unreadable(&deep, &format!("/deep{}", "/0".repeat(128))).contains("128 levels"));
    assert!(unreadable(&file("[".repeat(100_000)), "/0").contains("EOF"));
    assert!(unreadable(&file("{\"a\":".repeat(100_000)), "/a").contains("EOF"));
}

#[test]
fn many_pointers_into_one_file_stay_linear() {
    let mut text = String::from("{\"results\": [");
    for index in 0..50_000 {
        let separator = if index == 0 { "" } else { ",\n" };
        let _ = write!(text, "{separator}{{\"id\": {index}, \"why\": \"words and more words\"}}");
    }
    text.push_str("]}");
    let file = file(text);
    // Each on its own this would read 3 MB 50,000 times.
    for index in 0..50_000_usize {
        let selector =
            Selector::Pointer(vec!["results".to_owned(), index.to_string(), "id".to_owned()]);
        let found = select(&file, &selector).unwrap();
        assert_eq!(found.lines, Some((index + 1, index + 1)));
        assert_eq!(found.value, Some(index.to_string()));
    }
}

#[test]
fn lines_and_ranges() {
    let file = file("one\r\n  two  \n\nfour\n");
    let line = |value: Option<&str>, first, last| Ok(place((first, last), value));
    assert_eq!(at(&file, "L1"), line(Some("one"), 1, 1));
    assert_eq!(at(&file, "L2"), line(Some("two"), 2, 2));
    assert_eq!(at(&file, "L3"), line(None, 3, 3));
    assert_eq!(at(&file, "L1-L4"), line(None, 1, 4));
    assert_eq!(nothing(&file, "L5"), "the file has 4 lines, so no line 5");
    assert_eq!(nothing(&file, "L4-L5"), "the file has 4 lines, so no line 5");
    assert_eq!(nothing(&super::tests::file(""), "L1"), "the file has 0 lines, so no line 1");
    assert_eq!(nothing(&super::tests::file("a"), "L2"), "the file has 1 line, so no line 2");
    let long = super::tests::file(format!("{}\n{}", "ä".repeat(120), "ä".repeat(121)));
    assert_eq!(at(&long, "L1").unwrap().value, Some("ä".repeat(120)));
    assert_eq!(at(&long, "L2").unwrap().value, None);
}

#[test]
fn a_pattern_matches_exactly_once() {
    let file = file("restored after 41 min\r\nTotal: 3\r\nrestored after 42 min\r\n");
    assert_eq!(at(&file, "re:^Total: (\\d+)$"), Ok(place((2, 2), Some("3"))));
    assert_eq!(
        several(&file, "re:restored after (\\d+)"),
        "the pattern matches more than once, in lines 1 and 3"
    );
    assert_eq!(value(&file, "L3 re:restored after (\\d+) min$"), "42");
    assert_eq!(at(&file, "L2-L3 re:after (\\d+)").unwrap().lines, Some((3, 3)));
    assert_eq!(value(&file, "re:\\Arestored after (\\d+)"), "41");
    assert_eq!(nothing(&file, "L1 re:Total: (\\d+)"), "the pattern matches nothing");
    assert_eq!(nothing(&file, "L4 re:(a)"), "the file has 3 lines, so no line 4");
    assert!(nothing(&file, "re:Total|(never)").contains("takes no part"));
    // A match may span lines; the place is that of its capture.
    assert_eq!(at(&file, "re:41 min\\r\\nTotal: (\\d)").unwrap().lines, Some((2, 2)));
    assert_eq!(at(&file, "re:(?s)(41.*3)").unwrap().lines, Some((1, 2)));
}

#[test]
fn counting_finds_none_one_or_several() {
    let file = file("ok 1\nok 2\nnot ok 3\n");
    assert_eq!(counted(&file, "re:^(ok)"), Ok(2));
    assert_eq!(counted(&file, "re:^(not ok)"), Ok(1));
    assert_eq!(counted(&file, "re:(skipped)"), Ok(0));
    assert_eq!(counted(&file, "L9"), Ok(0));
    assert_eq!(counted(&super::tests::file("{\"a\": [1, 2]}"), "/b"), Ok(0));
    assert_eq!(counted(&super::tests::file("{\"a\": [1, 2]}"), "/a"), Ok(1));
    assert!(matches!(counted(&super::tests::file("{"), "/a"), Err(NotSelected::Unreadable(_))));
    assert!(matches!(
        counted(&super::tests::file(b"\xff"), "re:(a)"),
        Err(NotSelected::Unreadable(_))
    ));
    let places = all(&file, "re:^(ok)").unwrap();
    assert_eq!(places, [place((1, 1), Some("ok")), place((2, 2), Some("ok"))]);
    let seen = Selection::of_all(&places);
    assert_eq!(seen, Selection { count: 2, ..place((1, 2), None) });
    assert_eq!(Selection::of_all(&places[1..]), place((2, 2), Some("ok")));
    assert_eq!(Selection::of_all(&[]), Selection::default());
    // A match in which the capture takes no part is a place without a value.
    let partly = all(&file, "re:ok 2|(not)").unwrap();
    assert_eq!(
        partly.iter().map(|place| place.value.as_deref()).collect::<Vec<_>>(),
        [None, Some("not")]
    );
    assert_eq!(counted(&super::tests::file("a".repeat(100_000)), "re:(a)"), Ok(100_000));
    assert!(counted(&super::tests::file("a".repeat(100_001)), "re:(a)").is_err());
}

#[test]
fn a_path_names_one_value_or_several() {
    let file = file(JSON);
    let found = at(&file, "$.metrics['p(95)']").unwrap();
    assert_eq!(found, place((3, 3), Some("1.50")));
    assert_eq!(value(&file, "$['a/b']['c~d']"), "slash \"and\" tïlde");
    assert_eq!(at(&file, "$.metrics").unwrap().lines, Some((2, 7)));
    assert_eq!(
        several(&file, "$.metrics.*"),
        "the selector names a place more than once, in lines 3 and 4"
    );
    let values = |selector: &str| -> Vec<Option<String>> {
        all(&file, selector).unwrap().into_iter().map(|place| place.value).collect()
    };
    assert_eq!(
        values("$.metrics[?@ < 2]"),
        ["1.50", "-1E+2", "0"].map(|text| Some(text.to_owned()))
    );
    assert_eq!(values("$.list[*]"), [Some("null".to_owned()), None, None]);
    assert_eq!(nothing(&file, "$.metrics.p95"), "the path selects nothing from its step 2 on");
    assert!(several(&file, "$.twice").contains("occurs more than once"));
    assert!(unreadable(&super::tests::file("{"), "$.a").contains("EOF"));
    assert!(unreadable(&super::tests::file(b"\xff"), "$.a").contains("UTF-8"));
    let many = super::tests::file(format!("[{}0]", "0,".repeat(100_000)));
    assert_eq!(counted(&many, "$[1:]"), Ok(100_000));
    assert!(matches!(all(&many, "$[*]"), Err(NotSelected::Several(_))));
}

#[test]
fn a_table_names_one_field_or_several() {
    let file = file("\u{feff}region,p95,note\r\neu,120,\"two\r\nlines\"\r\nus,130,\r\n");
    let found = at(&file, "csv:region=us/p95").unwrap();
    assert_eq!(found, place((4, 4), Some("130")));
    assert_eq!(at(&file, "csv:1/note").unwrap().lines, Some((2, 3)));
    assert_eq!(
        several(&file, "csv:*/p95"),
        "the selector names a place more than once, in lines 2 and 4"
    );
    assert_eq!(counted(&file, "csv:*/p95"), Ok(2));
    assert_eq!(counted(&file, "csv:region=asia/p95"), Ok(0));
    assert!(unreadable(&super::tests::file(b"a,b\n1,\xff"), "csv:1/a").contains("UTF-8"));
}

#[test]
fn every_kind_of_selector_names_bytes() {
    let bytes = |text: &str, selector: &str| -> Vec<String> {
        let file = file(text);
        let found = select_all(&file, &Selector::parse(selector).unwrap()).unwrap();
        let text = file.text().unwrap();
        found.into_iter().map(|place| text.get(place.span.unwrap()).unwrap().to_owned()).collect()
    };
    let json = "\u{feff}{\"a\": [\"x\", 12]}\n";
    assert_eq!(bytes(json, "/a/0"), ["\"x\""]);
    assert_eq!(bytes(json, "$.a[*]"), ["\"x\"", "12"]);
    assert_eq!(bytes("one\r\ntwo\nthree", "L1-L2"), ["one\r\ntwo"]);
    assert_eq!(bytes("one\n\ntwo", "L2"), [""]);
    assert_eq!(bytes("a=1 a=2", "re:a=(\\d)"), ["1", "2"]);
    assert_eq!(bytes("a=1\na=2", "L2 re:a=(\\d)"), ["2"]);
    assert_eq!(bytes("a,b\n1,\"x, y\"\n", "csv:1/b"), ["\"x, y\""]);
    let xml = "<r a='1'><c>x</c><d>y</d>z</r>";
    assert_eq!(bytes(xml, "xml:/r/@a"), ["a='1'"]);
    assert_eq!(bytes(xml, "xml:/r/*"), ["<c>x</c>", "<d>y</d>"]);
    assert_eq!(bytes(xml, "xml:/r/c/text()"), ["x"]);
    let junit = "<testsuite name='s'><testcase name='c'>x</testcase></testsuite>";
    assert_eq!(bytes(junit, "test:s > c"), ["<testcase name='c'>x</testcase>"]);
    assert_eq!(bytes("1..2\nok 1 - a\nok 2 - b\n", "test:b"), ["ok 2 - b"]);
    let sarif = "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{\"ruleId\":\"R\"}]}]}";
    assert_eq!(bytes(sarif, "sarif:R"), ["{\"ruleId\":\"R\"}"]);
}

#[test]
fn a_whole_file_needs_no_text() {
    let whole =
        |bytes: usize| Ok(Selection { span: Some(0..bytes), count: 1, ..Selection::default() });
    assert_eq!(select(&file(b"\0\xff"), &Selector::Whole), whole(2));
    assert_eq!(select(&file(""), &Selector::Whole), whole(0));
}

#[test]
fn hostile_patterns_and_lines_take_linear_time() {
    let file = file("a".repeat(10_000_000));
    // An engine that goes back and forth would need longer than the universe has.
    assert!(matches!(at(&file, "re:^((?:a+)+)$"), Ok(Selection { count: 1, .. })));
    nothing(&file, "re:((?:a|aa)+)b");
    nothing(&file, "re:((?:.*.*.*=.*))");
    assert_eq!(at(&file, "L1").unwrap().value, None);
}

#[test]
fn a_long_value_is_shown_short() {
    let shown = |text: String| {
        let value = Some(text);
        Selection { value, ..Selection::default() }.shown().unwrap()
    };
    assert_eq!(shown("ä".repeat(400)), "ä".repeat(400));
    assert_eq!(shown("ä".repeat(403)), format!("{}… (3 characters more)", "ä".repeat(400)));
    assert_eq!(shown("a\nb".to_owned()), "a␊b");
}

proptest! {
    #[test]
    fn what_is_selected_lies_in_the_file_and_is_the_same_again(
        text in "[{}\\[\\]\":,a0-3;\n\t ]{0,80}",
        selector in prop::sample::select(vec![
            "$", "$..*", "$.a", "$[0]", "/a", "/0", "re:(a)", "re:(.*)", "L1", "L2-L3 re:(\\d)", "csv:*/1",
            "csv:1/a", "csv:a=1/1",
        ]),
    ) {
        let file = file(&text);
        let found = all(&file, selector);
        prop_assert_eq!(&all(&file, selector), &found);
        let Ok(found) = found else {
            prop_assert!(at(&file, selector).is_err());
            return Ok(());
        };
        prop_assert!(!found.is_empty());
        let seen = Selection::of_all(&found);
        prop_assert_eq!(seen.count, found.len());
        let count = file.line_count().unwrap();
        for place in found.iter().chain([&seen]) {
            if let Some((first, last)) = place.lines {
                prop_assert!(1 <= first && first <= last && last <= count);
            }
        }
        if found.len() > 1 {
            prop_assert!(matches!(at(&file, selector), Err(NotSelected::Several(_))));
        }
    }
}
