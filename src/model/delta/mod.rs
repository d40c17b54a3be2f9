//! The difference of two reports: what changed, and why.
//!
//! Only `diff` makes one; as plain data it is read back by others.

mod cause;
mod change;
mod finding;
mod history;
mod matched;

use serde::{Deserialize, Serialize};

pub use cause::{Cause, CauseReport, Part};
pub use change::{
    ClaimChange, Direction, Ended, Field, GateChange, MeasureChange, RunChange, ScoreChange, Thing,
    ThingChange, Value, WordChange, Words,
};
pub use finding::{FindingChange, FindingKind, Totals};
pub use history::{ClaimHistory, FindingHistory, History, Seen, Version};
pub use matched::{Confidence, MatchReason};

use super::report::PolicySource;
use super::{Day, Digest, Subject, Verdict};

/// What changed between two reports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Delta {
    /// Version of the schema: `"1"`.
    pub signoff: String,
    /// The version of Signoff that compared them.
    pub signoff_version: String,
    /// The earlier report.
    pub old: Side,
    /// The later one.
    pub new: Side,
    /// What became of the verdict.
    pub verdict: VerdictChange,
    /// What the changes come from, for each cause that something comes from; in the order of the causes.
    pub causes: Vec<CauseReport>,
    /// Gates of either side, in the order of the new policy, then of the old one.
    pub gates: Vec<GateChange>,
    /// Scores of either side; the last is the total.
    pub scores: Vec<ScoreChange>,
    /// Claims of either side that differ, in the order of the new report, then of the old one.
    pub claims: Vec<ClaimChange>,
    /// How many claims are the same on both sides.
    pub same_claims: u64,
    /// Measures of either side that differ.
    pub measures: Vec<MeasureChange>,
    /// How many measures are the same on both sides.
    pub same_measures: u64,
    /// All findings of either side: those of the new report in its order, then those that it doesn't have. Inside a
    /// report those that are the same are left out.
    pub findings: Vec<FindingChange>,
    /// How many findings are the same on both sides.
    pub same_findings: u64,
    /// The sums, over findings that aren't fixed (SEMANTICS rule 26).
    pub totals: Totals,
    /// What the subject says of itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subject: Vec<Field>,
    /// What the policy says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policy: Vec<Field>,
    /// Runs of checkers that differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<RunChange>,
    /// Pieces of evidence that differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<ThingChange>,
    /// Contradictions that differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contradictions: Vec<ThingChange>,
    /// Waivers that differ, in words or in standing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<ThingChange>,
    /// Actions that differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<ThingChange>,
    /// Sign-offs that differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signoffs: Vec<ThingChange>,
    /// Narrative that differs, word by word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<WordChange>,
}

/// A report that was compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// The system.
    pub subject: Subject,
    /// The title of the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The day as of which it was judged.
    pub as_of: Day,
    /// Its verdict.
    pub verdict: Verdict,
    /// The same as a sentence.
    pub sentence: String,
    /// Its policy.
    pub policy: PolicySource,
    /// The digest of what was signed (SEMANTICS rule 20).
    pub of: Digest,
    /// The file that it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The digest of that file, where it is a report.json.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Digest>,
}

/// What became of the verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictChange {
    /// That of the earlier report.
    pub old: Verdict,
    /// That of the later one.
    pub new: Verdict,
    /// Whether that is better or worse. One way of not being ready is no better than the other.
    pub direction: Direction,
    /// What changed, as a sentence.
    pub sentence: String,
}
