//! `JaCoCo` reports, with counters and with lines alone.

use super::*;
use crate::ingest::formats::tests::{measures, notes, read, value};

const WHOLE: &str = r#"<!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd"><report name="shop">
<sessioninfo id="b" start="1625931527713" dump="1625931553652"/>
<group name="g"><package name="a/b"><class name="a/b/C" sourcefilename="C.java">
<method name="m"><counter type="LINE" missed="1" covered="1"/></method>
<counter type="LINE" missed="1" covered="1"/></class>
<sourcefile name="C.java"><line nr="1" mi="2" ci="0" mb="1" cb="1"/><line nr="2" mi="0" ci="3" mb="0" cb="0"/>
<counter type="BRANCH" missed="1" covered="1"/><counter type="LINE" missed="1" covered="1"/></sourcefile>
<counter type="LINE" missed="1" covered="1"/></package></group>
<counter type="BRANCH" missed="1" covered="1"/><counter type="LINE" missed="1" covered="1"/></report>"#;

#[test]
fn counters_that_agree_with_the_lines_are_measures() {
    let items = read(&Jacoco, WHOLE);
    let told: Vec<(String, String)> = measures(&items)
        .iter()
        .map(|measure| (measure.metric.clone(), value(WHOLE, measure)))
        .collect();
    let expected = [
        ("coverage.line.covered", "1"),
        ("coverage.line.missed", "1"),
        ("coverage.branch.covered", "1"),
        ("coverage.branch.missed", "1"),
    ];
    assert_eq!(told, expected.map(|(metric, value)| (metric.to_owned(), value.to_owned())));
    let Item::Run(run) = &items[0] else { panic!("{items:?}") };
    assert_eq!(run.checked, Some(1));
    assert_eq!(run.properties["coverage"]["lines"]["percent"], 50.0);
    assert_eq!(run.properties["coverage"]["files"]["a/b/C.java"]["branches"]["valid"], 2);
    assert_eq!(run.started_at.unwrap().to_string(), "2021-07-10T15:38:47.713Z");
    assert_eq!(run.ended_at.unwrap().to_string(), "2021-07-10T15:39:13.652Z");
    assert!(notes(&items).is_empty());
}

#[test]
fn a_counter_that_lies_is_told_and_left_out() {
    let lie = WHOLE.rsplit_once("<counter type=\"LINE\"").unwrap().0.to_owned()
        + "<counter type=\"LINE\" missed=\"0\" covered=\"9\"/></report>";
    let items = read(&Jacoco, &lie);
    let metrics: Vec<&str> = measures(&items).iter().map(|it| it.metric.as_str()).collect();
    assert_eq!(metrics, ["coverage.branch.covered", "coverage.branch.missed"]);
    let (message, at) = &notes(&items)[0];
    assert_eq!(message, "the report says 9 of 9 lines, and 1 of 2 lines were counted");
    assert_eq!(at, "xml:/report/counter[@type='LINE']/@covered");
}

#[test]
fn nothing_measured_is_told() {
    let items = read(&Jacoco, "<report name='x'><sessioninfo id='a'/></report>");
    let Item::Run(run) = &items[0] else { panic!("{items:?}") };
    assert_eq!(run.checked, Some(0));
    assert_eq!(notes(&items)[0].0, "the coverage is of no line");
    assert!(measures(&items).is_empty());
}

#[test]
fn lines_that_say_nothing_leave_it_to_the_counters() {
    let bare = "<report name='GCOVR report'><package name=''><sourcefile name='a.cpp'><line nr='3'/>\
                <line nr='5' mb='1' cb='1'/><counter type='LINE' missed='0' covered='2'/></sourcefile></package>\
                <counter type='LINE' missed='0' covered='2'/><counter type='BRANCH' missed='1' covered='1'/></report>";
    let items = read(&Jacoco, bare);
    let Item::Run(run) = &items[0] else { panic!("{items:?}") };
    assert_eq!(run.properties["coverage"]["lines"]["percent"], 100.0);
    assert_eq!(measures(&items).len(), 4);
    assert!(notes(&items).is_empty());
}
