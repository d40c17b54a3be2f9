//! The manifest, before anything that it says is acted upon.

use std::collections::BTreeSet;

use super::super::manifest::{MANIFEST, Manifest};
use super::super::recipe::Role;
use super::super::{Contents, names};
use super::capped;
use crate::diagnostic::{Diagnostic, Place};

/// Reads the manifest of a package whose names are safe.
///
/// # Errors
///
/// What keeps it from being followed.
pub fn opened(contents: &dyn Contents) -> Result<Manifest, Vec<Diagnostic>> {
    let bytes = contents.read(MANIFEST).map_err(|error| {
        let message = format!("the manifest can't be read: {error}");
        vec![Diagnostic::error("unreadable-file", message).at(Place::file(MANIFEST))]
    })?;
    let manifest = Manifest::read(bytes.to_vec())?;
    // The manifest itself is taken: a list can't hold its own digest.
    let listed = manifest.files.iter().map(|file| file.path.as_str());
    let named = std::iter::once(MANIFEST).chain(listed);
    let mut wrong: Vec<Diagnostic> = names::problems(named)
        .into_iter()
        .map(|problem| problem.at(Place::file(MANIFEST)))
        .collect();
    wrong.extend(inputs(&manifest));
    if wrong.is_empty() { Ok(manifest) } else { Err(capped(wrong)) }
}

/// What was read has to be in the package, and a report that is shown as it stands was made from nothing else.
fn inputs(manifest: &Manifest) -> Vec<Diagnostic> {
    let inputs = &manifest.recipe.inputs;
    let listed: BTreeSet<&str> = manifest.files.iter().map(|file| file.path.as_str()).collect();
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for (at, input) in inputs.iter().enumerate() {
        let place = || Place::file(MANIFEST).path(format!("/inputs/{at}"));
        let path = &input.path;
        if !listed.contains(path.as_str()) {
            let message = format!("the input `{path}` isn't among the files");
            wrong.push(Diagnostic::error("manifest-differs", message).at(place()));
        }
        if !seen.insert(path) {
            let message = format!("the input `{path}` is there twice");
            wrong.push(Diagnostic::error("duplicate-path", message).at(place()));
        }
        let alone = input.role == Role::Report && inputs.len() > 1;
        if alone {
            let message = format!("`{path}` is a report, which is shown as it stands");
            let told = Diagnostic::error("unused-input", message).at(place());
            wrong.push(told.help("nothing else can be an input beside it"));
        }
    }
    wrong
}
