//! From text to a JSON value: syntax, depth, and keys that stand twice.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Number, Value};

use super::file::File;
use super::problems::Problems;
use crate::diagnostic::{Diagnostic, Place};

/// Parses the file. Keys that stand twice are all told at once; a syntax error is the only one there is.
pub(super) fn parse(file: &File) -> Result<Value, Vec<Diagnostic>> {
    let twice = Cell::new(false);
    let mut deserializer = serde_json::Deserializer::from_str(&file.text);
    let value = Tree { twice: &twice }
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| vec![explain(file, &error)])?;
    if twice.get() {
        return Err(duplicates(file));
    }
    Ok(value)
}

fn duplicates(file: &File) -> Vec<Diagnostic> {
    let mut problems = Problems::new(std::slice::from_ref(file));
    for twice in file.spans().duplicates(&file.text) {
        problems.note(0, |file| {
            let first = file.span(twice.first);
            let key = file.text.get(twice.second.clone()).unwrap_or_default().trim_matches('"');
            let message = format!(
                "`{key}` stands twice in one object, first at {}:{}:{}",
                file.name, first.line, first.column
            );
            let path = file.spans().pointer_at(&file.text, twice.value);
            let place = Place::file(file.name.clone()).path(path).span(file.span(twice.second));
            Diagnostic::error("duplicate-key", message)
                .at(place)
                .help("readers of JSON disagree on which of the two counts; keep one")
        });
    }
    problems.finish().err().unwrap_or_default()
}

/// What the parser found, in our words and with its place.
fn explain(file: &File, error: &serde_json::Error) -> Diagnostic {
    let offset = match error.classify() {
        Category::Eof => file.text.trim_end().len(),
        Category::Io | Category::Syntax | Category::Data => {
            offset(&file.text, error.line(), error.column())
        }
    };
    let next = file.text.get(offset..).and_then(|rest| rest.chars().next());
    let width = next.filter(|next| *next != '\n').map_or(0, char::len_utf8);
    let place = Place::file(file.name.clone()).span(file.span(offset..offset + width));
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let told = if error.classify() == Category::Eof {
        truncated(file)
    } else if said.starts_with("recursion limit") {
        Diagnostic::error("too-deep", "lists and objects are nested more than 127 levels deep")
            .help("no findings file needs that; look at what wrote it")
    } else if said.starts_with("trailing comma") {
        Diagnostic::error("trailing-comma", "a comma with nothing after it")
            .help("JSON allows no comma before a closing bracket; take it away")
    } else if said.starts_with("trailing characters") {
        Diagnostic::error("trailing-characters", "something follows after the end of the document")
            .help("a findings file is one JSON object; several files can be named on the command line")
    } else if said.starts_with("number out of range") {
        Diagnostic::error("number-out-of-range", "the number is too large to be read")
            .help("numbers up to 1.7976931348623157e308 can be read")
    } else {
        unexpected(said, next)
    };
    told.at(place)
}

fn unexpected(said: &str, next: Option<char>) -> Diagnostic {
    let found = match next {
        Some(quote @ ('"' | '\'')) => format!(", found `{quote}`"),
        Some(next) => format!(", found `{}`", next.escape_debug()),
        None => String::new(),
    };
    let (message, help) = match said {
        "key must be a string" => (format!("expected a name in double quotes{found}"), None),
        _ if said.starts_with("control character") => (
            "a line break or another control character inside a text".to_owned(),
            Some("write a line break as `\\n`, a tab as `\\t`"),
        ),
        "invalid escape" => (
            "a backslash that begins no escape".to_owned(),
            Some("write a backslash as `\\\\`, as in `re:(\\\\d+)`"),
        ),
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => {
            ("a `\\u` escape that is half of a character".to_owned(), None)
        }
        "expected value" => (format!("expected a value{found}"), None),
        _ => (format!("{said}{found}"), None),
    };
    let help = help.or(match next {
        Some('/' | '#') => Some("JSON has no comments; put remarks into `properties`"),
        Some('\'' | '“' | '”' | '‘' | '’') => Some("JSON wants straight double quotes"),
        Some('}' | ']') => Some("a value is missing before the bracket"),
        Some('N' | 'I' | 'i' | '+') => Some("JSON has no NaN, no infinity and no plus sign"),
        Some(_) if said == "expected `:`" => Some("a name and its value are joined by a colon"),
        Some('"') => Some("a comma is missing before it"),
        Some(_) | None => None,
    });
    let told = Diagnostic::error("json-syntax", message);
    match help {
        Some(help) => told.help(help),
        None => told,
    }
}

