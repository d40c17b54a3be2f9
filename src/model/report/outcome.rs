//! Gates, scores, sign-offs and the verdict as computed.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::ResolvedLink;
use crate::model::names::named;
use crate::model::{GateLevel, Id, Outcome, RuleLevel, Signoff, Verdict};

/// What the gates say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VerdictReport {
    /// The verdict.
    pub value: Verdict,
    /// The verdict as a sentence that counts, such as "4 of 8 blocking gates fail".
    pub sentence: String,
    /// Why: a reason for each gate that keeps the subject from `ready`, blocking ones first.
    pub reasons: Vec<Reason>,
    /// What the verdict would be without the sign-off gates: what a first signer signs.
    pub without_signoffs: Verdict,
    /// What is owed under `ready_with_conditions`, each with its owner and date.
    pub conditions: Vec<Condition>,
    /// The smallest set of things to close.
    pub shortest_way: ShortestWay,
}

/// Why a gate keeps the subject from `ready`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The gate.
    pub gate: Id,
    /// What came of it.
    pub outcome: Outcome,
    /// How much it matters.
    pub level: GateLevel,
    /// The reason in one sentence; identifiers stand in backticks.
    pub text: String,
}

/// Something that is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// The gate or the sign-off from which it comes.
    pub from: Id,
    /// What is owed; identifiers stand in backticks.
    pub text: String,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// By when; may be vague.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// What will close it: ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed_by: Vec<Id>,
    /// Whether it is closed.
    pub state: ConditionState,
}

/// Whether something is still owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConditionState {
    /// It is.
    Open,
    /// It no longer is.
    Closed,
}

/// The smallest set of things to close for `ready` (SEMANTICS rule 21).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortestWay {
    /// Whether it is proven to be the smallest; else it is *a* short way.
    pub exact: bool,
    /// What to close, in order: findings, claims, contradictions, sign-offs, expressions, runs, waivers.
    pub items: Vec<WayItem>,
    /// Blocking or condition gates that no item can clear, such as one over an empty set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stuck: Vec<Id>,
    /// What it takes, as far as efforts are stated; none where there is nothing to close.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<EffortSum>,
}

/// Efforts as stated, added up. What is unknown is counted, and is nothing that could be added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EffortSum {
    /// Items that state an effort which can be read.
    pub known: u64,
    /// Items that state none, or one that can't be read.
    pub unknown: u64,
    /// The least that the known ones take, in minutes.
    pub least_minutes: u64,
    /// The most that the known ones take, in minutes.
    pub most_minutes: u64,
}

/// One thing to close.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WayItem {
    /// What it is.
    pub kind: WayKind,
    /// Its id; for a sign-off, the role.
    pub id: Id,
    /// Its title, statement or role.
    pub title: String,
    /// Work, as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<String>,
    /// The gates that rest on it.
    pub clears: Vec<Id>,
}

/// What is to be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WayKind {
    /// Mend a finding.
    Finding,
    /// Support a claim.
    Claim,
    /// Resolve a contradiction.
    Contradiction,
    /// Get a decision.
    Signoff,
    /// Make an expression true.
    Expression,
    /// Have a checker run, or make a measure readable.
    Run,
    /// Renew or take away a waiver that has expired.
    Waiver,
}

/// A gate with what was observed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateReport {
    /// Identifier.
    pub id: Id,
    /// Its type, as the policy writes it.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its name in words.
    pub title: String,
    /// How much it matters.
    pub level: GateLevel,
    /// What came of it.
    pub outcome: Outcome,
    /// What it asks, such as `at most 0`.
    pub threshold: String,
    /// What was observed, such as `1`.
    pub observed: String,
    /// Why it is not passed, or what a reader should know; identifiers stand in backticks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// The ids of what it rests on: findings, claims, measures, runs, roles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rests_on: Vec<Id>,
    /// What would have come of it without waivers, where it is waived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_waivers: Option<Outcome>,
    /// The waivers by which it is waived.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waived_by: Vec<Id>,
}

/// The scores.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// By category, in the findings file's order, `other` last.
    pub categories: Vec<Score>,
    /// The total; its `weight` is the sum of the weights that count.
    pub total: Score,
}

/// One score with its arithmetic (SEMANTICS rule 17). What is printed is rounded towards zero.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// The category; `total` for the total.
    pub id: Id,
    /// Its name.
    pub title: String,
    /// Leaf claims that are supported.
    pub supported: u64,
    /// Leaf claims that count: all but those not applicable.
    pub counted: u64,
    /// Its weight.
    pub weight: Decimal,
    /// 100 × supported ÷ counted, one decimal; none where nothing is counted.
    pub score: Option<String>,
    /// weight × score ÷ Σ weight, two decimals; none where nothing is counted.
    pub points: Option<String>,
    /// The most points it could have: 100 × weight ÷ Σ weight, two decimals.
    pub points_possible: Option<String>,
}

/// A sign-off with what it is worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignoffReport {
    /// The sign-off as written.
    #[serde(flatten)]
    pub signoff: Signoff<ResolvedLink>,
    /// Whether the policy asks for its role.
    pub required: bool,
    /// What it is worth.
    pub standing: SignoffStanding,
    /// Its conditions, open and closed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub condition_states: Vec<Condition>,
}

/// What a sign-off is worth (SEMANTICS rules 1 and 20).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignoffStanding {
    /// It decides its role.
    Decides,
    /// It is still to come.
    Awaited,
    /// It was given for another version of what is to be signed, or doesn't say for which.
    OfAnotherVersion,
    /// It is dated after as-of, and counts as absent.
    Future,
}

named!(SignoffStanding {
    Decides = "decides",
    Awaited = "awaited",
    OfAnotherVersion = "of_another_version",
    Future = "future",
});

/// What the documents say, held against what they hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contradiction {
    /// Identifier.
    pub id: Id,
    /// The rule that found it.
    pub rule: String,
    /// How bad.
    pub level: RuleLevel,
    /// In one sentence; identifiers stand in backticks.
    pub text: String,
    /// What is said.
    pub says: Said,
    /// What holds.
    pub holds: Said,
    /// The things that it is about; none for the report itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Id>,
}

/// A rule that looked for contradictions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleReport {
    /// Its name.
    pub rule: String,
    /// How bad what it finds is under the policy; `off` where it didn't look.
    pub level: RuleLevel,
    /// What it looks for, in one sentence.
    pub summary: String,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The value in words.
    pub value: String,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<ResolvedLink>,
}
