//! What a change comes from (SEMANTICS rule 27).

use serde::{Deserialize, Serialize};

use super::super::names::named;
use super::super::{Fraction, Id, Verdict};

/// Where a fact that differs comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The system itself: the fact is of another commit.
    System,
    /// The checker, or the rules that it had, or whether it ran.
    Tool,
    /// The policy.
    Policy,
    /// The day: evidence, waivers and sign-offs are older, or come into force.
    EvidenceAged,
    /// The report: other words over the same evidence.
    Edited,
    /// Nothing says.
    Unknown,
}

named!(Cause {
    System = "system",
    Tool = "tool",
    Policy = "policy",
    EvidenceAged = "evidence_aged",
    Edited = "edited",
    Unknown = "unknown",
});

/// What comes from one cause.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CauseReport {
    /// The cause.
    pub cause: Cause,
    /// How many facts differ by it.
    pub facts: u64,
    /// What they are, in words: a kind of fact and how many of it.
    pub what: Vec<String>,
    /// Gates that would end otherwise without it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<Id>,
    /// Its part of the change of the total score; none where a score is missing, that of a mixture of old and new
    /// facts too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Part>,
    /// What the verdict would be without it.
    pub verdict_without: Verdict,
}

/// A part of a change of a score, in points of 100: the Shapley value of a cause, so that the parts of all causes sum
/// to the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The cause.
    pub cause: Cause,
    /// As it is printed: with two decimals, so that the printed ones sum to the printed whole.
    pub points: String,
    /// Exactly.
    pub exact: Fraction,
}
