//! Reads a quantity out of text. What is ambiguous is refused: a wrong figure is worse than none.

use rust_decimal::Decimal;

use super::bound::is_bound;
use super::{Quantity, QuantityError, shortened};

/// What may stand between groups of three digits. A plain space may not: `200 404` can be two numbers.
const THOUSANDS: [char; 5] = [',', '_', '\u{a0}', '\u{202f}', '\u{2009}'];

/// The most digits that are read: far more than a value may have, and few enough for zeros not to matter.
const MOST_DIGITS: usize = 10_000;

/// The most words that a unit has: `requests per second`.
const UNIT_WORDS: usize = 3;

pub(super) fn parse(text: &str) -> Result<Quantity, QuantityError> {
    let trimmed = text.trim();
    if is_bound(trimmed) {
        return Err(QuantityError::Bound(shortened(trimmed)));
    }
    let not_a_number = || QuantityError::NotANumber(shortened(trimmed));
    let (number, rest) = Number::scan(trimmed).ok_or_else(not_a_number)?;
    let unit = unit(rest).ok_or_else(not_a_number)?;
    let value = number.value().ok_or_else(|| QuantityError::TooLong(shortened(trimmed)))?;
    Ok(Quantity { value, unit })
}

/// The parts of a number as written.
pub(super) struct Number<'a> {
    negative: bool,
    /// All digits before the point, without what sets thousands apart.
    whole: String,
    fraction: &'a str,
    exponent: Exponent<'a>,
}

struct Exponent<'a> {
    negative: bool,
    digits: &'a str,
}

impl<'a> Number<'a> {
    /// The number at the start of `text`, and what follows it.
    pub(super) fn scan(text: &'a str) -> Option<(Self, &'a str)> {
        let (negative, text) = sign(text);
        let (whole, rest) = whole(text)?;
        let (fraction, rest) = match rest.strip_prefix('.') {
            Some(rest) => match digits(rest) {
                ("", _) => return None,
                split => split,
            },
            None => ("", rest),
        };
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let (exponent, rest) = exponent(rest);
        Some((Self { negative, whole, fraction, exponent }, rest))
    }

    /// The exact value; none where it has too many digits.
    fn value(&self) -> Option<Decimal> {
        if self.whole.len().max(self.fraction.len()) > MOST_DIGITS {
            return None;
        }
        let mut digits = self.whole.trim_start_matches('0').to_owned();
        digits.push_str(self.fraction);
        let significant = digits.trim_start_matches('0');
        if significant.is_empty() {
            // `0.00` keeps its two decimals, as any number keeps what was stated.
            let stated = u32::try_from(self.fraction.len()).unwrap_or(u32::MAX);
            return Decimal::try_from_i128_with_scale(0, stated.min(Decimal::MAX_SCALE)).ok();
        }
        let mut digits = significant.to_owned();
        let mut scale =
            i64::try_from(self.fraction.len()).ok()?.checked_sub(self.exponent.value()?)?;
        // Zeros at the end of the fraction are dropped only where they would not fit.
        while scale > 0 && (digits.len() > 28 || scale > 28) && digits.ends_with('0') {
            digits.pop();
            scale -= 1;
        }
        let raised = usize::try_from(-scale).unwrap_or(0);
        if digits.len().saturating_add(raised) > 29 {
            return None;
        }
        digits.extend(std::iter::repeat_n('0', raised));
        let mantissa: i128 = digits.parse().ok()?;
        let signed = if self.negative { -mantissa } else { mantissa };
        Decimal::try_from_i128_with_scale(signed, u32::try_from(scale.max(0)).ok()?).ok()
    }
}

impl Exponent<'_> {
    fn value(&self) -> Option<i64> {
        let size: i64 = if self.digits.is_empty() { 0 } else { self.digits.parse().ok()? };
        Some(if self.negative { -size } else { size })
    }
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// The ASCII digits at the start of `text`, and what follows them.
fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|char: char| !char.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// The digits before the point. None where a separator is followed by anything but three digits, or
/// follows a first group that thousands can't have (`0,500`, `1234,567`).
fn whole(text: &str) -> Option<(String, &str)> {
    let (first, mut rest) = digits(text);
    let mut whole = first.to_owned();
    let groupable = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let Some(separator) = rest.chars().next().filter(|char| THOUSANDS.contains(char)) else {
        return Some((whole, rest));
    };
    while let Some(behind) = rest.strip_prefix(separator) {
        let (group, next) = digits(behind);
        match group.len() {
            // The space before a unit is often a no-break space as well.
            0 if separator.is_whitespace() => break,
            3 if groupable => whole.push_str(group),
            _ => return None,
        }
        rest = next;
    }
    Some((whole, rest))
}

/// `e3`, `E-3`; an `e` that no digit follows begins a unit.
fn exponent(text: &str) -> (Exponent<'_>, &str) {
    let none = (Exponent { negative: false, digits: "" }, text);
    let Some(behind) = text.strip_prefix(['e', 'E']) else { return none };
    let (negative, behind) = sign(behind);
    match digits(behind) {
        ("", _) => none,
        (digits, rest) => (Exponent { negative, digits }, rest),
    }
}

