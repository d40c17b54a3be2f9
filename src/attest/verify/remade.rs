//! The manifest against the one that would be written: every file has to come from somewhere.

use std::collections::BTreeSet;

use super::super::Contents;
use super::super::manifest::{MANIFEST, Manifest};
use super::super::recipe::Recipe;
use super::super::recompute::Assessed;
use super::drawn::Names;
use super::{capped, is_of_this_version};
use crate::diagnostic::{Diagnostic, Lines, Place};
use crate::model::in_package;
use crate::render::Format;

/// Files that nothing makes, files that are made and not listed, and a manifest that is written otherwise.
pub(super) fn compare(
    manifest: &Manifest,
    names: &Names,
    assessed: &Assessed,
    contents: &dyn Contents,
) -> Vec<Diagnostic> {
    let recipe = &manifest.recipe;
    let copies = recipe.inputs.iter().map(|input| input.path.clone());
    let evidence = assessed.evidence.iter().map(|(path, _)| in_package(path));
    let made: BTreeSet<String> =
        copies.chain(evidence).chain(names.again.iter().cloned()).collect();
    let listed: BTreeSet<&str> = manifest.files.iter().map(|file| file.path.as_str()).collect();
    let maybe = |path: &str| names.not_drawn.iter().any(|format| may_be_of(*format, path));
    // What isn't there was told, and couldn't be read by whatever rests on it.
    let there = contents.names().iter().filter(|name| listed.contains(name.as_str()));
    let nothing_makes = there.filter(|path| !made.contains(*path) && !maybe(path));
    let mut told: Vec<Diagnostic> = nothing_makes.map(|path| unmade(path)).collect();
    let not_listed = made.iter().filter(|path| !listed.contains(path.as_str()));
    told.extend(not_listed.map(|path| not_listed_by(path)));
    told.extend(not_unread(recipe, assessed));
    told.extend(not_unchecked(recipe, assessed));
    told.extend(written_otherwise(manifest, contents));
    capped(told)
}

/// Whether a file may be one of a format that was not drawn: how many volumes a PDF has isn't known then.
fn may_be_of(format: Format, path: &str) -> bool {
    let name = format.file_name();
    let annex = path.strip_prefix("report-annex-").and_then(|rest| rest.strip_suffix(".pdf"));
    let numbered = annex.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    path == name || (format == Format::Pdf && numbered)
}

fn unmade(path: &str) -> Diagnostic {
    let message = format!("the manifest lists `{path}`, which the report neither rests on nor is");
    Diagnostic::error("unmade-file", message)
        .at(Place::file(path))
        .help("`render` wouldn't have written it; take it away")
}

fn not_listed_by(path: &str) -> Diagnostic {
    let message =
        format!("the report is made of or into `{path}`, and the manifest doesn't list it");
    Diagnostic::error("manifest-differs", message).at(Place::file(MANIFEST).path("/files"))
}

/// Evidence that was not read has to be listed by the findings.
fn not_unread(recipe: &Recipe, assessed: &Assessed) -> Option<Diagnostic> {
    let message = "the evidence that was not read is other than the manifest says";
    let told = Diagnostic::error("manifest-differs", message);
    let place = Place::file(MANIFEST).path("/unread");
    (recipe.unread != assessed.unread).then(|| told.at(place))
}

/// What is taken as written down has to be asked for, and has to lie where something is masked.
fn not_unchecked(recipe: &Recipe, assessed: &Assessed) -> Option<Diagnostic> {
    let message = "what is said to be not checkable is other than what is";
    let told = Diagnostic::error("manifest-differs", message);
    let place = Place::file(MANIFEST).path("/unchecked");
    (recipe.unchecked != assessed.unchecked).then(|| told.at(place))
}

/// The same manifest is the same bytes. Another version may write it otherwise.
fn written_otherwise(manifest: &Manifest, contents: &dyn Contents) -> Option<Diagnostic> {
    if !is_of_this_version(&manifest.recipe) {
        return None;
    }
    let mut sorted = manifest.clone();
    sorted.files.sort();
    sorted.recipe.options = sorted.recipe.options.tidied();
    let (made, said) = (sorted.to_bytes().ok()?, contents.read(MANIFEST).ok()?);
    if *said == *made {
        return None;
    }
    let same = said.iter().zip(&made).take_while(|(a, b)| a == b).count();
    let text = std::str::from_utf8(&said).unwrap_or_default();
    let span = Lines::new(text).span(same..same + 1);
    let message =
        format!("the manifest isn't written as `render` writes it, from line {} on", span.line);
    Some(Diagnostic::error("manifest-differs", message).at(Place::file(MANIFEST).span(span)))
}
