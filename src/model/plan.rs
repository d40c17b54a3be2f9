//! What people do and say around the claims: artifacts, checklists, actions, waivers, sign-offs, sections.

use serde::{Deserialize, Serialize};

use super::names::named;
use super::{Day, Declared, Digest, Id, Link, Moment, Properties};

/// A file that is listed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "L: Deserialize<'de>"))]
pub struct Artifact<L = Link> {
    /// Identifier; derived from the path where left out.
    #[serde(default)]
    pub id: Id,
    /// Its path.
    pub path: String,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What happened to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// What it belongs to.
    #[serde(default, rename = "for", skip_serializing_if = "Vec::is_empty")]
    pub for_: Vec<Id>,
    /// Where it is stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<L>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

/// What happened to a listed file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It is new.
    Added,
    /// It was changed.
    Modified,
    /// It was left alone.
    Unmodified,
    /// It was taken away.
    Deleted,
    /// It is to come.
    Planned,
}

/// A list of items to tick.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Checklist {
    /// Identifier; derived from the title where left out.
    #[serde(default)]
    pub id: Id,
    /// Its name.
    pub title: String,
    /// Whether its items must hold unless an item says otherwise.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// What somebody said of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declared: Vec<Declared>,
    /// The items.
    pub items: Vec<Item>,
    /// Where it is stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Link>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

/// One item of a checklist. Its tick supports nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Identifier; derived from the title where left out.
    #[serde(default)]
    pub id: Id,
    /// What is to be ticked.
    pub title: String,
    /// Whether it was ticked.
    #[serde(default)]
    pub done: bool,
    /// Whether it must hold; the list's where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// The claim that it stands for; without one, the item is a claim itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Id>,
    /// The category in which it is counted, where it is a claim itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Id>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The evidence for it, where it is a claim itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Link>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

/// What to do, by whom and by when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "L: Deserialize<'de>"))]
pub struct Action<L = Link> {
    /// Identifier; derived from the title where left out.
    #[serde(default)]
    pub id: Id,
    /// What to do.
    pub title: String,
    /// How urgent, as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    /// Whether it is done.
    #[serde(default)]
    pub status: ActionStatus,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// By when; may be vague.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Work, as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<String>,
    /// The span of time in which it falls, such as `before launch`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon: Option<String>,
    /// What would be true or fixed by it and isn't now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closes: Vec<Id>,
    /// What it merely belongs to.
    #[serde(default, rename = "for", skip_serializing_if = "Vec::is_empty")]
    pub for_: Vec<Id>,
    /// More about it, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Where it is stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<L>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

/// Whether an action is done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionStatus {
    /// Still to do.
    #[default]
    Open,
    /// Begun.
    InProgress,
    /// Done.
    Done,
    /// Given up.
    Dropped,
}

/// An accepted gate, claim or finding. Never invisible.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "L: Deserialize<'de>"))]
pub struct Waiver<L = Link> {
    /// Identifier; derived from what it waives where left out.
    #[serde(default)]
    pub id: Id,
    /// What is waived.
    pub of: WaiverTarget,
    /// Why.
    pub reason: String,
    /// Where it is tracked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// Who asked.
    pub requested_by: String,
    /// Who agreed; must be another.
    pub approved_by: String,
    /// From when it holds.
    pub granted: Day,
    /// Through when it holds.
    pub expires: Day,
    /// Where it is stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<L>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

/// What a waiver is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum WaiverTarget {
    /// An id, or `gate:ID`.
    Id(Id),
    /// The finding with that fingerprint.
    Fingerprint {
        /// Its value, under whichever scheme.
        fingerprint: String,
    },
    /// Findings of a rule, in a file where one is named.
    Rule {
        /// The rule.
        rule: String,
        /// The file.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        path: Option<String>,
    },
}

/// One person's decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "L: Deserialize<'de>"))]
pub struct Signoff<L = Link> {
    /// Identifier; derived from the role where left out.
    #[serde(default)]
    pub id: Id,
    /// In which role.
    pub role: String,
    /// Who.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What was decided; none is one still to come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Moment>,
    /// The digest of what was signed (SEMANTICS rule 20).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Digest>,
    /// Conditions: ids of actions, or text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it is stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<L>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

/// What a person decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Yes.
    Approve,
    /// Yes, if.
    ApproveWithConditions,
    /// No.
    Reject,
    /// Neither.
    Abstain,
}

named!(Decision {
    Approve = "approve",
    ApproveWithConditions = "approve_with_conditions",
    Reject = "reject",
    Abstain = "abstain",
});

/// Narrative in Markdown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "L: Deserialize<'de>"))]
pub struct Section<L = Link> {
    /// Identifier; derived from the title where left out. May not be that of a built-in section.
    #[serde(default)]
    pub id: Id,
    /// Its heading.
    pub title: String,
    /// `before:` or `after:` one of the report's sections.
    pub place: String,
    /// The text, in CommonMark with GitHub's tables, task lists and strikethrough.
    pub body: String,
    /// Where it is stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<L>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}
