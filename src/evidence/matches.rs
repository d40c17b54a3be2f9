//! Places that a regular expression finds. The engine is linear: no pattern makes it go back and forth.

use std::ops::Range;

use super::{File, NotSelected, Selection};
use crate::model::Pattern;

/// Looks for `pattern` in the stretch `within` of the file's text, up to `most` times. Each takes a search of its
/// own, so that without an end to them their number times the size of the file would be the time.
pub(super) fn find(
    file: &File,
    pattern: &Pattern,
    within: Range<usize>,
    most: usize,
) -> Result<Vec<Selection>, NotSelected> {
    let text = file.text().map_err(|reason| NotSelected::Unreadable(reason.to_string()))?;
    let haystack = text.get(within.clone()).unwrap_or_default();
    // Where the capture takes no part in a match there is a place without a value.
    let places = pattern.regex().captures_iter(haystack).take(most).filter_map(|captures| {
        let capture = captures.get(1);
        let place = capture.or_else(|| captures.get(0))?;
        let span = within.start + place.start()..within.start + place.end();
        let value = capture.map(|capture| capture.as_str().to_owned());
        Some(Selection::at(file, span, value))
    });
    let places: Vec<Selection> = places.collect();
    if places.is_empty() {
        return Err(NotSelected::Nothing("the pattern matches nothing".to_owned()));
    }
    Ok(places)
}
