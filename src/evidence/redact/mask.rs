//! The masked copy of a text: as long as the original, with its line breaks, and of the same syntax.

use serde::de::IgnoredAny;

use crate::evidence::tree::end_of_text;
use crate::evidence::xml::Document;
use crate::model::{MaskedPlace, NAMED};

/// What a text is, as far as its syntax has to be kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Syntax {
    Json,
    Xml,
    None,
}

/// The text with its places masked. Masking again changes nothing.
#[must_use]
pub fn mask(text: &str, places: &[MaskedPlace]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    if places.is_empty() {
        return bytes;
    }
    let syntax = syntax(text);
    let (named, found): (Vec<&MaskedPlace>, Vec<&MaskedPlace>) =
        places.iter().partition(|place| place.rule == NAMED);
    for (places, keys) in [(found, Keys::Too), (named, Keys::Stay)] {
        let places = Places { places, next: 0 };
        match syntax {
            Syntax::Json => json(text.as_bytes(), &mut bytes, places, keys),
            Syntax::Xml => xml(text.as_bytes(), &mut bytes, places),
            Syntax::None => plain(&mut bytes, &places.places),
        }
    }
    bytes
}

fn syntax(text: &str) -> Syntax {
    let bare = text.trim_start_matches('\u{feff}').trim_start();
    if bare.starts_with(['{', '[', '"']) {
        let mut values = serde_json::Deserializer::from_str(bare).into_iter::<IgnoredAny>();
        return if values.all(|value| value.is_ok()) { Syntax::Json } else { Syntax::None };
    }
    if bare.starts_with('<') && Document::read(bare).is_ok() {
        return Syntax::Xml;
    }
    Syntax::None
}

/// Whether the names of members are masked with their values.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    Too,
    Stay,
}

/// Places in order, asked for from the front to the back.
struct Places<'a> {
    places: Vec<&'a MaskedPlace>,
    next: usize,
}

impl Places<'_> {
    /// Whether something of the stretch is masked; stretches have to come in order.
    fn touch(&mut self, start: usize, end: usize) -> bool {
        while self.places.get(self.next).is_some_and(|place| place.end <= start) {
            self.next += 1;
        }
        self.places.get(self.next).is_some_and(|place| place.start < end)
    }
}

fn plain(bytes: &mut [u8], places: &[&MaskedPlace]) {
    for place in places {
        fill(bytes, place.start, place.end);
    }
}

fn fill(bytes: &mut [u8], start: usize, end: usize) {
    for byte in bytes.get_mut(start..end).unwrap_or_default() {
        if !matches!(byte, b'\n' | b'\r') {
            *byte = b'*';
        }
    }
}

fn put(bytes: &mut [u8], start: usize, text: &[u8]) {
    if let Some(place) = bytes.get_mut(start..start + text.len()) {
        place.copy_from_slice(text);
    }
}

