//! Quantities: exact decimals with a unit (SEMANTICS rule 3). No float is made anywhere.
//!
//! `parse` reads them, `bound` tells what is none, `limit` what such a bound says, `unit` knows which units convert,
//! `print` writes them for readers, `exact` holds what is computed from them.

mod bound;
mod exact;
mod limit;
mod parse;
mod print;
mod unit;

use std::cmp::Ordering;

use num_rational::BigRational;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::words::shortened;
pub use exact::{Exact, Fraction, NotAFraction};
pub use limit::{Limit, Side};

/// An exact decimal and its unit. A count has the empty unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// The number, with as many decimals as were stated.
    pub value: Decimal,
    /// The unit as written: `ms`, `%`, `EUR`, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
}

/// Why a text is no quantity, or two quantities can't be compared. Long texts are kept shortened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// `<200ms`, `95+`, `at most 3`: a bound is not a measurement.
    #[error("`{0}` is a bound, not a measurement")]
    Bound(String),
    /// Not a number with an optional unit.
    #[error("`{0}` is not a number with a unit")]
    NotANumber(String),
    /// More digits than an exact decimal holds (28).
    #[error("`{0}` has more digits than can be compared exactly")]
    TooLong(String),
    /// The units are of different dimensions; either may be empty.
    #[error("{} and {} can't be compared", unit_in_words(.0), unit_in_words(.1))]
    UnitMismatch(String, String),
}

impl Quantity {
    /// Reads `1.5 s`, `15,000`, `15_000 ms`, `80%`, `0`, `−3 °C`, `1e3`; refuses bounds (`<2s`, `95+`, `~3`).
    ///
    /// Thousands may be set apart by a comma, a low line, or a no-break, narrow no-break or thin space,
    /// each followed by exactly three digits. What could as well be a decimal comma (`1,5`, `0,500`) or
    /// two numbers (`15 000` with a plain space) is refused, not guessed.
    ///
    /// # Errors
    ///
    /// See [`QuantityError`].
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        parse::parse(text)
    }

    /// Reads a value found in evidence, of which `unit` is stated for the case that the bytes don't say.
    /// A unit in the text stays: it has to be the stated one, or convertible to it.
    ///
    /// # Errors
    ///
    /// See [`QuantityError`].
    pub fn read(text: &str, unit: Option<&str>) -> Result<Self, QuantityError> {
        let mut read = Self::parse(text)?;
        let Some(stated) = unit else { return Ok(read) };
        if read.unit.is_empty() {
            stated.clone_into(&mut read.unit);
        } else if unit::factors(&read.unit, stated).is_none() {
            return Err(mismatch(&read.unit, stated));
        }
        Ok(read)
    }

    /// Compares exactly, converting between units of one dimension.
    ///
    /// # Errors
    ///
    /// [`QuantityError::UnitMismatch`] where the units can't be converted.
    pub fn compare(&self, other: &Self) -> Result<Ordering, QuantityError> {
        let (mine, theirs) = unit::factors(&self.unit, &other.unit)
            .ok_or_else(|| mismatch(&self.unit, &other.unit))?;
        if mine == theirs {
            return Ok(self.value.cmp(&other.value));
        }
        Ok((exact(self.value) * whole(mine)).cmp(&(exact(other.value) * whole(theirs))))
    }

    /// The same quantity in another unit, for printing and for lists in one unit. Where no decimal is
    /// exact (20 s in minutes) it is rounded towards zero at the last digit that fits; what decides is
    /// [`Quantity::compare`], which never rounds.
    ///
    /// # Errors
    ///
    /// [`QuantityError::UnitMismatch`] where the units can't be converted, [`QuantityError::TooLong`]
    /// where the result is too large.
    pub fn convert_to(&self, unit: &str) -> Result<Self, QuantityError> {
        let (mine, theirs) =
            unit::factors(&self.unit, unit).ok_or_else(|| mismatch(&self.unit, unit))?;
        if mine == theirs {
            return Ok(Self { value: self.value, unit: unit.to_owned() });
        }
        let converted = exact(self.value) * whole(mine) / whole(theirs);
        match towards_zero(&converted) {
            Some(value) => Ok(Self { value, unit: unit.to_owned() }),
            None => Err(QuantityError::TooLong(self.to_string())),
        }
    }
}

