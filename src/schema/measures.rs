//! Measures: targets, baselines, and whether their units can be compared (SEMANTICS rule 3).

use rust_decimal::Decimal;

use super::links;
use super::problems::Problems;
use super::references::Index;
use super::things::{Of, Thing};
use crate::diagnostic::Diagnostic;
use crate::model::words::shortened;
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

/// What is wrong with a quantity that stands where a link should: it is typed (SEMANTICS rule 4).
pub(super) fn typed(text: &str) -> Option<Diagnostic> {
    match Quantity::parse(text) {
        Ok(_) => {
            let message =
                format!("`{}` is typed, and a value is read out of the evidence", shortened(text));
            let help = "keep what shows it as evidence, and write where it stands there, such as `load-test#/p95`";
            Some(Diagnostic::error("typed-value", message).help(help))
        }
        Err(error @ QuantityError::Bound(_)) => {
            let help = "a limit is written as `target`, such as `< 200 ms`; as the value, write where the number that \
                        was measured stands in the evidence, such as `load-test#/p95`";
            Some(Diagnostic::error("typed-value", error.to_string()).help(help))
        }
        Err(
            QuantityError::NotANumber(_)
            | QuantityError::TooLong(_)
            | QuantityError::UnitMismatch(..),
        ) => None,
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
