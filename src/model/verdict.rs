//! The closed sets that a reader learns by heart: verdicts, outcomes, levels, states.

use serde::{Deserialize, Serialize};

use super::names::named;

/// What the gates say of the subject. A total function of their outcomes (SEMANTICS rule 18).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A blocking gate failed.
    NotReady,
    /// It can't be said.
    InsufficientEvidence,
    /// It may ship; somebody owes something.
    ReadyWithConditions,
    /// It may ship.
    Ready,
}

/// What came of a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The evidence says no.
    Fail,
    /// The evidence can't say.
    Undetermined,
    /// It fails or can't be determined, and somebody accepted that.
    Waived,
    /// The evidence says yes.
    Pass,
}

/// How much a gate matters.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum GateLevel {
    /// Without it the subject doesn't ship.
    #[default]
    Block,
    /// Without it the subject ships with a condition.
    Condition,
    /// It is shown.
    Warn,
}

named!(GateLevel { Block = "block", Condition = "condition", Warn = "warn" });

/// Whether the evidence supports a claim (SEMANTICS rules 11 and 12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimState {
    /// The evidence says otherwise.
    Refuted,
    /// A link points at nothing.
    Broken,
    /// It would be supported, but for the evidence's age or commit.
    Stale,
    /// Nothing, or only something too weak.
    Unsupported,
    /// Said so, with a reason, and the policy allows it.
    NotApplicable,
    /// A fresh link of sufficient method resolves, and what it expects holds.
    Supported,
}

named!(ClaimState {
    Refuted = "refuted",
    Broken = "broken",
    Stale = "stale",
    Unsupported = "unsupported",
    NotApplicable = "not_applicable",
    Supported = "supported",
});

/// What came of one evidence link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// It is fresh, strong enough, and what it expects holds.
    Holds,
    /// It resolves, and what it expects doesn't hold.
    Misses,
    /// It would hold, but for the evidence's age or commit.
    Stale,
    /// It resolves, but its method is too weak for the claim.
    Weak,
    /// It resolves, but the evidence shows there that nothing ran or was looked at.
    Vacuous,
    /// It resolves; nothing was asked of it.
    Resolves,
    /// It points at nothing.
    Broken,
}

/// How bad a contradiction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleLevel {
    /// It misleads.
    Error,
    /// It may mislead.
    Warning,
    /// Worth knowing.
    Note,
    /// Not looked for.
    Off,
}

named!(RuleLevel { Error = "error", Warning = "warning", Note = "note", Off = "off" });
