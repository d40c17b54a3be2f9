//! Tables as tools write them, and as they shouldn't.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

fn find(text: &str, place: &str) -> Result<Vec<String>, NotSelected> {
    let place = TablePlace::parse(place).unwrap_or_else(|error| panic!("{error}"));
    let fields = Table::default().find(text, &place, 100)?;
    Ok(fields.into_iter().map(|(_, value)| value).collect())
}

fn found(text: &str, place: &str) -> Vec<String> {
    find(text, place).unwrap_or_else(|error| panic!("{place}: {error}"))
}

fn nothing(text: &str, place: &str) -> String {
    match find(text, place) {
        Err(NotSelected::Nothing(reason)) => reason,
        other => panic!("{place}: {other:?}"),
    }
}

fn unreadable(text: &str, place: &str) -> String {
    match find(text, place) {
        Err(NotSelected::Unreadable(reason)) => reason,
        other => panic!("{place}: {other:?}"),
    }
}

const REGIONS: &str = "region,env,p95\r\neu,prod,120\r\neu,test,90\r\nus,prod,130\r\n";

#[test]
fn rows_are_found_by_what_they_say_by_number_or_all() {
    assert_eq!(found(REGIONS, "region=us/p95"), ["130"]);
    assert_eq!(found(REGIONS, "region=eu,env=prod/p95"), ["120"]);
    assert_eq!(found(REGIONS, "env=prod,1=us/3"), ["130"]);
    assert_eq!(found(REGIONS, "2/p95"), ["90"]);
    assert_eq!(found(REGIONS, "*/p95"), ["120", "90", "130"]);
    assert_eq!(found(REGIONS, "region=eu/env"), ["prod", "test"]);
    assert_eq!(nothing(REGIONS, "region=asia/p95"), "there is no row of which that holds");
    assert_eq!(nothing(REGIONS, "region=us,env=test/p95"), "there is no row of which that holds");
    assert_eq!(nothing(REGIONS, "4/p95"), "the table has 3 rows below its names, so no row 4");
    assert_eq!(nothing(REGIONS, "1/4"), "the table has 3 columns, so no column 4");
    assert_eq!(
        nothing(REGIONS, "1/p99"),
        "there is no column `p99`; there are `region`, `env`, `p95`"
    );
    assert_eq!(nothing("a,b\n", "*/b"), "the table has no row below its names");
}

#[test]
fn a_name_that_occurs_twice_is_told_by_number() {
    let text = "a,b,a\n1,2,3\n";
    assert!(matches!(find(text, "1/a"), Err(NotSelected::Several(reason))
        if reason == "the column `a` occurs more than once, as 1 and 3; name it by its number"));
    assert!(matches!(find(text, "a=1/b"), Err(NotSelected::Several(_))));
    assert_eq!(found(text, "1/3"), ["3"]);
    assert_eq!(found(text, "3=3/b"), ["2"]);
    assert_eq!(found("2,1\nx,y\n", "1/2"), ["y"]);
    assert_eq!(found("2,1\nx,y\n", "1/'2'"), ["x"]);
}

#[test]
fn fields_are_quoted_as_rfc_4180_says() {
    let text = "\"a, b\",\"say \"\"x\"\"\"\n\"1\r\n2\",\"\"\n3\",\"4\"\n";
    assert_eq!(found(text, "1/'a, b'"), ["1\r\n2"]);
    assert_eq!(found(text, "1/'say \"x\"'"), [""]);
    // A mark inside of a bare field is one like any other character.
    assert_eq!(found(text, "2/1"), ["3\""]);
    assert_eq!(unreadable("a,b\n1,\"2\n3", "1/a"), "the quotation mark in line 2 is never closed");
    assert_eq!(
        unreadable("a,b\n\"1\n\"2,3\n", "1/b"),
        "something stands behind a closing quotation mark in line 3"
    );
}

#[test]
fn what_parts_the_fields_is_told_by_the_first_row() {
    assert_eq!(found("a;b\n1,5;2\n", "1/a"), ["1,5"]);
    assert_eq!(found("a\tb, c\n1\t2\n", "1/'b, c'"), ["2"]);
    assert_eq!(found("\"a;b;c\",d\n1,2\n", "1/d"), ["2"]);
    assert_eq!(found("only\n1\n\n2\n", "*/only"), ["1", "2"]);
    assert_eq!(found("\n\r\na,b\n1,2", "1/b"), ["2"]);
    assert!(unreadable("a;b,c\n1;2,3\n", "1/a").contains("as many commas as semicolons"));
    assert!(unreadable("", "1/a").contains("is empty"));
    assert!(unreadable("\n\n", "1/a").contains("is empty"));
}

#[test]
fn a_row_of_another_width_is_not_read() {
    let text = "name,p95,note\neu,120,\nus,1,300,\nasia,140\n";
    assert_eq!(found(text, "name=eu/p95"), ["120"]);
    assert_eq!(
        unreadable(text, "name=us/p95"),
        "row 2 has 4 fields, and the names of the columns are 3"
    );
    assert!(unreadable(text, "name=asia/p95").contains("row 3 has 2 fields"));
    assert!(unreadable(text, "*/p95").contains("row 2"));
}

#[test]
fn many_places_in_one_table_stay_linear() {
    let mut text = "id,env,p95\n".to_owned();
    for row in 0..50_000 {
        let _ = writeln!(text, "r{row},prod,{row}");
    }
    let table = Table::default();
    // Each on its own this would read 50,000 rows 50,000 times.
    for row in 0..50_000 {
        let place = TablePlace::parse(&format!("env=prod,id=r{row}/p95")).unwrap();
        assert_eq!(table.find(&text, &place, 2).unwrap()[0].1, row.to_string());
    }
}

#[test]
fn wide_and_long_rows_are_read_once() {
    let text = format!("{}\n{}\n", "a,".repeat(500_000), "1,".repeat(500_000));
    assert_eq!(found(&text, "1/500000"), ["1"]);
    let text = format!("a,b\n{},{}\n", "x".repeat(10_000_000), "y".repeat(10_000_000));
    assert_eq!(found(&text, "1/b")[0].len(), 10_000_000);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "[a,;\t\"\r\n1]{0,60}", place in prop::sample::select(vec![
        "*/1", "1/1", "1/a", "a=1/1", "1=a/2",
    ])) {
        let place = TablePlace::parse(place).unwrap();
        let table = Table::default();
        let first = table.find(&text, &place, 100);
        prop_assert_eq!(&table.find(&text, &place, 100), &first);
        for (span, _) in first.unwrap_or_default() {
            prop_assert!(span.start <= span.end && span.end <= text.len());
        }
    }

    #[test]
    fn what_was_written_is_read_back(rows in prop::collection::vec(prop::collection::vec("[a,;\"\n ]{0,5}", 3), 1..5)) {
        let quoted = |field: &String| format!("\"{}\"", field.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",");
        let text = rows.iter().map(line).collect::<Vec<_>>().join("\n");
        let text = format!("x,y,z\n{text}\n");
        let column: Vec<String> = rows.iter().map(|row| row[1].clone()).collect();
        prop_assert_eq!(found(&text, "*/y"), column);
    }
}
