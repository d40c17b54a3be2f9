//! Quantities: exact decimals with a unit (SEMANTICS rule 3).

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// An exact decimal and its unit. A count has the empty unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// The number.
    pub value: Decimal,
    /// The unit as written: `ms`, `%`, `EUR`, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
}

/// Why a text is no quantity, or two quantities can't be compared.
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
    /// The units are of different dimensions.
    #[error("`{0}` and `{1}` are units of different kinds")]
    UnitMismatch(String, String),
}

impl Quantity {
    /// Reads `1.5 s`, `15,000`, `15 000 ms`, `80%`, `0`, `−3 °C`; refuses bounds (`<2s`, `95+`, `~3`).
    ///
    /// # Errors
    ///
    /// See [`QuantityError`].
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        let _ = (text, Decimal::from_str("0"));
        todo!("written by the evidence slice")
    }

    /// Compares exactly, converting between units of one dimension.
    ///
    /// # Errors
    ///
    /// [`QuantityError::UnitMismatch`] where the units can't be converted.
    pub fn compare(&self, other: &Self) -> Result<Ordering, QuantityError> {
        let _ = other;
        todo!("written by the evidence slice")
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.value, self.unit)
    }
}
