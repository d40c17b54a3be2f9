//! The report: assessed, complete and serialisable. Everything that may be printed is in it.
//!
//! Only `assess` makes one; as plain data it is read back by others.

mod claim;
mod evidence;
mod masked;
mod outcome;
mod provenance;
mod relink;
mod waiver;

use serde::{Deserialize, Serialize};

pub use claim::{ChecklistReport, ClaimReport, ItemReport, MeasureReport, MeasureState, Operand};
pub use evidence::{EvidenceReport, EvidenceState, ExcerptLine, ResolvedLink};
pub use masked::{Masked, Redactions};
pub use outcome::{
    Condition, ConditionState, Contradiction, EffortSum, GateReport, Reason, RuleReport, Said,
    Score, Scores, ShortestWay, SignoffReport, SignoffStanding, VerdictReport, WayItem, WayKind,
};
pub use provenance::{InputFile, InputRole, PolicyChoice, PolicySource, Provenance};
pub use waiver::{Expiry, ExpiryKind, Horizon, HorizonSetBy, WaiverReport, WaiverStanding};

use super::delta::Delta;
use super::{
    Action, Artifact, Category, Day, Facts, Finding, Policy, ReportMeta, Run, Section, Subject,
};

/// An assessed report. The schema `schemas/report-1.schema.json` is its contract.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Version of the format: `1`.
    pub signoff: String,
    /// The system under review.
    pub subject: Subject,
    /// What the reader should know of the report itself.
    pub report: ReportMeta<ResolvedLink>,
    /// The UTC day as of which everything was judged.
    pub as_of: Day,
    /// What the gates say.
    pub verdict: VerdictReport,
    /// The gates, in the policy's order, passed ones too.
    pub gates: Vec<GateReport>,
    /// The scores with their arithmetic.
    pub scores: Scores,
    /// The groups of claims.
    pub categories: Vec<Category<ResolvedLink>>,
    /// Claims, flat, parents before their children.
    pub claims: Vec<ClaimReport>,
    /// Measures, in and outside of claims.
    pub measures: Vec<MeasureReport>,
    /// Findings: by severity, then path, line, rule, id.
    pub findings: Vec<Finding<ResolvedLink>>,
    /// What the documents say, held against what they hold.
    pub contradictions: Vec<Contradiction>,
    /// The rules that looked for them, and those that the policy switches off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contradiction_rules: Vec<RuleReport>,
    /// Waivers, each with what it is worth.
    pub waivers: Vec<WaiverReport>,
    /// What expires before the next review, by day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forecast: Vec<Expiry>,
    /// Checklists.
    pub checklists: Vec<ChecklistReport>,
    /// Listed files.
    pub artifacts: Vec<Artifact<ResolvedLink>>,
    /// What to do.
    pub actions: Vec<Action<ResolvedLink>>,
    /// Decisions.
    pub signoffs: Vec<SignoffReport>,
    /// Narrative.
    pub sections: Vec<Section<ResolvedLink>>,
    /// Pieces of evidence, by id.
    pub evidence: Vec<EvidenceReport>,
    /// Executions of checkers.
    pub runs: Vec<Run<ResolvedLink>>,
    /// The effective policy.
    pub policy: Policy,
    /// What the gates read.
    pub facts: Facts,
    /// What was masked.
    #[serde(default, skip_serializing_if = "Redactions::is_empty")]
    pub redactions: Redactions,
    /// What changed since an earlier report, where one was named; its findings that are the same are counted, and not
    /// listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<Box<Delta>>,
    /// How this report was made.
    pub provenance: Provenance,
}
