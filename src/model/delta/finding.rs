//! Findings on both sides, and their sums.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::names::named;
use super::super::{Id, Location, Severity, Status};
use super::{Cause, Confidence, Direction, Field, MatchReason};

/// What became of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Only the new report has it, and its checker had looked before.
    New,
    /// It was fixed, and isn't any more.
    Reopened,
    /// Only the new report has it, and its checker hadn't looked before.
    NewlyChecked,
    /// Both have it, and severity, status, words or evidence differ; or only one has it, as fixed.
    Changed,
    /// Both have it, at another place.
    Moved,
    /// Both have it.
    Same,
    /// The new report doesn't have it, or has it as fixed.
    Fixed,
    /// The new report doesn't have it, since its checker didn't look.
    NotChecked,
}

named!(FindingKind {
    New = "new",
    Reopened = "reopened",
    NewlyChecked = "newly_checked",
    Changed = "changed",
    Moved = "moved",
    Same = "same",
    Fixed = "fixed",
    NotChecked = "not_checked",
});

/// A finding of either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingChange {
    /// What became of it.
    pub change: FindingKind,
    /// Its id in the new report, else in the old one.
    pub id: Id,
    /// Its id in the old report, where both have it and that is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_id: Option<Id>,
    /// The rule that it breaks.
    pub rule: String,
    /// What is wrong.
    pub title: String,
    /// How bad it is, else was.
    pub severity: Severity,
    /// What became of it, else had.
    pub status: Status,
    /// The checker that found it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<String>,
    /// Where it is, else was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// Its fields that differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// What pairs the two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<MatchReason>,
    /// How sure that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// Whether it stays unpaired while equal ones are on the other side.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ambiguous: bool,
    /// Whether that is better or worse.
    pub direction: Direction,
    /// Where the change comes from; none where nothing changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
}

/// The sums over findings that aren't fixed: old + new + reopened + newly checked − fixed − not checked = new total.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// How many the old report has.
    pub old: u64,
    /// How many the new one has.
    pub new: u64,
    /// How many became what.
    pub changes: BTreeMap<FindingKind, u64>,
    /// How many that are new, by severity.
    pub new_by_severity: BTreeMap<Severity, u64>,
    /// How many stay unpaired while equal ones are on the other side.
    pub ambiguous: u64,
}
