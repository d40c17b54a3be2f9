//! Messages as SARIF 2.1.0 (OASIS), which code-scanning services read.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Diagnostic, Level, Place, explanation};

/// One log with one run. `version` is Signoff's own.
#[must_use]
pub fn sarif(diagnostics: &[Diagnostic], version: &str) -> String {
    let mut rules: BTreeMap<&str, usize> = diagnostics.iter().map(|made| (made.code, 0)).collect();
    for (index, place) in rules.values_mut().enumerate() {
        *place = index;
    }
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| result(diagnostic, rules.get(diagnostic.code).copied()))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "signoff",
                "version": version,
                "rules": rules.keys().map(|code| rule(code)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: &str) -> Value {
    let text = explanation(code).unwrap_or(code);
    json!({ "id": code, "shortDescription": { "text": text }, "help": { "text": text } })
}

fn result(diagnostic: &Diagnostic, rule: Option<usize>) -> Value {
    let level = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    let text = match &diagnostic.help {
        Some(help) => format!("{}\n\nHelp: {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let mut result = Map::new();
    result.insert("ruleId".to_owned(), json!(diagnostic.code));
    if let Some(index) = rule {
        result.insert("ruleIndex".to_owned(), json!(index));
    }
    result.insert("level".to_owned(), json!(level));
    result.insert("message".to_owned(), json!({ "text": text }));
    if let Some(place) = &diagnostic.place {
        result.insert("locations".to_owned(), json!([location(place)]));
    }
    Value::Object(result)
}

fn location(place: &Place) -> Value {
    let mut physical = Map::new();
    physical.insert("artifactLocation".to_owned(), json!({ "uri": uri(&place.file) }));
    if let Some(span) = place.span {
        physical.insert(
            "region".to_owned(),
            json!({ "startLine": span.line, "startColumn": span.column }),
        );
    }
    let mut location = Map::new();
    location.insert("physicalLocation".to_owned(), Value::Object(physical));
    if !place.path.is_empty() {
        location.insert(
            "logicalLocations".to_owned(),
            json!([{ "fullyQualifiedName": place.path, "kind": "element" }]),
        );
    }
    Value::Object(location)
}

/// The file's name as a relative URI reference (RFC 3986): everything that isn't plain is escaped.
fn uri(file: &str) -> String {
    let escaped = |byte: u8| match byte {
        b'\\' if cfg!(windows) => "/".to_owned(),
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    file.bytes().map(escaped).collect::<Vec<_>>().concat()
}

#[cfg(test)]
mod tests {
    use super::super::Span;
    use super::*;

    fn read(diagnostics: &[Diagnostic]) -> Value {
        serde_json::from_str(&sarif(diagnostics, "1.2.3")).unwrap()
    }

    #[test]
    fn writes_a_run_with_rules_and_regions() {
        let span = Span { start: 0, end: 1, line: 12, column: 5 };
        let log = read(&[
            Diagnostic::warning("missing-file", "gone").help("add it"),
            Diagnostic::error("duplicate-id", "twice")
                .at(Place::file("my dir/a:b.json").path("/x").span(span)),
            Diagnostic::note("missing-file", "gone too").at(Place::file("a.json")),
        ]);
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["version"], "1.2.3");
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        let ids: Vec<_> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["duplicate-id", "missing-file"]);
        assert_eq!(rules[1]["help"]["text"], explanation("missing-file").unwrap());
        let expected = json!([
            { "ruleId": "missing-file", "ruleIndex": 1, "level": "warning",
              "message": { "text": "gone\n\nHelp: add it" } },
            { "ruleId": "duplicate-id", "ruleIndex": 0, "level": "error",
              "message": { "text": "twice" },
              "locations": [{
                "physicalLocation": {
                    "artifactLocation": { "uri": "my%20dir/a%3Ab.json" },
                    "region": { "startLine": 12, "startColumn": 5 } },
                "logicalLocations": [{ "fullyQualifiedName": "/x", "kind": "element" }] }] },
            { "ruleId": "missing-file", "ruleIndex": 1, "level": "note",
              "message": { "text": "gone too" },
              "locations": [{
                "physicalLocation": { "artifactLocation": { "uri": "a.json" } } }] },
        ]);
        assert_eq!(run["results"], expected);
    }

    #[test]
    fn writes_an_empty_run() {
        let log = read(&[]);
        assert_eq!(log["runs"][0]["results"], json!([]));
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"], json!([]));
    }
}
