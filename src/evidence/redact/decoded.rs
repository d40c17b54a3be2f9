//! The texts of a JSON document without their escapes, each byte with the place from which it came: what is
//! escaped in a file is printed without escapes.

use std::ops::Range;

use crate::evidence::tree::end_of_text;

/// The texts that have an escape, one a line, each with a quotation mark at its end.
#[derive(Default)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// In order: where a piece begins here, and which bytes it is in the file.
    pieces: Vec<(usize, Range<usize>)>,
}

impl Decoded {
    /// Reads every text with a backslash in it. Of what is no JSON it makes something, and never fails.
    pub(super) fn of(raw: &str) -> Self {
        let mut decoded = Self::default();
        if !raw.contains('\\') {
            return decoded;
        }
        let bytes = raw.as_bytes();
        let mut at = 0;
        while let Some(open) = find(bytes, at, b'"') {
            let end = end_of_text(bytes, open + 1);
            if raw.get(open + 1..end).is_none_or(|text| text.contains('\\')) {
                decoded.text_of(raw, open + 1, end);
            }
            at = end + 1;
        }
        decoded
    }

    fn text_of(&mut self, raw: &str, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            let rest = raw.get(at..end).unwrap_or_default();
            let run = rest.find('\\').unwrap_or(rest.len());
            if run > 0 {
                self.pieces.push((self.text.len(), at..at + run));
                self.text.push_str(rest.get(..run).unwrap_or_default());
            }
            at += run;
            if at < end {
                let escape = raw.get(at..end).unwrap_or_default();
                let (letter, length) = unescape(escape);
                self.pieces.push((self.text.len(), at..at + length));
                self.text.push(letter);
                at += length;
            }
        }
        self.pieces.push((self.text.len(), end..end));
        // A quotation mark ends whatever a rule looks for, as it does in the file.
        self.text.push_str("\"\n");
    }

    /// The bytes of the file that stand behind a stretch of the text. Escapes are whole.
    pub(super) fn raw(&self, span: &Range<usize>) -> Range<usize> {
        let last = span.end.saturating_sub(1).max(span.start);
        self.of_byte(span.start).start..self.of_byte(last).end
    }

    fn of_byte(&self, byte: usize) -> Range<usize> {
        let behind = self.pieces.partition_point(|(start, _)| *start <= byte);
        let Some((start, piece)) = behind.checked_sub(1).and_then(|at| self.pieces.get(at)) else {
            return 0..0;
        };
        let next = self.pieces.get(behind).map_or(self.text.len(), |(next, _)| *next);
        // A run has as many bytes here as there; an escape has others, and is whole.
        if next - start == piece.len() {
            let there = piece.start + (byte - start);
            there..there + 1
        } else {
            piece.clone()
        }
    }
}

fn find(bytes: &[u8], from: usize, wanted: u8) -> Option<usize> {
    bytes.get(from..)?.iter().position(|byte| *byte == wanted).map(|at| from + at)
}

/// The letter that an escape at the start of the text stands for, and how many bytes of the text it takes.
fn unescape(text: &str) -> (char, usize) {
    let mut letters = text.chars().skip(1);
    let Some(kind) = letters.next() else { return ('\\', 1) };
    let plain = match kind {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'u' => return unicode(text),
        other => other,
    };
    (plain, 1 + kind.len_utf8())
}

fn unicode(text: &str) -> (char, usize) {
    let unit = |at: usize| {
        let digits = text.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    let Some(high) = unit(0) else { return ('u', 2.min(text.len())) };
    if let (0xd800..=0xdbff, Some(low @ 0xdc00..=0xdfff)) = (high, unit(6)) {
        let letter = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
        return (char::from_u32(letter).unwrap_or('\u{fffd}'), 12);
    }
    (char::from_u32(high).unwrap_or('\u{fffd}'), 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_lose_their_escapes_and_keep_their_places() {
        let raw = r#"{"a\u0062": "x\n\ud83d\ude00y", "plain": "z"}"#;
        let decoded = Decoded::of(raw);
        assert_eq!(decoded.text, "ab\"\nx\n😀y\"\n");
        let at = |text: &str| {
            let start = decoded.text.find(text).unwrap();
            raw.get(decoded.raw(&(start..start + text.len()))).unwrap()
        };
        assert_eq!(at("ab"), r"a\u0062");
        assert_eq!(at("😀"), r"\ud83d\ude00");
        assert_eq!(at("\n😀y"), r"\n\ud83d\ude00y");
        assert_eq!(at("y"), "y");
    }

    #[test]
    fn what_is_no_json_is_read_to_its_end() {
        for raw in
            ["\\", "\"\\", "\"\\u12", "\"\\u\u{e9}\u{e9}\"", "\"a\\\u{e9}", "\"\\ud800\\u0041\""]
        {
            let decoded = Decoded::of(raw);
            for at in 0..decoded.text.len() {
                let span = decoded.raw(&(at..at + 1));
                assert!(span.start <= span.end && span.end <= raw.len(), "{raw}");
            }
        }
    }
}
