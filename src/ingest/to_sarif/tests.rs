//! There and back, and what comes from other formats.
#![expect(clippy::needless_pass_by_value, reason = "what `json!` makes is handed over")]

use serde_json::{Value, json};

use super::{to_sarif, uri};
use crate::ingest::{Adapters, InMemory, collect};
use crate::model::{Finding, Findings, Subject};

fn ingested(sarif: &Value) -> Findings {
    let raw = InMemory { path: "a.sarif".to_owned(), bytes: sarif.to_string().into_bytes() };
    let adapters = Adapters::built_in();
    let adapter = adapters.named("sarif").unwrap();
    collect(Findings::about(Subject::default()), &[(&raw, adapter)]).unwrap().findings
}

fn of(findings: Value) -> Findings {
    serde_json::from_value(
        json!({ "signoff": "1", "subject": { "name": "shop" }, "findings": findings }),
    )
    .unwrap()
}

#[test]
fn what_came_from_sarif_goes_back_as_it_was() {
    let flows = json!([{ "threadFlows": [{ "locations": [
        { "location": { "physicalLocation": { "artifactLocation": { "uri": "b.c" } } } }] }] }]);
    let place = json!({ "physicalLocation": { "artifactLocation": { "uri": "a%20b.c" },
        "region": { "startLine": 3, "startColumn": 5, "endLine": 4, "endColumn": 2, "snippet": { "text": "x" } } },
        "logicalLocations": [{ "fullyQualifiedName": "m::f" }] });
    let log = json!({ "version": "2.1.0", "runs": [
        { "tool": { "driver": { "name": "T", "version": "1.2", "rules": [
            { "id": "A", "name": "a", "helpUri": "https://a.example", "shortDescription": { "text": "short" },
              "defaultConfiguration": { "level": "error" }, "properties": { "precision": "high" } }] } },
          "invocations": [{ "executionSuccessful": false, "commandLine": "t .", "exitCode": 3,
            "startTimeUtc": "2026-01-02T03:04:05Z" }],
          "results": [
            { "ruleId": "A", "message": { "text": "wrong" }, "locations": [place], "codeFlows": flows,
              "partialFingerprints": { "hash/v1": "0a" }, "properties": { "tags": ["CWE-79"], "own": 1 } },
            { "ruleId": "A", "message": { "text": "One. Two.", "markdown": "*One.* Two." },
              "suppressions": [{ "kind": "inSource", "status": "accepted", "justification": "ok" }] },
            { "ruleId": "B", "level": "note", "locations": [place, place], "baselineState": "absent" },
            { "ruleId": "B", "kind": "review", "message": { "text": "look" } },
            { "ruleId": "CVE-2024-0001", "properties": { "security-severity": "9.8",
              "v": "CVSS:3.1/AV:N" }, "suppressions": [{ "kind": "external", "status": "rejected" }] },
          ] },
        { "tool": { "driver": { "name": "U" } }, "results": null },
        { "tool": { "driver": { "name": "V" } }, "results": [] },
    ] });
    let first = ingested(&log);
    let written = to_sarif(&first);
    let second = ingested(&written);
    assert_eq!(first.findings.len(), 5);
    for (before, after) in first.findings.iter().zip(&second.findings) {
        let told = |it: &Finding| {
            let mut it = it.clone();
            // The place in the file, and the bag, which also holds what SARIF has no field for.
            it.evidence.clear();
            it.properties.remove("properties");
            it
        };
        let (mut before, mut after) = (told(before), told(after));
        before.properties.sort_keys();
        after.properties.sort_keys();
        assert_eq!(before, after);
    }
    assert_eq!(first.runs.len(), 3);
    for (before, after) in first.runs.iter().zip(&second.runs) {
        assert_eq!((before, &before.properties), (after, &after.properties));
    }
    assert_eq!(to_sarif(&second)["runs"][0]["results"][0]["codeFlows"], flows);
    assert_eq!(written["runs"][1].get("results"), None);
    assert_eq!(written["runs"][2]["results"], json!([]));
}

