//! What became of each gate.

use std::collections::{BTreeSet, HashMap};

use super::causes::Explained;
use super::compared::Compared;
use crate::model::delta::{Direction, Ended, GateChange, Thing};
use crate::model::report::GateReport;
use crate::model::{Gate, Id, Outcome, Policy};

/// The gates of either side: in the order of the new policy, then those that only the old one has.
pub(super) fn changes(compared: &Compared<'_>, explained: &Explained) -> Vec<GateChange> {
    let (old, new) = (&compared.old.report.gates, &compared.new.report.gates);
    let before: HashMap<&Id, &GateReport> = old.iter().map(|gate| (&gate.id, gate)).collect();
    let after: BTreeSet<&Id> = new.iter().map(|gate| &gate.id).collect();
    let here = new.iter().map(|gate| (before.get(&gate.id).copied(), Some(gate), gate));
    let gone = old.iter().filter(|gate| !after.contains(&gate.id));
    let gone = gone.map(|gate| (Some(gate), None, gate));
    let asked = Asked::of(compared);
    here.chain(gone).map(|(old, new, told)| change(explained, &asked, (old, new), told)).collect()
}

/// What the two policies ask for under each id.
struct Asked<'r> {
    old: HashMap<&'r Id, &'r Gate>,
    new: HashMap<&'r Id, &'r Gate>,
}

impl<'r> Asked<'r> {
    fn of(compared: &Compared<'r>) -> Self {
        let by_id = |policy: &'r Policy| policy.gates.iter().map(|gate| (&gate.id, gate)).collect();
        let (old, new) = (compared.old.report, compared.new.report);
        Self { old: by_id(&old.policy), new: by_id(&new.policy) }
    }

    /// Whether both ask for the same.
    fn is_same(&self, id: &Id) -> bool {
        self.old.get(id) == self.new.get(id)
    }
}

fn change(
    explained: &Explained,
    asked: &Asked<'_>,
    (old, new): (Option<&GateReport>, Option<&GateReport>),
    told: &GateReport,
) -> GateChange {
    let (was, is) = (old.map(ended), new.map(ended));
    let change = match (old, new) {
        (None, _) => Thing::Added,
        (_, None) => Thing::Removed,
        (Some(_), Some(_)) if asked.is_same(&told.id) => Thing::Same,
        (Some(_), Some(_)) => Thing::Changed,
    };
    let outcomes = (old.map(|gate| gate.outcome), new.map(|gate| gate.outcome));
    GateChange {
        id: told.id.clone(),
        title: told.title.clone(),
        change,
        level: told.level,
        old_level: old
            .zip(new)
            .filter(|(old, new)| old.level != new.level)
            .map(|(old, _)| old.level),
        old: was,
        new: is,
        direction: direction(outcomes),
        causes: if outcomes.0 == outcomes.1 { Vec::new() } else { explained.of_gate(&told.id) },
    }
}

fn ended(gate: &GateReport) -> Ended {
    Ended {
        outcome: gate.outcome,
        threshold: gate.threshold.clone(),
        observed: gate.observed.clone(),
    }
}

/// A gate that came or went is neither: that is the policy's. Failing and undetermined are equally not passed.
fn direction(outcomes: (Option<Outcome>, Option<Outcome>)) -> Direction {
    let step = |outcome: Outcome| match outcome {
        Outcome::Fail | Outcome::Undetermined => 0,
        Outcome::Waived => 1,
        Outcome::Pass => 2,
    };
    let (Some(old), Some(new)) = outcomes else { return Direction::Neither };
    match step(new).cmp(&step(old)) {
        std::cmp::Ordering::Greater => Direction::Better,
        std::cmp::Ordering::Less => Direction::Worse,
        std::cmp::Ordering::Equal => Direction::Neither,
    }
}
