//! What a system's newest report says: what fails, what is owed, what was accepted.

use serde::{Deserialize, Serialize};

use super::Counts;
use crate::model::report::WaiverStanding;
use crate::model::{Day, GateLevel, Id, Outcome};

/// What a system's newest report says.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Its gates, in the policy's order.
    pub gates: Vec<GateStanding>,
    /// Its conditions that are open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owed: Vec<Owed>,
    /// Its waivers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<WaiverStand>,
    /// The rules of checkers that findings break which count; by tool, then rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<FailedRule>,
}

/// A gate of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateStanding {
    /// Its id.
    pub id: Id,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its name in words.
    pub title: String,
    /// How much it matters.
    pub level: GateLevel,
    /// What came of it.
    pub outcome: Outcome,
    /// What was observed, in words.
    pub observed: String,
}

/// A condition that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owed {
    /// The gate or sign-off that it comes from.
    pub from: Id,
    /// What is to be done.
    pub text: String,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Until when, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
}

/// A waiver of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaiverStand {
    /// Its id.
    pub id: Id,
    /// Why it was granted.
    pub reason: String,
    /// Who asked for it.
    pub requested_by: String,
    /// Who approved it.
    pub approved_by: String,
    /// Its last day, in UTC.
    pub expires: Day,
    /// What it was worth when the report was judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<WaiverStanding>,
    /// What it covers.
    pub covers: Vec<Id>,
}

/// A rule of a checker that findings break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedRule {
    /// The checker; none where a person reported it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<String>,
    /// The rule.
    pub rule: String,
    /// The findings that count, by severity.
    pub findings: Counts,
}
