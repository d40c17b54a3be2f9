//! What a sign-off is worth, and which of its conditions are open (SEMANTICS rules 1 and 20).

use std::collections::HashMap;

use crate::model::report::{ConditionState, SignoffStanding};
use crate::model::{ActionStatus, Day, Decision, Digest, Facts, Id, SignoffFacts};

/// A condition of a sign-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignoffCondition {
    /// The sign-off.
    pub signoff: Id,
    /// The condition as written: an action's id, or text; empty where the sign-off has conditions and
    /// names none.
    pub text: String,
    /// The action with which it closes.
    pub action: Option<Id>,
    /// Whether it is still owed. One that is text stays open.
    pub state: ConditionState,
    /// Whether its sign-off decides; one that doesn't binds nobody.
    pub decides: bool,
}

impl SignoffCondition {
    /// Whether it keeps the verdict from `ready` (SEMANTICS rule 18).
    #[must_use]
    pub fn is_owed(&self) -> bool {
        self.decides && self.state == ConditionState::Open
    }
}

/// What a sign-off is worth.
pub(super) fn standing(signoff: &SignoffFacts, of: Option<&Digest>, as_of: Day) -> SignoffStanding {
    if signoff.decision.is_none() {
        SignoffStanding::Awaited
    } else if signoff.date.is_some_and(|date| date > as_of) {
        SignoffStanding::Future
    } else if signoff.of.is_some() && signoff.of.as_ref() == of {
        SignoffStanding::Decides
    } else {
        SignoffStanding::OfAnotherVersion
    }
}

/// The conditions of all sign-offs, in their order.
pub(super) fn conditions(facts: &Facts, standings: &[SignoffStanding]) -> Vec<SignoffCondition> {
    let actions: HashMap<&str, ActionStatus> =
        facts.actions.iter().map(|action| (action.id.as_str(), action.status)).collect();
    let mut all = Vec::new();
    for (signoff, standing) in facts.signoffs.iter().zip(standings) {
        let decides = *standing == SignoffStanding::Decides;
        for text in &signoff.conditions {
            let action = actions.get(text.as_str());
            let state = match action {
                Some(ActionStatus::Done) => ConditionState::Closed,
                Some(ActionStatus::Open | ActionStatus::InProgress | ActionStatus::Dropped)
                | None => ConditionState::Open,
            };
            all.push(SignoffCondition {
                signoff: signoff.id.clone(),
                text: text.clone(),
                action: action.map(|_| Id::new(text)),
                state,
                decides,
            });
        }
        // Conditions that nobody wrote down can't be seen to be met.
        if signoff.conditions.is_empty()
            && signoff.decision == Some(Decision::ApproveWithConditions)
        {
            all.push(SignoffCondition {
                signoff: signoff.id.clone(),
                text: String::new(),
                action: None,
                state: ConditionState::Open,
                decides,
            });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::testing::{FactsBuilder, day, signoff};

    const OF: &[u8] = b"what is signed";

    fn worth(change: impl FnOnce(&mut SignoffFacts)) -> SignoffStanding {
        let mut given = signoff("release manager", Decision::Approve);
        given.of = Some(Digest::of(OF));
        change(&mut given);
        standing(&given, Some(&Digest::of(OF)), day("2025-08-30"))
    }

    #[test]
    fn a_signoff_decides_for_what_it_signed_and_from_its_day_on() {
        assert_eq!(worth(|_| {}), SignoffStanding::Decides);
        assert_eq!(worth(|given| given.date = Some(day("2025-08-30"))), SignoffStanding::Decides);
        assert_eq!(worth(|given| given.date = Some(day("2025-08-31"))), SignoffStanding::Future);
        assert_eq!(worth(|given| given.of = None), SignoffStanding::OfAnotherVersion);
        assert_eq!(
            worth(|given| given.of = Some(Digest::of(b"another"))),
            SignoffStanding::OfAnotherVersion
        );
        assert_eq!(worth(|given| given.decision = None), SignoffStanding::Awaited);
    }

    #[test]
    fn without_a_digest_to_sign_nothing_is_signed() {
        let mut given = signoff("release manager", Decision::Approve);
        given.of = None;
        assert_eq!(standing(&given, None, day("2025-08-30")), SignoffStanding::OfAnotherVersion);
    }

    #[test]
    fn a_condition_closes_with_its_action_and_text_stays_open() {
        let facts = FactsBuilder::new()
            .action("A-1", ActionStatus::Done)
            .action("A-2", ActionStatus::Dropped)
            .action("A-3", ActionStatus::InProgress)
            .signoff("release manager", Decision::ApproveWithConditions, |given| {
                given.conditions =
                    ["A-1", "A-2", "A-3", "Duty rota printed"].map(str::to_owned).to_vec();
            })
            .build();
        let found = conditions(&facts, &[SignoffStanding::Decides]);
        let states: Vec<_> = found.iter().map(|one| (one.action.is_some(), one.state)).collect();
        assert_eq!(
            states,
            [
                (true, ConditionState::Closed),
                (true, ConditionState::Open),
                (true, ConditionState::Open),
                (false, ConditionState::Open)
            ]
        );
        assert!(!found[0].is_owed() && found[3].is_owed());
        assert!(
            conditions(&facts, &[SignoffStanding::OfAnotherVersion])
                .iter()
                .all(|one| !one.is_owed())
        );
    }

    #[test]
    fn conditions_that_nobody_wrote_down_stay_open() {
        let facts = FactsBuilder::new()
            .signoff("release manager", Decision::ApproveWithConditions, |_| {})
            .signoff("security officer", Decision::Approve, |_| {})
            .build();
        let found = conditions(&facts, &[SignoffStanding::Decides; 2]);
        assert_eq!(found.len(), 1);
        assert!(found[0].is_owed() && found[0].text.is_empty());
    }
}
