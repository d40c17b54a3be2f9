//! What is equal to others, told apart by the findings next to it that are paired: what stands between two of them moved
//! by as many lines as the one before it, or as the one behind it.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::order::{Stand, both_stands};
use super::pairing::{Files, Pairing, Proposal};
use super::seen::{Seen, Symbol};
use crate::model::MatchReason;

/// How often what was found tells more.
const ROUNDS: usize = 3;

/// Pairs equal contents of which each stands where its nearest neighbours that are paired say.
pub(super) fn shift(pairing: &mut Pairing) {
    for _ in 0..ROUNDS {
        let forth = expected(pairing, Side::Old);
        let back = expected(pairing, Side::New);
        let mut found: BTreeMap<Proposal, bool> = BTreeMap::new();
        let back = back.into_iter().map(|((new, old), is_sure)| ((old, new), is_sure));
        for (pair, is_sure) in forth.into_iter().chain(back) {
            *found.entry(pair).or_default() |= is_sure;
        }
        let proposals = without_halves(pairing, found);
        if proposals.is_empty() {
            break;
        }
        pairing.accept(MatchReason::Shift, proposals);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Old,
    New,
}

/// Where a paired finding went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Went {
    path: Symbol,
    by: i128,
}

/// A finding without a partner, and what stands where its neighbours went.
struct Open {
    at: usize,
    line: u64,
    before: Option<usize>,
    behind: Option<usize>,
}

/// Pairs of the findings of a side without a partner, and whether both neighbours say so.
fn expected(pairing: &Pairing, side: Side) -> Vec<(Proposal, bool)> {
    let all = pairing.side(side);
    let places = Places::of(pairing, side);
    let mut found = Vec::new();
    for file in all.chunk_by(|one, other| one.1.path == other.1.path) {
        for run in file.chunk_by(|one, other| one.2.is_none() && other.2.is_none()) {
            let Some(first) = run.first().filter(|one| one.2.is_none()) else { continue };
            let Some(last) = run.last() else { continue };
            let path = first.1.path;
            let near = |at: Option<usize>| {
                let (_, seen, partner) = all.get(at?).filter(|it| it.1.path == path)?;
                let partner = (*partner)?;
                let by = i128::from(partner.line) - i128::from(seen.line);
                Some(Went { path: partner.path, by })
            };
            // A file begins where it began.
            let before = near(first.0.checked_sub(1)).or(Some(Went { path, by: 0 }));
            let behind = near(last.0.checked_add(1));
            let open = |(at, seen, _): &(usize, &Seen, Option<&Seen>)| Open {
                at: *at,
                line: seen.line,
                before: before.and_then(|went| places.at(*at, seen, went)),
                behind: behind.and_then(|went| places.at(*at, seen, went)),
            };
            let run: Vec<Open> = run.iter().map(open).collect();
            let is_sure = before == behind;
            found.extend(split(&run).into_iter().map(|pair| (pair, is_sure)));
        }
    }
    found
}

/// An edit stands between what moved as the one before and what moved as the one behind: where it explains most. What
/// either place of the edit explains otherwise stays open.
fn split(run: &[Open]) -> Vec<Proposal> {
    let mut explained = run.iter().filter(|open| open.behind.is_some()).count();
    let (mut best, mut first, mut last) = (explained, 0, 0);
    for (at, open) in run.iter().enumerate() {
        explained += usize::from(open.before.is_some());
        explained -= usize::from(open.behind.is_some());
        // No edit is within a line.
        if run.get(at + 1).is_some_and(|next| next.line == open.line) {
            continue;
        }
        if explained > best {
            (best, first) = (explained, at + 1);
        }
        if explained == best {
            last = at + 1;
        }
    }
    let mut found = Vec::new();
    for (at, open) in run.iter().enumerate() {
        let other = if at < first {
            open.before
        } else if at >= last {
            open.behind
        } else {
            open.before.filter(|_| open.before == open.behind)
        };
        found.extend(other.map(|other| (open.at, other)));
    }
    found
}

/// What has no partner on the other side, by its place. Of equal ones on a line the first is the first.
struct Places {
    there: HashMap<(Symbol, Symbol, Symbol, u64), Vec<usize>>,
    nth: Vec<usize>,
}

