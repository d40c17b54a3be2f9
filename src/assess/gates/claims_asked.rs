//! What the gates over claims have in common: any refuted fails, any other not supported leaves the gate
//! undetermined (SEMANTICS rule 15).

use super::{Ground, Needs, Ruling};
use crate::assess::claims::{ClaimJudgement, state_word};
use crate::assess::words::{and, number, of};
use crate::model::{ClaimState, Id, Outcome};

/// The states that aren't support, worst first.
const LACKING: [ClaimState; 5] = [
    ClaimState::Refuted,
    ClaimState::Broken,
    ClaimState::Stale,
    ClaimState::Unsupported,
    ClaimState::NotApplicable,
];

/// The claims that a gate asks for.
pub(super) struct Asked<'a> {
    claims: Vec<&'a ClaimJudgement>,
    /// Whether any was left out that would count.
    is_less: bool,
}

impl<'a> Asked<'a> {
    /// These claims, without those that the ground leaves out.
    pub(super) fn of(indices: impl Iterator<Item = usize>, ground: &Ground<'a>) -> Self {
        let mut asked = Self { claims: Vec::new(), is_less: false };
        for index in indices {
            let Some(claim) = ground.claims.get(index) else { continue };
            if !ground.leaves_out(index) {
                asked.claims.push(claim);
            } else if !claim.is_set_aside() {
                asked.is_less = true;
            }
        }
        asked
    }
}

/// Rules over the claims that a gate asks for; `noun` is what a sentence calls them. Those set aside are
/// left out, as rule 12 leaves them out. A set that is empty only because all of it is left out passes.
pub(super) fn ruling(asked: &Asked<'_>, noun: &str) -> Ruling {
    let counted: Vec<_> = asked.claims.iter().filter(|claim| !claim.is_set_aside()).collect();
    let supported = counted.iter().filter(|claim| claim.state == ClaimState::Supported).count();
    let lacking = counted.iter().filter(|claim| claim.state != ClaimState::Supported);
    let mut rests_on: Vec<Id> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    rests_on.extend(lacking.filter(|claim| seen.insert(&claim.id)).map(|claim| claim.id.clone()));

    let refuted = counted.iter().any(|claim| claim.state == ClaimState::Refuted);
    let (outcome, because) = if counted.is_empty() && !asked.is_less {
        let because = if asked.claims.is_empty() {
            format!("There is no {noun}.")
        } else {
            format!("No {noun} applies.")
        };
        (Outcome::Undetermined, because)
    } else if supported == counted.len() {
        (Outcome::Pass, String::new())
    } else {
        let outcome = if refuted { Outcome::Fail } else { Outcome::Undetermined };
        (outcome, tally(&counted, supported, noun))
    };
    Ruling {
        outcome,
        threshold: of(counted.len(), counted.len()),
        observed: of(supported, counted.len()),
        because,
        rests_on,
    }
}

/// `7 of 15 required claims are supported; 3 refuted, 4 unsupported and 1 stale.`
fn tally(counted: &[&&ClaimJudgement], supported: usize, noun: &str) -> String {
    let with = |state: ClaimState| counted.iter().filter(|claim| claim.state == state).count();
    let parts: Vec<String> = LACKING
        .iter()
        .map(|state| (with(*state), *state))
        .filter(|(number, _)| *number > 0)
        .map(|(count, state)| format!("{} {}", number(count), state_word(state)))
        .collect();
    let plural = if counted.len() == 1 { "" } else { "s" };
    let verb = if supported == 1 { "is" } else { "are" };
    format!("{} {noun}{plural} {verb} supported; {}.", of(supported, counted.len()), and(&parts))
}

/// What it takes: every one of them supported.
pub(super) fn needs(asked: &Asked<'_>, ground: &Ground<'_>) -> Needs {
    if asked.claims.iter().all(|claim| claim.is_set_aside()) {
        return Needs::stuck();
    }
    let open = asked.claims.iter().filter(|claim| !claim.is_settled());
    let supported = open.filter_map(|claim| ground.claim(&claim.id)).map(|(index, _)| index);
    Needs { supported: supported.collect(), ..Needs::default() }
}
