//! What became of each claim, and of the evidence behind it.

use std::collections::{BTreeSet, HashMap};

use super::causes::Explained;
use super::compared::{Compared, Looked};
use super::fields::without;
use crate::model::delta::{ClaimChange, Direction, Thing};
use crate::model::report::{ClaimReport, ResolvedLink};
use crate::model::{ClaimState, Id};

/// What is told apart from the other fields.
const TOLD: [&str; 4] = ["id", "state", "because", "evidence"];

/// The claims that differ, and how many are the same.
pub(super) fn changes(compared: &Compared<'_>, explained: &Explained) -> (Vec<ClaimChange>, u64) {
    let (old, new) = (&compared.old.report.claims, &compared.new.report.claims);
    let before: HashMap<&Id, &ClaimReport> = old.iter().map(|claim| (&claim.id, claim)).collect();
    let after: BTreeSet<&Id> = new.iter().map(|claim| &claim.id).collect();
    let (mut changes, mut same) = (Vec::new(), 0);
    for claim in new {
        let change = change(compared, explained, before.get(&claim.id).copied(), Some(claim));
        match change {
            Some(change) => changes.push(change),
            None => same += 1,
        }
    }
    let gone = old.iter().filter(|claim| !after.contains(&claim.id));
    changes.extend(gone.filter_map(|claim| change(compared, explained, Some(claim), None)));
    (changes, same)
}

fn change(
    compared: &Compared<'_>,
    explained: &Explained,
    old: Option<&ClaimReport>,
    new: Option<&ClaimReport>,
) -> Option<ClaimChange> {
    let told = new.or(old)?;
    let fields = match (old, new) {
        (Some(old), Some(new)) if old == new => Vec::new(),
        (Some(old), Some(new)) => without(old, new, &TOLD),
        (None, _) | (_, None) => Vec::new(),
    };
    let evidence = Evidence::of(compared, &links(old, &compared.old), &links(new, &compared.new));
    let states = (old.map(|claim| claim.state), new.map(|claim| claim.state));
    if states.0 == states.1 && fields.is_empty() && evidence.is_same() {
        return None;
    }
    let change = match (old, new) {
        (None, _) => Thing::Added,
        (_, None) => Thing::Removed,
        (Some(_), Some(_)) => Thing::Changed,
    };
    Some(ClaimChange {
        id: told.id.clone(),
        statement: told.statement.clone(),
        change,
        old: states.0,
        new: states.1,
        because: told.because.clone(),
        direction: direction(states),
        evidence_added: evidence.added,
        evidence_lost: evidence.lost,
        evidence_replaced: evidence.replaced,
        evidence_recollected: evidence.recollected,
        fields,
        causes: if states.0 == states.1 { Vec::new() } else { explained.of_claim(&told.id) },
    })
}

/// Better is supported, worse is no longer supported, or refuted. All other states are equally not supported. Of a claim
/// that came or went it matters only whether it is, or was, supported.
fn direction(states: (Option<ClaimState>, Option<ClaimState>)) -> Direction {
    let step = |state: ClaimState| match state {
        ClaimState::Supported => 3,
        ClaimState::NotApplicable => 2,
        ClaimState::Stale | ClaimState::Broken | ClaimState::Unsupported => 1,
        ClaimState::Refuted => 0,
    };
    let supported = |state: Option<ClaimState>| u8::from(state == Some(ClaimState::Supported));
    let (old, new) = match states {
        (Some(old), Some(new)) => (step(old), step(new)),
        (old, new) => (supported(old), supported(new)),
    };
    match new.cmp(&old) {
        std::cmp::Ordering::Greater => Direction::Better,
        std::cmp::Ordering::Less => Direction::Worse,
        std::cmp::Ordering::Equal => Direction::Neither,
    }
}

/// Its links, and those of the measure in it.
fn links(claim: Option<&ClaimReport>, side: &Looked<'_>) -> Vec<ResolvedLink> {
    let Some(claim) = claim else { return Vec::new() };
    let measure = claim.measure.as_ref();
    let measure = measure.and_then(|id| side.measures.get(id));
    let of_measure = measure.into_iter().flat_map(|measure| &measure.links);
    claim.evidence.iter().chain(of_measure).cloned().collect()
}

/// What became of the evidence of a claim.
struct Evidence {
    added: Vec<String>,
    lost: Vec<String>,
    replaced: Vec<Id>,
    recollected: Vec<Id>,
}

impl Evidence {
    fn of(compared: &Compared<'_>, old: &[ResolvedLink], new: &[ResolvedLink]) -> Self {
        let written =
            |links: &[ResolvedLink]| -> BTreeSet<String> { links.iter().map(written).collect() };
        let (before, after) = (written(old), written(new));
        let named = |links: &[ResolvedLink]| -> BTreeSet<Id> {
            links.iter().map(|link| link.evidence.clone()).collect()
        };
        let (mut replaced, mut recollected) = (Vec::new(), Vec::new());
        for id in named(old).intersection(&named(new)) {
            let sides = (compared.old.evidence.get(id), compared.new.evidence.get(id));
            let (Some(was), Some(is)) = sides else { continue };
            if was.sha256 != is.sha256 {
                replaced.push(id.clone());
            } else if was.collected_at != is.collected_at || was.commit != is.commit {
                recollected.push(id.clone());
            }
        }
        Self {
            added: after.difference(&before).cloned().collect(),
            lost: before.difference(&after).cloned().collect(),
            replaced,
            recollected,
        }
    }

    fn is_same(&self) -> bool {
        self.added.is_empty()
            && self.lost.is_empty()
            && self.replaced.is_empty()
            && self.recollected.is_empty()
    }
}

fn written(link: &ResolvedLink) -> String {
    match &link.at {
        Some(at) => format!("{}#{at}", link.evidence),
        None => link.evidence.to_string(),
    }
}
