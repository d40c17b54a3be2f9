//! How numbers, counts, dates and commits are written.

use std::collections::BTreeMap;
use std::fmt::Display;

use rust_decimal::Decimal;

use crate::model::words::{and, typeset};
use crate::model::{Day, Moment, Quantity};
use crate::view::{Text, target};

/// Stands between a number and its unit.
pub const NO_BREAK_SPACE: char = '\u{a0}';
/// A whole number, its thousands set apart: `15 000`.
#[must_use]
pub fn number(number: impl Display) -> String {
    typeset(&number.to_string())
}

/// An exact decimal, its thousands set apart, every digit kept.
#[must_use]
pub fn decimal(value: &Decimal) -> String {
    typeset(&value.to_string())
}

/// A value with its unit: `83.3 %`, `845 ms`, `12`.
#[must_use]
pub fn quantity(value: &Decimal, unit: &str) -> String {
    let number = decimal(value);
    if unit.is_empty() { number } else { format!("{number}{NO_BREAK_SPACE}{unit}") }
}

/// A size in bytes: `12 513 B`.
#[must_use]
pub fn bytes(size: u64) -> String {
    format!("{}{NO_BREAK_SPACE}B", number(size))
}

/// A target as written, in print: `<= 1500 ms` is `≤ 1 500 ms`.
#[must_use]
pub fn target(written: &str) -> String {
    target::words(written)
}

/// A quantity as stated in a document, in print; what is no number with a unit stays as it is.
#[must_use]
pub fn stated(text: &str) -> String {
    target::number_and_unit(text)
        .map_or_else(|| text.to_owned(), |found: Quantity| quantity(&found.value, &found.unit))
}

/// How many there are of something: `1 finding`, `2 findings`, `no finding`.
#[must_use]
pub fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        0 => format!("no {one}"),
        1 => format!("1 {one}"),
        more => format!("{} {many}", number(more)),
    }
}

/// `3 places: 2 jwt, 1 password`.
#[must_use]
pub fn masked(places: u64, rules: &BTreeMap<String, u64>) -> String {
    let rules = rules.iter().map(|(rule, count)| format!("{} {rule}", number(count)));
    let places = counted(usize::try_from(places).unwrap_or(usize::MAX), "place", "places");
    format!("{places}: {}", rules.collect::<Vec<_>>().join(", "))
}

/// `a`, `a and b`, `a, b and c`; `none` where there is nothing.
#[must_use]
pub fn listed(parts: &[String]) -> String {
    if parts.is_empty() { "none".to_owned() } else { and(parts) }
}

/// A sentence or label with its first letter in upper case.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A sentence or label with its first letter in lower case.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The first 12 digits of a commit; anything that is no commit stays as it is.
#[must_use]
pub fn short_commit(commit: &str) -> String {
    if commit.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        commit.chars().take(12).collect()
    } else {
        commit.to_owned()
    }
}

/// Whether the text is a date, or an instant, in ISO 8601.
#[must_use]
pub fn is_date(text: &str) -> bool {
    Moment::parse(text).is_some()
}

/// A date as stated. One that is not in ISO 8601 is called vague; one that has passed, overdue.
#[must_use]
pub fn due(text: &str, as_of: Option<Day>) -> Text {
    match (Moment::parse(text), as_of) {
        (None, _) => Text::plain(format!("{text} (vague date)")),
        (Some(date), Some(as_of)) if date.day() < as_of => {
            Text::plain(format!("{date} (overdue as of {as_of})"))
        }
        (Some(date), _) => Text::plain(date.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    #[test]
    fn numbers_are_set_as_in_print() {
        assert_eq!(number(999), "999");
        assert_eq!(number(1000), "1\u{202f}000");
        assert_eq!(number(-1_234_567), "\u{2212}1\u{202f}234\u{202f}567");
        let exact = Decimal::from_str("-15000.250").unwrap();
        assert_eq!(quantity(&exact, "ms"), "\u{2212}15\u{202f}000.250\u{a0}ms");
        assert_eq!(quantity(&Decimal::from(3), ""), "3");
        assert_eq!(bytes(12_513), "12\u{202f}513\u{a0}B");
    }

    #[test]
    fn counts_agree_with_their_nouns() {
        assert_eq!(counted(0, "finding", "findings"), "no finding");
        assert_eq!(counted(1, "finding", "findings"), "1 finding");
        assert_eq!(counted(1200, "finding", "findings"), "1\u{202f}200 findings");
        assert_eq!(listed(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }

    #[test]
    fn a_date_that_is_not_iso_is_called_vague() {
        let as_of = Day::parse("2025-09-02");
        let words = |text| {
            let printed = due(text, as_of);
            let [crate::view::Span::Plain { text }] = printed.0.as_slice() else { panic!() };
            text.clone()
        };
        assert_eq!(words("2025-09-02"), "2025-09-02");
        assert_eq!(words("2025-09-01"), "2025-09-01 (overdue as of 2025-09-02)");
        assert_eq!(words("2025-08"), "2025-08 (vague date)");
    }

    #[test]
    fn only_a_commit_is_shortened() {
        assert_eq!(short_commit("7be19f4c03d85a6e21fb90c47d13a8e5560c9f12"), "7be19f4c03d8");
        assert_eq!(short_commit("release-candidate-2025"), "release-candidate-2025");
    }
}
