//! How a report was made: from which bytes, under which policy, by which version.

use serde::{Deserialize, Serialize};

use crate::model::Digest;

/// How a report was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Signoff's version.
    pub signoff_version: String,
    /// The files that were read, evidence apart, by role and path.
    pub inputs: Vec<InputFile>,
    /// The policy.
    pub policy: PolicySource,
    /// The digest of what is to be signed (SEMANTICS rule 20).
    pub of: Digest,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct InputFile {
    /// What it was read as.
    pub role: InputRole,
    /// Its path below `inputs/` in what `render` writes.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: Digest,
    /// Size in bytes.
    pub size: u64,
}

/// What a file was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InputRole {
    /// A findings file.
    Findings,
    /// A policy, or one that it extends.
    Policy,
    /// An earlier report that the policy holds this one against.
    Baseline,
    /// The earlier report since which changes are told.
    Earlier,
}

/// Which policy was used, and who chose it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicySource {
    /// Its name: a built-in's, or the file's name.
    pub name: String,
    /// Who chose it.
    pub choice: PolicyChoice,
    /// SHA-256 of the effective policy in canonical JSON (RFC 8785).
    pub sha256: Digest,
}

/// Who chose the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PolicyChoice {
    /// The reader named it with `--policy`.
    Named,
    /// It was found beside the findings file or above it: not chosen by the reader.
    Found,
    /// None was found: the built-in default.
    Default,
}
