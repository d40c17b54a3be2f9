//! Which fields of a thing differ, as its document writes them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map, Value};

use super::told::{Detail, told};
use crate::model::delta::Field;

/// The fields that differ between two values of one kind, in the order of their names. What lies inside another is told
/// by itself, as `evidence.max_age`, and so is a thing of a list by its id; what only one side has is told as a whole.
pub(super) fn of_values(old: &impl Serialize, new: &impl Serialize) -> Vec<Field> {
    without(old, new, &[])
}

/// The same, but for some fields.
pub(super) fn without(old: &impl Serialize, new: &impl Serialize, left_out: &[&str]) -> Vec<Field> {
    // What was read from a document can be written.
    let read = |value: serde_json::Result<Value>| match value {
        Ok(Value::Object(entries)) => entries,
        _ => Map::new(),
    };
    let (mut old, mut new) = (read(serde_json::to_value(old)), read(serde_json::to_value(new)));
    for entries in [&mut old, &mut new] {
        entries.retain(|name, _| !left_out.contains(&name.as_str()));
    }
    let mut fields = Vec::new();
    of_entries("", &old, &new, &mut fields);
    fields
}

fn of_entries(path: &str, old: &Map<String, Value>, new: &Map<String, Value>, to: &mut Vec<Field>) {
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        of_value(&inside(path, name), old.get(name), new.get(name), to);
    }
}

fn inside(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn of_value(path: &str, old: Option<&Value>, new: Option<&Value>, to: &mut Vec<Field>) {
    let [old, new] = [old, new].map(|value| value.filter(|value| !value.is_null()));
    match (old, new) {
        (old, new) if old == new => {}
        (Some(Value::Object(old)), Some(Value::Object(new))) => of_entries(path, old, new, to),
        (Some(Value::Array(was)), Some(Value::Array(is))) => match (by_key(was), by_key(is)) {
            (Some(was), Some(is)) => of_things(path, &was, &is, to),
            _ => to.push(whole(path, old, new)),
        },
        _ => to.push(whole(path, old, new)),
    }
}

/// Things of a list by their names, in their order.
type Named<'v> = Vec<(&'v str, &'v Value)>;

/// The things of a list by their ids, or by their names; none where one has neither, or two have the same.
fn by_key(items: &[Value]) -> Option<Named<'_>> {
    ["id", "name"].into_iter().find_map(|key| {
        let named = items.iter().map(|item| Some((item.get(key)?.as_str()?, item)));
        let named: Named<'_> = named.collect::<Option<_>>()?;
        let apart: BTreeSet<&str> = named.iter().map(|(name, _)| *name).collect();
        (apart.len() == named.len()).then_some(named)
    })
}

fn of_things(path: &str, old: &Named<'_>, new: &Named<'_>, to: &mut Vec<Field>) {
    let [before, after] =
        [old, new].map(|side| side.iter().copied().collect::<BTreeMap<&str, &Value>>());
    let told = to.len();
    let gone = old.iter().filter(|(name, _)| !after.contains_key(name));
    for (name, _) in new.iter().chain(gone) {
        let (was, is) = (before.get(name).copied(), after.get(name).copied());
        of_value(&inside(path, name), was, is, to);
    }
    if to.len() == told {
        let order = |side: &Named<'_>| {
            let names: Vec<&str> = side.iter().map(|(name, _)| *name).collect();
            Some(names.join(", "))
        };
        to.push(Field { field: path.to_owned(), old: order(old), new: order(new) });
    }
}

/// A field as a whole; in full where in short both sides read alike.
fn whole(path: &str, old: Option<&Value>, new: Option<&Value>) -> Field {
    let both = |detail| [old, new].map(|value| value.and_then(|value| told(value, detail)));
    let [mut was, mut is] = both(Detail::Short);
    if was == is {
        [was, is] = both(Detail::Full);
    }
    // A number and the same as a text, in a bag of a tool's own.
    if was == is {
        [was, is] = [old, new].map(|value| value.map(Value::to_string));
    }
    Field { field: path.to_owned(), old: was, new: is }
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

    fn lines(old: &Value, new: &Value) -> Vec<String> {
        let fields = of_values(old, new).into_iter();
        let line = |it: Field| {
            format!("{}: {} > {}", it.field, it.old.unwrap_or_default(), it.new.unwrap_or_default())
        };
        fields.map(line).collect()
    }

    #[test]
    fn fields_are_told_as_a_reader_would_write_them() {
        let old = json!({ "a": "x", "ids": ["F-1"], "same": 1, "gone": null });
        let new = json!({
            "a": "y", "ids": ["F-1", "F-2"], "same": 1, "other": { "k": [1], "deep_down": { "b": true } },
            "declared": [{ "status": "pass", "words": "Done", "from": [
                { "evidence": "report", "at": "L5", "state": "resolves", "lines": [5, 5] }] }],
        });
        assert_eq!(
            lines(&old, &new),
            [
                "a: x > y",
                "declared:  > pass \u{201c}Done\u{201d} (report#L5)",
                "ids: F-1 > F-1, F-2",
                "other:  > k 1, deep down (b true)",
            ]
        );
    }

    #[test]
    fn what_lies_inside_another_is_told_by_itself() {
        let link = |value: &str| json!({ "evidence": "e", "at": "/a", "state": "holds", "lines": [5, 6], "value": value });
        let old = json!({
            "says": { "value": "95", "links": [link("95")] },
            "gate": [{ "id": "a", "level": "block" }, { "id": "b", "max": 0 }, { "id": "gone", "max": 1 }],
            "role": [{ "name": "x" }, { "name": "y" }],
            "condition_states": [{ "from": "s", "text": "Mend it", "owner": "Ben", "state": "open" }],
        });
        let new = json!({
            "says": { "value": "96", "links": [link("96")] },
            "gate": [{ "id": "new", "type": "score" }, { "id": "a", "level": "warn" }, { "id": "b", "max": 0 }],
            "role": [{ "name": "y" }, { "name": "x" }],
            "condition_states": [{ "from": "s", "text": "Mend it", "owner": "Ben", "state": "closed" }],
        });
        assert_eq!(
            lines(&old, &new),
            [
                "condition_states: Mend it (owner Ben, state open) > Mend it (owner Ben, state closed)",
                "gate.new:  > type score",
                "gate.a.level: block > warn",
                "gate.gone: max 1 > ",
                "role: x, y > y, x",
                "says.links: e#/a (state holds, L5-L6, value 95) > e#/a (state holds, L5-L6, value 96)",
                "says.value: 95 > 96",
            ]
        );
    }

    #[test]
    fn nothing_that_differs_is_dropped() {
        let values = [
            json!([]),
            json!([[]]),
            json!([{}]),
            json!({}),
            json!(""),
            json!([""]),
            json!([{ "id": "a" }, { "id": "a" }]),
            json!([{ "id": 1 }]),
            json!({ "text": "a" }),
            json!([{ "text": "a", "b": {} }]),
            json!(false),
            json!(null),
            json!({ "evidence": "e", "state": "holds" }),
            json!({ "status": "pass", "properties": { "k": [{ "l": 1 }] } }),
        ];
        for (at, old) in values.iter().enumerate() {
            for new in values.iter().skip(at) {
                let fields = of_values(&json!({ "f": old }), &json!({ "f": new }));
                let is_same = |value: &Value| value.is_null();
                assert_eq!(
                    fields.is_empty(),
                    old == new || (is_same(old) && is_same(new)),
                    "{old} {new}"
                );
                assert!(fields.iter().all(|field| field.old != field.new), "{old} {new}");
            }
        }
    }
}
