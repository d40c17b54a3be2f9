//! The manifest: what a package was made from, and the digest of every file in it (SEMANTICS rule 23).

use serde::{Deserialize, Serialize};

use super::Recipe;
use crate::diagnostic::Diagnostic;
use crate::model::Digest;
use crate::render::File;
use crate::schema::{Input, read_manifest};

/// The manifest's name.
pub const MANIFEST: &str = "manifest.json";

/// What `render` writes as `manifest.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the format: `1`.
    pub signoff: String,
    /// What everything was made from.
    #[serde(flatten)]
    pub recipe: Recipe,
    /// Every other file of the package, by path.
    pub files: Vec<ManifestFile>,
}

/// A file of a package.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ManifestFile {
    /// Its path, relative to the manifest, with `/` between parts.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: Digest,
    /// Its size in bytes.
    pub size: u64,
}

impl Manifest {
    /// The manifest of the package with those files.
    #[must_use]
    pub fn of(recipe: Recipe, files: &[File]) -> Self {
        let listed = files.iter().map(|file| ManifestFile::of(&file.name, &file.bytes));
        let mut files: Vec<ManifestFile> = listed.collect();
        files.sort();
        Self { signoff: "1".to_owned(), recipe, files }
    }

    /// Reads a manifest that follows its schema.
    ///
    /// # Errors
    ///
    /// All that keeps the bytes from being one.
    pub fn read(bytes: Vec<u8>) -> Result<Self, Vec<Diagnostic>> {
        read_manifest(&Input { name: MANIFEST.to_owned(), path: MANIFEST.to_owned(), bytes })
    }

    /// The manifest as it is written, with a newline at its end.
    ///
    /// # Errors
    ///
    /// A defect of Signoff: a manifest can always be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

impl ManifestFile {
    /// The entry of a file with those bytes.
    #[must_use]
    pub fn of(path: &str, bytes: &[u8]) -> Self {
        Self { path: path.to_owned(), sha256: Digest::of(bytes), size: bytes.len() as u64 }
    }
}
