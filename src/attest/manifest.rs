//! The manifest: the digest of every file that `render` writes (SEMANTICS rule 23).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::{Day, Digest};

/// What `render` writes as `manifest.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the format: `1`.
    pub signoff: String,
    /// The version of Signoff that wrote the files.
    pub signoff_version: String,
    /// The UTC day as of which everything was judged.
    pub as_of: Day,
    /// All options that bear on the bytes, by name.
    pub options: BTreeMap<String, String>,
    /// Every other file below the folder, by path.
    pub files: Vec<ManifestFile>,
    /// What stands where for what the inputs name (SEMANTICS rule 6).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stood_for: Vec<StoodFor>,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ManifestFile {
    /// Its path, relative to the manifest, with `/` between parts.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: Digest,
    /// Its size in bytes.
    pub size: u64,
}

/// A copy and what it was copied from, as the inputs name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StoodFor {
    /// The copy's path, relative to the manifest.
    pub path: String,
    /// The name with which an input names the original.
    pub named: String,
}

impl ManifestFile {
    /// The entry of a file with those bytes.
    #[must_use]
    pub fn of(path: &str, bytes: &[u8]) -> Self {
        Self { path: path.to_owned(), sha256: Digest::of(bytes), size: bytes.len() as u64 }
    }
}
