//! Findings: problems that a checker or a person reports.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::names::named;
use super::{Id, Link, Properties};

/// How bad a finding is, on Signoff's scale. The order is from worst to unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Stop everything.
    Critical,
    /// Must not ship.
    High,
    /// Should be mended.
    Medium,
    /// May be mended.
    Low,
    /// Worth knowing.
    Info,
    /// Nobody said. Never treated as low.
    Unknown,
}

named!(Severity {
    Critical = "critical",
    High = "high",
    Medium = "medium",
    Low = "low",
    Info = "info",
    Unknown = "unknown",
});

/// What became of a finding, as reported.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It is there.
    #[default]
    Open,
    /// It was mended.
    Fixed,
    /// The checker was told to be silent about it.
    Suppressed,
    /// Somebody took the risk.
    Accepted,
    /// It was never a problem.
    FalsePositive,
}

named!(Status {
    Open = "open",
    Fixed = "fixed",
    Suppressed = "suppressed",
    Accepted = "accepted",
    FalsePositive = "false_positive",
});

/// A problem that a checker or a person reports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "L: Deserialize<'de>"))]
pub struct Finding<L = Link> {
    /// Identifier; derived from rule, place and title where left out.
    #[serde(default)]
    pub id: Id,
    /// The rule that it breaks.
    pub rule: String,
    /// What is wrong.
    pub title: String,
    /// How bad, on Signoff's scale.
    pub severity: Severity,
    /// The checker's own word for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool_severity: Option<String>,
    /// What became of it.
    #[serde(default)]
    pub status: Status,
    /// Why it has that status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    /// The run that found it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<Id>,
    /// The checker, where no run is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<String>,
    /// Its category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Id>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// What recognises it again, by scheme, such as `bandit/v1`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fingerprints: BTreeMap<String, String>,
    /// Other names of the same problem: CVE, CWE, GHSA.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Claims that it shows to be false while it counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refutes: Vec<Id>,
    /// What it does to users, as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<String>,
    /// Work to mend it, as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<String>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Where its rule is explained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help_uri: Option<String>,
    /// More about it, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Where it is stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<L>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

/// A place in the subject. Lines and columns count from 1, as in SARIF.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// File, relative to the subject's root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// First line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_line: Option<u64>,
    /// First column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_column: Option<u64>,
    /// Last line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_line: Option<u64>,
    /// Last column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_column: Option<u64>,
    /// Function, resource, host or page, where there is no file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logical: Option<String>,
    /// The text at that place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snippet: Option<String>,
}
