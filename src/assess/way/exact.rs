//! The smallest choice, proven: branch and bound over at most 24 items.
//!
//! Two things keep it fast. Items that help only together (all that one claim takes) are taken as one; and of
//! items that do the same, the cheapest are taken first, so that no two equal choices are tried.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::model::Id;
use crate::model::report::WayKind;

/// The most items among which the smallest choice is searched (SEMANTICS rule 21).
pub(super) const MOST: usize = 24;

/// What decides between equally many items.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tie {
    /// How many are of unknown effort: known effort goes first.
    pub(super) unknown: u32,
    /// The hours that are known.
    pub(super) hours: u64,
    /// What it is called.
    pub(super) name: (WayKind, Id),
}

/// So many of these have to be chosen.
#[derive(Debug, Clone)]
pub(super) struct Quota {
    pub(super) among: u32,
    pub(super) need: u32,
}

/// These gains have to add up to so much.
#[derive(Debug, Clone)]
pub(super) struct Sum {
    pub(super) gains: Vec<Gain>,
    pub(super) need: i128,
}

/// What is gained once all of `mask` is chosen.
#[derive(Debug, Clone)]
pub(super) struct Gain {
    pub(super) mask: u32,
    pub(super) amount: i128,
}

/// Items as bits, and what a choice of them has to reach.
#[derive(Debug, Clone)]
pub(super) struct Puzzle {
    pub(super) ties: Vec<Tie>,
    pub(super) quotas: Vec<Quota>,
    pub(super) sums: Vec<Sum>,
}

/// Items that are taken together.
struct Unit {
    mask: u32,
    size: u32,
    unknown: u32,
    hours: u64,
    names: Vec<(WayKind, Id)>,
    /// Units of one class do the same.
    class: Vec<i128>,
    /// For each sum, no less than what choosing it can gain.
    potential: Vec<i128>,
}

/// A choice with what decides between choices.
struct Best {
    mask: u32,
    cost: (u32, u32, u64),
}

struct Search<'p> {
    puzzle: &'p Puzzle,
    units: Vec<Unit>,
    /// The bits of this unit and all after it.
    rest: Vec<u32>,
    best: Option<Best>,
}

impl Puzzle {
    /// The smallest choice: by number, then effort, then names. Everything, where even that is too little.
    pub(super) fn solve(&self) -> u32 {
        let mut units = self.units();
        units.sort_by(Unit::rank);
        let mut rest: Vec<u32> = units
            .iter()
            .rev()
            .scan(0, |all, unit| {
                *all |= unit.mask;
                Some(*all)
            })
            .collect();
        rest.reverse();
        let everything = rest.first().copied().unwrap_or(0);
        let mut search = Search { puzzle: self, units, rest, best: None };
        search.descend(0, 0, (0, 0, 0));
        search.best.map_or(everything, |best| best.mask)
    }

    /// Whether a choice reaches all of it.
    pub(super) fn is_met(&self, chosen: u32) -> bool {
        self.quotas.iter().all(|quota| (chosen & quota.among).count_ones() >= quota.need)
            && self.sums.iter().all(|sum| sum.gained(chosen) >= sum.need)
    }

    /// Groups items that are good for nothing but each other.
    fn units(&self) -> Vec<Unit> {
        let mut together: BTreeMap<Vec<bool>, u32> = BTreeMap::new();
        let mut masks = Vec::new();
        for bit in (0..self.ties.len()).map(|index| 1_u32 << index) {
            if self.quotas.iter().any(|quota| quota.among & bit != 0) {
                masks.push(bit);
                continue;
            }
            let gains = self.sums.iter().flat_map(|sum| &sum.gains);
            let uses = gains.map(|gain| gain.mask & bit != 0).collect();
            *together.entry(uses).or_default() |= bit;
        }
        masks.extend(together.into_values());
        masks.into_iter().map(|mask| self.unit(mask)).collect()
    }

