//! What is equal to others, told apart by the findings next to it that are paired: what stands between two of them moved
//! by as many lines as the one before it, or as the one behind it.

use std::collections::{BTreeMap, HashMap};

use super::pairing::{Pairing, Proposal};
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
        for (pair, is_sure) in
            forth.into_iter().chain(back.into_iter().map(|((new, old), sure)| ((old, new), sure)))
        {
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

/// Of equal ones that are as many on both sides of a file all or none are told apart by one neighbour each: where some
/// stay open, their order says more.
fn without_halves(pairing: &Pairing, found: BTreeMap<Proposal, bool>) -> Vec<Proposal> {
    let group = |seen: &Seen| (seen.rule, seen.what(), seen.path);
    let mut counts: HashMap<_, (usize, usize, usize)> = HashMap::new();
    for (_, seen) in pairing.free_old() {
        counts.entry(group(seen)).or_default().0 += 1;
    }
    for (_, seen) in pairing.free_new() {
        counts.entry(group(seen)).or_default().1 += 1;
    }
    for (old, _) in found.keys() {
        if let Some(seen) = pairing.old.get(*old) {
            counts.entry(group(seen)).or_default().2 += 1;
        }
    }
    let is_half = |old: usize| {
        let counts = pairing.old.get(old).and_then(|seen| counts.get(&group(seen)));
        counts.is_some_and(|(olds, news, told)| olds == news && told < olds)
    };
    found.into_iter().filter(|((old, _), sure)| *sure || !is_half(*old)).map(|it| it.0).collect()
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
