//! Evidence as found, and links as followed.

use serde::{Deserialize, Serialize};

use super::Masked;
use crate::model::{Digest, Id, Link, LinkState, Method, Moment, Properties};

/// A link that was followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResolvedLink {
    /// The piece of evidence.
    pub evidence: Id,
    /// The selector as written; none is the whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What came of it.
    pub state: LinkState,
    /// The lines in which the place lies, first and last, from 1; none for a whole file or a broken link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<(usize, usize)>,
    /// The value found there, where the selector names a value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Whether what stands there is masked, so that what came of it can't be checked again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub masked: bool,
    /// What is expected of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<String>,
    /// Why it is broken, stale, weak or vacuous, or what misses; identifiers stand in backticks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A piece of evidence as found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvidenceReport {
    /// Identifier.
    pub id: Id,
    /// What it is, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where its bytes were, relative to the root; the copy is at the same path under `inputs/`.
    pub path: String,
    /// IANA media type.
    pub media_type: String,
    /// How it came about.
    pub method: Method,
    /// The run that made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<Id>,
    /// Whether its bytes are there, and those expected.
    pub state: EvidenceState,
    /// SHA-256 of its bytes; none where they are missing.
    pub sha256: Option<Digest>,
    /// Size in bytes; none where they are missing.
    pub size: Option<u64>,
    /// The digest that was expected, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_sha256: Option<Digest>,
    /// When it was collected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected_at: Option<Moment>,
    /// Who or what collected it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected_by: Option<String>,
    /// The command that made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// The commit that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// The claims for which it is stale.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stale_for: Vec<Id>,
    /// The lines that the report relies on, and some around them, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excerpt: Vec<ExcerptLine>,
    /// How many lines it has, where it is text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<usize>,
    /// Its bytes in base64 (RFC 4648, section 4), where it is an image that a section shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// What is masked in it; its digest is that of the masked copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub masked: Option<Masked>,
    /// Whether it is private: where this report is published, neither its bytes nor its lines are.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withheld: bool,
    /// Where else its existence is stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<ResolvedLink>,
    /// Whatever a tool wants to keep.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

/// Whether the bytes of a piece of evidence are there, and those expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceState {
    /// They are there.
    Present,
    /// They are there, and of another digest or size than stated.
    Altered,
    /// There is no such file.
    Missing,
    /// It is dated after as-of, and counts as absent.
    Future,
}

/// One line of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcerptLine {
    /// Its number, from 1.
    pub number: usize,
    /// Its text; what is over 400 characters is left out.
    pub text: String,
    /// How many characters were left out at its end.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub left_out: usize,
    /// Whether a link selects it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub selected: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl ResolvedLink {
    /// The link as it was written, without what came of it.
    #[must_use]
    pub fn written(&self) -> Link {
        Link {
            evidence: self.evidence.clone(),
            at: self.at.clone(),
            expect: self.expect.clone(),
            note: self.note.clone(),
        }
    }
}
