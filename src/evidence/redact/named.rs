//! Places that the findings name themselves, by selectors.

use std::ops::Range;

use crate::evidence::{File, NotSelected, count};
use crate::model::{MaskedPlace, NAMED, Selector, pattern};

/// The bytes that a selector names in a file. A pattern masks all that its capture takes.
///
/// # Errors
///
/// [`NotSelected`] where it names nothing, so that nobody believes that something is masked.
pub fn named(file: &File, selector: &Selector) -> Result<Vec<MaskedPlace>, NotSelected> {
    let text = file.text().map_err(|reason| NotSelected::Unreadable(reason.to_string()))?;
    let spans: Vec<Range<usize>> = match selector {
        Selector::Whole => std::iter::once(0..text.len()).collect(),
        Selector::Pointer(tokens) => vec![file.json().find(text, tokens)?],
        Selector::Pattern(written) => captures(text, 0..text.len(), written)?,
        Selector::Lines { first, last, pattern } => {
            let nothing = || NotSelected::Nothing(format!("there is no line {last}"));
            let lines = file.line_span(*first, *last).ok_or_else(nothing)?;
            match pattern {
                Some(written) => captures(text, lines, written)?,
                None => vec![lines],
            }
        }
        Selector::Path(_)
        | Selector::Csv(_)
        | Selector::Xml(_)
        | Selector::Test(_)
        | Selector::Sarif(_) => {
            let found = count(file, selector)?;
            let lines = found.lines.and_then(|(first, last)| file.line_span(first, last));
            lines.into_iter().collect()
        }
    };
    if spans.iter().all(Range::is_empty) {
        return Err(NotSelected::Nothing("there is no such place".to_owned()));
    }
    // A byte order mark is no part of the text.
    let mark = file.bytes().len() - text.len();
    let place = |span: Range<usize>| MaskedPlace {
        start: span.start + mark,
        end: span.end + mark,
        rule: NAMED.to_owned(),
    };
    Ok(spans.into_iter().filter(|span| !span.is_empty()).map(place).collect())
}

fn captures(
    text: &str,
    within: Range<usize>,
    written: &str,
) -> Result<Vec<Range<usize>>, NotSelected> {
    let regex =
        pattern::selecting(written).map_err(|error| NotSelected::Unreadable(error.message))?;
    let haystack = text.get(within.clone()).unwrap_or_default();
    let capture = |found: regex::Captures<'_>| {
        let span = found.get(1)?.range();
        Some(within.start + span.start..within.start + span.end)
    };
    Ok(regex.captures_iter(haystack).filter_map(capture).collect())
}
