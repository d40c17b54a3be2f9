//! Two JSON documents, part by part. Things that have an id are compared with the thing of that id, wherever it
//! stands in the list.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::diagnostic::step;

/// A part that differs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Difference<'a> {
    /// Where it stands in what was said, as a JSON Pointer; where it is missing, what it is missing from.
    pub(super) pointer: String,
    /// The outermost thing around it that has an id.
    pub(super) thing: Option<Thing<'a>>,
    /// The names from that thing, or from the top, down to the part, with `.` between them.
    pub(super) part: String,
    /// What differs.
    pub(super) sides: Sides<'a>,
}

/// A thing that has an id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Thing<'a> {
    /// The name of the list in which it stands.
    pub(super) list: String,
    pub(super) id: &'a str,
    /// How much of the pointer leads to it.
    depth: usize,
}

/// What was said and what was made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sides<'a> {
    Both(&'a Value, &'a Value),
    SaidOnly(&'a Value),
    MadeOnly(&'a Value),
    /// The same thing stands in another place of its list.
    Moved,
}

/// Every part in which `made` differs from `said`.
pub(super) fn differences<'a>(said: &'a Value, made: &'a Value) -> Vec<Difference<'a>> {
    let mut found = Vec::new();
    Way { pointer: String::new(), thing: None }.walk(said, made, &mut found);
    found
}

/// Where the comparison is.
#[derive(Clone)]
struct Way<'a> {
    pointer: String,
    thing: Option<Thing<'a>>,
}

impl<'a> Way<'a> {
    /// Documents that were parsed are nested 128 levels deep at most, so that this ends.
    fn walk(&self, said: &'a Value, made: &'a Value, found: &mut Vec<Difference<'a>>) {
        match (said, made) {
            (Value::Object(said), Value::Object(made)) => self.objects(said, made, found),
            (Value::Array(said), Value::Array(made)) => match (by_id(said), by_id(made)) {
                (Some(said_ids), Some(made_ids)) => self.things(&said_ids, &made_ids, found),
                _ => self.items(said, made, found),
            },
            (said, made) if said == made => {}
            (said, made) => found.push(self.differs(Sides::Both(said, made))),
        }
    }

    fn objects(
        &self,
        said: &'a Map<String, Value>,
        made: &'a Map<String, Value>,
        found: &mut Vec<Difference<'a>>,
    ) {
        for (name, value) in said {
            let way = self.below(name);
            match made.get(name) {
                Some(made) => way.walk(value, made, found),
                None => found.push(way.differs(Sides::SaidOnly(value))),
            }
        }
        for (name, value) in made.iter().filter(|(name, _)| !said.contains_key(*name)) {
            found.push(self.missing(name, value));
        }
    }

    fn items(&self, said: &'a [Value], made: &'a [Value], found: &mut Vec<Difference<'a>>) {
        for (at, value) in said.iter().enumerate() {
            let way = self.below(&at.to_string());
            match made.get(at) {
                Some(made) => way.walk(value, made, found),
                None => found.push(way.differs(Sides::SaidOnly(value))),
            }
        }
        for (at, value) in made.iter().enumerate().skip(said.len()) {
            found.push(self.missing(&at.to_string(), value));
        }
    }

    fn things(&self, said: &Ids<'a>, made: &Ids<'a>, found: &mut Vec<Difference<'a>>) {
        for (id, (at, value)) in said {
            let way = self.thing(id, *at);
            match made.get(id) {
                Some((_, made)) => way.walk(value, made, found),
                None => found.push(way.differs(Sides::SaidOnly(value))),
            }
        }
        for (id, (_, value)) in made.iter().filter(|(id, _)| !said.contains_key(*id)) {
            let named = self.thing(id, 0).thing;
            let Self { pointer, thing } = self.clone();
            let part = thing.as_ref().map_or_else(String::new, |_| (*id).to_owned());
            let thing = thing.or(named);
            found.push(Difference { pointer, thing, part, sides: Sides::MadeOnly(value) });
        }
        let same_things = said.keys().eq(made.keys());
        let moved =
            said.iter().find(|(id, (at, _))| made.get(*id).is_some_and(|made| made.0 != *at));
        if let (true, Some((id, (at, _)))) = (same_things, moved) {
            found.push(self.thing(id, *at).differs(Sides::Moved));
        }
    }

    fn below(&self, name: &str) -> Self {
        Self { pointer: format!("{}{}", self.pointer, step(name)), thing: self.thing.clone() }
    }

    /// At a thing of the list that this is; the outermost thing is kept.
    fn thing(&self, id: &'a str, at: usize) -> Self {
        let way = self.below(&at.to_string());
        let list = self.pointer.rsplit('/').next().unwrap_or_default().to_owned();
        let here = || Thing { list, id, depth: way.pointer.len() };
        let thing = self.thing.clone().or_else(|| Some(here()));
        Self { thing, ..way }
    }

