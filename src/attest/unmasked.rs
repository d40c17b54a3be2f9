//! What of a package that was written before is taken for a secret, and isn't masked in it: an earlier version knew
//! fewer rules, and not every package was written by Signoff.

use rayon::prelude::*;

use super::contents::Supply;
use super::manifest::Manifest;
use super::redact::too_many;
use crate::diagnostic::{Diagnostic, Place};
use crate::evidence::redact::Searcher;
use crate::evidence::{Masking, searchable};
use crate::model::INPUTS;
use crate::model::{MaskedPlace, Redaction};

/// A message about each input in which there is such a secret.
#[must_use]
pub fn unmasked(
    redaction: &Redaction,
    masking: &Masking,
    manifest: &Manifest,
    supply: &dyn Supply,
) -> Vec<Diagnostic> {
    let searcher = Searcher::new(redaction);
    let files = manifest.files.par_iter().map(|file| file.path.as_str());
    let told = |name: &str| {
        // What can't be read was told where digests are.
        let bytes = supply.read(name).ok()?;
        let Ok(found) = searcher.places(&searchable(&bytes)?) else { return Some(too_many(name)) };
        let masks = masking.file(name).map(|file| file.places.as_slice()).unwrap_or_default();
        let left = found.iter().find(|place| !is_within(place, masks))?;
        let message = format!("`{name}` holds what the rule `{}` takes for a secret", left.rule);
        let told = Diagnostic::error("leaked-secret", message).at(Place::file(name));
        Some(told.help(
            "nothing was made of it; render what the package was made from again, which masks it",
        ))
    };
    files.filter(|name| name.starts_with(INPUTS)).filter_map(told).collect()
}

/// Whether a mask is all that was found: digits become digits, and look like a number still.
fn is_within(place: &MaskedPlace, masks: &[MaskedPlace]) -> bool {
    let before = masks.partition_point(|mask| mask.start <= place.start);
    masks.get(..before).unwrap_or_default().iter().rev().any(|mask| place.end <= mask.end)
}
