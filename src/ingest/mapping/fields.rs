//! What a program gave, field by field. Nothing is lost, and nothing takes the place of a value that is wrong: it is left
//! out, told, and kept as it is written.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::model::words::shortened;

/// The greatest number that JSON is sure to keep (RFC 8259, section 6), and the schema allows.
const GREATEST: u64 = (1 << 53) - 1;

/// Where what is wrong is kept among the properties.
pub(super) const AS_WRITTEN: &str = "as_written";

/// An object's fields that aren't read yet.
pub(super) struct Fields {
    /// What stands before a field's name in messages: `package.` of a package.
    within: &'static str,
    values: Map<String, Value>,
    wrong: Map<String, Value>,
    notes: Vec<String>,
}

/// What was wrong: the values as they are written, and what is to be said of them.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Wrong {
    pub(super) values: Map<String, Value>,
    pub(super) notes: Vec<String>,
}

impl Fields {
    /// Those of an object.
    ///
    /// # Errors
    ///
    /// Where the value is no object, or has a field that nothing reads: then the program is wrong, not its input.
    pub(super) fn of(value: Value, known: &[&str]) -> Result<Self, String> {
        let Value::Object(values) = value else {
            return Err(format!("gives no object, but {}", words(&value)));
        };
        if let Some(name) = values.keys().find(|name| !known.contains(&name.as_str())) {
            return Err(format!("gives a field `{}`, which there isn't", shortened(name)));
        }
        Ok(Self { within: "", values, wrong: Map::new(), notes: Vec::new() })
    }

    /// What was wrong in what was read.
    pub(super) fn wrong(self) -> Wrong {
        Wrong { values: self.wrong, notes: self.notes }
    }

    /// Something to be said.
    pub(super) fn note(&mut self, message: String) {
        self.notes.push(message);
    }

    /// Whether a field was wrong that was read.
    pub(super) fn is_wrong(&self, name: &str) -> bool {
        self.wrong.contains_key(name)
    }

