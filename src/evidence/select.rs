//! Selectors followed into bytes: where the place lies, what stands there, and how often it occurs.

use super::{File, json, matches, places, sarif, test_result, visible, xml};
use crate::model::{Expectation, Selector};

/// A place that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The lines in which the place lies, first and last, from 1; none for a whole file.
    pub lines: Option<(usize, usize)>,
    /// The value found there, as its bytes have it: a JSON text without its quotation marks, any other JSON
    /// scalar as written, what a pattern captured, a single short line. None for what is no single value.
    pub value: Option<String>,
    /// How many places were selected: 1, unless [`count`] was asked.
    pub count: usize,
}

/// Why a selector names no place: the link is broken (SEMANTICS rule 8).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSelected {
    /// There is nothing at the place.
    #[error("{0}")]
    Nothing(String),
    /// There is more than one such place.
    #[error("{0}")]
    Several(String),
    /// The file can't be read as the selector needs it: no text, no JSON.
    #[error("{0}")]
    Unreadable(String),
    /// A kind of selector that this version knows and doesn't read.
    #[error("selectors of this kind are not read yet")]
    NotReadYet,
}

/// Whether one place is asked for, or how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    One,
    Count,
}

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
    find(file, selector, Wanted::One)
}

/// Counts the places that `selector` names in `file`; of nothing there are 0 (SEMANTICS rule 8).
///
/// # Errors
///
/// [`NotSelected`] where the file can't be read, or where an object's member occurs more than once.
pub fn count(file: &File, selector: &Selector) -> Result<Selection, NotSelected> {
    match find(file, selector, Wanted::Count) {
        Err(NotSelected::Nothing(_)) => Ok(Selection { lines: None, value: None, count: 0 }),
        found => found,
    }
}

/// Finds what a link with that expectation asks for: a `count` asks how many places there are, anything
/// else for the one place.
///
/// # Errors
///
/// As [`select`] and [`count`].
pub fn follow(
    file: &File,
    selector: &Selector,
    expectation: Option<&Expectation>,
) -> Result<Selection, NotSelected> {
    match expectation {
        Some(Expectation::Count(..)) => count(file, selector),
        Some(
            Expectation::Compare(..)
            | Expectation::Text(..)
            | Expectation::In(_)
            | Expectation::Matches(_)
            | Expectation::NewerThan(_),
        )
        | None => select(file, selector),
    }
}

impl Selection {
    /// The value as a report may show it: at most 400 characters, control characters made visible.
    #[must_use]
    pub fn shown(&self) -> Option<String> {
        self.value.as_deref().map(|value| match visible::cut(value, SHOWN) {
            (shown, 0) => shown,
            (shown, left_out) => format!("{shown}… ({left_out} characters more)"),
        })
    }
}

fn find(file: &File, selector: &Selector, wanted: Wanted) -> Result<Selection, NotSelected> {
    match selector {
        Selector::Whole => Ok(Selection { lines: None, value: None, count: 1 }),
        Selector::Pointer(tokens) => pointer(file, tokens),
        Selector::Lines { first, last, pattern } => {
            lines(file, (*first, *last), pattern.as_deref(), wanted)
        }
        Selector::Pattern(pattern) => matches::find(file, pattern, 0..text(file)?.len(), wanted),
        Selector::Xml(path) => places::choose(xml::places(file, path)?, wanted),
        Selector::Test(name) => places::choose(test_result::places(file, name)?, wanted),
        Selector::Sarif(name) => places::choose(sarif::places(file, name)?, wanted),
        Selector::Path(_) | Selector::Csv(_) => Err(NotSelected::NotReadYet),
    }
}

fn text(file: &File) -> Result<&str, NotSelected> {
    file.text().map_err(|reason| NotSelected::Unreadable(reason.to_string()))
}

fn pointer(file: &File, tokens: &[String]) -> Result<Selection, NotSelected> {
    let text = text(file)?;
    let span = file.json().find(text, tokens)?;
    let value = json::value(text.get(span.clone()).unwrap_or_default())?;
    Ok(Selection { lines: file.lines_of(&span), value, count: 1 })
}

fn lines(
    file: &File,
    (first, last): (usize, usize),
    pattern: Option<&str>,
    wanted: Wanted,
) -> Result<Selection, NotSelected> {
    let text = text(file)?;
    let span = file.line_span(first, last).ok_or_else(|| {
        let count = file.line_count().unwrap_or(0);
        let lines = if count == 1 { "line" } else { "lines" };
        NotSelected::Nothing(format!("the file has {count} {lines}, so no line {last}"))
    })?;
    if let Some(pattern) = pattern {
        return matches::find(file, pattern, span, wanted);
    }
    let value = if first == last { text.get(span).and_then(line_value) } else { None };
    Ok(Selection { lines: Some((first, last)), value, count: 1 })
}

/// A short line is its own value, without the space around it.
fn line_value(line: &str) -> Option<String> {
    let value = line.trim();
    let short = value.chars().nth(LONGEST_LINE).is_none();
    (short && !value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
mod tests;
