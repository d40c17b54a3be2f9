//! A file of JSON documents from outside: on which lines each of them stands, and whether a name stands twice in one
//! object. The bytes are looked at as they come, whatever their number.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{BufRead as _, BufReader};

use memchr::{memchr_iter, memchr2, memrchr};

use super::Raw;
use super::adapter::Unreadable;
use super::json::is_blank;
use super::json_error;
use super::utf8::Utf8;

/// How deep names are held against each other. What is deeper is read by nobody.
const DEPTH: usize = 128;
/// Up to how many names an object's are looked through one by one.
const FEW: usize = 24;

/// The first and the last line of a document, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lines(pub(super) u64, pub(super) u64);

impl Lines {
    /// As a link's `at`.
    pub(super) fn at(self) -> String {
        let Self(first, last) = self;
        if first == last { format!("L{first}") } else { format!("L{first}-L{last}") }
    }
}

/// The lines of each document.
///
/// # Errors
///
/// Where nothing is there, it isn't UTF-8, or a name stands twice in one object: readers of JSON disagree on which of the two counts (RFC 8259, section 4).
pub(super) fn look(raw: &dyn Raw) -> Result<Vec<Lines>, Unreadable> {
    let mut bytes = BufReader::with_capacity(256 * 1024, raw.open()?);
    super::head::skip_mark(&mut bytes)?;
    let mut looking = Looking { line: 1, ..Looking::default() };
    let mut utf8 = Utf8::default();
    loop {
        let chunk = bytes.fill_buf()?;
        if chunk.is_empty() {
            if !utf8.is_whole() {
                return Err(looking.not_utf8());
            }
            looking.end();
            if looking.documents.is_empty() {
                return Err(Unreadable::content("the file is empty"));
            }
            return Ok(looking.documents);
        }
        let wrong = utf8.wrong(chunk);
        let (sound, _) = chunk.split_at(wrong.unwrap_or(chunk.len()));
        looking.take_all(sound)?;
        if wrong.is_some() {
            return Err(looking.not_utf8());
        }
        let length = chunk.len();
        bytes.consume(length);
    }
}

/// What is open.
#[derive(Default)]
struct Level {
    is_object: bool,
    /// Digests of the names so far: a few in a list, many in a set.
    few: Vec<u64>,
    many: HashSet<u64>,
}

impl Level {
    fn reset(&mut self, bracket: u8) {
        self.is_object = bracket == b'{';
        self.few.clear();
        self.many.clear();
    }

    /// Whether the name is new.
    fn takes(&mut self, name: u64) -> bool {
        if self.few.len() < FEW {
            let is_new = !self.few.contains(&name);
            self.few.push(name);
            return is_new;
        }
        !self.few.contains(&name) && self.many.insert(name)
    }
}

#[derive(Default)]
struct Looking {
    documents: Vec<Lines>,
    /// The line on which the document that is open begins.
    began: Option<u64>,
    line: u64,
    column: u64,
    /// The levels, of which `depth` are open; the others are kept for their room.
    levels: Vec<Level>,
    depth: usize,
    in_text: bool,
    is_escaped: bool,
    /// Whether a name may come next.
    wants_name: bool,
    /// The name that is open, as it is written.
    name: Option<Vec<u8>>,
}

impl Looking {
    fn take_all(&mut self, mut bytes: &[u8]) -> Result<(), Unreadable> {
        loop {
            if self.in_text && !self.is_escaped {
                let end = memchr2(b'"', b'\\', bytes).unwrap_or(bytes.len());
                let (plain, rest) = bytes.split_at(end);
                self.pass(plain);
                bytes = rest;
            }
            let Some((first, rest)) = bytes.split_first() else { return Ok(()) };
            self.take(*first)?;
            bytes = rest;
        }
    }

    /// A piece of a text in which nothing ends and nothing is escaped.
    fn pass(&mut self, plain: &[u8]) {
        if let Some(name) = &mut self.name {
            name.extend_from_slice(plain);
        }
        match memrchr(b'\n', plain) {
            Some(last) => {
                self.line += memchr_iter(b'\n', plain).count() as u64;
                self.column = (plain.len() - last - 1) as u64;
            }
            None => self.column += plain.len() as u64,
        }
    }

