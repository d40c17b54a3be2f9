//! The schemas that ship in the binary, and their compiled form.

use std::sync::LazyLock;

use jsonschema::{PatternOptions, Validator};
use serde_json::{Value, json};

/// The schemas by the name that `signoff schema NAME` knows them under.
pub const SCHEMAS: &[(&str, &str)] = &[
    ("delta", DELTA),
    ("findings", FINDINGS),
    ("history", HISTORY),
    ("manifest", MANIFEST),
    ("policy", POLICY),
    ("report", REPORT),
    ("site", SITE),
];

const DELTA: &str = include_str!("../../schemas/delta-1.schema.json");
const FINDINGS: &str = include_str!("../../schemas/findings-1.schema.json");
const HISTORY: &str = include_str!("../../schemas/history-1.schema.json");
const MANIFEST: &str = include_str!("../../schemas/manifest-1.schema.json");
const POLICY: &str = include_str!("../../schemas/policy-1.schema.json");
const REPORT: &str = include_str!("../../schemas/report-1.schema.json");
const SITE: &str = include_str!("../../schemas/site-1.schema.json");

/// The schema of what `signoff diff` tells. Nothing of ours reads it back, so that it isn't compiled here.
#[must_use]
pub fn delta_schema() -> &'static str {
    DELTA
}

/// The schema of a findings file.
#[must_use]
pub fn findings_schema() -> &'static str {
    FINDINGS
}

/// The schema of what `signoff diff --chain` tells, likewise.
#[must_use]
pub fn history_schema() -> &'static str {
    HISTORY
}

/// The schema of a manifest.
#[must_use]
pub fn manifest_schema() -> &'static str {
    MANIFEST
}

/// The schema of a policy.
#[must_use]
pub fn policy_schema() -> &'static str {
    POLICY
}

/// The schema of a report.
#[must_use]
pub fn report_schema() -> &'static str {
    REPORT
}

/// The schema of what a static site publishes. What is read back was written by Signoff, so that it isn't compiled here.
#[must_use]
pub fn site_schema() -> &'static str {
    SITE
}

/// A schema as data, for messages, and compiled, for speed.
pub(crate) struct Contract {
    /// The schema itself.
    pub(crate) schema: Value,
    /// What decides.
    pub(super) validator: Validator,
    /// What decides of each item of a list that may be long, by the JSON Pointer to the list in a document.
    each: Vec<(&'static str, Validator)>,
}

/// The lists that may be long: where they stand in a document, and in the schema.
const LISTS: [(&str, &str); 2] = [
    ("/findings", "/properties/findings"),
    ("/facts/findings", "/$defs/Facts/properties/findings"),
];

static FINDINGS_CONTRACT: LazyLock<Contract> = LazyLock::new(|| Contract::compile(FINDINGS));
static MANIFEST_CONTRACT: LazyLock<Contract> = LazyLock::new(|| Contract::compile(MANIFEST));
static POLICY_CONTRACT: LazyLock<Contract> = LazyLock::new(|| Contract::compile(POLICY));
static REPORT_CONTRACT: LazyLock<Contract> = LazyLock::new(|| Contract::compile(REPORT));

/// What a findings file has to follow.
pub(super) fn findings() -> &'static Contract {
    &FINDINGS_CONTRACT
}

/// What a manifest has to follow.
pub(super) fn manifest() -> &'static Contract {
    &MANIFEST_CONTRACT
}

/// What a policy has to follow.
pub(crate) fn policy() -> &'static Contract {
    &POLICY_CONTRACT
}

/// What a report has to follow.
pub(super) fn report() -> &'static Contract {
    &REPORT_CONTRACT
}

impl Contract {
    /// Patterns run on the linear-time engine: the text that they are held against is foreign.
    #[expect(
        clippy::expect_used,
        reason = "the schemas are part of the program; a test compiles them"
    )]
    fn compile(text: &str) -> Self {
        let schema: Value = serde_json::from_str(text).expect("a schema of ours is JSON");
        let compiled = |schema: &Value| {
            let options = jsonschema::draft202012::options();
            let options = options.with_pattern_options(PatternOptions::regex());
            options.build(schema).expect("a schema of ours compiles")
        };
        let each = LISTS.iter().filter_map(|(list, of)| {
            let reference = schema.pointer(of)?.pointer("/items/$ref")?;
            let item = json!({ "$ref": reference, "$defs": schema.get("$defs")? });
            Some((*list, compiled(&item)))
        });
        let (validator, each) = (compiled(&schema), each.collect());
        Self { schema, validator, each }
    }

    /// What decides of each item of the list at a JSON Pointer, where that is one that may be long.
    pub(super) fn each(&self, list: &str) -> Option<&Validator> {
        self.each.iter().find(|(known, _)| *known == list).map(|(_, validator)| validator)
    }

    /// Whether such a list may stand somewhere below a JSON Pointer.
    pub(super) fn has_lists_below(&self, pointer: &str) -> bool {
        let is_below =
            |list: &str| list.strip_prefix(pointer).is_some_and(|it| it.starts_with('/'));
        self.each.iter().any(|(list, _)| is_below(list))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemas_compile_and_follow_their_meta_schema() {
        for (name, text) in SCHEMAS {
            let contract = Contract::compile(text);
            assert!(jsonschema::draft202012::meta::is_valid(&contract.schema), "{name}");
        }
    }

    /// Each item is held against the schema by itself, so that nothing may be said of the list.
    #[test]
    fn of_a_list_that_may_be_long_only_its_items_are_said() {
        for (contract, expected) in [(findings(), 1), (report(), 2), (manifest(), 0)] {
            assert_eq!(contract.each.len(), expected);
            for (list, of) in LISTS.iter().filter(|(list, _)| contract.each(list).is_some()) {
                let said = contract.schema.pointer(of).unwrap().as_object().unwrap();
                let names: Vec<&str> = said.keys().map(String::as_str).collect();
                assert_eq!(names, ["description", "type", "items"], "{list}");
                assert_eq!(said["type"], "array");
                assert_eq!(said["items"].as_object().unwrap().len(), 1, "{list}");
            }
        }
    }

    #[test]
    fn names_are_sorted_and_texts_are_json() {
        assert!(SCHEMAS.is_sorted_by(|one, next| one.0 < next.0));
        for (name, text) in SCHEMAS {
            let schema: Value = serde_json::from_str(text).unwrap();
            let id = schema["$id"].as_str().unwrap();
            assert!(id.ends_with(&format!("/schemas/{name}-1.schema.json")), "{id}");
        }
    }
}
