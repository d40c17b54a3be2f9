//! Cobertura reports, as they are written and as they lie.

use super::*;
use crate::ingest::formats::tests::{measures, notes, read, value};

fn report(header: &str) -> String {
    format!(
        "<!DOCTYPE coverage SYSTEM 'x.dtd'><coverage {header}><sources/><packages><package><classes>\
         <class name='A' filename='a.py'><methods><method name='m'><lines><line number='9' hits='0'/></lines>\
         </method></methods><lines><line number='1' hits='1' branch='true' condition-coverage='50% (1/2)'/>\
         <line number='2' hits='0'/></lines></class>\
         <class name='A$B' filename='a.py'><lines><line number='2' hits='3'/><line number='3' hits='0'/>\
         </lines></class></classes></package></packages></coverage>"
    )
}

#[test]
fn a_header_that_agrees_with_the_lines_is_measures() {
    let text = report(
        "line-rate='0.6667' lines-valid='3' lines-covered='2' branch-rate='0.5' version='7.1' timestamp='1477409499473'",
    );
    let items = read(&Cobertura, &text);
    let told: Vec<(String, String)> = measures(&items)
        .iter()
        .map(|measure| (measure.metric.clone(), value(&text, measure)))
        .collect();
    let expected = [
        ("coverage.line", "0.6667"),
        ("coverage.line.covered", "2"),
        ("coverage.line.total", "3"),
        ("coverage.branch", "0.5"),
    ];
    assert_eq!(told, expected.map(|(metric, value)| (metric.to_owned(), value.to_owned())));
    assert_eq!(measures(&items)[0].unit.as_deref(), Some("ratio"));
    let Item::Run(run) = &items[0] else { panic!("{items:?}") };
    assert_eq!((run.checked, run.tool.version.as_deref()), (Some(1), Some("7.1")));
    assert_eq!(run.ended_at.unwrap().to_string(), "2016-10-25T15:31:39.473Z");
    assert_eq!(run.properties["coverage"]["lines"]["covered"], 2);
    assert!(notes(&items).is_empty());
}

#[test]
fn a_header_that_lies_is_told_and_left_out() {
    let text = report(
        "line-rate='0.9' lines-valid='3' lines-covered='2' branch-rate='0.5' branches-valid='4'",
    );
    let items = read(&Cobertura, &text);
    assert!(measures(&items).is_empty());
    let lines = "the header says lines-covered 2, lines-valid 3, line-rate 0.9, and 2 of 3 lines were counted";
    let branches =
        "the header says branches-valid 4, branch-rate 0.5, and 1 of 2 branches were counted";
    let expected = [(lines, "xml:/coverage/@line-rate"), (branches, "xml:/coverage/@branch-rate")];
    assert_eq!(notes(&items), expected.map(|(one, other)| (one.to_owned(), other.to_owned())));
}

#[test]
fn nothing_measured_is_told() {
    let items = read(&Cobertura, "<coverage line-rate='1' branch-rate='1'><packages/></coverage>");
    let Item::Run(run) = &items[0] else { panic!("{items:?}") };
    assert_eq!(run.checked, Some(0));
    assert!(measures(&items).is_empty());
    let last = notes(&items).pop().unwrap();
    assert_eq!(last.0, "the coverage is of no line");
}

#[test]
fn conditions_are_read_or_are_none() {
    assert_eq!(branches("50% (1/2)"), Some(Covered { valid: 2, covered: 1 }));
    for text in ["", "50%", "50% (x/2)", "(3/2)", "(1/2", "()"] {
        assert_eq!(branches(text), None, "{text}");
    }
    assert_eq!(moment("1477409499").unwrap().to_string(), "2016-10-25T15:31:39Z");
    assert_eq!(moment("99999999999999999999"), None);
}
