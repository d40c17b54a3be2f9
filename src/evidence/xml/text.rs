//! What an element says: its attributes and its text, with references resolved.
//!
//! Only the five predefined entities and character references are. A document's own are not expanded: what
//! they would stand for may be another file, or too large to hold; a value that needs one can't be read.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::escape::{EscapeError, resolve_predefined_entity};
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesRef, Event};
use quick_xml::{Reader, XmlVersion};

use super::document::{Document, Index, local, name_length};
use crate::evidence::places::span_in;
use crate::model::words::shortened;

/// An attribute that was found.
pub(in crate::evidence) struct Found {
    /// Its value, normalised (XML 1.0, section 3.3.3).
    pub(in crate::evidence) value: String,
    /// Where name and value lie in the text.
    pub(in crate::evidence) span: Range<usize>,
}

/// The attribute of that local name; what declares namespaces is none.
pub(in crate::evidence) fn attribute(
    document: &Document,
    text: &str,
    index: Index,
    name: &str,
) -> Result<Option<Found>, String> {
    let tag = document.tag(text, index);
    let mut found = None;
    // The check for doubles inside takes quadratic time; the one below doesn't.
    for attribute in Attributes::new(tag, name_length(tag)).with_checks(false).flatten() {
        let key = attribute.key.into_inner();
        if local(key) != name || key == "xmlns" || key.starts_with("xmlns:") {
            continue;
        }
        if found.is_some() {
            return Err(format!("an element has the attribute `{}` twice", shortened(name)));
        }
        let Cow::Borrowed(raw) = attribute.value else { continue };
        let value = attribute_value(raw)?;
        // Behind the value stands its quotation mark.
        let span = span_in(text, key).start..span_in(text, raw).end + 1;
        found = Some(Found { value, span });
    }
    Ok(found)
}

/// The value of the attribute of that local name.
pub(in crate::evidence) fn attribute_text(
    document: &Document,
    text: &str,
    index: Index,
    name: &str,
) -> Result<Option<String>, String> {
    attribute(document, text, index, name).map(|found| found.map(|found| found.value))
}

/// The text directly in an element, without that of the elements in it, and without the space around it.
pub(in crate::evidence) fn direct(
    document: &Document,
    text: &str,
    index: Index,
) -> Result<String, String> {
    let mut read = String::new();
    for stretch in between(document, index) {
        append(text.get(stretch).unwrap_or_default(), &mut read)?;
    }
    Ok(read.trim().to_owned())
}

/// The stretches directly in an element, between the elements in it, that have a byte.
pub(in crate::evidence) fn between(document: &Document, index: Index) -> Vec<Range<usize>> {
    let content = document.content(index);
    let mut stretches = Vec::new();
    let mut from = content.start;
    for child in document.children(index) {
        let span = document.span(child);
        stretches.push(from..span.start);
        from = span.end;
    }
    stretches.push(from..content.end);
    stretches.retain(|stretch| !stretch.is_empty());
    stretches
}

/// Adds what a stretch without elements says.
fn append(stretch: &str, read: &mut String) -> Result<(), String> {
    if !stretch.contains(['<', '&', '\r']) {
        read.push_str(stretch);
        return Ok(());
    }
    let mut reader = Reader::from_str(stretch);
    loop {
        let event = reader.read_event().map_err(|error| shortened(&error.to_string()))?;
        match event {
            Event::Text(text) => read.push_str(&text.xml10_content()),
            Event::CData(text) => read.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => read.push_str(&resolved(&reference)?),
            Event::Eof => return Ok(()),
            Event::Start(_)
            | Event::End(_)
            | Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
}

/// What a reference in a text stands for.
pub(crate) fn resolved(reference: &BytesRef<'_>) -> Result<String, String> {
    match reference.resolve_char_ref() {
        Ok(Some(char)) => Ok(char.to_string()),
        Ok(None) => {
            let known = resolve_predefined_entity(reference);
            known.map(str::to_owned).ok_or_else(|| not_expanded(reference))
        }
        Err(_) => Err(no_character(reference)),
    }
}

/// The value of an attribute as it is written, without its quotation marks.
pub(crate) fn attribute_value(raw: &str) -> Result<String, String> {
    let attribute = quick_xml::events::attributes::Attribute::from(("", ""));
    let attribute =
        quick_xml::events::attributes::Attribute { value: Cow::Borrowed(raw), ..attribute };
    match attribute.normalized_value(XmlVersion::Explicit1_0) {
        Ok(value) => Ok(value.into_owned()),
        Err(quick_xml::Error::Escape(EscapeError::UnrecognizedEntity(_, name))) => {
            Err(not_expanded(&name))
        }
        Err(quick_xml::Error::Escape(EscapeError::InvalidCharRef(_))) => Err(no_character(raw)),
        Err(error) => Err(shortened(&error.to_string())),
    }
}

fn not_expanded(entity: &str) -> String {
    let entity = shortened(entity);
    format!("it uses the entity `{entity}`, and entities that a document declares are not expanded")
}

fn no_character(reference: &str) -> String {
    format!("`{}` stands for no character", shortened(reference))
}
