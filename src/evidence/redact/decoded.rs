//! The texts of a JSON document without their escapes, each byte with the place from which it came: what is
//! escaped in a file is printed without escapes.

use std::ops::Range;

use crate::evidence::tree::end_of_text;

/// How many bytes, at least, lie between one mark and the next, here or in the file. A list of all escapes would be
/// many times as large as a file of nothing else.
const APART: usize = 4096;

/// The texts that have an escape, one a line, each with a quotation mark at its end.
#[derive(Default)]
pub(super) struct Decoded<'r> {
    pub(super) text: String,
    raw: &'r str,
    /// In order: from where on the file is read again to find a place. No text longer than [`APART`] lies between a
    /// mark and the next, so that no look-up reads more than that.
    marks: Vec<Mark>,
}

/// A piece of the text.
#[derive(Clone, Copy)]
struct Mark {
    /// Where it begins here.
    here: usize,
    /// The same place in the file.
    there: Steps,
}

impl<'r> Decoded<'r> {
    /// Reads every text with a backslash in it. Of what is no JSON it makes something, and never fails.
    pub(super) fn of(raw: &'r str) -> Self {
        let mut decoded = Self { raw, ..Self::default() };
        if !raw.contains('\\') {
            return decoded;
        }
        // What isn't written to takes up no memory.
        decoded.text.reserve_exact(raw.len());
        let mut steps = Steps::default();
        while let Some((there, piece)) = steps.next(raw) {
            decoded.mark(there);
            match piece {
                Piece::Run(run) => decoded.text.push_str(raw.get(run).unwrap_or_default()),
                Piece::Escape(letter, _) => decoded.text.push(letter),
                // A quotation mark ends whatever a rule looks for, as it does in the file.
                Piece::End(_) => decoded.text.push_str(END),
            }
        }
        decoded
    }

    fn mark(&mut self, there: Steps) {
        let here = self.text.len();
        let is_far = self
            .marks
            .last()
            .is_none_or(|last| here - last.here >= APART || there.at - last.there.at >= APART);
        if is_far || there.begins_long_text() {
            self.marks.push(Mark { here, there });
        }
    }

    /// The bytes of the file that stand behind a stretch of the text. Escapes are whole.
    pub(super) fn raw(&self, span: &Range<usize>) -> Range<usize> {
        let last = span.end.saturating_sub(1).max(span.start);
        self.of_byte(span.start).start..self.of_byte(last).end
    }

    fn of_byte(&self, byte: usize) -> Range<usize> {
        let behind = self.marks.partition_point(|mark| mark.here <= byte);
        let mark = behind.checked_sub(1).and_then(|at| self.marks.get(at));
        let Some(Mark { mut here, there: mut steps }) = mark.copied() else { return 0..0 };
        while let Some((_, piece)) = steps.next(self.raw) {
            let length = piece.length();
            if byte < here + length {
                return piece.at(byte - here);
            }
            here += length;
        }
        self.raw.len()..self.raw.len()
    }
}

/// What stands at the end of each text.
const END: &str = "\"\n";

/// What a text is read by. The same steps from the same place give the same pieces.
enum Piece {
    /// Bytes that stand for themselves, at most [`APART`] of them.
    Run(Range<usize>),
    /// A letter, and the escape that is written for it.
    Escape(char, Range<usize>),
    /// The end of a text.
    End(usize),
}

impl Piece {
    /// How many bytes it has without escapes.
    fn length(&self) -> usize {
        match self {
            Self::Run(run) => run.len(),
            Self::Escape(letter, _) => letter.len_utf8(),
            Self::End(_) => END.len(),
        }
    }

    /// The bytes of the file behind one of its own.
    fn at(&self, byte: usize) -> Range<usize> {
        match self {
            Self::Run(run) => run.start + byte..run.start + byte + 1,
            Self::Escape(_, escape) => escape.clone(),
            Self::End(end) => *end..*end,
        }
    }
}

/// Walks over a file, from one text with an escape to the next.
#[derive(Clone, Copy, Default)]
struct Steps {
    at: usize,
    /// Where the text begins and ends in which it stands.
    within: Option<(usize, usize)>,
}

impl Steps {
    /// Passes the next piece: where it begins, and what it is.
    fn next(&mut self, raw: &str) -> Option<(Self, Piece)> {
        let end = self.text(raw)?;
        let (begin, at) = (*self, self.at);
        if at >= end {
            (self.within, self.at) = (None, end + 1);
            return Some((begin, Piece::End(end)));
        }
        let most = raw.ceil_char_boundary(end.min(at + APART));
        let rest = raw.get(at..most).unwrap_or_default();
        let run = rest.find('\\').unwrap_or(rest.len());
        if run > 0 {
            self.at += run;
            return Some((begin, Piece::Run(at..at + run)));
        }
        let (letter, length) = unescape(raw.get(at..end).unwrap_or_default());
        self.at += length;
        Some((begin, Piece::Escape(letter, at..at + length)))
    }

    /// Where the text ends in which it stands, or to which it goes: the next with an escape.
    fn text(&mut self, raw: &str) -> Option<usize> {
        loop {
            if let Some((_, end)) = self.within {
                return Some(end);
            }
            let open = find(raw.as_bytes(), self.at, b'"')?;
            let end = end_of_text(raw.as_bytes(), open + 1);
            let escaped = raw.get(open + 1..end).is_none_or(|text| text.contains('\\'));
            self.within = escaped.then_some((open + 1, end));
            self.at = if escaped { open + 1 } else { end + 1 };
        }
    }

    /// Whether it stands at the beginning of a text that takes long to pass.
    fn begins_long_text(&self) -> bool {
        self.within.is_some_and(|(start, end)| self.at == start && end - start >= APART)
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

    /// The whole of `what` in a file of `before`, it and `behind`, found by its place without escapes.
    fn is_found(before: &str, what: &str, meant: &str, behind: &str) {
        let raw = format!("{before}{what}{behind}");
        let decoded = Decoded::of(&raw);
        let start = decoded.text.find(meant).unwrap();
        let span = decoded.raw(&(start..start + meant.len()));
        assert_eq!(span, before.len()..before.len() + what.len());
    }

    #[test]
    fn places_are_found_on_both_sides_of_each_mark() {
        for length in [0, 1, APART - 1, APART, APART + 1, 3 * APART] {
            let (run, escapes) = ("a".repeat(length), "\\n".repeat(length));
            for before in [
                format!("\"{run}"),
                format!("\"{escapes}"),
                format!("[\"{run}\", \""),
                format!("[\"{escapes}\", \""),
                format!("[{}\"", "\"\\n\",".repeat(length)),
                format!("[\"b\\n\", \"{run}\", \"c\\n\", \""),
            ] {
                is_found(&before, "x\\ty", "x\ty", "\"]");
                is_found(&before, "x\\ty", "x\ty", &format!("{run}\"]"));
                is_found(&before, "x\\ty", "x\ty", &format!("\\n\", \"{escapes}\"]"));
            }
            let wide = "\u{e9}".repeat(length);
            is_found(&format!("[\"{wide}"), "x\\ty", "x\ty", &format!("{wide}\"]"));
        }
    }

    #[test]
    fn few_marks_are_kept_of_many_escapes() {
        for raw in [format!("\"{}\"", "\\n".repeat(50 * APART)), "\"\\n\",".repeat(20 * APART)] {
            assert!(Decoded::of(&raw).marks.len() <= 110);
        }
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
