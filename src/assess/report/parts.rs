//! Claims, measures, checklists and sign-offs: what is gathered before the judgement and finished after it.

use std::collections::BTreeMap;

use super::build::Inputs;
use super::relink::{Relinked, relink};
use super::{claims, conditions};
use crate::assess::contradictions::{self, Found, Material};
use crate::assess::gather::claims::{Gathered, gather};
use crate::assess::gather::facts;
use crate::assess::gather::follow::Follower;
use crate::assess::gather::measures::{self, Measured};
use crate::assess::judge::Judgement;
use crate::model::report::{
    ChecklistReport, ClaimReport, MeasureReport, SignoffReport, SignoffStanding,
};
use crate::model::{ClaimState, Digest, Facts, Findings, Id, Link, LinkFound, LinkState, Measure};

/// What is gathered before the judgement.
pub(super) struct Parts<'a> {
    pub(super) findings: &'a Findings,
    pub(super) relinked: Relinked,
    inputs: &'a Inputs<'a>,
    follower: &'a Follower<'a>,
    claims: Vec<Gathered<'a>>,
    /// Measures that stand outside of claims.
    alone: Vec<(&'a Measure, Measured)>,
    /// What something other than a sign-off links to.
    signed: Vec<Id>,
}

/// What is finished after it.
pub(super) struct Things {
    pub(super) claims: Vec<ClaimReport>,
    pub(super) measures: Vec<MeasureReport>,
    pub(super) checklists: Vec<ChecklistReport>,
    pub(super) signoffs: Vec<SignoffReport>,
    /// Claims for which a piece of evidence is stale.
    pub(super) stale_for: BTreeMap<Id, Vec<Id>>,
}

impl<'a> Parts<'a> {
    /// Follows every link but those of sign-offs.
    pub(super) fn gather(inputs: &'a Inputs<'a>, follower: &'a Follower<'a>) -> Self {
        let validated = inputs.validated;
        let findings = validated.findings();
        let claims = gather(validated, follower);
        let alone = findings.measures.iter();
        let alone = alone
            .map(|it| (it, measures::read(it, follower, validated.source_of(&it.id))))
            .collect();
        let relinked = relink(validated, follower);
        let mut parts =
            Self { findings, relinked, inputs, follower, claims, alone, signed: Vec::new() };
        parts.follow_declared();
        parts.signed = follower.linked();
        parts
    }

    /// Notes what declared values of claims, measures and checklists name. They are followed when those are
    /// finished, after sign-offs could be; the digest of what is signed covers them all the same.
    fn follow_declared(&self) {
        let validated = self.inputs.validated;
        let follow = |owner: &Id, links: &[Link]| {
            let document = validated.source_of(owner);
            for link in links {
                self.follower.touch(link, document);
            }
        };
        let mut stack: Vec<_> = self.findings.claims.iter().collect();
        while let Some(claim) = stack.pop() {
            claim.declared.iter().for_each(|declared| follow(&claim.id, &declared.from));
            if let Some(measure) = &claim.measure {
                follow(&measure.id, &measure.evidence);
                measure.declared.iter().for_each(|declared| follow(&measure.id, &declared.from));
            }
            stack.extend(&claim.claims);
        }
        for measure in &self.findings.measures {
            follow(&measure.id, &measure.evidence);
            measure.declared.iter().for_each(|declared| follow(&measure.id, &declared.from));
        }
        for list in &self.findings.checklists {
            follow(&list.id, &list.evidence);
            list.declared.iter().for_each(|declared| follow(&list.id, &declared.from));
            list.items.iter().for_each(|item| follow(&list.id, &item.evidence));
        }
    }

    /// The digests of the pieces of evidence that something other than a sign-off links to (SEMANTICS rule 20).
    pub(super) fn signed_evidence(&self) -> BTreeMap<Id, Option<Digest>> {
        let digest = |id: &Id| {
            let entry = self.follower.entry(id)?;
            let file = self.inputs.store.file(&entry.path).ok();
            Some((id.clone(), file.map(|file| file.digest().clone())))
        };
        self.signed.iter().filter_map(digest).collect()
    }

    /// What the rules find where the documents contradict themselves.
    pub(super) fn contradictions(&self) -> Vec<Found> {
        let Inputs { validated, as_of, .. } = *self.inputs;
        let (claims, alone) = (&self.claims, &self.alone);
        contradictions::look(&Material::new(validated, self.follower, claims, alone, as_of))
    }

