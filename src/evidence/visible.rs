//! Foreign text that readers see: cut to a length, and without characters that move or hide what stands there.

/// The first `most` characters of `text`, made visible, and how many were left out.
pub(super) fn cut(text: &str, most: usize) -> (String, usize) {
    let mut chars = text.chars();
    let shown = chars.by_ref().take(most).map(visible).collect();
    (shown, chars.count())
}

/// Control characters other than the tab become their control pictures. Those without one, and those that
/// turn the direction of text around so that it reads other than it is (Trojan Source, CVE-2021-42574),
/// become the replacement character.
fn visible(char: char) -> char {
    match char {
        '\t' => Some(char),
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(char)),
        '\u{7f}' => Some('\u{2421}'),
        // Line and paragraph separators would break a line that is one in the file.
        '\u{2028}' | '\u{2029}' => Some('\u{2424}'),
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        char => Some(char),
    }
    .unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_seen_and_tabs_stay() {
        assert_eq!(cut("a\tb\u{0}\u{1b}[31m\r\u{7f}", 99).0, "a\tb␀␛[31m␍␡");
        assert_eq!(cut("\u{85}\u{202e}abc\u{2069}\u{2028}", 99).0, "\u{fffd}\u{fffd}abc\u{fffd}␤");
    }

    #[test]
    fn characters_are_cut_whole_and_counted() {
        assert_eq!(cut("äöü", 3), ("äöü".to_owned(), 0));
        assert_eq!(cut("äöü", 2), ("äö".to_owned(), 1));
        assert_eq!(cut("", 0), (String::new(), 0));
    }
}
