//! What is owed under `ready_with_conditions`: each with its owner, its date and what will close it (SEMANTICS rule 18).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::assess::judge::Judgement;
use crate::assess::signoffs::SignoffCondition;
use crate::assess::waivers::Lift;
use crate::model::report::{Condition, ConditionState, GateReport};
use crate::model::{Action, ActionStatus, Day, GateLevel, Id, Outcome, Waiver};

/// How many people a condition names before it only counts the rest.
const NAMED: usize = 3;

/// Conditions from gates that fail, can't be determined or are waived, then those of sign-offs that decide.
pub(super) fn conditions<L>(
    judged: &Judgement,
    actions: &[Action<L>],
    waivers: &[&Waiver<L>],
) -> Vec<Condition> {
    let closers = closers(actions);
    let waiving = Waiving::of(judged, waivers.iter().copied());
    let owed = judged.gates.iter().filter(|gate| match (gate.level, gate.outcome) {
        (_, Outcome::Pass)
        | (GateLevel::Warn, _)
        | (GateLevel::Block, Outcome::Fail | Outcome::Undetermined) => false,
        (GateLevel::Block, Outcome::Waived) | (GateLevel::Condition, _) => true,
    });
    let from_gates = owed.map(|gate| match gate.outcome {
        Outcome::Waived => waiving.condition(gate),
        Outcome::Fail | Outcome::Undetermined | Outcome::Pass => from_gate(gate, &closers),
    });
    let of_signoffs = judged.conditions.iter().filter(|condition| condition.decides);
    let actions = by_id(actions);
    from_gates.chain(of_signoffs.map(|condition| from_signoff(condition, &actions))).collect()
}

/// The conditions of all sign-offs by their ids, whether they decide or not.
pub(super) fn of_signoffs<'a, L>(
    judged: &'a Judgement,
    actions: &[Action<L>],
) -> HashMap<&'a Id, Vec<Condition>> {
    let actions = by_id(actions);
    let mut all: HashMap<_, Vec<_>> = HashMap::new();
    for condition in &judged.conditions {
        all.entry(&condition.signoff).or_default().push(from_signoff(condition, &actions));
    }
    all
}

fn by_id<L>(actions: &[Action<L>]) -> HashMap<&Id, &Action<L>> {
    actions.iter().map(|action| (&action.id, action)).collect()
}

/// The first open action that closes each thing.
fn closers<L>(actions: &[Action<L>]) -> BTreeMap<&Id, &Action<L>> {
    let mut closers = BTreeMap::new();
    for action in actions.iter().filter(|action| is_open(action)) {
        for id in &action.closes {
            closers.entry(id).or_insert(action);
        }
    }
    closers
}

fn is_open<L>(action: &Action<L>) -> bool {
    match action.status {
        ActionStatus::Open | ActionStatus::InProgress => true,
        ActionStatus::Done | ActionStatus::Dropped => false,
    }
}

fn from_gate<L>(gate: &GateReport, closers: &BTreeMap<&Id, &Action<L>>) -> Condition {
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

/// Waivers by gate, with what each does there.
struct Waiving<'a, L> {
    lifts: HashMap<&'a Id, Vec<(&'a Lift, &'a Waiver<L>)>>,
}

impl<'a, L> Waiving<'a, L> {
    fn of(judged: &'a Judgement, waivers: impl Iterator<Item = &'a Waiver<L>>) -> Self {
        let by_id: HashMap<&Id, &Waiver<L>> = waivers.map(|it| (&it.id, it)).collect();
        let mut lifts: HashMap<&Id, Vec<_>> = HashMap::new();
        for lift in &judged.lifts {
            if let Some(waiver) = by_id.get(&lift.waiver) {
                lifts.entry(&lift.gate).or_default().push((lift, *waiver));
            }
        }
        Self { lifts }
    }

    /// What a waived gate leaves owed: by those who asked, until it is no longer waived, and closed by what is
    /// waived; where the gate itself is, by all that it rests on.
    fn condition(&self, gate: &GateReport) -> Condition {
        let lifts = self.lifts.get(&gate.id).map_or(&[][..], Vec::as_slice);
        let mut owners: Vec<&str> = Vec::new();
        let mut closed_by: BTreeSet<&Id> = BTreeSet::new();
        for (lift, waiver) in lifts {
            let own = waiver.requested_by.trim();
            if !owners.contains(&own) && owners.len() <= NAMED {
                owners.push(own);
            }
            closed_by.extend(&lift.covers);
        }
        if lifts.iter().any(|(lift, _)| lift.covers.is_empty()) {
            closed_by.extend(&gate.rests_on);
        }
        if owners.len() > NAMED {
            owners.truncate(NAMED);
            owners.push("others");
        }
        Condition {
            from: gate.id.clone(),
            text: format!("{}: {}", gate.title, gate.because),
            owner: (!owners.is_empty()).then(|| owners.join(", ")),
            due: until(lifts).map(|day| day.to_string()),
            closed_by: closed_by.into_iter().cloned().collect(),
            state: ConditionState::Open,
        }
    }
}

/// The last day on which these lift their gate: that of the waiver of the gate itself which lasts longest, or the
/// first on which something else is no longer covered.
fn until<L>(lifts: &[(&Lift, &Waiver<L>)]) -> Option<Day> {
    let mut own: Option<Day> = None;
    let mut covered: BTreeMap<&Id, Day> = BTreeMap::new();
    for (lift, waiver) in lifts {
        if lift.covers.is_empty() {
            own = own.max(Some(waiver.expires));
        }
        for id in &lift.covers {
            let until = covered.entry(id).or_insert(waiver.expires);
            *until = waiver.expires.max(*until);
        }
    }
    own.max(covered.into_values().min())
}

fn from_signoff<L>(condition: &SignoffCondition, actions: &HashMap<&Id, &Action<L>>) -> Condition {
    let named = condition.action.as_ref();
    let action = named.and_then(|id| actions.get(id));
    let text = match action {
        Some(action) => format!("`{}` {}", action.id, action.title),
        None if condition.text.is_empty() => "conditions that are not written down".to_owned(),
        None => condition.text.clone(),
    };
    Condition {
        from: condition.signoff.clone(),
        text,
        owner: action.and_then(|action| action.owner.clone()),
        due: action.and_then(|action| action.due.clone()),
        closed_by: named.cloned().into_iter().collect(),
        state: condition.state,
    }
}
