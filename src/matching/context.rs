//! What no content tells apart, told apart by what stands next to it: a finding whose neighbours before and behind are of
//! the same rules, say the same and are as many lines away is the same one. So blocks are found again that moved.

use std::collections::BTreeMap;

use super::pairing::{Pairing, Proposal, Take, shared};
use super::seen::{Seen, Symbol};
use crate::model::MatchReason;

/// How many must have moved by as many lines within a file: one may be chance.
const SEVERAL: usize = 2;
/// How many findings must stand to each other in one file as they stood in another.
const MANY: usize = 3;

/// A neighbour: its rule, what it says, and how many lines away it is.
type Neighbour = (Symbol, Symbol, u64);
/// A finding between its neighbours.
type Shape = (Symbol, Symbol, Neighbour, Neighbour);

/// Pairs those that stand in one place of their file between equal neighbours.
pub(super) fn in_file(pairing: &mut Pairing) {
    let blocks = blocks(pairing, |seen| Some(seen.path));
    let proposals = blocks.into_iter().filter(|block| block.len() >= SEVERAL).flatten().collect();
    pairing.accept(MatchReason::Shift, proposals);
}

/// Pairs those that stand between equal neighbours in another file, where enough of them moved by as many lines.
pub(super) fn elsewhere(pairing: &mut Pairing) {
    let blocks = blocks(pairing, |_| None);
    let proposals = blocks.into_iter().filter(|block| block.len() >= MANY).flatten().collect();
    pairing.accept(MatchReason::Moved, proposals);
}

/// What stands in one place only between equal neighbours, by the files and by how many lines it moved.
fn blocks(pairing: &Pairing, within: fn(&Seen) -> Option<Symbol>) -> Vec<Vec<Proposal>> {
    let (olds, news) = (shapes(&pairing.old), shapes(&pairing.new));
    let key = |shapes: &[Option<Shape>], at: usize, seen: &Seen| {
        shapes.get(at).copied().flatten().map(|shape| (within(seen), shape))
    };
    let old = keyed_at(pairing.free_old(), |at, seen| key(&olds, at, seen));
    let new = keyed_at(pairing.free_new(), |at, seen| key(&news, at, seen));
    let mut blocks: BTreeMap<(Symbol, Symbol, i128), Vec<Proposal>> = BTreeMap::new();
    for (old, new) in shared(&old, &new, Take::Single) {
        let (Some(one), Some(other)) = (pairing.old.get(old), pairing.new.get(new)) else {
            continue;
        };
        let moved = i128::from(other.line) - i128::from(one.line);
        blocks.entry((one.path, other.path, moved)).or_default().push((old, new));
    }
    blocks.into_values().collect()
}

fn keyed_at<'s, K: Ord + Copy>(
    free: impl Iterator<Item = (usize, &'s Seen)>,
    key: impl Fn(usize, &Seen) -> Option<K>,
) -> Vec<(K, usize)> {
    let mut all: Vec<(K, usize)> =
        free.filter_map(|(at, seen)| Some((key(at, seen)?, at))).collect();
    all.sort_unstable();
    all
}

/// For each finding what stands around it; nothing for the first and the last of a file.
fn shapes(all: &[Seen]) -> Vec<Option<Shape>> {
    let mut shapes = vec![None; all.len()];
    let inner = shapes.iter_mut().skip(1);
    for (shape, three) in inner.zip(all.windows(3)) {
        let [before, seen, behind] = three else { continue };
        if before.path == seen.path && behind.path == seen.path {
            let neighbour =
                |other: &Seen| (other.rule, other.what(), other.line.abs_diff(seen.line));
            *shape = Some((seen.rule, seen.what(), neighbour(before), neighbour(behind)));
        }
    }
    shapes
}