    fn unit(&self, mask: u32) -> Unit {
        let has = |index: usize| mask >> index & 1 == 1;
        let ties =
            || self.ties.iter().enumerate().filter(|(index, _)| has(*index)).map(|(_, tie)| tie);
        let mut names: Vec<_> = ties().map(|tie| tie.name.clone()).collect();
        names.sort();
        let touched =
            || self.sums.iter().map(|sum| sum.gains.iter().filter(|gain| gain.mask & mask != 0));
        let potential: Vec<i128> =
            touched().map(|gains| gains.map(|gain| gain.amount).sum()).collect();
        let is_alone = touched().flatten().all(|gain| gain.mask & !mask == 0);
        let mut class: Vec<i128> =
            self.quotas.iter().map(|q| i128::from(q.among & mask != 0)).collect();
        class.extend(&potential);
        // What it does depends on other units: then nothing does the same.
        class.push(if is_alone { -1 } else { i128::from(mask) });
        Unit {
            mask,
            size: mask.count_ones(),
            unknown: ties().map(|tie| tie.unknown).sum(),
            hours: ties().map(|tie| tie.hours).sum(),
            names,
            class,
            potential,
        }
    }

    fn names(&self, mask: u32) -> Vec<&(WayKind, Id)> {
        let chosen = self.ties.iter().enumerate().filter(|(index, _)| mask >> index & 1 == 1);
        let mut names: Vec<_> = chosen.map(|(_, tie)| &tie.name).collect();
        names.sort();
        names
    }
}

impl Sum {
    fn gained(&self, chosen: u32) -> i128 {
        self.gains.iter().filter(|gain| gain.mask & !chosen == 0).map(|gain| gain.amount).sum()
    }
}

impl Unit {
    /// Units of one class stand side by side, the cheapest first.
    fn rank(&self, other: &Self) -> Ordering {
        let alike = self.size.cmp(&other.size).then_with(|| self.class.cmp(&other.class));
        let cost = |unit: &Self| (unit.unknown, unit.hours);
        alike.then(cost(self).cmp(&cost(other))).then_with(|| self.names.cmp(&other.names))
    }

    fn does_as(&self, other: &Self) -> bool {
        self.size == other.size && self.class == other.class
    }
}

