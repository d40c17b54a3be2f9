//! What each claim takes to be supported: findings that have to go, its own links made good, and the claims
//! on which it rests.

use std::collections::HashMap;

use super::Item;
use crate::assess::claims::{ClaimJudgement, Own, says_something};
use crate::assess::gates::Ground;
use crate::model::{ClaimState, Id};

/// The claims and what each takes.
pub(super) struct Web<'a> {
    pub(super) ground: &'a Ground<'a>,
    /// The counted findings that refute each claim.
    refuting: Vec<Vec<usize>>,
    /// Whether its own links have to be made good.
    lacks: Vec<bool>,
    vanishing: bool,
}

/// A walk over the claims that visits each once.
pub(super) struct Walk<'w, 'a> {
    web: &'w Web<'a>,
    seen: Vec<bool>,
    open: Vec<usize>,
}

impl<'a> Web<'a> {
    pub(super) fn new(ground: &'a Ground<'a>, own: &'a [Own]) -> Self {
        let counted: HashMap<&Id, usize> =
            ground.counted().map(|(index, finding)| (&finding.id, index)).collect();
        let refuting = ground.facts.claims.iter().map(|claim| {
            let found = claim.refuted_by.iter().filter_map(|id| counted.get(id).copied());
            found.collect()
        });
        let mut web =
            Self { ground, refuting: refuting.collect(), lacks: Vec::new(), vanishing: false };
        for index in 0..ground.claims.len() {
            let lacks = match own.get(index) {
                // The findings lack the claim itself.
                None => true,
                Some(own) if own.says_something || ground.graph.rests_on(index).is_empty() => {
                    own.without_findings != ClaimState::Supported
                }
                Some(_) => {
                    let vanishes = web.vanishes(index);
                    web.vanishing |= vanishes;
                    vanishes
                }
            };
            web.lacks.push(lacks);
        }
        web
    }

    /// Whether nothing would be left of the claim once the findings that refute it are gone: no part of it
    /// applies, and it says nothing itself.
    fn vanishes(&self, index: usize) -> bool {
        let aside = |other: &usize| {
            self.claim(*other).is_some_and(|claim| claim.state == ClaimState::NotApplicable)
        };
        !self.refuting(index).is_empty() && self.ground.graph.rests_on(index).iter().all(aside)
    }

    /// Whether there is a claim of which nothing would be left once the findings that refute it are gone. It is
    /// closed as a whole then, which is sure to do, and may be more than is needed.
    pub(super) fn has_vanishing(&self) -> bool {
        self.vanishing
    }

