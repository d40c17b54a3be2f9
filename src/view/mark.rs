//! Status marks: a drawn shape that always stands beside its word.

use serde::Serialize;

use crate::model::report::{MeasureState, WaiverStanding};
use crate::model::{ClaimState, Outcome, Severity, Verdict};

/// A drawn mark and its word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The drawing, `KIND-STATE`: `gate-fail` is `templates/marks/gate-fail.svg`.
    pub drawing: &'static str,
    /// The colour: one of the five families, or `sev-…` of the severity ramp.
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
