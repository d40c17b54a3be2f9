//! The findings document: what a reporter hands in.

use serde::{Deserialize, Serialize};

use super::{
    Action, Artifact, Category, Checklist, Claim, Evidence, Finding, Id, Link, Measure, Run,
    Section, Signoff, Verdict, Waiver,
};

/// A free bag that every kind of thing may carry, as in SARIF.
pub type Properties = serde_json::Map<String, serde_json::Value>;

/// A findings file. The schema `schemas/findings-1.schema.json` is its contract.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// A hint for editors.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Version of the format: `1`.
    pub signoff: String,
    /// The system under review.
    pub subject: Subject,
    /// What the reader should know of the report itself.
    #[serde(default, skip_serializing_if = "ReportMeta::is_empty")]
    pub report: ReportMeta,
    /// Groups of claims.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Category>,
    /// Executions of checkers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<Run>,
    /// Pieces of evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Statements that should hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// Quantities that stand alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measure>,
    /// Problems.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// Listed files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub artifacts: Vec<Artifact>,
    /// Lists to tick.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checklists: Vec<Checklist>,
    /// What to do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// What was accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<Waiver>,
    /// Decisions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signoffs: Vec<Signoff>,
    /// Narrative.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

impl Findings {
    /// A document about a subject that holds nothing yet.
    #[must_use]
    pub fn about(subject: Subject) -> Self {
        Self {
            schema: None,
            signoff: "1".to_owned(),
            subject,
            report: ReportMeta::default(),
            categories: Vec::new(),
            runs: Vec::new(),
            evidence: Vec::new(),
            claims: Vec::new(),
            measures: Vec::new(),
            findings: Vec::new(),
            artifacts: Vec::new(),
            checklists: Vec::new(),
            actions: Vec::new(),
            waivers: Vec::new(),
            signoffs: Vec::new(),
            sections: Vec::new(),
            properties: Properties::new(),
        }
    }
}

/// The system under review (in-toto *subject*).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Subject {
    /// Its name.
    pub name: String,
    /// What it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The version that is to ship.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The commit of that version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// Where it is to run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

/// What the reader should know of the report itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "L: Deserialize<'de>"))]
pub struct ReportMeta<L = Link> {
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its own version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Its date; may be vague.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// When it will be looked at again; may be vague.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_review: Option<String>,
    /// Who may read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classification: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prepared_by: Vec<String>,
    /// Whom to ask.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<String>,
    /// What somebody said of the whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declared: Vec<Declared<L>>,
    /// Where these are stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<L>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

impl<L> Default for ReportMeta<L> {
    fn default() -> Self {
        Self {
            title: None,
            version: None,
            date: None,
            next_review: None,
            classification: None,
            prepared_by: Vec::new(),
            contacts: Vec::new(),
            declared: Vec::new(),
            evidence: Vec::new(),
            properties: Properties::new(),
        }
    }
}

impl<L: PartialEq> ReportMeta<L> {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What somebody said: kept to be held against the rest. It supports nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "L: Deserialize<'de>"))]
pub struct Declared<L = Link> {
    /// A status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<DeclaredStatus>,
    /// A verdict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// A score, of 100 (a number) or `9/10`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<DeclaredScore>,
    /// A value, in the words used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// A change, such as `-50 %`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<String>,
    /// The original words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Where it was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<L>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

impl<L> Declared<L> {
    /// What claims under another take over of what is declared of it: each status once, without the words, the values
    /// and the links.
    #[must_use]
    pub fn handed_down(declared: &[Self]) -> Vec<Self> {
        let mut statuses: Vec<DeclaredStatus> = Vec::new();
        for status in declared.iter().filter_map(|said| said.status) {
            if !statuses.contains(&status) {
                statuses.push(status);
            }
        }
        statuses.into_iter().map(Self::of_status).collect()
    }

    fn of_status(status: DeclaredStatus) -> Self {
        Self {
            status: Some(status),
            verdict: None,
            score: None,
            value: None,
            change: None,
            words: None,
            from: Vec::new(),
            properties: Properties::new(),
        }
    }
}

/// A status as declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeclaredStatus {
    /// It is said to hold.
    Pass,
    /// It is said to hold in part.
    Partial,
    /// It is said not to hold.
    Fail,
    /// It is said to be undecided or still to do.
    Open,
}

/// A score as declared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum DeclaredScore {
    /// Of 100.
    Of100(serde_json::Number),
    /// `9/10`, or a number of 100 in words.
    Text(String),
}

/// A reference to a gate, a category or anything with an id, as a policy or a waiver writes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// `gate:ID`.
    Gate(Id),
    /// `category:ID`.
    Category(Id),
    /// `ID`.
    Thing(Id),
}

impl Target {
    /// Reads the prefix.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if let Some(id) = text.strip_prefix("gate:") {
            Self::Gate(Id::from(id))
        } else if let Some(id) = text.strip_prefix("category:") {
            Self::Category(Id::from(id))
        } else {
            Self::Thing(Id::from(text))
        }
    }
}
