//! Places in a text: where a part of it lies, and how several are told, where one is asked for.

use std::ops::Range;

use super::Selection;

/// How many lines of places are named in a message.
const NAMED: usize = 5;

/// Where `part`, which is borrowed from `text`, lies in it.
pub(super) fn span_in(text: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr().addr() - text.as_ptr().addr();
    start..start + part.len()
}

/// That there are several, and in which lines.
pub(super) fn ambiguous(places: &[Selection]) -> String {
    let lines = places.iter().filter_map(|place| place.lines);
    let named: Vec<String> = lines.take(NAMED).map(|(first, _)| first.to_string()).collect();
    let more = match places.len() - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("there are {} such places, in lines {}{more}", places.len(), named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(first: usize, last: usize) -> Selection {
        let value = Some("v".to_owned());
        Selection { lines: Some((first, last)), value, count: 1, ..Selection::default() }
    }

    #[test]
    fn the_first_lines_are_named_and_the_rest_is_counted() {
        let several: Vec<Selection> = (1..=7).map(|line| place(line * 10, line * 10 + 1)).collect();
        let message = "there are 7 such places, in lines 10, 20, 30, 40, 50 and 2 more";
        assert_eq!(ambiguous(&several), message);
        assert_eq!(ambiguous(&several[..2]), "there are 2 such places, in lines 10, 20");
    }
}
