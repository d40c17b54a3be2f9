//! Lists and maps of foreign documents, of which none is read that has more than is kept: a few bytes in a file may
//! take up a hundred in memory. For `deserialize_with`; what is null isn't there.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// The most things of one kind that are kept of a file.
pub(super) const MOST_THINGS: usize = 4_000_000;

/// Whether a JSON text has more than `most` objects: lists in lists may hold as many as they like of each.
pub(super) fn has_more_objects(json: &str, most: usize) -> bool {
    let (mut objects, mut quoted, mut escaped) = (0_usize, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = quoted,
            b'"' => quoted = !quoted,
            b'{' if !quoted => objects += 1,
            _ => {}
        }
    }
    objects > most
}

/// A list of at most [`MOST_THINGS`] elements.
pub(super) fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Vec<T>>, D::Error> {
    deserializer.deserialize_any(Bounded(PhantomData::<Elements<T>>))
}

/// An object of at most [`MOST_THINGS`] members.
pub(super) fn map<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<BTreeMap<String, T>>, D::Error> {
    deserializer.deserialize_any(Bounded(PhantomData::<Members<T>>))
}

struct Bounded<K>(PhantomData<K>);
struct Elements<T>(PhantomData<T>);
struct Members<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Bounded<Elements<T>> {
    type Value = Option<Vec<T>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = elements.next_element()? {
            if list.len() == MOST_THINGS {
                return Err(too_many());
            }
            list.push(element);
        }
        Ok(Some(list))
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Bounded<Members<T>> {
    type Value = Option<BTreeMap<String, T>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some((name, member)) = members.next_entry()? {
            if map.len() == MOST_THINGS {
                return Err(too_many());
            }
            map.insert(name, member);
        }
        Ok(Some(map))
    }
}

fn too_many<E: Error>() -> E {
    E::custom(format!("a list or an object in it has more than {MOST_THINGS} elements"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(text: &str) -> Result<Option<Vec<u8>>, serde_json::Error> {
        list(&mut serde_json::Deserializer::from_str(text))
    }

    fn mapped(text: &str) -> Result<Option<BTreeMap<String, u8>>, serde_json::Error> {
        map(&mut serde_json::Deserializer::from_str(text))
    }

    #[test]
    fn lists_end_at_the_most_that_is_kept() {
        let zeros = |many: usize| format!("[{}0]", "0,".repeat(many - 1));
        assert_eq!(listed(&zeros(MOST_THINGS)).unwrap().unwrap().len(), MOST_THINGS);
        let error = listed(&zeros(MOST_THINGS + 1)).unwrap_err().to_string();
        assert!(error.contains("more than 4000000 elements"), "{error}");
    }

    #[test]
    fn objects_are_counted_outside_of_texts() {
        let text = r#"{"a{\"{": [{}, {"b": "{\\"}], "c": 1}"#;
        assert!(has_more_objects(text, 2) && !has_more_objects(text, 3));
    }

    #[test]
    fn what_is_null_is_none_and_what_is_something_else_is_an_error() {
        let of_two = mapped(r#"{"a": 1, "b": 2, "a": 3}"#).unwrap().unwrap();
        assert_eq!((of_two.len(), of_two.get("a")), (2, Some(&3)));
        assert_eq!(mapped("null").unwrap(), None);
        assert_eq!(listed("null").unwrap(), None);
        assert!(mapped("[]").is_err() && listed("{}").is_err() && listed("1").is_err());
    }
}
