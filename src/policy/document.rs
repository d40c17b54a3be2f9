//! A TOML text as a JSON value, with the place of every part of it.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Map, Number, Value};
use toml::de::{DeArray, DeFloat, DeInteger, DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Lines, Place};

/// How many syntax errors are told; one often makes the next.
const SYNTAX_ERRORS: usize = 10;

/// A document whose parts can be pointed at.
#[derive(Debug)]
pub(super) struct Document<'a> {
    /// What it says. What TOML can write and a policy has no use for is null.
    pub(super) value: Value,
    file: &'a str,
    lines: Lines<'a>,
    root: Node,
}

/// Where a value stands. A tree and no map of paths: a path repeats all keys above it.
#[derive(Debug, Default)]
struct Node {
    /// The bytes of the key that names it.
    key: Option<Range<usize>>,
    /// The bytes of the value.
    value: Range<usize>,
    /// Why a policy has no use for it.
    refused: Option<&'static str>,
    /// What is in it; that of a list by index.
    parts: BTreeMap<String, Node>,
}

impl<'a> Document<'a> {
    /// Reads TOML.
    pub(super) fn parse(file: &'a str, bytes: &'a [u8]) -> Result<Self, Vec<Diagnostic>> {
        let text = utf8(file, bytes).map_err(|problem| vec![*problem])?;
        let lines = Lines::new(text);
        let (content, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            let mut told: Vec<Diagnostic> =
                errors.iter().map(|error| syntax_error(file, &lines, error)).collect();
            told.sort_by_key(start);
            told.truncate(SYNTAX_ERRORS);
            return Err(told);
        }
        let mut root = Node::default();
        let value = table(content.get_ref(), &mut root);
        Ok(Self { value, file, lines, root })
    }

    /// The place of the value at `path`; of what holds it, where it isn't there.
    pub(super) fn place(&self, path: &str) -> Place {
        let span = self.node(path).value.clone();
        Place::file(self.file).path(path).span(self.lines.span(span))
    }

    /// The place of a part of the text at `path`: some bytes of what it says. Of the whole text, where it is not
    /// written as it reads, because of escapes or line ends.
    pub(super) fn place_in(&self, path: &str, part: &Range<usize>) -> Place {
        let value = self.node(path).value.clone();
        let written = self.lines.text().get(value.clone()).unwrap_or_default();
        let says = self.value.pointer(path).and_then(Value::as_str).unwrap_or_default();
        match written.find(says) {
            Some(begins) if !says.is_empty() => {
                let start = value.start + begins;
                let span = self.lines.span(start + part.start..start + part.end);
                Place::file(self.file).path(path).span(span)
            }
            _ => self.place(path),
        }
    }

    /// The place of the key that names the value at `path`.
    pub(super) fn key_place(&self, path: &str) -> Place {
        let node = self.node(path);
        let span = node.key.as_ref().unwrap_or(&node.value).clone();
        Place::file(self.file).path(path).span(self.lines.span(span))
    }

    /// The line of the value at `path`.
    pub(super) fn line(&self, path: &str) -> usize {
        self.lines.span(self.node(path).value.clone()).line
    }

    /// Why a policy has no use for the value at `path`, where that is so.
    pub(super) fn refused(&self, path: &str) -> Option<&'static str> {
        self.node(path).refused
    }

    fn node(&self, path: &str) -> &Node {
        let mut node = &self.root;
        for step in path.split('/').skip(1) {
            let name = step.replace("~1", "/").replace("~0", "~");
            match node.parts.get(&name) {
                Some(part) => node = part,
                None => break,
            }
        }
        node
    }
}

/// Where a message stands in its file, to sort by; those without a place come last.
pub(super) fn start(problem: &Diagnostic) -> usize {
    problem.place.as_ref().and_then(|place| place.span).map_or(usize::MAX, |span| span.start)
}

fn table(content: &DeTable<'_>, node: &mut Node) -> Value {
    let mut made = Map::new();
    for (key, content) in content {
        let mut part = Node { key: Some(key.span()), value: content.span(), ..Node::default() };
        made.insert(key.get_ref().to_string(), value(content.get_ref(), &mut part));
        node.parts.insert(key.get_ref().to_string(), part);
    }
    Value::Object(made)
}

fn list(items: &DeArray<'_>, node: &mut Node) -> Value {
    let mut made = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let mut part = Node { value: item.span(), ..Node::default() };
        made.push(value(item.get_ref(), &mut part));
        node.parts.insert(index.to_string(), part);
    }
    Value::Array(made)
}

/// TOML's parser refuses nesting deeper than 80, so that this ends.
fn value(content: &DeValue<'_>, node: &mut Node) -> Value {
    let (made, reason) = match content {
        DeValue::String(text) => (Some(Value::String(text.to_string())), ""),
        DeValue::Boolean(truth) => (Some(Value::Bool(*truth)), ""),
        DeValue::Table(content) => (Some(table(content, node)), ""),
        DeValue::Array(items) => (Some(list(items, node)), ""),
        DeValue::Integer(number) => {
            (integer(number).map(Value::Number), "this whole number is too large to compare")
        }
        DeValue::Float(number) => {
            (float(number).map(Value::Number), "infinity and `nan` can't be compared")
        }
        DeValue::Datetime(_) => (None, "a policy has no dates: put the text in quotes"),
    };
    made.unwrap_or_else(|| {
        node.refused = Some(reason);
        Value::Null
    })
}

fn integer(number: &DeInteger<'_>) -> Option<Number> {
    i64::from_str_radix(number.as_str(), number.radix()).ok().map(Number::from)
}

/// A float without a fraction is the whole number: `3.0` counts as 3 does.
fn float(number: &DeFloat<'_>) -> Option<Number> {
    let text = number.as_str();
    let whole = text.split_once('.').filter(|(_, rest)| rest.bytes().all(|digit| digit == b'0'));
    match whole.and_then(|(whole, _)| whole.parse::<i64>().ok()) {
        Some(whole) => Some(Number::from(whole)),
        None => text.parse().ok().and_then(Number::from_f64),
    }
}

/// The text of the bytes.
fn utf8<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Box<Diagnostic>> {
    let help = "save the file as UTF-8";
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let problem = Diagnostic::error("utf-16", "the file is UTF-16").at(Place::file(file));
        return Err(Box::new(problem.help(help)));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let text = std::str::from_utf8(valid).unwrap_or_default();
        let place = Place::file(file).span(Lines::new(text).span(text.len()..text.len()));
        Box::new(Diagnostic::error("not-utf8", "these bytes are not UTF-8").at(place).help(help))
    })
}

fn syntax_error(file: &str, lines: &Lines<'_>, error: &toml::de::Error) -> Diagnostic {
    let place = match error.span() {
        Some(span) => Place::file(file).span(lines.span(span)),
        None => Place::file(file),
    };
    match error.message() {
        "duplicate key" => Diagnostic::error("duplicate-key", "this key is there twice")
            .at(place)
            .help("keep one of the two; a second [[gate]] or [[role]] takes double brackets"),
        message if message.contains("recursion depth") => {
            Diagnostic::error("too-deep", "this is nested too deeply").at(place)
        }
        message => Diagnostic::error("toml-syntax", message).at(place),
    }
}
