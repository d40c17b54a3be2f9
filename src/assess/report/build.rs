//! The one place where a report is made.

use super::assembly::Assembly;
use super::parts::Parts;
use super::waivers;
use crate::assess::gather::facts::Baseline;
use crate::assess::gather::follow::{BrokenLink, Document, Follower, THIS};
use crate::assess::gather::of::Stated;
use crate::assess::judge::judge;
use crate::assess::way::shortest_way;
use crate::diagnostic::{Diagnostic, Level, Place};
use crate::evidence::{Masking, Store};
use crate::model::report::{InputFile, PolicyChoice};
use crate::model::{Day, Digest, Id, Link, Policy, Report, Unchecked};
use crate::schema::Validated;

/// What a report is made of.
pub struct Inputs<'a> {
    /// The findings.
    pub validated: &'a Validated,
    /// The effective policy.
    pub policy: &'a Policy,
    /// Its name, as printed.
    pub policy_name: String,
    /// Who chose it.
    pub policy_choice: PolicyChoice,
    /// Its digest.
    pub policy_digest: Digest,
    /// Where the bytes of evidence come from.
    pub store: &'a Store<'a>,
    /// What of the bytes is masked.
    pub masking: &'a Masking,
    /// Earlier reports that the policy names.
    pub baselines: &'a [Baseline],
    /// Files that were read besides findings and evidence.
    pub other_inputs: Vec<InputFile>,
    /// The UTC day as of which everything is judged.
    pub as_of: Day,
    /// Signoff's version.
    pub version: &'a str,
}

/// A report, and what its reader should know of its inputs.
pub struct Assessed {
    /// The report.
    pub report: Report,
    /// Warnings about links that point at nothing, and waivers that count for nothing.
    pub diagnostics: Vec<Diagnostic>,
    /// What was found where something is masked, in order: it can't be checked again.
    pub unchecked: Vec<Unchecked>,
}

/// Why no report could be made. The inputs are not at fault.
#[derive(Debug, thiserror::Error)]
pub enum AssessError {
    /// The findings could not be written as canonical JSON.
    #[error("the findings can't be written as canonical JSON: {0}")]
    Canonical(#[from] serde_json::Error),
}

/// Findings, policy, evidence and a day → the report. It is pure but for the bytes that the store reads.
///
/// # Errors
///
/// See [`AssessError`].
pub fn assess(inputs: &Inputs<'_>) -> Result<Assessed, AssessError> {
    let documents = documents(inputs.validated);
    let findings = inputs.validated.findings();
    let follower = Follower::new(inputs.store, findings, &documents, inputs.as_of, inputs.masking);
    // What is stated is written down while links are followed: neither waits for the other.
    let mut stated = None;
    let parts = rayon::in_place_scope(|scope| {
        scope.spawn(|_| stated = Some(Stated::of(findings, inputs.policy)));
        Parts::gather(inputs, &follower)
    });
    let stated = stated.unwrap_or_else(|| Stated::of(findings, inputs.policy))?;
    let of = stated.digest(&parts.signed_evidence())?;
    let contradictions = parts.contradictions();
    let facts = parts.facts(&of, &contradictions);
    let judged = judge(&facts, inputs.policy, inputs.as_of);
    let way = shortest_way(&facts, inputs.policy, inputs.as_of, &judged);
    let things = parts.things(&judged);
    let relinked = parts.relinked;
    let mut trail = follower.into_trail();
    let unchecked = std::mem::take(&mut trail.unchecked).into_iter().collect();
    let mut diagnostics = warnings(inputs.validated, &trail.broken);
    diagnostics.extend(waivers::warnings(inputs.validated, &facts, inputs.policy, &judged));
    let documents = &documents;
    let assembly =
        Assembly { inputs, relinked, judged, way, facts, of, documents, trail, contradictions };
    Ok(Assessed { report: assembly.report(things), diagnostics, unchecked })
}

/// The findings files as evidence: `this`, and `this~2` and so on where there are several.
fn documents<'a>(validated: &'a Validated) -> Vec<Document<'a>> {
    let inputs = validated.inputs().iter().enumerate();
    let document = |(at, input): (usize, &'a InputFile)| {
        let id = if at == 0 { Id::from(THIS) } else { Id::new(format!("{THIS}~{}", at + 1)) };
        Document::new(id, &input.path, validated.text(at))
    };
    inputs.map(document).collect()
}

/// One warning for each link that points at nothing (SEMANTICS rule 8).
fn warnings(validated: &Validated, broken: &[BrokenLink]) -> Vec<Diagnostic> {
    let links: Vec<(Option<&Id>, &Link)> =
        broken.iter().map(|broken| (broken.owner.as_ref(), &broken.link)).collect();
    let places = validated.places_of_links(&links);
    let warning = |(broken, place): (&BrokenLink, Option<Place>)| Diagnostic {
        code: broken.code,
        level: Level::Warning,
        message: broken.because.replace('`', "\""),
        place,
        help: Some(format!(
            "the report is made, and the link `{}` is shown as broken",
            shown(&broken.link)
        )),
    };
    broken.iter().zip(places).map(warning).collect()
}

fn shown(link: &Link) -> String {
    match &link.at {
        Some(at) => format!("{}#{at}", link.evidence),
        None => link.evidence.to_string(),
    }
}
