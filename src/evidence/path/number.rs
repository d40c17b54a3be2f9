//! Compares JSON numbers as they are written, of any length: no float is made.

use std::cmp::Ordering;

/// How two numbers compare; none where an exponent has more than 18 digits, which no measurement has.
pub(super) fn compare(one: &str, other: &str) -> Option<Ordering> {
    let (one, other) = (Number::of(one)?, Number::of(other)?);
    Some(match (one.sign(), other.sign()) {
        (1, 1) => one.size().cmp(&other.size()),
        (-1, -1) => other.size().cmp(&one.size()),
        (one, other) => one.cmp(&other),
    })
}

/// ± 0.DIGITS × 10^SCALE, without zeros at either end of the digits.
struct Number {
    negative: bool,
    digits: String,
    scale: i64,
}

impl Number {
    fn of(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(text) => (true, text),
            None => (false, text),
        };
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, ""));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = [whole, fraction].concat();
        let significant = all.trim_start_matches('0');
        let digits = significant.trim_end_matches('0').to_owned();
        if digits.is_empty() {
            return Some(Self { negative: false, digits, scale: 0 });
        }
        let before = i64::try_from(whole.len()).ok()?;
        let zeros = i64::try_from(all.len() - significant.len()).ok()?;
        let scale = before - zeros + self::exponent(exponent)?;
        Some(Self { negative, digits, scale })
    }

    fn sign(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }

    fn size(&self) -> (i64, &str) {
        (self.scale, &self.digits)
    }
}

fn exponent(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return Some(0);
    }
    let size: i64 = if digits.len() > 18 { None } else { digits.parse().ok() }?;
    Some(if negative { -size } else { size })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is(one: &str, expected: Ordering, other: &str) {
        assert_eq!(compare(one, other), Some(expected), "{one} {other}");
        assert_eq!(compare(other, one), Some(expected.reverse()), "{other} {one}");
    }

    #[test]
    fn equal_numbers_may_be_written_otherwise() {
        for (one, other) in [
            ("0", "-0"),
            ("0", "0.000"),
            ("0e999999999999999999999", "0"),
            ("1", "1.0"),
            ("100", "1e2"),
            ("1.5E-1", "0.15"),
            ("-10", "-1e+1"),
            ("1e00000000000000000000001", "10"),
        ] {
            is(one, Ordering::Equal, other);
        }
    }

    #[test]
    fn what_a_float_would_call_equal_is_not() {
        is("0.1", Ordering::Less, "0.10000000000000001");
        is("9007199254740993", Ordering::Greater, "9007199254740992.0");
        is("12345678901234567890123", Ordering::Less, "12345678901234567890124");
        is("99.99999999999999999999", Ordering::Less, "100");
        is("1e400", Ordering::Greater, "1e399");
        is("-1e-400", Ordering::Less, "0");
        is("-2", Ordering::Less, "-1");
        is("-1", Ordering::Less, "1");
        is("9", Ordering::Less, "10");
        is("0.09", Ordering::Less, "0.1");
    }

    #[test]
    fn an_exponent_beyond_18_digits_is_not_compared() {
        assert!(compare("1e999999999999999999", "1").is_some());
        assert_eq!(compare("1e1000000000000000000", "1"), None);
    }

    proptest! {
        #[test]
        fn it_agrees_with_whole_numbers(one in any::<i64>(), other in any::<i64>(), shift in 0_u32..6) {
            let zeros = "0".repeat(shift as usize);
            let (left, right) = (format!("{one}.{zeros}"), format!("{other}{zeros}e-{shift}"));
            let left = if shift == 0 { one.to_string() } else { left };
            prop_assert_eq!(compare(&left, &right), Some(one.cmp(&other)));
        }
    }
}
