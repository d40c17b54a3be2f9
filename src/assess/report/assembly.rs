//! Puts the report together.

use std::collections::BTreeMap;

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
    EvidenceReport, Expiry, Horizon, PolicySource, Provenance, Redactions, ResolvedLink, Scores,
    ShortestWay, VerdictReport,
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
        let names = Names::of(findings, self.inputs.policy, &found);
        let verdict = self.verdict(&names);
        let provenance = self.provenance();
        let forecast = self.forecast();
        let scores = titled(self.judged.scores.clone(), &names);
        let contradictions = contradictions::told(found, &self.judged);
        let relinked = self.relinked;
        let policy = self.inputs.policy;
        let waivers = waivers::reports(relinked.waivers, &self.facts, policy, &self.judged);
        Report {
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
            provenance,
        }
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

    fn verdict(&self, names: &Names<'_>) -> VerdictReport {
        let findings = self.inputs.validated.findings();
        let waivers: Vec<_> = findings.waivers.iter().collect();
        VerdictReport {
            value: self.judged.verdict,
            sentence: self.judged.sentence.clone(),
            reasons: self.judged.reasons.clone(),
            without_signoffs: self.judged.without_signoffs,
            conditions: conditions::conditions(&self.judged, &findings.actions, &waivers),
            shortest_way: names.tell(self.way.clone()),
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

/// Scores with the names of their categories: the judgement knows ids only.
pub(super) fn titled(mut scores: Scores, names: &Names<'_>) -> Scores {
    for score in &mut scores.categories {
        score.title =
            if score.id.as_str() == "other" { "Other".to_owned() } else { names.title(&score.id) };
    }
    "Total".clone_into(&mut scores.total.title);
    scores
}
