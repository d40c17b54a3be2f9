//! Things of a report on both sides.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::super::names::named;
use super::super::report::{MeasureState, Score};
use super::super::{ClaimState, Fraction, GateLevel, Id, Outcome};
use super::{Cause, Part};

/// Whether a change is for the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// It is better.
    Better,
    /// It is worse.
    Worse,
    /// It is neither, or nothing says.
    Neither,
}

named!(Direction { Better = "better", Worse = "worse", Neither = "neither" });

/// A field of a thing that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Its name, as the findings or the policy write it.
    pub field: String,
    /// What it said; none where it wasn't there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// What it says; none where it isn't there any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
}

/// What became of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Thing {
    /// Only the new report has it.
    Added,
    /// Only the old one has it.
    Removed,
    /// Both have it, and it differs.
    Changed,
    /// It is the same.
    Same,
}

named!(Thing { Added = "added", Removed = "removed", Changed = "changed", Same = "same" });

/// A thing that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThingChange {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// What became of it.
    pub change: Thing,
    /// Its fields that differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// Its text word by word, where it is one and both sides have it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Words>,
}

/// A text that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordChange {
    /// The id of the section.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// What became of it.
    pub change: Thing,
    /// Its words.
    pub words: Vec<Words>,
}

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Added, removed or the same.
    pub change: Thing,
    /// The words, with the white space between and behind them.
    pub text: String,
}

/// A gate on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateChange {
    /// The gate.
    pub id: Id,
    /// What it asks for.
    pub title: String,
    /// What became of it as a part of the policy.
    pub change: Thing,
    /// What hangs on it; the new level where both have it.
    pub level: GateLevel,
    /// What hung on it in the old policy, where both have it and that was something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_level: Option<GateLevel>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<Ended>,
    /// How it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<Ended>,
    /// Whether that is better or worse.
    pub direction: Direction,
    /// What it would end otherwise without.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<Cause>,
}

/// How a gate ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// Its outcome.
    pub outcome: Outcome,
    /// What it asked for.
    pub threshold: String,
    /// What was observed.
    pub observed: String,
}

/// A score on both sides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoreChange {
    /// The category; `total` for the total.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// The old score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<Score>,
    /// The new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<Score>,
    /// New less old, in points of 100 with two decimals; none where one is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
    /// The same exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<Fraction>,
    /// What each cause adds to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
}

/// A claim that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimChange {
    /// The claim.
    pub id: Id,
    /// What it says; in the new words where both have it.
    pub statement: String,
    /// What became of it.
    pub change: Thing,
    /// Its old state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<ClaimState>,
    /// Its new state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<ClaimState>,
    /// Why it is in the new state, or was in the old one where it is gone.
    pub because: String,
    /// Whether that is better or worse.
    pub direction: Direction,
    /// Evidence that it has now: `id#at`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_added: Vec<String>,
    /// Evidence that it had.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_lost: Vec<String>,
    /// Evidence whose bytes are others now: ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_replaced: Vec<Id>,
    /// Evidence of the same bytes that was collected again: ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_recollected: Vec<Id>,
    /// Its fields that differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// Without which its state would be another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<Cause>,
}

/// A measure that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureChange {
    /// The measure.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// What became of it.
    pub change: Thing,
    /// The old value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<Value>,
    /// The new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<Value>,
    /// New less old, in the new unit; none where one is missing or their units differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<Decimal>,
    /// The same as a percentage of the old value, rounded towards zero to one decimal; none where that is zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relative: Option<Decimal>,
    /// Whether that is better or worse, as the target says.
    pub direction: Direction,
    /// Whether the difference is no greater than what values differ by that were measured several times; none where
    /// nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_noise: Option<bool>,
    /// Its fields that differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// Where the difference comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
}

/// A measured value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// How it stands to its target.
    pub state: MeasureState,
    /// The value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Decimal>,
    /// Its unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Its target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
}

/// A run that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunChange {
    /// The checker.
    pub tool: String,
    /// What became of it.
    pub change: Thing,
    /// Its fields that differ: version, command, what it looked at, how it ended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
}
