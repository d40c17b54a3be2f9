//! Which fields of a thing differ, as its document writes them.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::model::delta::Field;

/// The fields that differ between two values of one kind, in the order of their names. Texts are told as they are, lists
/// item by item, links and what is declared in short, other objects as compact JSON.
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
    let there = |all: &'_ Map<String, Value>, name: &String| {
        all.get(name).filter(|value| !value.is_null()).cloned()
    };
    let differing = names.into_iter().filter(|name| there(old, name) != there(new, name));
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
        Value::Array(items) => {
            let items: Vec<String> = items.iter().filter_map(told).collect();
            (!items.is_empty()).then(|| items.join(", "))
        }
        Value::Object(entries) => {
            Some(link(entries).or_else(|| declared(entries)).unwrap_or_else(|| value.to_string()))
        }
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
    }
}

/// A link as the findings write it: what was found behind it is told where it is looked at.
fn link(entries: &Map<String, Value>) -> Option<String> {
    let (evidence, _) = (entries.get("evidence")?.as_str()?, entries.get("state")?);
    let at = entries.get("at").and_then(Value::as_str).map(|at| format!("#{at}"));
    Some(format!("{evidence}{}", at.unwrap_or_default()))
}

/// What somebody declared: status, verdict, score, value and change, then the words and where they stand.
fn declared(entries: &Map<String, Value>) -> Option<String> {
    const NAMES: [&str; 7] = ["status", "verdict", "score", "value", "change", "words", "from"];
    if entries.is_empty() || !entries.keys().all(|name| NAMES.contains(&name.as_str())) {
        return None;
    }
    let said = |name: &str| {
        let text = entries.get(name).and_then(told)?;
        Some(match name {
            "words" => format!("\u{201c}{text}\u{201d}"),
            "from" => format!("({text})"),
            _ => text,
        })
    };
    let parts: Vec<String> = NAMES.into_iter().filter_map(said).collect();
    Some(parts.join(" "))
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_are_told_as_a_reader_would_write_them() {
        let old = json!({ "a": "x", "ids": ["F-1"], "same": 1, "gone": null });
        let new = json!({
            "a": "y", "ids": ["F-1", "F-2"], "same": 1, "other": { "k": [1] },
            "declared": [{ "status": "pass", "words": "Done", "from": [
                { "evidence": "report", "at": "L5", "state": "resolves", "lines": [5, 5] }] }],
        });
        let told: Vec<String> = of_values(&old, &new)
            .into_iter()
            .map(|it| {
                format!(
                    "{}: {} > {}",
                    it.field,
                    it.old.unwrap_or_default(),
                    it.new.unwrap_or_default()
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                "a: x > y",
                "declared:  > pass \u{201c}Done\u{201d} (report#L5)",
                "ids: F-1 > F-1, F-2",
                "other:  > {\"k\":[1]}",
            ]
        );
    }
}
