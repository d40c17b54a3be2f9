//! SARIF 2.1.0 as it is written, as far as selectors care. Clauses are those of the OASIS standard.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::rules::Asked;

/// A log (3.13).
#[derive(Deserialize)]
pub(super) struct Log<'t> {
    #[serde(default)]
    pub(super) version: String,
    #[serde(borrow, default)]
    pub(super) runs: Option<Vec<Run<'t>>>,
}

/// A run (3.14).
#[derive(Deserialize)]
pub(super) struct Run<'t> {
    #[serde(default)]
    pub(super) tool: Option<Tool>,
    #[serde(default)]
    pub(super) invocations: Option<Vec<Invocation>>,
    /// None where no attempt was made to find any (3.14.23); each unread, so that its place is known.
    #[serde(borrow, default)]
    pub(super) results: Option<Vec<&'t RawValue>>,
}

/// A tool (3.18).
#[derive(Default, Deserialize)]
pub(super) struct Tool {
    #[serde(default)]
    pub(super) driver: Option<Component>,
    #[serde(default)]
    pub(super) extensions: Option<Vec<Component>>,
}

/// A part of a tool (3.19).
#[derive(Default, Deserialize)]
pub(super) struct Component {
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) guid: Option<String>,
    #[serde(default)]
    pub(super) rules: Option<Vec<Rule>>,
}

/// A rule (3.49).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Rule {
    #[serde(default)]
    pub(super) id: Option<String>,
    #[serde(default)]
    pub(super) guid: Option<String>,
    #[serde(default)]
    pub(super) default_configuration: Option<Configuration>,
}

/// A configuration of a rule (3.50).
#[derive(Deserialize)]
pub(crate) struct Configuration {
    #[serde(default)]
    pub(crate) level: Option<String>,
}

/// An invocation (3.20).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    #[serde(default)]
    pub(super) execution_successful: Option<bool>,
    #[serde(default)]
    pub(super) rule_configuration_overrides: Option<Vec<Override>>,
}

/// What an invocation changed of a rule's configuration (3.51).
#[derive(Deserialize)]
pub(crate) struct Override {
    #[serde(default)]
    pub(crate) descriptor: Option<Reference>,
    #[serde(default)]
    pub(crate) configuration: Option<Configuration>,
}

/// A reference to a rule (3.52). An index of -1 is none.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Reference {
    #[serde(default)]
    pub(crate) id: Option<String>,
    #[serde(default)]
    pub(crate) index: Option<i64>,
    #[serde(default)]
    pub(crate) guid: Option<String>,
    #[serde(default)]
    pub(crate) tool_component: Option<ComponentReference>,
}

/// A reference to a part of a tool (3.54).
#[derive(Deserialize)]
pub(crate) struct ComponentReference {
    #[serde(default)]
    pub(crate) index: Option<i64>,
    #[serde(default)]
    pub(crate) name: Option<String>,
    #[serde(default)]
    pub(crate) guid: Option<String>,
}

/// A result (3.27).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Result {
    #[serde(default)]
    pub(super) rule_id: Option<String>,
    #[serde(default)]
    pub(super) rule_index: Option<i64>,
    #[serde(default)]
    pub(super) rule: Option<Reference>,
    #[serde(default)]
    pub(super) kind: Option<String>,
    #[serde(default)]
    pub(super) level: Option<String>,
    #[serde(default)]
    pub(super) baseline_state: Option<String>,
    #[serde(default)]
    pub(super) fingerprints: Option<BTreeMap<String, Print>>,
    #[serde(default)]
    pub(super) partial_fingerprints: Option<BTreeMap<String, Print>>,
    #[serde(default)]
    pub(super) provenance: Option<Provenance>,
}

impl Result {
    /// What it says of its rule and its level.
    pub(super) fn asked(&self) -> Asked<'_> {
        Asked {
            rule_id: self.rule_id.as_deref(),
            rule_index: self.rule_index,
            rule: self.rule.as_ref(),
            kind: self.kind.as_deref(),
            level: self.level.as_deref(),
            invocation: self.provenance.as_ref().and_then(|it| it.invocation_index),
        }
    }
}

/// A fingerprint; what isn't a text is none.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Print {
    /// Its value.
    Text(String),
    /// Something else.
    Other(IgnoredAny),
}

/// Where a result comes from (3.48).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Provenance {
    #[serde(default)]
    pub(super) invocation_index: Option<i64>,
}