    fn missing(&self, name: &str, made: &'a Value) -> Difference<'a> {
        let part = self.below(name).part();
        let Self { pointer, thing } = self.clone();
        Difference { pointer, thing, part, sides: Sides::MadeOnly(made) }
    }

    fn differs(&self, sides: Sides<'a>) -> Difference<'a> {
        let Self { pointer, thing } = self.clone();
        Difference { pointer, thing, part: self.part(), sides }
    }

    fn part(&self) -> String {
        let depth = self.thing.as_ref().map_or(0, |thing| thing.depth);
        let below = self.pointer.get(depth..).unwrap_or_default();
        below.trim_start_matches('/').replace('/', ".")
    }
}

/// Things by their ids, each with its index.
type Ids<'a> = BTreeMap<&'a str, (usize, &'a Value)>;

/// The items by their ids, where each has one of its own.
fn by_id(items: &[Value]) -> Option<Ids<'_>> {
    let mut ids = Ids::new();
    for (at, item) in items.iter().enumerate() {
        if ids.insert(item.get("id")?.as_str()?, (at, item)).is_some() {
            return None;
        }
    }
    Some(ids)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(said: &Value, made: &Value) -> Vec<String> {
        let line = |it: &Difference<'_>| {
            let thing = it.thing.as_ref();
            let thing = thing.map_or(String::new(), |it| format!(" [{} {}]", it.list, it.id));
            let sides = match it.sides {
                Sides::Both(said, made) => format!("{said} {made}"),
                Sides::SaidOnly(said) => format!("{said} -"),
                Sides::MadeOnly(made) => format!("- {made}"),
                Sides::Moved => "moved".to_owned(),
            };
            format!("{}{thing} {}: {sides}", it.pointer, it.part)
        };
        differences(said, made).iter().map(line).collect()
    }

    #[test]
    fn equal_documents_differ_in_nothing() {
        let document = json!({ "a": [1, { "b": null }], "gates": [{ "id": "x" }] });
        assert_eq!(told(&document, &document), [""; 0]);
        assert_eq!(told(&json!({ "a": 1, "b": 2 }), &json!({ "b": 2, "a": 1 })), [""; 0]);
    }

    #[test]
    fn parts_are_named_by_the_thing_around_them() {
        let said =
            json!({ "gates": [{ "id": "x", "outcome": "pass" }, { "id": "y", "n": [1, 2] }] });
        let made =
            json!({ "gates": [{ "id": "x", "outcome": "fail" }, { "id": "y", "n": [1, 3, 4] }] });
        let expected = [
            r#"/gates/0/outcome [gates x] outcome: "pass" "fail""#,
            "/gates/1/n/1 [gates y] n.1: 2 3",
            "/gates/1/n [gates y] n.2: - 4",
        ];
        assert_eq!(told(&said, &made), expected);
    }

    #[test]
    fn things_are_found_wherever_they_stand() {
        let said = json!({ "claims": [{ "id": "a" }, { "id": "b", "s": 1 }] });
        let gone = json!({ "claims": [{ "id": "b", "s": 2 }, { "id": "c" }] });
        let expected = [
            r#"/claims/0 [claims a] : {"id":"a"} -"#,
            "/claims/1/s [claims b] s: 1 2",
            r#"/claims [claims c] : - {"id":"c"}"#,
        ];
        assert_eq!(told(&said, &gone), expected);
        let moved = json!({ "claims": [{ "id": "b", "s": 1 }, { "id": "a" }] });
        assert_eq!(told(&said, &moved), ["/claims/0 [claims a] : moved"]);
    }

    #[test]
    fn the_outermost_thing_names_what_is_in_it() {
        let said = json!({ "lists": [{ "id": "l", "items": [{ "id": "a", "n": 1 }] }] });
        let made =
            json!({ "lists": [{ "id": "l", "items": [{ "id": "a", "n": 2 }, { "id": "b" }] }] });
        let expected = [
            "/lists/0/items/0/n [lists l] items.0.n: 1 2",
            r#"/lists/0/items [lists l] b: - {"id":"b"}"#,
        ];
        assert_eq!(told(&said, &made), expected);
    }

    #[test]
    fn ids_that_stand_twice_hide_nothing() {
        let said = json!([{ "id": "a", "n": 1 }, { "id": "a", "n": 2 }]);
        let made = json!([{ "id": "a", "n": 1 }, { "id": "a", "n": 3 }]);
        assert_eq!(told(&said, &made), ["/1/n 1.n: 2 3"]);
    }

    #[test]
    fn what_is_on_one_side_only_is_told() {
        assert_eq!(told(&json!({ "a/b": 1 }), &json!({})), ["/a~1b a~1b: 1 -"]);
        assert_eq!(told(&json!({}), &json!({ "a": 1 })), [" a: - 1"]);
        assert_eq!(told(&json!({ "a": [1] }), &json!({ "a": "x" })), [r#"/a a: [1] "x""#]);
    }
}
