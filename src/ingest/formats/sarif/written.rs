//! SARIF 2.1.0 as it is written, but for its results. Clauses are those of the OASIS standard.

use std::collections::BTreeMap;

use serde::de::Deserializer;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::inline::External;
use super::object::Object;
use super::places::{Artifact, ArtifactLocation, LogicalLocation};
use crate::evidence::sarif::rules::Described;
use crate::evidence::sarif::written::{Configuration, Override, Reference};

/// A list or an object that may be `null`, which says as little as its absence.
pub(super) fn given<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// A log (3.13).
#[derive(Default)]
pub(super) struct Log {
    pub(super) version: Option<String>,
    pub(super) runs: Option<Vec<Object<Run>>>,
    pub(super) inline_external_properties: Vec<Object<External>>,
}

/// A run (3.14).
#[derive(Default)]
pub(super) struct Run {
    pub(super) tool: Object<Tool>,
    pub(super) invocations: Vec<Invocation>,
    /// None where no attempt was made to find any (3.14.23).
    pub(super) results: Option<Counted>,
    pub(super) original_uri_base_ids: BTreeMap<String, ArtifactLocation>,
    pub(super) artifacts: Vec<Artifact>,
    pub(super) logical_locations: Vec<LogicalLocation>,
    pub(super) version_control_provenance: Vec<Value>,
    pub(super) automation_details: Map<String, Value>,
    pub(super) taxonomies: Vec<Component>,
    pub(super) external_property_file_references: Map<String, Value>,
    pub(super) baseline_guid: Option<String>,
    pub(super) column_kind: Option<String>,
    pub(super) conversion: Option<Value>,
    pub(super) properties: Map<String, Value>,
}

/// How many results a run lists, by their kind (3.27.9).
#[derive(Default)]
pub(super) struct Counted(pub(super) BTreeMap<String, u64>);

/// What is counted of a result.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Kind {
    pub(super) kind: Option<String>,
}

/// A tool (3.18).
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Tool {
    #[serde(deserialize_with = "given")]
    pub(super) driver: Object<Component>,
    #[serde(deserialize_with = "given")]
    pub(super) extensions: Vec<Component>,
}

/// A part of a tool, or a taxonomy (3.19).
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Component {
    pub(super) name: Option<String>,
    pub(super) guid: Option<String>,
    pub(super) version: Option<String>,
    pub(super) semantic_version: Option<String>,
    pub(super) dotted_quad_file_version: Option<String>,
    #[serde(deserialize_with = "given")]
    pub(super) rules: Vec<Rule>,
    #[serde(deserialize_with = "given")]
    pub(super) notifications: Vec<Rule>,
    #[serde(deserialize_with = "given")]
    pub(super) taxa: Vec<Rule>,
    #[serde(deserialize_with = "given")]
    pub(super) global_message_strings: BTreeMap<String, Text>,
}

impl Component {
    /// Its version, as it states it.
    pub(super) fn stated_version(&self) -> Option<&String> {
        let all = [&self.version, &self.semantic_version, &self.dotted_quad_file_version];
        all.into_iter().flatten().find(|version| !version.is_empty())
    }
}

/// A rule, a notification or a taxon (3.49).
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Rule {
    pub(super) id: Option<String>,
    pub(super) guid: Option<String>,
    pub(super) name: Option<String>,
    #[serde(deserialize_with = "given")]
    pub(super) short_description: Text,
    #[serde(deserialize_with = "given")]
    pub(super) full_description: Text,
    #[serde(deserialize_with = "given")]
    pub(super) help: Text,
    pub(super) help_uri: Option<String>,
    #[serde(deserialize_with = "given")]
    pub(super) message_strings: BTreeMap<String, Text>,
    pub(super) default_configuration: Option<Configuration>,
    #[serde(deserialize_with = "given")]
    pub(super) relationships: Vec<Relationship>,
    #[serde(deserialize_with = "given")]
    pub(super) properties: Map<String, Value>,
}

impl Described for Rule {
    fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    fn guid(&self) -> Option<&str> {
        self.guid.as_deref()
    }

    fn level(&self) -> Option<&str> {
        self.default_configuration.as_ref()?.level.as_deref()
    }
}

/// What a rule has to do with another, or with a taxon (3.53).
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Relationship {
    #[serde(deserialize_with = "given")]
    pub(super) target: Reference,
}

/// A text in two forms (3.12).
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Text {
    pub(super) text: Option<String>,
    pub(super) markdown: Option<String>,
}

/// A message, or the id of one (3.11).
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Message {
    pub(super) text: Option<String>,
    pub(super) markdown: Option<String>,
    pub(super) id: Option<String>,
    #[serde(deserialize_with = "given")]
    pub(super) arguments: Vec<String>,
}

/// An invocation (3.20). Its environment variables stay out: they hold secrets.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Invocation {
    pub(super) command_line: Option<String>,
    #[serde(deserialize_with = "given")]
    pub(super) executable_location: ArtifactLocation,
    #[serde(deserialize_with = "given")]
    pub(super) arguments: Vec<String>,
    pub(super) start_time_utc: Option<String>,
    pub(super) end_time_utc: Option<String>,
    pub(super) exit_code: Option<i64>,
    pub(super) exit_code_description: Option<String>,
    pub(super) exit_signal_name: Option<String>,
    pub(super) process_start_failure_message: Option<String>,
    pub(super) execution_successful: Option<bool>,
    #[serde(deserialize_with = "given")]
    pub(super) working_directory: ArtifactLocation,
    #[serde(deserialize_with = "given")]
    pub(super) rule_configuration_overrides: Vec<Override>,
    #[serde(deserialize_with = "given")]
    pub(super) tool_execution_notifications: Vec<Notification>,
    #[serde(deserialize_with = "given")]
    pub(super) tool_configuration_notifications: Vec<Notification>,
}

/// What a tool says of its own run (3.58).
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Notification {
    pub(super) level: Option<String>,
    #[serde(deserialize_with = "given")]
    pub(super) message: Message,
    #[serde(deserialize_with = "given")]
    pub(super) descriptor: Reference,
    #[serde(deserialize_with = "given")]
    pub(super) exception: Exception,
}

/// What went wrong inside the tool (3.59).
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Exception {
    pub(super) kind: Option<String>,
    pub(super) message: Option<String>,
}
