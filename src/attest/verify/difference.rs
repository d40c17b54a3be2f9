//! Two JSON documents, part by part. Things that have an id are compared with the thing of that id, wherever it
//! stands in the list.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// A part that differs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Difference<'a> {
    /// Where it stands in what was said, as a JSON Pointer; where it is missing, what it is missing from.
    pub(super) pointer: String,
    /// The nearest thing around it that has an id: the list in which it stands, and the id.
    pub(super) thing: Option<(&'a str, &'a str)>,
    /// The names from that thing, or from the top, down to the part.
    pub(super) field: Vec<&'a str>,
    /// What was said.
    pub(super) said: Option<&'a Value>,
    /// What was made.
    pub(super) made: Option<&'a Value>,
}

/// Every part in which `made` differs from `said`.
pub(super) fn differences<'a>(said: &'a Value, made: &'a Value) -> Vec<Difference<'a>> {
    let mut found = Vec::new();
    Way { pointer: String::new(), thing: None, field: Vec::new() }.walk(said, made, &mut found);
    found
}

/// Where the comparison is.
#[derive(Clone)]
struct Way<'a> {
    pointer: String,
    thing: Option<(&'a str, &'a str)>,
    field: Vec<&'a str>,
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
            (said, made) => found.push(self.differs(Some(said), Some(made))),
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
                None => found.push(way.differs(Some(value), None)),
            }
        }
        for (name, value) in made.iter().filter(|(name, _)| !said.contains_key(*name)) {
            let missing =
                Difference { field: self.below(name).field, ..self.differs(None, Some(value)) };
            found.push(missing);
        }
    }

    fn items(&self, said: &'a [Value], made: &'a [Value], found: &mut Vec<Difference<'a>>) {
        for (at, value) in said.iter().enumerate() {
            let way = self.at(at);
            match made.get(at) {
                Some(made) => way.walk(value, made, found),
                None => found.push(way.differs(Some(value), None)),
            }
        }
        let missing = made.iter().skip(said.len());
        found.extend(missing.map(|value| self.differs(None, Some(value))));
    }

    fn things(&self, said: &Ids<'a>, made: &Ids<'a>, found: &mut Vec<Difference<'a>>) {
        let list = self.field.last().copied().unwrap_or_default();
        for (id, (at, value)) in said {
            let way = Way { thing: Some((list, id)), field: Vec::new(), ..self.at(*at) };
            match made.get(id) {
                Some((_, made)) => way.walk(value, made, found),
                None => found.push(way.differs(Some(value), None)),
            }
        }
        for (id, (_, value)) in made.iter().filter(|(id, _)| !said.contains_key(*id)) {
            let way = Way { thing: Some((list, id)), field: Vec::new(), ..self.clone() };
            found.push(way.differs(None, Some(value)));
        }
        let same_things = said.keys().eq(made.keys());
        let moved =
            said.iter().find(|(id, (at, _))| made.get(*id).is_some_and(|made| made.0 != *at));
        if let (true, Some((id, (at, value)))) = (same_things, moved) {
            let way = Way { thing: Some((list, id)), field: vec!["place"], ..self.at(*at) };
            let made = made.get(id).map(|(_, made)| *made);
            found.push(way.differs(Some(value), made));
        }
    }

    fn below(&self, name: &'a str) -> Self {
        let mut way = self.clone();
        way.pointer.push('/');
        way.pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
        way.field.push(name);
        way
    }

    fn at(&self, index: usize) -> Self {
        Self { pointer: format!("{}/{index}", self.pointer), ..self.clone() }
    }

    fn differs(&self, said: Option<&'a Value>, made: Option<&'a Value>) -> Difference<'a> {
        let Self { pointer, thing, field } = self.clone();
        Difference { pointer, thing, field, said, made }
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
        let show = |value: Option<&Value>| value.map_or("-".to_owned(), ToString::to_string);
        let line = |it: &Difference<'_>| {
            let thing = it.thing.map_or(String::new(), |(list, id)| format!(" [{list} {id}]"));
            let (said, made) = (show(it.said), show(it.made));
            format!("{}{thing} {}: {said} {made}", it.pointer, it.field.join("."))
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
            "/gates/1/n/1 [gates y] n: 2 3",
            "/gates/1/n [gates y] n: - 4",
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
        assert_eq!(told(&said, &moved).len(), 1);
        assert!(told(&said, &moved)[0].starts_with("/claims/0 [claims a] place:"));
    }

    #[test]
    fn ids_that_stand_twice_hide_nothing() {
        let said = json!([{ "id": "a", "n": 1 }, { "id": "a", "n": 2 }]);
        let made = json!([{ "id": "a", "n": 1 }, { "id": "a", "n": 3 }]);
        assert_eq!(told(&said, &made), ["/1/n n: 2 3"]);
    }

    #[test]
    fn what_is_on_one_side_only_is_told() {
        assert_eq!(told(&json!({ "a/b": 1 }), &json!({})), ["/a~1b a/b: 1 -"]);
        assert_eq!(told(&json!({}), &json!({ "a": 1 })), [" a: - 1"]);
        assert_eq!(told(&json!({ "a": [1] }), &json!({ "a": "x" })), [r#"/a a: [1] "x""#]);
    }
}
