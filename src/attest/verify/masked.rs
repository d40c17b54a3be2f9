//! Masks of a package: each place is masked, and what can't be checked because of it is told (SEMANTICS rule 24).

use super::super::Contents;
use super::super::manifest::{MANIFEST, Manifest};
use super::super::redact::copy;
use super::capped;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::Unchecked;

/// Places that the manifest calls masked and that aren't.
pub(super) fn compare(manifest: &Manifest, contents: &dyn Contents) -> Vec<Diagnostic> {
    let masked = manifest.recipe.masked.iter().enumerate();
    let differs = masked.filter_map(|(at, file)| {
        let place = Place::file(MANIFEST).path(format!("/masked/{at}"));
        let told = |message| Some(Diagnostic::error("mask-differs", message).at(place));
        let path = &file.path;
        if !manifest.files.iter().any(|listed| listed.path == *path) {
            return told(format!("`{path}` is said to be masked, and isn't among the files"));
        }
        // What can't be read was told where digests are.
        let bytes = contents.read(path).ok()?;
        let inside = file.places.iter().all(|it| it.start < it.end && it.end <= bytes.len());
        if inside && *copy(&bytes, &file.places) == *bytes {
            return None;
        }
        told(format!("`{path}` isn't masked where the manifest says that it is"))
    });
    capped(differs.collect())
}

/// What was found in originals and is taken as it was written down.
pub(super) fn not_checkable(unchecked: &[Unchecked]) -> Vec<Diagnostic> {
    let told = unchecked.iter().map(|one| {
        let at = one.at.as_deref().map_or(String::new(), |at| format!("#{at}"));
        let message = format!("not checkable here: what `{}{at}` leads to is masked", one.evidence);
        Diagnostic::note("not-checkable", message)
            .at(Place::file(MANIFEST).path("/unchecked"))
            .help("what was found there is taken as the manifest says; only the original shows it")
    });
    capped(told.collect())
}
