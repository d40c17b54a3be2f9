//! Characters that show nothing, or turn the text around, are shown by their number: `<U+202E>`.
//! A reader sees what the bytes say (a command that runs backwards on paper is an old trick).

use std::borrow::Cow;
use std::fmt::Write as _;

/// Where text stands, and so what its white space becomes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Among words: a run of white space is one space.
    Words,
    /// In a line of code: each is a space.
    Code,
    /// In a block: tabs and line breaks stay.
    Block,
}

/// The text with everything in it visible.
pub(super) fn visible(text: &str, layout: Layout) -> Cow<'_, str> {
    if text.bytes().all(|byte| (b'!'..=b'~').contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if layout == Layout::Block && characters.peek() == Some(&'\n') => {}
            '\t' | '\n' if layout == Layout::Block => shown.push(character),
            ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                if layout != Layout::Words || !shown.ends_with(' ') {
                    shown.push(' ');
                }
            }
            hidden if is_hidden(hidden) => {
                // Writing to a String can't fail.
                let _ = write!(shown, "<U+{:04X}>", u32::from(hidden));
            }
            plain => shown.push(plain),
        }
    }
    Cow::Owned(shown)
}

/// Control characters, what has no width, what turns the direction of writing, and blanks that are none.
/// The joiners U+200C and U+200D stay: scripts and compound emoji need them.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_shown_and_what_shows_stays() {
        let text = "a\u{0}\u{1b}[1m\u{202e}b\u{200b}c\u{feff}";
        assert_eq!(visible(text, Layout::Words), "a<U+0000><U+001B>[1m<U+202E>b<U+200B>c<U+FEFF>");
        let text = "83.3\u{a0}% é 中 \u{1f468}\u{200d}\u{1f4bb}";
        assert_eq!(visible(text, Layout::Words), text);
    }

    #[test]
    fn white_space_fits_its_place() {
        let text = "a \t b\r\n\r\nc\rd\u{2028}e";
        assert_eq!(visible(text, Layout::Words), "a b c d e");
        assert_eq!(visible(text, Layout::Code), "a   b    c d e");
        assert_eq!(visible(text, Layout::Block), "a \t b\n\nc d e");
    }
}
