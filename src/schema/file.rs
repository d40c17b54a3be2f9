//! A file whose bytes are text, and the places in it.

use std::ops::Range;
use std::sync::OnceLock;

use super::Input;
use super::encoding;
use super::spans::Spans;
use crate::diagnostic::{Diagnostic, Place, Span};

/// A file that was read. Where things stand in it is worked out the first time that somebody asks.
#[derive(Debug)]
pub(super) struct File {
    /// Its name as the user wrote it.
    pub(super) name: String,
    /// Its path relative to the root; `-` for standard input.
    pub(super) path: String,
    /// Its text.
    pub(super) text: String,
    spans: OnceLock<Spans>,
    /// The first byte of each line but the first.
    lines: OnceLock<Vec<usize>>,
}

impl File {
    /// Takes the input if its bytes are text.
    pub(super) fn read(input: Input) -> Result<Self, Box<Diagnostic>> {
        let text = encoding::text(&input.name, input.bytes)?;
        let (spans, lines) = (OnceLock::new(), OnceLock::new());
        Ok(Self { name: input.name, path: input.path, text, spans, lines })
    }

    /// Where its values stand.
    pub(super) fn spans(&self) -> &Spans {
        self.spans.get_or_init(|| Spans::of(&self.text))
    }

    /// Whether there is a value at a JSON Pointer.
    pub(super) fn has(&self, pointer: &str) -> bool {
        self.spans().value(&self.text, pointer).is_some()
    }

    /// The place of the value at a JSON Pointer, or of the nearest value around it.
    pub(super) fn place(&self, pointer: &str) -> Place {
        let mut around = pointer;
        let found = loop {
            match (self.spans().value(&self.text, around), around.rsplit_once('/')) {
                (None, Some((shorter, _))) => around = shorter,
                (found, _) => break found,
            }
        };
        Place::file(self.name.clone())
            .path(around)
            .span(self.span(self.head(found.unwrap_or(0..0))))
    }

    /// The place of a property's name.
    pub(super) fn key_place(&self, pointer: &str) -> Place {
        match self.spans().key(&self.text, pointer) {
            Some(key) => Place::file(self.name.clone()).path(pointer).span(self.span(key)),
            None => self.place(pointer),
        }
    }

    /// Line and column of some bytes.
    pub(super) fn span(&self, bytes: Range<usize>) -> Span {
        let starts = self.lines.get_or_init(|| {
            let bytes = self.text.bytes().zip(1..);
            bytes.filter(|(byte, _)| *byte == b'\n').map(|(_, next)| next).collect()
        });
        let start = self.text.floor_char_boundary(bytes.start);
        let end = self.text.floor_char_boundary(bytes.end).max(start);
        let line = starts.partition_point(|first| *first <= start);
        let first = line.checked_sub(1).and_then(|at| starts.get(at)).copied().unwrap_or(0);
        let column = self.text.get(first..start).unwrap_or_default().chars().count();
        Span { start, end, line: line + 1, column: column + 1 }
    }

    /// Of an object or a list that spans lines only its bracket: an excerpt shows where it begins.
    fn head(&self, value: Range<usize>) -> Range<usize> {
        let long = self.text.get(value.clone()).is_some_and(|text| text.contains('\n'));
        if long { value.start..value.start + 1 } else { value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> File {
        let input = Input { name: "a.json".into(), path: "a.json".into(), bytes: text.into() };
        File::read(input).unwrap()
    }

    #[test]
    fn places_are_lines_and_characters_from_one() {
        let file = file("{\n  \"ä\": [1, {\n  }]\n}");
        let at = |pointer: &str| {
            let span = file.place(pointer).span.unwrap();
            (span.line, span.column, span.end - span.start)
        };
        assert_eq!(at(""), (1, 1, 1), "a long value is pointed at by its bracket");
        assert_eq!(at("/ä/0"), (2, 9, 1));
        assert_eq!(at("/ä/1"), (2, 12, 1));
        assert_eq!(
            at("/ä/1/gone/deep"),
            (2, 12, 1),
            "what isn't there is shown by what is around it"
        );
        assert_eq!(file.place("/ä/1/gone/deep").path, "/ä/1");
        assert_eq!(file.key_place("/ä").span.unwrap().column, 3);
    }
}