/// The unit in what follows a number; empty where nothing does, none where it can't be a unit.
fn unit(text: &str) -> Option<String> {
    let mut unit = String::new();
    for (index, word) in text.split_whitespace().enumerate() {
        if index == UNIT_WORDS || !is_unit_word(word) {
            return None;
        }
        if index > 0 {
            unit.push(' ');
        }
        unit.push_str(word);
    }
    Some(unit)
}

/// Whether `word` can be a unit or a part of one: `ms`, `%`, `°C`, `m/s²`, `man-days`, `/s`, `m2`.
fn is_unit_word(word: &str) -> bool {
    let is_symbol = |char| "%‰°$€£¥²³¹".contains(char);
    let stem = word.strip_suffix(|char: char| char.is_ascii_digit()).unwrap_or(word);
    let named = stem.strip_prefix('/').unwrap_or(stem);
    let begins = named.starts_with(|char: char| char.is_alphabetic() || is_symbol(char));
    let inside = stem.chars().all(|char| {
        char.is_alphabetic()
            || is_symbol(char)
            || matches!(char, '/' | '·' | '*' | '^' | '-' | '_' | '⁻')
    });
    begins && inside && !word.ends_with(['/', '·', '*', '^', '-', '_', '⁻'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, String) {
        let read = parse(text).unwrap_or_else(|error| panic!("{error}"));
        (read.value.to_string(), read.unit)
    }

    fn is(text: &str, value: &str, unit: &str) {
        assert_eq!(read(text), (value.to_owned(), unit.to_owned()), "{text}");
    }

    #[test]
    fn numbers_with_and_without_units() {
        is("0", "0", "");
        is("1.5 s", "1.5", "s");
        is("80%", "80", "%");
        is("80 %", "80", "%");
        is("80\u{a0}%", "80", "%");
        is("  7\n", "7", "");
        is("\u{2212}3 °C", "-3", "°C");
        is("-3", "-3", "");
        is("+3", "3", "");
        is(".5 s", "0.5", "s");
        is("007", "7", "");
        is("1.50", "1.50", "");
        is("-0", "0", "");
        is("900 EUR", "900", "EUR");
        is("12 requests per second", "12", "requests per second");
        is("9.81 m/s²", "9.81", "m/s²");
        is("250 /s", "250", "/s");
        is("3 m2", "3", "m2");
        is("4 man-days", "4", "man-days");
    }

    #[test]
    fn thousands_are_groups_of_exactly_three() {
        for separator in THOUSANDS {
            is(&format!("15{separator}000"), "15000", "");
            is(&format!("1{separator}234{separator}567.5 ms"), "1234567.5", "ms");
            refused(&format!("15{separator}00"));
            refused(&format!("15{separator}0000"));
            refused(&format!("1234{separator}567"));
            refused(&format!("0{separator}500"));
        }
        is("15\u{202f}000\u{202f}ms", "15000", "ms");
        refused("1,5");
        refused("1,234\u{a0}567");
        refused("1.234.567");
        refused("1.500,25");
        refused("15 000");
        refused("1,,000");
        refused("1,000,");
        refused("1__000");
    }

    #[test]
    fn scientific_notation_is_that_of_json() {
        is("1e3", "1000", "");
        is("1.5E-3 s", "0.0015", "s");
        is("2e+2ms", "200", "ms");
        is("5em", "5", "em");
        is("5 e", "5", "e");
        is("0e999999999999999999999", "0", "");
    }

    fn refused(text: &str) {
        assert!(
            matches!(parse(text), Err(QuantityError::NotANumber(_))),
            "{text}: {:?}",
            parse(text)
        );
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            " ",
            "TBD",
            "N/A",
            "n/a",
            "-",
            "--",
            "—",
            "none",
            "null",
            "passed",
            "s",
            "%",
            "5.",
            "1.2.3",
            "v1.2",
            "9/10",
            "5:30",
            "2025-08-27",
            "2-4 h",
            "0x1F",
            "3 of 8 gates",
            "3 (4)",
            "5 ms; 6 ms",
            "e3",
            ".",
            "+",
            "−",
            "Infinity",
            "NaN",
            "٣",
            "１２",
            "5 requests that were sent",
            "about time",
            "min",
            "over budget",
        ] {
            refused(text);
        }
    }

    #[test]
    fn what_does_not_fit_exactly_is_too_long() {
        is("9999999999999999999999999999", "9999999999999999999999999999", "");
        is("1.0000000000000000000000000000000000000", "1.000000000000000000000000000", "");
        is("0000000000000000000000000000000000000001", "1", "");
        for text in [
            "99999999999999999999999999999",
            "1e29",
            "1e-29",
            "1e99999999999999999999",
            "0.12345678901234567890123456789",
        ] {
            assert!(matches!(parse(text), Err(QuantityError::TooLong(_))), "{text}");
        }
        let long = "9".repeat(10_000_000);
        let Err(QuantityError::TooLong(shown)) = parse(&long) else { panic!("it is too long") };
        assert_eq!(shown.chars().count(), 81);
    }
}