impl Places {
    fn of(pairing: &Pairing, side: Side) -> Self {
        let place = |seen: &Seen| (seen.rule, seen.what(), seen.path, seen.line);
        let (own, other): (Vec<_>, Vec<_>) = match side {
            Side::Old => (pairing.free_old().collect(), pairing.free_new().collect()),
            Side::New => (pairing.free_new().collect(), pairing.free_old().collect()),
        };
        let mut there: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, seen) in other {
            there.entry(place(seen)).or_default().push(at);
        }
        let mut counts: HashMap<_, usize> = HashMap::new();
        let mut nth =
            vec![0; if side == Side::Old { pairing.old.len() } else { pairing.new.len() }];
        for (at, seen) in own {
            let count = counts.entry(place(seen)).or_default();
            if let Some(slot) = nth.get_mut(at) {
                *slot = *count;
            }
            *count += 1;
        }
        Self { there, nth }
    }

    /// What stands where a finding is, had it gone there.
    fn at(&self, at: usize, seen: &Seen, went: Went) -> Option<usize> {
        let line = u64::try_from(i128::from(seen.line) + went.by).ok()?;
        let there = self.there.get(&(seen.rule, seen.what(), went.path, line))?;
        there.get(*self.nth.get(at)?).copied()
    }
}

/// Of equal ones that are as many on both sides of a file all are told apart by one neighbour each, or those only that
/// can't have kept their order: where it leaves each between its neighbours, order says more.
fn without_halves(pairing: &Pairing, found: BTreeMap<Proposal, bool>) -> Vec<Proposal> {
    let group = |seen: &Seen| (seen.rule, seen.what(), seen.path);
    let mut groups: HashMap<_, Group> = HashMap::new();
    for (at, seen) in pairing.free_old() {
        groups.entry(group(seen)).or_default().olds.push(at);
    }
    for (at, seen) in pairing.free_new() {
        groups.entry(group(seen)).or_default().news.push(at);
    }
    // Told alike from either side: what went to another file counts in neither.
    for (old, new) in found.keys() {
        let (old, new) = (pairing.old.get(*old).map(group), pairing.new.get(*new).map(group));
        if let Some(group) = old.filter(|old| Some(*old) == new) {
            groups.entry(group).or_default().told += 1;
        }
    }
    let stands = both_stands(pairing, &Files::Same);
    let halves = groups.values().filter(|group| group.is_half());
    let in_order: Vec<Proposal> =
        halves.flat_map(|group| group.in_order(&stands.0, &stands.1)).collect();
    let olds: HashSet<usize> = in_order.iter().map(|pair| pair.0).collect();
    let news: HashSet<usize> = in_order.iter().map(|pair| pair.1).collect();
    let is_told = |((old, new), is_sure): &(Proposal, bool)| {
        *is_sure || !(olds.contains(old) || news.contains(new))
    };
    found.into_iter().filter(is_told).map(|it| it.0).collect()
}

/// Equal ones of a file that have no partner.
#[derive(Default)]
struct Group {
    olds: Vec<usize>,
    news: Vec<usize>,
    told: usize,
}

impl Group {
    fn is_half(&self) -> bool {
        self.olds.len() == self.news.len() && self.told < self.olds.len()
    }

    /// The first with the first and so on, where they may have stayed between their neighbours.
    fn in_order(&self, olds: &[Stand], news: &[Stand]) -> Vec<Proposal> {
        let pairs = self.olds.iter().zip(&self.news);
        let may_be = |(old, new): &(&usize, &usize)| {
            let stands = olds.get(**old).zip(news.get(**new));
            stands.is_some_and(|(old, new)| old.may_be(new))
        };
        pairs.filter(may_be).map(|(old, new)| (*old, *new)).collect()
    }
}

impl Pairing {
    /// The findings of a side in file order, each with its partner.
    fn side(&self, side: Side) -> Vec<(usize, &Seen, Option<&Seen>)> {
        match side {
            Side::Old => {
                let all = self.old.iter().zip(&self.partner).enumerate();
                let partner = |it: &Option<(usize, MatchReason)>| self.new.get(it.as_ref()?.0);
                all.map(|(at, (seen, it))| (at, seen, partner(it))).collect()
            }
            Side::New => {
                let all = self.new.iter().zip(&self.origin).enumerate();
                let partner = |it: &Option<usize>| self.old.get((*it)?);
                all.map(|(at, (seen, it))| (at, seen, partner(it))).collect()
            }
        }
    }
}
