//! Foreign text on a terminal: what can't be seen, or acts on the terminal, is replaced by what can be seen.

use std::borrow::Cow;

/// The stand-in for a character that has no safe look of its own.
///
/// Control characters would move the cursor or change colours. Characters that steer the direction of
/// text, or that have no width, make a line look other than its bytes (CVE-2021-42574).
pub(super) fn stand_in(character: char) -> Option<char> {
    match character {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)),
        '\u{7f}' => Some('␡'),
        '\u{80}'..='\u{9f}'
        | '\u{061c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Some('\u{fffd}'),
        _ => None,
    }
}

/// Characters printed of a text that a message carries.
const LONGEST: usize = 1000;

/// The beginning of the text, as one line in which every character can be seen.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        let beginning = text.get(..end).unwrap_or_default();
        return Cow::Owned(format!("{}…", visible(beginning)));
    }
    if text.chars().all(|character| stand_in(character).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|character| stand_in(character).unwrap_or(character)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_acts_on_a_terminal() {
        assert_eq!(visible("a\u{1b}[31mb\r\n\t\u{7f}"), "a␛[31mb␍␊␉␡");
        assert_eq!(visible("ab\u{202e}cd\u{2066}\u{9b}\u{feff}"), "ab�cd���");
    }

    #[test]
    fn cuts_what_is_too_long() {
        let fits = "ä".repeat(LONGEST);
        assert_eq!(visible(&fits), fits);
        assert_eq!(visible(&format!("{fits}b")), format!("{fits}…"));
    }

    #[test]
    fn leaves_words_alone() {
        for text in ["", "größer €", "日本語", "مرحبا", "👍", "␛"] {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text));
        }
    }
}
