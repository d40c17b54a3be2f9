//! A piece of evidence: its bytes, who collected it, and what rests on it.

use super::bytes::origin;
use super::{Explanation, Parts, Told, some};
use crate::model::report::{EvidenceReport, EvidenceState, ResolvedLink};
use crate::view::labels;

impl Told<'_> {
    pub(super) fn evidence(&self, id: &str) -> Option<Explanation> {
        let entry = self.report.evidence.iter().find(|entry| entry.id.as_str() == id)?;
        let mut parts = Parts::default();
        let mut what =
            vec![format!("evidence by {}, of type {}", entry.method.name(), entry.media_type)];
        what.extend(entry.run.iter().map(|run| format!("made by the run {run}")));
        what.extend(entry.command.iter().map(|command| format!("by the command {command}")));
        what.extend(entry.collected_by.iter().map(|who| format!("collected by {who}")));
        parts.is(what);
        let mut observed = vec![state(entry)];
        observed.extend(some(self.uses(entry).into_iter()));
        let stale = entry.stale_for.iter().map(|claim| format!("it is stale for {claim}"));
        observed.extend(some(stale));
        parts.observed(observed);
        let size = entry.size.map(|size| format!(", {}", labels::bytes(size)));
        let mut bytes =
            vec![format!("{}{}, {}", entry.path, size.unwrap_or_default(), origin(entry))];
        bytes
            .extend(entry.expected_sha256.iter().map(|digest| format!("expected sha256 {digest}")));
        let relied = entry.excerpt.iter().filter(|line| line.selected);
        let relied: Vec<String> =
            relied.map(|line| format!("  {} | {}", line.number, line.text.trim())).collect();
        bytes.extend(some(relied.into_iter()));
        parts.bytes(bytes);
        parts.changes(vec![
            "another byte in it: whatever links to it with a digest is broken then".to_owned(),
            "its age and its commit: what rests on it turns stale".to_owned(),
        ]);
        let title = entry.title.clone().unwrap_or_else(|| entry.path.clone());
        Some(Explanation { kind: "evidence", id: id.to_owned(), title, parts: parts.0 })
    }

    /// What links to it.
    fn uses(&self, entry: &EvidenceReport) -> Vec<String> {
        let to_it = |link: &&ResolvedLink| link.evidence == entry.id;
        let said = |id: &str, link: &ResolvedLink| {
            let at = link.at.as_deref().map(|at| format!(" at {at}")).unwrap_or_default();
            format!("{id} links to it{at}: {}", labels::link_state(link.state))
        };
        let report = self.report;
        let mut uses = Vec::new();
        for claim in &report.claims {
            uses.extend(
                claim.evidence.iter().filter(to_it).map(|link| said(claim.id.as_str(), link)),
            );
        }
        for measure in &report.measures {
            uses.extend(
                measure.links.iter().filter(to_it).map(|link| said(measure.id.as_str(), link)),
            );
        }
        for finding in &report.findings {
            uses.extend(
                finding.evidence.iter().filter(to_it).map(|link| said(finding.id.as_str(), link)),
            );
        }
        uses
    }
}

fn state(entry: &EvidenceReport) -> String {
    match entry.state {
        EvidenceState::Present => "its bytes are there",
        EvidenceState::Altered => "its bytes are others than its digest or size says",
        EvidenceState::Missing => "its bytes are missing",
        EvidenceState::Future => "it is dated after the day of this report, and counts as absent",
    }
    .to_owned()
}
