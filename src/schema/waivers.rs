//! What a schema can't say of waivers: that they don't end before they begin.

use super::problems::Problems;
use super::things::{Of, Thing};
use crate::diagnostic::Diagnostic;

/// Tells each waiver whose last day comes before its first. That who asked also approved is no error: the
/// waiver counts for nothing, and the report says so.
pub(super) fn check(all: &[Thing<'_>], problems: &mut Problems<'_>) {
    for thing in all {
        let Of::Waiver(waiver) = thing.of else { continue };
        if waiver.expires < waiver.granted {
            problems.add(thing.input(), &format!("{}/expires", thing.pointer()), || {
                let (granted, expires) = (waiver.granted, waiver.expires);
                let message = format!("it expires on {expires}, before it is granted on {granted}");
                Diagnostic::error("ends-before-it-begins", message)
                    .help("a waiver holds from `granted` through `expires`, both days in")
            });
        }
    }
}
