//! Selectors followed into bytes: where the places lie, and what stands there.

use std::ops::Range;

use super::{File, json, matches, places, sarif, test_result, visible, xml};
use crate::model::Selector;

/// A place that was found, or several seen as one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// The lines in which the place lies, first and last, from 1; none for a whole file.
    pub lines: Option<(usize, usize)>,
    /// Its bytes in the file's text; none where several places are seen as one.
    pub span: Option<Range<usize>>,
    /// The value found there, as its bytes have it: a JSON text without its quotation marks, any other JSON
    /// scalar as written, what a pattern captured, a field of a table, a single short line. None for what is no
    /// single value.
    pub value: Option<String>,
    /// How many places were selected: 1, unless several are [seen as one](Selection::of_all).
    pub count: usize,
    /// Whether something there is masked, so that its value isn't shown. Told by [`Masking::hide`].
    ///
    /// [`Masking::hide`]: super::Masking::hide
    pub masked: bool,
}

/// Why a selector names no place: the link is broken (SEMANTICS rule 8).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSelected {
    /// There is nothing at the place.
    #[error("{0}")]
    Nothing(String),
    /// There is more than one such place, or more than can be told apart.
    #[error("{0}")]
    Several(String),
    /// The file can't be read as the selector needs it: no text, no JSON.
    #[error("{0}")]
    Unreadable(String),
}

/// The most places that one selector may name: a report lists them all.
pub(super) const MOST_PLACES: usize = 100_000;

/// The longest line that is taken for a value: above, it is prose.
const LONGEST_LINE: usize = 120;

/// The most characters of a value that are shown.
const SHOWN: usize = 400;

/// Finds the one place that `selector` names in `file`.
///
/// # Errors
///
/// [`NotSelected`] where there is none, or more than one.
pub fn select(file: &File, selector: &Selector) -> Result<Selection, NotSelected> {
    // A second one is enough to know that there are several.
    let mut found = find(file, selector, 2)?;
    if found.len() > 2 || (found.len() == 2 && names_things(selector)) {
        return Err(NotSelected::Several(places::ambiguous(&found)));
    }
    let is_pattern =
        matches!(selector, Selector::Pattern(_) | Selector::Lines { pattern: Some(_), .. });
    match (found.pop(), found.pop()) {
        (Some(Selection { value: None, .. }), None) if is_pattern => {
            let reason = "the pattern matches, but its capture takes no part";
            Err(NotSelected::Nothing(reason.to_owned()))
        }
        (Some(only), None) => Ok(only),
        (Some(second), Some(first)) => {
            let names =
                if is_pattern { "the pattern matches" } else { "the selector names a place" };
            Err(NotSelected::Several(match (first.lines, second.lines) {
                (Some((first, _)), Some((second, _))) => {
                    format!("{names} more than once, in lines {first} and {second}")
                }
                (_, _) => format!("{names} more than once"),
            }))
        }
        (None, _) => Err(NotSelected::Nothing("there is no such place".to_owned())),
    }
}

/// Whether it names things, which are all found in one go, however few are asked for.
fn names_things(selector: &Selector) -> bool {
    matches!(selector, Selector::Xml(_) | Selector::Test(_) | Selector::Sarif(_))
}

/// Finds all places that `selector` names in `file`, in the order that its kind gives them; at least one.
///
/// # Errors
///
/// [`NotSelected`] where there is none, or more than 100,000.
pub fn select_all(file: &File, selector: &Selector) -> Result<Vec<Selection>, NotSelected> {
    let found = find(file, selector, MOST_PLACES + 1)?;
    match found.len() {
        0 => Err(NotSelected::Nothing("there is no such place".to_owned())),
        1..=MOST_PLACES => Ok(found),
        _ => {
            let reason = format!("the selector names more than {MOST_PLACES} places");
            Err(NotSelected::Several(reason))
        }
    }
}

impl Selection {
    /// The place of those bytes of the file's text, and what stands there.
    pub(super) fn at(file: &File, span: Range<usize>, value: Option<String>) -> Self {
        Self { lines: file.lines_of(&span), span: Some(span), value, count: 1, masked: false }
    }

