//! What is owed under `ready_with_conditions`: each with its owner, its date and what will close it (SEMANTICS rule 18).

use std::collections::BTreeMap;

use crate::model::report::{Condition, ConditionState, GateReport};
use crate::model::{Action, ActionStatus, GateLevel, Id, Outcome, Signoff};

/// Conditions from gates that fail or can't be determined, then those of sign-offs.
pub(super) fn conditions(
    gates: &[GateReport],
    actions: &[Action],
    signoffs: &[Signoff],
    standing: impl Fn(&Id) -> bool,
) -> Vec<Condition> {
    let closers = closers(actions);
    let owed = gates.iter().filter(|gate| match (gate.level, gate.outcome) {
        (_, Outcome::Pass) | (GateLevel::Warn, _) | (GateLevel::Block, Outcome::Fail) => false,
        (GateLevel::Block, Outcome::Undetermined) => false,
        (GateLevel::Block, Outcome::Waived) | (GateLevel::Condition, _) => true,
    });
    let from_gates = owed.map(|gate| from_gate(gate, &closers));
    let valid = signoffs.iter().filter(|signoff| standing(&signoff.id));
    let from_signoffs = valid.flat_map(|signoff| of_signoff(signoff, actions));
    from_gates.chain(from_signoffs).collect()
}

/// The first open action that closes each thing.
fn closers(actions: &[Action]) -> BTreeMap<&Id, &Action> {
    let mut closers = BTreeMap::new();
    for action in actions.iter().filter(|action| is_open(action)) {
        for id in &action.closes {
            closers.entry(id).or_insert(action);
        }
    }
    closers
}

fn is_open(action: &Action) -> bool {
    match action.status {
        ActionStatus::Open | ActionStatus::InProgress => true,
        ActionStatus::Done | ActionStatus::Dropped => false,
    }
}

fn from_gate(gate: &GateReport, closers: &BTreeMap<&Id, &Action>) -> Condition {
    let action = gate.rests_on.iter().find_map(|id| closers.get(id));
    Condition {
        from: gate.id.clone(),
        text: format!("{}: {}", gate.title, gate.because),
        owner: action.and_then(|action| action.owner.clone()),
        due: action.and_then(|action| action.due.clone()),
        closed_by: gate.rests_on.clone(),
        state: ConditionState::Open,
    }
}

/// The conditions of one sign-off. One given as text stays open; one that is an action closes with its action
/// (SEMANTICS rule 20).
pub(super) fn of_signoff(signoff: &Signoff, actions: &[Action]) -> Vec<Condition> {
    let of =
        |condition: &String| match actions.iter().find(|action| action.id.as_str() == condition) {
            Some(action) => Condition {
                from: signoff.id.clone(),
                text: format!("`{}` {}", action.id, action.title),
                owner: action.owner.clone(),
                due: action.due.clone(),
                closed_by: vec![action.id.clone()],
                state: if action.status == ActionStatus::Done {
                    ConditionState::Closed
                } else {
                    ConditionState::Open
                },
            },
            None => Condition {
                from: signoff.id.clone(),
                text: condition.clone(),
                owner: None,
                due: None,
                closed_by: Vec::new(),
                state: ConditionState::Open,
            },
        };
    signoff.conditions.iter().map(of).collect()
}
