//! Where each value of a JSON text stands. Made only for a text that has been parsed, and only when a place
//! is asked for.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::step;
use crate::evidence::tree::{Kind, Tree, Value};

/// The values of a text, each with its bytes; nothing where the text is too large for that.
#[derive(Debug)]
pub(super) struct Spans {
    tree: Option<Tree>,
}

/// A key that an object has twice.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Duplicate {
    /// The key the first time.
    pub(super) first: Range<usize>,
    /// The key the second time.
    pub(super) second: Range<usize>,
    /// The first byte of the second value.
    pub(super) value: usize,
}

impl Spans {
    /// The values of `text`, which is known to be JSON.
    pub(super) fn of(text: &str) -> Self {
        Self { tree: Tree::of(text).ok() }
    }

    /// The bytes of the value at a JSON Pointer (RFC 6901).
    pub(super) fn value(&self, text: &str, pointer: &str) -> Option<Range<usize>> {
        self.find(text, pointer).map(|(tree, value)| tree.span(value))
    }

    /// The bytes of the key of the value at a JSON Pointer, with its quotation marks.
    pub(super) fn key(&self, text: &str, pointer: &str) -> Option<Range<usize>> {
        let (tree, value) = self.find(text, pointer)?;
        tree.key(value)
    }

    fn find(&self, text: &str, pointer: &str) -> Option<(&Tree, Value)> {
        let tree = self.tree.as_ref()?;
        let mut value = 0;
        for token in pointer.split('/').skip(1) {
            value = match tree.kind(text, value) {
                Kind::Object => {
                    tree.member(text, value, &token.replace("~1", "/").replace("~0", "~"))?
                }
                Kind::Array => tree.element(text, value, i64::from(token.parse::<u32>().ok()?))?,
                Kind::Text | Kind::Number | Kind::Bool | Kind::Null => return None,
            };
        }
        Some((tree, value))
    }

    /// The path of the innermost value around a byte.
    pub(super) fn pointer_at(&self, text: &str, offset: usize) -> String {
        let Some(tree) = &self.tree else { return String::new() };
        let (mut around, mut pointer) = (0, String::new());
        let is_inside = |(_, child): &(usize, Value)| tree.span(*child).contains(&offset);
        while let Some((place, child)) = tree.children(around).enumerate().find(is_inside) {
            match tree.name(text, child) {
                Some(name) => pointer.push_str(&step(&name)),
                None => pointer.push_str(&step(&place.to_string())),
            }
            around = child;
        }
        pointer
    }

    /// The keys that stand in one object twice, in document order.
    pub(super) fn duplicates(&self, text: &str) -> Vec<Duplicate> {
        let Some(tree) = &self.tree else { return Vec::new() };
        let mut found = Vec::new();
        for object in tree.with_repeated() {
            let mut seen = BTreeMap::new();
            for value in tree.children(object) {
                if let Some(name) = tree.name(text, value)
                    && let Some(first) = seen.insert(name, value)
                    && let (Some(first), Some(second)) = (tree.key(first), tree.key(value))
                {
                    found.push(Duplicate { first, second, value: tree.span(value).start });
                }
            }
        }
        found.sort_by_key(|duplicate| duplicate.second.start);
        found
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
        let spans = Spans::of(text);
        let found = spans.duplicates(text);
        let told: Vec<_> = found
            .iter()
            .map(|found| {
                (spans.pointer_at(text, found.value), text.get(found.first.clone()).unwrap())
            })
            .collect();
        assert_eq!(told, [("/a/b".to_owned(), "\"b\""), ("/a".to_owned(), "\"a\"")]);
    }

    #[test]
    fn what_is_no_json_has_no_places() {
        for text in ["", "{", "[", "\"", "{\"a\"", "}", "{1:2", "[,", "{\"a\":}"] {
            assert_eq!(Spans::of(text).value(text, ""), None, "{text}");
        }
    }
}
