//! Quantities that need no decimal: what is computed from others, such as the mean of 1, 1 and 2.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use num_rational::BigRational;
use serde::{Deserialize, Serialize};

use super::{Quantity, QuantityError, exact, mismatch, towards_zero, unit, whole};

/// A ratio of whole numbers, in lowest terms: `382/3`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fraction(BigRational);

impl Fraction {
    /// That ratio.
    #[must_use]
    pub(crate) fn of(ratio: BigRational) -> Self {
        Self(ratio)
    }
}

/// A text that is no fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a fraction is two whole numbers with `/` between them, such as `382/3`")]
pub struct NotAFraction;

/// The most digits of a fraction that is read; one that is computed from decimals has far fewer.
const LONGEST: usize = 2_000;

/// A quantity as an exact ratio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exact {
    /// The number.
    pub number: Fraction,
    /// Its unit.
    pub unit: String,
}

impl Exact {
    /// The sum of `values` in `unit`, to which they are converted.
    ///
    /// # Errors
    ///
    /// [`QuantityError::UnitMismatch`] where one can't be converted.
    pub fn sum<'q>(
        values: impl IntoIterator<Item = &'q Quantity>,
        unit: &str,
    ) -> Result<Self, QuantityError> {
        let mut sum = whole(0);
        for value in values {
            let (from, to) =
                unit::factors(&value.unit, unit).ok_or_else(|| mismatch(&value.unit, unit))?;
            sum += if from == to {
                exact(value.value)
            } else {
                exact(value.value) * whole(from) / whole(to)
            };
        }
        Ok(Self { number: Fraction(sum), unit: unit.to_owned() })
    }

    /// A part of it: one of as many. Of none there is no part.
    #[must_use]
    pub fn divided_by(self, many: u64) -> Option<Self> {
        let parts = (many > 0).then(|| whole(many))?;
        Some(Self { number: Fraction(self.number.0 / parts), unit: self.unit })
    }

    /// Compares exactly, converting between units of one dimension.
    ///
    /// # Errors
    ///
    /// [`QuantityError::UnitMismatch`] where the units can't be converted.
    pub fn compare(&self, other: &Quantity) -> Result<Ordering, QuantityError> {
        let (mine, theirs) = unit::factors(&self.unit, &other.unit)
            .ok_or_else(|| mismatch(&self.unit, &other.unit))?;
        Ok((&self.number.0 * whole(mine)).cmp(&(exact(other.value) * whole(theirs))))
    }

    /// The decimal with at most `decimals` decimals next to it on the side of zero, and the fraction where that
    /// isn't exact.
    ///
    /// # Errors
    ///
    /// [`QuantityError::TooLong`] where it is larger than any decimal.
    pub fn rounded(self, decimals: u32) -> Result<(Quantity, Option<Fraction>), QuantityError> {
        let too_long = || QuantityError::TooLong("the result".to_owned());
        let value = towards_zero(&self.number.0).ok_or_else(too_long)?;
        let value = value.trunc_with_scale(decimals).normalize();
        let rounded = Quantity { value, unit: self.unit };
        let is_exact = exact(rounded.value) == self.number.0;
        Ok((rounded, (!is_exact).then_some(self.number)))
    }
}

impl From<&Quantity> for Exact {
    fn from(quantity: &Quantity) -> Self {
        Self { number: Fraction(exact(quantity.value)), unit: quantity.unit.clone() }
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.0.numer(), self.0.denom())
    }
}

impl From<Fraction> for String {
    fn from(fraction: Fraction) -> Self {
        fraction.to_string()
    }
}

impl TryFrom<String> for Fraction {
    type Error = NotAFraction;

    fn try_from(text: String) -> Result<Self, NotAFraction> {
        text.parse()
    }
}

impl FromStr for Fraction {
    type Err = NotAFraction;

