//! Mappings, tried on small documents.

use super::*;
use crate::ingest::InMemory;
use crate::model::{Links, Moment};

#[test]
fn programs_share_definitions_and_count_what_is_streamed() {
    let mapping = Mapping::read(
        r#"
        name = "a"
        title = "A"
        format = "json"
        define = "def rule: .id;"
        detect = "true"
        run = "{ checked: (.all | length) }"
        findings = [{ each = "/all", map = "{ rule: rule }" }]
        "#,
    );
    let raw = InMemory { path: "a.json".to_owned(), bytes: br#"{"all":[{"id":"X"}]}"#.to_vec() };
    let mut items: Vec<Item> = Vec::new();
    mapping.unwrap().read(&raw, &mut items).unwrap();
    assert!(matches!(&items[0], Item::Run(run) if run.checked == Some(1)));
    assert!(
        matches!(&items[1], Item::Finding { finding, at } if finding.rule == "X" && at == "/all/0")
    );
}

fn items(mapping: &str, text: &str) -> Vec<Item> {
    let raw = InMemory { path: "a".to_owned(), bytes: text.as_bytes().to_vec() };
    let mut items: Vec<Item> = Vec::new();
    Mapping::read(mapping).unwrap().read(&raw, &mut items).unwrap();
    items
}

#[test]
fn one_mapping_reads_several_syntaxes() {
    let mapping = r#"
        name = "a"
        title = "A"
        format = ["json", "xml"]
        detect = "true"
        findings = [{ map = "{ rule: (.id // .a.id) }" }]
        "#;
    for text in [r#" {"id": "X"}"#, "\u{feff}\n<a id=\"X\"/>"] {
        assert!(
            matches!(&items(mapping, text)[1], Item::Finding { finding, .. } if finding.rule == "X")
        );
    }
    let raw = InMemory { path: "a".to_owned(), bytes: b"id = 1".to_vec() };
    let told = Mapping::read(mapping).unwrap().read(&raw, &mut Vec::new());
    assert!(matches!(told, Err(Unreadable::Content { .. })));
}

#[test]
fn a_run_that_failed_or_checked_nothing_is_told() {
    let mapping = r#"
        name = "a"
        title = "A"
        format = "json"
        detect = "true"
        run = "{ successful: .ok, checked: .n }"
        "#;
    let notes = |text: &str| {
        let all = items(mapping, text).into_iter();
        all.filter(|item| matches!(item, Item::Note { .. })).count()
    };
    assert_eq!(notes(r#"{"ok": true, "n": 1}"#), 0);
    assert_eq!(notes(r#"{"ok": false, "n": 1}"#), 1);
    assert_eq!(notes(r#"{"ok": null, "n": 0}"#), 1);
    assert_eq!(notes(r#"{"ok": false, "n": 0}"#), 2);
}

#[test]
fn a_run_that_each_document_tells_is_one() {
    let mapping = r#"
        name = "a"
        title = "A"
        format = "json"
        detect = "true"
        run = "{ version: .v }"
        "#;
    let runs = |text: &str| items(mapping, text).len();
    assert_eq!(runs("{\"v\": 1}\n{\"v\": 1}\n{\"v\": 1}"), 1);
    assert_eq!(runs("{\"v\": 1}\n{\"v\": 2}"), 2);
    assert_eq!(runs("{\"v\": 1}\n{\"v\": 2}\n{\"v\": 1}"), 2);
}

#[test]
fn a_run_that_documents_tell_in_parts_is_their_sum() {
    let mapping = r#"
        name = "a"
        title = "A"
        format = "json"
        detect = "true"
        run = "{ checked: .n, successful: .ok, started_at: .s, ended_at: .e }"
        "#;
    let run = |text: &str| {
        let Item::Run(run) = items(mapping, text).swap_remove(0) else { panic!("{text}") };
        run
    };
    let told = run(
        "{\"n\":2,\"ok\":true,\"s\":\"2026-01-02\",\"e\":\"2026-01-02T01:00:00Z\"}
         {\"n\":3,\"ok\":true,\"s\":\"2026-01-01T23:00:00-02:00\",\"e\":\"2026-01-02T02:00:00.5+01:00\"}",
    );
    assert_eq!((told.checked, told.successful), (Some(5), Some(true)));
    assert_eq!(told.started_at, Moment::parse("2026-01-02"));
    assert_eq!(told.ended_at, Moment::parse("2026-01-02T01:00:00.5Z"));
    let told = run(r#"{"n":2,"ok":true,"s":"2026-01-02"} {"ok":false}"#);
    // What one of them leaves open, the other says.
    assert_eq!((told.checked, told.successful), (Some(2), Some(false)));
    assert_eq!(told.started_at, Moment::parse("2026-01-02"));
    assert_eq!(run(r#"{"ok":true} {}"#).successful, Some(true));
}

/// Findings by rule and place, and the places of measures.
fn places(items: &[Item]) -> Vec<String> {
    let mut all = Vec::new();
    for item in items {
        match item {
            Item::Finding { finding, at } => all.push(format!("{} at {at}", finding.rule)),
            Item::Measure { measure, at } => {
                let links = measure.value.as_ref().map(Links::as_slice).unwrap_or_default();
                let at = links.iter().filter_map(|link| link.at.clone()).chain([at.clone()]);
                let at = at.filter(|at| !at.is_empty()).collect::<Vec<_>>().join(" and ");
                all.push(format!("{} {:?} at {at}", measure.metric, measure.aggregate));
            }
            Item::Note { message, at } => all.push(format!("{message} at {at}")),
            Item::Run(_) => {}
        }
    }
    all
}

#[test]
fn documents_are_read_apart_or_together_and_named_by_their_lines() {
    let mapping = |documents: &str, map: &str| {
        format!(
            "name = 'a'\ntitle = 'A'\nformat = 'json'\ndetect = 'true'\n{documents}\nfindings = [{{ map = '{map}' }}]"
        )
    };
    let text = "{\"is\": {\"a\": \"X\"}}\n\n{\n\"of\": \"a\"}";
    let apart = mapping("", "{ rule: (.of // \"none\"), at: \"/of\" }");
    let note = "it holds 2 documents, one behind the other: each was read at ";
    assert_eq!(places(&items(&apart, text)), ["none at L1", "a at L3-L4", note]);
    let join = "(map(.is // {}) | add) as $is | to_entries[] | select(.value.of) | { rule: $is[.value.of], at: \"/\\(.key)/of\" }";
    let together = mapping("documents = 'together'", join);
    assert_eq!(places(&items(&together, text)), ["X at L3-L4"]);
    let streamed = together.replace("{ map", "{ each = '/a', map");
    assert!(Mapping::read(&streamed).is_err_and(|error| error.contains("read together")));
    // One document is what it is.
    let one = mapping("documents = 'together'", "{ rule: .of, at: \"/of\" }");
    assert_eq!(places(&items(&one, "{\"of\":\n\"a\"}")), ["a at /of"]);
}

#[test]
fn a_table_is_read_row_by_row() {
    let mapping = r#"
        name = "a"
        title = "A"
        format = "csv"
        detect = '.columns | index("ms") != null'
        run = '{ checked: (.rows | length), notes: ["of \(.columns | join(" and "))"] }'
        measures = """
        { at: "csv:*/ms", metric: "m", aggregate: "p95" },
        { at: ["csv:1/ms", "csv:2/ms"], metric: "n", aggregate: "sum" }"""
        [[findings]]
        each = "/rows"
        map = 'select(.ok == "no") | { rule: .name }, { rule: .name, at: "ms" }'
        "#;
    let text = "name,ms,ok\n\"a, b\",1,yes\nc,2,no\nd,3\n";
    assert!(Mapping::read(mapping).unwrap().knows(&Head::Text(text.to_owned())));
    let told = items(mapping, text);
    assert!(matches!(&told[0], Item::Run(run) if run.checked == Some(3)));
    assert_eq!(
        places(&told),
        [
            "m Some(P95) at csv:*/ms",
            "n Some(Sum) at csv:1/ms and csv:2/ms",
            "c at csv:2/1",
            "c at csv:2/ms",
            "of name and ms and ok at ",
            "row 3 has more or fewer fields than there are columns, and is left out at "
        ]
    );
    let raw = InMemory { path: "a".to_owned(), bytes: b"a,\"b".to_vec() };
    let broken = Mapping::read(mapping).unwrap().read(&raw, &mut Vec::new());
    assert!(matches!(broken, Err(Unreadable::Content { .. })));
}
