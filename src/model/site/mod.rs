//! A site as data: which reports are published, and what each says in short.
//!
//! It is published itself, as `index.json`; its schema is `schemas/site-1.schema.json`.

mod report;
mod standing;

use serde::{Deserialize, Serialize};

pub use report::{Counts, Measured, Removed, ReportEntry};
pub use standing::{FailedRule, GateStanding, Owed, Standing, WaiverStand};

use super::{Day, Digest};

/// What is published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Site {
    /// Version of the format: `1`.
    pub signoff: String,
    /// The version of Signoff that made the site.
    pub signoff_version: String,
    /// What the site is called.
    pub title: String,
    /// Where it is published, with a `/` at the end; none where that isn't known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The UTC day as of which ages and dates are told.
    pub as_of: Day,
    /// The root of the Merkle tree over the history (RFC 9162, section 2.1.1).
    pub root: Digest,
    /// The systems, by group in the order of the configuration, then by name.
    pub subjects: Vec<SubjectEntry>,
    /// Reports that were published once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<Removed>,
}

/// A system with its reports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SubjectEntry {
    /// Its name.
    pub name: String,
    /// Its part of the address: `subjects/SLUG/`.
    pub slug: String,
    /// What it belongs to, such as a team or a tier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Its reports from the oldest to the newest: by day, then version, then digest.
    pub versions: Vec<ReportEntry>,
    /// What the newest says.
    pub standing: Standing,
}

impl SubjectEntry {
    /// The newest report; each system has one.
    #[must_use]
    pub fn latest(&self) -> Option<&ReportEntry> {
        self.versions.last()
    }
}

impl Site {
    /// How many reports are published.
    #[must_use]
    pub fn report_count(&self) -> usize {
        self.subjects.iter().map(|subject| subject.versions.len()).sum()
    }
}
