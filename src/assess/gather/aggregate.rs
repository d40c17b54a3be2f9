//! Several values become one, exactly.

use std::cmp::Ordering;

use crate::model::{Aggregate, Exact, Fraction, Quantity, QuantityError};

/// How many decimals more than the most precise of the values a sum or mean is printed with, where it isn't exact.
const MORE_DECIMALS: u32 = 3;

/// A value that was read or computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    /// Rounded towards zero where `exact` is there.
    pub(crate) value: Quantity,
    /// The value that no decimal of a few digits is, in the same unit.
    pub(crate) exact: Option<Fraction>,
}

impl Reading {
    /// The value as readers see it, with an ellipsis where digits are cut.
    pub(super) fn printed(&self) -> String {
        if self.exact.is_some() { self.value.printed_cut() } else { self.value.printed() }
    }

    /// How it compares, exactly.
    pub(super) fn compare(&self, limit: &Quantity) -> Result<Ordering, QuantityError> {
        match &self.exact {
            Some(number) => {
                let unit = self.value.unit.clone();
                Exact { number: number.clone(), unit }.compare(limit)
            }
            None => self.value.compare(limit),
        }
    }
}

impl From<Quantity> for Reading {
    fn from(value: Quantity) -> Self {
        Self { value, exact: None }
    }
}

/// How many there are, in that unit.
pub(super) fn count(many: usize, unit: Option<&str>) -> Reading {
    let unit = unit.unwrap_or_default().to_owned();
    Quantity { value: (many as u64).into(), unit }.into()
}

/// The one value that `values` become. What is computed is in `unit`, else in the unit of the first; what is
/// chosen among them stays as it is. None where there is nothing to compute it from.
pub(super) fn of(
    aggregate: Aggregate,
    values: &[Quantity],
    unit: Option<&str>,
) -> Result<Option<Reading>, QuantityError> {
    let Some(first) = values.first() else { return Ok(None) };
    let unit = unit.unwrap_or(&first.unit);
    let decimals = values.iter().map(|value| value.value.normalize().scale()).max().unwrap_or(0);
    let rounded = |exact: Exact| {
        let (value, exact) = exact.rounded(decimals + MORE_DECIMALS)?;
        Ok(Some(Reading { value, exact }))
    };
    match aggregate {
        Aggregate::Count => Ok(Some(count(values.len(), Some(unit)))),
        Aggregate::Sum => rounded(Exact::sum(values, unit)?),
        Aggregate::Mean => match Exact::sum(values, unit)?.divided_by(values.len() as u64) {
            Some(mean) => rounded(mean),
            None => Ok(None),
        },
        Aggregate::Min => ranked(values, |_| 1),
        Aggregate::Max => ranked(values, |many| many),
        Aggregate::P50 => ranked(values, |many| nearest_rank(50, many)),
        Aggregate::P95 => ranked(values, |many| nearest_rank(95, many)),
        Aggregate::P99 => ranked(values, |many| nearest_rank(99, many)),
    }
}

/// The rank of the smallest value to which at least `percent` in a hundred are less or equal: definition 1 of
/// Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996). It is always
/// one of the values, and of few it is a large one: the 95th percentile of up to 19 is their maximum.
fn nearest_rank(percent: usize, many: usize) -> usize {
    percent.saturating_mul(many).div_ceil(100)
}

