//! Everything of a package in its place: what was rendered, what it was made from, and the manifest.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::contents::Supply;
use super::manifest::{MANIFEST, Manifest};
use super::names;
use super::recipe::Recipe;
use super::recompute::{self, Unmade};
use crate::evidence;
use crate::model::in_package;
use crate::render::File;

/// A package, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Its files, the manifest apart, by name.
    pub files: Vec<File>,
    /// The manifest's bytes.
    pub manifest: Vec<u8>,
}

/// Puts a package together: `drawn` and copies of what it was made from.
///
/// # Errors
///
/// A file has a name that can't be written everywhere, or two have one name somewhere.
pub fn pack(
    recipe: Recipe,
    drawn: Vec<File>,
    evidence: &[(String, Arc<evidence::File>)],
    supply: &dyn Supply,
) -> Result<Package, Unmade> {
    let mut files = drawn;
    // Evidence that is also a findings file is one copy; `place` sees to it that nothing else is.
    let mut copies: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for packed in &recipe.inputs {
        copies.insert(packed.path.clone(), recompute::bytes(packed, supply)?.to_vec());
    }
    for (path, file) in evidence {
        copies.entry(in_package(path)).or_insert_with(|| file.bytes().to_vec());
    }
    files.extend(copies.into_iter().map(|(name, bytes)| File { name, bytes }));
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let problems = names::problems(files.iter().map(|file| file.name.as_str()));
    if !problems.is_empty() {
        return Err(Unmade::Inputs(problems));
    }
    let manifest = Manifest::of(recipe, &files).to_bytes();
    let manifest = manifest.map_err(|error| Unmade::Internal(error.to_string()))?;
    Ok(Package { files, manifest })
}

impl Package {
    /// Every file with its name, the manifest first, the others by name.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let rest = self.files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice()));
        std::iter::once((MANIFEST, self.manifest.as_slice())).chain(rest)
    }
}
