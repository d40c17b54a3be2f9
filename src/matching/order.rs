//! Equal findings of one file that are more on one side: which of them are the ones that were there. In their order, and
//! as near as can be to where their paired neighbours leave them.

use super::pairing::{Files, Pairing, Proposal, keyed};
use super::seen::{NONE, Seen, Symbol};
use crate::model::MatchReason;

/// How many pairs are weighed against each other. Beyond, the first are the first.
const MOST: usize = 1 << 14;

/// Pairs as many as the side has that has fewer. The others stay as they are.
pub(super) fn order(pairing: &mut Pairing, files: &Files) {
    let key = |seen: &Seen, file: &Symbol| {
        (seen.what() != NONE).then_some((seen.rule, *file, seen.what()))
    };
    let old = |seen: &Seen| -> Vec<_> {
        files.of_old(seen).iter().filter_map(|file| key(seen, file)).collect()
    };
    let new = |seen: &Seen| -> Vec<_> {
        files.of_new(seen).iter().filter_map(|file| key(seen, file)).collect()
    };
    let (olds, news) = (keyed(pairing.free_old(), old), keyed(pairing.free_new(), new));
    let sides = both_stands(pairing, files);
    let mut proposals = Vec::new();
    let mut news = news.chunk_by(|one, other| one.0 == other.0).peekable();
    for olds in olds.chunk_by(|one, other| one.0 == other.0) {
        let key = olds.first().map(|(key, _)| key);
        while news.next_if(|news| news.first().map(|(key, _)| key) < key).is_some() {}
        let Some(news) = news.next_if(|news| news.first().map(|(key, _)| key) == key) else {
            continue;
        };
        proposals.extend(paired(&places(olds, &sides.0), &places(news, &sides.1)));
    }
    pairing.accept(MatchReason::Order, proposals);
}

/// Where a finding stands, and by how many lines its neighbours before it and behind it moved that are paired.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stand {
    at: usize,
    line: i128,
    before: Option<i128>,
    behind: Option<i128>,
}

impl Stand {
    /// By how many lines at least and at most it moved, if it stayed between its neighbours: whatever was edited between
    /// them may stand before it or behind it. With one neighbour it moved as that did.
    fn moved(&self) -> (i128, i128) {
        let one = self.before.or(self.behind).unwrap_or_default();
        let other = self.behind.unwrap_or(one);
        (one.min(other), one.max(other))
    }

    /// Whether it can be another one without having left the place between its two neighbours.
    pub(super) fn may_be(&self, other: &Self) -> bool {
        let moved = other.line - self.line;
        let is_within = |stand: &Self, moved: i128| {
            stand.before.is_none() || stand.behind.is_none() || outside(stand.moved(), moved) == 0
        };
        is_within(self, moved) && is_within(other, -moved)
    }
}

fn places<K>(keyed: &[(K, usize)], all: &[Stand]) -> Vec<Stand> {
    keyed.iter().filter_map(|(_, at)| all.get(*at).copied()).collect()
}

fn paired(olds: &[Stand], news: &[Stand]) -> Vec<Proposal> {
    if olds.len() <= news.len() {
        let chosen = nearest(olds, news);
        return olds.iter().zip(chosen).map(|(old, new)| (old.at, new.at)).collect();
    }
    let chosen = nearest(news, olds);
    news.iter().zip(chosen).map(|(new, old)| (old.at, new.at)).collect()
}

/// For each of a few one of many, in their order, so that they are least far from where they can be; of two ways the
/// earlier.
fn nearest(few: &[Stand], many: &[Stand]) -> Vec<Stand> {
    let more = many.len() - few.len();
    if more == 0 || few.len() * (more + 1) > MOST {
        return many.to_vec();
    }
    // For each of the few, what it costs at least that it and those behind it have theirs from a place on.
    let mut costs = vec![vec![0_u128; more + 1]];
    for (number, one) in few.iter().enumerate().rev() {
        let behind = costs.last().map_or(&[][..], Vec::as_slice);
        let here = many.iter().skip(number).zip(behind).map(|(other, cost)| far(one, other) + cost);
        let mut row: Vec<u128> = here.collect();
        let mut least = u128::MAX;
        for cost in row.iter_mut().rev() {
            least = least.min(*cost);
            *cost = least;
        }
        costs.push(row);
    }
    let mut skipped = 0;
    let choose = |number: usize| {
        let is_best = |at: &usize| is_met(few, many, &costs, number, *at);
        skipped = (skipped..=more).find(is_best).unwrap_or(skipped);
        many.get(number + skipped).copied()
    };
    (0..few.len()).filter_map(choose).collect()
}

/// Whether the least cost is that of the place itself, not of one behind it.
fn is_met(few: &[Stand], many: &[Stand], costs: &[Vec<u128>], number: usize, at: usize) -> bool {
    let rest = few.len() - number;
    let here = || {
        let (one, other) = (few.get(number)?, many.get(number + at)?);
        Some(far(one, other) + costs.get(rest - 1)?.get(at)?)
    };
    here() == costs.get(rest).and_then(|row| row.get(at)).copied()
}

/// By how many lines two are away from where their paired neighbours leave them.
fn far(one: &Stand, other: &Stand) -> u128 {
    let moved = other.line - one.line;
    outside(one.moved(), moved) + outside(other.moved(), -moved)
}

fn outside((low, high): (i128, i128), moved: i128) -> u128 {
    (low - moved).max(moved - high).max(0).unsigned_abs()
}

/// Where the findings of both sides stand, as far as their neighbours are in files that stand for each other.
pub(super) fn both_stands(pairing: &Pairing, files: &Files) -> (Vec<Stand>, Vec<Stand>) {
    let partner: Vec<_> = pairing.partner.iter().map(|it| it.map(|(new, _)| new)).collect();
    let is_of = |old: &Seen, new: &Seen| {
        files.of_old(old).iter().any(|file| files.of_new(new).contains(file))
    };
    let old = stands(&pairing.old, &partner, &pairing.new, is_of);
    let new = stands(&pairing.new, &pairing.origin, &pairing.old, |new, old| is_of(old, new));
    (old, new)
}

/// Where the findings of a side stand, and how those that are paired before and behind each in its file moved.
fn stands(
    all: &[Seen],
    partner: &[Option<usize>],
    others: &[Seen],
    is_of: impl Fn(&Seen, &Seen) -> bool,
) -> Vec<Stand> {
    let line = |seen: &Seen| i128::from(seen.line);
    let moved = |seen: &Seen, partner: &Option<usize>| {
        let other = others.get((*partner)?).filter(|other| is_of(seen, other))?;
        Some((seen.path, line(other) - line(seen)))
    };
    let here = |near: Option<(Symbol, i128)>, seen: &Seen| {
        near.filter(|(path, _)| *path == seen.path).map(|(_, moved)| moved)
    };
    let mut stands = Vec::with_capacity(all.len());
    let mut near = None;
    for (at, (seen, partner)) in all.iter().zip(partner).enumerate() {
        near = moved(seen, partner).or(near);
        stands.push(Stand { at, line: line(seen), before: here(near, seen), behind: None });
    }
    near = None;
    for (stand, (seen, partner)) in stands.iter_mut().zip(all.iter().zip(partner)).rev() {
        near = moved(seen, partner).or(near);
        stand.behind = here(near, seen);
    }
    stands
}
