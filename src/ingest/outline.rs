//! A JSON document in outline: what its objects are called and what their first items look like.

use serde_json::{Map, Value};

use super::json::{Cursor, Fault};

/// How deep is looked.
const DEPTH: usize = 6;
/// How many names of an object are looked at.
const NAMES: usize = 200;
/// How many items of a list are looked at.
const ITEMS: usize = 3;
/// How much of a text is kept, in bytes.
const TEXT: usize = 400;

/// Goes behind a document of any size and keeps its outline.
pub(super) fn outline(cursor: &mut Cursor<'_>) -> Result<Value, Fault> {
    below(cursor, 0)
}

fn below(cursor: &mut Cursor<'_>, depth: usize) -> Result<Value, Fault> {
    if depth > DEPTH {
        cursor.skip()?;
        return Ok(Value::Null);
    }
    match cursor.peek()? {
        Some(b'{') => {
            let mut kept = Map::new();
            cursor.entries(|cursor, name| {
                if kept.len() < NAMES {
                    kept.insert(name.to_owned(), below(cursor, depth + 1)?);
                    return Ok(());
                }
                cursor.skip()
            })?;
            Ok(Value::Object(kept))
        }
        Some(b'[') => {
            let mut kept = Vec::new();
            cursor.items(|cursor, number| {
                if number < ITEMS {
                    kept.push(below(cursor, depth + 1)?);
                    return Ok(());
                }
                cursor.skip()
            })?;
            Ok(Value::Array(kept))
        }
        Some(b'"') => {
            let text = cursor.start()?;
            let end = text.floor_char_boundary(TEXT);
            Ok(Value::from(text.get(..end).unwrap_or_default()))
        }
        _ => cursor.read(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(json: &str) -> Value {
        let mut cursor = Cursor::new(Box::new(json.as_bytes()), json.len()).unwrap();
        super::outline(&mut cursor).unwrap()
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
