//! The pairs of reports in tests/diff, and the chains of more, and what is told of them.
//!
//! A case is a file in tests/diff/cases: what differs from tests/diff/base on the old side and on the new one, as JSON
//! Merge Patch (RFC 7386). A chain is one in tests/diff/chains: the same of each version.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::{copy, root, signoff};

const AS_OF: &str = "2026-03-02";

static DELTA: LazyLock<Validator> = LazyLock::new(|| schema("delta"));
static HISTORY: LazyLock<Validator> = LazyLock::new(|| schema("history"));

fn schema(name: &str) -> Validator {
    let schema = read(&root().join(format!("schemas/{name}-1.schema.json")));
    jsonschema::draft202012::new(&schema).unwrap()
}

/// The files of the cases, in order.
pub fn cases() -> Vec<PathBuf> {
    let cases = files("cases");
    assert!(cases.len() >= 10, "the cases are not where they were");
    cases
}

/// The files of the chains, in order.
pub fn chains() -> Vec<PathBuf> {
    let chains = files("chains");
    assert!(chains.len() >= 4, "the chains are not where they were");
    chains
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = root().join("tests/diff").join(folder);
    let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_case = |path: &PathBuf| !path.to_str().unwrap().ends_with(".expected.json");
    let mut cases: Vec<PathBuf> = all.filter(is_case).collect();
    cases.sort();
    cases
}

/// Renders the two sides of a case below a folder: the paths of their report.json.
pub fn sides(case: &Path, folder: &Path) -> [PathBuf; 2] {
    let case = read(case);
    ["old", "new"].map(|name| side(&case[name], &folder.join(name)))
}

/// Renders the versions of a chain below a folder: the paths of their report.json, from the oldest to the newest.
pub fn versions(chain: &Path, folder: &Path) -> Vec<PathBuf> {
    let chain = read(chain);
    let versions = chain["versions"].as_array().unwrap().iter().zip(1..);
    versions.map(|(version, number)| side(version, &folder.join(format!("v{number}")))).collect()
}

/// Writes a side's inputs and renders its report.json.
pub fn side(case: &Value, folder: &Path) -> PathBuf {
    copy(&root().join("tests/diff/base"), folder);
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

/// What is told of two sides, as data that follows its schema.
pub fn diff(old: &Path, new: &Path, more: &[&str]) -> Value {
    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    told(&[&[old, new], more].concat(), &DELTA)
}

/// What is told of several versions, likewise.
pub fn chain(versions: &[PathBuf], more: &[&str]) -> Value {
    let mut arguments = vec!["--chain"];
    arguments.extend(versions.iter().map(|version| version.to_str().unwrap()));
    arguments.extend(more);
    told(&arguments, &HISTORY)
}

fn told(arguments: &[&str], schema: &Validator) -> Value {
    let output = signoff(&[&["diff", "--format", "json"], arguments].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let wrong: Vec<String> = schema
        .iter_errors(&told)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{arguments:?}: {wrong:#?}");
    told
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
