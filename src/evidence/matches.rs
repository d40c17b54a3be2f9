//! Places that a regular expression finds. The engine is linear: no pattern makes it go back and forth.

use std::ops::Range;

use regex::Captures;

use super::select::Wanted;
use super::{File, NotSelected, Selection};
use crate::model::pattern;

/// The most matches that are counted. Each takes a search of its own, so that without an end to them
/// their number times the size of the file would be the time.
const MOST_COUNTED: usize = 100_000;

/// Looks for `written` in the stretch `within` of the file's text.
pub(super) fn find(
    file: &File,
    written: &str,
    within: Range<usize>,
    wanted: Wanted,
) -> Result<Selection, NotSelected> {
    let text = file.text().map_err(|reason| NotSelected::Unreadable(reason.to_string()))?;
    let regex =
        pattern::selecting(written).map_err(|error| NotSelected::Unreadable(error.message))?;
    let haystack = text.get(within.clone()).unwrap_or_default();
    let place = |captures: Captures<'_>| {
        let capture = captures.get(1)?;
        let start = within.start + capture.start();
        Some((start..within.start + capture.end(), capture.as_str().to_owned()))
    };
    let mut found = regex.captures_iter(haystack).map(place);
    match wanted {
        Wanted::One => only(file, found.next(), found.next()),
        Wanted::Count => {
            let spans: Vec<_> = found.by_ref().take(MOST_COUNTED).collect();
            if found.next().is_some() {
                let reason = format!("the pattern matches more than {MOST_COUNTED} times");
                return Err(NotSelected::Several(reason));
            }
            Ok(counted(file, &spans))
        }
    }
}

/// A match: the stretch and text of its capture; none where the capture took no part in it.
type Match = Option<(Range<usize>, String)>;

fn only(
    file: &File,
    first: Option<Match>,
    second: Option<Match>,
) -> Result<Selection, NotSelected> {
    let line = |found: &Match| {
        let span = found.as_ref().map(|(span, _)| span);
        span.and_then(|span| file.lines_of(span)).map_or(0, |(first, _)| first)
    };
    match (first, second) {
        (None, _) => Err(NotSelected::Nothing("the pattern matches nothing".to_owned())),
        (Some(first), Some(second)) => Err(NotSelected::Several(format!(
            "the pattern matches more than once, in lines {} and {}",
            line(&first),
            line(&second)
        ))),
        (Some(None), None) => {
            let reason = "the pattern matches, but its capture takes no part";
            Err(NotSelected::Nothing(reason.to_owned()))
        }
        (Some(Some((span, value))), None) => {
            Ok(Selection { lines: file.lines_of(&span), value: Some(value), count: 1 })
        }
    }
}

fn counted(file: &File, matches: &[Match]) -> Selection {
    let mut spans = matches.iter().flatten().map(|(span, _)| span);
    let lines = spans.next().and_then(|first| {
        let last = spans.next_back().unwrap_or(first);
        file.lines_of(&(first.start..last.end.max(first.end)))
    });
    let value = match matches {
        [Some((_, value))] => Some(value.clone()),
        _ => None,
    };
    Selection { lines, value, count: matches.len() }
}
