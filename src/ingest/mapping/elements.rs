//! The elements of one list in a JSON document, one by one, and what stands around them.

use std::fmt;
use std::io::{BufReader, Read};

use jaq_json::Val;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::ingest::Unreadable;
use crate::ingest::head::skip_mark;

/// Where the list is: names from the root. None is the root itself.
pub(super) type Path = Vec<String>;

/// The document without what the lists at these paths hold: the first of their elements stays, so that what each tells
/// of the run is known; the others are null there, so that they can be counted.
pub(super) fn around(bytes: impl Read, paths: &[Path]) -> Result<Vec<Val>, Unreadable> {
    let paths: Vec<&[String]> = paths.iter().map(Vec::as_slice).collect();
    let mut bytes = BufReader::new(bytes);
    skip_mark(&mut bytes)?;
    let mut reader = serde_json::Deserializer::from_reader(bytes);
    let mut documents = Vec::new();
    loop {
        documents.push(to_val(Around { paths: &paths }.deserialize(&mut reader)?)?);
        if reader.end().is_ok() {
            return Ok(documents);
        }
    }
}

/// What stands at a path; none where the path ends before.
pub(super) fn at<'v>(root: &'v Val, path: &[String]) -> Option<&'v Val> {
    path.iter().try_fold(root, |value, name| match value {
        Val::Obj(entries) => entries.get(&Val::utf8_str(name.clone().into_bytes())),
        Val::Null | Val::Bool(_) | Val::Num(_) | Val::BStr(_) | Val::TStr(_) | Val::Arr(_) => None,
    })
}

fn to_val(value: Value) -> Result<Val, Unreadable> {
    Ok(serde_json::from_value(value)?)
}

struct Around<'p> {
    paths: &'p [&'p [String]],
}

impl<'de> DeserializeSeed<'de> for Around<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if self.paths.is_empty() {
            return serde::Deserialize::deserialize(deserializer);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Around<'_> {
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
        Ok(text.into())
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut kept = Vec::new();
        if self.paths.iter().any(|path| path.is_empty()) {
            kept.extend(items.next_element()?);
            while items.next_element::<IgnoredAny>()?.is_some() {
                kept.push(Value::Null);
            }
        }
        while let Some(item) = items.next_element()? {
            kept.push(item);
        }
        Ok(Value::Array(kept))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut kept = serde_json::Map::new();
        while let Some(name) = entries.next_key::<String>()? {
            let below: Vec<&[String]> = self
                .paths
                .iter()
                .filter_map(|path| path.split_first())
                .filter(|(first, _)| **first == name)
                .map(|(_, rest)| rest)
                .collect();
            kept.insert(name, entries.next_value_seed(Around { paths: &below })?);
        }
        Ok(Value::Object(kept))
    }
}

/// Gives each element of the list at `path` to `take`, with the number of its document and its own.
///
/// Where no list is there, nothing is given.
pub(super) fn each(
    bytes: impl Read,
    path: &[String],
    take: &mut dyn FnMut(usize, usize, Val) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    let mut bytes = BufReader::with_capacity(256 * 1024, bytes);
    skip_mark(&mut bytes)?;
    let mut reader = serde_json::Deserializer::from_reader(bytes);
    let mut document = 0;
    loop {
        let mut failed = None;
        let seed = Each {
            path,
            take: &mut |index, value| match take(document, index, value) {
                Ok(()) => true,
                Err(error) => {
                    failed = Some(error);
                    false
                }
            },
        };
        let read = seed.deserialize(&mut reader);
        if let Some(error) = failed {
            return Err(error);
        }
        read?;
        if reader.end().is_ok() {
            return Ok(());
        }
        document += 1;
    }
}

struct Each<'a> {
    path: &'a [String],
    take: &'a mut dyn FnMut(usize, Val) -> bool,
}

impl<'de> DeserializeSeed<'de> for Each<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Each<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        if !self.path.is_empty() {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        let mut index = 0;
        while let Some(value) = items.next_element::<Val>()? {
            if !(self.take)(index, value) {
                return Err(A::Error::custom("stopped"));
            }
            index += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Some((first, rest)) = self.path.split_first() else {
            while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(());
        };
        while let Some(name) = entries.next_key::<String>()? {
            if name == *first {
                entries.next_value_seed(Each { path: rest, take: &mut *self.take })?;
            } else {
                entries.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Path {
        text.split('/').skip(1).map(str::to_owned).collect()
    }

    fn elements(json: &str, at: &str) -> Vec<(usize, usize, String)> {
        let mut all = Vec::new();
        each(json.as_bytes(), &path(at), &mut |document, index, value| {
            all.push((document, index, value.to_string()));
            Ok(())
        })
        .unwrap();
        all
    }

    #[test]
    fn a_list_is_found_wherever_it_stands() {
        let told = |at: usize, value: &str| (0, at, value.to_owned());
        assert_eq!(
            elements(r#"{"a":{"b":[1,"x"]},"c":[3]}"#, "/a/b"),
            [told(0, "1"), told(1, "\"x\"")]
        );
        assert_eq!(elements("[[1],2]", ""), [told(0, "[1]"), told(1, "2")]);
        assert_eq!(elements(r#"{"a":null}"#, "/a"), []);
        assert_eq!(elements("null", ""), []);
        let second = (1, 0, "2".to_owned());
        assert_eq!(elements("{\"a\":[1]}\n{\"a\":[2]}", "/a"), [told(0, "1"), second]);
    }

    #[test]
    fn what_stands_around_has_but_the_first_of_the_lists() {
        let json = r#"{"a":{"b":[1,2],"c":3},"d":[4],"e":[5]}"#;
        let documents = around(json.as_bytes(), &[path("/a/b"), path("/d")]).unwrap();
        let told: Vec<String> = documents.iter().map(ToString::to_string).collect();
        assert_eq!(told, [r#"{"a":{"b":[1,null],"c":3},"d":[4],"e":[5]}"#]);
    }

    #[test]
    fn what_is_cut_off_is_an_error_with_its_place() {
        let error = each(b"[1,".as_slice(), &[], &mut |_, _, _| Ok(())).unwrap_err();
        assert!(matches!(error, Unreadable::Content { place: Some((1, 3)), .. }), "{error:?}");
    }
}
