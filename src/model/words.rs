//! Foreign text inside messages: short, on one line, and without what would end a code span.

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
}