fn truncated(file: &File) -> Diagnostic {
    let told = Diagnostic::error("truncated-file", "the file ends in the middle of the document");
    match still_open(&file.text).last() {
        Some((Open::Text, at)) => {
            let span = file.span(*at..at + 1);
            told.help(format!(
                "the text that begins at {}:{} is not closed",
                span.line, span.column
            ))
        }
        Some((Open::Bracket, at)) => {
            let span = file.span(*at..at + 1);
            let bracket = file.text.get(span.start..span.end).unwrap_or_default();
            told.help(format!("the `{bracket}` at {}:{} is not closed", span.line, span.column))
        }
        None => told,
    }
}

#[derive(Clone, Copy)]
enum Open {
    Bracket,
    Text,
}

/// What is open at the end of the text, outermost first.
fn still_open(text: &str) -> Vec<(Open, usize)> {
    let mut open = Vec::new();
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        let in_text = matches!(open.last(), Some((Open::Text, _)));
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' if in_text => drop(open.pop()),
            b'"' => open.push((Open::Text, at)),
            b'{' | b'[' if !in_text => open.push((Open::Bracket, at)),
            b'}' | b']' if !in_text => drop(open.pop()),
            _ => {}
        }
    }
    open
}

/// The parser counts lines from 1 and the bytes of a line that it has taken.
pub(super) fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    text.floor_char_boundary((start + column.saturating_sub(1)).min(text.len()))
}

/// Builds a value and notes whether any object has a key twice.
#[derive(Clone, Copy)]
pub(super) struct Tree<'a> {
    pub(super) twice: &'a Cell<bool>,
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(self)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut properties = Map::new();
        while let Some(key) = object.next_key::<String>()? {
            let value = object.next_value_seed(self)?;
            if properties.insert(key, value).is_some() {
                self.twice.set(true);
            }
        }
        Ok(Value::Object(properties))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Input;

    fn parsed(text: &str) -> Result<Value, (&'static str, usize, usize)> {
        let input = Input { name: "a.json".into(), path: "a.json".into(), bytes: text.into() };
        parse(&File::read(input).unwrap()).map_err(|errors| {
            let span = errors[0].place.as_ref().unwrap().span.unwrap();
            (errors[0].code, span.line, span.column)
        })
    }

    #[test]
    fn reads_what_serde_json_reads() {
        let text = r#"{"a": [1, -2, 1.5, 18446744073709551615, true, null, "\u00e4"], "b": {}}"#;
        assert_eq!(parsed(text).unwrap(), serde_json::from_str::<Value>(text).unwrap());
    }

    #[test]
    fn tells_each_syntax_error_by_its_own_code_and_place() {
        for (text, expected) in [
            ("{\n \"a\" 1}", ("json-syntax", 2, 6)),
            ("{\"ä\": 'x'}", ("json-syntax", 1, 7)),
            ("[1,\n]", ("trailing-comma", 2, 1)),
            ("{\"a\": 1,}", ("trailing-comma", 1, 9)),
            ("{}\n{}", ("trailing-characters", 2, 1)),
            ("{\"a\": [1", ("truncated-file", 1, 9)),
            ("{\"a\": \"x", ("truncated-file", 1, 9)),
            ("[1e999]", ("number-out-of-range", 1, 6)),
            ("{\"a\": 1, \"a\": 2}", ("duplicate-key", 1, 10)),
        ] {
            assert_eq!(parsed(text).unwrap_err(), expected, "{text}");
        }
    }

    #[test]
    fn a_hundred_keys_that_stand_twice_are_told_and_the_others_counted() {
        let text = format!("[{}]", [r#"{"a": 1, "a": 2}"#; 102].join(","));
        let input = Input { name: "a.json".into(), path: "a.json".into(), bytes: text.into() };
        let told = parse(&File::read(input).unwrap()).unwrap_err();
        assert_eq!(told.len(), 101);
        assert_eq!(told[99].place.as_ref().unwrap().path, "/99/a");
        assert_eq!(told[100].message, "2 more problems in this file are not shown");
    }

    #[test]
    fn bounds_the_depth() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(parsed(&nested(127)).is_ok());
        assert_eq!(parsed(&nested(128)).unwrap_err().0, "too-deep");
        assert_eq!(parsed(&nested(10_000)).unwrap_err().0, "too-deep");
    }
}
