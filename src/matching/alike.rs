//! What was edited where it stands: like content, between the same neighbours or alone of its rule.

use std::collections::HashMap;

use super::pairing::{Files, Pairing, Proposal, keyed};
use super::seen::{Seen, Symbol, has_substance};
use crate::model::MatchReason;

/// How like contents are that stand between the same neighbours, in hundredths.
const BESIDE: usize = 50;
/// How like they are elsewhere in the file.
const ALONE: usize = 70;
/// How many of one rule and file are compared with each other.
const MOST: usize = 32;

/// Pairs those that are most like each other, each the other's best.
pub(super) fn alike(pairing: &mut Pairing, files: &Files, texts: &[&str]) {
    let old =
        |seen: &Seen| -> Vec<_> { files.of_old(seen).iter().map(|it| (seen.rule, *it)).collect() };
    let new =
        |seen: &Seen| -> Vec<_> { files.of_new(seen).iter().map(|it| (seen.rule, *it)).collect() };
    let olds = keyed(pairing.free_old(), old);
    let news = keyed(pairing.free_new(), new);
    let mut by_key: HashMap<(Symbol, Symbol), Vec<usize>> = HashMap::new();
    for (key, at) in news {
        by_key.entry(key).or_default().push(at);
    }
    let neighbours = Neighbours::of(pairing);
    let mut proposals = Vec::new();
    for group in olds.chunk_by(|one, other| one.0 == other.0) {
        let Some(news) = group.first().and_then(|(key, _)| by_key.get(key)) else { continue };
        if group.len() <= MOST && news.len() <= MOST {
            let olds: Vec<usize> = group.iter().map(|(_, at)| *at).collect();
            proposals.extend(best(pairing, &neighbours, texts, (&olds, news)));
        }
    }
    pairing.accept(MatchReason::Alike, proposals);
}

/// Each the other's best, and no other as good.
fn best(
    pairing: &Pairing,
    neighbours: &Neighbours,
    texts: &[&str],
    (olds, news): (&[usize], &[usize]),
) -> Vec<Proposal> {
    let mut all: Vec<(usize, usize, usize)> = Vec::new();
    for old in olds {
        for new in news {
            let (Some(one), Some(other)) = (pairing.old.get(*old), pairing.new.get(*new)) else {
                continue;
            };
            let is_beside = neighbours.are_shared(*old, *new);
            let like = likeness(one, other, texts);
            if like >= if is_beside { BESIDE } else { ALONE } {
                // What stands between the same neighbours goes before what is as like elsewhere.
                all.push((*old, *new, 2 * like + usize::from(is_beside)));
            }
        }
    }
    let best_of = |side: fn(&(usize, usize, usize)) -> usize| {
        let mut best: HashMap<usize, (usize, usize)> = HashMap::new();
        for pair in &all {
            let known = best.entry(side(pair)).or_default();
            match pair.2.cmp(&known.0) {
                std::cmp::Ordering::Greater => *known = (pair.2, 1),
                std::cmp::Ordering::Equal => known.1 += 1,
                std::cmp::Ordering::Less => {}
            }
        }
        best
    };
    let (of_old, of_new) = (best_of(|pair| pair.0), best_of(|pair| pair.1));
    let is_best = |(old, new, like): &&(usize, usize, usize)| {
        of_old.get(old) == Some(&(*like, 1)) && of_new.get(new) == Some(&(*like, 1))
    };
    all.iter().filter(is_best).map(|(old, new, _)| (*old, *new)).collect()
}

/// The pairs next to each finding that has no partner: before it and behind it in its file.
struct Neighbours {
    old: Vec<(Option<usize>, Option<usize>)>,
    new: Vec<(Option<usize>, Option<usize>)>,
}

impl Neighbours {
    fn of(pairing: &Pairing) -> Self {
        let old: Vec<_> = pairing.partner.iter().map(|it| it.map(|(new, _)| new)).collect();
        let new: Vec<_> = (0..).zip(&pairing.origin).map(|(at, it)| it.map(|_| at)).collect();
        Self { old: around(&pairing.old, &old), new: around(&pairing.new, &new) }
    }

    fn are_shared(&self, old: usize, new: usize) -> bool {
        let (Some(old), Some(new)) = (self.old.get(old), self.new.get(new)) else { return false };
        (old.0.is_some() && old.0 == new.0) || (old.1.is_some() && old.1 == new.1)
    }
}

/// For each finding the pairs next to it, named by the new one of them.
fn around(seen: &[Seen], pairs: &[Option<usize>]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut all = vec![(None, None); seen.len()];
    let mut last = (None, None);
    for ((slot, one), pair) in all.iter_mut().zip(seen).zip(pairs) {
        if last.0 != Some(one.path) {
            last = (Some(one.path), None);
        }
        slot.0 = last.1;
        last.1 = pair.or(last.1);
    }
    let mut next = (None, None);
    for ((slot, one), pair) in all.iter_mut().zip(seen).zip(pairs).rev() {
        if next.0 != Some(one.path) {
            next = (Some(one.path), None);
        }
        slot.1 = next.1;
        next.1 = pair.or(next.1);
    }
    all
}

/// How like two contents are, in hundredths: the words that both have, among all (Dice). One that goes on where the
/// other ends is as good as equal: formatters break lines.
fn likeness(one: &Seen, other: &Seen, texts: &[&str]) -> usize {
    let text = |symbol: Symbol| texts.get(symbol.0 as usize).copied().unwrap_or_default();
    let (short, long) = (text(one.bare), text(other.bare));
    let (short, long) = if short.len() <= long.len() { (short, long) } else { (long, short) };
    if has_substance(short) && long.starts_with(short) {
        return 95;
    }
    shared(text(one.what()), text(other.what()))
}

/// Whether half of the words of two texts are the same.
pub(super) fn are_like(one: Symbol, other: Symbol, texts: &[&str]) -> bool {
    let text = |symbol: Symbol| texts.get(symbol.0 as usize).copied().unwrap_or_default();
    shared(text(one), text(other)) >= BESIDE
}

/// The words that two texts share, among all of theirs, in hundredths.
fn shared(one: &str, other: &str) -> usize {
    let (one, mut left) = (words(one), words(other));
    let all = one.len() + left.len();
    let shared = one.iter().filter(|word| {
        let at = left.iter().position(|it| it == *word);
        at.map(|at| left.swap_remove(at)).is_some()
    });
    200 * shared.count() / all.max(1)
}

fn words(text: &str) -> Vec<&str> {
    let is_part = |char: char| char.is_alphanumeric() || char == '_';
    text.split(|char| !is_part(char)).filter(|word| !word.is_empty()).take(64).collect()
}