    fn take(&mut self, byte: u8) -> Result<(), Unreadable> {
        self.column += 1;
        if byte == b'\n' {
            (self.line, self.column) = (self.line + 1, 0);
        }
        if self.in_text {
            return self.in_text(byte);
        }
        if is_blank(byte) {
            if self.depth == 0 {
                self.end_before(byte);
            }
            return Ok(());
        }
        if self.depth == 0 && matches!(byte, b'"' | b'{' | b'[') {
            // A word may end where the next document begins.
            self.end();
        }
        if self.began.is_none() {
            self.began = Some(self.line);
        }
        let may_be_name = std::mem::take(&mut self.wants_name);
        match byte {
            b'"' => {
                self.in_text = true;
                self.name = may_be_name.then(Vec::new);
            }
            b'{' | b'[' => self.open(byte),
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.end();
                }
            }
            b',' => self.wants_name = self.level().is_some_and(|level| level.is_object),
            _ => {}
        }
        Ok(())
    }

    /// The next byte is none of a text.
    fn not_utf8(&self) -> Unreadable {
        let place = usize::try_from(self.line).ok().zip(usize::try_from(self.column + 1).ok());
        Unreadable::Content { message: json_error::NOT_UTF8.to_owned(), place }
    }

    fn in_text(&mut self, byte: u8) -> Result<(), Unreadable> {
        if !self.is_escaped && byte == b'"' {
            self.in_text = false;
            if let Some(name) = self.name.take() {
                return self.named(&name);
            }
            if self.depth == 0 {
                self.end();
            }
            return Ok(());
        }
        self.is_escaped = !self.is_escaped && byte == b'\\';
        if let Some(name) = &mut self.name {
            name.push(byte);
        }
        Ok(())
    }

    fn open(&mut self, bracket: u8) {
        let is_object = bracket == b'{';
        if self.depth < DEPTH {
            match self.levels.get_mut(self.depth) {
                Some(level) => level.reset(bracket),
                None => self.levels.push(Level { is_object, ..Level::default() }),
            }
        }
        self.depth += 1;
        self.wants_name = is_object && self.depth <= DEPTH;
    }

    /// The innermost level that is open; none where it is too deep.
    fn level(&mut self) -> Option<&mut Level> {
        self.levels.get_mut(..self.depth)?.last_mut()
    }

    fn named(&mut self, written: &[u8]) -> Result<(), Unreadable> {
        let read = || {
            let text = [b"\"", written, b"\""].concat();
            serde_json::from_slice::<String>(&text).ok()
        };
        let read = if written.contains(&b'\\') { read() } else { None };
        let name = read.as_ref().map_or(written, |name| name.as_bytes());
        let mut hash = DefaultHasher::new();
        name.hash(&mut hash);
        let digest = hash.finish();
        if self.level().is_none_or(|level| level.takes(digest)) {
            return Ok(());
        }
        let name = String::from_utf8_lossy(name).into_owned();
        let name = crate::model::words::shortened(&name);
        let column = self.column.saturating_sub(written.len() as u64 + 1);
        let place = usize::try_from(self.line).ok().zip(usize::try_from(column).ok());
        Err(Unreadable::Content {
            message: format!(
                "the name `{name}` stands twice in one object, and nothing says which counts"
            ),
            place,
        })
    }

    /// A document ends before this white space.
    fn end_before(&mut self, byte: u8) {
        if let Some(began) = self.began.take() {
            let last = self.line - u64::from(byte == b'\n');
            self.documents.push(Lines(began, last));
        }
    }

    /// A document ends here.
    fn end(&mut self) {
        if let Some(began) = self.began.take() {
            self.documents.push(Lines(began, self.line));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::InMemory;

    fn looked(text: &str) -> Result<Vec<(u64, u64)>, String> {
        let raw = InMemory { path: "a".to_owned(), bytes: text.into() };
        match look(&raw) {
            Ok(all) => Ok(all.into_iter().map(|Lines(first, last)| (first, last)).collect()),
            Err(Unreadable::Content { message, place }) => Err(format!("{place:?} {message}")),
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn documents_have_their_lines() {
        let one = |text| looked(text).unwrap();
        assert_eq!(one("{\"a\": 1}\n\n{\"b\":\n 2} {}\r\n[]"), [(1, 1), (3, 4), (4, 4), (5, 5)]);
        assert_eq!(one("\u{feff}1 2\n\"a b\"\n"), [(1, 1), (1, 1), (2, 2)]);
        assert_eq!(one("{\"a\": \"}\\\"\n{\"}\n{}"), [(1, 2), (3, 3)]);
        assert!(looked("  \n").is_err());
        assert_eq!(one("{\"a\":"), [(1, 1)]);
        assert_eq!(
            one("null{}\n\"a\"\"b\"1[\n]"),
            [(1, 1), (1, 1), (2, 2), (2, 2), (2, 2), (2, 3)]
        );
        assert_eq!([Lines(3, 3).at(), Lines(3, 5).at()], ["L3", "L3-L5"]);
    }

    #[test]
    fn a_name_that_stands_twice_is_told_with_its_place() {
        let told = |text: &str| looked(text).unwrap_err();
        assert!(told("{\"a\": 1,\n \"a\": 2}").starts_with("Some((2, 2)) the name `a` stands"));
        assert!(told("[{\"a\": {\"b\": 1, \"\\u0062\": 2}}]").contains("`b`"));
        let many: Vec<String> = (0..100).map(|at| format!("\"{at}\": 0")).collect();
        assert!(told(&format!("{{{}, \"99\": 1}}", many.join(", "))).contains("`99`"));
        assert!(told(&format!("{{{}, \"3\": 1}}", many.join(", "))).contains("`3`"));
    }

    #[test]
    fn what_stands_once_in_each_object_is_right() {
        for text in [
            "{\"a\": \"a\", \"b\": [\"a\", \"a\"]}",
            "[{\"a\": 1}, {\"a\": 2}]",
            "{\"a\": {\"a\": {\"a\": 1}}, \"b\": {\"a\": 1}}",
            "{\"a\": \"\\\"a\\\": 1, \", \"c\": \"\\\\\"}",
        ] {
            assert!(looked(text).is_ok(), "{text}");
        }
        let deep = format!("{}{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
        assert_eq!(looked(&deep), Ok(vec![(1, 1)]));
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn there_are_as_many_as_the_parser_reads(text in "(\\{\"a\\\\\"\": [1, \"é\\}\"]\\}|null |-1.5e3\n|\"\\\\\\\\\"|\\[\\{\\}\n\\]|\n){0,20}") {
            let read = serde_json::Deserializer::from_str(&text).into_iter::<serde_json::Value>();
            if let Ok(all) = read.collect::<Result<Vec<_>, _>>() {
                proptest::prop_assert_eq!(looked(&text).map_or(0, |all| all.len()), all.len());
            }
        }
    }
}
