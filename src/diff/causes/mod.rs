//! Why verdict, gates, claims and scores changed (SEMANTICS rule 27).
//!
//! Each fact that differs has one cause, told by `rule`. `judge` is a pure function, so that it can be asked what it
//! would say of the old facts with those of some causes taken new: of none, that is the old report; of all, the new
//! one. From what it says of every set of causes, `parts` reckons what each adds.

mod facts;
pub(super) mod parts;
mod rule;
mod rules;
mod sides;

use num_rational::BigRational;
use rayon::prelude::*;

use self::rules::Rules;
use self::sides::{Set, Sides};
use super::compared::Compared;
use super::findings::Change;
use super::stated::Said;
use crate::assess::judge;
use crate::model::delta::{Cause, CauseReport};
use crate::model::{Id, Verdict};

pub(super) use rule::{of_finding, of_measure};

/// What the judgement says of each set of causes.
pub(super) struct Explained {
    /// The causes from which something differs; the bits of a set are in their order.
    causes: Vec<Cause>,
    /// What differs by each, in words.
    what: Vec<Vec<(&'static str, u64)>>,
    /// By set: the first takes nothing new, the last all.
    said: Vec<Said>,
    /// What the reports state, where the rules of judging were others.
    rules: Rules,
}

/// Judges with every set of causes.
pub(super) fn explain<'r>(compared: &Compared<'r>, findings: &[Change<'r>]) -> Explained {
    let sides = Sides::of(compared, findings);
    let counted = sides.counted();
    let causes: Vec<Cause> = counted.keys().copied().collect();
    let said = said(&sides, &causes);
    let what = counted.into_values().map(|kinds| kinds.into_iter().collect()).collect();
    let rules = Rules::default();
    let mut explained = Explained { causes, what, said, rules };
    explained.rules = Rules::of(compared, &explained.said);
    if explained.rules.are_others() {
        explained.blame_rules();
    }
    explained
}

/// What is judged of each set of causes. Sets that differ only by policy or day are judged on the same facts.
fn said(sides: &Sides<'_>, causes: &[Cause]) -> Vec<Said> {
    let sets = 0..1_u32 << causes.len();
    let beside = causes.iter().enumerate().filter(|(_, cause)| !sides.changes_facts(**cause));
    let beside = beside.fold(0, |bits, (at, _)| bits | 1_u32 << at);
    let of_facts: Vec<u32> = sets.clone().filter(|bits| bits & beside == 0).collect();
    let taken = |bits: u32| -> Set {
        causes.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1).collect()
    };
    let judged = of_facts.into_par_iter().flat_map_iter(|of_facts| {
        let facts = sides.facts(&taken(of_facts));
        let sets = sets.clone().filter(|bits| bits & !beside == of_facts);
        let judged = sets.map(|bits| {
            let (policy, as_of) = sides.judged_by(&taken(bits));
            (bits, Said::judged(judge(&facts, policy, as_of)))
        });
        judged.collect::<Vec<_>>()
    });
    let mut judged: Vec<(u32, Said)> = judged.collect();
    judged.sort_unstable_by_key(|(bits, _)| *bits);
    judged.into_iter().map(|(_, said)| said).collect()
}

impl Explained {
    /// What comes from each cause.
    pub(super) fn reports(&self) -> Vec<CauseReport> {
        let totals = self.totals();
        let whole = totals.first().zip(totals.last());
        let whole = whole.and_then(|(old, new)| Some(new.as_ref()? - old.as_ref()?));
        let parts = whole.map(|whole| parts::printed(&whole, self.parts(&totals)).1);
        let all = self.causes.iter().zip(&self.what).enumerate();
        all.filter_map(|(at, (cause, what))| {
            Some(CauseReport {
                cause: *cause,
                facts: what.iter().map(|(_, count)| count).sum(),
                what: what.iter().map(|(kind, count)| format!("{kind}: {count}")).collect(),
                gates: self.gates_without(at),
                score: parts.as_ref().and_then(|parts| parts.get(at)).cloned(),
                verdict_without: self.verdict_without(at)?,
            })
        })
        .collect()
    }

    /// The total score of each set of causes.
    pub(super) fn totals(&self) -> Vec<Option<BigRational>> {
        self.values(|said| said.total.clone())
    }

    /// The score of a category in each.
    pub(super) fn scores_of(&self, category: &Id) -> Vec<Option<BigRational>> {
        self.values(|said| said.scores.get(category).cloned().flatten())
    }