/// Texts become stars, digits ones, and a truth value is null: whatever else there is stays.
fn json(text: &[u8], bytes: &mut [u8], mut places: Places<'_>, keys: Keys) {
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => {
                let end = end_of_text(text, at + 1);
                let is_key = keys == Keys::Stay && is_key(text, end + 1);
                if !is_key {
                    json_text(text, bytes, (at + 1, end), &mut places);
                }
                at = end + 1;
                continue;
            }
            b'0'..=b'9' if places.touch(at, at + 1) => put(bytes, at, b"1"),
            b't' if text.get(at..).is_some_and(|rest| rest.starts_with(b"true")) => {
                if places.touch(at, at + 4) {
                    put(bytes, at, b"null");
                }
                at += 4;
                continue;
            }
            b'f' if text.get(at..).is_some_and(|rest| rest.starts_with(b"false")) => {
                if places.touch(at, at + 5) {
                    put(bytes, at, b"null ");
                }
                at += 5;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// Escapes are masked whole, but for those of line breaks.
fn json_text(text: &[u8], bytes: &mut [u8], (start, end): (usize, usize), places: &mut Places<'_>) {
    let mut at = start;
    while at < end {
        let length = match (text.get(at), text.get(at + 1)) {
            (Some(b'\\'), Some(b'u')) => 6,
            (Some(b'\\'), _) => 2,
            (_, _) => 1,
        };
        let stays = matches!(text.get(at..at + 2), Some(b"\\n" | b"\\r"));
        if places.touch(at, at + length) && !stays {
            fill(bytes, at, (at + length).min(end));
        }
        at += length;
    }
}

fn is_key(text: &[u8], behind: usize) -> bool {
    let rest = text.get(behind..).unwrap_or_default();
    rest.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':')
}

/// Where in a document a byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum In {
    Text,
    Tag,
    Quoted(u8),
    Until(&'static [u8]),
}

/// Texts, values of attributes, comments and CDATA become stars; tags and names stay.
fn xml(text: &[u8], bytes: &mut [u8], mut places: Places<'_>) {
    let mut state = In::Text;
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let rest = text.get(at..).unwrap_or_default();
        let (next, length, stays) = match state {
            In::Text if rest.starts_with(b"<!--") => (In::Until(b"-->"), 4, true),
            In::Text if rest.starts_with(b"<![CDATA[") => (In::Until(b"]]>"), 9, true),
            In::Text if rest.starts_with(b"<?") => (In::Until(b"?>"), 2, true),
            In::Text if *byte == b'<' => (In::Tag, 1, true),
            In::Text | In::Quoted(_) if *byte == b'&' => (state, entity(rest), false),
            In::Quoted(quote) if *byte == quote => (In::Tag, 1, true),
            In::Tag if *byte == b'>' => (In::Text, 1, true),
            In::Tag if matches!(byte, b'"' | b'\'') => (In::Quoted(*byte), 1, true),
            In::Tag => (In::Tag, 1, true),
            In::Until(end) if rest.starts_with(end) => (In::Text, end.len(), true),
            In::Text | In::Quoted(_) | In::Until(_) => (state, 1, false),
        };
        if !stays && places.touch(at, at + length) {
            fill(bytes, at, at + length);
        }
        (state, at) = (next, at + length);
    }
}

/// How long an entity is that begins here.
fn entity(rest: &[u8]) -> usize {
    rest.iter().take(12).position(|byte| *byte == b';').map_or(1, |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str, spans: &[&str], rule: &str) -> String {
        let place = |span: &&str| {
            let start = text.find(span).unwrap();
            MaskedPlace { start, end: start + span.len(), rule: rule.to_owned() }
        };
        let places: Vec<MaskedPlace> = spans.iter().map(place).collect();
        let once = String::from_utf8(mask(text, &places)).unwrap();
        assert_eq!(once.len(), text.len());
        assert_eq!(mask(&once, &places), once.as_bytes(), "masking again changes nothing");
        once
    }

    #[test]
    fn plain_text_keeps_its_line_breaks() {
        assert_eq!(masked("a key\r\nof ü two\n", &["key\r\nof ü"], "x"), "a ***\r\n***** two\n");
    }

    #[test]
    fn json_stays_json() {
        let text =
            r#"{"a": "x\"\u0041\ny", "n": -120.5e3, "b": [true, false, null], "c": {"d": "e"}}"#;
        assert_eq!(
            masked(text, &[r#"x\"\u0041\ny"#], "x"),
            r#"{"a": "*********\n*", "n": -120.5e3, "b": [true, false, null], "c": {"d": "e"}}"#
        );
        assert_eq!(
            masked(text, &[text], NAMED),
            r#"{"a": "*********\n*", "n": -111.1e1, "b": [null, null , null], "c": {"d": "*"}}"#
        );
        let all = masked(text, &[text], "x");
        assert!(serde_json::from_str::<serde_json::Value>(&all).is_ok(), "{all}");
    }

    #[test]
    fn what_only_begins_as_json_is_masked_whole() {
        assert_eq!(masked("[note] a key", &["key"], "x"), "[note] a ***");
        assert_eq!(masked("<34>1 it's a < b key", &["b key"], "x"), "<34>1 it's a < *****");
    }

    #[test]
    fn xml_keeps_its_tags() {
        let text = "<a b=\"c&amp;d\"><!-- e --><![CDATA[f]]>g&lt;h</a>";
        let expected = "<a b=\"*******\"><!--***--><![CDATA[*]]>******</a>";
        assert_eq!(masked(text, &[text], NAMED), expected);
    }
}
