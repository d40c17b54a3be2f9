//! The one escaper of HTML: every foreign character gets to the page through it.

use std::fmt::Write as _;
use std::io::{self, Write};

/// Escapes text for elements and quoted attributes. Characters that a page may not hold, and those that would turn
/// the order of what follows (Unicode UAX #9), are shown as their code points.
pub(super) fn escape(input: &str, output: &mut dyn Write) -> io::Result<()> {
    let mut start = 0;
    for (at, char) in input.char_indices() {
        let replaced = match char {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            char if is_shown_as_code_point(char) => "",
            _ => continue,
        };
        output.write_all(input.get(start..at).unwrap_or_default().as_bytes())?;
        if replaced.is_empty() {
            write!(output, "[U+{:04X}]", u32::from(char))?;
        } else {
            output.write_all(replaced.as_bytes())?;
        }
        start = at + char.len_utf8();
    }
    output.write_all(input.get(start..).unwrap_or_default().as_bytes())
}

/// Control characters but tab and line feed, noncharacters, and directional embeddings, overrides and isolates.
fn is_shown_as_code_point(char: char) -> bool {
    match char {
        '\t' | '\n' => false,
        '\0'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{fdd0}'..='\u{fdef}' => true,
        other => u32::from(other) & 0xfffe == 0xfffe,
    }
}

/// The address of a file beside the page: every byte that could mean something is percent-encoded (RFC 3986).
pub(super) fn relative_address(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    // A leading slash would leave the folder, two would leave the machine.
    for byte in path.trim_start_matches('/').bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => address.push(char::from(byte)),
            other if other.is_ascii_alphanumeric() => address.push(char::from(other)),
            other => {
                // Writing to a String can't fail.
                let _ = write!(address, "%{other:02X}");
            }
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut output = Vec::new();
        escape(text, &mut output).unwrap();
        String::from_utf8(output).unwrap()
    }

    #[test]
    fn markup_and_what_turns_text_around_is_shown() {
        for (text, expected) in [
            ("plain é ✓", "plain é ✓"),
            ("<a href='x'>&\"", "&lt;a href=&#39;x&#39;&gt;&amp;&quot;"),
            ("a\tb\nc", "a\tb\nc"),
            ("a\rb\0c", "a[U+000D]b[U+0000]c"),
            ("\u{202e}x\u{2069}", "[U+202E]x[U+2069]"),
            ("\u{200f}\u{200d}", "\u{200f}\u{200d}"),
            ("\u{85}\u{ffff}\u{1fffe}\u{fdd0}", "[U+0085][U+FFFF][U+1FFFE][U+FDD0]"),
            ("\u{fffd}", "\u{fffd}"),
            ("", ""),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }

    #[test]
    fn an_address_stays_beside_the_page() {
        assert_eq!(relative_address("inputs/a b/c%d.json"), "inputs/a%20b/c%25d.json");
        assert_eq!(relative_address("//evil.example"), "evil.example");
        assert_eq!(relative_address("javascript:x"), "javascript%3Ax");
        assert_eq!(relative_address("a?b#c\"é"), "a%3Fb%23c%22%C3%A9");
    }
}
