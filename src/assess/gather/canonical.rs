//! Canonical JSON (RFC 8785) of a value that is in memory already.
//!
//! `serde_json_canonicalizer` gives the same bytes for anything that serialises, but buffers and re-reads every key
//! on the way; over a large document that takes several times as long as all else that is gathered.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

/// An object that is put together member by member, each with its canonical text. Members have names of ASCII,
/// which sort by bytes as they do by UTF-16.
#[derive(Default)]
pub(super) struct Object {
    members: BTreeMap<&'static str, Vec<u8>>,
}

impl Object {
    /// Adds a member whose text is known.
    pub(super) fn text(&mut self, name: &'static str, text: Vec<u8>) {
        self.members.insert(name, text);
    }

    /// Adds a member.
    pub(super) fn value(
        &mut self,
        name: &'static str,
        value: &impl Serialize,
    ) -> Result<(), serde_json::Error> {
        let text = to_vec(&serde_json::to_value(value)?)?;
        self.text(name, text);
        Ok(())
    }

    /// Adds a list where there is anything in it. One element is in memory at a time, trimmed by `trim`.
    pub(super) fn list(
        &mut self,
        name: &'static str,
        elements: &[impl Serialize],
        trim: fn(&mut Map<String, Value>),
    ) -> Result<(), serde_json::Error> {
        let mut text = Vec::new();
        for element in elements {
            text.push(if text.is_empty() { b'[' } else { b',' });
            let mut element = serde_json::to_value(element)?;
            element.as_object_mut().map(trim);
            write(&element, &mut text)?;
        }
        if !text.is_empty() {
            text.push(b']');
            self.text(name, text);
        }
        Ok(())
    }

    /// The object.
    pub(super) fn into_text(self) -> Vec<u8> {
        let mut text = Vec::new();
        for (name, value) in self.members {
            text.push(if text.is_empty() { b'{' } else { b',' });
            text.push(b'"');
            text.extend(name.as_bytes());
            text.extend(b"\":");
            text.extend(value);
        }
        if text.is_empty() {
            text.push(b'{');
        }
        text.push(b'}');
        text
    }
}

/// The canonical text of `value`.
fn to_vec(value: &Value) -> Result<Vec<u8>, serde_json::Error> {
    let mut text = Vec::new();
    write(value, &mut text)?;
    Ok(text)
}

/// It recurses: no value is deeper than what `serde_json` reads.
fn write(value: &Value, text: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    match value {
        // A number's canonical form is that of ECMAScript, which the library knows.
        Value::Number(_) => serde_json_canonicalizer::to_writer(value, text),
        // Escapes are those of section 3.2.2.2 in any text that `serde_json` writes.
        Value::Null | Value::Bool(_) | Value::String(_) => serde_json::to_writer(text, value),
        Value::Array(elements) => {
            text.push(b'[');
            for (at, element) in elements.iter().enumerate() {
                if at > 0 {
                    text.push(b',');
                }
                write(element, text)?;
            }
            text.push(b']');
            Ok(())
        }
        Value::Object(members) => object(members, text),
    }
}

fn object(members: &Map<String, Value>, text: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    let mut sorted: Vec<(&String, &Value)> = members.iter().collect();
    sorted.sort_unstable_by(|(one, _), (other, _)| by_units(one, other));
    text.push(b'{');
    for (at, (name, value)) in sorted.into_iter().enumerate() {
        if at > 0 {
            text.push(b',');
        }
        serde_json::to_writer(&mut *text, name)?;
        text.push(b':');
        write(value, text)?;
    }
    text.push(b'}');
    Ok(())
}

/// By UTF-16 code units (section 3.2.3), which differs from the order of bytes above the basic plane only.
fn by_units(one: &str, other: &str) -> Ordering {
    if one.is_ascii() && other.is_ascii() {
        return one.cmp(other);
    }
    one.encode_utf16().cmp(other.encode_utf16())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn text(value: &Value) -> String {
        String::from_utf8(to_vec(value).unwrap()).unwrap()
    }

    #[test]
    fn members_are_in_the_order_of_utf_16() {
        let value =
            json!({ "\u{ff5e}": 1, "\u{1f600}": 2, "b": { "z": 3, "a": 4 }, "B": [5, null] });
        let expected = "{\"B\":[5,null],\"b\":{\"a\":4,\"z\":3},\"\u{1f600}\":2,\"\u{ff5e}\":1}";
        assert_eq!(text(&value), expected);
    }

    #[test]
    fn numbers_and_escapes_are_those_of_ecmascript() {
        let value = json!([1e21, 1.0, 1e-7, -0.0, "\u{1}\u{8}\n\"\\/\u{7f}\u{2028}é"]);
        let expected = "[1e+21,1,1e-7,0,\"\\u0001\\b\\n\\\"\\\\/\u{7f}\u{2028}é\"]";
        assert_eq!(text(&value), expected);
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((any::<String>(), inner), 0..6)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn it_is_what_the_library_writes(value in any_value()) {
            prop_assert_eq!(to_vec(&value).unwrap(), serde_json_canonicalizer::to_vec(&value).unwrap());
        }
    }
}
