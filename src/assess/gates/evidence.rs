//! `evidence`: the evidence of required claims is fresh and strong enough (SEMANTICS rule 15).

use super::{Ground, Judged, Needs, Ruling};
use crate::assess::claims::{self, ClaimJudgement};
use crate::assess::waivers::Cover;
use crate::assess::words::{and, count, of};
use crate::model::{ClaimState, LinkState, Outcome};

/// The gate.
pub(super) struct Evidence;

/// The claims at which the gate looks.
#[derive(Default)]
struct Asked {
    /// Those whose links are looked at.
    claims: Vec<usize>,
    /// Those that are waived.
    left_out: Vec<usize>,
}

/// The claims whose links are looked at: the required ones; for one that only others make up, those.
/// Claims set aside need no evidence. What is waived is left out, with what makes it up; a claim that would
/// be supported but for waived findings is not, for no finding makes a link worse.
fn asked(ground: &Ground<'_>, cover: Option<&Cover<'_>>) -> Asked {
    let mut seen = vec![false; ground.claims.len()];
    let required = ground.claims.iter().enumerate().filter(|(_, claim)| claim.required);
    let mut open: Vec<usize> = required.map(|(index, _)| index).collect();
    let mut asked = Asked::default();
    while let Some(index) = open.pop() {
        let Some(claim) = ground.claims.get(index) else { continue };
        if seen.get_mut(index).is_none_or(|seen| std::mem::replace(seen, true)) {
            continue;
        }
        let others = ground.graph.rests_on(index);
        if needs_none(claim) {
            continue;
        }
        if cover.is_some_and(|cover| cover.has_claim(&claim.id)) {
            asked.left_out.push(index);
        } else if is_made_of_others(index, ground) {
            open.extend(others);
        } else {
            asked.claims.push(index);
        }
    }
    asked.claims.sort_unstable();
    asked
}

fn needs_none(claim: &ClaimJudgement) -> bool {
    claim.state == ClaimState::NotApplicable && (claim.may_not_apply || !claim.required)
}

fn is_made_of_others(index: usize, ground: &Ground<'_>) -> bool {
    let says_something = ground.facts.claims.get(index).is_none_or(claims::says_something);
    !says_something && !ground.graph.rests_on(index).is_empty()
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
        let asked = asked(ground, ground.left_out);
        let claims: Vec<_> =
            asked.claims.iter().filter_map(|&index| ground.claims.get(index)).collect();
        let bad: Vec<_> = claims.iter().filter(|claim| !is_good(claim)).collect();
        let with = |state| bad.iter().filter(|claim| has(claim, state)).count();
        let (stale, weak, broken) =
            (with(LinkState::Stale), with(LinkState::Weak), with(LinkState::Broken));
        // Evidence that shows nothing is weaker than any method (SEMANTICS rule 10).
        let vacuous = with(LinkState::Vacuous);
        let none = bad.iter().filter(|claim| claim.links.is_empty()).count();
        let (outcome, because) = if claims.is_empty() && asked.left_out.is_empty() {
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
        let asked = asked(ground, None).claims;
        if asked.is_empty() {
            return Needs::stuck();
        }
        let is_bad = |index: &usize| ground.claims.get(*index).is_some_and(|claim| !is_good(claim));
        Needs { mended: asked.into_iter().filter(is_bad).collect(), ..Needs::default() }
    }

    /// The waived claims that have bad links, or are made up of claims that have.
    fn claims_lacking(&self, _: &Needs, ground: &Ground<'_>, cover: &Cover<'_>) -> Vec<usize> {
        let mut bad = vec![false; ground.claims.len()];
        let known = ground.facts.claims.len();
        let order = ground.graph.order().iter().copied().chain(known..ground.claims.len());
        for index in order {
            let is = |other: &usize| bad.get(*other).copied().unwrap_or(false);
            let found = match ground.claims.get(index) {
                Some(claim) if needs_none(claim) => false,
                Some(_) if is_made_of_others(index, ground) => {
                    ground.graph.rests_on(index).iter().any(is)
                }
                Some(claim) => !is_good(claim),
                None => false,
            };
            if let Some(bad) = bad.get_mut(index) {
                *bad = found;
            }
        }
        let left_out = asked(ground, Some(cover)).left_out;
        left_out.into_iter().filter(|&index| bad.get(index) == Some(&true)).collect()
    }
}