    /// A text. A number is one, too, as it is written.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        self.read(name, "text", |value| match value {
            Value::String(text) => Ok(text),
            Value::Number(number) => Ok(number.to_string()),
            value @ (Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) => {
                Err(value)
            }
        })
    }

    /// The texts of a list.
    pub(super) fn texts(&mut self, name: &str) -> Vec<String> {
        let list = self.read(name, "list of texts", |value| match value {
            Value::Array(items) if items.iter().all(is_text) => Ok(items),
            value @ (Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_)
            | Value::Object(_)) => Err(value),
        });
        list.into_iter().flatten().filter_map(as_text).collect()
    }

    /// A text, or the texts of a list that isn't empty.
    pub(super) fn one_or_several(&mut self, name: &str) -> Option<Vec<String>> {
        let list = self.read(name, "text or list of texts", |value| match value {
            Value::String(text) => Ok(vec![Value::String(text)]),
            Value::Array(items) if !items.is_empty() && items.iter().all(Value::is_string) => {
                Ok(items)
            }
            value @ (Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Array(_)
            | Value::Object(_)) => Err(value),
        });
        list.map(|items| items.into_iter().filter_map(as_text).collect())
    }

    /// The texts of an object, by name.
    pub(super) fn named_texts(&mut self, name: &str) -> BTreeMap<String, String> {
        let object = self.object_if(name, "object of texts", |values| values.values().all(is_text));
        let texts = object.into_iter().flatten();
        texts.filter_map(|(name, value)| Some((name, as_text(value)?))).collect()
    }

    /// The number of a line or a column, which count from 1. A text that is one will do.
    pub(super) fn position(&mut self, name: &str) -> Option<u64> {
        self.whole(name, "number of a line or column", 1)
    }

    /// A number of things.
    pub(super) fn count(&mut self, name: &str) -> Option<u64> {
        self.whole(name, "number of things", 0)
    }

    /// The code with which a process ended.
    pub(super) fn exit_code(&mut self, name: &str) -> Option<i64> {
        self.read(name, "exit code", |value| match value.as_i64() {
            Some(code) if (i64::from(i32::MIN)..=i64::from(u32::MAX)).contains(&code) => Ok(code),
            _ => Err(value),
        })
    }

    /// Yes or no.
    pub(super) fn is(&mut self, name: &str) -> Option<bool> {
        self.read(name, "true or false", |value| value.as_bool().ok_or(value))
    }

    /// A score from 0 to 10. A text that is one will do.
    pub(super) fn score(&mut self, name: &str) -> Option<f64> {
        self.read(name, "score from 0 to 10", |value| {
            as_number(&value).filter(|score| (0.0..=10.0).contains(score)).ok_or(value)
        })
    }

    /// Any number. A text that is one will do.
    pub(super) fn number(&mut self, name: &str) -> Option<f64> {
        self.read(name, "number", |value| as_number(&value).ok_or(value))
    }

    /// Any value.
    pub(super) fn any(&mut self, name: &str) -> Option<Value> {
        self.read(name, "value", Ok)
    }

    /// An object with any values.
    pub(super) fn object(&mut self, name: &str) -> Map<String, Value> {
        self.object_if(name, "object", |_| true).unwrap_or_default()
    }

    /// An object that is read with `read`; what is wrong in it counts here.
    pub(super) fn below<T>(
        &mut self,
        name: &'static str,
        known: &[&str],
        read: impl FnOnce(&mut Self) -> T,
    ) -> Result<Option<T>, String> {
        let Some(values) = self.object_if(name, "object", |_| true) else { return Ok(None) };
        let mut fields = Self::of(Value::Object(values), known)?;
        fields.within = name;
        let given = read(&mut fields);
        self.notes.append(&mut fields.notes);
        if !fields.wrong.is_empty() {
            self.wrong.insert(name.to_owned(), Value::Object(fields.wrong));
        }
        Ok(Some(given))
    }

    /// Takes a field as what `read` makes of it, or keeps it as wrong. `null` is none.
    pub(super) fn read<T>(
        &mut self,
        name: &str,
        expected: &str,
        read: impl FnOnce(Value) -> Result<T, Value>,
    ) -> Option<T> {
        let value = self.values.remove(name).filter(|value| !value.is_null())?;
        match read(value) {
            Ok(read) => Some(read),
            Err(value) => {
                let dot = if self.within.is_empty() { "" } else { "." };
                self.notes.push(format!(
                    "`{}{dot}{name}` is {}, and no {expected}: it is left out, and kept under `{AS_WRITTEN}`",
                    self.within,
                    words(&value)
                ));
                self.wrong.insert(name.to_owned(), value);
                None
            }
        }
    }

    fn whole(&mut self, name: &str, expected: &str, least: u64) -> Option<u64> {
        self.read(name, expected, |value| {
            let number = match &value {
                Value::Number(number) => number.as_u64().or_else(|| whole(number.as_f64()?)),
                Value::String(text) => text.trim().parse().ok(),
                Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
            };
            number.filter(|number| (least..=GREATEST).contains(number)).ok_or(value)
        })
    }

    fn object_if(
        &mut self,
        name: &str,
        expected: &str,
        fits: impl FnOnce(&Map<String, Value>) -> bool,
    ) -> Option<Map<String, Value>> {
        self.read(name, expected, |value| match value {
            Value::Object(values) if fits(&values) => Ok(values),
            value @ (Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_)
            | Value::Object(_)) => Err(value),
        })
    }
}

/// A number without fraction, as `12.0` is.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what doesn't come back as it was is none"
)]
#[expect(clippy::cast_precision_loss, reason = "the same")]
#[expect(clippy::float_cmp, reason = "it has to be that very number")]
fn whole(number: f64) -> Option<u64> {
    let whole = number as u64;
    (whole as f64 == number && whole <= GREATEST).then_some(whole)
}

/// Whether a value is a text, a number, or nothing.
fn is_text(value: &Value) -> bool {
    matches!(value, Value::Null | Value::String(_) | Value::Number(_))
}

