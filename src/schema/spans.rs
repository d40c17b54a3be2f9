//! Where each value of a JSON text stands. Made only for a text that has been parsed, and only when a place
//! is asked for.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::step;

/// The values of a text in document order, each with its bytes.
#[derive(Debug)]
pub(super) struct Spans {
    nodes: Vec<Node>,
}

#[derive(Debug)]
struct Node {
    /// Its key with the quotes, in an object.
    key: Option<Range<usize>>,
    /// Its bytes.
    value: Range<usize>,
    /// The first node behind it and all that is in it.
    next: usize,
}

/// A key that an object has twice.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Duplicate {
    /// The path of the second value.
    pub(super) pointer: String,
    /// The key the first time.
    pub(super) first: Range<usize>,
    /// The key the second time.
    pub(super) second: Range<usize>,
}

impl Spans {
    /// Walks over `text`, which is known to be JSON of a bounded depth.
    pub(super) fn of(text: &str) -> Self {
        let mut walk = Walk { bytes: text.as_bytes(), at: 0, nodes: Vec::new() };
        walk.value(None);
        Self { nodes: walk.nodes }
    }

    /// The bytes of the value at a JSON Pointer (RFC 6901).
    pub(super) fn value(&self, text: &str, pointer: &str) -> Option<Range<usize>> {
        self.node(text, pointer).map(|node| node.value.clone())
    }

    /// The bytes of the key of the value at a JSON Pointer.
    pub(super) fn key(&self, text: &str, pointer: &str) -> Option<Range<usize>> {
        self.node(text, pointer)?.key.clone()
    }

    fn node(&self, text: &str, pointer: &str) -> Option<&Node> {
        let mut at = 0;
        for token in pointer.split('/').skip(1) {
            let token = token.replace("~1", "/").replace("~0", "~");
            at = match self.kind(text, at)? {
                b'{' => self
                    .children(at)
                    .find(|child| self.name(text, *child) == Some(token.clone()))?,
                b'[' => self.children(at).nth(token.parse().ok()?)?,
                _ => return None,
            };
        }
        self.nodes.get(at)
    }

    fn kind(&self, text: &str, at: usize) -> Option<u8> {
        text.as_bytes().get(self.nodes.get(at)?.value.start).copied()
    }

    fn name(&self, text: &str, at: usize) -> Option<String> {
        serde_json::from_str(text.get(self.nodes.get(at)?.key.clone()?)?).ok()
    }

    fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        let end = self.nodes.get(at).map_or(0, |node| node.next);
        std::iter::successors(Some(at + 1), |child| self.nodes.get(*child).map(|node| node.next))
            .take_while(move |child| *child < end)
    }

    /// The path of the innermost value around a byte.
    pub(super) fn pointer_at(&self, text: &str, offset: usize) -> String {
        let (mut at, mut pointer) = (0, String::new());
        while let Some((place, child)) = self.children(at).enumerate().find(|(_, child)| {
            self.nodes.get(*child).is_some_and(|node| node.value.contains(&offset))
        }) {
            pointer.push_str(&self.token(text, place, child));
            at = child;
        }
        pointer
    }

    fn token(&self, text: &str, place: usize, child: usize) -> String {
        match self.name(text, child) {
            Some(name) => step(&name),
            None => format!("/{place}"),
        }
    }

    /// The keys that stand in one object twice, in document order.
    pub(super) fn duplicates(&self, text: &str) -> Vec<Duplicate> {
        let mut found = Vec::new();
        let mut open = vec![(0, String::new())];
        while let Some((at, pointer)) = open.pop() {
            let mut seen: BTreeMap<String, usize> = BTreeMap::new();
            for (place, child) in self.children(at).enumerate() {
                let below = format!("{pointer}{}", self.token(text, place, child));
                if let Some(name) = self.name(text, child)
                    && let Some(first) = seen.insert(name, child)
                    && let (Some(first), Some(second)) = (self.key_of(first), self.key_of(child))
                {
                    found.push(Duplicate { pointer: below.clone(), first, second });
                }
                open.push((child, below));
            }
        }
        found.sort_by_key(|duplicate| duplicate.second.start);
        found
    }

    fn key_of(&self, at: usize) -> Option<Range<usize>> {
        self.nodes.get(at)?.key.clone()
    }
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    nodes: Vec<Node>,
}

