//! One file of evidence: its bytes, digest and size; its text and lines where it is text.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::formats::Formats;
use super::json::Json;
use super::lines::Lines;
use super::path::Paths;
use super::table::Table;
use crate::model::Digest;

/// A file that was read.
pub struct File {
    content: Content,
    digest: Digest,
    lines: OnceLock<Lines>,
    json: Json,
    formats: Formats,
    paths: Paths,
    table: Table,
}

/// Text is kept as text, so that its encoding is checked once and not for each link.
enum Content {
    Text(Box<str>),
    Bytes(Arc<[u8]>, NotText),
}

/// Why a file is no text that can be read line by line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// It begins with a byte order mark of UTF-16.
    #[error("it is UTF-16, and only UTF-8 is read")]
    Utf16,
    /// Not valid UTF-8; the first byte that isn't, from 0.
    #[error("it is not UTF-8: byte {at} can't be read")]
    NotUtf8 {
        /// The offset of that byte, from 0.
        at: usize,
    },
    /// NUL bytes near the start: what Git calls binary, and what UTF-16 without a mark looks like.
    #[error("it is binary: there are NUL bytes near its start")]
    Binary,
}

/// How far Git looks for a NUL byte to tell binary files.
const BINARY_WITHIN: usize = 8000;

const BYTE_ORDER_MARK: char = '\u{feff}';

impl File {
    /// Takes `bytes` in, and hashes them.
    #[must_use]
    pub fn new(bytes: Arc<[u8]>) -> Self {
        let digest = Digest::of(&bytes);
        let content = match text_of(&bytes) {
            Ok(text) => Content::Text(text.into()),
            Err(reason) => Content::Bytes(bytes, reason),
        };
        Self {
            content,
            digest,
            lines: OnceLock::new(),
            json: Json::default(),
            formats: Formats::default(),
            paths: Paths::default(),
            table: Table::default(),
        }
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match &self.content {
            Content::Text(text) => text.as_bytes(),
            Content::Bytes(bytes, _) => bytes,
        }
    }

    /// The SHA-256 of its bytes.
    #[must_use]
    pub fn digest(&self) -> &Digest {
        &self.digest
    }

    /// Its size in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.bytes().len() as u64
    }

    /// Its text, without a byte order mark.
    ///
    /// # Errors
    ///
    /// [`NotText`] says why it has none.
    pub fn text(&self) -> Result<&str, NotText> {
        match &self.content {
            Content::Text(text) => Ok(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text)),
            Content::Bytes(_, reason) => Err(*reason),
        }
    }

    /// How many lines it has. LF ends a line, and so does CR LF; text behind the last end is a line too.
    ///
    /// # Errors
    ///
    /// [`NotText`] where it has no lines.
    pub fn line_count(&self) -> Result<usize, NotText> {
        self.text().map(|text| self.lines(text).count())
    }

    /// The text of line `number`, from 1, without what ends it.
    #[must_use]
    pub fn line(&self, number: usize) -> Option<&str> {
        let text = self.text().ok()?;
        text.get(self.line_span(number, number)?)
    }

    /// The bytes of `text()` from the start of line `first` to the end of line `last`, without what ends it.
    pub(super) fn line_span(&self, first: usize, last: usize) -> Option<Range<usize>> {
        let text = self.text().ok()?;
        let lines = self.lines(text);
        let start = lines.start(text, first)?;
        let last_start = if last == first { start } else { lines.start(text, last)? };
        let end = lines.start(text, last.saturating_add(1)).unwrap_or(text.len());
        let line = text.get(last_start..end)?;
        let bare =
            line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
        Some(start..last_start + bare.len())
    }

    /// The bytes of `text()` that belong to the lines, with what ends them; to the last one all that is behind it.
    pub(super) fn whole_lines(&self, first: usize, last: usize) -> Option<Range<usize>> {
        let text = self.text().ok()?;
        let lines = self.lines(text);
        let end = lines.start(text, last.saturating_add(1)).unwrap_or(usize::MAX / 2);
        Some(lines.start(text, first)?..end)
    }

    /// The lines, from 1, in which a stretch of `text()` lies; none in an empty file.
    pub(super) fn lines_of(&self, span: &Range<usize>) -> Option<(usize, usize)> {
        let text = self.text().ok()?;
        let lines = self.lines(text);
        let last = span.end.saturating_sub(1).max(span.start);
        (lines.count() > 0).then(|| (lines.line_of(text, span.start), lines.line_of(text, last)))
    }

    pub(super) fn json(&self) -> &Json {
        &self.json
    }

    pub(super) fn formats(&self) -> &Formats {
        &self.formats
    }

    pub(super) fn paths(&self) -> &Paths {
        &self.paths
    }

    pub(super) fn table(&self) -> &Table {
        &self.table
    }

    fn lines(&self, text: &str) -> &Lines {
        self.lines.get_or_init(|| Lines::of(text))
    }
}

