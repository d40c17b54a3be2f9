//! report.json against the report that is recomputed from the inputs.

use serde_json::Value;

use super::super::manifest::{MANIFEST, Manifest};
use super::super::recompute::Unmade;
use super::super::{Contents, draw};
use super::difference::differences;
use super::words::{self, About};
use super::{MOST, and_more, capped, drawn, is_of_this_version, is_shown_as_it_stands};
use crate::diagnostic::{Diagnostic, Place};
use crate::model::Report;
use crate::render::{File, Format};
use crate::schema::{Input, Located, read_report};

/// Every part in which report.json differs from what is recomputed.
pub(super) fn compare(
    manifest: &Manifest,
    report: &Report,
    contents: &dyn Contents,
) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    if is_shown_as_it_stands(&manifest.recipe) {
        told.push(
            not_recomputed("this report was shown as it stands: the package holds nothing that it was made from")
                .help("verify the package that `render` wrote when it was made from findings"),
        );
    }
    let name = Format::Json.file_name();
    let there = manifest.files.iter().any(|file| file.path == name);
    let Some(bytes) = contents.read(name).ok().filter(|_| there) else {
        if !there && !is_of_this_version(&manifest.recipe) {
            let message = "there is no report.json to hold the recomputed values against, and another \
                           version rendered the rest";
            told.push(not_recomputed(message));
        }
        return told;
    };
    // In nearly every case the bytes are the same, and no document has to be taken apart.
    if draw::json(report).is_ok_and(|made| *made == *bytes) {
        return told;
    }
    let parts = parts(name, &bytes, report);
    if parts.is_empty() && is_of_this_version(&manifest.recipe) {
        told.extend(written_otherwise(name, &bytes, report));
    }
    told.extend(parts);
    told
}

/// The parts that differ, or why the file is no report.
fn parts(name: &str, bytes: &[u8], report: &Report) -> Vec<Diagnostic> {
    let input = || Input { name: name.to_owned(), path: name.to_owned(), bytes: bytes.to_vec() };
    let mut told = capped(read_report(&input()).err().unwrap_or_default());
    let said: Option<Value> = serde_json::from_slice(bytes).ok();
    let (Some(said), Ok(made)) = (said, serde_json::to_value(report)) else { return told };
    let located = Located::read(input()).ok();
    let mut found = differences(&said, &made);
    found.sort_by_key(About::of);
    told.extend(found.iter().take(MOST).map(|difference| {
        let place = match &located {
            Some(located) => located.place(&difference.pointer),
            None => Place::file(name),
        };
        words::diagnostic(difference).at(place)
    }));
    told.extend(and_more(found.len().saturating_sub(MOST)));
    told
}

/// The same parts in other bytes.
fn written_otherwise(name: &str, bytes: &[u8], report: &Report) -> Option<Diagnostic> {
    let made = draw::json(report).ok()?;
    drawn::differs(&File { name: name.to_owned(), bytes: made }, bytes)
}

/// Why nothing could be recomputed, and that this is so.
pub(super) fn impossible(unmade: Unmade) -> Vec<Diagnostic> {
    match unmade {
        Unmade::Inputs(mut told) => {
            told.push(not_recomputed(
                "the inputs in the package are invalid, so that no report can be made of them",
            ));
            told
        }
        Unmade::Internal(message) => vec![not_recomputed(&message)],
    }
}

/// What isn't recomputed isn't verified: unknown is never a pass.
fn not_recomputed(message: &str) -> Diagnostic {
    Diagnostic::error("not-recomputed", message).at(Place::file(MANIFEST))
}
