//! Evidence entries: what the bytes are, and the lines of them that the report relies on.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rayon::prelude::*;

use crate::assess::gather::follow::{Document, Trail, differs, method_of};
use crate::evidence::{File, Masking, Store, excerpt, media_type};
use crate::model::report::{EvidenceReport, EvidenceState, ExcerptLine, Masked, ResolvedLink};
use crate::model::{Day, Evidence, Findings, Id, Method, Properties, in_package};

/// Pictures above this size are not embedded into reports.
const LARGEST_PICTURE: u64 = 5 * 1024 * 1024;

/// What entries are made of.
pub(super) struct Sources<'a> {
    pub(super) findings: &'a Findings,
    pub(super) store: &'a Store<'a>,
    pub(super) masking: &'a Masking,
    pub(super) trail: &'a Trail,
    pub(super) as_of: Day,
    /// Claims for which a piece of evidence is stale.
    pub(super) stale_for: BTreeMap<Id, Vec<Id>>,
}

/// The entries by id, their own links followed by `follow`.
pub(super) fn entries(
    sources: &Sources<'_>,
    mut own_links: BTreeMap<Id, Vec<ResolvedLink>>,
) -> Vec<EvidenceReport> {
    let pictures = Pictures::of(sources.findings);
    let mut listed: Vec<(&Evidence, Vec<ResolvedLink>)> = sources
        .findings
        .evidence
        .iter()
        .map(|entry| (entry, own_links.remove(&entry.id).unwrap_or_default()))
        .collect();
    listed.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id));
    let entries = listed.into_par_iter();
    entries.map(|(entry, links)| one(entry, links, sources, &pictures)).collect()
}

fn one(
    entry: &Evidence,
    links: Vec<ResolvedLink>,
    sources: &Sources<'_>,
    pictures: &Pictures<'_>,
) -> EvidenceReport {
    let file = sources.store.file(&entry.path).ok();
    let file = file.as_deref();
    let path = in_package(&entry.path);
    let state = state(entry, file, sources.as_of);
    let media_type = entry.media_type.clone().unwrap_or_else(|| media_type(&entry.path).to_owned());
    let selected = sources.trail.selected.get(&entry.id).map(Vec::as_slice).unwrap_or_default();
    let content = pictures.content(entry, &media_type, file);
    EvidenceReport {
        id: entry.id.clone(),
        title: entry.title.clone(),
        path: entry.path.clone(),
        media_type,
        method: method_of(entry),
        run: entry.run.clone(),
        state,
        sha256: file.map(|file| file.digest().clone()),
        size: file.map(File::size),
        expected_sha256: entry
            .sha256
            .clone()
            .filter(|stated| file.is_none_or(|file| stated != file.digest())),
        collected_at: entry.collected_at,
        collected_by: entry.collected_by.clone(),
        command: entry.command.clone(),
        commit: entry.commit.clone(),
        stale_for: sources.stale_for.get(&entry.id).cloned().unwrap_or_default(),
        excerpt: file.map(|file| shown(file, selected)).unwrap_or_default(),
        lines: file.and_then(|file| file.line_count().ok()),
        content,
        masked: sources.masking.file(&path).map(Masked::of),
        withheld: false,
        evidence: links,
        properties: entry.properties.clone(),
    }
}

fn state(entry: &Evidence, file: Option<&File>, as_of: Day) -> EvidenceState {
    match file {
        None => EvidenceState::Missing,
        Some(file) if differs(entry, file) => EvidenceState::Altered,
        Some(_) if entry.collected_at.is_some_and(|moment| moment.day() > as_of) => {
            EvidenceState::Future
        }
        Some(_) => EvidenceState::Present,
    }
}

/// The lines that links select; nothing of a file to which none leads.
fn shown(file: &File, selected: &[(usize, usize)]) -> Vec<ExcerptLine> {
    if selected.is_empty() { Vec::new() } else { excerpt(file, selected) }
}

/// The entry of a findings file that links name by `this`: what is said in it is a statement.
pub(super) fn of_document(
    document: &Document<'_>,
    path: &str,
    sources: &Sources<'_>,
) -> EvidenceReport {
    let file = document.file();
    let selected = sources.trail.selected.get(&document.id).map(Vec::as_slice).unwrap_or_default();
    EvidenceReport {
        id: document.id.clone(),
        title: Some("The findings file itself".to_owned()),
        path: path.to_owned(),
        media_type: "application/json".to_owned(),
        method: Method::Interview,
        run: None,
        state: EvidenceState::Present,
        sha256: Some(file.digest().clone()),
        size: Some(file.size()),
        expected_sha256: None,
        collected_at: None,
        collected_by: None,
        command: None,
        commit: None,
        stale_for: Vec::new(),
        excerpt: shown(&file, selected),
        lines: file.line_count().ok(),
        content: None,
        masked: sources.masking.file(&in_package(path)).map(Masked::of),
        withheld: false,
        evidence: Vec::new(),
        properties: Properties::new(),
    }
}

/// Narrative texts, to tell which pictures they show.
struct Pictures<'a> {
    bodies: Vec<&'a str>,
}

impl<'a> Pictures<'a> {
    fn of(findings: &'a Findings) -> Self {
        let sections = findings.sections.iter().map(|section| section.body.as_str());
        let problems = findings.findings.iter().filter_map(|finding| finding.body.as_deref());
        let actions = findings.actions.iter().filter_map(|action| action.body.as_deref());
        let all = sections.chain(problems).chain(actions);
        Self { bodies: all.filter(|body| body.contains("![")).collect() }
    }

    /// The bytes of a picture that a text shows, in base64.
    fn content(&self, entry: &Evidence, media_type: &str, file: Option<&File>) -> Option<String> {
        let shown = media_type.starts_with("image/")
            && self.bodies.iter().any(|body| body.contains(&entry.path));
        let file = file.filter(|file| shown && file.size() <= LARGEST_PICTURE)?;
        Some(STANDARD.encode(file.bytes()))
    }
}
