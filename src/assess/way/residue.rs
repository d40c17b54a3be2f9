//! What is left to choose once all that is forced is closed: so many of these findings, so much more of a
//! score.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;

use super::exact::{Gain, MOST, Puzzle, Quota, Sum, Tie};
use super::{Item, Plan, Web, greedy};
use crate::assess::exact::{fraction, ratio, whole};
use crate::assess::gates::Choice;
use crate::model::report::WayKind;
use crate::model::{ClaimState, Id};

/// Gates that are not yet cleared, and leave open how.
pub(super) struct Residue {
    pub(super) quotas: Vec<FindingQuota>,
    pub(super) scores: Vec<ScoreGap>,
}

/// Of these findings so many have to be closed.
pub(super) struct FindingQuota {
    pub(super) among: Vec<usize>,
    pub(super) need: usize,
}

/// A score that has to rise.
pub(super) struct ScoreGap {
    /// What each further supported claim of a category gives.
    pub(super) gains: BTreeMap<Id, BigRational>,
    /// How much is lacking.
    pub(super) need: BigRational,
    /// The claims that could give it.
    pub(super) claims: Vec<usize>,
}

/// Supported and counted claims, by category.
type Counts = BTreeMap<Id, (u64, u64)>;

impl Residue {
    /// What is left of these choices under the plan.
    pub(super) fn new<'c>(
        choices: impl Iterator<Item = &'c Choice>,
        web: &Web<'_>,
        plan: &Plan,
    ) -> Self {
        let after = web.after(&plan.findings, &plan.claims);
        let counts = counts(web, &after);
        let mut residue = Self { quotas: Vec::new(), scores: Vec::new() };
        for choice in choices {
            match choice {
                Choice::Findings { among, max } => {
                    let is_open = |index: &usize| !plan.has(&Item::Finding(*index));
                    let among: Vec<usize> = among.iter().copied().filter(is_open).collect();
                    let max = usize::try_from(*max).unwrap_or(usize::MAX);
                    let need = among.len().saturating_sub(max);
                    if need > 0 {
                        residue.quotas.push(FindingQuota { among, need });
                    }
                }
                Choice::Score { category, min } => {
                    let (gains, need) = gap(category.as_ref(), &fraction(*min), &counts, web);
                    if need > whole(0) {
                        let settled = [ClaimState::Supported, ClaimState::NotApplicable];
                        let lacks = |index: &usize| {
                            after.get(*index).is_some_and(|state| !settled.contains(state))
                        };
                        let claims = web.unsupported_in(category.as_ref());
                        let claims = claims.into_iter().filter(lacks).collect();
                        residue.scores.push(ScoreGap { gains, need, claims });
                    }
                }
            }
        }
        residue
    }

    /// Whether nothing is left to choose.
    pub(super) fn is_empty(&self) -> bool {
        self.quotas.is_empty() && self.scores.is_empty()
    }

    /// Chooses, and adds what was chosen to the plan. Says whether it is proven to be the smallest.
    pub(super) fn close(&self, web: &Web<'_>, plan: &mut Plan, most: usize) -> bool {
        let items = self.open_items(web, plan);
        if items.is_empty() {
            return true;
        }
        if items.len() <= most.min(MOST)
            && let Some(puzzle) = self.puzzle(&items, web)
        {
            let chosen = puzzle.solve();
            for (index, item) in items.iter().enumerate() {
                if chosen >> index & 1 == 1 {
                    plan.close(item);
                }
            }
            return true;
        }
        greedy::close(self, web, plan);
        false
    }

    /// What could be closed for it.
    fn open_items(&self, web: &Web<'_>, plan: &Plan) -> Vec<Item> {
        let mut items = BTreeSet::new();
        for quota in &self.quotas {
            items.extend(quota.among.iter().map(|&finding| Item::Finding(finding)));
        }
        let mut walk = web.walk();
        for &claim in self.scores.iter().flat_map(|score| &score.claims) {
            walk.items(claim, &mut |item| {
                if !plan.has(&item) {
                    items.insert(item);
                }
            });
        }
        items.into_iter().collect()
    }

    /// The choice with its items as bits; none where the figures are too large for exact whole numbers.
    fn puzzle(&self, items: &[Item], web: &Web<'_>) -> Option<Puzzle> {
        let bit_of: BTreeMap<&Item, u32> =
            items.iter().zip((0..).map(|bit| 1_u32 << bit)).collect();
        let bit = |item: &Item| bit_of.get(item).copied().unwrap_or(0);
        let mut masks = vec![0_u32; web.ground.claims.len()];
        for index in web.order().filter(|&index| !web.is_fine(index)) {
            let findings = web.refuting(index).iter().map(|&finding| bit(&Item::Finding(finding)));
            let own = if web.lacks(index) { bit(&Item::Claim(index)) } else { 0 };
            let others = web.troubled(index).filter_map(|other| masks.get(other).copied());
            let mask = findings.chain(others).fold(own, |all, one| all | one);
            if let Some(slot) = masks.get_mut(index) {
                *slot = mask;
            }
        }
        let mut sums = Vec::new();
        for score in &self.scores {
            let mut by_mask: BTreeMap<u32, BigRational> = BTreeMap::new();
            for &claim in &score.claims {
                let gain =
                    web.claim(claim).and_then(|claim| score.gains.get(claim.scored_in.as_ref()?));
                if let (Some(gain), Some(&mask)) = (gain, masks.get(claim)) {
                    *by_mask.entry(mask).or_insert_with(|| whole(0)) += gain;
                }
            }
            sums.push(whole_numbers(&by_mask, &score.need)?);
        }
        let quotas = self.quotas.iter().map(|quota| Quota {
            among: quota.among.iter().fold(0, |all, &index| all | bit(&Item::Finding(index))),
            need: u32::try_from(quota.need).unwrap_or(u32::MAX),
        });
        let ties = items.iter().map(|item| web.tie(item)).collect();
        Some(Puzzle { ties, quotas: quotas.collect(), sums })
    }
}

