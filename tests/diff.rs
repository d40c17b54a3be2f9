//! `signoff diff` on pairs of reports, each changed in one way or in several: what changed, and what it comes from.
//!
//! A case is a file in tests/diff/cases: what differs from tests/diff/base on the old side and on the new one, as JSON
//! Merge Patch (RFC 7386). Beside it stands what is told; `UPDATE_GOLDEN=1 cargo test --test diff` writes it anew.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use support::{root, signoff};

const AS_OF: &str = "2026-03-02";

fn cases() -> Vec<PathBuf> {
    let folder = root().join("tests/diff/cases");
    let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_case = |path: &PathBuf| !path.to_str().unwrap().ends_with(".expected.json");
    let mut cases: Vec<PathBuf> = all.filter(is_case).collect();
    cases.sort();
    assert!(cases.len() >= 10, "the cases are not where they were");
    cases
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// RFC 7386.
fn patch(target: &mut Value, change: &Value) {
    let Value::Object(change) = change else {
        *target = change.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let target = target.as_object_mut().unwrap();
    for (name, value) in change {
        if value.is_null() {
            target.shift_remove(name);
        } else {
            patch(target.entry(name).or_insert(Value::Null), value);
        }
    }
}

/// Writes a side's inputs and renders its report.json.
fn side(case: &Value, folder: &Path) -> PathBuf {
    support::copy(&root().join("tests/diff/base"), folder);
    let mut findings = read(&folder.join("findings.json"));
    patch(&mut findings, case.get("findings").unwrap_or(&json!({})));
    fs::write(folder.join("findings.json"), findings.to_string()).unwrap();
    for (name, text) in case.get("files").and_then(Value::as_object).into_iter().flatten() {
        fs::write(folder.join(name), text.as_str().unwrap()).unwrap();
    }
    if let Some(policy) = case.get("policy").and_then(Value::as_str) {
        fs::write(folder.join("signoff.toml"), policy).unwrap();
    }
    let as_of = case.get("as_of").and_then(Value::as_str).unwrap_or(AS_OF);
    let (from, to) = (folder.join("findings.json"), folder.join("out"));
    let (from, to) = (from.to_str().unwrap(), to.to_str().unwrap());
    let output = signoff(&["render", from, "-o", to, "--as-of", as_of, "--formats", "json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder.join("out/report.json")
}

fn diff(old: &Path, new: &Path) -> Value {
    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    let output = signoff(&["diff", old, new, "--format", "json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What a case is about, without what every pair has.
fn told(delta: &Value) -> Value {
    let without = |name: &str, left_out: &[&str], keep: fn(&Value) -> bool| -> Vec<Value> {
        let mut all = delta[name].as_array().cloned().unwrap_or_default();
        all.retain(keep);
        for it in &mut all {
            let it = it.as_object_mut().unwrap();
            left_out.iter().for_each(|name| drop(it.shift_remove(*name)));
        }
        all
    };
    json!({
        "verdict": delta["verdict"],
        "causes": delta["causes"],
        "gates": without("gates", &["title", "level"], |it| it["change"] != "same"),
        "scores": without("scores", &["title", "old", "new", "exact"], |it| it["difference"] != "0.00"),
        "claims": without("claims", &["statement"], |_| true),
        "measures": without("measures", &["title"], |_| true),
        "findings": without("findings", &["title", "location"], |it| it["change"] != "same"),
        "totals": delta["totals"],
        "runs": delta["runs"],
        "subject": delta["subject"],
    })
}

#[test]
fn what_changed_and_why_is_told_as_expected() {
    let mut wrong = Vec::new();
    for case in cases() {
        let folder = tempfile::tempdir().unwrap();
        let sides = read(&case);
        let old = side(&sides["old"], &folder.path().join("old"));
        let new = side(&sides["new"], &folder.path().join("new"));
        let delta = diff(&old, &new);
        reconciles(&delta);
        mirrors(&delta, &diff(&new, &old));
        let told = serde_json::to_string_pretty(&told(&delta)).unwrap() + "\n";
        let expected = case.with_extension("expected.json");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&expected, told).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != told {
            wrong.push(format!("{}:\n{told}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// SEMANTICS rules 26 and 27: the sums, and the parts of the scores.
fn reconciles(delta: &Value) {
    let totals = &delta["totals"];
    let of = |name: &str| totals["changes"][name].as_i64().unwrap();
    let sum = totals["old"].as_i64().unwrap() + of("new") + of("reopened") + of("newly_checked")
        - of("fixed")
        - of("not_checked");
    assert_eq!(sum, totals["new"].as_i64().unwrap(), "{totals}");
    let number = |text: &Value| -> Option<i64> {
        Some(text.as_str()?.replace('\u{2212}', "-").replace('.', "").parse().unwrap())
    };
    for score in delta["scores"].as_array().unwrap() {
        let parts = score["parts"].as_array().cloned().unwrap_or_default();
        if let Some(difference) = number(&score["difference"]) {
            let sum: i64 = parts.iter().filter_map(|part| number(&part["points"])).sum();
            assert_eq!(sum, difference, "{score}");
        }
    }
}

/// SEMANTICS rule 26: what is new one way is fixed the other, and what is worse is better.
fn mirrors(there: &Value, back: &Value) {
    let (a, b) = (&there["totals"]["changes"], &back["totals"]["changes"]);
    let sum = |it: &Value, names: [&str; 2]| -> i64 {
        names.iter().map(|name| it[*name].as_i64().unwrap()).sum()
    };
    assert_eq!(sum(a, ["new", "reopened"]), b["fixed"].as_i64().unwrap());
    assert_eq!(a["newly_checked"], b["not_checked"]);
    for name in ["same", "moved", "changed"] {
        assert_eq!(a[name], b[name], "{name}");
    }
    for name in ["gates", "claims", "measures"] {
        let count = |it: &Value, direction: &str| {
            let all = it[name].as_array().unwrap().iter();
            all.filter(|it| it["direction"] == direction).count()
        };
        assert_eq!(count(there, "worse"), count(back, "better"), "{name}");
    }
}

#[test]
fn a_report_and_itself_differ_in_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let report = side(&json!({}), &folder.path().join("one"));
    let delta = diff(&report, &report);
    let lists = ["causes", "claims", "measures"];
    assert!(lists.iter().all(|name| delta[*name].as_array().unwrap().is_empty()), "{delta}");
    for name in
        ["runs", "evidence", "waivers", "actions", "signoffs", "sections", "subject", "policy"]
    {
        assert!(delta.get(name).is_none(), "{name}");
    }
    assert!(delta["findings"].as_array().unwrap().iter().all(|it| it["change"] == "same"));
}
