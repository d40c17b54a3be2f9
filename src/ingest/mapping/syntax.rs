//! What isn't JSON, as a document for jq: YAML, TOML, XML; and the text and the outline of a table.

use std::io::Read as _;

use jaq_fmts::read;
use jaq_json::Val;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use super::file::Syntax;
use super::{table, value, yaml};
use crate::ingest::oddities::Oddities;
use crate::ingest::xml_head::{self, unreadable};
use crate::ingest::{Head, Item, Raw, Unreadable, head};

/// The most that is read at once.
const LIMIT: u64 = 256 * 1024 * 1024;

/// How deep XML elements may stand in one another. The parser goes down with them, so that the stack bounds it.
const DEPTH: usize = 256;
/// How much of the beginning tells the syntax.
const BEGINNING: u64 = 4096;

/// Which of the syntaxes of a format a file is in, by how it begins.
pub(super) fn of(syntaxes: &[Syntax], raw: &dyn Raw) -> Result<Syntax, Unreadable> {
    if let [only] = syntaxes {
        return Ok(*only);
    }
    let mut start = Vec::new();
    raw.open()?.take(BEGINNING).read_to_end(&mut start)?;
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start);
    let first = start.iter().copied().find(|byte| !byte.is_ascii_whitespace());
    let fits = |syntax: &&Syntax| match syntax {
        Syntax::Json => matches!(first, Some(b'{' | b'[')),
        Syntax::Xml => first == Some(b'<'),
        Syntax::Yaml | Syntax::Toml | Syntax::Csv => true,
    };
    let found = syntaxes.iter().find(fits).copied();
    found.ok_or_else(|| Unreadable::content("it is in none of the syntaxes of its format"))
}

/// The outline of a file that isn't JSON; none where it is of another syntax.
pub(super) fn outline(syntax: Syntax, head: &Head) -> Option<Value> {
    match (syntax, head) {
        (Syntax::Xml, Head::Xml(root)) => Some(serde_json::json!({
            "t": root.name, "a": root.attributes, "c": root.children,
        })),
        (Syntax::Yaml | Syntax::Toml, Head::Text(text)) => {
            value::json(&parse(syntax, text).ok()?).ok()
        }
        (Syntax::Csv, Head::Text(text)) => table::outline(text),
        (Syntax::Json | Syntax::Xml | Syntax::Yaml | Syntax::Toml | Syntax::Csv, _) => None,
    }
}

/// The whole document.
pub(super) fn document(syntax: Syntax, raw: &dyn Raw) -> Result<(Val, Vec<Item>), Unreadable> {
    let text = text(syntax, raw)?;
    let odd = match syntax {
        Syntax::Xml => looked(raw, &text)?,
        Syntax::Json | Syntax::Yaml | Syntax::Toml | Syntax::Csv => Vec::new(),
    };
    parse(syntax, &text).map(|document| (document, odd))
}

/// All of a file that isn't JSON, without a byte order mark.
pub(super) fn text(syntax: Syntax, raw: &dyn Raw) -> Result<String, Unreadable> {
    let mut bytes = Vec::new();
    raw.open()?.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        return Err(Unreadable::content("it is larger than 256 MiB, which only JSON may be"));
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n').count();
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
        let message = "it isn't in UTF-8 from here on; it may be in Latin-1 or Windows-1252";
        Unreadable::Content { message: message.to_owned(), place: Some((line, column)) }
    })?;
    if text.starts_with('\u{feff}') {
        text.remove(0);
        if text.starts_with('\u{feff}') {
            return Err(Unreadable::content(head::TWO_MARKS));
        }
    }
    let is_wrong = |char: char| match syntax {
        // XML is looked at element by element.
        Syntax::Xml => false,
        // A field may hold the colours of a terminal.
        Syntax::Csv => char == '\0',
        Syntax::Json | Syntax::Yaml | Syntax::Toml => char < ' ' && !char.is_ascii_whitespace(),
    };
    if let Some(at) = text.find(is_wrong) {
        let message = "a control character stands in it, which text doesn't have".to_owned();
        return Err(Unreadable::Content { message, place: Some(line_and_column(&text, at)) });
    }
    Ok(text)
}

