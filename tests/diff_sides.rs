//! How `signoff diff` reads its two sides: each once, whatever it comes through, and a report.json held against what its
//! own facts and policy give.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

mod support;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use serde_json::{Value, json};
use support::pairs::{cases, diff, side, sides};
use support::{command, root, signoff};

/// Runs `diff` with something on standard input.
fn piped(bytes: &[u8], arguments: &[&str]) -> Output {
    let mut child = command(&[&["diff"], arguments].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn report(folder: &Path) -> PathBuf {
    side(&json!({}), folder)
}

#[test]
fn standard_input_is_looked_at_as_a_file_is() {
    let folder = tempfile::tempdir().unwrap();
    let report = report(folder.path());
    let bytes = fs::read(&report).unwrap();
    let path = report.to_str().unwrap();
    let output = piped(&bytes, &["-", path, "--format", "json"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let delta: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(delta["old"]["path"], "-");
    assert_eq!(delta["old"]["sha256"], delta["new"]["sha256"], "it is a report.json");
    assert!(delta["old"]["sha256"].is_string());

    let output = piped(&bytes, &["-", path, "--as-of", "2026-03-02"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("reports are compared as they stand"));

    // What a checker wrote needs no name of a system there, either.
    let sarif = root().join("tests/fixtures/ingest/sarif/bandit.sarif");
    let output = piped(&fs::read(&sarif).unwrap(), &[sarif.to_str().unwrap(), "-"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
}

/// A pipe gives its bytes away once.
#[cfg(unix)]
#[test]
fn a_side_is_read_once() {
    let folder = tempfile::tempdir().unwrap();
    let report = report(&folder.path().join("new"));
    for (name, bytes) in [
        ("report", fs::read(&report).unwrap()),
        ("findings", fs::read(root().join("tests/diff/base/findings.json")).unwrap()),
        ("output", fs::read(root().join("tests/fixtures/ingest/bandit/shop.json")).unwrap()),
    ] {
        let pipe = folder.path().join(name);
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let into = pipe.clone();
        let writer = std::thread::spawn(move || fs::write(into, bytes));
        let (pipe, report) = (pipe.to_str().unwrap(), report.to_str().unwrap());
        let output = signoff(&["diff", pipe, report]);
        assert!(output.status.success(), "{name}: {}", text(&output.stderr));
        writer.join().unwrap().unwrap();
    }
}

#[test]
fn what_lacks_the_version_of_the_format_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("findings.json");
    fs::write(&file, r#"{ "subject": { "name": "shop" }, "findings": [] }"#).unwrap();
    let file = file.to_str().unwrap();
    let output = signoff(&["diff", file, file]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("error[missing-property]: `signoff` is missing"));
}

/// As another version might have judged it: a claim of two isn't supported, and the gate on it fails.
fn judged_otherwise(report: &Path) -> PathBuf {
    let mut it: Value = serde_json::from_slice(&fs::read(report).unwrap()).unwrap();
    it["verdict"]["value"] = json!("not_ready");
    let gates = it["gates"].as_array_mut().unwrap().iter_mut();
    let gate = gates.into_iter().find(|gate| gate["id"] == "required-claims").unwrap();
    gate["outcome"] = json!("fail");
    let categories = it["scores"]["categories"].as_array_mut().unwrap().iter_mut();
    categories.into_iter().find(|it| it["id"] == "security").unwrap()["supported"] = json!(1);
    let claims = it["claims"].as_array_mut().unwrap().iter_mut();
    claims.into_iter().find(|it| it["category"] == "security").unwrap()["state"] = json!("stale");
    let other = report.with_file_name("other.json");
    fs::write(&other, it.to_string()).unwrap();
    other
}

fn told(old: &Path, new: &Path) -> (Value, String) {
    let delta = diff(old, new, &[]);
    let output = signoff(&["diff", old.to_str().unwrap(), new.to_str().unwrap()]);
    (delta, text(&output.stderr))
}

const CODES: [&str; 4] = ["verdict-differs", "gate-differs", "claim-differs", "score-differs"];

#[test]
fn what_a_report_states_is_held_against_its_own_facts() {
    let folder = tempfile::tempdir().unwrap();
    let new = report(folder.path());
    let old = judged_otherwise(&new);
    let (delta, warned) = told(&old, &new);
    for code in CODES {
        assert!(warned.contains(&format!("warning[{code}]")), "{code}: {warned}");
    }
    let words = "the report states the verdict not ready, and its own facts and policy give ready";
    assert!(warned.contains(words), "{warned}");
    let points = json!({ "cause": "unknown", "points": "33.33", "exact": "100/3" });
    assert_eq!(
        delta["causes"],
        json!([{ "cause": "unknown", "facts": 1, "what": ["rules of judging: 1"],
            "gates": ["required-claims"], "score": points, "verdict_without": "not_ready" }])
    );
    let of = |list: &str, id: &str| {
        delta[list].as_array().unwrap().iter().find(|it| it["id"] == id).unwrap().clone()
    };
    assert_eq!(of("gates", "required-claims")["causes"], json!(["unknown"]));
    assert_eq!(of("scores", "total")["parts"], json!([points]));
    assert_eq!(delta["claims"][0]["causes"], json!(["unknown"]));

    let (back, warned) = told(&new, &old);
    assert!(CODES.iter().all(|code| warned.contains(code)), "{warned}");
    assert_eq!(back["causes"][0]["verdict_without"], "ready");
    assert_eq!(back["causes"][0]["score"]["points"], "\u{2212}33.33");
}

#[test]
fn other_rules_are_told_beside_the_other_causes() {
    let folder = tempfile::tempdir().unwrap();
    let old = judged_otherwise(&report(&folder.path().join("old")));
    // The case of docs/diff.md: from 100 to 33⅓ by system and policy. What was stated is 66⅔.
    let case = root().join("tests/diff/cases/system-and-policy.json");
    let case: Value = serde_json::from_slice(&fs::read(case).unwrap()).unwrap();
    let new = side(&case["new"], &folder.path().join("new"));
    let (delta, _) = told(&old, &new);
    let parts: Vec<(&str, &str)> = delta["causes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["cause"].as_str().unwrap(), it["score"]["exact"].as_str().unwrap()))
        .collect();
    assert_eq!(parts, [("system", "-50/1"), ("policy", "-50/3"), ("unknown", "100/3")]);
    let total = delta["scores"].as_array().unwrap().last().unwrap();
    assert_eq!(total["exact"], "-100/3");
    assert_eq!(delta["causes"][2]["what"], json!(["rules of judging: 1"]));
    assert_eq!(delta["causes"][0]["what"].as_array().unwrap().len(), 5, "as without it");
}

#[test]
fn what_this_version_judged_is_borne_out() {
    let folder = tempfile::tempdir().unwrap();
    for case in cases() {
        let name = case.file_stem().unwrap().to_str().unwrap().to_owned();
        let [old, new] = sides(&case, &folder.path().join(name));
        let (delta, warned) = told(&old, &new);
        assert!(CODES.iter().all(|code| !warned.contains(code)), "{warned}");
        assert!(!delta["causes"].to_string().contains("rules of judging"));
    }
}
