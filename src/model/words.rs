//! What sentences are made of: foreign text that is short, on one line and without what would end a code span;
//! lists; numbers as readers see them.

/// How many characters of a foreign text a message shows.
const SHOWN: usize = 80;

/// `text` as a message may show it: at most 80 characters, backticks and control characters replaced.
pub(crate) fn shortened(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(SHOWN)
        .map(|char| match char {
            '`' => '\'',
            char if char.is_control() => char::REPLACEMENT_CHARACTER,
            char => char,
        })
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// Joins parts as a sentence does: `a, b and c`.
pub(crate) fn and(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A plain decimal number for readers: thousands set apart by U+202F, a minus sign U+2212.
pub(crate) fn typeset(number: &str) -> String {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("\u{2212}", digits),
        None => ("", number),
    };
    let whole = digits.find('.').unwrap_or(digits.len());
    let mut typeset = sign.to_owned();
    for (index, digit) in digits.char_indices() {
        if index > 0 && index < whole && (whole - index).is_multiple_of(3) {
            typeset.push('\u{202f}');
        }
        typeset.push(digit);
    }
    typeset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eighty_characters_are_shown_and_the_rest_is_an_ellipsis() {
        assert_eq!(shortened(&"ä".repeat(80)), "ä".repeat(80));
        assert_eq!(shortened(&"ä".repeat(81)), format!("{}…", "ä".repeat(80)));
    }

    #[test]
    fn nothing_ends_the_code_span_or_the_line() {
        assert_eq!(shortened("a`b\nc\u{1b}[31m"), "a'b\u{fffd}c\u{fffd}[31m");
    }
    #[test]
    fn a_list_ends_in_and() {
        let parts = |count: usize| ["a", "b", "c"].map(str::to_owned)[..count].to_vec();
        assert_eq!(
            [0, 1, 2, 3].map(|count| and(&parts(count))),
            ["", "a", "a and b", "a, b and c"]
        );
    }

    #[test]
    fn thousands_are_set_apart_and_the_minus_is_a_true_one() {
        for (plain, set) in [
            ("999", "999"),
            ("1000", "1\u{202f}000"),
            ("-1234567.2500", "\u{2212}1\u{202f}234\u{202f}567.2500"),
            ("-100", "\u{2212}100"),
            ("0.12345", "0.12345"),
        ] {
            assert_eq!(typeset(plain), set);
        }
    }
}
