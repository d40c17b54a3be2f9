//! Outputs of checkers over a small project with mistakes, in `tests/fixtures/ingest/`: each is told by its content and gives the findings
//! that stand beside it.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test that goes wrong panics, and says where"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};
use signoff::ingest::{Adapter, Adapters, Collected, InMemory, NotCollected, collect};
use signoff::model::{Findings, Subject};

/// Where a fixture comes from, in `runs.toml` and `written.toml`.
#[derive(Deserialize)]
struct Origins {
    #[serde(default)]
    run: Vec<Origin>,
    #[serde(default)]
    written: Vec<Origin>,
}

#[derive(Deserialize)]
struct Origin {
    file: String,
}

#[test]
fn each_adapter_has_a_fixture_that_it_knows_and_its_findings() {
    let adapters = Adapters::built_in();
    let mut wrong = Vec::new();
    for adapter in adapters.iter() {
        let all = fixtures_of(adapter.name());
        if all.is_empty() {
            wrong.push(format!("{} has no fixture", adapter.name()));
        }
        for name in all {
            wrong.extend(difference(&adapters, adapter, &name));
        }
    }
    assert!(wrong.is_empty(), "{}\nUPDATE_GOLDEN=1 writes them anew", wrong.join("\n"));
}

/// How what a fixture gives differs from what stands beside it.
fn difference(adapters: &Adapters, adapter: &dyn Adapter, name: &str) -> Option<String> {
    let raw = raw(name);
    match adapters.of(&raw) {
        Ok(told) if told.name() == adapter.name() => {}
        Ok(other) => return Some(format!("{name}: told to be {}", other.name())),
        Err(error) => return Some(format!("{name}: {error}")),
    }
    let given = match read(adapter, &raw) {
        Ok(collected) => golden(&collected),
        Err(error) => return Some(format!("{name}: {error}")),
    };
    let path = folder().join(format!("{name}.golden"));
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        fs::write(&path, given).unwrap();
        return None;
    }
    let Ok(there) = fs::read_to_string(&path) else {
        return Some(format!("{name} has no golden beside it"));
    };
    let at = there.lines().zip(given.lines()).position(|(one, other)| one != other);
    (there != given).then(|| match at {
        Some(line) => format!(
            "{name}.golden:{}: {} is now {}",
            line + 1,
            there.lines().nth(line).unwrap_or_default().trim(),
            given.lines().nth(line).unwrap_or_default().trim()
        ),
        None => format!("{name}.golden: one is longer than the other"),
    })
}

fn raw(name: &str) -> InMemory {
    InMemory { path: name.to_owned(), bytes: fs::read(folder().join(name)).unwrap() }
}

fn read(adapter: &dyn Adapter, raw: &InMemory) -> Result<Collected, NotCollected> {
    let about = Findings::about(Subject::default());
    collect(about, &[(raw, adapter)])
}

/// What was told of a file, and the document.
fn golden(collected: &Collected) -> String {
    let told = collected.files.first().unwrap();
    let notes: Vec<Value> =
        told.notes.iter().map(|(message, at)| json!({ "message": message, "at": at })).collect();
    let mut document = serde_json::to_value(&collected.findings).unwrap();
    document.as_object_mut().unwrap().remove("subject");
    let all = json!({ "adapter": told.adapter, "notes": notes, "document": document });
    serde_json::to_string_pretty(&all).unwrap() + "\n"
}

#[test]
fn each_word_for_how_bad_it_is_stands_in_the_adapters_table() {
    let adapters = Adapters::built_in();
    for adapter in adapters.iter() {
        let Some(table) = adapter.severities() else { continue };
        for name in fixtures_of(adapter.name()) {
            for finding in read(adapter, &raw(&name)).unwrap().findings.findings {
                let Some(word) = &finding.tool_severity else { continue };
                assert_eq!(table.get(word), Some(finding.severity), "{name}: {word}");
            }
        }
    }
}

#[test]
fn each_fixture_says_where_it_comes_from() {
    let mut said = Vec::new();
    for file in ["runs.toml", "written.toml"] {
        let text = fs::read_to_string(folder().join(file)).unwrap();
        let Origins { run, written } = toml::from_str(&text).unwrap();
        said.extend(run.into_iter().chain(written).map(|origin| origin.file));
    }
    let once: BTreeSet<String> = said.iter().cloned().collect();
    assert_eq!(once.len(), said.len(), "one is named twice: {said:#?}");
    let there: BTreeSet<String> = formats().iter().flat_map(|format| fixtures_of(format)).collect();
    assert_eq!(once, there);
}

#[test]
fn no_golden_is_left_behind() {
    for format in formats() {
        for name in names_in(&format).iter().filter_map(|name| name.strip_suffix(".golden")) {
            assert!(
                folder().join(&format).join(name).is_file(),
                "{format}/{name}.golden is of nothing"
            );
        }
    }
}

#[test]
fn no_place_of_a_machine_was_kept() {
    // Homes, what is temporary, registries, and whatever this checkout lies in.
    let around = format!("{}/", Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().display());
    let places = ["/root/", "/home/u", "/tmp/", "/Users/", "registry.npm", around.as_str()];
    for name in formats().iter().flat_map(|format| fixtures_of(format)) {
        let text = String::from_utf8_lossy(&fs::read(folder().join(&name)).unwrap()).into_owned();
        for place in places.iter().filter(|place| place.len() > 2) {
            assert!(!text.contains(place), "{name} holds {place}");
        }
    }
}

/// The outputs of a format, as paths below the folder of the fixtures.
fn fixtures_of(format: &str) -> Vec<String> {
    let names = names_in(format).into_iter().filter(|name| !name.ends_with(".golden"));
    names.map(|name| format!("{format}/{name}")).collect()
}

/// All folders but the project that the checkers look at.
fn formats() -> Vec<String> {
    let is_format = |name: &String| name != "demo" && folder().join(name).is_dir();
    names_in("").into_iter().filter(is_format).collect()
}

fn names_in(format: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder().join(format)) else { return Vec::new() };
    let mut all: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    all.sort();
    all
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ingest")
}
