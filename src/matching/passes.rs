//! The passes, from certain to likely. Each sees what the ones before have left.

use std::collections::HashMap;

use super::alike::{alike, are_like};
use super::context;
use super::order::order;
use super::pairing::{Files, Pairing, Proposal, Take};
use super::renames::renames;
use super::seen::{NONE, Seen, Symbol, Symbols, has_substance};
use super::shift::shift;
use crate::model::MatchReason;

/// Pairs what can be paired.
pub(super) fn run(pairing: &mut Pairing, symbols: &Symbols) {
    let texts = symbols.texts();
    let says_enough = |text: Symbol| texts.get(text.0 as usize).is_some_and(|it| has_substance(it));
    let here = Files::Same;

    by_id(pairing, &texts);
    fingerprints(pairing);
    content(pairing, &here, MatchReason::Content, Take::Single);
    rigid(pairing);
    context::in_file(pairing);
    let moved = |seen: &Seen| says_enough(seen.content).then_some((seen.rule, seen.content));
    pairing.by(MatchReason::Moved, Take::Single, moved, moved);
    context::elsewhere(pairing);
    shift(pairing);
    content(pairing, &here, MatchReason::Content, Take::Equal);
    package(pairing, &here);
    shift(pairing);

    let renamed = renames(pairing, &texts);
    content(pairing, &renamed, MatchReason::Renamed, Take::Single);
    shift(pairing);
    content(pairing, &renamed, MatchReason::Renamed, Take::Equal);
    package(pairing, &renamed);
    shift(pairing);

    for files in [&here, &renamed] {
        order(pairing, files);
        in_file(pairing, files, MatchReason::Reformatted, Take::Equal, |seen| seen.bare);
    }
    let bare = |seen: &Seen| says_enough(seen.bare).then_some((seen.rule, seen.bare));
    pairing.by(MatchReason::Reformatted, Take::Single, bare, bare);
    for files in [&here, &renamed] {
        wording(pairing, files);
        alike(pairing, files, &texts);
    }
    aliases(pairing);
}

/// Those of one id, where rule, words or file agree as well: people number anew.
fn by_id(pairing: &mut Pairing, texts: &[&str]) {
    let id = |seen: &Seen| (seen.id != NONE).then_some(seen.id);
    let mut proposals = pairing.proposals(Take::Single, id, id);
    proposals.retain(|(old, new)| match (pairing.old.get(*old), pairing.new.get(*new)) {
        (Some(old), Some(new)) => {
            old.rule == new.rule
                || (old.path != NONE && old.path == new.path)
                || are_like(old.title, new.title, texts)
        }
        (Some(_) | None, Some(_) | None) => false,
    });
    pairing.accept(MatchReason::Id, proposals);
}

/// Those of the checker: within a file in file order, since equal ones are told apart by counting; else where they
/// stand once.
fn fingerprints(pairing: &mut Pairing) {
    let here = |seen: &Seen| -> Vec<_> {
        seen.prints.iter().map(|print| (seen.rule, seen.path, *print)).collect()
    };
    pairing.by(MatchReason::Fingerprint, Take::Equal, here, here);
    let anywhere =
        |seen: &Seen| -> Vec<_> { seen.prints.iter().map(|print| (seen.rule, *print)).collect() };
    pairing.by(MatchReason::Fingerprint, Take::Single, anywhere, anywhere);
}

/// The same content equally often, in the same function and then in the same file.
fn content(pairing: &mut Pairing, files: &Files, reason: MatchReason, take: Take) {
    let key = |seen: &Seen, file: &Symbol| (seen.rule, *file, seen.logical, seen.what());
    let old =
        |seen: &Seen| -> Vec<_> { files.of_old(seen).iter().map(|it| key(seen, it)).collect() };
    let new =
        |seen: &Seen| -> Vec<_> { files.of_new(seen).iter().map(|it| key(seen, it)).collect() };
    pairing.by(reason, take, old, new);
    in_file(pairing, files, reason, take, Seen::what);
}

/// Equal ones of a file that are as many on both sides and all moved by as many lines.
fn rigid(pairing: &mut Pairing) {
    let group = |seen: &Seen| Some((seen.rule, seen.path, seen.what()));
    let mut proposals = pairing.proposals(Take::Equal, group, group);
    let moved = |pair: &Proposal| {
        let (old, new) = (pairing.old.get(pair.0)?, pairing.new.get(pair.1)?);
        Some((group(old), i128::from(new.line) - i128::from(old.line)))
    };
    let mut known_moves: HashMap<_, Option<i128>> = HashMap::new();
    for (group, by) in proposals.iter().filter_map(moved) {
        let known = known_moves.entry(group).or_insert(Some(by));
        *known = known.filter(|known| *known == by);
    }
    let is_rigid = |pair: &Proposal| {
        let group = moved(pair).map(|(group, _)| group);
        group.and_then(|group| known_moves.get(&group)).is_some_and(Option::is_some)
    };
    proposals.retain(is_rigid);
    pairing.accept(MatchReason::Content, proposals);
}

fn in_file(
    pairing: &mut Pairing,
    files: &Files,
    reason: MatchReason,
    take: Take,
    what: fn(&Seen) -> Symbol,
) {
    let key =
        |seen: &Seen, file: &Symbol| (what(seen) != NONE).then_some((seen.rule, *file, what(seen)));
    let old = |seen: &Seen| -> Vec<_> {
        files.of_old(seen).iter().filter_map(|it| key(seen, it)).collect()
    };
    let new = |seen: &Seen| -> Vec<_> {
        files.of_new(seen).iter().filter_map(|it| key(seen, it)).collect()
    };
    pairing.by(reason, take, old, new);
}

/// The same rule on the same package, whatever its version.
fn package(pairing: &mut Pairing, files: &Files) {
    in_file(pairing, files, MatchReason::Package, Take::Equal, |seen| seen.package);
}

/// The same words once in the file, where one side keeps no content to compare.
fn wording(pairing: &mut Pairing, files: &Files) {
    let key = |seen: &Seen, file: &Symbol| (seen.rule, *file, seen.title);
    let old =
        |seen: &Seen| -> Vec<_> { files.of_old(seen).iter().map(|it| key(seen, it)).collect() };
    let new =
        |seen: &Seen| -> Vec<_> { files.of_new(seen).iter().map(|it| key(seen, it)).collect() };
    let mut proposals = pairing.proposals(Take::Single, old, new);
    proposals.retain(|(old, new)| {
        let contents = (pairing.old.get(*old), pairing.new.get(*new));
        matches!(contents, (Some(old), Some(new)) if old.content == NONE || new.content == NONE)
    });
    pairing.accept(MatchReason::Wording, proposals);
}

/// The same vulnerability of the same package, or of the same file where no package is named, told by another checker or
/// under another rule.
fn aliases(pairing: &mut Pairing) {
    let key = |seen: &Seen| -> Vec<_> {
        let place = if seen.package == NONE { (NONE, seen.path) } else { (seen.package, NONE) };
        seen.aliases.iter().map(|alias| (*alias, place)).collect()
    };
    pairing.by(MatchReason::Alias, Take::Single, key, key);
}