impl Search<'_> {
    /// Tries all that can be chosen from unit `at` on, beside `chosen`.
    fn descend(&mut self, at: usize, chosen: u32, cost: (u32, u32, u64)) {
        if self.puzzle.is_met(chosen) {
            self.keep(chosen, cost);
            return;
        }
        let rest = self.rest.get(at).copied().unwrap_or(0);
        let Some(unit) = self.units.get(at) else { return };
        if !self.puzzle.is_met(chosen | rest) || self.is_worse(at, chosen, cost) {
            return;
        }
        let with = (cost.0 + unit.size, cost.1 + unit.unknown, cost.2 + unit.hours);
        let mask = unit.mask;
        // Whoever passes over a unit passes over all that do the same: those are no cheaper.
        let same = self.units.iter().skip(at).take_while(|other| other.does_as(unit)).count();
        self.descend(at + 1, chosen | mask, with);
        self.descend(at + same, chosen, cost);
    }

    fn keep(&mut self, mask: u32, cost: (u32, u32, u64)) {
        let is_better = self.best.as_ref().is_none_or(|best| match cost.cmp(&best.cost) {
            Ordering::Less => true,
            Ordering::Equal => self.puzzle.names(mask) < self.puzzle.names(best.mask),
            Ordering::Greater => false,
        });
        if is_better {
            self.best = Some(Best { mask, cost });
        }
    }

    /// Whether nothing from here on can be as good as the best so far.
    fn is_worse(&self, at: usize, chosen: u32, cost: (u32, u32, u64)) -> bool {
        self.best
            .as_ref()
            .is_some_and(|best| (cost.0 + self.at_least(at, chosen), cost.1, cost.2) > best.cost)
    }

    /// So many more items are needed at the least.
    fn at_least(&self, at: usize, chosen: u32) -> u32 {
        let quotas = self.puzzle.quotas.iter();
        let quotas =
            quotas.map(|quota| quota.need.saturating_sub((chosen & quota.among).count_ones()));
        let rest = self.units.get(at..).unwrap_or_default();
        let sums = self.puzzle.sums.iter().enumerate().map(|(index, sum)| {
            let lacking = sum.need - sum.gained(chosen);
            if lacking <= 0 {
                return 0;
            }
            // Were every item as good as the best, so many would do.
            let density = |unit: &Unit| {
                let potential = unit.potential.get(index).copied().unwrap_or(0);
                potential.div_euclid(i128::from(unit.size))
                    + i128::from(potential.rem_euclid(i128::from(unit.size)) != 0)
            };
            let best = rest.iter().map(density).max().unwrap_or(0).max(1);
            let needed = lacking.div_euclid(best) + i128::from(lacking.rem_euclid(best) != 0);
            u32::try_from(needed).unwrap_or(u32::MAX / 2)
        });
        quotas.chain(sums).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cost(puzzle: &Puzzle, mask: u32) -> (u32, u32, u64, Vec<&(WayKind, Id)>) {
        let ties = puzzle.ties.iter().enumerate().filter(|(index, _)| mask >> index & 1 == 1);
        let (unknown, hours) =
            ties.fold((0, 0), |sum, (_, tie)| (sum.0 + tie.unknown, sum.1 + tie.hours));
        (mask.count_ones(), unknown, hours, puzzle.names(mask))
    }

    fn by_force(puzzle: &Puzzle) -> Option<u32> {
        let all = 0..1_u32 << puzzle.ties.len();
        all.filter(|mask| puzzle.is_met(*mask))
            .min_by(|a, b| cost(puzzle, *a).cmp(&cost(puzzle, *b)))
    }

    fn tie(index: usize, hours: Option<u64>) -> Tie {
        Tie {
            unknown: u32::from(hours.is_none()),
            hours: hours.unwrap_or(0),
            name: (WayKind::Finding, Id::new(format!("f{}", (index * 7) % 10))),
        }
    }

    prop_compose! {
        fn puzzles()(size in 1_usize..10)(
            hours in prop::collection::vec(prop::option::of(0_u64..4), size),
            quotas in prop::collection::vec((0_u32..1 << size, 1_u32..4), 0..3),
            sums in prop::collection::vec(
                (prop::collection::vec((1_u32..1 << size, 1_i128..4), 1..8), 1_i128..12), 0..3),
            narrow in any::<bool>(),
        ) -> Puzzle {
            let one_bit = |mask: u32| if narrow { mask & mask.wrapping_neg() } else { mask };
            let gains = |gains: Vec<(u32, i128)>| gains.into_iter()
                .map(|(mask, amount)| Gain { mask: one_bit(mask), amount }).collect();
            Puzzle {
                ties: hours.into_iter().enumerate().map(|(index, hours)| tie(index, hours)).collect(),
                quotas: quotas.into_iter().map(|(among, need)| Quota { among, need }).collect(),
                sums: sums.into_iter().map(|(of, need)| Sum { gains: gains(of), need }).collect(),
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn the_choice_is_the_smallest_of_all(puzzle in puzzles()) {
            if let Some(best) = by_force(&puzzle) {
                prop_assert_eq!(puzzle.solve(), best);
            }
        }
    }

    #[test]
    fn twenty_four_equal_items_are_chosen_by_name_at_once() {
        let gains = (0..24).map(|bit| Gain { mask: 1 << bit, amount: 1 }).collect();
        let puzzle = Puzzle {
            ties: (0..24)
                .map(|index| Tie {
                    unknown: 1,
                    hours: 0,
                    name: (WayKind::Claim, Id::new(format!("c{index:02}"))),
                })
                .collect(),
            quotas: Vec::new(),
            sums: vec![Sum { gains, need: 12 }],
        };
        assert_eq!(puzzle.solve(), 0xfff);
    }

    /// No two of these items do the same, and each gain takes three of them: the search has only its bounds.
    #[test]
    fn twenty_four_entangled_items_take_no_age() {
        let mut seed = 7_u32;
        let mut next = |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) % below
        };
        let gains: Vec<Gain> = (0..40)
            .map(|_| {
                let mask = (1 << next(24)) | (1 << next(24)) | (1 << next(24));
                Gain { mask, amount: 1 + i128::from(next(5)) }
            })
            .collect();
        let all: i128 = gains.iter().map(|gain| gain.amount).sum();
        let ties = (0..24).map(|index| tie(index, Some(u64::from(next(9))))).collect();
        let puzzle = Puzzle { ties, quotas: Vec::new(), sums: vec![Sum { gains, need: all / 2 }] };
        let chosen = puzzle.solve();
        assert!(puzzle.is_met(chosen) && chosen.count_ones() < 24);
    }
}
