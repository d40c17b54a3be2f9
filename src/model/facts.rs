//! The facts that gates read: what was found in the documents and in the bytes of the evidence, before
//! any policy or date was applied.
//!
//! `judge(facts, policy, as_of)` is a pure function of them, so that whoever holds a report can judge
//! again, or judge otherwise: another policy, another day, one finding fewer.

use serde::{Deserialize, Serialize};

use super::{
    ActionStatus, ContradictionFacts, Day, Decision, Digest, Exact, Fraction, Id, Method, Quantity,
    Severity, Status,
};

/// Everything that gates read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// The subject, as far as gates care.
    pub subject: SubjectFacts,
    /// Categories in the order of the findings file.
    pub categories: Vec<Id>,
    /// Claims, parents before their children, in the order of the findings file; then checklist items
    /// that are claims themselves.
    pub claims: Vec<ClaimFacts>,
    /// Measures, in and outside of claims.
    pub measures: Vec<MeasureFacts>,
    /// Findings.
    pub findings: Vec<FindingFacts>,
    /// Runs of checkers.
    pub runs: Vec<RunFacts>,
    /// Checklists.
    pub checklists: Vec<ChecklistFacts>,
    /// Actions: a sign-off's condition closes with its action.
    pub actions: Vec<ActionFacts>,
    /// Sign-offs.
    pub signoffs: Vec<SignoffFacts>,
    /// Waivers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<WaiverFacts>,
    /// Pieces of evidence whose bytes are there.
    pub evidence_present: u64,
    /// The digest of what is to be signed (SEMANTICS rule 20).
    pub of: Option<Digest>,
    /// What an earlier report holds, by the path that the policy names it with.
    pub baselines: Vec<BaselineFacts>,
    /// What the rules found where the documents contradict themselves, or could.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contradictions: Vec<ContradictionFacts>,
}

/// The subject, as far as gates care.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectFacts {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: Option<String>,
    /// Its commit.
    pub commit: Option<String>,
    /// Its environment.
    pub environment: Option<String>,
}

/// One claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimFacts {
    /// The claim.
    pub id: Id,
    /// Its category, its parent's where it has one.
    pub category: Option<Id>,
    /// Whether the findings file says that it is required.
    pub required: bool,
    /// The claim that it is under.
    pub parent: Option<Id>,
    /// The claims that it rests on besides those under it.
    pub supported_by: Vec<Id>,
    /// Whether somebody said, with a reason, that it doesn't apply.
    pub not_applicable: bool,
    /// Findings that name it in `refutes`.
    pub refuted_by: Vec<Id>,
    /// The measure in it.
    pub measure: Option<Id>,
    /// Its links: those of `evidence` in their order, then that of the measure.
    pub links: Vec<LinkFacts>,
    /// The checklist of which it is an item, where it is no claim of the file's `claims`: such a claim is
    /// scored in its category only, never under `other` (SEMANTICS rules 13 and 17).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checklist: Option<Id>,
}

/// One evidence link of a claim, after it was followed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkFacts {
    /// The piece of evidence.
    pub evidence: Id,
    /// The method that the link lends to the claim (SEMANTICS rule 9).
    pub method: Method,
    /// The method of the evidence itself.
    pub evidence_method: Method,
    /// What was found.
    pub found: LinkFound,
    /// The day on which the evidence was collected.
    pub collected: Option<Day>,
    /// The commit that the evidence is about.
    pub commit: Option<String>,
    /// Whether the evidence shows there that nothing ran or was looked at (SEMANTICS rule 10).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub vacuous: bool,
    /// Whether it is one of several links from which one value is computed: it supports only where they all do.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub joint: bool,
}

/// What was found at the end of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkFound {
    /// It resolves, and what it expects holds.
    Holds,
    /// It resolves, and what it expects doesn't hold.
    Misses,
    /// It resolves; nothing is expected of it, or what it expects is of something that didn't run.
    States,
    /// It points at nothing.
    Broken,
}

/// One measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeasureFacts {
    /// The measure.
    pub id: Id,
    /// What is measured.
    pub metric: String,
    /// Of what part.
    pub scope: Option<String>,
    /// The claim in which it stands.
    pub claim: Option<Id>,
    /// What was read or computed; none where nothing could be. Rounded towards zero where `exact` is there.
    pub value: Option<Quantity>,
    /// The value that no decimal of a few digits is, in the same unit: it is this one that is compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<Fraction>,
    /// The day of the youngest evidence that it was read from.
    pub collected: Option<Day>,
}

impl MeasureFacts {
    /// The value as it is compared.
    #[must_use]
    pub fn compared(&self) -> Option<Exact> {
        let value = self.value.as_ref()?;
        Some(match &self.exact {
            Some(number) => Exact { number: number.clone(), unit: value.unit.clone() },
            None => Exact::from(value),
        })
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingFacts {
    /// The finding.
    pub id: Id,
    /// How bad.
    pub severity: Severity,
    /// What became of it.
    pub status: Status,
    /// Whether a reason is given for that.
    pub reason_given: bool,
    /// Work to mend it in hours, as far as it can be read; breaks ties in the shortest way.
    pub effort_hours: Option<u32>,
    /// The rule that it breaks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rule: String,
    /// The checker that found it, where one is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<String>,
    /// Its category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Id>,
    /// The file in which it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Findings that it names as the same problem.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<Id>,
}

/// One run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunFacts {
    /// The run.
    pub id: Id,
    /// The checker.
    pub tool: String,
    /// Whether it ended well.
    pub well: bool,
    /// Whether it is known to have looked at nothing.
    pub empty: bool,
    /// The day on which it ended.
    pub ended: Option<Day>,
    /// The commit that it looked at.
    pub commit: Option<String>,
}

/// One checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistFacts {
    /// The list.
    pub id: Id,
    /// Its items: the claim of each, and whether it must hold.
    pub items: Vec<ItemFacts>,
}

/// One item of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemFacts {
    /// The claim with whose state it is shown.
    pub claim: Id,
    /// Whether it must hold.
    pub required: bool,
}

/// One action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionFacts {
    /// The action.
    pub id: Id,
    /// Whether it is done.
    pub status: ActionStatus,
}

/// One sign-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignoffFacts {
    /// The sign-off.
    pub id: Id,
    /// In which role.
    pub role: String,
    /// What was decided.
    pub decision: Option<Decision>,
    /// On which day.
    pub date: Option<Day>,
    /// The digest of what was signed.
    pub of: Option<Digest>,
    /// Its conditions: ids of actions, or text.
    pub conditions: Vec<String>,
}

/// One waiver, with what it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaiverFacts {
    /// The waiver.
    pub id: Id,
    /// Gates that it names, whether or not the policy has them.
    pub gates: Vec<Id>,
    /// Claims that it names.
    pub claims: Vec<Id>,
    /// Findings that it names, by id, by fingerprint, or by rule and place.
    pub findings: Vec<Id>,
    /// Who asked.
    pub requested_by: String,
    /// Who agreed.
    pub approved_by: String,
    /// From when it holds.
    pub granted: Day,
    /// Through when it holds.
    pub expires: Day,
}

/// What an earlier report holds, held against this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaselineFacts {
    /// The path with which the policy names it.
    pub path: String,
    /// Whether it could be read; where not, the rest is empty.
    pub readable: bool,
    /// Findings of this report that the earlier one didn't have.
    pub new: Vec<Id>,
    /// Findings of this report that the earlier one had, not counted.
    pub reopened: Vec<Id>,
    /// Claims that the earlier report had as supported.
    pub supported: Vec<Id>,
}
