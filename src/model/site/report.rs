//! A published report in short.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::report::MeasureState;
use crate::model::{Day, Digest, Id, Severity, Verdict};

/// A published report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportEntry {
    /// Where its page is, relative to the site's root, with a `/` at the end.
    pub address: String,
    /// The version of the system that it is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The UTC day as of which it was judged.
    pub as_of: Day,
    /// The digest of report.json as it came.
    pub sha256: Digest,
    /// The digest of report.json as it is published, where private evidence is taken out of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_sha256: Option<Digest>,
    /// Its verdict.
    pub verdict: Verdict,
    /// The verdict as a sentence.
    pub sentence: String,
    /// Its total score of 100, rounded towards zero; none where nothing is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<String>,
    /// The total score that its policy asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_asked: Option<String>,
    /// The findings that count, by severity; none where no checker ran.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub findings: Option<Counts>,
    /// When its oldest evidence was collected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest_evidence: Option<Day>,
    /// How many days old its policy lets evidence be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_age: Option<u32>,
    /// Who owns the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// When it is to be reviewed again, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_review: Option<String>,
    /// Its measures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measured>,
    /// The forms in which it is there besides the page, in its folder.
    pub files: Vec<String>,
    /// Whether copies of its evidence are published, below `inputs/` in its folder.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub evidence_files: bool,
}

impl ReportEntry {
    /// The digest of report.json as it is published.
    #[must_use]
    pub fn published(&self) -> &Digest {
        self.published_sha256.as_ref().unwrap_or(&self.sha256)
    }
}

/// A measure of a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// Its id.
    pub id: Id,
    /// Its name in words.
    pub title: String,
    /// The measured value; none where nothing was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Decimal>,
    /// The unit; empty where it has none.
    pub unit: String,
    /// What it has to meet, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// What came of it.
    pub state: MeasureState,
}

/// How many findings there are of each severity; none is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Counts(pub BTreeMap<Severity, u64>);

impl Counts {
    /// All of them.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }
}

/// A report that was published once, and isn't any more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Removed {
    /// The system.
    pub subject: String,
    /// The UTC day as of which it was judged.
    pub as_of: Day,
    /// The version of the system that it was on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The digest of report.json.
    pub sha256: Digest,
}
