//! From byte offsets to lines and columns.

use std::ops::Range;

use super::Span;

/// Bytes between two places at which the characters before are counted.
const STEP: usize = 1024;

/// The lines of a text, so that the line and the column of a byte are found without reading it again,
/// however long its lines are.
#[derive(Debug, Clone)]
pub struct Lines<'a> {
    text: &'a str,
    /// The first byte of each line but the first.
    starts: Vec<usize>,
    /// How many characters begin before the byte `index * STEP`.
    counts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Reads `text` once.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let starts = text.bytes().zip(1..).filter(|(byte, _)| *byte == b'\n').map(|(_, next)| next);
        let mut counts = vec![0];
        let mut count = 0;
        for step in text.as_bytes().chunks(STEP) {
            count += begin(step);
            counts.push(count);
        }
        Self { text, starts: starts.collect(), counts }
    }

    /// The text itself.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The stretch with its line and its column in characters. What lies behind the end of the text,
    /// or inside a character, is moved back to the nearest place that can be pointed at.
    #[must_use]
    pub fn span(&self, bytes: Range<usize>) -> Span {
        let start = self.text.floor_char_boundary(bytes.start);
        let end = self.text.floor_char_boundary(bytes.end).max(start);
        let before = self.starts.partition_point(|first| *first <= start);
        let first = before.checked_sub(1).and_then(|at| self.starts.get(at)).copied().unwrap_or(0);
        let column = self.characters_before(start) - self.characters_before(first);
        Span { start, end, line: before + 1, column: column + 1 }
    }

    fn characters_before(&self, byte: usize) -> usize {
        let step = byte / STEP;
        let near = self.text.as_bytes().get(step * STEP..byte).unwrap_or_default();
        self.counts.get(step).copied().unwrap_or(0) + begin(near)
    }
}

/// How many characters begin in the bytes: all of UTF-8's but continuation bytes.
fn begin(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !matches!(byte, 0x80..=0xbf)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, bytes: Range<usize>) -> (usize, usize) {
        let span = Lines::new(text).span(bytes);
        (span.line, span.column)
    }

    #[test]
    fn counts_lines_and_characters_from_one() {
        assert_eq!(at("", 0..0), (1, 1));
        assert_eq!(at("ab\ncd", 1..2), (1, 2));
        assert_eq!(at("ab\ncd", 2..3), (1, 3), "a line break belongs to the line that it ends");
        assert_eq!(at("ab\ncd", 3..4), (2, 1));
        assert_eq!(at("ä€x", 5..6), (1, 3), "columns are characters, not bytes");
        assert_eq!(at("a\r\nb", 3..4), (2, 1));
    }

    #[test]
    fn counts_far_into_a_long_line() {
        let text = format!("ä\n{}x", "€".repeat(5_000));
        let span = Lines::new(&text).span(15_003..15_004);
        assert_eq!((span.line, span.column), (2, 5_001));
        for (index, (byte, _)) in text.char_indices().enumerate().skip(2) {
            assert_eq!(at(&text, byte..byte).1, index - 1);
            if index > 700 {
                break;
            }
        }
    }

    #[test]
    fn never_points_outside_or_into_a_character() {
        let lines = Lines::new("aä");
        assert_eq!(lines.span(2..9), Span { start: 1, end: 3, line: 1, column: 2 });
        assert_eq!(lines.span(70..80), Span { start: 3, end: 3, line: 1, column: 3 });
    }
}
