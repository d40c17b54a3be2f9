//! Files of all kinds: which show nothing, and which merely aren't known.

use super::*;

fn told(bytes: impl AsRef<[u8]>) -> Option<String> {
    vacuous(&File::new(bytes.as_ref().into()), &Selector::Whole)
}

fn at(text: &str, selector: &str) -> Option<String> {
    vacuous(&File::new(text.as_bytes().into()), &Selector::parse(selector).unwrap())
}

#[test]
fn a_file_without_a_word_shows_nothing() {
    assert_eq!(told(""), Some("the file is empty".to_owned()));
    for blank in ["\n", " \t\r\n\n", "\u{feff}", "\u{feff}\n"] {
        assert_eq!(told(blank), Some("the file holds blank lines only".to_owned()), "{blank:?}");
    }
    for text in ["0", ".", "restored after 41 min\n"] {
        assert_eq!(told(text), None, "{text}");
    }
}

#[test]
fn what_is_not_known_or_not_text_is_not_vacuous() {
    let picture: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    assert_eq!(told(picture), None);
    assert_eq!(told(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), None);
    assert_eq!(told(b"\xff\xfe \0"), None);
    for text in ["{}", "[]", "null", "<svg/>", "<a/>", "<html>", "{\"findings\": []}", "{broken"] {
        assert_eq!(told(text), None, "{text}");
    }
}

#[test]
fn test_results_in_which_nothing_ran() {
    let skipped = "<testsuite name='s'><testcase name='c'><skipped/></testcase></testsuite>";
    let mixed = "<testsuite name='s'><testcase name='c'><skipped/></testcase><testcase name='d'/></testsuite>";
    assert!(told(skipped).is_some());
    assert!(told("<testsuites/>").is_some());
    assert_eq!(told(mixed), None);
    assert_eq!(told("<testsuite><testcase><error/></testcase></testsuite>"), None);
    assert_eq!(at(mixed, "test:s > c"), Some("the test case was skipped".to_owned()));
    assert_eq!(at(mixed, "test:s > d"), None);
    assert_eq!(at(mixed, "test:s"), None);
    assert_eq!(at(mixed, "xml://skipped"), None);
    assert!(at(skipped, "xml:/testsuite/@name").is_some());
    assert!(at(skipped, "test:s").is_some());
    // One that isn't well-formed can't be read, which is another thing.
    assert_eq!(told("<testsuite>"), None);
    assert!(told("1..0 # skip\n").is_some());
    assert!(told("{\"Action\": \"skip\", \"Package\": \"p\", \"Test\": \"T\"}\n").is_some());
    assert!(told("{\"Action\": \"pass\", \"Package\": \"p\", \"Test\": \"T\"}\n").is_none());
}

#[test]
fn one_case_may_have_run_where_others_did_not() {
    let text = "<testsuite name='s'><testcase name='c'><skipped/></testcase><testcase name='d'/>\
                <testcase name='d'/></testsuite>";
    let file = File::new(text.as_bytes().into());
    let asked = |name: &str| {
        let selector = Selector::Test(name.to_owned());
        (names_a_case(&file, &selector), did_not_run(&file, &selector))
    };
    assert_eq!(asked("s > c"), (true, true));
    assert_eq!(asked("s"), (false, false));
    assert_eq!(asked("s > d"), (false, false));
    assert_eq!(asked("s > e"), (false, false));
    assert!(!names_a_case(&file, &Selector::Whole) && !did_not_run(&file, &Selector::Whole));
}

#[test]
fn sarif_logs_that_looked_at_nothing() {
    let log = |run: &str| format!("{{\"version\": \"2.1.0\", \"runs\": [{run}]}}");
    assert_eq!(told(log("{\"results\": []}")), None);
    assert!(told(log("{\"results\": null}")).is_some());
    assert!(told(log("{}")).is_some());
    assert!(told(log("")).is_some());
    let two = log("{\"results\": []}, {\"results\": null}");
    assert_eq!(told(&two), None);
    assert!(at(&two, "sarif:R").is_some());
    assert_eq!(at(&log("{\"results\": []}"), "sarif:R"), None);
}

#[test]
fn coverage_of_nothing() {
    let cobertura = |inner: &str| told(format!("<coverage line-rate='1' {inner}"));
    assert_eq!(cobertura("/>"), Some("the coverage is of no line".to_owned()));
    assert!(cobertura("lines-valid='0'><packages/></coverage>").is_some());
    assert_eq!(cobertura("lines-valid='26'><packages/></coverage>"), None);
    assert_eq!(cobertura("lines-valid='0'><line number='1' hits='0'/></coverage>"), None);
    assert_eq!(told("<coverage/>"), None);
    let jacoco = |inner: &str| {
        told(format!(
            "<!DOCTYPE report PUBLIC '-//JACOCO//DTD Report 1.1//EN' 'r'><report>{inner}</report>"
        ))
    };
    assert_eq!(jacoco(""), Some("the coverage is of no instruction".to_owned()));
    assert!(jacoco("<counter type='LINE' missed='0' covered='0'/>").is_some());
    assert!(jacoco("<counter type='LINE' missed='1' covered='0'/>").is_none());
    assert!(jacoco("<counter type='LINE' missed='0' covered='1'/>").is_none());
    assert_eq!(told("<report/>"), None);
    for (text, shows) in [
        ("TN:\nSF:a\nLF:0\nLH:0\nend_of_record\n", false),
        ("TN:\n", false),
        ("SF:a\nDA:1,0\nend_of_record\n", true),
        ("SF:a\nLF:3\nend_of_record\n", true),
        ("LF:0\n", true),
    ] {
        assert_eq!(told(text).is_none(), shows, "{text}");
    }
}

#[test]
fn other_reports_in_xml() {
    assert!(told("<testResults version='1.2'></testResults>").is_some());
    assert_eq!(told("<testResults><httpSample s='true'/></testResults>"), None);
    assert_eq!(told("<testResults><sample/></testResults>"), None);
    assert!(told("<OWASPZAPReport/>").is_some());
    assert_eq!(told("<OWASPZAPReport><site/></OWASPZAPReport>"), None);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_bytes_are_too_much(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let file = File::new(bytes.into());
        for selector in ["test:a > b", "sarif:a/b", "xml://a[@b='c'][2]/text()"] {
            let selector = Selector::parse(selector).unwrap();
            let _ = crate::evidence::select(&file, &selector);
            let _ = crate::evidence::select::count(&file, &selector);
            let _ = (vacuous(&file, &selector), names_a_case(&file, &selector));
        }
    }

    #[test]
    fn no_text_in_the_shape_of_a_format_is_too_much(
        text in "(\\{|\\}|\\[|\\]|:|,|\"runs\"|\"version\"|\"2.1.0\"|\"results\"|\"tests\"|\"Action\"|null|0|<|>|/|testsuite|testcase|coverage| |\n|ok|1\\.\\.|SF:|LF:0){0,30}",
    ) {
        let file = File::new(text.as_bytes().into());
        let _ = vacuous(&file, &Selector::Whole);
    }
}
