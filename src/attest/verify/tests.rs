//! Verification of packages in memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;

use super::*;
use crate::attest::{Options, PackedInput, Paper, Supply, draw, pack, report};
use crate::model::{Day, Source, SourceError};

/// A package in memory.
#[derive(Clone, Default)]
struct Memory {
    files: BTreeMap<String, Vec<u8>>,
    names: Vec<String>,
}

impl Memory {
    fn put(&mut self, name: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(name.to_owned(), bytes.into());
        self.names = self.files.keys().cloned().collect();
    }
}

impl Source for Memory {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, SourceError> {
        self.files.get(path).map(|bytes| bytes.as_slice().into()).ok_or(SourceError::NotFound)
    }
}

impl Supply for Memory {}

impl Contents for Memory {
    fn names(&self) -> &[String] {
        &self.names
    }
}

fn recipe() -> Recipe {
    let input = |role, path: &str| PackedInput { role, path: path.to_owned(), named: None };
    Recipe {
        signoff_version: env!("CARGO_PKG_VERSION").to_owned(),
        as_of: Day::parse("2026-11-21").unwrap(),
        options: Options::of([Format::Markdown, Format::Json], Paper::A4),
        inputs: vec![input(Role::Findings, "inputs/findings.json")],
        policy_choice: Some(crate::model::report::PolicyChoice::Default),
        unread: Vec::new(),
        masked: Vec::new(),
        unchecked: Vec::new(),
    }
}

fn package(recipe: Recipe) -> Memory {
    let mut memory = Memory::default();
    let findings = json!({
        "signoff": "1", "subject": { "name": "shop" },
        "evidence": [{ "id": "log", "path": "log.txt", "method": "test", "collected_at": "2026-11-20" }],
        "claims": [
            { "id": "c", "statement": "It holds", "evidence": [{ "in": "log", "at": "L1", "expect": "== ok" }] }
        ],
    });
    memory.put("inputs/findings.json", findings.to_string());
    memory.put("inputs/log.txt", "ok\n");
    let assessed = report(&recipe, &memory).unwrap();
    let drawn = draw(&assessed.report, &recipe.options).unwrap();
    let packed = pack(recipe, drawn, &assessed.evidence, &memory).unwrap();
    let mut made = Memory::default();
    packed.entries().for_each(|(name, bytes)| made.put(name, bytes));
    made
}

fn codes(memory: &Memory) -> Vec<&'static str> {
    let told = verify(memory, &|_| {}).diagnostics;
    told.iter().filter(|told| told.level == Level::Error).map(|told| told.code).collect()
}

#[test]
fn what_was_made_holds() {
    let memory = package(recipe());
    let steps = std::cell::RefCell::new(Vec::new());
    let verification = verify(&memory, &|step| steps.borrow_mut().push(step));
    assert!(verification.holds(), "{:?}", verification.diagnostics);
    assert_eq!(verification.rendered, ["report.md", "report.json"]);
    let counts =
        Counts { files: 4, inputs: 2, values: 1, claims: 1, gates: 5, ..Counts::default() };
    assert_eq!(Counts { gates: 5, ..verification.counts }, counts);
    assert_eq!(*steps.borrow(), [Step::Hashing, Step::Recomputing, Step::Rendering]);
    let last = verification.diagnostics.last().unwrap();
    assert_eq!((last.code, last.level), ("not-signed", Level::Note));
}

#[test]
fn a_package_is_the_same_however_often_it_is_made() {
    assert_eq!(package(recipe()).files, package(recipe()).files);
}

#[test]
fn no_input_is_read_from_outside_of_the_package() {
    let mut memory = package(recipe());
    memory.put(
        "inputs/findings.json",
        r#"{ "signoff": "1", "subject": { "name": "shop" },
        "evidence": [{ "id": "log", "path": "../manifest.json" }] }"#,
    );
    let told = codes(&memory);
    assert!(told.contains(&"outside-root") && told.contains(&"not-recomputed"), "{told:?}");
}

#[test]
fn what_is_missing_is_told_once() {
    let mut memory = package(recipe());
    memory.files.remove("report.md");
    memory.names.retain(|name| name != "report.md");
    assert_eq!(codes(&memory), ["missing-file"]);
}

#[test]
fn a_manifest_that_is_not_understood_is_not_followed() {
    for manifest in ["", "[]", "{}", "{ \"signoff\": \"2\" }", "nonsense", "\u{0}"] {
        let mut memory = package(recipe());
        memory.put("manifest.json", manifest);
        let verification = verify(&memory, &|_| {});
        assert!(!verification.holds() && verification.recipe.is_none(), "{manifest:?}");
    }
}

#[test]
fn a_report_alone_can_only_be_rendered_again() {
    let made = package(recipe());
    let mut shown = Memory::default();
    shown.put("inputs/report.json", made.files["report.json"].clone());
    let input =
        PackedInput { role: Role::Report, path: "inputs/report.json".to_owned(), named: None };
    let recipe = Recipe { inputs: vec![input], policy_choice: None, ..recipe() };
    let assessed = report(&recipe, &shown).unwrap();
    let drawn = draw(&assessed.report, &recipe.options).unwrap();
    let packed = pack(recipe, drawn, &assessed.evidence, &shown).unwrap();
    packed.entries().for_each(|(name, bytes)| shown.put(name, bytes));
    assert_eq!(shown.files["report.md"], made.files["report.md"]);
    assert_eq!(codes(&shown), ["not-recomputed"]);
}