    /// The facts that the gates read.
    pub(super) fn facts(&self, of: &Digest, found: &[Found]) -> Facts {
        let present = self.findings.evidence.iter().filter(|entry| {
            let future = entry.collected_at.is_some_and(|moment| moment.day() > self.inputs.as_of);
            !future && self.inputs.store.file(&entry.path).is_ok()
        });
        facts::facts(&facts::Sources {
            findings: self.findings,
            claims: &self.claims,
            measures: &self.alone,
            evidence_present: present.count() as u64,
            of: of.clone(),
            baselines: self.inputs.baselines,
            contradictions: found.iter().map(|found| found.facts.clone()).collect(),
        })
    }

    /// Everything whose state the judgement decides.
    pub(super) fn things(&self, judged: &Judgement) -> Things {
        let claims = self.finished_claims(judged);
        Things {
            measures: self.finished_measures(&claims, judged),
            checklists: self.finished_checklists(&claims),
            signoffs: self.finished_signoffs(judged),
            stale_for: self.stale_for(judged),
            claims,
        }
    }

    fn finished_claims(&self, judged: &Judgement) -> Vec<ClaimReport> {
        let finish = |(gathered, judged)| {
            let gathered: &Gathered<'_> = gathered;
            let document = self.inputs.validated.source_of(&gathered.facts.id);
            claims::claim(gathered, judged, self.follower, document)
        };
        let written = self.claims.iter().zip(&judged.claims).map(finish);
        let absent = judged.claims.iter().filter(|claim| claim.absent).map(claims::absent);
        written.chain(absent).collect()
    }

    fn finished_measures(&self, claims: &[ClaimReport], judged: &Judgement) -> Vec<MeasureReport> {
        let validated = self.inputs.validated;
        let in_claims = self.claims.iter().zip(claims).zip(&judged.claims);
        let in_claims = in_claims.filter_map(|((gathered, claim), judged)| {
            let (measure, measured) = gathered.measured.as_ref()?;
            let document = validated.source_of(&measure.id);
            let mut follow = |link: Link| self.follower.plain(&link, Some(&measure.id), document);
            let links = claims::measure_links(gathered, judged);
            Some(claims::measure(measure, measured, Some(claim), links, &mut follow))
        });
        let alone = self.alone.iter().map(|(measure, measured)| {
            let document = validated.source_of(&measure.id);
            let mut follow = |link: Link| self.follower.plain(&link, Some(&measure.id), document);
            let links = measured.links.iter().map(|followed| followed.link.clone()).collect();
            claims::measure(measure, measured, None, links, &mut follow)
        });
        in_claims.chain(alone).collect()
    }

    fn finished_checklists(&self, all: &[ClaimReport]) -> Vec<ChecklistReport> {
        let states: BTreeMap<&Id, ClaimState> =
            all.iter().map(|claim| (&claim.id, claim.state)).collect();
        let own = all.iter().filter(|claim| claim.checklist.is_some());
        let own: BTreeMap<&Id, &ClaimReport> = own.map(|claim| (&claim.id, claim)).collect();
        let lists = self.findings.checklists.iter();
        lists
            .map(|list| {
                claims::checklist(list, &states, &own, self.inputs.validated, self.follower)
            })
            .collect()
    }

    fn finished_signoffs(&self, judged: &Judgement) -> Vec<SignoffReport> {
        let roles = &self.inputs.policy.roles;
        let mut conditions = conditions::of_signoffs(judged, &self.findings.actions);
        let finish = |(signoff, standing): (&crate::model::Signoff, &SignoffStanding)| {
            let document = self.inputs.validated.source_of(&signoff.id);
            let mut follow = |link: Link| self.follower.plain(&link, Some(&signoff.id), document);
            SignoffReport {
                required: roles.iter().any(|role| role.required && role.name == signoff.role),
                standing: *standing,
                condition_states: conditions.remove(&signoff.id).unwrap_or_default(),
                signoff: signoff.clone().relink(&mut follow),
            }
        };
        self.findings.signoffs.iter().zip(&judged.signoffs).map(finish).collect()
    }

    /// Staleness belongs to the link; the entry lists for which claims (SEMANTICS rule 10).
    fn stale_for(&self, judged: &Judgement) -> BTreeMap<Id, Vec<Id>> {
        let mut stale: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
        for (claim, judged) in self.claims.iter().zip(&judged.claims) {
            for (link, state) in claim.facts.links.iter().zip(&judged.links) {
                let claims = stale.entry(link.evidence.clone()).or_default();
                let counts = *state == LinkState::Stale && link.found != LinkFound::Broken;
                if counts && claims.last() != Some(&claim.facts.id) {
                    claims.push(claim.facts.id.clone());
                }
            }
        }
        stale
    }
}
