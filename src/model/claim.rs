//! Claims, the measures in them, and the categories that group them.

use serde::{Deserialize, Serialize};

use super::{Declared, Id, Link, Links, Properties};

/// A named group of claims. Its weight is the policy's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "L: Deserialize<'de>"))]
pub struct Category<L = Link> {
    /// Identifier.
    #[serde(default)]
    pub id: Id,
    /// Its name.
    pub title: String,
    /// What it covers, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// What somebody said of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declared: Vec<Declared<L>>,
    /// Where it is stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<L>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

/// A statement about the subject that should hold before it ships.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Identifier; derived from the statement where left out.
    #[serde(default)]
    pub id: Id,
    /// What should hold.
    pub statement: String,
    /// The category; a claim under another takes over its parent's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Id>,
    /// Whether it must hold.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// The reason why it doesn't apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<String>,
    /// A quantity, read out of the evidence, and its target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Measure>,
    /// The evidence for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Link>,
    /// Claims that make it up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// Other claims that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supported_by: Vec<Id>,
    /// What somebody said of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declared: Vec<Declared>,
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

/// A quantity that is worth a name. Its value is read out of the evidence, never typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Identifier; derived from metric and scope where left out.
    #[serde(default)]
    pub id: Id,
    /// What is measured, such as `http.p95`.
    pub metric: String,
    /// Of what part, such as `api`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// Its name in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where the value is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Links>,
    /// How several values become one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aggregate: Option<Aggregate>,
    /// The unit of the bytes, where they don't say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What the value has to meet, such as `<= 2 s`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// The earlier value: a quantity as stated, or a link. Decides nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
    /// An outside figure. Decides nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// Category, for a measure that stands alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Id>,
    /// What somebody said of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declared: Vec<Declared>,
    /// Where it is stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Link>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

/// An outside figure beside a measure, as stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// What the figure is of.
    pub title: String,
    /// The figure, as stated.
    pub value: String,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// How several selected values become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aggregate {
    /// How many were selected.
    Count,
    /// Their sum.
    Sum,
    /// The least.
    Min,
    /// The greatest.
    Max,
    /// Their arithmetic mean.
    Mean,
    /// The median: of an even number of values the lower of the two in the middle.
    P50,
    /// The 95th percentile: the smallest value to which at least 95 % are less or equal.
    P95,
    /// The 99th percentile: the smallest value to which at least 99 % are less or equal.
    P99,
}

impl Aggregate {
    /// Its name in words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Sum => "sum",
            Self::Min => "least",
            Self::Max => "greatest",
            Self::Mean => "mean",
            Self::P50 => "median",
            Self::P95 => "95th percentile",
            Self::P99 => "99th percentile",
        }
    }
}
