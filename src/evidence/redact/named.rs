//! Places that the findings name themselves, by selectors.

use std::ops::Range;

use crate::evidence::{File, NotSelected};
use crate::model::{MaskedPlace, NAMED, Pattern, Selector};

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
        Selector::Pattern(pattern) => captures(text, 0..text.len(), pattern),
        Selector::Lines { first, last, pattern } => {
            let nothing = || NotSelected::Nothing(format!("there is no line {last}"));
            let lines = file.line_span(*first, *last).ok_or_else(nothing)?;
            match pattern {
                Some(pattern) => captures(text, lines, pattern),
                None => vec![lines],
            }
        }
        Selector::Path(path) => file.paths().find(text, path)?,
        Selector::Csv(place) => {
            let fields = file.table().find(text, place, usize::MAX)?;
            fields.into_iter().map(|(span, _)| span).collect()
        }
        // What these name is a thing, with all of its syntax.
        Selector::Xml(_) | Selector::Test(_) | Selector::Sarif(_) => {
            let reason =
                "name what is to be masked by its lines, a pattern, or a path into JSON or a table";
            return Err(NotSelected::Unreadable(reason.to_owned()));
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

fn captures(text: &str, within: Range<usize>, pattern: &Pattern) -> Vec<Range<usize>> {
    let haystack = text.get(within.clone()).unwrap_or_default();
    let capture = |found: regex::Captures<'_>| {
        let span = found.get(1)?.range();
        Some(within.start + span.start..within.start + span.end)
    };
    pattern.regex().captures_iter(haystack).filter_map(capture).collect()
}
