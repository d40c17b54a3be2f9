//! Which finding of one list is which of another.
//!
//! A pair is one-to-one, of one checker and rule (but for aliases), and says why it was made. Passes go from certain to
//! likely, each over what the ones before have left; each pairs only what is proposed to nobody else, so that what is
//! ambiguous stays unpaired, and the outcome hangs neither on the order of the lists nor on which of them is the old
//! one. Where alike findings of one file are more on one side, so many of them stay as they are more: nothing new
//! hides behind a number.

mod alike;
mod context;
mod order;
mod pairing;
mod passes;
mod paths;
mod renames;
mod seen;
mod shift;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use self::pairing::Pairing;
use self::paths::Paths;
use self::seen::{Seen, Symbol, Symbols};
use crate::model::{Finding, MatchReason, Run};

/// Findings, and the runs that they name.
pub struct Listed<'f, L> {
    /// The findings.
    pub findings: &'f [Finding<L>],
    /// The runs, of which the tools' names are read.
    pub runs: &'f [Run<L>],
}

/// Two findings that are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Its place in the old list.
    pub old: usize,
    /// Its place in the new list.
    pub new: usize,
    /// What pairs them.
    pub reason: MatchReason,
}

/// What was found of two lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matching {
    /// The pairs, in the order of the new list.
    pub pairs: Vec<Pair>,
    /// Unpaired findings of the old list that are alike to one of the new list, in their order.
    pub ambiguous_old: Vec<usize>,
    /// The same of the new list.
    pub ambiguous_new: Vec<usize>,
}

/// Pairs the findings of two lists.
#[must_use]
pub fn matching<O, N>(old: &Listed<'_, O>, new: &Listed<'_, N>) -> Matching {
    let mut symbols = Symbols::new();
    let written = old.findings.iter().map(paths::written);
    let written = written.chain(new.findings.iter().map(paths::written));
    let paths = Paths::of(written, &mut symbols);
    let old = seen::seen(old, &paths, &mut symbols);
    let new = seen::seen(new, &paths, &mut symbols);
    let mut pairing = Pairing::of(old, new);
    passes::run(&mut pairing, &symbols);
    let mut pairs: Vec<Pair> = pairing
        .old
        .iter()
        .zip(&pairing.partner)
        .filter_map(|(old, partner)| {
            let (new, reason) = (*partner)?;
            Some(Pair { old: old.at, new: pairing.new.get(new)?.at, reason })
        })
        .collect();
    pairs.sort_unstable_by_key(|pair| pair.new);
    let ambiguous_old = ambiguous(pairing.free_old(), &pairing.new, pairing.free_new());
    let ambiguous_new = ambiguous(pairing.free_new(), &pairing.old, pairing.free_old());
    Matching { pairs, ambiguous_old, ambiguous_new }
}

/// Those of which an equal one is in the same file of the other side, or stays unpaired anywhere on it.
fn ambiguous<'s>(
    free: impl Iterator<Item = (usize, &'s Seen)>,
    others: &[Seen],
    free_others: impl Iterator<Item = (usize, &'s Seen)>,
) -> Vec<usize> {
    let here = |seen: &Seen| (seen.rule, seen.path, seen.what());
    let anywhere = |seen: &Seen| (seen.rule, seen.what());
    let in_file: HashSet<(Symbol, Symbol, Symbol)> = others.iter().map(here).collect();
    let unpaired: HashSet<(Symbol, Symbol)> = free_others.map(|(_, seen)| anywhere(seen)).collect();
    let is_alike =
        |seen: &Seen| in_file.contains(&here(seen)) || unpaired.contains(&anywhere(seen));
    let mut all: Vec<usize> =
        free.filter(|(_, seen)| is_alike(seen)).map(|(_, seen)| seen.at).collect();
    all.sort_unstable();
    all
}
