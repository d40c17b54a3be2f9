//! What of a file is masked, and what therefore can't be checked again (SEMANTICS rule 24).

use serde::{Deserialize, Serialize};

use super::{Aggregate, Digest, Id, LinkFound};

/// The rule of places that the findings name themselves.
pub const NAMED: &str = "named";

/// A masked copy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MaskedFile {
    /// Its path, relative to the manifest.
    pub path: String,
    /// The places, in order; none overlaps another of its kind.
    pub places: Vec<MaskedPlace>,
    /// SHA-256 of the original, where the policy wants it printed: that of a short secret can be guessed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_sha256: Option<Digest>,
}

/// A stretch of bytes that is masked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MaskedPlace {
    /// Its first byte, from 0.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
    /// The rule that found it; `named` where the findings name it.
    pub rule: String,
}

/// What was found in an original, and can't be found in its masked copy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Unchecked {
    /// The piece of evidence, as the report lists it.
    pub evidence: Id,
    /// The selector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What is expected there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<String>,
    /// The unit of the bytes, where they don't say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How the values of several places become one, where they do: what is one place too many to one link is what
    /// another asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aggregate: Option<Aggregate>,
    /// What was found in the original.
    pub found: LinkFound,
    /// The lines in which the place lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<(usize, usize)>,
    /// Whether the original shows there that nothing ran or was looked at.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub vacuous: bool,
}
