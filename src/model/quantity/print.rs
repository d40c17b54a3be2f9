//! Quantities as readers see them (SEMANTICS rule 3): exact or rounded towards zero, never to the nearest.

use std::fmt;

use rust_decimal::Decimal;

use super::Quantity;
use crate::model::words::typeset;

const NO_BREAK_SPACE: char = '\u{a0}';

impl fmt::Display for Quantity {
    /// The exact number without trailing zeros, a no-break space, and the unit. [`Quantity::parse`] reads it back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&plain(self.value))?;
        write_unit(f, &self.unit)
    }
}

impl Quantity {
    /// The exact number for readers: thousands by U+202F, minus U+2212, no-break space, unit.
    #[must_use]
    pub fn printed(&self) -> String {
        with_unit(typeset(&plain(self.value)), &self.unit)
    }

    /// The same of a number of which digits are cut: an ellipsis follows it.
    #[must_use]
    pub fn printed_cut(&self) -> String {
        with_unit(format!("{}…", typeset(&plain(self.value))), &self.unit)
    }

    /// For readers with exactly `decimals` decimals, rounded towards zero (SEMANTICS rule 3).
    #[must_use]
    pub fn printed_with(&self, decimals: u32) -> String {
        let cut = self.rounded(decimals);
        let mut number = plain(cut.value);
        let stated = number.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let missing = (decimals as usize).saturating_sub(stated);
        if missing > 0 && stated == 0 {
            number.push('.');
        }
        number.extend(std::iter::repeat_n('0', missing));
        with_unit(typeset(&number), &self.unit)
    }

    /// Rounded towards zero to at most `decimals` decimals.
    #[must_use]
    pub fn rounded(&self, decimals: u32) -> Self {
        Self { value: self.value.trunc_with_scale(decimals), unit: self.unit.clone() }
    }
}

/// Without trailing zeros, and never `-0`.
fn plain(value: Decimal) -> String {
    if value.is_zero() { "0".to_owned() } else { value.normalize().to_string() }
}

fn with_unit(mut number: String, unit: &str) -> String {
    // Writing into a string can't fail.
    let _ = write_unit(&mut number, unit);
    number
}

fn write_unit(out: &mut impl fmt::Write, unit: &str) -> fmt::Result {
    if unit.is_empty() {
        return Ok(());
    }
    out.write_char(NO_BREAK_SPACE)?;
    out.write_str(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    #[test]
    fn the_exact_form_has_no_trailing_zeros() {
        assert_eq!(quantity("1.50 s").to_string(), "1.5\u{a0}s");
        assert_eq!(quantity("-0.00").to_string(), "0");
        assert_eq!(quantity("15,000").to_string(), "15000");
        assert_eq!(quantity("80%").to_string(), "80\u{a0}%");
    }

    #[test]
    fn the_printed_form_groups_thousands_and_has_a_true_minus() {
        assert_eq!(quantity("999").printed(), "999");
        assert_eq!(quantity("1000").printed(), "1\u{202f}000");
        assert_eq!(
            quantity("-1234567.25 EUR").printed(),
            "\u{2212}1\u{202f}234\u{202f}567.25\u{a0}EUR"
        );
        assert_eq!(quantity("0.12345").printed(), "0.12345");
        assert_eq!(quantity("1333.3 s").printed_cut(), "1\u{202f}333.3…\u{a0}s");
    }

    #[test]
    fn rounding_goes_towards_zero() {
        assert_eq!(quantity("99.96 %").printed_with(1), "99.9\u{a0}%");
        assert_eq!(quantity("99.9 %").printed_with(1), "99.9\u{a0}%");
        assert_eq!(quantity("99 %").printed_with(1), "99.0\u{a0}%");
        assert_eq!(quantity("-0.06").printed_with(1), "0.0");
        assert_eq!(quantity("-1.06").printed_with(1), "\u{2212}1.0");
        assert_eq!(quantity("7.9").printed_with(0), "7");
        assert_eq!(quantity("1234.567").rounded(2), quantity("1234.56"));
    }
}