fn counts(web: &Web<'_>, after: &[ClaimState]) -> Counts {
    let mut counts = Counts::new();
    for (claim, state) in web.ground.claims.iter().zip(after) {
        if let Some(category) = &claim.scored_in
            && *state != ClaimState::NotApplicable
        {
            let (supported, counted) = counts.entry(category.clone()).or_default();
            *counted += 1;
            *supported += u64::from(*state == ClaimState::Supported);
        }
    }
    counts
}

/// How much a score lacks, and what a further supported claim of each category gives it: for the score of a
/// category in claims, for the total in weight × claims ÷ counted (SEMANTICS rule 17).
fn gap(
    category: Option<&Id>,
    min: &BigRational,
    counts: &Counts,
    web: &Web<'_>,
) -> (BTreeMap<Id, BigRational>, BigRational) {
    let share = min / whole(100);
    if let Some(category) = category {
        let (supported, counted) = counts.get(category).copied().unwrap_or_default();
        let need = share * whole(counted) - whole(supported);
        return (BTreeMap::from([(category.clone(), whole(1))]), need);
    }
    let (mut gains, mut weights, mut have) = (BTreeMap::new(), whole(0), BTreeMap::new());
    for row in &web.ground.scores.categories {
        let (supported, counted) = counts.get(&row.id).copied().unwrap_or_default();
        let weight = fraction(row.weight);
        if let Some(gain) = ratio(&weight, &whole(counted))
            && !row.weight.is_zero()
        {
            // Rows of one denominator are added up before they are divided: see `ScoreBook`.
            *have.entry(counted).or_insert_with(|| whole(0)) += &weight * whole(supported);
            weights += weight;
            gains.insert(row.id.clone(), gain);
        }
    }
    let have = have.into_iter().filter_map(|(counted, sum)| ratio(&sum, &whole(counted)));
    let need = share * weights - have.fold(whole(0), |sum, part| sum + part);
    (gains, need)
}

/// The same in whole numbers; none where they would be too large.
fn whole_numbers(gains: &BTreeMap<u32, BigRational>, need: &BigRational) -> Option<Sum> {
    let mut scale = whole(1);
    for value in gains.values().chain([need]) {
        let scaled = value * &scale;
        scale *= BigRational::from_integer(scaled.denom().clone());
    }
    let number = |value: &BigRational| i128::try_from((value * &scale).to_integer()).ok();
    let mut total = 0_i128;
    let mut scaled = Vec::new();
    for (mask, gain) in gains {
        let amount = number(gain)?;
        total = total.checked_add(amount)?;
        scaled.push(Gain { mask: *mask, amount });
    }
    Some(Sum { gains: scaled, need: number(need)? })
}

impl Web<'_> {
    /// What decides between equally many items: effort, then ids.
    pub(super) fn tie(&self, item: &Item) -> Tie {
        let (kind, id, hours) = match item {
            Item::Finding(index) => {
                let finding = self.ground.facts.findings.get(*index);
                let id = finding.map(|finding| finding.id.clone());
                (WayKind::Finding, id.unwrap_or_default(), finding.and_then(|f| f.effort_hours))
            }
            Item::Claim(index) => {
                let id = self.claim(*index).map(|claim| claim.id.clone());
                (WayKind::Claim, id.unwrap_or_default(), None)
            }
            Item::Contradiction(index) => {
                let found = self.ground.facts.contradictions.get(*index);
                let id = found.map(|found| found.id.clone());
                (WayKind::Contradiction, id.unwrap_or_default(), None)
            }
            Item::Role(role) => (WayKind::Signoff, role.clone(), None),
            Item::Condition(gate) => (WayKind::Expression, gate.clone(), None),
            Item::Run(run) => (WayKind::Run, run.clone(), None),
            Item::Waiver(index) => {
                let waiver = self.ground.facts.waivers.get(*index);
                (WayKind::Waiver, waiver.map(|it| it.id.clone()).unwrap_or_default(), None)
            }
        };
        let unknown = u32::from(hours.is_none());
        Tie { unknown, hours: u64::from(hours.unwrap_or(0)), name: (kind, id) }
    }
}
