//! The elements of one list in a JSON document, one by one, and what stands around them.

use jaq_json::Val;

use crate::ingest::json::{Cursor, Fault};
use crate::ingest::{Raw, Unreadable};

/// Where the list is: names from the root. None is the root itself.
pub(super) type Path = Vec<String>;

/// An element of a list.
pub(super) struct Element {
    /// The number of its document.
    pub(super) document: usize,
    /// Its own in the list.
    pub(super) index: usize,
    pub(super) value: Val,
    /// How many bytes of the document it is.
    pub(super) bytes: u64,
}

/// The longest element, and the most that may stand around a list, in bytes.
const LONGEST: usize = 256 * 1024 * 1024;

/// The document without what the lists at these paths hold: the first of their elements stays, so that what each tells
/// of the run is known; the others are null there, so that they can be counted.
pub(super) fn around(raw: &dyn Raw, paths: &[Path]) -> Result<Vec<Val>, Unreadable> {
    let paths: Vec<&[String]> = paths.iter().map(Vec::as_slice).collect();
    let mut documents = Vec::new();
    let read = Cursor::new(raw.open()?, LONGEST).and_then(|mut cursor| {
        loop {
            documents.push(without(&mut cursor, &paths)?);
            if cursor.peek()?.is_none() {
                return Ok(());
            }
        }
    });
    read.map(|()| documents).map_err(|fault| fault.of(raw))
}

/// What stands at a path; none where the path ends before.
pub(super) fn at<'v>(root: &'v Val, path: &[String]) -> Option<&'v Val> {
    path.iter().try_fold(root, |value, name| match value {
        Val::Obj(entries) => entries.get(&Val::utf8_str(name.clone().into_bytes())),
        Val::Null | Val::Bool(_) | Val::Num(_) | Val::BStr(_) | Val::TStr(_) | Val::Arr(_) => None,
    })
}

fn without(cursor: &mut Cursor<'_>, paths: &[&[String]]) -> Result<Val, Fault> {
    match cursor.peek()? {
        Some(b'[') if paths.iter().any(|path| path.is_empty()) => {
            let mut kept = Vec::new();
            cursor.items(|cursor, number| {
                if number == 0 {
                    kept.push(cursor.read()?);
                    return Ok(());
                }
                kept.push(Val::Null);
                cursor.skip()
            })?;
            Ok(kept.into_iter().collect())
        }
        Some(b'{') if !paths.is_empty() => {
            let mut kept = Vec::new();
            cursor.entries(|cursor, name| {
                let below: Vec<&[String]> = paths
                    .iter()
                    .filter_map(|path| path.split_first())
                    .filter(|(first, _)| *first == name)
                    .map(|(_, rest)| rest)
                    .collect();
                kept.push((Val::from(name.to_owned()), without(cursor, &below)?));
                Ok(())
            })?;
            Ok(Val::obj(kept.into_iter().collect()))
        }
        _ => cursor.read(),
    }
}

/// Gives each element of the list at `path` to `take`.
///
/// Where no list is there, nothing is given.
pub(super) fn each(
    raw: &dyn Raw,
    path: &[String],
    take: &mut dyn FnMut(Element) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    let read = Cursor::new(raw.open()?, LONGEST).and_then(|mut cursor| {
        for document in 0.. {
            below(&mut cursor, path, &mut |index, value, bytes| {
                take(Element { document, index, value, bytes })
            })?;
            if cursor.peek()?.is_none() {
                break;
            }
        }
        Ok(())
    });
    read.map_err(|fault| fault.of(raw))
}

fn below(
    cursor: &mut Cursor<'_>,
    path: &[String],
    take: &mut dyn FnMut(usize, Val, u64) -> Result<(), Unreadable>,
) -> Result<(), Fault> {
    match (path.split_first(), cursor.peek()?) {
        (None, Some(b'[')) => cursor.items(|cursor, index| {
            let start = cursor.offset();
            let value = cursor.read()?;
            Ok(take(index, value, cursor.offset() - start)?)
        }),
        (Some((first, rest)), Some(b'{')) => {
            cursor.entries(
                |cursor, name| {
                    if name == first { below(cursor, rest, take) } else { cursor.skip() }
                },
            )
        }
        _ => cursor.skip(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::InMemory;

    fn raw(json: &str) -> InMemory {
        InMemory { path: "a.json".to_owned(), bytes: json.as_bytes().to_vec() }
    }

    fn path(text: &str) -> Path {
        text.split('/').skip(1).map(str::to_owned).collect()
    }

    fn elements(json: &str, at: &str) -> Vec<(usize, usize, String)> {
        let mut all = Vec::new();
        each(&raw(json), &path(at), &mut |it| {
            all.push((it.document, it.index, it.value.to_string()));
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
    fn what_stands_around_lacks_the_lists() {
        let json = r#"{"a":{"b":[1,2],"c":3},"d":[4],"e":[5]}"#;
        let documents = around(&raw(json), &[path("/a/b"), path("/d")]).unwrap();
        let told: Vec<String> = documents.iter().map(ToString::to_string).collect();
        assert_eq!(told, [r#"{"a":{"b":[1,null],"c":3},"d":[4],"e":[5]}"#]);
    }

    #[test]
    fn what_is_cut_off_is_an_error_with_its_place() {
        let error = each(&raw("[1,"), &[], &mut |_| Ok(())).unwrap_err();
        assert!(matches!(error, Unreadable::Content { place: Some((1, 3)), .. }), "{error:?}");
    }
}
