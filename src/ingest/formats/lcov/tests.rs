//! LCOV tracefiles, whole and cut off.

use super::*;
use crate::ingest::InMemory;
use crate::ingest::formats::tests::{measures, notes, read, value};

const WHOLE: &str = "TN:\nSF:src/a.js\nDA:1,1\nDA:2,0,abc=\nBRDA:2,0,jump to 3, 4,1\nBRDA:2,0,1,-\n\
                     LF:2\nLH:1\nBRF:2\nBRH:1\nend_of_record\nSF:src/b.js\r\nDA:7,4294967296\r\nLF:1\r\nLH:1\r\nend_of_record\r\n";

#[test]
fn records_that_agree_with_the_lines_are_measures() {
    let items = read(&Lcov, WHOLE);
    let told: Vec<(String, String)> = measures(&items)
        .iter()
        .map(|measure| (measure.metric.clone(), value(WHOLE, measure)))
        .collect();
    let expected = [
        ("coverage.line.covered", "2"),
        ("coverage.line.total", "3"),
        ("coverage.branch.covered", "1"),
        ("coverage.branch.total", "2"),
    ];
    assert_eq!(told, expected.map(|(metric, value)| (metric.to_owned(), value.to_owned())));
    let Item::Run(run) = &items[0] else { panic!("{items:?}") };
    assert_eq!((run.checked, run.successful), (Some(2), None));
    assert_eq!(run.properties["coverage"]["lines"]["percent"], 66.6667);
}

#[test]
fn a_file_in_several_records_is_merged_and_the_sums_no_longer_hold() {
    let twice = "TN:a\nSF:x\nDA:1,0\nDA:1,1\nLF:1\nLH:1\nend_of_record\n\
                 TN:b\nSF:x\nDA:1,0\nDA:2,0\nLF:2\nLH:0\nend_of_record\n";
    let items = read(&Lcov, twice);
    assert!(measures(&items).is_empty());
    let said = "its records say 1 of 3 lines, and 1 of 2 lines were counted";
    assert_eq!(notes(&items)[0].0, said);
}

#[test]
fn what_is_cut_off_or_unread_is_told() {
    let items = read(&Lcov, "SF:x\nDA:1,1\nDA:oops\nDA:2\nLF:1\nLH:1\n");
    let Item::Run(run) = &items[0] else { panic!("{items:?}") };
    assert_eq!(run.successful, Some(false));
    let expected = [
        ("an entry can't be read and counts as nothing, and 1 more", "L3"),
        ("its last record has no end: it may be cut off", ""),
    ];
    assert_eq!(notes(&items), expected.map(|(one, other)| (one.to_owned(), other.to_owned())));
    let nothing = InMemory { path: "x".to_owned(), bytes: b"TN:\n<a/>\n".to_vec() };
    assert!(Lcov.read(&nothing, &mut Vec::new()).is_err());
}

#[test]
fn a_file_without_lines_is_nothing_checked() {
    let items = read(&Lcov, "TN:\nSF:x\nLF:0\nLH:0\nend_of_record\n");
    let Item::Run(run) = &items[0] else { panic!("{items:?}") };
    assert_eq!(run.checked, Some(0));
    assert_eq!(notes(&items)[0].0, "the coverage is of no line");
}
