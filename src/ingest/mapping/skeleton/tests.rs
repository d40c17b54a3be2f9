//! Skeletons of samples of all kinds: they compile, know their sample and read it.

use super::*;
use crate::ingest::{Adapters, InMemory, Item, Mapping};
use crate::model::{Finding, Severity};

fn raw(text: &str) -> InMemory {
    InMemory { path: "sample".to_owned(), bytes: text.as_bytes().to_vec() }
}

/// What the skeleton of a sample finds in it.
fn found(text: &str) -> Vec<Finding> {
    let raw = raw(text);
    let skeleton = skeleton("lintx", &raw).unwrap();
    let mapping = Mapping::read(&skeleton).unwrap_or_else(|error| panic!("{error}\n{skeleton}"));
    let adapters = Adapters::built_in().with([Box::new(mapping) as Box<_>]);
    let known = adapters.of(&raw).unwrap_or_else(|error| panic!("{error}\n{skeleton}"));
    assert_eq!(known.name(), "lintx");
    let mut items: Vec<Item> = Vec::new();
    known.read(&raw, &mut items).unwrap_or_else(|error| panic!("{error}\n{skeleton}"));
    let notes = items.iter().filter(|item| matches!(item, Item::Note { .. })).count();
    assert_eq!(notes, 0, "each word is in the table: {skeleton}");
    let findings = items.into_iter().filter_map(|item| match item {
        Item::Finding { finding, .. } => Some(*finding),
        Item::Run(_) | Item::Measure { .. } | Item::Note { .. } => None,
    });
    findings.collect()
}

/// Rule, title, the checker's word, path and line.
fn told(finding: &Finding) -> (&str, &str, &str, &str, u64) {
    assert_eq!(finding.severity, Severity::Unknown, "nothing is guessed about that");
    let location = finding.location.as_ref();
    (
        &finding.rule,
        &finding.title,
        finding.tool_severity.as_deref().unwrap_or_default(),
        location.and_then(|it| it.path.as_deref()).unwrap_or_default(),
        location.and_then(|it| it.start_line).unwrap_or_default(),
    )
}

#[test]
fn the_list_that_looks_most_like_problems_is_found() {
    let all = found(
        r#"{ "lintx": "1", "version": "2", "files": [{ "name": "a" }, { "name": "b" }, { "name": "c" }],
          "out": { "issues": [
            { "code": "X1", "text": "Wrong", "level": "Bad \\(now)", "where": { "file": "a.c", "line": 3 } },
            { "code": "X2", "text": "Worse", "level": "worse", "where": null }] } }"#,
    );
    assert_eq!(all.len(), 2);
    assert_eq!(told(&all[0]), ("X1", "Wrong", "Bad \\(now)", "a.c", 3));
    assert_eq!(told(&all[1]), ("X2", "Worse", "worse", "", 0));
}

#[test]
fn what_stands_around_gives_the_file() {
    let all = found(
        r#"[{ "lintx": 1, "file_path": "a.c", "problems": [
            { "ruleId": "r1", "severity": 2, "message": "m", "line": "7" }] },
           { "lintx": 1, "file_path": "b.c", "problems": [] }]"#,
    );
    assert_eq!(all.iter().map(told).collect::<Vec<_>>(), [("r1", "m", "2", "a.c", 7)]);
}

#[test]
fn names_may_be_words_of_the_language_or_none() {
    let all = found(
        r#"{ "lintx": 1, "all of": { "2nd": [{ "and": [
            { "def": { "rule-id": "r", "as": 1 }, "the message": "m", "if": { "file": "a.c" } }] }] } }"#,
    );
    // A name with more in it than a known one is left to a person.
    assert_eq!(all.iter().map(told).collect::<Vec<_>>(), [("r", "r", "", "a.c", 0)]);
}

#[test]
fn other_syntaxes_are_read_as_well() {
    let lines = "{\"lintx\": 1, \"rule\": \"a\", \"message\": \"m\"}\n{\"lintx\": 1, \"rule\": \"b\", \"message\": \"n\"}\n";
    assert_eq!(
        found(lines).iter().map(told).collect::<Vec<_>>(),
        [("a", "m", "", "", 0), ("b", "n", "", "", 0)]
    );
    let xml = r#"<?xml version="1.0"?><lintx of="1"><unit path="a.c"><issue id="X" line="3"><level>bad</level><message>No</message></issue></unit></lintx>"#;
    assert_eq!(found(xml).iter().map(told).collect::<Vec<_>>(), [("X", "No", "bad", "a.c", 3)]);
    let yaml = "lintx: 1\nissues:\n  - rule: X\n    message: No\n    level: bad\n";
    assert_eq!(found(yaml).iter().map(told).collect::<Vec<_>>(), [("X", "No", "bad", "", 0)]);
    let toml = "lintx = 1\n[[issues]]\nrule = \"X\"\nmessage = \"No\"\n";
    assert_eq!(found(toml).iter().map(told).collect::<Vec<_>>(), [("X", "No", "", "", 0)]);
}

#[test]
fn a_table_is_read_row_by_row() {
    let text =
        "file,line,rule,severity,message\na.py,3,R1,bad,No\nb.py,4,R2,worse,\"Never, ever\"\n";
    let all = found(text);
    let told: Vec<_> = all.iter().map(told).collect();
    assert_eq!(told, [("R1", "No", "bad", "a.py", 3), ("R2", "Never, ever", "worse", "b.py", 4)]);
}

#[test]
fn a_sample_may_hold_anything() {
    for text in [
        r#"{ "lintx": 1 }"#,
        r#"{ "lintx": 1, "'''": [{ "\"": 1, "''' # rule": "x" }], "\\(now)": 2 }"#,
        r#"{ "lintx": [{ "level": "a\nb" }, { "level": "'''" }, { "level": null }, { "level": "\u007f\"" }] }"#,
        r#"[{ "lintx": 1 }, 2, null]"#,
        "<lintx/>",
    ] {
        found(text);
    }
    for text in ["", "just words", "{"] {
        assert!(skeleton("lintx", &raw(text)).is_err(), "{text}");
    }
}
