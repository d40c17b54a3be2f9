//! SARIF 2.1.0 as it is written, as far as selectors care. Clauses are those of the OASIS standard.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::rules::Asked;
use crate::evidence::bounded;

/// A log (3.13).
#[derive(Deserialize)]
pub(super) struct Log<'t> {
    #[serde(default)]
    pub(super) version: String,
    #[serde(borrow, default, deserialize_with = "bounded::list")]
    pub(super) runs: Option<Vec<Run<'t>>>,
}

/// A run (3.14).
#[derive(Deserialize)]
pub(super) struct Run<'t> {
    #[serde(default)]
    pub(super) tool: Option<Tool>,
    #[serde(default, deserialize_with = "bounded::list")]
    pub(super) invocations: Option<Vec<Invocation>>,
    /// None where no attempt was made to find any (3.14.23); each unread, so that its place is known.
    #[serde(borrow, default, deserialize_with = "bounded::list")]
    pub(super) results: Option<Vec<&'t RawValue>>,
}

/// A tool (3.18).
#[derive(Default, Deserialize)]
pub(super) struct Tool {
    #[serde(default)]
    pub(super) driver: Option<Component>,
    #[serde(default, deserialize_with = "bounded::list")]
    pub(super) extensions: Option<Vec<Component>>,
}

/// A part of a tool (3.19).
#[derive(Default, Deserialize)]
pub(super) struct Component {
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) guid: Option<String>,
    #[serde(default, deserialize_with = "bounded::list")]
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
    #[serde(default, deserialize_with = "bounded::list")]
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
    #[serde(default, deserialize_with = "bounded::map")]
    pub(super) fingerprints: Option<BTreeMap<String, Print>>,
    #[serde(default, deserialize_with = "bounded::map")]
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
pub(super) enum Print {
    /// Its value.
    Text(String),
    /// Something else.
    Other,
}

impl<'de> Deserialize<'de> for Print {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(AnyPrint)
    }
}

/// Reads a text, and passes everything else without keeping it.
struct AnyPrint;

impl<'de> Visitor<'de> for AnyPrint {
    type Value = Print;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a fingerprint")
    }

    fn visit_str<E: Error>(self, text: &str) -> std::result::Result<Print, E> {
        Ok(Print::Text(text.to_owned()))
    }

    fn visit_bool<E: Error>(self, _: bool) -> std::result::Result<Print, E> {
        Ok(Print::Other)
    }

    fn visit_i64<E: Error>(self, _: i64) -> std::result::Result<Print, E> {
        Ok(Print::Other)
    }

    fn visit_u64<E: Error>(self, _: u64) -> std::result::Result<Print, E> {
        Ok(Print::Other)
    }

    fn visit_f64<E: Error>(self, _: f64) -> std::result::Result<Print, E> {
        Ok(Print::Other)
    }

    fn visit_unit<E: Error>(self) -> std::result::Result<Print, E> {
        Ok(Print::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> std::result::Result<Print, A::Error> {
        IgnoredAny.visit_seq(list).map(|_| Print::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> std::result::Result<Print, A::Error> {
        IgnoredAny.visit_map(map).map(|_| Print::Other)
    }
}

/// Where a result comes from (3.48).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Provenance {
    #[serde(default)]
    pub(super) invocation_index: Option<i64>,
}
