//! Holds a document against its schema without keeping all of it. Findings may be many: each is parsed, held against
//! what the schema says of one, and let go; the rest is held against the schema as a whole.
//!
//! This tells only that a document follows its schema. Where it doesn't, `load` looks again and keeps all, so that what
//! is wrong can be told with its place.

use std::cell::Cell;
use std::fmt;

use jsonschema::Validator;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::contract::Contract;
use super::syntax::Tree;

/// The document without its findings, if these follow the schema and no key stands twice; nothing else is said of it.
pub(super) fn without_findings(text: &str, contract: &Contract) -> Option<Value> {
    let twice = Cell::new(false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let top = Level { contract, path: "", twice: &twice };
    let rest = top.deserialize(&mut deserializer).ok()?;
    deserializer.end().ok()?;
    (!twice.get()).then_some(rest)
}

/// An object in which a list of findings stands, or an object that has one.
struct Level<'a> {
    contract: &'a Contract,
    /// The JSON Pointer to it.
    path: &'a str,
    twice: &'a Cell<bool>,
}

impl<'de> DeserializeSeed<'de> for Level<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Level<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let Self { contract, path, twice } = self;
        let mut properties = Map::new();
        while let Some(key) = object.next_key::<String>()? {
            let below = format!("{path}/{key}");
            let value = if let Some(each) = contract.each(&below) {
                object.next_value_seed(Each { each, twice })?
            } else if contract.has_lists_below(&below) {
                object.next_value_seed(Level { contract, path: &below, twice })?
            } else {
                object.next_value_seed(Tree { twice })?
            };
            if properties.insert(key, value).is_some() {
                twice.set(true);
            }
        }
        Ok(Value::Object(properties))
    }
}

/// A list, of which nothing is kept.
struct Each<'a> {
    each: &'a Validator,
    twice: &'a Cell<bool>,
}

impl<'de> DeserializeSeed<'de> for Each<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Each<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        while let Some(value) = list.next_element_seed(Tree { twice: self.twice })? {
            if !self.each.is_valid(&value) {
                return Err(A::Error::custom("it doesn't follow its schema"));
            }
        }
        Ok(Value::Array(Vec::new()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::contract;
    use super::*;

    const FINDING: &str = r#"{ "rule": "r", "title": "t", "severity": "low" }"#;

    fn rest(findings: &str) -> Option<Value> {
        let text = format!(
            r#"{{ "signoff": "1", "subject": {{ "name": "s" }}, "findings": {findings}, "runs": [] }}"#
        );
        without_findings(&text, contract::findings())
    }

    #[test]
    fn findings_are_held_against_the_schema_and_let_go() {
        let left = rest(&format!("[{FINDING}, {FINDING}]")).unwrap();
        assert_eq!(left["findings"], serde_json::json!([]));
        assert_eq!(left["subject"]["name"], "s");
        assert!(rest("[]").is_some());
    }

    #[test]
    fn nothing_is_said_of_what_is_wrong() {
        for wrong in [
            r#"[{ "rule": "r" }]"#,
            r#"[{ "rule": "r", "title": "t", "severity": "bad" }]"#,
            r#"[{ "rule": "r", "rule": "r", "title": "t", "severity": "low" }]"#,
            r#"[{ "rule": "r", "title": "t", "severity": "low", "location": { "start_line": 0 } }]"#,
            r#"{ "a": 1 }"#,
            "null",
            "[1]",
            "[",
            "[], \"findings\": []",
        ] {
            assert_eq!(rest(wrong), None, "{wrong}");
        }
        assert_eq!(without_findings("[]", contract::findings()), None);
        assert_eq!(without_findings("{} {}", contract::findings()), None);
    }

    #[test]
    fn what_else_is_wrong_is_left_for_the_schema() {
        let left = without_findings(r#"{ "signoff": 1, "facts": 2 }"#, contract::findings());
        assert_eq!(left, Some(serde_json::json!({ "signoff": 1, "facts": 2 })));
        let facts = r#"{ "facts": { "findings": [{ "id": 1 }] } }"#;
        assert_eq!(without_findings(facts, contract::report()), None);
        let none = r#"{ "facts": { "findings": [], "of": null } }"#;
        let left = without_findings(none, contract::report()).unwrap();
        assert_eq!(left["facts"]["of"], Value::Null);
    }
}