/// The bytes as a text of the same length that can be searched: a byte that is no UTF-8 becomes a question mark.
/// None of what is binary.
#[must_use]
pub fn searchable(bytes: &[u8]) -> Option<Cow<'_, str>> {
    match text_of(bytes) {
        Ok(text) => Some(Cow::Borrowed(text)),
        Err(NotText::Utf16 | NotText::Binary) => None,
        Err(NotText::NotUtf8 { .. }) => {
            let mut text = String::with_capacity(bytes.len());
            for chunk in bytes.utf8_chunks() {
                text.push_str(chunk.valid());
                text.extend(chunk.invalid().iter().map(|_| '?'));
            }
            Some(Cow::Owned(text))
        }
    }
}

fn text_of(bytes: &[u8]) -> Result<&str, NotText> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(NotText::Utf16);
    }
    if bytes.iter().take(BINARY_WITHIN).any(|byte| *byte == 0) {
        return Err(NotText::Binary);
    }
    std::str::from_utf8(bytes).map_err(|error| NotText::NotUtf8 { at: error.valid_up_to() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(bytes: &[u8]) -> File {
        File::new(bytes.into())
    }

    #[test]
    fn digest_and_size_are_those_of_all_bytes() {
        let file = file("\u{feff}abc".as_bytes());
        assert_eq!(file.size(), 6);
        assert_eq!(file.bytes(), "\u{feff}abc".as_bytes());
        assert_eq!(file.digest(), &Digest::of("\u{feff}abc".as_bytes()));
        assert_eq!(file.text(), Ok("abc"));
        assert_eq!(file.line(1), Some("abc"));
    }

    #[test]
    fn lines_end_with_lf_or_cr_lf() {
        let count = |text: &str| file(text.as_bytes()).line_count().unwrap();
        assert_eq!(
            [count(""), count("a"), count("a\n"), count("a\nb"), count("\n\n")],
            [0, 1, 1, 2, 2]
        );
        let file = file(b"one\r\ntwo\rstill two\n\nfour");
        let lines: Vec<_> = (0..6).map(|number| file.line(number)).collect();
        let expected = [None, Some("one"), Some("two\rstill two"), Some(""), Some("four"), None];
        assert_eq!(lines, expected);
        assert_eq!(file.line(usize::MAX), None);
    }

    #[test]
    fn a_stretch_lies_in_the_lines_of_its_first_and_last_byte() {
        let file = file(b"ab\ncd\nef");
        assert_eq!(file.lines_of(&(0..2)), Some((1, 1)));
        assert_eq!(file.lines_of(&(0..3)), Some((1, 1)));
        assert_eq!(file.lines_of(&(0..4)), Some((1, 2)));
        assert_eq!(file.lines_of(&(3..8)), Some((2, 3)));
        assert_eq!(file.lines_of(&(8..8)), Some((3, 3)));
        assert_eq!(super::tests::file(b"").lines_of(&(0..0)), None);
    }

    #[test]
    fn what_is_no_text_says_why() {
        assert_eq!(file(b"\xff\xfea\0").text(), Err(NotText::Utf16));
        assert_eq!(file(b"\xfe\xff\0a").text(), Err(NotText::Utf16));
        assert_eq!(file(b"ab\xffc").text(), Err(NotText::NotUtf8 { at: 2 }));
        assert_eq!(file(b"a\0b").text(), Err(NotText::Binary));
        assert_eq!(file(b"\xff").bytes(), b"\xff");
        let mut log = vec![b'a'; BINARY_WITHIN];
        log.push(0);
        assert!(file(&log).text().is_ok());
        log.remove(0);
        assert_eq!(file(&log).text(), Err(NotText::Binary));
    }
}
