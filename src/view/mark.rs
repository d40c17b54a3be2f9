//! Status marks: a drawn shape that always stands beside its word.

use std::cmp::Ordering;

use serde::Serialize;

use crate::model::delta::{Direction, FindingKind, Thing};
use crate::model::report::{MeasureState, WaiverStanding};
use crate::model::{ClaimState, Outcome, Severity, Verdict};

/// A drawn mark and its word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The drawing, `KIND-STATE`: `gate-fail` is `templates/marks/gate-fail.svg`.
    pub drawing: &'static str,
    /// The colour: one of the five families, `sev-…` of the severity ramp, or `ink` where it is neither good nor bad.
    pub colour: &'static str,
    /// The word, capitalised: "Fail".
    pub word: &'static str,
    /// Whether somebody has to act.
    pub urgent: bool,
}

const fn mark(
    drawing: &'static str,
    colour: &'static str,
    word: &'static str,
    urgent: Urgency,
) -> Mark {
    Mark { drawing, colour, word, urgent: matches!(urgent, Urgency::Act) }
}

#[derive(Clone, Copy)]
enum Urgency {
    Act,
    Rest,
}
use Urgency::{Act, Rest};

impl From<ClaimState> for Mark {
    fn from(state: ClaimState) -> Self {
        match state {
            ClaimState::Supported => mark("claim-supported", "holds", "Supported", Rest),
            ClaimState::Refuted => mark("claim-refuted", "fails", "Refuted", Act),
            ClaimState::Stale => mark("claim-stale", "owed", "Stale", Act),
            ClaimState::Broken => mark("claim-broken", "unknown", "Broken", Act),
            ClaimState::Unsupported => mark("claim-unsupported", "unknown", "Unsupported", Act),
            ClaimState::NotApplicable => {
                mark("claim-not_applicable", "neutral", "Not applicable", Rest)
            }
        }
    }
}

impl From<MeasureState> for Mark {
    fn from(state: MeasureState) -> Self {
        match state {
            MeasureState::Met => mark("claim-supported", "holds", "Met", Rest),
            MeasureState::Missed => mark("claim-refuted", "fails", "Missed", Act),
            MeasureState::Read => mark("claim-not_applicable", "neutral", "Read", Rest),
            MeasureState::NoValue => mark("claim-unsupported", "unknown", "No value", Act),
            MeasureState::Broken => mark("claim-broken", "unknown", "Broken", Act),
        }
    }
}

impl From<Outcome> for Mark {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Pass => mark("gate-pass", "holds", "Pass", Rest),
            Outcome::Fail => mark("gate-fail", "fails", "Fail", Act),
            Outcome::Waived => mark("gate-waived", "owed", "Waived", Act),
            Outcome::Undetermined => mark("gate-undetermined", "unknown", "Undetermined", Act),
        }
    }
}

impl From<WaiverStanding> for Mark {
    fn from(standing: WaiverStanding) -> Self {
        match standing {
            WaiverStanding::Expired => mark("gate-fail", "fails", "Expired", Act),
            WaiverStanding::NotAllowed => mark("gate-fail", "fails", "Not allowed", Act),
            WaiverStanding::InForce => mark("gate-waived", "owed", "In force", Rest),
            WaiverStanding::NotYet => {
                mark("claim-not_applicable", "neutral", "Not yet in force", Rest)
            }
        }
    }
}

impl From<Severity> for Mark {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Critical => mark("severity-critical", "sev-critical", "Critical", Act),
            Severity::High => mark("severity-high", "sev-high", "High", Act),
            Severity::Medium => mark("severity-medium", "sev-medium", "Medium", Rest),
            Severity::Low => mark("severity-low", "sev-low", "Low", Rest),
            Severity::Info => mark("severity-info", "sev-info", "Info", Rest),
            Severity::Unknown => mark("severity-unknown", "unknown", "Unknown", Act),
        }
    }
}

impl From<Verdict> for Mark {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Ready => mark("verdict-ready", "holds", "Ready", Rest),
            Verdict::ReadyWithConditions => {
                mark("verdict-ready_with_conditions", "owed", "Ready with conditions", Act)
            }
            Verdict::NotReady => mark("verdict-not_ready", "fails", "Not ready", Act),
            Verdict::InsufficientEvidence => {
                mark("verdict-insufficient_evidence", "unknown", "Insufficient evidence", Act)
            }
        }
    }
}

impl From<FindingKind> for Mark {
    fn from(kind: FindingKind) -> Self {
        match kind {
            FindingKind::New => mark("change-new", "ink", "New", Act),
            FindingKind::Reopened => mark("change-reopened", "ink", "Reopened", Act),
            FindingKind::NewlyChecked => mark("change-not_checked", "ink", "Newly checked", Act),
            FindingKind::Changed => mark("change-changed", "ink", "Changed", Rest),
            FindingKind::Moved => mark("change-moved", "ink", "Moved", Rest),
            FindingKind::Same => mark("change-same", "ink", "Same", Rest),
            FindingKind::Fixed => mark("change-fixed", "ink", "Fixed", Rest),
            FindingKind::NotChecked => mark("change-not_checked", "ink", "Not checked", Act),
        }
    }
}

impl From<Thing> for Mark {
    fn from(thing: Thing) -> Self {
        match thing {
            Thing::Added => mark("change-new", "ink", "Added", Rest),
            Thing::Removed => mark("change-removed", "ink", "Removed", Rest),
            Thing::Changed => mark("change-changed", "ink", "Changed", Rest),
            Thing::Same => mark("change-same", "ink", "Same", Rest),
        }
    }
}

impl From<Direction> for Mark {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Better => mark("change-up", "holds", "Better", Rest),
            Direction::Worse => mark("change-down", "fails", "Worse", Act),
            Direction::Neither => mark("change-changed", "neutral", "Neither", Rest),
        }
    }
}

impl Mark {
    /// Which way a number went, and whether that is for the better: the arrow tells the one, colour and word the other.
    #[must_use]
    pub fn went(way: Ordering, direction: Direction) -> Self {
        match (way, direction) {
            (Ordering::Greater, Direction::Better) => {
                mark("change-up", "holds", "Higher, better", Rest)
            }
            (Ordering::Greater, Direction::Worse) => {
                mark("change-up", "fails", "Higher, worse", Act)
            }
            (Ordering::Greater, Direction::Neither) => mark("change-up", "neutral", "Higher", Rest),
            (Ordering::Less, Direction::Better) => {
                mark("change-down", "holds", "Lower, better", Rest)
            }
            (Ordering::Less, Direction::Worse) => mark("change-down", "fails", "Lower, worse", Act),
            (Ordering::Less, Direction::Neither) => mark("change-down", "neutral", "Lower", Rest),
            (Ordering::Equal, Direction::Better) => {
                mark("change-same", "holds", "The same, better", Rest)
            }
            (Ordering::Equal, Direction::Worse) => {
                mark("change-same", "fails", "The same, worse", Act)
            }
            (Ordering::Equal, Direction::Neither) => {
                mark("change-same", "neutral", "The same", Rest)
            }
        }
    }
}
