//! `xml:` selectors in the bytes of a file (docs/selectors/xml.md).

mod document;
mod encoding;
mod find;
#[cfg(test)]
mod tests;
pub(super) mod text;

pub(super) use document::{Document, Index};
pub(crate) use encoding::Encoding;

use std::ops::Range;

use super::{File, NotSelected, Selection};
use crate::model::words::shortened;
use crate::model::{XmlPart, XmlPath};

/// All places to which the path leads.
pub(super) fn places(file: &File, path: &XmlPath) -> Result<Vec<Selection>, NotSelected> {
    let place = |document: &Document, text: &str, index| {
        Ok(place(file, document, text, index, &path.part)?.into_iter().collect())
    };
    each(file, path, &place)
}

/// The bytes to which the path leads: of a text that has elements in it, what stands between them.
pub(super) fn stretches(file: &File, path: &XmlPath) -> Result<Vec<Range<usize>>, NotSelected> {
    let stretches = |document: &Document, text: &str, index| match &path.part {
        XmlPart::Text => Ok(text::between(document, index)),
        XmlPart::Element => Ok(vec![document.span(index)]),
        XmlPart::Attribute(name) => {
            let found = text::attribute(document, text, index, name)?;
            Ok(found.map(|found| found.span).into_iter().collect())
        }
    };
    each(file, path, &stretches)
}

/// What makes things of an element.
type Make<'a, T> = &'a dyn Fn(&Document, &str, Index) -> Result<Vec<T>, String>;

/// What is made of each element to which the path leads; at least one thing.
fn each<T>(file: &File, path: &XmlPath, make: Make<'_, T>) -> Result<Vec<T>, NotSelected> {
    let unreadable = |reason: String| NotSelected::Unreadable(reason);
    let text = file.text().map_err(|reason| unreadable(reason.to_string()))?;
    let document = file.formats().xml(text).map_err(unreadable)?;
    let found = find::elements(document, text, path).map_err(unreadable)?;
    let elements = found.map_err(|taken| NotSelected::Nothing(ends(path, taken)))?;
    let mut all = Vec::new();
    for &index in &elements {
        all.extend(make(document, text, index).map_err(unreadable)?);
    }
    if all.is_empty() {
        return Err(NotSelected::Nothing(lacks(path, elements.len())));
    }
    Ok(all)
}

/// What is meant of one element; none where it lacks that.
fn place(
    file: &File,
    document: &Document,
    text: &str,
    index: Index,
    part: &XmlPart,
) -> Result<Option<Selection>, String> {
    let (span, value) = match part {
        XmlPart::Attribute(name) => match text::attribute(document, text, index, name)? {
            Some(found) => (found.span, Some(found.value)),
            None => return Ok(None),
        },
        // An element that holds others is no single value.
        XmlPart::Element if document.children(index).next().is_some() => {
            (document.span(index), None)
        }
        XmlPart::Element => (document.span(index), Some(text::direct(document, text, index)?)),
        XmlPart::Text => match text::direct(document, text, index)? {
            empty if empty.is_empty() => return Ok(None),
            read => (document.content(index), Some(read)),
        },
    };
    Ok(Some(Selection::at(file, span, value)))
}

/// Where a path leads no further.
fn ends(path: &XmlPath, taken: usize) -> String {
    let missing = shortened(&path.printed(taken + 1));
    if taken == 0 {
        return format!("there is no element `{missing}`");
    }
    format!("there is no element `{missing}`, though `{}` is", shortened(&path.printed(taken)))
}

/// What the elements at the end of a path lack.
fn lacks(path: &XmlPath, elements: usize) -> String {
    let what = match &path.part {
        XmlPart::Attribute(name) => format!("attribute `{}`", shortened(name)),
        XmlPart::Text | XmlPart::Element => "text".to_owned(),
    };
    let at = shortened(&path.printed(path.steps.len()));
    match elements {
        1 => format!("`{at}` has no {what}"),
        more => format!("none of the {more} elements `{at}` has {what}"),
    }
}
