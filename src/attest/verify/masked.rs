//! Masks of a package: each place is masked, and what can't be checked because of it is told (SEMANTICS rule 24).

use std::collections::BTreeSet;

use super::super::Contents;
use super::super::manifest::{MANIFEST, Manifest};
use super::super::redact::copy;
use super::capped;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::{MaskedPlace, NAMED, Unchecked};

/// Places that the manifest calls masked and that aren't.
pub(super) fn compare(manifest: &Manifest, contents: &dyn Contents) -> Vec<Diagnostic> {
    let listed: BTreeSet<&str> = manifest.files.iter().map(|file| file.path.as_str()).collect();
    let masked = manifest.recipe.masked.iter().enumerate();
    let differs = masked.filter_map(|(at, file)| {
        let place = Place::file(MANIFEST).path(format!("/masked/{at}"));
        let told = |message| Some(Diagnostic::error("mask-differs", message).at(place));
        let path = &file.path;
        if !listed.contains(path.as_str()) {
            return told(format!("`{path}` is said to be masked, and isn't among the files"));
        }
        // What can't be read was told where digests are.
        let bytes = contents.read(path).ok()?;
        if are_in_order(&file.places, bytes.len()) && *copy(&bytes, &file.places) == *bytes {
            return None;
        }
        told(format!("`{path}` isn't masked where the manifest says that it is"))
    });
    capped(differs.collect())
}

/// Whether the places lie one behind the other, and in the file: with others, masking could take any time.
fn are_in_order(places: &[MaskedPlace], size: usize) -> bool {
    let (mut named, mut found) = (0, 0);
    places.iter().all(|place| {
        let behind = if place.rule == NAMED { &mut named } else { &mut found };
        let fits = *behind <= place.start && place.start < place.end && place.end <= size;
        *behind = place.end;
        fits
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lie_one_behind_the_other_by_kind() {
        let place = |rule: &str, start, end| MaskedPlace { start, end, rule: rule.to_owned() };
        let check = |places: &[MaskedPlace]| are_in_order(places, 10);
        assert!(check(&[place("jwt", 0, 4), place(NAMED, 2, 8), place("vault", 4, 10)]));
        for wrong in [
            [place("jwt", 0, 4), place("jwt", 3, 5)],
            [place("jwt", 4, 6), place("vault", 0, 2)],
            [place(NAMED, 0, 10), place(NAMED, 0, 10)],
            [place("jwt", 0, 4), place("jwt", 4, 4)],
            [place("jwt", 0, 4), place("jwt", 4, 11)],
        ] {
            assert!(!check(&wrong), "{wrong:?}");
        }
    }
}
