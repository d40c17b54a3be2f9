//! A TOML text as a JSON value, with the place of every part of it.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Map, Number, Value};
use toml::Spanned;
use toml::de::{DeFloat, DeInteger, DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Lines, Place};

/// How many syntax errors are told; one often makes the next.
const SYNTAX_ERRORS: usize = 10;

/// A document whose parts can be pointed at.
#[derive(Debug)]
pub(super) struct Document<'a> {
    /// What it says.
    pub(super) value: Value,
    file: &'a str,
    lines: Lines<'a>,
    /// By JSON Pointer: the bytes of the key, where there is one, and those of the value.
    spans: BTreeMap<String, (Option<Range<usize>>, Range<usize>)>,
}

impl<'a> Document<'a> {
    /// Reads TOML.
    pub(super) fn parse(file: &'a str, bytes: &'a [u8]) -> Result<Self, Vec<Diagnostic>> {
        let text = utf8(file, bytes).map_err(|problem| vec![problem])?;
        let lines = Lines::new(text);
        let (table, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            let told = errors.iter().take(SYNTAX_ERRORS);
            return Err(told.map(|error| syntax_error(file, &lines, error)).collect());
        }
        let mut made = Self { value: Value::Null, file, lines, spans: BTreeMap::new() };
        let mut problems = Vec::new();
        made.value = made.table(table.get_ref(), &mut String::new(), &mut problems);
        made.spans.insert(String::new(), (None, 0..0));
        if problems.is_empty() { Ok(made) } else { Err(problems) }
    }

    /// The place of the value at `path`; of what holds it, where it isn't there.
    pub(super) fn place(&self, path: &str) -> Place {
        self.point(path, |_, value| value)
    }

    /// The place of the key that names the value at `path`.
    pub(super) fn key_place(&self, path: &str) -> Place {
        self.point(path, |key, value| key.unwrap_or(value))
    }

    fn point(
        &self,
        path: &str,
        choose: fn(Option<Range<usize>>, Range<usize>) -> Range<usize>,
    ) -> Place {
        let place = Place::file(self.file).path(path);
        let mut known = path;
        loop {
            if let Some((key, value)) = self.spans.get(known) {
                return place.span(self.lines.span(choose(key.clone(), value.clone())));
            }
            match known.rsplit_once('/') {
                Some((parent, _)) => known = parent,
                None => return place,
            }
        }
    }

    fn table(
        &mut self,
        table: &DeTable<'_>,
        path: &mut String,
        problems: &mut Vec<Diagnostic>,
    ) -> Value {
        let mut made = Map::new();
        for (key, value) in table {
            let name = key.get_ref();
            let length = path.len();
            path.push('/');
            path.push_str(&name.replace('~', "~0").replace('/', "~1"));
            self.spans.insert(path.clone(), (Some(key.span()), value.span()));
            made.insert(name.to_string(), self.value(value, path, problems));
            path.truncate(length);
        }
        Value::Object(made)
    }

    /// TOML's parser refuses nesting deeper than 80, so that this ends.
    fn value(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        path: &mut String,
        problems: &mut Vec<Diagnostic>,
    ) -> Value {
        match value.get_ref() {
            DeValue::String(text) => Value::String(text.to_string()),
            DeValue::Boolean(truth) => Value::Bool(*truth),
            DeValue::Table(table) => self.table(table, path, problems),
            DeValue::Array(items) => {
                let mut made = Vec::new();
                for (index, item) in items.iter().enumerate() {
                    let length = path.len();
                    path.push_str(&format!("/{index}"));
                    self.spans.insert(path.clone(), (None, item.span()));
                    made.push(self.value(item, path, problems));
                    path.truncate(length);
                }
                Value::Array(made)
            }
            DeValue::Integer(number) => match integer(number) {
                Some(number) => Value::Number(number),
                None => self.refuse(path, problems, "this whole number is too large to compare"),
            },
            DeValue::Float(number) => match float(number) {
                Some(number) => Value::Number(number),
                None => self.refuse(path, problems, "infinity and `nan` can't be compared"),
            },
            DeValue::Datetime(_) => {
                self.refuse(path, problems, "a policy has no dates: put the text in quotes")
            }
        }
    }

    fn refuse(&self, path: &str, problems: &mut Vec<Diagnostic>, message: &str) -> Value {
        problems.push(Diagnostic::error("wrong-type", message).at(self.place(path)));
        Value::Null
    }
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
fn utf8<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Diagnostic> {
    let told =
        |message: &str| Diagnostic::error("not-utf8", message).help("save the file as UTF-8");
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(told("the file is UTF-16").at(Place::file(file)));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let text = std::str::from_utf8(valid).unwrap_or_default();
        let span = Lines::new(text).span(text.len()..text.len());
        told("these bytes are not UTF-8").at(Place::file(file).span(span))
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
        message => Diagnostic::error("toml-syntax", message).at(place),
    }
}