/// The line and the column of a byte.
fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or_default();
    let column = before.rsplit('\n').next().unwrap_or_default().len() + 1;
    (before.matches('\n').count() + 1, column)
}

fn parse(syntax: Syntax, text: &str) -> Result<Val, Unreadable> {
    match syntax {
        Syntax::Json => Ok(serde_json::from_str(text)?),
        // Tables are read row by row.
        Syntax::Csv => Err(Unreadable::content("it is a table, and no document")),
        Syntax::Toml => read::toml::parse(text).map_err(|error| Unreadable::Content {
            message: format!("its TOML is broken: {error}"),
            place: Some(line_and_column(text, error.span.start)),
        }),
        Syntax::Yaml => {
            yaml::check(text)?;
            first(read::yaml::parse_many(text), "YAML")
        }
        Syntax::Xml => {
            let all = read::xml::parse_many(text).collect::<Result<Vec<_>, _>>();
            let all = all.map_err(|error| broken("XML", &error))?;
            let element = all.into_iter().find(is_element);
            element.ok_or_else(|| Unreadable::content("it holds no element"))
        }
    }
}

fn first<E: std::fmt::Display>(
    mut all: impl Iterator<Item = Result<Val, E>>,
    syntax: &str,
) -> Result<Val, Unreadable> {
    match all.next() {
        Some(document) => document.map_err(|error| broken(syntax, &error)),
        None => Err(Unreadable::content(format!("it holds no {syntax}"))),
    }
}

/// What the reader of a syntax says.
fn broken(syntax: &str, error: &impl std::fmt::Display) -> Unreadable {
    Unreadable::content(format!("its {syntax} is broken: {error}"))
}

/// Reads the elements without going down: whether they are too deep, and what the reader should know of them.
fn looked(raw: &dyn Raw, text: &str) -> Result<Vec<Item>, Unreadable> {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    let mut odd = Oddities::default();
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return Err(unreadable(raw, reader.error_position(), error)),
        };
        let seen = match event {
            Event::Start(_) if depth == DEPTH => {
                let message = format!("its XML is more than {DEPTH} elements deep");
                return Err(Unreadable::content(message));
            }
            Event::Start(start) => {
                depth += 1;
                odd.tag(&start)
            }
            Event::Empty(start) => odd.tag(&start),
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                Ok(())
            }
            Event::Text(text) | Event::Comment(text) | Event::DocType(text) => odd.look(&text),
            Event::CData(text) => odd.look(&text),
            Event::GeneralRef(name) => odd.look(&name).map(|()| {
                odd.reference(&name);
            }),
            Event::Eof if depth > 0 => {
                Err("an element begins and never ends: it may be cut off".to_owned())
            }
            Event::Eof => return Ok(odd.told()),
            Event::PI(text) => odd.look(&text),
            Event::Decl(declaration) => odd.declaration(&declaration),
        };
        seen.map_err(|why| xml_head::broken(raw, reader.buffer_position(), &why))?;
    }
}

/// Whether a part of an XML document is an element: an object with a tag.
fn is_element(part: &Val) -> bool {
    value::json(part).is_ok_and(|part| part.get("t").is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::InMemory;

    #[test]
    fn xml_that_is_too_deep_is_an_error() {
        let nested = |depth: usize| "<a>".repeat(depth) + &"</a>".repeat(depth);
        let told = |text: String| {
            let raw = InMemory { path: "a".to_owned(), bytes: text.into_bytes() };
            document(Syntax::Xml, &raw).err().map(|error| error.to_string())
        };
        assert_eq!(told(nested(DEPTH)), None);
        for depth in [DEPTH + 1, 200_000] {
            let deep = told(nested(depth));
            assert_eq!(deep.as_deref(), Some("its XML is more than 256 elements deep"));
        }
    }

    #[test]
    fn what_text_does_not_have_is_told_with_its_place() {
        let raw = InMemory { path: "a".to_owned(), bytes: b"a: 1\nb: \"\0\"".to_vec() };
        let told = document(Syntax::Yaml, &raw).err();
        assert!(matches!(told, Some(Unreadable::Content { place: Some((2, 5)), .. })), "{told:?}");
    }
}
