//! Where a finding is, in words.

use super::{Span, Text};
use crate::model::Location;

/// `app/keys.py:12:3-14:1`, and what stands for a place where there is no file.
pub(super) fn place(location: &Location) -> Text {
    let mut text = Text::default();
    if let Some(path) = location.path.as_ref().filter(|path| !path.is_empty()) {
        text = Text::path(path.clone());
        let start = point(location.start_line, location.start_column);
        let end = point(location.end_line, location.end_column);
        match (start, end) {
            (Some(start), Some(end)) => text = text.and_plain(format!(" {start} to {end}")),
            (Some(one), None) | (None, Some(one)) => text = text.and_plain(format!(" {one}")),
            (None, None) => {}
        }
    }
    if let Some(logical) = location.logical.as_ref().filter(|logical| !logical.is_empty()) {
        if !text.is_empty() {
            text = text.and_plain(", ");
        }
        text = text.and(Span::Code { text: logical.clone() });
    }
    text
}

fn point(line: Option<u64>, column: Option<u64>) -> Option<String> {
    match (line, column) {
        (Some(line), Some(column)) => Some(format!("line {line} column {column}")),
        (Some(line), None) => Some(format!("line {line}")),
        (None, Some(column)) => Some(format!("column {column}")),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(location: &Location) -> String {
        let word = |span: &Span| {
            let (Span::Plain { text } | Span::Path { text } | Span::Code { text }) = span else {
                panic!("{span:?}");
            };
            text.clone()
        };
        place(location).0.iter().map(word).collect()
    }

    #[test]
    fn a_place_says_all_that_is_known() {
        let path = Some("app/keys.py".to_owned());
        let all = Location {
            path: path.clone(),
            start_line: Some(12),
            start_column: Some(3),
            end_line: Some(14),
            logical: Some("keys.load".to_owned()),
            ..Location::default()
        };
        assert_eq!(words(&all), "app/keys.py line 12 column 3 to line 14, keys.load");
        assert_eq!(words(&Location { path, ..Location::default() }), "app/keys.py");
        assert_eq!(
            words(&Location { logical: Some("host".into()), ..Location::default() }),
            "host"
        );
    }
}
