//! `stale-by-commit`: evidence of another commit, or what a checker found there, is presented for this one.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::{Candidate, said};
use super::material::Material;
use crate::assess::commits_match;
use crate::assess::words::{code, names, quoted};
use crate::model::report::ResolvedLink;
use crate::model::{HoldsIf, Id, Links, Run};

pub(super) fn look(material: &Material<'_>) -> Vec<Candidate> {
    let findings = material.findings;
    let Some(asked) = findings.subject.commit.as_deref() else { return Vec::new() };
    let differs =
        |commit: &Option<String>| commit.as_deref().is_some_and(|own| !commits_match(own, asked));
    let presented = presented(material);
    let runs: BTreeMap<&Id, &Run> = findings.runs.iter().map(|run| (&run.id, run)).collect();
    let used: BTreeSet<&Id> =
        findings.findings.iter().filter_map(|finding| finding.run.as_ref()).collect();
    let mut found = Vec::new();
    let mut of_run: BTreeMap<&Id, Vec<&Id>> = BTreeMap::new();
    for entry in &findings.evidence {
        if !differs(&entry.commit) || !presented.contains(&entry.id) {
            continue;
        }
        let run = entry.run.as_ref().and_then(|id| runs.get(id));
        if let Some(run) = run.filter(|run| run.commit == entry.commit) {
            of_run.entry(&run.id).or_default().push(&entry.id);
        } else {
            let links = material.links(&entry.id, &entry.evidence);
            found.extend(one(&entry.id, &[], entry.commit.as_deref(), asked, links));
        }
    }
    for run in findings.runs.iter().filter(|run| differs(&run.commit)) {
        let made = of_run.remove(&run.id).unwrap_or_default();
        if !made.is_empty() || used.contains(&run.id) {
            let links = material.links(&run.id, &run.evidence);
            found.extend(one(&run.id, &made, run.commit.as_deref(), asked, links));
        }
    }
    found
}

/// The pieces of evidence that claims, measures and findings link to.
fn presented<'a>(material: &Material<'a>) -> BTreeSet<&'a Id> {
    let topics = &material.topics;
    let claims = topics.iter().filter_map(|topic| topic.claim).flat_map(|claim| &claim.evidence);
    let values = topics.iter().filter_map(|topic| topic.measure);
    let values = values.flat_map(|(measure, _)| &measure.value).flat_map(Links::as_slice);
    let lists = material.findings.checklists.iter().flat_map(|list| &list.items);
    let items = lists.filter(|item| item.claim.is_none()).flat_map(|item| &item.evidence);
    let findings = material.findings.findings.iter().flat_map(|finding| &finding.evidence);
    claims.chain(values).chain(items).chain(findings).map(|link| &link.evidence).collect()
}

fn one(
    id: &Id,
    made: &[&Id],
    commit: Option<&str>,
    asked: &str,
    links: Vec<ResolvedLink>,
) -> Option<Candidate> {
    let (own, asked) = (quoted(commit?), quoted(asked));
    let with =
        if made.is_empty() { String::new() } else { format!(", which made {},", names(made)) };
    let text = format!("{}{with} is of commit {own}, and is presented for {asked}.", code(id));
    Some(Candidate {
        subject: id.to_string(),
        about: [id].into_iter().chain(made.iter().copied()).cloned().collect(),
        holds_if: HoldsIf::Always,
        text,
        says: said(asked, Vec::new()),
        holds: said(own, links),
    })
}