/// The value of that rank, from 1, in ascending order; of equal ones the first.
fn ranked(
    values: &[Quantity],
    rank: impl Fn(usize) -> usize,
) -> Result<Option<Reading>, QuantityError> {
    let Some(first) = values.first() else { return Ok(None) };
    for value in values {
        value.compare(first)?;
    }
    let mut sorted: Vec<&Quantity> = values.iter().collect();
    // All units are those of one dimension, so that each compares with each.
    sorted.sort_by(|one, other| one.compare(other).unwrap_or(Ordering::Equal));
    let chosen = rank(values.len()).checked_sub(1).and_then(|at| sorted.get(at));
    let chosen = chosen.and_then(|chosen| {
        sorted.iter().find(|value| value.compare(chosen) == Ok(Ordering::Equal))
    });
    Ok(chosen.map(|value| (*value).clone().into()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn quantities(texts: &[&str]) -> Vec<Quantity> {
        texts.iter().map(|text| Quantity::parse(text).unwrap()).collect()
    }

    fn is(aggregate: Aggregate, texts: &[&str], unit: Option<&str>, expected: &str) {
        let reading = of(aggregate, &quantities(texts), unit).unwrap().unwrap();
        let exact = reading.exact.map_or_else(String::new, |exact| format!(" = {exact}"));
        assert_eq!(
            format!("{}{exact}", reading.value).replace('\u{a0}', " "),
            expected,
            "{aggregate:?}"
        );
    }

    #[test]
    fn what_is_computed_is_in_the_stated_unit_or_that_of_the_first() {
        let texts = ["120 ms", "0.13 s", "131 ms"];
        is(Aggregate::Sum, &texts, None, "381 ms");
        is(Aggregate::Sum, &texts, Some("s"), "0.381 s");
        is(Aggregate::Mean, &texts, None, "127 ms");
        is(Aggregate::Count, &texts, Some("runs"), "3 runs");
        is(Aggregate::Sum, &["0.1", "0.2"], None, "0.3");
        is(Aggregate::Mean, &["1.25", "2"], None, "1.625");
        is(Aggregate::Mean, &["1", "1", "2"], None, "1.333 = 4/3");
        is(Aggregate::Mean, &["-1", "-1", "-2"], None, "-1.333 = -4/3");
        is(Aggregate::Mean, &["0.05 s", "0.06 s", "0.06 s"], None, "0.05666 s = 17/300");
        is(Aggregate::Sum, &["20 s", "20 s"], Some("min"), "0.666 min = 2/3");
    }

    #[test]
    fn what_is_chosen_stays_as_it_is() {
        let texts = ["900 ms", "0.12 s", "1.00 s", "1000 ms"];
        is(Aggregate::Min, &texts, Some("ms"), "0.12 s");
        is(Aggregate::Max, &texts, Some("ms"), "1 s");
        is(Aggregate::Max, &["1000 ms", "1.00 s"], None, "1000 ms");
        is(Aggregate::P50, &["3", "1", "2"], None, "2");
        // Of an even number the lower of the two in the middle: it is one of the values.
        is(Aggregate::P50, &["4", "1", "3", "2"], None, "2");
        is(Aggregate::P95, &["7"], None, "7");
    }

    #[test]
    fn percentiles_are_of_the_nearest_rank() {
        let upto = |last: u64| -> Vec<Quantity> {
            (1..=last)
                .rev()
                .map(|value| Quantity { value: value.into(), unit: String::new() })
                .collect()
        };
        let chosen =
            |aggregate, last| of(aggregate, &upto(last), None).unwrap().unwrap().value.to_string();
        assert_eq!(
            [chosen(Aggregate::P95, 19), chosen(Aggregate::P95, 20), chosen(Aggregate::P95, 21)],
            ["19", "19", "20"]
        );
        assert_eq!([chosen(Aggregate::P95, 100), chosen(Aggregate::P95, 101)], ["95", "96"]);
        assert_eq!(
            [chosen(Aggregate::P99, 99), chosen(Aggregate::P99, 100), chosen(Aggregate::P99, 101)],
            ["99", "99", "100"]
        );
        assert_eq!(
            [chosen(Aggregate::P50, 1), chosen(Aggregate::P50, 2), chosen(Aggregate::P50, 3)],
            ["1", "1", "2"]
        );
    }

    #[test]
    fn what_can_not_be_computed_is_not() {
        assert_eq!(of(Aggregate::Mean, &[], None), Ok(None));
        assert_eq!(of(Aggregate::Max, &[], None), Ok(None));
        for aggregate in [Aggregate::Sum, Aggregate::Mean, Aggregate::Min, Aggregate::P99] {
            assert!(of(aggregate, &quantities(&["1 s", "1 B"]), None).is_err());
        }
        let huge =
            quantities(&["9e27", "9e27", "9e27", "9e27", "9e27", "9e27", "9e27", "9e27", "9e27"]);
        assert!(matches!(of(Aggregate::Sum, &huge, None), Err(QuantityError::TooLong(_))));
        assert!(of(Aggregate::Mean, &huge, None).is_ok());
    }

    proptest! {
        #[test]
        fn all_lie_between_the_least_and_the_greatest_in_any_order(
            numbers in prop::collection::vec(-1_000_i64..1_000, 1..40), turn in any::<prop::sample::Index>(),
        ) {
            let values: Vec<Quantity> = numbers.iter()
                .map(|number| Quantity { value: (*number).into(), unit: "ms".to_owned() }).collect();
            let mut turned = values.clone();
            turned.rotate_left(turn.index(values.len()));
            let reading = |aggregate, values: &[Quantity]| of(aggregate, values, None).unwrap().unwrap();
            let (least, greatest) = (reading(Aggregate::Min, &values), reading(Aggregate::Max, &values));
            for aggregate in [Aggregate::Mean, Aggregate::P50, Aggregate::P95, Aggregate::P99] {
                let found = reading(aggregate, &values);
                prop_assert!(found.compare(&least.value).unwrap() != Ordering::Less);
                prop_assert!(found.compare(&greatest.value).unwrap() != Ordering::Greater);
                prop_assert_eq!(&found, &reading(aggregate, &turned));
            }
            let at_most = |limit: &Quantity| values.iter().filter(|value| value.value <= limit.value).count();
            let p95 = reading(Aggregate::P95, &values).value;
            prop_assert!(at_most(&p95) * 100 >= values.len() * 95);
            let sum: i64 = numbers.iter().sum();
            prop_assert_eq!(reading(Aggregate::Sum, &values).value.value, sum.into());
        }
    }
}