#[test]
fn levels_follow_the_severity_where_the_checker_has_other_words() {
    let level = |severity: &str, word: Value| {
        let written = to_sarif(&of(json!([{ "rule": "R", "title": "t", "severity": severity,
            "tool_severity": word, "tool": "x" }])));
        written["runs"][0]["results"][0]["level"].as_str().unwrap().to_owned()
    };
    let told = ["critical", "high", "medium", "low", "info", "unknown"];
    let told = told.map(|severity| level(severity, json!("HIGH")));
    assert_eq!(told, ["error", "error", "warning", "note", "note", "warning"]);
    assert_eq!(level("critical", json!("Warning")), "warning");
}

#[test]
fn a_status_is_a_suppression_and_then_all_results_have_some() {
    let one = |status: &str| {
        json!({ "rule": "R", "title": status, "severity": "low", "status": status,
            "status_reason": "why", "tool": "x", "properties": { "kind": "Deployment", "rank": "first" } })
    };
    let written = to_sarif(&of(json!([one("open"), one("accepted"), one("fixed")])));
    let results = written["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results[0]["suppressions"], json!([]));
    let accepted = json!([{ "kind": "external", "status": "accepted", "justification": "why" }]);
    assert_eq!(results[1]["suppressions"], accepted);
    assert_eq!(results[2]["baselineState"], "absent");
    assert_eq!((results[0].get("kind"), results[0].get("rank")), (None, None), "another's words");
    let open = to_sarif(&of(json!([one("open")])));
    assert_eq!(open["runs"][0]["results"][0].get("suppressions"), None);
}

#[test]
fn tools_without_a_run_have_one_each() {
    let one = |tool: Value| json!({ "rule": "R", "title": "t", "severity": "low", "tool": tool });
    let written =
        to_sarif(&of(json!([one(json!("b")), one(json!("a")), one(json!("b")), one(json!(null))])));
    let runs = written["runs"].as_array().unwrap();
    let names: Vec<&str> =
        runs.iter().map(|run| run["tool"]["driver"]["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["a", "b", "unnamed tool"]);
    assert_eq!(runs[1]["results"].as_array().map(Vec::len), Some(2));
    assert_eq!(runs[1]["tool"]["driver"]["rules"].as_array().map(Vec::len), Some(1));
}

#[test]
fn paths_are_escaped_once() {
    assert_eq!(uri("a b/ü.c"), "a%20b/%C3%BC.c");
    assert_eq!(uri("a%20b"), "a%20b");
    assert_eq!(uri("100%"), "100%25");
    assert_eq!(uri("file:///c:/x\\y"), "file:///c:/x%5Cy");
}

#[test]
fn a_region_begins_with_a_line_or_is_none() {
    let region = |location: Value| {
        let written =
            to_sarif(&of(json!([{ "rule": "R", "title": "t", "severity": "low", "tool": "x",
            "location": location }])));
        let place = &written["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        place.get("region").cloned()
    };
    assert_eq!(
        region(json!({ "path": "a", "start_line": 0, "start_column": 2, "end_line": 3 })),
        None
    );
    let lines = json!({ "path": "a", "start_line": 1, "start_column": 0, "end_line": 3 });
    assert_eq!(region(lines), Some(json!({ "startLine": 1, "endLine": 3 })));
    // Some write a line 0, which is kept as it was where all places are.
    let place = json!({ "physicalLocation": { "artifactLocation": { "uri": "a" },
        "region": { "startLine": 0, "endColumn": 2, "snippet": { "text": "x" } } } });
    let written =
        to_sarif(&of(json!([{ "rule": "R", "title": "t", "severity": "low", "tool": "x",
        "properties": { "locations": [place, 3] } }])));
    let places = &written["runs"][0]["results"][0]["locations"];
    assert_eq!(places[0]["physicalLocation"]["region"], json!({ "snippet": { "text": "x" } }));
}
