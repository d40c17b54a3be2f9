//! Measures: targets, baselines, and whether their units can be compared (SEMANTICS rule 3).

use rust_decimal::Decimal;

use super::links;
use super::problems::Problems;
use super::references::Index;
use super::things::{Of, Thing};
use crate::diagnostic::Diagnostic;
use crate::model::{Expectation, Link, Measure, Quantity, QuantityError};

/// Tells what is wrong with the quantities that measures declare.
pub(super) fn check(all: &[Thing<'_>], index: &Index<'_>, problems: &mut Problems<'_>) {
    for thing in all {
        if let Of::Measure(measure) = thing.of {
            target(measure, thing, problems);
            baseline(measure, thing, index, problems);
        }
    }
}

fn target(measure: &Measure, thing: &Thing<'_>, problems: &mut Problems<'_>) {
    let Some(target) = measure.target.as_deref() else { return };
    let pointer = format!("{}/target", thing.pointer());
    match Expectation::parse(target) {
        Err(error) => problems.add(thing.input(), &pointer, || {
            Diagnostic::error("malformed-expectation", error.message).help(error.help)
        }),
        Ok(Expectation::Compare(_, wanted)) => {
            let Some(unit) = &measure.unit else { return };
            let own = Quantity { value: Decimal::ZERO, unit: unit.clone() };
            if let Err(error @ QuantityError::UnitMismatch(..)) = own.compare(&wanted) {
                problems.add(thing.input(), &pointer, || {
                    Diagnostic::error("unit-mismatch", error.to_string()).help(format!(
                        "the measure's `unit` is `{unit}`; state the target in that unit"
                    ))
                });
            }
        }
        Ok(
            Expectation::Text(..)
            | Expectation::In(_)
            | Expectation::Matches(_)
            | Expectation::Count(..)
            | Expectation::NewerThan(_),
        ) => {}
    }
}

/// A baseline is a link where it has a `#`, or is the id of a piece of evidence; else a quantity.
fn baseline(measure: &Measure, thing: &Thing<'_>, index: &Index<'_>, problems: &mut Problems<'_>) {
    let Some(text) = measure.baseline.as_deref() else { return };
    if text.contains('#') || index.is_evidence(text) {
        let pointer = || format!("{}/baseline", thing.pointer());
        links::one(&Link::short(text), index, thing.input(), pointer, problems);
    } else if let Err(error) = Quantity::parse(text) {
        problems.add(thing.input(), &format!("{}/baseline", thing.pointer()), || {
            Diagnostic::error("malformed-quantity", error.to_string())
                .help("write a number and its unit, as `3.4 s`, or a link, as `old-run#/p95`")
        });
    }
}
