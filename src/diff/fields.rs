//! Which fields of a thing differ, as its document writes them.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::model::delta::Field;

/// The fields that differ between two values of one kind, in the order of their names. Lists and objects are told as
/// compact JSON, texts as they are.
pub(super) fn of_values(old: &impl Serialize, new: &impl Serialize) -> Vec<Field> {
    // What was read from a document can be written.
    let read = |value: serde_json::Result<Value>| match value {
        Ok(Value::Object(entries)) => entries,
        _ => Map::new(),
    };
    let (old, new) = (read(serde_json::to_value(old)), read(serde_json::to_value(new)));
    of_entries(&old, &new)
}

/// The same, but for some fields.
pub(super) fn without(old: &impl Serialize, new: &impl Serialize, left_out: &[&str]) -> Vec<Field> {
    let mut fields = of_values(old, new);
    fields.retain(|field| !left_out.contains(&field.field.as_str()));
    fields
}

fn of_entries(old: &Map<String, Value>, new: &Map<String, Value>) -> Vec<Field> {
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let differing = names.into_iter().filter(|name| old.get(*name) != new.get(*name));
    differing
        .map(|name| Field {
            field: name.clone(),
            old: old.get(name).and_then(told),
            new: new.get(name).and_then(told),
        })
        .collect()
}

fn told(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Some(value.to_string())
        }
    }
}

/// A field that differs; none where both say the same.
pub(super) fn field<T: PartialEq + ToString>(
    name: &str,
    old: Option<T>,
    new: Option<T>,
) -> Option<Field> {
    (old != new).then(|| Field {
        field: name.to_owned(),
        old: old.map(|it| it.to_string()),
        new: new.map(|it| it.to_string()),
    })
}
