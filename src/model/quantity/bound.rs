//! Tells a bound or a guess from a measurement: `<200ms`, `95+`, `about 3`. It is never read as one (SEMANTICS rule 3).

use super::parse::Number;

/// What a bound begins with.
pub(super) const BOUND_SIGNS: [char; 12] =
    ['<', '>', '≤', '≥', '⩽', '⩾', '≲', '≳', '~', '∼', '≈', '±'];

/// Words of which one or more before a number make it a bound: `at most 3`, `ca. 5`, `no less than 2`.
const BOUND_WORDS: [&str; 42] = [
    "about",
    "above",
    "almost",
    "approx",
    "approximately",
    "around",
    "at",
    "below",
    "beyond",
    "c",
    "ca",
    "circa",
    "close",
    "equal",
    "exceeding",
    "exceeds",
    "fewer",
    "greater",
    "just",
    "least",
    "less",
    "max",
    "maximum",
    "min",
    "minimum",
    "more",
    "most",
    "nearly",
    "no",
    "not",
    "or",
    "over",
    "roughly",
    "some",
    "than",
    "to",
    "typically",
    "under",
    "up",
    "upto",
    "well",
    "within",
];

/// What behind a number makes it a bound: `3 or more`.
const BOUND_ENDS: [&str; 18] = [
    "and above",
    "and more",
    "and up",
    "approx",
    "approx.",
    "at least",
    "at most",
    "max",
    "max.",
    "maximum",
    "minimum",
    "or above",
    "or below",
    "or fewer",
    "or higher",
    "or less",
    "or more",
    "plus",
];

/// Whether `text` is a number with something before or behind it that makes it a limit or a guess.
pub(super) fn is_bound(text: &str) -> bool {
    let number = text.trim_start_matches(|char: char| {
        BOUND_SIGNS.contains(&char) || char == '=' || char.is_whitespace()
    });
    if text.starts_with(BOUND_SIGNS) || text.starts_with("=<") || text.starts_with("=>") {
        return begins_with_digit(number);
    }
    begins_with_bound_words(text) || ends_as_bound(text)
}

pub(super) fn begins_with_digit(text: &str) -> bool {
    let unsigned = text.trim_start_matches(['+', '-', '\u{2212}', '$', '€', '£', '¥', '.']);
    unsigned.starts_with(|char: char| char.is_ascii_digit())
}

fn begins_with_bound_words(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    let mut any = false;
    while let Some(word) = words.next_if(|word| !begins_with_digit(word)) {
        let (name, glued) = word.split_once(['.', ':']).unwrap_or((word, ""));
        if !BOUND_WORDS.iter().any(|bound| bound.eq_ignore_ascii_case(name)) {
            return false;
        }
        if begins_with_digit(glued) {
            return true;
        }
        any = true;
    }
    any && words.peek().is_some()
}

fn ends_as_bound(text: &str) -> bool {
    let Some((_, rest)) = Number::scan(text) else { return false };
    let rest = rest.trim();
    let plus = |behind: &str| !begins_with_digit(behind.trim_start());
    rest.strip_prefix('+').is_some_and(plus) || rest.ends_with('+') || ending(rest).is_some()
}

/// What stands before an ending that makes a number a limit, and the ending: of several the longest. Words end at a
/// blank, so that a climax is no maximum.
pub(super) fn ending(text: &str) -> Option<(&str, &'static str)> {
    let found = BOUND_ENDS.iter().filter_map(|end| {
        let (before, behind) = text.split_at_checked(text.len().checked_sub(end.len())?)?;
        let is_word = before.is_empty() || before.ends_with(char::is_whitespace);
        (is_word && behind.eq_ignore_ascii_case(end)).then_some((before, *end))
    });
    found.max_by_key(|(_, end)| end.len())
}

#[cfg(test)]
mod tests {
    use crate::model::{Quantity, QuantityError};

    #[test]
    fn bounds_and_guesses_are_no_measurements() {
        for text in [
            "<2s",
            "< 2 s",
            "<200ms",
            "<=2",
            "≤ 2 s",
            ">5",
            "≥ 10",
            "=< 3",
            "~3",
            "≈ 3",
            "±3",
            "95+",
            "95+ %",
            "95%+",
            "95 % +",
            "15,000+ users",
            "about 3",
            "About 3",
            "approx. 3",
            "ca. 5",
            "ca.5",
            "around 5 s",
            "up to 5",
            "at most 3",
            "at least 3",
            "less than 3",
            "no more than 3",
            "under 2 s",
            "over 9000",
            "min. 3",
            "min 3",
            "max. 3",
            "maximum 3 s",
            "3 or more",
            "3 s or less",
            "3 max",
            "3 s max.",
            "5 plus",
            "at most about 3",
            "<-5",
            "< $500",
            "almost 3",
        ] {
            assert!(
                matches!(Quantity::parse(text), Err(QuantityError::Bound(_))),
                "{text}: {:?}",
                Quantity::parse(text)
            );
        }
        assert_eq!(Quantity::parse("5 min").unwrap().unit, "min");
        for text in ["< TBD", "3+4", "about time", "C3", "over budget"] {
            assert!(matches!(Quantity::parse(text), Err(QuantityError::NotANumber(_))), "{text}");
        }
    }
}
