//! What stands several times in a file, and not equally often on both sides: told apart by the lines that it moved with
//! its neighbours.

use std::collections::HashMap;

use super::pairing::{Files, Pairing, Proposal};
use super::seen::{Seen, Symbol};
use crate::model::MatchReason;

/// Pairs equal contents of which each stands where its nearest neighbour that is paired says.
pub(super) fn shift(pairing: &mut Pairing, files: &Files) {
    let forth = expected(pairing, files, Side::Old);
    let back = expected(pairing, files, Side::New);
    let mut proposals = met(pairing, files, &forth, Side::Old);
    let swapped = met(pairing, files, &back, Side::New).into_iter().map(|(new, old)| (old, new));
    proposals.extend(swapped);
    pairing.accept(MatchReason::Shift, proposals);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Old,
    New,
}

/// A finding without a partner, the file in which it is looked for, and the line on which it is expected there.
struct Expected {
    at: usize,
    file: Symbol,
    line: u64,
}

/// Where the findings without a partner are expected on the other side: by the neighbour before and by the one behind.
fn expected(pairing: &Pairing, files: &Files, side: Side) -> Vec<Expected> {
    let all = pairing.side(side);
    let mut found = Vec::new();
    for file in all.chunk_by(|one, other| one.1.path == other.1.path) {
        let moved = |(_, seen, partner): &(usize, &Seen, Option<&Seen>)| {
            let partner = partner.filter(|partner| is_of(files, side, seen, partner))?;
            Some(i128::from(partner.line) - i128::from(seen.line))
        };
        let mut before = 0;
        let mut by_before = Vec::with_capacity(file.len());
        for one in file {
            before = moved(one).unwrap_or(before);
            by_before.push(before);
        }
        let mut behind = 0;
        for (one, before) in file.iter().zip(by_before).rev() {
            behind = moved(one).unwrap_or(behind);
            let (at, seen, None) = one else { continue };
            for moved in [before, behind] {
                let Ok(line) = u64::try_from(i128::from(seen.line) + moved) else { continue };
                let to = if side == Side::Old { files.of_old(seen) } else { files.of_new(seen) };
                found.extend(to.iter().map(|file| Expected { at: *at, file: *file, line }));
            }
        }
    }
    found
}

/// Those of which just one that is equal stands where it is expected.
fn met(pairing: &Pairing, files: &Files, expected: &[Expected], side: Side) -> Vec<Proposal> {
    type Key = (Symbol, Symbol, Symbol, u64);
    let mut there: HashMap<Key, Option<usize>> = HashMap::new();
    let mut put = |at: usize, seen: &Seen, in_files: &[Symbol]| {
        for file in in_files {
            let key = (seen.rule, *file, seen.what(), seen.line);
            there.entry(key).and_modify(|only| *only = None).or_insert(Some(at));
        }
    };
    let own = match side {
        Side::Old => {
            pairing.free_new().for_each(|(at, seen)| put(at, seen, files.of_new(seen)));
            &pairing.old
        }
        Side::New => {
            pairing.free_old().for_each(|(at, seen)| put(at, seen, files.of_old(seen)));
            &pairing.new
        }
    };
    let pairs = expected.iter().filter_map(|it| {
        let seen = own.get(it.at)?;
        let other = there.get(&(seen.rule, it.file, seen.what(), it.line))?.as_ref()?;
        Some((it.at, *other))
    });
    pairs.collect()
}

/// Whether a partner is in the file that stands for that of a finding.
fn is_of(files: &Files, side: Side, seen: &Seen, partner: &Seen) -> bool {
    let (old, new) = if side == Side::Old { (seen, partner) } else { (partner, seen) };
    files.of_old(old).iter().any(|file| files.of_new(new).contains(file))
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
