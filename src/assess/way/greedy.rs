//! *A* short way, where there is too much to choose from: the claims that give most for the fewest items
//! first, then the findings that serve the most gates. Linear but for sorting.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use num_rational::BigRational;

use super::residue::{Residue, ScoreGap};
use super::{Item, Plan, Web};
use crate::assess::exact::{ratio, whole};
use crate::model::Id;

/// Closes enough for everything that is left.
pub(super) fn close(residue: &Residue, web: &Web<'_>, plan: &mut Plan) {
    let mut progress = Progress::new(web, plan);
    for score in &residue.scores {
        progress.raise(score, web, plan);
    }
    let mut serves: HashMap<usize, usize> = HashMap::new();
    for &finding in residue.quotas.iter().flat_map(|quota| &quota.among) {
        *serves.entry(finding).or_default() += 1;
    }
    for quota in &residue.quotas {
        let closed = quota.among.iter().filter(|&&index| plan.has(&Item::Finding(index))).count();
        let mut open: Vec<_> = quota
            .among
            .iter()
            .filter(|&&index| !plan.has(&Item::Finding(index)))
            .map(|&index| {
                let serves = serves.get(&index).copied().unwrap_or(0);
                (Reverse(serves), web.tie(&Item::Finding(index)), index)
            })
            .collect();
        open.sort();
        for (_, _, finding) in open.iter().take(quota.need.saturating_sub(closed)) {
            plan.close(&Item::Finding(*finding));
        }
    }
}

/// How far each claim is from being supported.
struct Progress {
    /// Items and claims that are still in its way.
    pending: Vec<usize>,
    /// No fewer items than it takes.
    estimate: Vec<u64>,
    /// The claims that rest on it.
    carries: Vec<Vec<usize>>,
    /// The claims that each finding refutes.
    refutes: HashMap<usize, Vec<usize>>,
}

impl Progress {
    fn new(web: &Web<'_>, plan: &Plan) -> Self {
        let size = web.ground.claims.len();
        let mut progress = Self {
            pending: vec![0; size],
            estimate: vec![0; size],
            carries: vec![Vec::new(); size],
            refutes: HashMap::new(),
        };
        for index in web.order().filter(|&index| !web.is_fine(index)) {
            let open = |finding: &&usize| !plan.has(&Item::Finding(**finding));
            let findings: Vec<usize> = web.refuting(index).iter().filter(open).copied().collect();
            let own = usize::from(web.lacks(index) && !plan.has(&Item::Claim(index)));
            let (mut pending, mut estimate) = (findings.len() + own, (findings.len() + own) as u64);
            for other in web.troubled(index) {
                if progress.pending.get(other).is_some_and(|pending| *pending > 0) {
                    pending += 1;
                    let more = progress.estimate.get(other).copied().unwrap_or(0);
                    estimate = estimate.saturating_add(more);
                    if let Some(carries) = progress.carries.get_mut(other) {
                        carries.push(index);
                    }
                }
            }
            for finding in findings {
                progress.refutes.entry(finding).or_default().push(index);
            }
            if let (Some(p), Some(e)) =
                (progress.pending.get_mut(index), progress.estimate.get_mut(index))
            {
                (*p, *e) = (pending, estimate);
            }
        }
        progress
    }

    fn is_supported(&self, claim: usize) -> bool {
        self.pending.get(claim).is_some_and(|pending| *pending == 0)
    }

    /// Supports claims until the score is high enough.
    fn raise(&mut self, score: &ScoreGap, web: &Web<'_>, plan: &mut Plan) {
        let gain_of = |claim: usize| -> Option<&BigRational> {
            score.gains.get(web.claim(claim)?.scored_in.as_ref()?)
        };
        let counts: HashSet<usize> = score.claims.iter().copied().collect();
        let already = score.claims.iter().copied().filter(|&claim| self.is_supported(claim));
        let mut gained = already.filter_map(gain_of).fold(whole(0), |sum, gain| sum + gain);
        let mut walk = web.walk();
        for claim in self.by_worth(score, web) {
            if gained >= score.need {
                return;
            }
            let mut news = Vec::new();
            walk.items(claim, &mut |item| {
                if plan.close(&item) {
                    self.closed(&item, &mut news);
                }
            });
            // What was closed for one claim may have supported others.
            let helped = news.into_iter().filter(|claim| counts.contains(claim));
            gained = helped.filter_map(gain_of).fold(gained, |sum, gain| sum + gain);
        }
    }

    /// Notes that an item is closed, and which claims that supports.
    fn closed(&mut self, item: &Item, news: &mut Vec<usize>) {
        let mut open: Vec<usize> = match item {
            Item::Finding(finding) => self.refutes.remove(finding).unwrap_or_default(),
            Item::Claim(claim) => vec![*claim],
            Item::Contradiction(_)
            | Item::Role(_)
            | Item::Condition(_)
            | Item::Run(_)
            | Item::Waiver(_) => Vec::new(),
        };
        while let Some(claim) = open.pop() {
            let Some(pending) = self.pending.get_mut(claim).filter(|pending| **pending > 0) else {
                continue;
            };
            *pending -= 1;
            if *pending == 0 {
                news.push(claim);
                open.extend(self.carries.get(claim).into_iter().flatten());
            }
        }
    }

    /// The claims that could raise the score, those first that give most for an item. A finding that alone
    /// stands in the way of several claims gives what all of them do.
    fn by_worth(&self, score: &ScoreGap, web: &Web<'_>) -> Vec<usize> {
        let estimate = |claim: usize| self.estimate.get(claim).copied().unwrap_or(u64::MAX).max(1);
        let sole = |claim: usize| match web.refuting(claim) {
            [finding] if estimate(claim) == 1 => Some(*finding),
            _ => None,
        };
        let mut lifted: HashMap<usize, u64> = HashMap::new();
        for finding in score.claims.iter().filter_map(|&claim| sole(claim)) {
            *lifted.entry(finding).or_default() += 1;
        }
        let gains = relative(score);
        let mut ranked: Vec<_> = score
            .claims
            .iter()
            .filter_map(|&claim| {
                let gain = *gains.get(web.claim(claim)?.scored_in.as_ref()?)?;
                let together = sole(claim).and_then(|finding| lifted.get(&finding)).copied();
                let worth = gain * u128::from(together.unwrap_or(1)) / u128::from(estimate(claim));
                Some((Reverse(worth), estimate(claim), web.tie(&Item::Claim(claim)), claim))
            })
            .collect();
        ranked.sort();
        ranked.into_iter().map(|(_, _, _, claim)| claim).collect()
    }
}

/// The gains in parts of 2^64 of the greatest: enough to rank by.
fn relative(score: &ScoreGap) -> HashMap<&Id, u128> {
    let Some(most) = score.gains.values().max() else { return HashMap::new() };
    let unit = whole(u64::MAX);
    let part = |gain: &BigRational| {
        let share = ratio(&(gain * &unit), most)?;
        u128::try_from(share.to_integer()).ok()
    };
    score.gains.iter().filter_map(|(id, gain)| Some((id, part(gain)?))).collect()
}
