//! Which finding of one list is which of another.
//!
//! Only certain matches are made: the same id, the same fingerprint, or the same rule, place and title where
//! that is unique on both sides. A pair is one-to-one, and what is ambiguous stays unpaired.

use std::collections::BTreeMap;

use crate::model::Finding;

/// Pairs of positions, `(old, new)`, in the order of `new`.
#[must_use]
pub fn pair<O, N>(old: &[Finding<O>], new: &[Finding<N>]) -> Vec<(usize, usize)> {
    let mut old_of: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    by_key(old, new, &mut old_of, &mut taken, id_key, id_key);
    by_key(old, new, &mut old_of, &mut taken, fingerprint_keys, fingerprint_keys);
    by_key(old, new, &mut old_of, &mut taken, place_key, place_key);
    let pairs = old_of.iter().enumerate();
    pairs.filter_map(|(new, old)| old.map(|old| (old, new))).collect()
}

/// Pairs what is still free on both sides and shares a key that one free finding has on each side.
fn by_key<O, N>(
    old: &[Finding<O>],
    new: &[Finding<N>],
    old_of: &mut [Option<usize>],
    taken: &mut [bool],
    old_keys: fn(&Finding<O>) -> Vec<String>,
    new_keys: fn(&Finding<N>) -> Vec<String>,
) {
    let free_old = old.iter().enumerate().zip(&*taken).filter(|(_, taken)| !**taken);
    let olds = index(free_old.map(|((at, finding), _)| (at, old_keys(finding))));
    let free_new = new.iter().enumerate().zip(&*old_of).filter(|(_, old)| old.is_none());
    let news = index(free_new.map(|((at, finding), _)| (at, new_keys(finding))));
    for (key, new_at) in &news {
        let (Some(Some(old_at)), Some(new_at)) = (olds.get(key), new_at) else { continue };
        let (Some(taken), Some(slot)) = (taken.get_mut(*old_at), old_of.get_mut(*new_at)) else {
            continue;
        };
        if !*taken && slot.is_none() {
            *taken = true;
            *slot = Some(*old_at);
        }
    }
}

/// Keys to the one finding that has each; `None` where several have it.
fn index(findings: impl Iterator<Item = (usize, Vec<String>)>) -> BTreeMap<String, Option<usize>> {
    let mut index = BTreeMap::new();
    for (at, keys) in findings {
        for key in keys {
            index.entry(key).and_modify(|only| *only = None).or_insert(Some(at));
        }
    }
    index
}

fn id_key<L>(finding: &Finding<L>) -> Vec<String> {
    vec![finding.id.to_string()]
}

fn fingerprint_keys<L>(finding: &Finding<L>) -> Vec<String> {
    let prints = finding.fingerprints.iter();
    prints.map(|(scheme, print)| format!("{}\u{0}{scheme}\u{0}{print}", finding.rule)).collect()
}

fn place_key<L>(finding: &Finding<L>) -> Vec<String> {
    let place = finding.location.as_ref();
    let path = place.and_then(|place| place.path.as_deref()).unwrap_or_default();
    let logical = place.and_then(|place| place.logical.as_deref()).unwrap_or_default();
    vec![format!("{}\u{0}{path}\u{0}{logical}\u{0}{}", finding.rule, finding.title)]
}

#[cfg(test)]
mod tests {
    use super::pair;
    use crate::model::Finding;

    fn finding(id: &str, rule: &str, title: &str) -> Finding {
        serde_json::from_value(serde_json::json!({
            "id": id, "rule": rule, "title": title, "severity": "high"
        }))
        .unwrap()
    }

    #[test]
    fn ids_come_before_wording() {
        let old = [finding("a", "R", "one"), finding("b", "R", "two")];
        let new = [finding("b", "R", "one"), finding("a", "R", "two")];
        assert_eq!(pair(&old, &new), [(1, 0), (0, 1)]);
    }

    #[test]
    fn equal_wording_pairs_only_where_it_is_unique() {
        let old = [finding("a", "R", "one")];
        assert_eq!(pair(&old, &[finding("x", "R", "one")]), [(0, 0)]);
        let twins = [finding("x", "R", "one"), finding("y", "R", "one")];
        assert_eq!(pair(&old, &twins), []);
        assert_eq!(pair(&old, &[finding("x", "R2", "one")]), []);
    }

    #[test]
    fn a_fingerprint_recognises_a_reworded_finding() {
        let mut old = finding("a", "R", "one");
        let mut new = finding("x", "R", "reworded");
        old.fingerprints.insert("tool/v1".into(), "5b6c".into());
        new.fingerprints.insert("tool/v1".into(), "5b6c".into());
        assert_eq!(pair(std::slice::from_ref(&old), std::slice::from_ref(&new)), [(0, 0)]);
        new.fingerprints.insert("tool/v1".into(), "other".into());
        assert_eq!(pair(&[old], &[new]), []);
    }
}
