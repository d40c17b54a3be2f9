//! Verification: everything that a package says is held against what can be made again of it (SEMANTICS rule 23).
//!
//! The order is that of belief: the manifest; the bytes that it lists; the report, recomputed from the inputs; the
//! rendered files, rendered again; the manifest, made again. Every difference is told, each with its place.

mod difference;
mod drawn;
mod listed;
mod masked;
mod opened;
mod recomputed;
mod remade;
#[cfg(test)]
mod tests;
mod words;

use serde::Serialize;

use super::draw::can_draw;
use super::manifest::Manifest;
use super::recipe::{Recipe, Role};
use super::{Contents, recompute};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{INPUTS, Report};
use crate::render::Format;

pub use listed::listed;
pub use opened::opened;

/// The most differences of one kind that are told one by one.
const MOST: usize = 100;

/// What came of a verification.
#[derive(Debug)]
pub struct Verification {
    /// Every difference, as an error; what wasn't checked, as a warning; what only a signature could show, as a note.
    pub diagnostics: Vec<Diagnostic>,
    /// What the package says that it was made from, where that could be read.
    pub recipe: Option<Recipe>,
    /// The report as recomputed, where that was possible.
    pub report: Option<Report>,
    /// How much was looked at.
    pub counts: Counts,
    /// The names of the files that were rendered again.
    pub rendered: Vec<String>,
}

/// How much was looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Files that the manifest lists.
    pub files: usize,
    /// Files below `inputs/`.
    pub inputs: usize,
    /// Values that were read out of evidence again.
    pub values: usize,
    /// Claims whose state was judged again.
    pub claims: usize,
    /// Gates that were judged again.
    pub gates: usize,
    /// Places that are masked.
    pub masked: usize,
    /// Links whose places are masked, so that what was found there can't be checked.
    pub not_checkable: usize,
}

/// What a verification is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Hashing all files.
    Hashing,
    /// Making the report again.
    Recomputing,
    /// Rendering it again.
    Rendering,
}

impl Verification {
    /// Whether nothing differs.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.diagnostics.iter().all(|told| told.level != Level::Error)
    }

    fn nothing_but(diagnostics: Vec<Diagnostic>) -> Self {
        let (counts, rendered) = (Counts::default(), Vec::new());
        Self { diagnostics, recipe: None, report: None, counts, rendered }
    }
}

/// Verifies a package. `tell` hears what is being done.
#[must_use]
pub fn verify(contents: &dyn Contents, tell: &dyn Fn(Step)) -> Verification {
    let manifest = match opened(contents) {
        Ok(manifest) => manifest,
        Err(told) => return Verification::nothing_but(told),
    };
    tell(Step::Hashing);
    let mut told = listed(&manifest, contents);
    told.extend(masked::compare(&manifest, contents));
    tell(Step::Recomputing);
    let recomputed = recompute::report(&manifest.recipe, contents);
    let mut counts = counted(&manifest);
    let mut rendered = Vec::new();
    let report = match recomputed {
        Ok(assessed) => {
            told.extend(recomputed::compare(&manifest, &assessed.report, contents));
            tell(Step::Rendering);
            let (names, more) = drawn::compare(&manifest, &assessed.report, contents);
            told.extend(more);
            told.extend(remade::compare(&manifest, &names, &assessed, contents));
            told.extend(masked::not_checkable(&assessed.unchecked));
            rendered = names.again;
            counts.of_report(&assessed.report);
            Some(assessed.report)
        }
        Err(unmade) => {
            told.extend(recomputed::impossible(unmade));
            None
        }
    };
    told.push(not_signed());
    Verification { diagnostics: told, recipe: Some(manifest.recipe), report, counts, rendered }
}

/// Whether this is the version that made the package.
fn is_of_this_version(recipe: &Recipe) -> bool {
    recipe.signoff_version == env!("CARGO_PKG_VERSION")
}

/// The formats of the package that this build can draw, and those that it can't.
fn formats(recipe: &Recipe) -> (Vec<Format>, Vec<Format>) {
    recipe.options.formats.iter().partition(|format| can_draw(**format))
}

fn not_signed() -> Diagnostic {
    Diagnostic::note("not-signed", "nothing here is signed")
        .help("a change carried through inputs, outputs and manifest alike would not be seen")
}

fn counted(manifest: &Manifest) -> Counts {
    let inputs = manifest.files.iter().filter(|file| file.path.starts_with(INPUTS));
    let masked = manifest.recipe.masked.iter().map(|file| file.places.len()).sum();
    let (files, inputs) = (manifest.files.len(), inputs.count());
    let not_checkable = manifest.recipe.unchecked.len();
    Counts { files, inputs, masked, not_checkable, ..Counts::default() }
}

impl Counts {
    fn of_report(&mut self, report: &Report) {
        let claims = report.claims.iter().flat_map(|claim| &claim.evidence);
        let measures = report.measures.iter().flat_map(|measure| &measure.links);
        self.values = claims.chain(measures).filter(|link| link.value.is_some()).count();
        self.claims = report.claims.len();
        self.gates = report.gates.len();
    }
}

/// Whether the package holds a report that was shown as it stands, so that nothing stands behind it.
fn is_shown_as_it_stands(recipe: &Recipe) -> bool {
    recipe.of_role(Role::Report).next().is_some()
}

/// The first so many, and how many more there are.
fn capped(mut told: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let more = told.len().saturating_sub(MOST);
    told.truncate(MOST);
    told.extend(and_more(more));
    told
}

/// That there are so many more than are told.
fn and_more(more: usize) -> Option<Diagnostic> {
    let message = format!("{more} more differences of this kind are not shown");
    (more > 0).then(|| Diagnostic::note("too-many-errors", message))
}
