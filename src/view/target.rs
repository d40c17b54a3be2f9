//! A target as written, and its words in print.

use rust_decimal::Decimal;

use super::labels;
use crate::model::Quantity;

/// Comparisons as written and in print, the longer spelling first.
const COMPARISONS: [(&str, &str); 6] =
    [("<=", "≤"), (">=", "≥"), ("==", "="), ("!=", "≠"), ("<", "<"), (">", ">")];

/// A target in print: `<= 1500 ms` is `≤ 1 500 ms`; what is no comparison stays as it is.
pub(super) fn words(written: &str) -> String {
    let Some((sign, rest)) = comparison(written) else { return written.to_owned() };
    format!("{sign}{}{}", labels::NO_BREAK_SPACE, labels::stated(rest))
}

/// A number with its unit, apart; none where the text is anything else.
pub(super) fn number_and_unit(text: &str) -> Option<Quantity> {
    let text = text.trim();
    let end = text
        .find(|letter: char| !(letter.is_ascii_digit() || matches!(letter, '.' | '-' | '+')))
        .unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let value: Decimal = number.parse().ok()?;
    let unit = unit.trim();
    let separators = |letter: char| letter.is_ascii_digit() || matches!(letter, ',' | '/' | '\'');
    if unit.starts_with(separators) {
        return None;
    }
    Some(Quantity { value, unit: unit.to_owned() })
}

fn comparison(written: &str) -> Option<(&'static str, &str)> {
    let written = written.trim();
    COMPARISONS.iter().find_map(|(spelling, sign)| {
        written.strip_prefix(spelling).map(|rest| (*sign, rest.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_printed_with_its_sign_and_spaces() {
        assert_eq!(words("<= 1500 ms"), "≤\u{a0}1\u{202f}500\u{a0}ms");
        assert_eq!(words("== 0"), "=\u{a0}0");
        assert_eq!(words(">=80%"), "≥\u{a0}80\u{a0}%");
        assert_eq!(words("in [\"passed\"]"), "in [\"passed\"]");
        assert_eq!(labels::stated("1,000 ms"), "1,000 ms");
        assert_eq!(labels::stated("9/10"), "9/10");
        assert_eq!(labels::stated("3.4 s"), "3.4\u{a0}s");
    }
}