    fn from_str(text: &str) -> Result<Self, NotAFraction> {
        if text.len() > LONGEST {
            return Err(NotAFraction);
        }
        let (numerator, denominator) = text.split_once('/').ok_or(NotAFraction)?;
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let size = numerator.strip_prefix('-').unwrap_or(numerator);
        if !digits(size) || !digits(denominator) || denominator.bytes().all(|byte| byte == b'0') {
            return Err(NotAFraction);
        }
        text.parse().map(Self).map_err(|_| NotAFraction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantities(texts: &[&str]) -> Vec<Quantity> {
        texts.iter().map(|text| Quantity::parse(text).unwrap()).collect()
    }

    fn mean(texts: &[&str], unit: &str) -> Exact {
        let values = quantities(texts);
        Exact::sum(&values, unit).unwrap().divided_by(values.len() as u64).unwrap()
    }

    #[test]
    fn what_no_decimal_can_say_is_compared_as_it_is() {
        let third = mean(&["1", "0", "0"], "");
        let compare = |text: &str| third.compare(&Quantity::parse(text).unwrap()).unwrap();
        assert_eq!(compare("0.3333333333333333333333333333"), Ordering::Greater);
        assert_eq!(compare("0.3333333333333333333333333334"), Ordering::Less);
        assert_eq!(mean(&["1", "2"], "").compare(&quantities(&["1.50"])[0]), Ok(Ordering::Equal));
        assert!(third.compare(&quantities(&["1 s"])[0]).is_err());
    }

    #[test]
    fn units_are_converted_exactly() {
        let sum = Exact::sum(&quantities(&["1 min", "20 s", "500 ms"]), "min").unwrap();
        assert_eq!(sum.number.to_string(), "161/120");
        assert_eq!(sum.compare(&quantities(&["80.5 s"])[0]), Ok(Ordering::Equal));
        assert!(Exact::sum(&quantities(&["1 s", "1 B"]), "s").is_err());
        assert!(Exact::sum(&quantities(&["1", "1 s"]), "s").is_err());
        assert_eq!(
            Exact::sum(&quantities(&["0.1", "0.2"]), "").unwrap().number.to_string(),
            "3/10"
        );
    }

    #[test]
    fn rounding_goes_towards_zero_and_keeps_what_it_cuts() {
        let rounded = |exact: Exact, decimals| {
            let (value, fraction) = exact.rounded(decimals).unwrap();
            (value.to_string(), fraction.map(|fraction| fraction.to_string()))
        };
        assert_eq!(rounded(mean(&["2", "0", "0"], ""), 3), ("0.666".into(), Some("2/3".into())));
        assert_eq!(rounded(mean(&["-2", "0", "0"], ""), 3), ("-0.666".into(), Some("-2/3".into())));
        assert_eq!(rounded(mean(&["1", "2"], ""), 1), ("1.5".into(), None));
        assert_eq!(rounded(mean(&["1", "2"], ""), 0), ("1".into(), Some("3/2".into())));
        let huge = quantities(&["9999999999999999999999999999 d"]);
        assert!(Exact::sum(&huge, "ns").unwrap().rounded(0).is_err());
        assert_eq!(Exact::from(&huge[0]).divided_by(0), None);
    }

    #[test]
    fn a_fraction_is_read_back() {
        let fraction = |text: &str| text.parse::<Fraction>().map(|fraction| fraction.to_string());
        assert_eq!(fraction("382/3"), Ok("382/3".to_owned()));
        assert_eq!(fraction("-4/6"), Ok("-2/3".to_owned()));
        for text in
            ["", "1", "1/0", "1/00", "/3", "1/", "1/-3", "+1/3", "1/3/3", "a/3", " 1/3", "1.5/3"]
        {
            assert_eq!(fraction(text), Err(NotAFraction), "{text}");
        }
        assert_eq!(fraction(&format!("1/{}", "9".repeat(2_000))), Err(NotAFraction));
    }
}
