//! The root of an XML document and what stands directly below it: enough to tell the format.

use std::collections::BTreeMap;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde::{Deserialize, Serialize};

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
pub(super) fn read(bytes: impl BufRead) -> Result<Root, Unreadable> {
    let mut reader = Reader::from_reader(bytes);
    let mut root: Option<Root> = None;
    let (mut buffer, mut depth, mut seen) = (Vec::new(), 0_usize, 0_usize);
    while seen < ELEMENTS {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|error| broken(&error))?;
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

fn broken(error: &quick_xml::Error) -> Unreadable {
    Unreadable::content(format!("its XML is broken: {error}"))
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