    /// Several places seen as one: how many there are, the lines from the first to the last, and the value where
    /// there is but one.
    #[must_use]
    pub fn of_all(places: &[Self]) -> Self {
        let lines = places.iter().filter_map(|place| place.lines);
        let value = match places {
            [only] => only.value.clone(),
            [] | [_, _, ..] => None,
        };
        Self {
            lines: lines.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1))),
            span: None,
            value,
            count: places.len(),
            masked: places.iter().any(|place| place.masked),
        }
    }

    /// The value as a report may show it: at most 400 characters, control characters made visible.
    #[must_use]
    pub fn shown(&self) -> Option<String> {
        self.value.as_deref().map(|value| match visible::cut(value, SHOWN) {
            (shown, 0) => shown,
            (shown, left_out) => format!("{shown}… ({left_out} characters more)"),
        })
    }
}

/// The places that a selector names, up to `most` of them.
fn find(file: &File, selector: &Selector, most: usize) -> Result<Vec<Selection>, NotSelected> {
    match selector {
        Selector::Whole => {
            let span = file.text().map_or(0..file.bytes().len(), |text| 0..text.len());
            Ok(vec![Selection { lines: None, ..Selection::at(file, span, None) }])
        }
        Selector::Pointer(tokens) => {
            let text = text(file)?;
            Ok(vec![json_value(file, text, &file.json().find(text, tokens)?)?])
        }
        Selector::Path(path) => {
            let text = text(file)?;
            let spans = file.paths().find(text, path)?;
            spans.iter().take(most).map(|span| json_value(file, text, span)).collect()
        }
        Selector::Lines { first, last, pattern: None } => Ok(vec![lines(file, *first, *last)?]),
        Selector::Lines { first, last, pattern: Some(pattern) } => {
            matches::find(file, pattern, line_span(file, *first, *last)?, most)
        }
        Selector::Pattern(pattern) => matches::find(file, pattern, 0..text(file)?.len(), most),
        Selector::Csv(place) => {
            let fields = file.table().find(text(file)?, place, most)?.into_iter();
            Ok(fields.map(|(span, value)| Selection::at(file, span, Some(value))).collect())
        }
        Selector::Xml(path) => xml::places(file, path),
        Selector::Test(name) => test_result::places(file, name),
        Selector::Sarif(name) => sarif::places(file, name),
    }
}

fn text(file: &File) -> Result<&str, NotSelected> {
    file.text().map_err(|reason| NotSelected::Unreadable(reason.to_string()))
}

fn json_value(file: &File, text: &str, span: &Range<usize>) -> Result<Selection, NotSelected> {
    let value = json::value(text.get(span.clone()).unwrap_or_default())?;
    Ok(Selection::at(file, span.clone(), value))
}

fn line_span(file: &File, first: usize, last: usize) -> Result<Range<usize>, NotSelected> {
    text(file)?;
    file.line_span(first, last).ok_or_else(|| {
        let count = file.line_count().unwrap_or(0);
        let lines = if count == 1 { "line" } else { "lines" };
        NotSelected::Nothing(format!("the file has {count} {lines}, so no line {last}"))
    })
}

fn lines(file: &File, first: usize, last: usize) -> Result<Selection, NotSelected> {
    let span = line_span(file, first, last)?;
    let line = if first == last { text(file)?.get(span.clone()) } else { None };
    let value = line.and_then(line_value);
    // An empty line lies between two others.
    Ok(Selection { lines: Some((first, last)), ..Selection::at(file, span, value) })
}

/// A short line is its own value, without the space around it.
fn line_value(line: &str) -> Option<String> {
    let value = line.trim();
    let short = value.chars().nth(LONGEST_LINE).is_none();
    (short && !value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
mod golden;

/// Counts the places, as a `count` expectation has them; of nothing there are 0 (SEMANTICS rule 8).
#[cfg(test)]
pub(super) fn count(file: &File, selector: &Selector) -> Result<Selection, NotSelected> {
    match select_all(file, selector) {
        Err(NotSelected::Nothing(_)) => Ok(Selection::default()),
        found => found.map(|places| Selection::of_all(&places)),
    }
}

#[cfg(test)]
mod tests;