    /// A score in each set. What the rules of judging add comes with the cause that they have.
    fn values(&self, of: impl Fn(&Said) -> Option<BigRational>) -> Vec<Option<BigRational>> {
        let mut values: Vec<Option<BigRational>> = self.said.iter().map(&of).collect();
        if let Some(bit) = self.causes.iter().position(|cause| *cause == rules::CAUSE) {
            self.rules.add(&mut values, bit, of);
        }
        values
    }

    /// What each cause adds to a value; nothing where it is missing for one of the sets.
    pub(super) fn parts(&self, values: &[Option<BigRational>]) -> Vec<(Cause, BigRational)> {
        let values: Option<Vec<BigRational>> = values.iter().cloned().collect();
        let parts = values.map(|values| parts::shapley(self.causes.len(), &values));
        self.causes.iter().copied().zip(parts.unwrap_or_default()).collect()
    }

    /// The causes without which a gate would end otherwise.
    pub(super) fn of_gate(&self, gate: &Id) -> Vec<Cause> {
        self.needed(|said| said.gates.get(gate).copied())
    }

    /// Those without which a claim would be in another state.
    pub(super) fn of_claim(&self, claim: &Id) -> Vec<Cause> {
        self.needed(|said| said.claims.get(claim).copied())
    }

    /// The causes that a change needs; where none is needed, since several would do, those of which each would do;
    /// where none would do either, all of them.
    fn needed<T: PartialEq>(&self, of: impl Fn(&Said) -> Option<T>) -> Vec<Cause> {
        let mut needed = self.needed_by_facts(&of);
        if self.rules.change(of) && !needed.contains(&rules::CAUSE) {
            needed.push(rules::CAUSE);
        }
        needed
    }

    fn needed_by_facts<T: PartialEq>(&self, of: impl Fn(&Said) -> Option<T>) -> Vec<Cause> {
        let (Some(old), Some(new)) = (self.said.first().map(&of), self.said.last().map(&of)) else {
            return Vec::new();
        };
        let chosen = |is: &dyn Fn(usize) -> bool| -> Vec<Cause> {
            let all = self.causes.iter().enumerate();
            all.filter(|(at, _)| is(*at)).map(|(_, cause)| *cause).collect()
        };
        let needed = chosen(&|at| self.without(at).map(&of).is_some_and(|it| it != new));
        if !needed.is_empty() {
            return needed;
        }
        let enough = chosen(&|at| self.said.get(1 << at).map(&of).is_some_and(|it| it != old));
        if enough.is_empty() && old != new { self.causes.clone() } else { enough }
    }

    fn gates_without(&self, at: usize) -> Vec<Id> {
        let (Some(all), Some(without)) = (self.said.last(), self.without(at)) else {
            return Vec::new();
        };
        let ids: std::collections::BTreeSet<&Id> =
            all.gates.keys().chain(without.gates.keys()).collect();
        let by_rules = self.causes.get(at) == Some(&rules::CAUSE);
        let differ = ids.into_iter().filter(|id| {
            let ends = |said: &Said| said.gates.get(*id).copied();
            ends(all) != ends(without) || (by_rules && self.rules.change(ends))
        });
        differ.cloned().collect()
    }

    /// The verdict without a cause, by the rules of today: where there is no other, that of the old report, and where it
    /// changes nothing, that of the new one, as they are stated.
    fn verdict_without(&self, at: usize) -> Option<Verdict> {
        let (all, without) = (self.said.last()?, self.without(at)?);
        let (old, new) = self.rules.stated();
        if self.causes.len() == 1 {
            return Some(old.unwrap_or(without).verdict);
        }
        let stated = new.filter(|_| all.verdict == without.verdict);
        Some(stated.unwrap_or(without).verdict)
    }

    /// Puts the rules of judging among the causes.
    fn blame_rules(&mut self) {
        if self.causes.last() != Some(&rules::CAUSE) {
            self.causes.push(rules::CAUSE);
            self.what.push(Vec::new());
            // No fact has that cause: what is said with it is what is said without it.
            self.said.extend_from_within(..);
        }
        if let Some(what) = self.what.last_mut() {
            what.push((rules::KIND, 1));
        }
    }

    /// What is said where all causes but one are taken new.
    fn without(&self, at: usize) -> Option<&Said> {
        let all = self.said.len().checked_sub(1)?;
        self.said.get(all & !(1 << at))
    }
}
