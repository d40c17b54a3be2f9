//! Evidence and runs: bytes that somebody or something produced, and how.

use serde::{Deserialize, Serialize};

use super::names::named;
use super::{Digest, Id, Link, Moment, Properties};

/// How a piece of evidence came about, after NIST SP 800-53A (and OSCAL's assessment methods).
/// The order is that of weight: a test outweighs an examination, that a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Somebody said so.
    Interview,
    /// Somebody looked at it and wrote down what they saw.
    Examine,
    /// Something was run and its output kept.
    Test,
}

named!(Method { Interview = "interview", Examine = "examine", Test = "test" });

/// A piece of evidence as a findings file lists it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Identifier; derived from the file's name where left out.
    #[serde(default)]
    pub id: Id,
    /// What it is, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where the bytes are, relative to the findings file.
    pub path: String,
    /// IANA media type; derived from the file's suffix where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// How it came about; `test` where it names a run, else `interview`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// The run that made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<Id>,
    /// The digest that the bytes must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Digest>,
    /// The size in bytes that the file must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// When it was collected; the end of its run where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected_at: Option<Moment>,
    /// Who or what collected it; the run's tool where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected_by: Option<String>,
    /// The command that made it; the run's where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// The commit of the subject that it is about; the run's where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// Places to mask, by selectors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redact: Vec<String>,
    /// Where else its existence is stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Link>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

/// One execution of a checker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "L: Deserialize<'de>"))]
pub struct Run<L = Link> {
    /// Identifier; derived from the tool where left out.
    #[serde(default)]
    pub id: Id,
    /// What was run.
    pub tool: Tool,
    /// The command line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// When it started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Moment>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Moment>,
    /// Its exit code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit_code: Option<i64>,
    /// The commit of the subject that it looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// Whether the tool itself says that it ended well (SARIF `executionSuccessful`). Many checkers
    /// exit with 1 for findings, so the exit code alone doesn't tell; where nothing is said, 0 and 1 are well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successful: Option<bool>,
    /// How many things it looked at (files, cases, resources), where the tool says so; 0 is nothing checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<u64>,
    /// Where this is stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<L>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

/// A checker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    /// Its name, such as `bandit`.
    pub name: String,
    /// Its version, as it states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}
