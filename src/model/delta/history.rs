//! Findings and claims over several versions.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::super::names::named;
use super::super::report::Score;
use super::super::{ClaimState, Id, Location, Severity, Status};
use super::Side;

/// What became of findings and claims from version to version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// Version of the schema: `"1"`.
    pub signoff: String,
    /// The version of Signoff that compared them.
    pub signoff_version: String,
    /// The reports, from the oldest to the newest.
    pub versions: Vec<Version>,
    /// Every finding of any version: those that the newest has, in its order, then those that were seen last in the one
    /// before it, and so on.
    pub findings: Vec<FindingHistory>,
    /// Every claim of any version, in the same order.
    pub claims: Vec<ClaimHistory>,
}

/// One of the versions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// Its report.
    #[serde(flatten)]
    pub report: Side,
    /// Its score in total.
    pub score: Score,
    /// The score in total that its policy asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_asked: Option<Decimal>,
    /// How many findings are open, by severity; a severity of which none is open is left out.
    pub open: BTreeMap<Severity, u64>,
    /// The checkers that looked, in order. Where none did, that nothing is open says nothing.
    pub checkers: Vec<String>,
}

/// A finding over the versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingHistory {
    /// Its id where it was seen last.
    pub id: Id,
    /// The rule that it breaks.
    pub rule: String,
    /// What is wrong, in the words of the version where it was seen last.
    pub title: String,
    /// How bad it is there.
    pub severity: Severity,
    /// The checker that found it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<String>,
    /// Where it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// What each version says of it.
    pub seen: Vec<Seen>,
    /// How many times it was there, was gone or fixed, and was there again.
    pub reopened: u64,
}

/// What a version says of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// It isn't there, and its checker looked.
    Absent,
    /// It isn't there, and its checker didn't look.
    NotChecked,
    /// It is there, and open.
    Open,
    /// It is there as fixed.
    Fixed,
    /// It is there as suppressed.
    Suppressed,
    /// It is there as accepted.
    Accepted,
    /// It is there as a false positive.
    FalsePositive,
}

named!(Seen {
    Absent = "absent",
    NotChecked = "not_checked",
    Open = "open",
    Fixed = "fixed",
    Suppressed = "suppressed",
    Accepted = "accepted",
    FalsePositive = "false_positive",
});

impl From<Status> for Seen {
    fn from(status: Status) -> Self {
        match status {
            Status::Open => Self::Open,
            Status::Fixed => Self::Fixed,
            Status::Suppressed => Self::Suppressed,
            Status::Accepted => Self::Accepted,
            Status::FalsePositive => Self::FalsePositive,
        }
    }
}

/// A claim over the versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimHistory {
    /// The claim.
    pub id: Id,
    /// What it says, in the words of the version that has it last.
    pub statement: String,
    /// Its state in each version; none where that doesn't have it.
    pub states: Vec<Option<ClaimState>>,
}
