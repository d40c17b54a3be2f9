//! What a file looks like: enough of it to tell the format, whatever its size.

use std::io::{BufRead, BufReader, Read};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::adapter::Unreadable;
use super::json::{Cursor, Fault};
use super::outline::outline;
use super::{Raw, beginning, xml_head};

/// How many documents of a file with one a line are looked at: some checkers log first.
const DOCUMENTS: usize = 16;
/// How much of a text is looked at.
const TEXT: u64 = 64 * 1024;
/// How long a name in a JSON document may be.
const NAME: usize = 16 * 1024 * 1024;

/// The shape of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Head {
    /// One JSON document, in outline: long lists and texts are cut.
    Json(Value),
    /// Several JSON documents, one after the other: the first few in outline.
    JsonLines(Vec<Value>),
    /// An XML document.
    Xml(xml_head::Root),
    /// Other text: its beginning.
    Text(String),
    /// Nothing but white space.
    Empty,
}

/// Looks at a file. A JSON document is read to its end, so that one that is cut off is found out here.
///
/// # Errors
///
/// [`Unreadable`] where it is broken or can't be read.
pub(super) fn look(raw: &dyn Raw) -> Result<Head, Unreadable> {
    let mut bytes = BufReader::with_capacity(256 * 1024, raw.open()?);
    let start = bytes.fill_buf()?;
    beginning::check(start)?;
    match first(start) {
        None => Ok(Head::Empty),
        Some(b'{' | b'[' | b'"' | b'n' | b't' | b'f' | b'-' | b'0'..=b'9') if is_json(start) => {
            json(Box::new(bytes)).map_err(|fault| fault.of(raw))
        }
        Some(b'<') => Ok(Head::Xml(xml_head::read(raw, bytes)?)),
        Some(_) => {
            let mut text = Vec::new();
            bytes.take(TEXT).read_to_end(&mut text)?;
            Ok(Head::Text(String::from_utf8_lossy(&text).into_owned()))
        }
    }
}

/// The first byte that is no white space; none where there is none.
fn first(start: &[u8]) -> Option<u8> {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    start.iter().copied().find(|byte| !byte.is_ascii_whitespace())
}

/// Whether what begins like JSON is JSON: TAP and logs begin with letters and digits too.
fn is_json(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    if let Some(b'{' | b'[' | b'"') = start.first() {
        return true;
    }
    let word = start.split(u8::is_ascii_whitespace).next().unwrap_or(start);
    serde_json::from_slice::<Value>(word).is_ok()
        && start.get(word.len()..).is_some_and(|rest| rest.trim_ascii().is_empty())
}

fn json<'r>(bytes: Box<dyn Read + Send + 'r>) -> Result<Head, Fault> {
    let mut cursor = Cursor::new(bytes, NAME)?;
    let mut documents = vec![outline(&mut cursor)?];
    while documents.len() < DOCUMENTS && cursor.peek()?.is_some() {
        documents.push(outline(&mut cursor)?);
    }
    Ok(match documents.pop() {
        Some(only) if documents.is_empty() => Head::Json(only),
        last => {
            documents.extend(last);
            Head::JsonLines(documents)
        }
    })
}

/// A byte order mark in UTF-8.
pub(super) const MARK: &[u8] = b"\xef\xbb\xbf";
/// Why a file is refused whose first mark would be taken away, and whose second would be read as a character by some.
pub(super) const TWO_MARKS: &str = "it begins with two byte order marks";

/// Takes a byte order mark away.
///
/// # Errors
///
/// Where another one follows, or the file can't be read.
pub(super) fn skip_mark(bytes: &mut impl BufRead) -> Result<(), Unreadable> {
    if bytes.fill_buf()?.starts_with(MARK) {
        bytes.consume(MARK.len());
        if bytes.fill_buf()?.starts_with(MARK) {
            return Err(Unreadable::content(TWO_MARKS));
        }
    }
    Ok(())
}
