//! What became of each measured value: by how much, and whether for the better.

use std::collections::{BTreeSet, HashMap};

use rust_decimal::{Decimal, RoundingStrategy};

use super::causes::of_measure;
use super::compared::Compared;
use super::fields::without;
use crate::model::delta::{Direction, MeasureChange, Thing, Value};
use crate::model::report::{MeasureReport, MeasureState};
use crate::model::{Expectation, Id, Quantity};

/// What is told apart from the other fields.
const TOLD: [&str; 8] = ["id", "value", "unit", "target", "state", "because", "links", "operands"];

/// The measures that differ, and how many are the same.
pub(super) fn changes(compared: &Compared<'_>) -> (Vec<MeasureChange>, u64) {
    let (old, new) = (&compared.old.report.measures, &compared.new.report.measures);
    let before: HashMap<&Id, &MeasureReport> = old.iter().map(|it| (&it.id, it)).collect();
    let after: BTreeSet<&Id> = new.iter().map(|it| &it.id).collect();
    let (mut changes, mut same) = (Vec::new(), 0);
    for measure in new {
        match change(compared, before.get(&measure.id).copied(), Some(measure)) {
            Some(change) => changes.push(change),
            None => same += 1,
        }
    }
    let gone = old.iter().filter(|it| !after.contains(&it.id));
    changes.extend(gone.filter_map(|measure| change(compared, Some(measure), None)));
    (changes, same)
}

fn change(
    compared: &Compared<'_>,
    old: Option<&MeasureReport>,
    new: Option<&MeasureReport>,
) -> Option<MeasureChange> {
    let told = new.or(old)?;
    let fields = match (old, new) {
        (Some(old), Some(new)) => without(old, new, &TOLD),
        (None, _) | (_, None) => Vec::new(),
    };
    let values = (old.map(value), new.map(value));
    if values.0 == values.1 && fields.is_empty() {
        return None;
    }
    let change = match (old, new) {
        (None, _) => Thing::Added,
        (_, None) => Thing::Removed,
        (Some(_), Some(_)) => Thing::Changed,
    };
    let sizes = old.and_then(quantity).zip(new.and_then(quantity));
    let difference = sizes.as_ref().and_then(|(old, new)| difference(old, new));
    Some(MeasureChange {
        id: told.id.clone(),
        title: told.title.clone().unwrap_or_else(|| told.metric.clone()),
        change,
        difference: difference.map(|(by, _)| by),
        relative: difference.and_then(|(by, from)| relative(by, from)),
        direction: direction(old, new, difference.map(|(by, _)| by)),
        is_noise: difference.and_then(|(by, _)| is_noise(old?, new?, by)),
        old: values.0,
        new: values.1,
        fields,
        cause: Some(of_measure(compared, old, new)),
    })
}

fn value(measure: &MeasureReport) -> Value {
    Value {
        state: measure.state,
        value: measure.value,
        unit: measure.unit.clone(),
        target: measure.target.clone(),
    }
}

fn quantity(measure: &MeasureReport) -> Option<Quantity> {
    Some(Quantity { value: measure.value?, unit: measure.unit.clone() })
}

/// New less old in the new unit, and the old value in that unit.
fn difference(old: &Quantity, new: &Quantity) -> Option<(Decimal, Decimal)> {
    let from = old.convert_to(&new.unit).ok()?.value;
    Some((new.value.checked_sub(from)?, from))
}

fn relative(by: Decimal, from: Decimal) -> Option<Decimal> {
    let percent = by.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(from.abs())?;
    Some(percent.round_dp_with_strategy(1, RoundingStrategy::ToZero))
}

/// A target that is met or missed now says it; else the way in which its values have to go.
fn direction(
    old: Option<&MeasureReport>,
    new: Option<&MeasureReport>,
    by: Option<Decimal>,
) -> Direction {
    let (Some(old), Some(new)) = (old, new) else { return Direction::Neither };
    match (old.state, new.state) {
        (MeasureState::Missed, MeasureState::Met) => return Direction::Better,
        (MeasureState::Met, MeasureState::Missed) => return Direction::Worse,
        _ => {}
    }
    let limit = new.target.as_deref().and_then(|target| Expectation::parse(target).ok());
    let (Some(limit), Some(by)) = (limit.and_then(|it| it.wants_less()), by) else {
        return Direction::Neither;
    };
    match (by.is_zero(), by.is_sign_negative() == limit) {
        (true, _) => Direction::Neither,
        (false, true) => Direction::Better,
        (false, false) => Direction::Worse,
    }
}

/// Whether the difference is no greater than what the values differ by that each was computed from; none where one
/// was measured once.
fn is_noise(old: &MeasureReport, new: &MeasureReport, by: Decimal) -> Option<bool> {
    let spread = |measure: &MeasureReport| {
        let read = |text: &String| Quantity::read(text, Some(&measure.unit)).ok();
        let values: Option<Vec<Decimal>> = measure
            .operands
            .iter()
            .map(|it| Some(read(it.value.as_ref()?)?.convert_to(&measure.unit).ok()?.value))
            .collect();
        let values = values.filter(|values| values.len() > 1)?;
        Some(*values.iter().max()? - *values.iter().min()?)
    };
    let widest = spread(old)?.max(spread(new)?);
    Some(by.abs() <= widest)
}
