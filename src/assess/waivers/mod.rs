//! Waivers: which are in force, what they cover, and which gates they lift (SEMANTICS rule 16).
//!
//! A waiver changes no state and no score. A gate is judged on all there is; where it doesn't pass, it is judged
//! again without what waivers in force cover, and where it passes then, or is waived itself, it is `waived`.

mod cover;
mod lift;
mod standing;
#[cfg(test)]
mod tests;

pub(super) use cover::Cover;
pub(super) use lift::judge_gates;
pub(super) use standing::unknown_gates;

use crate::model::report::WaiverStanding;
use crate::model::{Day, Facts, Id, Policy};

/// What a waiver is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaiverJudgement {
    /// Whether it holds.
    pub standing: WaiverStanding,
    /// Why, in sentences; identifiers stand in backticks.
    pub because: String,
}

/// What a waiver does to a gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lift {
    /// The gate, which is waived.
    pub gate: Id,
    /// The waiver, which is in force.
    pub waiver: Id,
    /// The findings and claims that it covers there; none where it waives the gate itself.
    pub covers: Vec<Id>,
}

/// What each waiver is worth, in the order of the facts.
pub(super) fn standings(facts: &Facts, policy: &Policy, as_of: Day) -> Vec<WaiverJudgement> {
    facts.waivers.iter().map(|waiver| standing::standing(waiver, policy, as_of)).collect()
}
