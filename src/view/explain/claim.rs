//! A claim: its state, by which rule, from which links, and what would change it.

use super::{Explanation, MANY, Parts, Told, plain, some};
use crate::model::report::{ClaimReport, MeasureReport, ResolvedLink};
use crate::model::{ClaimState, Finding, LinkState};
use crate::view::labels;

/// Where the rules are written down.
const RULES: &str = "docs/semantics.md";

impl Told<'_> {
    pub(super) fn claim(&self, id: &str) -> Option<Explanation> {
        let claim = self.report.claims.iter().find(|claim| claim.id.as_str() == id)?;
        let mut parts = Parts::default();
        parts.is(what(claim));
        parts.observed(self.observed(claim));
        parts.bytes(self.links(self.own_links(claim)));
        parts.changes(self.changes(claim));
        let title = claim.statement.clone();
        Some(Explanation { kind: "claim", id: id.to_owned(), title, parts: parts.0 })
    }

    fn measure_in(&self, claim: &ClaimReport) -> Option<&MeasureReport> {
        let id = claim.measure.as_ref()?;
        self.report.measures.iter().find(|measure| measure.id == *id)
    }

    fn own_links<'c>(&'c self, claim: &'c ClaimReport) -> Vec<&'c ResolvedLink> {
        let of_measure = self.measure_in(claim).into_iter().flat_map(|measure| &measure.links);
        claim.evidence.iter().chain(of_measure).collect()
    }

    /// The claims on which it rests.
    fn rests_on(&self, claim: &ClaimReport) -> Vec<&ClaimReport> {
        let is_under = |other: &&ClaimReport| {
            other.parent.as_ref() == Some(&claim.id) || claim.supported_by.contains(&other.id)
        };
        self.report.claims.iter().filter(is_under).collect()
    }

    /// The counted findings that refute it.
    fn refuting(&self, claim: &ClaimReport) -> Vec<&Finding<ResolvedLink>> {
        let refutes = |finding: &&Finding<ResolvedLink>| {
            claim.refuted_by.contains(&finding.id) && self.report.policy.counts(finding)
        };
        self.report.findings.iter().filter(refutes).collect()
    }

    fn observed(&self, claim: &ClaimReport) -> Vec<String> {
        let state = labels::claim_state(claim.state);
        let rests_on = self.rests_on(claim);
        let rule = if rests_on.is_empty() { 11 } else { 12 };
        let mut told =
            vec![format!("it is {state}: {} (rule {rule} of {RULES})", plain(&claim.because))];
        if let Some(measure) = self.measure_in(claim) {
            told.push(super::measure::summary(measure));
        }
        told.extend(some(self.refuting(claim).into_iter().map(|finding| {
            let severity = labels::severity(finding.severity);
            format!("{} refutes it: {severity}, {}", finding.id, labels::status(finding.status))
        })));
        told.extend(some(rests_on.into_iter().map(|other| {
            format!("it rests on {}, which is {}", other.id, labels::claim_state(other.state))
        })));
        told
    }

    fn changes(&self, claim: &ClaimReport) -> Vec<String> {
        if claim.state == ClaimState::Supported {
            return self.would_lose(claim);
        }
        let mut told = Vec::new();
        if claim.absent {
            told.push(
                "add the claim to the findings, with a link that says what to expect".to_owned(),
            );
            return told;
        }
        if claim.not_applicable.is_some() {
            told.push(
                "it is said not to apply; give it evidence in place of that reason".to_owned(),
            );
            return told;
        }
        let refuting = self.refuting(claim);
        told.extend(refuting.iter().take(MANY).map(|finding| format!("close {}", finding.id)));
        let links = self.own_links(claim);
        let misses: Vec<_> =
            links.iter().filter(|link| link.state == LinkState::Misses).copied().collect();
        told.extend(
            misses
                .iter()
                .map(|link| format!("evidence that meets what is expected of {}", link.evidence)),
        );
        let broken = links.iter().filter(|link| link.state == LinkState::Broken);
        told.extend(
            broken.map(|link| {
                format!("mend the link to {}: {}", link.evidence, plain(&link.because))
            }),
        );
        let is_held = links.iter().any(|link| link.state == LinkState::Holds);
        if !is_held && misses.is_empty() {
            told.extend(self.would_hold(claim, &links));
        }
        let troubled = self.rests_on(claim);
        let troubled = troubled.into_iter().filter(|other| {
            !matches!(other.state, ClaimState::Supported | ClaimState::NotApplicable)
        });
        let lines_of: Vec<String> = troubled.map(|other| format!("support {}", other.id)).collect();
        told.extend(some(lines_of.into_iter()));
        told
    }

    /// What would make one of its links hold.
    fn would_hold(&self, claim: &ClaimReport, links: &[&ResolvedLink]) -> Vec<String> {
        let policy = &self.report.policy;
        let category = claim.category.as_ref();
        let method = policy.weakest_method(category).name();
        let mut told = Vec::new();
        for link in links {
            match link.state {
                LinkState::Stale => told.push(format!(
                    "collect {} again: of this commit, and young enough for the policy",
                    link.evidence
                )),
                LinkState::Weak => told.push(format!(
                    "say what to expect of {}, or link evidence by {method} or stronger",
                    link.evidence
                )),
                LinkState::Vacuous => told.push(format!(
                    "collect {} again, of something that ran and was looked at",
                    link.evidence
                )),
                LinkState::Holds | LinkState::Misses | LinkState::Resolves | LinkState::Broken => {}
            }
        }
        if links.is_empty() && (self.rests_on(claim).is_empty() || claim.measure.is_some()) {
            told.push(format!("link evidence by {method} or stronger that says what to expect"));
        }
        told
    }

    /// What would take its support away.
    fn would_lose(&self, claim: &ClaimReport) -> Vec<String> {
        let report = self.report;
        let mut told = Vec::new();
        for link in self.own_links(claim).iter().filter(|link| link.state == LinkState::Holds) {
            let entry = report.evidence.iter().find(|entry| entry.id == link.evidence);
            let collected = entry.and_then(|entry| entry.collected_at);
            let max_age = report.policy.max_age(claim.category.as_ref());
            if let (Some(collected), Some(max_age)) = (collected, max_age) {
                let last = collected.day().later_by(max_age.0);
                told.push(format!("{} is fresh through {last}", link.evidence));
            }
            if let Some(expect) = &link.expect {
                told.push(format!("a value in {} that misses {expect}", link.evidence));
            }
        }
        if report.subject.commit.is_some() {
            told.push("another commit of the subject, until its tests are run again".to_owned());
        }
        told.push("a finding that counts and names it in refutes".to_owned());
        if !self.rests_on(claim).is_empty() {
            told.push("any claim on which it rests that is no longer supported".to_owned());
        }
        told
    }
}

fn what(claim: &ClaimReport) -> Vec<String> {
    let mut told = Vec::new();
    let required = if claim.required { "required" } else { "not required" };
    let category = match &claim.category {
        Some(category) => format!("in {category}"),
        None => "in no category".to_owned(),
    };
    told.push(format!("a claim {category}, {required}"));
    if claim.absent {
        told.push("the policy names it, and the findings don't hold it".to_owned());
    }
    told.extend(claim.parent.iter().map(|parent| format!("under {parent}")));
    told.extend(claim.checklist.iter().map(|list| format!("an item of {list}")));
    told.extend(claim.owner.iter().map(|owner| format!("{owner} answers for it")));
    told.extend(claim.not_applicable.iter().map(|why| format!("said not to apply: “{why}”")));
    told
}
