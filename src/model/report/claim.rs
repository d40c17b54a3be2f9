//! Claims, measures and checklists as assessed.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::ResolvedLink;
use crate::model::{Aggregate, ClaimState, Declared, Fraction, Id, Properties, Reference};

/// A claim with its state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimReport {
    /// Identifier.
    pub id: Id,
    /// What should hold.
    pub statement: String,
    /// The category; none is counted under `other`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Id>,
    /// The claim that it is under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Id>,
    /// Whether it must hold, by the findings file or by the policy.
    pub required: bool,
    /// Whether the evidence supports it.
    pub state: ClaimState,
    /// Why, in one sentence; identifiers stand in backticks.
    pub because: String,
    /// The reason why it doesn't apply, where one is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<String>,
    /// The measure in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Id>,
    /// Its links, that of the measure not among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<ResolvedLink>,
    /// Other claims that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supported_by: Vec<Id>,
    /// Findings that name it in `refutes`, counted or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refuted_by: Vec<Id>,
    /// The checklist of which it is an item, where it is no claim of the file's `claims`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checklist: Option<Id>,
    /// Whether the policy names it and the findings lack it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub absent: bool,
    /// What somebody said of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declared: Vec<Declared<ResolvedLink>>,
    /// More about it, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Work to make it hold, as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<String>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

/// A measure with the value that was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeasureReport {
    /// Identifier.
    pub id: Id,
    /// What is measured.
    pub metric: String,
    /// Of what part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// Its name in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The claim in which it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Id>,
    /// Its category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Id>,
    /// The value read or computed, as a decimal number in text; rounded towards zero where `exact` is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Decimal>,
    /// The value that was computed and that no decimal of a few digits is, such as `382/3`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<Fraction>,
    /// Its unit; empty for a count.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What the value has to meet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// What came of it.
    pub state: MeasureState,
    /// Why there is no value, or what was found; identifiers stand in backticks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// How several values became one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aggregate: Option<Aggregate>,
    /// Where the value was read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<ResolvedLink>,
    /// The values from which it was computed, all of them, in the order of the links and of their places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operands: Vec<Operand>,
    /// The earlier value, as stated or as read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
    /// Where the earlier value was read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub baseline_links: Vec<ResolvedLink>,
    /// An outside figure, as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// What somebody said of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declared: Vec<Declared<ResolvedLink>>,
    /// Where it is stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<ResolvedLink>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

/// One of the values from which a measure is computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operand {
    /// The piece of evidence.
    pub evidence: Id,
    /// The lines in which it stands, first and last, from 1; none for a whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<(usize, usize)>,
    /// The value as found; none where what is counted has no single value, and where it is masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Whether something of it is masked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub masked: bool,
    /// Its unit, where the bytes don't say one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// What came of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureState {
    /// The value meets the target.
    Met,
    /// It doesn't.
    Missed,
    /// A value was read; no target is set.
    Read,
    /// No place is named where a value could be read.
    NoValue,
    /// A place is named and no value could be read there.
    Broken,
}

/// A checklist with the states of its claims.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChecklistReport {
    /// Identifier.
    pub id: Id,
    /// Its name.
    pub title: String,
    /// Whether its items must hold unless an item says otherwise.
    pub required: bool,
    /// What somebody said of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declared: Vec<Declared<ResolvedLink>>,
    /// The items.
    pub items: Vec<ItemReport>,
    /// Where it is stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<ResolvedLink>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

/// An item with the state of its claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemReport {
    /// Identifier.
    pub id: Id,
    /// What is to be ticked.
    pub title: String,
    /// Whether it was ticked.
    pub done: bool,
    /// Whether it must hold.
    pub required: bool,
    /// The claim; the item's own id where it is a claim itself.
    pub claim: Id,
    /// The state of that claim.
    pub state: ClaimState,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it is stated, or what supports it where it is a claim itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<ResolvedLink>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}
