//! What isn't SARIF, and what wants to do harm.

use serde_json::{Value, json};

use super::{findings, items, log, raw, read};
use crate::ingest::{Adapters, InMemory, NotDetected, Unreadable};

fn error(text: &str) -> String {
    read(text).unwrap_err().to_string()
}

fn detected(text: &str) -> Result<String, NotDetected> {
    Adapters::built_in().of(&raw(text)).map(|adapter| adapter.name().to_owned())
}

#[test]
fn a_log_is_known_by_its_content() {
    let known = [
        json!({ "version": "2.1.0", "runs": [] }),
        json!({ "version": "2.1.0", "runs": [{ "tool": { "driver": {} } }] }),
        json!({ "$schema": "https://x.example/sarif-2.1.0.json", "runs": [{}] }),
        json!({ "$schema": "https://x.example/SARIF/1.0.0", "version": "1.0.0", "runs": [] }),
    ];
    for log in known {
        assert_eq!(detected(&log.to_string()).unwrap(), "sarif", "{log}");
    }
    let unknown = [
        json!({ "version": "2.1.0" }),
        json!({ "version": "2.1.0", "runs": {} }),
        json!({ "version": "2.1.0", "runs": [{ "tools": [] }] }),
        json!({ "version": "3.0.0", "runs": [{ "tool": {} }] }),
        json!([{ "version": "2.1.0", "runs": [] }]),
    ];
    for other in unknown {
        assert!(matches!(detected(&other.to_string()), Err(NotDetected::Unknown)), "{other}");
    }
}

#[test]
fn a_form_feed_is_no_white_space_of_json() {
    for text in [
        "{\u{c}\"version\": \"2.1.0\", \"runs\": []}",
        "{\"version\": \"2.1.0\", \"runs\": []\u{c}}",
    ] {
        assert!(read(text).is_err(), "{text}");
    }
}

#[test]
fn another_version_is_told() {
    let told = |version: Value| error(&json!({ "version": version, "runs": [] }).to_string());
    assert_eq!(told(json!("1.0.0")), "it is SARIF 1.0.0; only 2.1.0 is read");
    assert_eq!(told(json!("2.0.0")), "it is SARIF 2.0.0; only 2.1.0 is read");
    assert_eq!(told(json!(null)), "it doesn't say which version of SARIF it is");
    assert_eq!(error("{\"version\": \"2.1.0\"}"), "it is no SARIF log: it has no `runs`");
    assert!(read("{\"version\": \"2.1.0-rtm.5\", \"runs\": []}").is_ok());
}

#[test]
fn wrong_types_are_errors_with_a_place() {
    let wrong = [
        json!({ "version": "2.1.0", "runs": {} }),
        json!({ "version": "2.1.0", "runs": [null] }),
        json!({ "version": "2.1.0", "runs": [[]] }),
        log(json!({ "tool": [] })),
        log(json!({ "tool": { "driver": [] } })),
        log(json!({ "results": {} })),
        log(json!({ "results": [null] })),
        log(json!({ "results": [["A"]] })),
        log(json!({ "results": ["A"] })),
        log(json!({ "results": [{ "ruleId": 1 }] })),
        log(json!({ "results": [{ "level": {} }] })),
        log(json!({ "results": [{ "message": "text" }] })),
        log(json!({ "results": [{ "ruleIndex": 1.5 }] })),
        log(json!({ "invocations": {} })),
    ];
    for log in wrong {
        match read(&log.to_string()) {
            Err(Unreadable::Content { place: Some((1, _)), .. }) => {}
            other => panic!("{log}: {other:?}"),
        }
    }
    let place = log(json!({ "results": [{ "locations": [{ "physicalLocation": 1 }] }] }));
    let told = items(&place);
    let (finding, _) = &findings(&told)[0];
    assert_eq!(finding.location, None);
    assert_eq!(finding.properties["locations"], json!([{ "physicalLocation": 1 }]));
    assert!(told.iter().any(|item| matches!(item, crate::ingest::Item::Note { message, .. }
        if message.starts_with("a place is wrong: "))));
}

#[test]
fn what_is_cut_off_or_not_text_is_an_error() {
    let whole = log(json!({ "tool": { "driver": { "name": "T" } }, "results": [{}] })).to_string();
    for end in 0..whole.len() {
        assert!(read(whole.get(..end).unwrap()).is_err(), "{end}");
    }
    assert!(read(&format!("{whole}{whole}")).is_err());
    assert!(read(&format!("\u{feff}{whole}\n")).is_ok());
    let broken = InMemory { path: "a".to_owned(), bytes: b"{\"version\": \"\xff\"}".to_vec() };
    assert!(crate::ingest::Adapter::read(&super::Sarif, &broken, &mut Vec::new()).is_err());
}

#[test]
fn deep_nesting_is_an_error_or_skipped() {
    let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    let result = |name: &str| {
        read(&format!(
            "{{\"version\": \"2.1.0\", \"runs\": [{{\"results\": [{{\"{name}\": {deep}}}]}}]}}"
        ))
    };
    assert!(result("unknown").is_ok(), "what isn't read isn't followed");
    assert!(result("locations").is_ok(), "a place that is wrong is kept as it is written");
    for name in ["codeFlows", "properties", "message"] {
        assert!(matches!(result(name), Err(Unreadable::Content { .. })), "{name}");
    }
    let rules = format!("{{\"version\": \"2.1.0\", \"runs\": [{{\"tool\": {deep}}}]}}");
    assert!(matches!(read(&rules), Err(Unreadable::Content { .. })));
}

#[test]
fn hostile_texts_take_linear_time() {
    let text = "{0}{{](1)[".repeat(20_000);
    let long = log(json!({ "results": [{ "ruleId": "a/".repeat(50_000), "message": { "text": text,
        "arguments": ["x"] }, "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": "%2".repeat(50_000) }, "region": { "startLine": i64::MAX,
            "endLine": i64::MAX } } }] }] }));
    assert_eq!(findings(&items(&long)).len(), 1);
    let place = json!([{ "physicalLocation": { "artifactLocation": { "uri": "a" },
        "region": { "startLine": 9_000 } } }]);
    let many: Vec<Value> = (0..2_000).map(|_| json!({ "locations": place })).collect();
    let contents =
        json!({ "location": { "uri": "a" }, "contents": { "text": "l\n".repeat(10_000) } });
    let found = items(&log(json!({ "artifacts": [contents], "results": many })));
    let place = |at: usize| findings(&found)[at].0.location.clone().unwrap();
    assert_eq!(place(1_999).snippet.as_deref(), Some("l"));
}