impl QuantityError {
    /// What is wrong with a value that was found in evidence, and what to do.
    #[must_use]
    pub fn of_evidence(&self) -> String {
        match self {
            Self::Bound(_) => format!("{self}; link to the number that was measured"),
            Self::NotANumber(_) | Self::TooLong(_) | Self::UnitMismatch(..) => self.to_string(),
        }
    }
}

fn unit_in_words(unit: &str) -> String {
    if unit.is_empty() { "no unit".to_owned() } else { format!("`{unit}`") }
}

fn mismatch(one: &str, other: &str) -> QuantityError {
    QuantityError::UnitMismatch(shortened(one), shortened(other))
}

fn whole(number: u64) -> BigRational {
    BigRational::from_integer(number.into())
}

fn exact(value: Decimal) -> BigRational {
    BigRational::new(value.mantissa().into(), 10_i128.pow(value.scale()).into())
}

/// The decimal next to `number` on the side of zero, with as many decimals as fit.
fn towards_zero(number: &BigRational) -> Option<Decimal> {
    (0..=Decimal::MAX_SCALE).rev().find_map(|scale| {
        let shifted = number * BigRational::from_integer(10_i128.pow(scale).into());
        let mantissa = i128::try_from(shifted.to_integer()).ok()?;
        Decimal::try_from_i128_with_scale(mantissa, scale).ok().map(|value| value.normalize())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn quantity(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    #[test]
    fn units_of_one_dimension_compare_exactly() {
        let compare = |one, other| quantity(one).compare(&quantity(other)).unwrap();
        assert_eq!(compare("2000 ms", "2 s"), Ordering::Equal);
        assert_eq!(compare("2000.000000001 ms", "2 s"), Ordering::Greater);
        assert_eq!(compare("1 h", "61 min"), Ordering::Less);
        assert_eq!(compare("1 KiB", "1024 B"), Ordering::Equal);
        assert_eq!(compare("1 KiB", "1 kB"), Ordering::Greater);
        assert_eq!(compare("0.8 ratio", "80 %"), Ordering::Equal);
        assert_eq!(compare("8 bit", "1 byte"), Ordering::Equal);
        assert_eq!(compare("3 EUR", "3.00 EUR"), Ordering::Equal);
        assert_eq!(compare("-1 s", "-999 ms"), Ordering::Less);
    }

    #[test]
    fn the_largest_numbers_compare_without_rounding() {
        let compare = |one: &str, other: &str| quantity(one).compare(&quantity(other)).unwrap();
        let day = "9999999999999999999999999999 d";
        let hour = "239999999999999999999999999976 h";
        assert!(matches!(Quantity::parse(hour), Err(QuantityError::TooLong(_))));
        assert_eq!(compare(day, "9999999999999999999999999999 h"), Ordering::Greater);
        assert_eq!(compare("0.0000000000000000000000000001 ns", "0 d"), Ordering::Greater);
    }

    #[test]
    fn other_units_match_by_name_only() {
        let apart = |one, other| quantity(one).compare(&quantity(other)).unwrap_err().to_string();
        assert_eq!(apart("3 EUR", "3 USD"), "`EUR` and `USD` can't be compared");
        assert_eq!(apart("3", "3 s"), "no unit and `s` can't be compared");
        assert_eq!(apart("0.8", "80 %"), "no unit and `%` can't be compared");
        assert_eq!(apart("1 B", "1 s"), "`B` and `s` can't be compared");
        assert_eq!(apart("1 KB", "1 kB"), "`KB` and `kB` can't be compared");
    }

    #[test]
    fn the_stated_unit_fills_in_and_is_held_against_the_text() {
        assert_eq!(Quantity::read("1500", Some("ms")).unwrap(), quantity("1500 ms"));
        assert_eq!(Quantity::read("1.5 s", Some("ms")).unwrap(), quantity("1.5 s"));
        assert_eq!(Quantity::read("1.5 s", None).unwrap(), quantity("1.5 s"));
        assert!(matches!(
            Quantity::read("1.5 s", Some("EUR")),
            Err(QuantityError::UnitMismatch(_, _))
        ));
        assert!(matches!(Quantity::read("80 %", Some("")), Err(QuantityError::UnitMismatch(_, _))));
        assert!(matches!(Quantity::read("<2", Some("s")), Err(QuantityError::Bound(_))));
    }

    #[test]
    fn conversion_is_exact_where_a_decimal_is_and_else_towards_zero() {
        assert_eq!(quantity("1500 ms").convert_to("s").unwrap(), quantity("1.5 s"));
        assert_eq!(quantity("1 d").convert_to("ns").unwrap(), quantity("86400000000000 ns"));
        assert_eq!(quantity("5 EUR").convert_to("EUR").unwrap(), quantity("5 EUR"));
        let third = quantity("20 s").convert_to("min").unwrap();
        assert_eq!(third.value.to_string(), "0.3333333333333333333333333333");
        let negative = quantity("-40 s").convert_to("min").unwrap();
        assert_eq!(negative.value.to_string(), "-0.6666666666666666666666666666");
        assert!(matches!(quantity("9e27 d").convert_to("ns"), Err(QuantityError::TooLong(_))));
    }

    fn time_unit() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec!["ns", "µs", "ms", "s", "min", "h", "d"])
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(mantissa in -(1_i128 << 90)..(1_i128 << 90), scale in 0_u32..=28,
                unit in prop::sample::select(vec!["", "%", "s", "EUR", "story points", "m/s²"])) {
            let value = Decimal::from_i128_with_scale(mantissa, scale);
            let written = Quantity { value, unit: unit.to_owned() };
            prop_assert_eq!(&quantity(&written.to_string()), &written);
            prop_assert_eq!(&quantity(&written.printed()), &written);
        }

        #[test]
        fn converting_through_another_unit_changes_nothing(number in -1_000_000_i64..1_000_000,
                from in time_unit(), through in time_unit()) {
            // To the smallest unit every conversion is exact.
            let start = Quantity { value: number.into(), unit: from.to_owned() };
            let direct = start.convert_to("ns").unwrap();
            prop_assert_eq!(start.compare(&direct).unwrap(), Ordering::Equal);
            let other = direct.convert_to(through).unwrap();
            if other.compare(&direct).unwrap() == Ordering::Equal {
                prop_assert_eq!(other.convert_to("ns").unwrap(), direct);
            }
        }

        #[test]
        fn the_order_is_total(a in any::<i32>(), b in any::<i32>(), c in any::<i32>(),
                units in (time_unit(), time_unit(), time_unit())) {
            let [a, b, c] = [(a, units.0), (b, units.1), (c, units.2)]
                .map(|(value, unit)| Quantity { value: value.into(), unit: unit.to_owned() });
            let compare = |one: &Quantity, other: &Quantity| one.compare(other).unwrap();
            prop_assert_eq!(compare(&a, &b), compare(&b, &a).reverse());
            if compare(&a, &b) != Ordering::Greater && compare(&b, &c) != Ordering::Greater {
                prop_assert_ne!(compare(&a, &c), Ordering::Greater);
            }
        }

        #[test]
        fn any_text_is_read_without_panic(text in ".{0,40}") {
            let _ = Quantity::parse(&text);
        }

        #[test]
        fn any_near_number_is_read_without_panic(text in "[<~+−-]?[0-9,._\u{a0} ]{0,40}([eE][+-]?[0-9]{0,20})? ?[a-z%+/]{0,4}") {
            if let Ok(read) = Quantity::parse(&text) {
                prop_assert_eq!(quantity(&read.printed()), read);
            }
        }
    }
}
