//! What the waivers in force cover: gates, claims, findings, and claims that would be supported but for waived
//! findings (SEMANTICS rule 16).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::WaiverJudgement;
use crate::assess::claims::{self, Claims};
use crate::assess::gates::{Choice, Ground, Needs};
use crate::model::report::WaiverStanding;
use crate::model::{ClaimState, Facts, Id, Policy};

/// Waivers by what they name, by their place in the facts.
type Named<'a> = HashMap<&'a Id, Vec<usize>>;

/// What the waivers in force cover.
pub(in crate::assess) struct Cover<'a> {
    gates: Named<'a>,
    claims: Named<'a>,
    findings: Named<'a>,
    /// Whether each claim would be supported but for waived findings; empty where none is.
    excused: Vec<bool>,
}

/// What each waiver covers of what a gate lacks.
pub(super) type Covered = BTreeMap<usize, BTreeSet<Id>>;

impl<'a> Cover<'a> {
    /// What the waivers cover that are in force.
    pub(in crate::assess) fn new(
        facts: &'a Facts,
        policy: &Policy,
        claims: &Claims,
        standings: &[WaiverJudgement],
    ) -> Self {
        let (mut gates, mut of_claims, mut findings) = (Named::new(), Named::new(), Named::new());
        for (at, (waiver, judged)) in facts.waivers.iter().zip(standings).enumerate() {
            if judged.standing != WaiverStanding::InForce {
                continue;
            }
            for (named, ids) in [
                (&mut gates, &waiver.gates),
                (&mut of_claims, &waiver.claims),
                (&mut findings, &waiver.findings),
            ] {
                for id in ids {
                    named.entry(id).or_default().push(at);
                }
            }
        }
        let mut cover = Self { gates, claims: of_claims, findings, excused: Vec::new() };
        cover.excused = cover.excused(facts, policy, claims);
        cover
    }

    /// A claim that isn't supported and would be, did waived findings not count.
    fn excused(&self, facts: &Facts, policy: &Policy, claims: &Claims) -> Vec<bool> {
        let waived: HashSet<&Id> = self.findings.keys().copied().collect();
        let refutes = |claim: &crate::model::ClaimFacts| {
            claim.refuted_by.iter().any(|finding| waived.contains(finding))
        };
        if !facts.claims.iter().any(refutes) {
            return Vec::new();
        }
        let without = claims::states_without(facts, policy, claims, &waived);
        let both = claims.judged.iter().zip(without);
        let is_excused =
            |state, without| state != ClaimState::Supported && without == ClaimState::Supported;
        both.map(|(claim, without)| is_excused(claim.state, without)).collect()
    }

    /// Whether it covers anything that a gate could leave out.
    pub(super) fn leaves_anything_out(&self) -> bool {
        !self.claims.is_empty() || !self.findings.is_empty()
    }

    /// The waivers of the gate itself.
    pub(super) fn of_gate(&self, gate: &Id) -> &[usize] {
        self.gates.get(gate).map_or(&[], Vec::as_slice)
    }

    /// Whether the finding is waived.
    pub(in crate::assess) fn has_finding(&self, finding: &Id) -> bool {
        self.findings.contains_key(finding)
    }

    /// Whether the claim itself is waived.
    pub(in crate::assess) fn has_claim(&self, claim: &Id) -> bool {
        self.claims.contains_key(claim)
    }

    /// Whether the claim at that place would be supported but for waived findings.
    pub(in crate::assess) fn excuses(&self, claim: usize) -> bool {
        self.excused.get(claim).copied().unwrap_or(false)
    }

    /// What each waiver covers of the findings and claims without which a gate passes.
    pub(super) fn covered(&self, needs: &Needs, claims: &[usize], ground: &Ground<'_>) -> Covered {
        let mut covered = Covered::new();
        let among = match &needs.choice {
            Some(Choice::Findings { among, .. }) => among.as_slice(),
            Some(Choice::Score { .. }) | None => &[],
        };
        for &finding in needs.findings.iter().chain(among) {
            if let Some(finding) = ground.facts.findings.get(finding) {
                add(&mut covered, &self.findings, &finding.id);
            }
        }
        let mut walk = Vec::new();
        for &claim in claims {
            let Some(judged) = ground.claims.get(claim) else { continue };
            if self.has_claim(&judged.id) {
                add(&mut covered, &self.claims, &judged.id);
            } else {
                walk.push(claim);
            }
        }
        self.walk(walk, ground, &mut covered);
        covered
    }

    /// The waived findings that keep these claims from being supported, also by way of what they rest on.
    fn walk(&self, mut open: Vec<usize>, ground: &Ground<'_>, covered: &mut Covered) {
        let mut seen = HashSet::new();
        let is_fine = |index: usize| {
            let state = ground.claims.get(index).map(|claim| claim.state);
            matches!(state, Some(ClaimState::Supported | ClaimState::NotApplicable))
        };
        while let Some(index) = open.pop() {
            if is_fine(index) || !seen.insert(index) {
                continue;
            }
            for finding in ground.facts.claims.get(index).iter().flat_map(|claim| &claim.refuted_by)
            {
                add(covered, &self.findings, finding);
            }
            open.extend(ground.graph.rests_on(index));
        }
    }
}

fn add(covered: &mut Covered, named: &Named<'_>, id: &Id) {
    for &waiver in named.get(id).map_or(&[][..], Vec::as_slice) {
        covered.entry(waiver).or_default().insert(id.clone());
    }
}
