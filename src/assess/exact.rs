//! Exact fractions: what is compared is never rounded; what is printed is rounded towards zero
//! (SEMANTICS rule 3).

use num_rational::BigRational;
use rust_decimal::Decimal;

use crate::model::words::typeset;

/// A whole number as a fraction.
pub(crate) fn whole(number: u64) -> BigRational {
    BigRational::from_integer(number.into())
}

/// A decimal as a fraction, without loss.
pub(crate) fn fraction(decimal: Decimal) -> BigRational {
    // The scale of a `Decimal` is at most 28, and ten to the 28th fits 128 bits.
    let denominator = 10_u128.pow(decimal.scale().min(28));
    BigRational::new(decimal.mantissa().into(), denominator.into())
}

/// `part ÷ of`; none where that is nothing to divide by.
pub(crate) fn ratio(part: &BigRational, of: &BigRational) -> Option<BigRational> {
    if *of == whole(0) { None } else { Some(part / of) }
}

/// Prints with so many decimals, rounded towards zero (SEMANTICS rule 3).
pub(crate) fn toward_zero(value: &BigRational, decimals: u32) -> String {
    let scaled = (value * whole(10_u64.pow(decimals.min(18)))).to_integer().to_string();
    let digits = scaled.strip_prefix('-').unwrap_or(&scaled);
    let width = decimals as usize + 1;
    let padded = format!("{digits:0>width$}");
    let (whole, rest) = padded.split_at(padded.len() - decimals as usize);
    let sign = if digits.len() < scaled.len() { "-" } else { "" };
    let point = if decimals == 0 { "" } else { "." };
    typeset(&format!("{sign}{whole}{point}{rest}"))
}

/// A decimal that somebody wrote, in full, with at least so many decimals.
pub(crate) fn in_full(decimal: Decimal, decimals: u32) -> String {
    let scale = decimal.normalize().scale().max(decimals);
    toward_zero(&fraction(decimal), scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn over(numerator: i64, denominator: i64) -> BigRational {
        BigRational::new(numerator.into(), denominator.into())
    }

    #[test]
    fn printed_numbers_are_rounded_towards_zero() {
        assert_eq!(toward_zero(&over(200, 3), 1), "66.6");
        assert_eq!(toward_zero(&over(-200, 3), 1), "\u{2212}66.6");
        assert_eq!(toward_zero(&over(79_999, 1000), 1), "79.9");
        assert_eq!(toward_zero(&over(80, 1), 1), "80.0");
        assert_eq!(toward_zero(&over(1, 30), 1), "0.0");
        assert_eq!(toward_zero(&over(-1, 30), 1), "0.0");
        assert_eq!(toward_zero(&over(1, 30), 2), "0.03");
        assert_eq!(toward_zero(&over(15_000, 1), 0), "15\u{202f}000");
    }

    #[test]
    fn what_was_written_is_printed_in_full() {
        assert_eq!(in_full(Decimal::new(80, 0), 1), "80.0");
        assert_eq!(in_full(Decimal::new(66_670, 3), 1), "66.67");
    }

    #[test]
    fn a_decimal_becomes_the_same_fraction() {
        assert_eq!(fraction(Decimal::new(125, 2)), over(5, 4));
        assert_eq!(fraction(Decimal::new(-5, 1)), over(-1, 2));
        assert_eq!(ratio(&whole(1), &whole(0)), None);
    }
}
