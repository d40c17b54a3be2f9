//! `signoff ingest` as a user runs it: what it writes, what it leaves, and what it tells of files that it can't read.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

mod support;

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::{Value, json};
use support::{command, files};

/// A SARIF log of one run, with so many results.
fn log(tool: &str, results: usize) -> String {
    let result = |at: usize| {
        json!({ "ruleId": "R1", "message": { "text": format!("a query, {at}") }, "properties": { "cwe": "CWE-89" },
            "locations": [{ "physicalLocation": { "artifactLocation": { "uri": "a.py" }, "region": { "startLine": at + 1 } } }] })
    };
    let results: Vec<Value> = (0..results).map(result).collect();
    let run = json!({ "tool": { "driver": { "name": tool } }, "results": results });
    json!({ "version": "2.1.0", "runs": [run] }).to_string()
}

fn ingest(folder: &Path, arguments: &[&str]) -> Output {
    let arguments: Vec<&str> = [&["ingest", "--subject", "shop"], arguments].concat();
    command(&arguments).current_dir(folder).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn the_same_bytes_go_to_a_file_and_to_standard_output_and_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.sarif"), log("A", 700)).unwrap();
    fs::write(folder.path().join("b.sarif"), log("B", 3)).unwrap();
    let written = ingest(folder.path(), &["a.sarif", "b.sarif", "-o", "findings.json"]);
    assert_eq!(written.status.code(), Some(0), "{}", told(&written));
    let printed = ingest(folder.path(), &["b.sarif", "a.sarif"]);
    assert_eq!(printed.status.code(), Some(0), "{}", told(&printed));
    let all = files(folder.path());
    assert_eq!(all.keys().collect::<Vec<_>>(), ["a.sarif", "b.sarif", "findings.json"]);
    assert!(all["findings.json"] == printed.stdout, "the order of the files changes nothing");
    let findings: Value = serde_json::from_slice(&printed.stdout).unwrap();
    let all_findings = findings["findings"].as_array().unwrap();
    assert_eq!(all_findings.len(), 703);
    let linked = all_findings.iter().filter(|it| it["properties"]["same_as"].is_array());
    assert_eq!(linked.count(), 6, "three of each tool are the same");
    assert!(
        told(&written).ends_with(
            "shop: 0 claims, 703 findings, 0 measures, 2 pieces of evidence, 0 actions\n"
        )
    );
}

#[test]
fn a_file_from_elsewhere_is_copied_as_it_is() {
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = elsewhere.path().join("a.sarif");
    fs::write(&file, log("A", 2)).unwrap();
    let output = ingest(folder.path(), &[file.to_str().unwrap(), "-o", "findings.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let all = files(folder.path());
    assert_eq!(all.keys().collect::<Vec<_>>(), ["evidence/a.sarif", "findings.json"]);
    assert_eq!(all["evidence/a.sarif"], log("A", 2).into_bytes());
}

#[test]
fn all_files_that_cannot_be_read_are_told_in_one_run() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.sarif"), log("A", 2)).unwrap();
    fs::write(folder.path().join("cut.sarif"), &log("A", 2)[..200]).unwrap();
    // Found out only when its results are read.
    let wrong = log("A", 2).replace("\"ruleId\":\"R1\"", "\"ruleId\":7");
    fs::write(folder.path().join("wrong.sarif"), wrong).unwrap();
    fs::write(folder.path().join("what.txt"), "what?").unwrap();
    let all = ["good.sarif", "wrong.sarif", "cut.sarif", "what.txt", "-o", "findings.json"];
    let output = ingest(folder.path(), &all);
    let told = told(&output);
    assert_eq!(output.status.code(), Some(2), "{told}");
    for name in ["cut.sarif:1:200", "wrong.sarif:1:", "what.txt"] {
        assert!(told.contains(name), "{name}: {told}");
    }
    assert!(!told.contains("good.sarif"), "{told}");
    assert!(!folder.path().join("findings.json").exists());

    let all = ["gone.json", "good.sarif", "missing.json", "-o", "findings.json"];
    let output = ingest(folder.path(), &all);
    let told = self::told(&output);
    assert_eq!(output.status.code(), Some(3), "{told}");
    for name in ["gone.json", "missing.json"] {
        assert!(told.contains(name), "{name}: {told}");
    }
    assert_eq!(files(folder.path()).len(), 4, "nothing is left behind");
}

#[test]
fn ids_that_are_left_out_stay_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let measure = json!({ "metric": "http.p95", "value": "load#/p95" });
    let claims = json!([{ "statement": "It answers in time", "measure": measure,
        "claims": [{ "statement": "Mostly" }] }]);
    let evidence = json!([{ "id": "load", "path": "load.json", "method": "test" }]);
    let base = json!({ "signoff": "1", "subject": { "name": "shop" }, "claims": claims,
        "measures": [{ "metric": "cost" }], "evidence": evidence,
        "findings": [{ "rule": "R", "title": "T", "severity": "low" }],
        "checklists": [{ "title": "Release", "items": [{ "title": "Told" }] }] });
    fs::write(folder.path().join("claims.json"), base.to_string()).unwrap();
    fs::write(folder.path().join("a.sarif"), log("A", 1)).unwrap();
    let run = |arguments: &[&str]| command(arguments).current_dir(folder.path()).output().unwrap();
    let before = run(&["validate", "claims.json"]);
    assert_eq!(before.status.code(), Some(0), "{}", told(&before));
    let added = run(&["ingest", "a.sarif", "--into", "claims.json"]);
    assert_eq!(added.status.code(), Some(0), "{}", told(&added));
    let after = run(&["validate", "claims.json"]);
    assert_eq!(after.status.code(), Some(0), "{}", told(&after));
    let written = fs::read_to_string(folder.path().join("claims.json")).unwrap();
    assert!(!written.contains(r#""id": """#), "{written}");
}