    pub(super) fn claim(&self, index: usize) -> Option<&'a ClaimJudgement> {
        self.ground.claims.get(index)
    }

    /// Whether what rests on the claim has no trouble with it.
    pub(super) fn is_fine(&self, index: usize) -> bool {
        self.claim(index).is_some_and(|claim| {
            matches!(claim.state, ClaimState::Supported | ClaimState::NotApplicable)
        })
    }

    /// The findings that refute the claim.
    pub(super) fn refuting(&self, index: usize) -> &[usize] {
        self.refuting.get(index).map_or(&[], Vec::as_slice)
    }

    /// Whether the claim's own links have to be made good.
    pub(super) fn lacks(&self, index: usize) -> bool {
        self.lacks.get(index).copied().unwrap_or(false)
    }

    /// The claims in trouble on which it rests.
    pub(super) fn troubled(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        self.ground.graph.rests_on(index).iter().copied().filter(|&other| !self.is_fine(other))
    }

    /// All claims, those first on which others rest.
    pub(super) fn order(&self) -> impl Iterator<Item = usize> + '_ {
        let known = self.ground.facts.claims.len();
        self.ground.graph.order().iter().copied().chain(known..self.ground.claims.len())
    }

    /// The claims that are counted in the score of a category, or in the total, and not supported.
    pub(super) fn unsupported_in(&self, category: Option<&Id>) -> Vec<usize> {
        let weighed = |id: &Id| {
            let mut rows = self.ground.scores.categories.iter();
            rows.any(|row| row.id == *id && row.is_weighed())
        };
        let mut counts: HashMap<&Id, bool> = HashMap::new();
        let mut found = Vec::new();
        for (index, claim) in self.ground.claims.iter().enumerate() {
            let Some(own) = &claim.scored_in else { continue };
            let counted = counts
                .entry(own)
                .or_insert_with(|| category.map_or_else(|| weighed(own), |asked| asked == own));
            if *counted && !self.is_fine(index) {
                found.push(index);
            }
        }
        found
    }

    pub(super) fn walk(&self) -> Walk<'_, 'a> {
        Walk { web: self, seen: vec![false; self.ground.claims.len()], open: Vec::new() }
    }

    /// Of the claims that are asked for and of which no part applies, those that have to be closed as a whole:
    /// one that rests on another such claim comes along with it.
    pub(super) fn to_revive(
        &self,
        asked: impl Iterator<Item = usize>,
        closed: &[bool],
    ) -> Vec<usize> {
        let mut is_asked = vec![false; self.ground.claims.len()];
        for index in asked {
            if let Some(flag) = is_asked.get_mut(index) {
                *flag = true;
            }
        }
        let mut alive = closed.to_vec();
        let mut revived = Vec::new();
        for index in self.order() {
            let aside =
                self.claim(index).is_some_and(|claim| claim.state == ClaimState::NotApplicable);
            let is = |list: &[bool], index: usize| list.get(index).copied().unwrap_or(false);
            if !aside || is(&alive, index) {
                continue;
            }
            let comes_along = !self.is_said_aside(index)
                && self.ground.graph.rests_on(index).iter().any(|&other| {
                    let other_aside = self
                        .claim(other)
                        .is_some_and(|claim| claim.state == ClaimState::NotApplicable);
                    other_aside && is(&alive, other)
                });
            if !comes_along && !is(&is_asked, index) {
                continue;
            }
            if let Some(flag) = alive.get_mut(index) {
                *flag = true;
            }
            if !comes_along {
                revived.push(index);
            }
        }
        revived
    }

    /// The state of every claim once these findings and claims are closed: one in trouble becomes supported, or
    /// not applicable where nothing is left of it.
    pub(super) fn after(&self, findings: &[bool], claims: &[bool]) -> Vec<ClaimState> {
        let mut after: Vec<ClaimState> =
            self.ground.claims.iter().map(|claim| claim.state).collect();
        for index in self.order() {
            let state = self.state_after(index, &after, (findings, claims));
            if let (Some(slot), Some(state)) = (after.get_mut(index), state) {
                *slot = state;
            }
        }
        after
    }

    /// What the claim becomes, where it changes.
    fn state_after(
        &self,
        index: usize,
        after: &[ClaimState],
        (findings, claims): (&[bool], &[bool]),
    ) -> Option<ClaimState> {
        use ClaimState::{Broken, NotApplicable, Refuted, Stale, Supported, Unsupported};
        let is = |list: &[bool], index: usize| list.get(index).copied().unwrap_or(false);
        let rests_on = self.ground.graph.rests_on(index);
        let any = |state| rests_on.iter().any(|&other| after.get(other) == Some(&state));
        match after.get(index)? {
            Supported => None,
            NotApplicable => {
                let comes_along = !self.is_said_aside(index) && any(Supported);
                (is(claims, index) || comes_along).then_some(Supported)
            }
            Refuted | Broken | Stale | Unsupported => {
                let is_open = |&finding: &usize| !is(findings, finding);
                if self.refuting(index).iter().any(is_open)
                    || [Refuted, Broken, Stale, Unsupported].into_iter().any(any)
                {
                    None
                } else if is(claims, index) {
                    Some(Supported)
                } else if rests_on.is_empty() || any(Supported) || self.says_something(index) {
                    (!self.lacks(index)).then_some(Supported)
                } else {
                    Some(NotApplicable)
                }
            }
        }
    }

    fn says_something(&self, index: usize) -> bool {
        self.ground.facts.claims.get(index).is_none_or(says_something)
    }

    fn is_said_aside(&self, index: usize) -> bool {
        self.ground.facts.claims.get(index).is_some_and(|claim| claim.not_applicable)
    }
}

impl Walk<'_, '_> {
    /// Hands over what the claim takes, of what no earlier call has walked over.
    pub(super) fn items(&mut self, claim: usize, take: &mut impl FnMut(Item)) {
        self.open.push(claim);
        while let Some(index) = self.open.pop() {
            if self.seen.get_mut(index).is_none_or(|seen| std::mem::replace(seen, true)) {
                continue;
            }
            self.web.refuting(index).iter().for_each(|&finding| take(Item::Finding(finding)));
            if self.web.lacks(index) {
                take(Item::Claim(index));
            }
            self.open.extend(self.web.troubled(index));
        }
    }
}
