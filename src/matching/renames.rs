//! Which file was renamed to which: told by the findings that were found again in another one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::pairing::{Files, Pairing};
use super::seen::{NONE, Symbol};

/// How many findings must have moved from one file to another of another name.
const MANY: usize = 2;
/// How many parts of a path are compared where its folder was moved.
const DEEP: usize = 8;

/// The renames that the pairs so far bear out, and files that are gone and come again under the same name in another
/// folder.
pub(super) fn renames(pairing: &Pairing, texts: &[&str]) -> Files {
    let mut votes: BTreeMap<(Symbol, Symbol), usize> = BTreeMap::new();
    for (old, new) in pairing.pairs().filter(|(old, new)| old.path != new.path) {
        *votes.entry((old.path, new.path)).or_default() += 1;
    }
    let olds: BTreeSet<Symbol> = pairing.old.iter().map(|seen| seen.path).collect();
    let news: BTreeSet<Symbol> = pairing.new.iter().map(|seen| seen.path).collect();
    let gone: BTreeSet<Symbol> = olds.difference(&news).copied().collect();
    let come: BTreeSet<Symbol> = news.difference(&olds).copied().collect();
    let name = |path: Symbol| texts.get(path.0 as usize).and_then(|path| path.rsplit('/').next());

    let all = || votes.iter().map(|((old, new), count)| (*old, *new, *count));
    let (to, from) = (best(all()), best(all().map(|(old, new, count)| (new, old, count))));
    let mut found: BTreeSet<(Symbol, Symbol)> = BTreeSet::new();
    for (old, new, count) in all() {
        let is_borne_out = count >= MANY || name(old) == name(new);
        let is_of_old = gone.contains(&old) && to.get(&old) == Some(&new);
        let is_of_new = come.contains(&new) && from.get(&new) == Some(&old);
        if is_borne_out && (is_of_old || is_of_new) {
            found.insert((old, new));
        }
    }
    found.extend(moved_folders(&gone, &come, texts));
    by_path(&found)
}

/// Files that are gone and come again under the same name in another folder, told apart by as many of the folders
/// right above them as stay what they are.
fn moved_folders(
    gone: &BTreeSet<Symbol>,
    come: &BTreeSet<Symbol>,
    texts: &[&str],
) -> Vec<(Symbol, Symbol)> {
    let (mut gone, mut come) = (gone.clone(), come.clone());
    let mut found = Vec::new();
    for depth in (1..=DEEP).rev() {
        let ends = |files: &BTreeSet<Symbol>| {
            let mut ends: BTreeMap<&str, Vec<Symbol>> = BTreeMap::new();
            for file in files.iter().filter(|file| **file != NONE) {
                let path = texts.get(file.0 as usize).copied().unwrap_or_default();
                if let Some(end) = end(path, depth) {
                    ends.entry(end).or_default().push(*file);
                }
            }
            ends
        };
        let come_by_end = ends(&come);
        for (end, old) in ends(&gone) {
            if let ([old], Some([new])) = (&old[..], come_by_end.get(end).map(Vec::as_slice)) {
                found.push((*old, *new));
                gone.remove(old);
                come.remove(new);
            }
        }
    }
    found
}

/// The last parts of a path, where it has so many.
fn end(path: &str, depth: usize) -> Option<&str> {
    match path.rmatch_indices('/').nth(depth.checked_sub(1)?) {
        Some((at, _)) => path.get(at + 1..),
        None => (path.split('/').count() == depth).then_some(path),
    }
}

/// For each file the one that most findings moved to; none where two have equally many.
fn best(votes: impl Iterator<Item = (Symbol, Symbol, usize)>) -> BTreeMap<Symbol, Symbol> {
    let mut best: BTreeMap<Symbol, (usize, Option<Symbol>)> = BTreeMap::new();
    for (one, other, count) in votes {
        let known = best.entry(one).or_default();
        match count.cmp(&known.0) {
            std::cmp::Ordering::Greater => *known = (count, Some(other)),
            std::cmp::Ordering::Equal => known.1 = None,
            std::cmp::Ordering::Less => {}
        }
    }
    best.into_iter().filter_map(|(one, (_, other))| Some((one, other?))).collect()
}

/// The renames of each path, by number.
fn by_path(found: &BTreeSet<(Symbol, Symbol)>) -> Files {
    let (mut old, mut new): (HashMap<_, Vec<_>>, HashMap<_, Vec<_>>) = Default::default();
    for ((from, to), number) in found.iter().zip(0..) {
        old.entry(*from).or_default().push(Symbol(number));
        new.entry(*to).or_default().push(Symbol(number));
    }
    Files::Renamed { old, new }
}
