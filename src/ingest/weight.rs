//! How much memory an item takes, about.

use serde_json::Value;

use super::Item;
use crate::model::Finding;

/// What a value takes besides its texts.
const VALUE: usize = 64;

/// The weight of an item, in bytes.
pub(super) fn of(item: &Item) -> usize {
    match item {
        Item::Run(run) => size_of_val(&**run) + of_all(run.properties.values()),
        Item::Finding { finding, at } => at.len() + of_finding(finding),
        Item::Measure { measure, at } => at.len() + size_of_val(&**measure),
        Item::Note { message, at } => message.len() + at.len(),
    }
}

fn of_finding(finding: &Finding) -> usize {
    let place = finding.location.as_ref();
    let texts = [
        Some(&finding.title),
        finding.body.as_ref(),
        finding.impact.as_ref(),
        place.and_then(|place| place.path.as_ref()),
        place.and_then(|place| place.snippet.as_ref()),
    ];
    let texts: usize = texts.into_iter().flatten().map(String::len).sum();
    let names: usize = finding.aliases.iter().map(|name| name.len() + VALUE).sum();
    size_of_val(finding) + texts + names + of_all(finding.properties.values())
}

fn of_all<'v>(values: impl Iterator<Item = &'v Value>) -> usize {
    values.map(of_value).sum()
}

fn of_value(value: &Value) -> usize {
    VALUE
        + match value {
            Value::Null | Value::Bool(_) | Value::Number(_) => 0,
            Value::String(text) => text.len(),
            Value::Array(items) => of_all(items.iter()),
            Value::Object(entries) => {
                entries.keys().map(String::len).sum::<usize>() + of_all(entries.values())
            }
        }
}
