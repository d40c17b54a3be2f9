//! The rows and fields of comma-separated values (RFC 4180), each field with its bytes.
//!
//! Read once for a file, in time that is linear in its size. What could be read in two ways is refused: a value
//! taken from the wrong column is worse than none.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

/// The most fields that are kept of a text: 64 million, for which 512 MB are needed.
const MOST_FIELDS: usize = 1 << 26;

/// The fields of a text, row by row.
pub(super) struct Fields {
    /// Where each field begins and ends, its quotation marks included. The text has at most 4 GiB.
    fields: Vec<(u32, u32)>,
    /// The first field of each row.
    rows: Vec<u32>,
}

impl Fields {
    /// The fields of `text`. Empty lines are no rows.
    pub(super) fn of(text: &str) -> Result<Self, String> {
        if u32::try_from(text.len()).is_err() {
            return Err("it is larger than 4 GiB, and is not read as a table".to_owned());
        }
        let mut fields = Self { fields: Vec::new(), rows: Vec::new() };
        let delimiter = delimiter(text)?;
        let mut scan = Scan { bytes: text.as_bytes(), at: 0, line: 1, delimiter };
        while scan.pass_empty_lines() {
            fields.rows.push(offset(fields.fields.len()));
            loop {
                let (field, end) = scan.field()?;
                fields.fields.push((offset(field.start), offset(field.end)));
                // One row alone may be as long as the file.
                if fields.fields.len() > MOST_FIELDS {
                    return Err(format!("it holds more than {MOST_FIELDS} fields"));
                }
                if end == End::Row {
                    break;
                }
            }
        }
        Ok(fields)
    }

    /// How many rows there are, the first one counted.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// How many fields a row has.
    pub(super) fn width(&self, row: usize) -> usize {
        self.within(row).len()
    }

    /// The fields of a column, in the rows from `first` on that have one, each with the number of its row.
    pub(super) fn column<'t>(
        &self,
        text: &'t str,
        first: usize,
        column: usize,
    ) -> impl Iterator<Item = (u32, Cow<'t, str>)> {
        let rows = first..self.len();
        rows.filter_map(move |row| Some((offset(row), self.text(text, row, column)?)))
    }

    /// The bytes of a field.
    pub(super) fn span(&self, row: usize, column: usize) -> Option<Range<usize>> {
        let within = self.within(row);
        let at = Some(within.start + column).filter(|at| within.contains(at))?;
        self.fields.get(at).map(|(start, end)| *start as usize..*end as usize)
    }

    /// The text of a field, without quotation marks around it.
    pub(super) fn text<'t>(
        &self,
        text: &'t str,
        row: usize,
        column: usize,
    ) -> Option<Cow<'t, str>> {
        let raw = text.get(self.span(row, column)?)?;
        let inside = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        Some(match inside {
            Some(inside) if inside.contains('"') => Cow::Owned(inside.replace("\"\"", "\"")),
            Some(inside) => Cow::Borrowed(inside),
            None => Cow::Borrowed(raw),
        })
    }

    fn within(&self, row: usize) -> Range<usize> {
        let at = |row: usize| self.rows.get(row).map(|first| *first as usize);
        let end = at(row + 1).unwrap_or(self.fields.len());
        at(row).unwrap_or(end)..end
    }
}

/// What stands between the fields of the first row, outside of quotation marks: tabs where there is one, else
/// commas or semicolons, whichever are more; a comma where nothing does.
fn delimiter(text: &str) -> Result<u8, String> {
    let (mut commas, mut semicolons, mut quoted) = (0_usize, 0_usize, false);
    for byte in text.trim_start_matches(['\r', '\n']).bytes() {
        match byte {
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'\n' => break,
            b'\t' => return Ok(b'\t'),
            b',' => commas += 1,
            b';' => semicolons += 1,
            _ => {}
        }
    }
    match commas.cmp(&semicolons) {
        Ordering::Less => Ok(b';'),
        Ordering::Equal if commas > 0 => {
            let reason = "its first row has as many commas as semicolons, so that it can't be told \
                          which of them part its fields";
            Err(reason.to_owned())
        }
        Ordering::Equal | Ordering::Greater => Ok(b','),
    }
}

/// What a field ends with.
#[derive(PartialEq, Eq)]
enum End {
    Field,
    Row,
}

struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
    /// The line in which it stands, from 1.
    line: usize,
    delimiter: u8,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Whether a row follows.
    fn pass_empty_lines(&mut self) -> bool {
        while let Some(line_end @ 1..) = self.line_end() {
            self.pass_line_end(line_end);
        }
        self.peek().is_some()
    }

    /// How many bytes end the line here; none where something else stands.
    fn line_end(&self) -> Option<usize> {
        match (self.peek(), self.bytes.get(self.at + 1)) {
            (None, _) => Some(0),
            (Some(b'\n'), _) | (Some(b'\r'), None) => Some(1),
            (Some(b'\r'), Some(b'\n')) => Some(2),
            (Some(_), _) => None,
        }
    }

    fn pass_line_end(&mut self, length: usize) {
        self.at += length;
        self.line += 1;
    }

    /// The next field, and whether it is the last of its row.
    fn field(&mut self) -> Result<(Range<usize>, End), String> {
        let start = self.at;
        if self.peek() == Some(b'"') {
            self.quoted()?;
        } else {
            while self.line_end().is_none() && self.peek() != Some(self.delimiter) {
                self.at += 1;
            }
        }
        let field = start..self.at;
        if self.peek() == Some(self.delimiter) {
            self.at += 1;
            return Ok((field, End::Field));
        }
        match self.line_end() {
            Some(length) => {
                self.pass_line_end(length);
                Ok((field, End::Row))
            }
            None => Err(format!(
                "something stands behind a closing quotation mark in line {}",
                self.line
            )),
        }
    }

    /// Passes a text in quotation marks, in which a doubled one stands for itself.
    fn quoted(&mut self) -> Result<(), String> {
        let began = self.line;
        self.at += 1;
        loop {
            match self.peek() {
                None => return Err(format!("the quotation mark in line {began} is never closed")),
                Some(b'"') if self.bytes.get(self.at + 1) == Some(&b'"') => self.at += 2,
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(byte) => {
                    self.line += usize::from(byte == b'\n');
                    self.at += 1;
                }
            }
        }
    }
}

/// The text is no longer than that.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
