//! How the index is built: one walk over each array of the report.

use std::collections::HashMap;

use super::{Context, Entry, Thing};
use crate::model::report::EvidenceReport;
use crate::model::{Id, Report, WaiverTarget};
use crate::view::{Anchor, AnchorKind, labels};

impl<'a> Context<'a> {
    fn thing(&mut self, kind: AnchorKind, id: &'a Id, title: &'a str, number: Option<String>) {
        let anchor = Anchor::of(kind, id);
        self.things.entry(id.as_str()).or_insert(Thing { anchor, kind, number, title });
    }

    pub(super) fn index_things(&mut self) {
        let report = self.report;
        for claim in &report.claims {
            self.thing(AnchorKind::Claim, &claim.id, &claim.statement, None);
        }
        for measure in &report.measures {
            let title = measure.title.as_deref().unwrap_or(&measure.metric);
            self.thing(AnchorKind::Measure, &measure.id, title, None);
        }
        for finding in &report.findings {
            self.thing(AnchorKind::Finding, &finding.id, &finding.title, None);
        }
        for category in &report.categories {
            self.thing(AnchorKind::Category, &category.id, &category.title, None);
        }
        let mut numbers = labels::display_numbers(
            "K",
            report.contradictions.iter().map(|contradiction| &contradiction.id),
        );
        for contradiction in &report.contradictions {
            let number = numbers.remove(contradiction.id.as_str());
            self.thing(AnchorKind::Contradiction, &contradiction.id, &contradiction.text, number);
        }
        for evidence in &report.evidence {
            let number = self.entries.get(evidence.id.as_str()).map(|entry| entry.number.clone());
            let title = evidence.title.as_deref().unwrap_or(&evidence.path);
            self.thing(AnchorKind::Evidence, &evidence.id, title, number);
        }
    }

    pub(super) fn index_lists(&mut self) {
        let report = self.report;
        for list in &report.checklists {
            self.thing(AnchorKind::Checklist, &list.id, &list.title, None);
            for item in &list.items {
                self.thing(AnchorKind::Item, &item.id, &item.title, None);
            }
        }
        for action in &report.actions {
            self.thing(AnchorKind::Action, &action.id, &action.title, None);
        }
        for artifact in &report.artifacts {
            self.thing(AnchorKind::Artifact, &artifact.id, &artifact.path, None);
        }
        for waiver in report.waivers.iter().map(|report| &report.waiver) {
            self.thing(AnchorKind::Waiver, &waiver.id, &waiver.reason, None);
        }
        for signoff in &report.signoffs {
            self.thing(AnchorKind::Signoff, &signoff.signoff.id, &signoff.signoff.role, None);
        }
        for section in &report.sections {
            self.thing(AnchorKind::Section, &section.id, &section.title, None);
        }
        for run in &report.runs {
            self.thing(AnchorKind::Run, &run.id, &run.tool.name, None);
        }
    }

    pub(super) fn index_uses(&mut self) {
        let report = self.report;
        for action in &report.actions {
            for closed in &action.closes {
                self.closing.entry(closed.as_str()).or_default().push(&action.id);
            }
        }
        for waiver in &report.waivers {
            let named = match &waiver.waiver.of {
                WaiverTarget::Id(of) => Some(of).filter(|of| !waiver.covers.contains(of)),
                WaiverTarget::Fingerprint { .. } | WaiverTarget::Rule { .. } => None,
            };
            for of in waiver.covers.iter().chain(named) {
                self.waiving.entry(of.as_str()).or_default().push(waiver);
            }
        }
        for evidence in &report.evidence {
            if let Some(run) = &evidence.run {
                self.made.entry(run.as_str()).or_default().push(&evidence.id);
            }
        }
        for run in report.findings.iter().filter_map(|finding| finding.run.as_ref()) {
            *self.found.entry(run.as_str()).or_default() += 1;
        }
    }
}

/// The pieces of evidence by id; whether they have a copy is not yet known.
pub(super) fn entries(report: &Report) -> HashMap<&str, Entry<'_>> {
    let mut numbers =
        labels::display_numbers("E", report.evidence.iter().map(|evidence| &evidence.id));
    let entry = |evidence| Entry {
        evidence,
        number: numbers.remove(evidence.id.as_str()).unwrap_or_default(),
        anchor: Anchor::of(AnchorKind::Evidence, &evidence.id),
        file: None,
        selected: selected(evidence),
    };
    let all = report.evidence.iter().map(entry);
    all.map(|entry| (entry.evidence.id.as_str(), entry)).collect()
}

fn selected(evidence: &EvidenceReport) -> Vec<usize> {
    let chosen = evidence.excerpt.iter().filter(|line| line.selected);
    let mut lines: Vec<usize> = chosen.map(|line| line.number).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}
