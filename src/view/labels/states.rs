//! The words for every closed set.

use super::number;
use crate::model::report::{ConditionState, InputRole, PolicyChoice, ShortestWay, SignoffStanding};
use crate::model::{
    ActionStatus, Change, ClaimState, Decision, DeclaredStatus, LinkState, Outcome, Severity,
    Status, Verdict,
};
use crate::view::Mark;

/// The mark's word inside a sentence.
#[must_use]
pub fn lower(mark: &Mark) -> String {
    mark.word.to_lowercase()
}

/// A verdict inside a sentence.
#[must_use]
pub fn verdict(verdict: Verdict) -> String {
    lower(&Mark::from(verdict))
}

/// A claim's state inside a sentence.
#[must_use]
pub fn claim_state(state: ClaimState) -> String {
    lower(&Mark::from(state))
}

/// A severity inside a sentence.
#[must_use]
pub fn severity(severity: Severity) -> String {
    lower(&Mark::from(severity))
}

/// What the way to ready is called inside a sentence: only one that is proven is *the shortest* (SEMANTICS rule 21),
/// and where nothing clears a gate it doesn't lead there.
#[must_use]
pub fn way(way: &ShortestWay) -> &'static str {
    match (way.stuck.is_empty(), way.exact) {
        (false, _) => "on the way to ready",
        (true, true) => "the shortest way to ready",
        (true, false) => "a short way to ready",
    }
}

/// How many gates came out so, as the start of a clause: `7 fail`, `1 is undetermined`.
#[must_use]
pub fn outcome_count(outcome: Outcome, count: usize) -> String {
    let words = match (outcome, count) {
        (Outcome::Fail, 1) => "fails",
        (Outcome::Fail, _) => "fail",
        (Outcome::Undetermined, 1) => "is undetermined",
        (Outcome::Undetermined, _) => "are undetermined",
        (Outcome::Waived, 1) => "is waived",
        (Outcome::Waived, _) => "are waived",
        (Outcome::Pass, 1) => "passes",
        (Outcome::Pass, _) => "pass",
    };
    format!("{} {words}", number(count))
}

/// What came of a link.
#[must_use]
pub fn link_state(state: LinkState) -> &'static str {
    match state {
        LinkState::Holds => "holds",
        LinkState::Misses => "misses",
        LinkState::Stale => "stale",
        LinkState::Weak => "too weak",
        LinkState::Vacuous => "vacuous",
        LinkState::Resolves => "nothing expected",
        LinkState::Broken => "broken",
    }
}

/// A finding's status.
#[must_use]
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Open => "open",
        Status::Fixed => "fixed",
        Status::Suppressed => "suppressed",
        Status::Accepted => "accepted",
        Status::FalsePositive => "false positive",
    }
}

/// An action's status.
#[must_use]
pub fn action_status(status: ActionStatus) -> &'static str {
    match status {
        ActionStatus::Open => "open",
        ActionStatus::InProgress => "in progress",
        ActionStatus::Done => "done",
        ActionStatus::Dropped => "dropped",
    }
}

/// A declared status.
#[must_use]
pub fn declared_status(status: DeclaredStatus) -> &'static str {
    match status {
        DeclaredStatus::Pass => "pass",
        DeclaredStatus::Partial => "partial",
        DeclaredStatus::Fail => "fail",
        DeclaredStatus::Open => "open",
    }
}

/// What happened to a listed file.
#[must_use]
pub fn change(change: Option<Change>) -> &'static str {
    match change {
        Some(Change::Added) => "added",
        Some(Change::Modified) => "modified",
        Some(Change::Unmodified) => "unmodified",
        Some(Change::Deleted) => "deleted",
        Some(Change::Planned) => "planned",
        None => "listed",
    }
}

/// A decision.
#[must_use]
pub fn decision(decision: Option<Decision>) -> &'static str {
    match decision {
        Some(Decision::Approve) => "Approved",
        Some(Decision::ApproveWithConditions) => "Approved with conditions",
        Some(Decision::Reject) => "Rejected",
        Some(Decision::Abstain) => "Abstained",
        None => "Not yet given",
    }
}

/// What a sign-off is worth.
#[must_use]
pub fn standing(standing: SignoffStanding) -> &'static str {
    match standing {
        SignoffStanding::Decides => "decides",
        SignoffStanding::Awaited => "awaited",
        SignoffStanding::OfAnotherVersion => "of another version",
        SignoffStanding::Future => "dated after as-of: counts as absent",
    }
}

/// Whether a condition is still owed.
#[must_use]
pub fn condition_state(state: ConditionState) -> &'static str {
    match state {
        ConditionState::Open => "open",
        ConditionState::Closed => "closed",
    }
}

/// Who chose the policy.
#[must_use]
pub fn policy_choice(choice: PolicyChoice) -> &'static str {
    match choice {
        PolicyChoice::Named => "named by the reader",
        PolicyChoice::Found => "found beside the findings, not chosen by the reader",
        PolicyChoice::Default => "built-in default: no policy was named or found",
    }
}

/// What a file was read as.
#[must_use]
pub fn input_role(role: InputRole) -> &'static str {
    match role {
        InputRole::Findings => "Findings",
        InputRole::Policy => "Policy",
        InputRole::Baseline => "Baseline",
        InputRole::Earlier => "Earlier report",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    #[test]
    fn a_count_of_gates_reads_as_a_clause() {
        assert_eq!(outcome_count(Outcome::Undetermined, 1), "1 is undetermined");
        assert_eq!(outcome_count(Outcome::Fail, 2), "2 fail");
        assert_eq!(outcome_count(Outcome::Pass, 0), "0 pass");
    }

    #[test]
    fn only_a_way_that_leads_to_ready_is_called_one() {
        let way = |exact, stuck: &[&str]| {
            let stuck = stuck.iter().map(|gate| Id::from(*gate)).collect();
            super::way(&ShortestWay { exact, stuck, ..ShortestWay::default() })
        };
        assert_eq!(way(true, &[]), "the shortest way to ready");
        assert_eq!(way(false, &[]), "a short way to ready");
        assert_eq!(way(true, &["signoffs"]), "on the way to ready");
    }

    #[test]
    fn a_state_is_named_in_words() {
        assert_eq!(claim_state(ClaimState::NotApplicable), "not applicable");
        assert_eq!(verdict(Verdict::ReadyWithConditions), "ready with conditions");
        assert_eq!(status(Status::FalsePositive), "false positive");
    }
}
