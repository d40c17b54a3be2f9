//! A JSON document in outline: what its objects are called and what their first items look like.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// How deep is looked.
const DEPTH: usize = 6;
/// How many names of an object are looked at.
const NAMES: usize = 200;
/// How many items of a list are looked at.
const ITEMS: usize = 3;
/// How much of a text is kept, in bytes.
const TEXT: usize = 400;

/// Reads a document of any size and keeps its outline.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Outline {
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Outline {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if self.depth > DEPTH {
            deserializer.deserialize_ignored_any(IgnoredAny)?;
            return Ok(Value::Null);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Outline {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        let end = text.floor_char_boundary(TEXT);
        Ok(Value::String(text.get(..end).unwrap_or_default().to_owned()))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut kept = Vec::new();
        while kept.len() < ITEMS {
            match items.next_element_seed(Self { depth: self.depth + 1 })? {
                Some(item) => kept.push(item),
                None => return Ok(Value::Array(kept)),
            }
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Array(kept))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut kept = Map::new();
        while let Some(name) = entries.next_key::<String>()? {
            if kept.len() < NAMES {
                kept.insert(name, entries.next_value_seed(Self { depth: self.depth + 1 })?);
            } else {
                entries.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Value::Object(kept))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(json: &str) -> Value {
        Outline::default().deserialize(&mut serde_json::Deserializer::from_str(json)).unwrap()
    }

    #[test]
    fn long_lists_and_texts_are_cut() {
        let told = outline(&format!("{{\"a\": [1,2,3,4], \"b\": \"{}\"}}", "é".repeat(300)));
        assert_eq!(told["a"], serde_json::json!([1, 2, 3]));
        assert_eq!(told["b"].as_str().map(str::len), Some(400));
    }

    #[test]
    fn what_is_deep_is_not_looked_at() {
        let deep = "[".repeat(100) + &"]".repeat(100);
        assert_eq!(outline(&deep).to_string(), "[[[[[[[null]]]]]]]");
    }
}