fn as_text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn as_number(value: &Value) -> Option<f64> {
    let number: Option<f64> = match value {
        Value::String(text) => text.trim().parse().ok(),
        Value::Number(number) => number.as_f64(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    number.filter(|number| number.is_finite())
}

/// A value in a message.
pub(super) fn words(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::Bool(_) | Value::Number(_) => format!("`{}`", shortened(&value.to_string())),
        Value::String(text) => format!("“{}”", shortened(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fields(value: Value) -> Fields {
        Fields::of(value, &["a"]).unwrap()
    }

    /// What is read of a value, and whether it is wrong.
    #[expect(clippy::needless_pass_by_value, reason = "it is made where it is handed in")]
    fn told<T>(value: Value, read: impl Fn(&mut Fields) -> T) -> (T, bool) {
        let mut fields = fields(json!({ "a": value }));
        let read = read(&mut fields);
        let wrong = fields.wrong();
        assert_eq!(wrong.values.len(), wrong.notes.len());
        (read, !wrong.notes.is_empty())
    }

    #[test]
    fn lines_count_from_one_to_what_json_keeps() {
        let line = |value| told(value, |fields| fields.position("a"));
        for (value, expected) in
            [(json!(1), 1), (json!("12"), 12), (json!(12.0), 12), (json!(GREATEST), GREATEST)]
        {
            assert_eq!(line(value), (Some(expected), false));
        }
        for wrong in [
            json!(0),
            json!(-1),
            json!(1.5),
            json!("x"),
            json!(""),
            json!([1]),
            json!({}),
            json!(true),
            json!(GREATEST + 1),
            json!(1e300),
        ] {
            assert_eq!(line(wrong.clone()), (None, true), "{wrong}");
        }
        assert_eq!(line(json!(null)), (None, false));
        assert_eq!(told(json!(0), |fields| fields.count("a")), (Some(0), false));
    }

    #[test]
    fn numbers_are_texts_and_other_values_are_not() {
        let text = |value| told(value, |fields| fields.text("a"));
        assert_eq!(text(json!(105)), (Some("105".to_owned()), false));
        assert_eq!(text(json!(["x"])), (None, true));
        assert_eq!(text(json!(true)), (None, true));
        let texts = |value| told(value, |fields| fields.texts("a"));
        assert_eq!(texts(json!(["x", null, 1])), (vec!["x".to_owned(), "1".to_owned()], false));
        assert_eq!(texts(json!(["x", {}])), (Vec::new(), true));
        assert_eq!(texts(json!("x")), (Vec::new(), true));
    }

    #[test]
    fn scores_are_from_zero_to_ten() {
        let score = |value| told(value, |fields| fields.score("a"));
        assert_eq!(score(json!("7.5")), (Some(7.5), false));
        assert_eq!(score(json!(10)), (Some(10.0), false));
        for wrong in [json!(10.1), json!(-1), json!("high"), json!("NaN")] {
            assert_eq!(score(wrong), (None, true));
        }
        let number = |value| told(value, |fields| fields.number("a"));
        assert_eq!(number(json!("-70.5")), (Some(-70.5), false));
        assert_eq!(number(json!("inf")), (None, true));
    }

    #[test]
    fn what_is_wrong_is_kept_and_told() {
        let mut all = fields(json!({ "a": { "b": [], "c": "x" } }));
        let read = all.below("a", &["b", "c"], |below| (below.text("b"), below.text("c")));
        assert_eq!(read, Ok(Some((None, Some("x".to_owned())))));
        let wrong = all.wrong();
        assert_eq!(Value::Object(wrong.values), json!({ "a": { "b": [] } }));
        let expected = "`a.b` is a list, and no text: it is left out, and kept under `as_written`";
        assert_eq!(wrong.notes, [expected]);
    }

    #[test]
    fn a_program_that_is_wrong_is_an_error() {
        let told = |value| Fields::of(value, &["a"]).err().unwrap_or_default();
        assert_eq!(told(json!(3)), "gives no object, but `3`");
        assert_eq!(told(json!({ "b": 1 })), "gives a field `b`, which there isn't");
    }
}
