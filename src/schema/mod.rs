//! From bytes to [`Validated`]: encoding, JSON syntax, schema, references, merging, derived ids.
//!
//! Nothing behind this module sees a document that has not passed through it. It reads no evidence: what
//! a link finds in the bytes is for `evidence` and `assess`.

pub(crate) mod contract;
mod cycles;
mod dates;
mod defaults;
mod encoding;
mod file;
mod ids;
mod kind;
mod links;
mod load;
mod located;
mod measures;
mod merge;
mod meta;
mod own;
mod paths;
mod piecewise;
pub(crate) mod problems;
mod references;
mod sections;
mod spans;
mod syntax;
mod things;
mod validated;
pub(crate) mod violations;
mod waivers;
mod wording;

use serde::de::DeserializeOwned;

use crate::diagnostic::Diagnostic;
use crate::model::Report;

pub use contract::{
    SCHEMAS, delta_schema, findings_schema, history_schema, manifest_schema, policy_schema,
    report_schema, site_schema,
};
pub use located::Located;
pub use validated::Validated;
pub(crate) use wording::{Language, in_toml};

use file::File;
use problems::Problems;
use references::Index;
use things::things;

/// A file as it was handed in.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its name as the user wrote it; `-` is standard input.
    pub name: String,
    /// Its path relative to the root, with `/` between its parts; `-` for standard input, which counts as
    /// lying in the root itself.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Checks findings files and makes one document of them (SEMANTICS rules 5, 6 and 7).
///
/// # Errors
///
/// All that is wrong, in the order of the files and of their lines. Where nothing is wrong, the second
/// half of the result is what is worth knowing.
pub fn validate(inputs: Vec<Input>) -> Result<(Validated, Vec<Diagnostic>), Vec<Diagnostic>> {
    let (files, documents) = load::findings(inputs)?;
    let mut problems = Problems::new(&files);
    let documents = documents.into_iter().enumerate();
    let rebased = documents.map(|(input, document)| {
        let folder = files.get(input).map_or("", |file| paths::folder(&file.path));
        paths::rebase(document, input, folder, &mut problems)
    });
    let rebased = rebased.collect();
    let Some(mut merged) = merge::merge(rebased, &files, &mut problems) else {
        return Err(vec![load::no_input()]);
    };
    paths::listed(&mut merged, &files);
    let derived = ids::derive(&things(&merged.findings, &merged.origins));
    let shared = derived.assign(&mut merged.findings);
    let all = things(&merged.findings, &merged.origins);
    let index = Index::of(&all, shared);
    references::check(&all, &index, &mut problems);
    links::check(&all, &merged.reports, &index, &mut problems);
    measures::check(&all, &index, &mut problems);
    sections::check(&all, &mut problems);
    waivers::check(&all, &mut problems);
    cycles::check(&all, &index, &mut problems);
    problems.finish()?;
    defaults::fill(&mut merged.findings);
    Ok((Validated::new(merged, files), Vec::new()))
}

/// Whether the bytes look like a report rather than findings: an object with a verdict and facts.
#[must_use]
pub fn is_report(bytes: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Shape {
        verdict: Option<serde::de::IgnoredAny>,
        facts: Option<serde::de::IgnoredAny>,
    }
    serde_json::from_slice(bytes)
        .is_ok_and(|shape: Shape| shape.verdict.is_some() && shape.facts.is_some())
}

/// Whose document bytes are, by the names at their top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claimed {
    /// Signoff's own: findings, or a report.
    Findings,
    /// An object that says neither what it is nor what it is about, or another value of JSON.
    Another,
    /// It may be meant as findings, or can't be read.
    Unclear,
}

/// Tells Signoff's own documents from those of others, which looks no further than it has to.
#[must_use]
pub fn claimed(bytes: &[u8]) -> Claimed {
    own::claimed(bytes)
}

/// Reads a report.json back: a baseline, or one that is shown as it stands.
///
/// # Errors
///
/// All that keeps the bytes from being a report.
pub fn read_report(input: &Input) -> Result<Report, Vec<Diagnostic>> {
    let file = File::read(input.clone()).map_err(|diagnostic| vec![*diagnostic])?;
    load::document(&file, contract::report())
}

/// Reads the manifest of a package. Its type is `attest`'s; what it has to follow is its schema.
///
/// # Errors
///
/// All that keeps the bytes from being a manifest.
pub fn read_manifest<M: DeserializeOwned + Send>(input: &Input) -> Result<M, Vec<Diagnostic>> {
    let file = File::read(input.clone()).map_err(|diagnostic| vec![*diagnostic])?;
    load::document(&file, contract::manifest())
}
