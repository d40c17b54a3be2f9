//! The root of an XML document and what stands directly below it: enough to tell the format.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde::{Deserialize, Serialize};

use super::Raw;
use super::adapter::Unreadable;

/// How many elements are looked at.
const ELEMENTS: usize = 2_000;

/// The root of an XML document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// Its name, without prefix.
    pub name: String,
    /// Its attributes by their names.
    pub attributes: BTreeMap<String, String>,
    /// The names of the first elements directly below it, each once.
    pub children: Vec<String>,
}

/// Reads the beginning of a document.
pub(super) fn read(raw: &dyn Raw, bytes: impl BufRead) -> Result<Root, Unreadable> {
    let mut reader = Reader::from_reader(bytes);
    let mut root: Option<Root> = None;
    let (mut buffer, mut depth, mut seen) = (Vec::new(), 0_usize, 0_usize);
    while seen < ELEMENTS {
        buffer.clear();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(error) => return Err(unreadable(raw, reader.error_position(), error)),
        };
        match &event {
            Event::Eof => break,
            Event::Start(start) | Event::Empty(start) => {
                seen += 1;
                match (&mut root, depth) {
                    (None, _) => root = Some(opened(start)),
                    (Some(root), 1) => {
                        let name = name(start);
                        if !root.children.contains(&name) {
                            root.children.push(name);
                        }
                    }
                    (Some(_), _) => {}
                }
                if matches!(event, Event::Start(_)) {
                    depth += 1;
                }
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
    root.ok_or_else(|| Unreadable::content("it begins like XML and holds no element"))
}

/// What the reader of XML says at a byte, in words.
pub(super) fn unreadable(raw: &dyn Raw, position: u64, error: quick_xml::Error) -> Unreadable {
    match error {
        quick_xml::Error::Io(error) => std::io::Error::new(error.kind(), error.to_string()).into(),
        quick_xml::Error::Encoding(_) => {
            broken(raw, position, "it isn't in UTF-8; it may be in Latin-1 or Windows-1252")
        }
        error @ (quick_xml::Error::Syntax(_)
        | quick_xml::Error::IllFormed(_)
        | quick_xml::Error::InvalidAttr(_)
        | quick_xml::Error::Escape(_)
        | quick_xml::Error::Namespace(_)) => {
            let told = error.to_string();
            let told = told.trim_start_matches("syntax error: ");
            broken(raw, position, told.trim_start_matches("ill-formed document: "))
        }
    }
}

/// What is wrong at the byte `position`, with its line and column.
pub(super) fn broken(raw: &dyn Raw, position: u64, why: &str) -> Unreadable {
    let place = line_and_column(raw, position).ok();
    Unreadable::Content { message: format!("its XML is broken: {why}"), place }
}

fn line_and_column(raw: &dyn Raw, position: u64) -> std::io::Result<(usize, usize)> {
    let mut bytes = BufReader::new(std::io::Read::take(raw.open()?, position));
    let (mut line, mut column) = (1, 1);
    loop {
        let chunk = bytes.fill_buf()?;
        if chunk.is_empty() {
            return Ok((line, column));
        }
        for byte in chunk {
            if *byte == b'\n' {
                (line, column) = (line + 1, 1);
            } else {
                column += 1;
            }
        }
        let length = chunk.len();
        bytes.consume(length);
    }
}

fn opened(start: &BytesStart<'_>) -> Root {
    let mut attributes = start.attributes();
    let read = attributes.with_checks(false).flatten().map(|attribute| {
        let name = attribute.key.as_ref().to_owned();
        (name, attribute.value.into_owned())
    });
    Root { name: name(start), attributes: read.collect(), children: Vec::new() }
}

fn name(start: &BytesStart<'_>) -> String {
    start.local_name().as_ref().to_owned()
}
