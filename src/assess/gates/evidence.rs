//! `evidence`: the evidence of required claims is fresh and strong enough (SEMANTICS rule 15).

use super::{Ground, Judged, Needs, Ruling};
use crate::assess::claims::{self, ClaimJudgement};
use crate::assess::words::{and, count, of};
use crate::model::{ClaimState, LinkState, Outcome};

/// The gate.
pub(super) struct Evidence;

/// The claims whose links are looked at: the required ones; for one that only others make up, those.
/// Claims set aside need no evidence.
fn asked(ground: &Ground<'_>) -> Vec<usize> {
    let mut seen = vec![false; ground.claims.len()];
    let required = ground.claims.iter().enumerate().filter(|(_, claim)| claim.required);
    let mut open: Vec<usize> = required.map(|(index, _)| index).collect();
    let mut asked = Vec::new();
    while let Some(index) = open.pop() {
        let Some(claim) = ground.claims.get(index) else { continue };
        if seen.get_mut(index).is_none_or(|seen| std::mem::replace(seen, true)) {
            continue;
        }
        let others = ground.graph.rests_on(index);
        if claim.state == ClaimState::NotApplicable && (claim.may_not_apply || !claim.required) {
            continue;
        }
        let says_something = ground.facts.claims.get(index).is_none_or(claims::says_something);
        if !says_something && !others.is_empty() {
            open.extend(others);
        } else {
            asked.push(index);
        }
    }
    asked.sort_unstable();
    asked
}

fn has(claim: &ClaimJudgement, state: LinkState) -> bool {
    claim.links.contains(&state)
}

fn is_good(claim: &ClaimJudgement) -> bool {
    let bad = [LinkState::Stale, LinkState::Weak, LinkState::Vacuous, LinkState::Broken];
    !claim.links.is_empty() && !bad.into_iter().any(|state| has(claim, state))
}

impl Judged for Evidence {
    fn title(&self) -> String {
        "Evidence of required claims".to_owned()
    }

    fn ruling(&self, ground: &Ground<'_>) -> Ruling {
        let claims: Vec<_> =
            asked(ground).iter().filter_map(|&index| ground.claims.get(index)).collect();
        let bad: Vec<_> = claims.iter().filter(|claim| !is_good(claim)).collect();
        let with = |state| bad.iter().filter(|claim| has(claim, state)).count();
        let (stale, weak, broken) =
            (with(LinkState::Stale), with(LinkState::Weak), with(LinkState::Broken));
        // Evidence that shows nothing is weaker than any method (SEMANTICS rule 10).
        let vacuous = with(LinkState::Vacuous);
        let none = bad.iter().filter(|claim| claim.links.is_empty()).count();
        let (outcome, because) = if claims.is_empty() {
            (Outcome::Undetermined, "There is no required claim.".to_owned())
        } else if bad.is_empty() {
            (Outcome::Pass, String::new())
        } else {
            let outcome =
                if stale + weak + vacuous > 0 { Outcome::Fail } else { Outcome::Undetermined };
            let kinds = [
                (stale, "a stale link"),
                (weak, "a link too weak"),
                (vacuous, "a vacuous link"),
                (broken, "a broken link"),
                (none, "no link"),
            ];
            let parts: Vec<String> = kinds
                .iter()
                .filter(|(number, _)| *number > 0)
                .map(|(number, what)| {
                    format!("{} {what}", count(*number, "claim has", "claims have"))
                })
                .collect();
            (outcome, format!("{}.", and(&parts)))
        };
        Ruling {
            outcome,
            threshold: of(claims.len(), claims.len()),
            observed: of(claims.len() - bad.len(), claims.len()),
            because,
            rests_on: bad.iter().map(|claim| claim.id.clone()).collect(),
        }
    }

    fn needs(&self, ground: &Ground<'_>) -> Needs {
        let asked = asked(ground);
        if asked.is_empty() {
            return Needs::stuck();
        }
        let is_bad = |index: &usize| ground.claims.get(*index).is_some_and(|claim| !is_good(claim));
        Needs { mended: asked.into_iter().filter(is_bad).collect(), ..Needs::default() }
    }
}
