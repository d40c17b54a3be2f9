//! Puts the report together.

use std::collections::{BTreeMap, HashMap};

use super::build::Inputs;
use super::conditions;
use super::evidence::{self, Sources};
use super::names::Names;
use super::parts::Things;
use super::relink::Relinked;
use super::waivers;
use crate::assess::contradictions::{self, Found};
use crate::assess::forecast::forecast;
use crate::assess::gather::follow::{Document, Trail};
use crate::assess::judge::Judgement;
use crate::model::report::{
    EvidenceReport, Expiry, Horizon, PolicySource, Provenance, Redactions, ResolvedLink,
    ShortestWay, VerdictReport, WayKind,
};
use crate::model::{Digest, Facts, Id, Report};

/// Everything that a report is put together from.
pub(super) struct Assembly<'a> {
    pub(super) inputs: &'a Inputs<'a>,
    pub(super) relinked: Relinked,
    pub(super) judged: Judgement,
    pub(super) way: ShortestWay,
    pub(super) facts: Facts,
    pub(super) of: Digest,
    pub(super) documents: &'a [Document<'a>],
    pub(super) trail: Trail,
    pub(super) contradictions: Vec<Found>,
}

impl Assembly<'_> {
    /// The report.
    pub(super) fn report(mut self, things: Things) -> Report {
        let own_links = std::mem::take(&mut self.relinked.evidence);
        let evidence = self.evidence(own_links, things.stale_for);
        let findings = self.inputs.validated.findings();
        let found = std::mem::take(&mut self.contradictions);
        let verdict = self.verdict(&found);
        let provenance = self.provenance();
        let forecast = self.forecast();
        let scores = self.judged.scores.clone();
        let contradictions = contradictions::told(found, &self.judged);
        let relinked = self.relinked;
        let policy = self.inputs.policy;
        let waivers = waivers::reports(relinked.waivers, &self.facts, policy, &self.judged);
        let mut report = Report {
            signoff: "1".to_owned(),
            subject: findings.subject.clone(),
            report: relinked.meta,
            as_of: self.inputs.as_of,
            verdict,
            gates: self.judged.gates,
            scores,
            categories: relinked.categories,
            claims: things.claims,
            measures: things.measures,
            findings: relinked.findings,
            contradictions,
            contradiction_rules: contradictions::rules(self.inputs.policy),
            waivers,
            forecast,
            checklists: things.checklists,
            artifacts: relinked.artifacts,
            actions: relinked.actions,
            signoffs: things.signoffs,
            sections: relinked.sections,
            evidence,
            runs: relinked.runs,
            policy: policy.clone(),
            facts: self.facts,
            redactions: Redactions::of(&self.inputs.masking.files()),
            // What changed takes another report, which judging doesn't see.
            changes: None,
            provenance,
        };
        let names = Names::of(&report);
        let way = names.tell(report.verdict.shortest_way.clone());
        let scores = names.title(report.scores.clone());
        (report.verdict.shortest_way, report.scores) = (way, scores);
        report
    }

    fn evidence(
        &self,
        own_links: BTreeMap<Id, Vec<ResolvedLink>>,
        stale_for: BTreeMap<Id, Vec<Id>>,
    ) -> Vec<EvidenceReport> {
        let sources = Sources {
            findings: self.inputs.validated.findings(),
            store: self.inputs.store,
            masking: self.inputs.masking,
            trail: &self.trail,
            as_of: self.inputs.as_of,
            stale_for,
        };
        let mut entries = evidence::entries(&sources, own_links);
        let inputs = self.inputs.validated.inputs();
        for (document, input) in self.documents.iter().zip(inputs) {
            if self.trail.selected.contains_key(&document.id) {
                entries.push(evidence::of_document(document, &input.path, &sources));
            }
        }
        entries.sort_by(|a, b| a.id.cmp(&b.id));
        entries
    }

    fn verdict(&self, found: &[Found]) -> VerdictReport {
        let findings = self.inputs.validated.findings();
        let waivers: Vec<_> = findings.waivers.iter().collect();
        VerdictReport {
            value: self.judged.verdict,
            sentence: self.judged.sentence.clone(),
            reasons: self.judged.reasons.clone(),
            without_signoffs: self.judged.without_signoffs,
            conditions: conditions::conditions(&self.judged, &findings.actions, &waivers),
            shortest_way: with_texts(self.way.clone(), found),
        }
    }

    fn forecast(&self) -> Vec<Expiry> {
        let next_review = self.inputs.validated.findings().report.next_review.as_deref();
        let as_of = self.inputs.as_of;
        let until = Horizon::of(next_review, as_of).until;
        forecast(&self.facts, self.inputs.policy, &self.judged, (as_of, until))
    }

    fn provenance(&self) -> Provenance {
        let mut inputs = self.inputs.validated.inputs().to_vec();
        inputs.extend(self.inputs.other_inputs.iter().cloned());
        inputs.sort();
        Provenance {
            signoff_version: self.inputs.version.to_owned(),
            inputs,
            policy: PolicySource {
                name: self.inputs.policy_name.clone(),
                choice: self.inputs.policy_choice,
                sha256: self.inputs.policy_digest.clone(),
            },
            of: self.of.clone(),
        }
    }
}

/// The way with the texts of contradictions: those that can't be read are told nowhere else.
fn with_texts(mut way: ShortestWay, found: &[Found]) -> ShortestWay {
    let texts: HashMap<&Id, &str> = found.iter().map(|it| (&it.facts.id, it.text())).collect();
    for item in way.items.iter_mut().filter(|item| item.kind == WayKind::Contradiction) {
        if let Some(text) = texts.get(&item.id) {
            (*text).clone_into(&mut item.title);
        }
    }
    way
}