impl Walk<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Whether the next byte that isn't space is `byte`, which is then passed.
    fn pass(&mut self, byte: u8) -> bool {
        self.skip_space();
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn value(&mut self, key: Option<Range<usize>>) {
        self.skip_space();
        let (start, own) = (self.at, self.nodes.len());
        self.nodes.push(Node { key, value: start..start, next: own });
        if self.pass(b'{') {
            while !self.pass(b'}') && self.peek().is_some() {
                let from = self.at;
                self.string();
                let key = from..self.at;
                self.pass(b':');
                self.value(Some(key));
                self.pass(b',');
            }
        } else if self.pass(b'[') {
            while !self.pass(b']') && self.peek().is_some() {
                self.value(None);
                self.pass(b',');
            }
        } else if self.peek() == Some(b'"') {
            self.string();
        } else {
            self.scalar();
        }
        let (end, next) = (self.at, self.nodes.len());
        if let Some(node) = self.nodes.get_mut(own) {
            node.value = start..end;
            node.next = next;
        }
    }

    /// Passes a string from its quote to behind its closing one. Always moves, so that no loop stands still.
    fn string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                break;
            }
        }
        self.at = self.at.min(self.bytes.len());
    }

    fn scalar(&mut self) {
        let ends = |byte: u8| matches!(byte, b',' | b']' | b'}') || byte.is_ascii_whitespace();
        let from = self.at;
        while self.peek().is_some_and(|byte| !ends(byte)) {
            self.at += 1;
        }
        self.at = self.at.max(from + 1).min(self.bytes.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#" { "a": [1, {"b/c": "x\"}"}, []], "ä~": null , "a2" :-1.5e3 } "#;

    fn at(pointer: &str) -> Option<&'static str> {
        Spans::of(TEXT).value(TEXT, pointer).map(|range| TEXT.get(range).unwrap())
    }

    #[test]
    fn finds_values_by_pointer() {
        assert_eq!(at(""), Some(TEXT.trim()));
        assert_eq!(at("/a/0"), Some("1"));
        assert_eq!(at("/a/1"), Some(r#"{"b/c": "x\"}"}"#));
        assert_eq!(at("/a/1/b~1c"), Some(r#""x\"}""#));
        assert_eq!(at("/a/2"), Some("[]"));
        assert_eq!(at("/ä~0"), Some("null"));
        assert_eq!(at("/a2"), Some("-1.5e3"));
        for nowhere in ["/b", "/a/3", "/a/x", "/a/0/0", "/a2/"] {
            assert_eq!(at(nowhere), None, "{nowhere}");
        }
    }

    #[test]
    fn finds_keys_and_the_value_around_a_byte() {
        let spans = Spans::of(TEXT);
        assert_eq!(
            spans.key(TEXT, "/a/1/b~1c").map(|range| TEXT.get(range).unwrap()),
            Some("\"b/c\"")
        );
        assert_eq!(spans.key(TEXT, "/a/1"), None);
        assert_eq!(spans.pointer_at(TEXT, TEXT.find('x').unwrap()), "/a/1/b~1c");
        assert_eq!(spans.pointer_at(TEXT, 0), "");
    }

    #[test]
    fn finds_keys_that_are_there_twice_also_when_written_otherwise() {
        let text = r#"{"a": {"b": 1, "b": 2}, "\u0061": 3, "c": [{"d": 1}, {"d": 1}]}"#;
        let found = Spans::of(text).duplicates(text);
        let told: Vec<_> = found
            .iter()
            .map(|found| (found.pointer.as_str(), text.get(found.first.clone()).unwrap()))
            .collect();
        assert_eq!(told, [("/a/b", "\"b\""), ("/a", "\"a\"")]);
    }

    #[test]
    fn ends_on_what_is_no_json() {
        for text in [
            "", "{", "[", "\"", "\"\\", "{\"a\"", "}", "]", "{]", "[}", "{1:2", ",", "[,",
            "{\"a\":}",
        ] {
            assert!(!Spans::of(text).nodes.is_empty(), "{text}");
        }
    }
}
