//! The values of a JSON text, each with its bytes.
//!
//! Made once for a file, in time that is linear in its size and without recursion, so that nesting costs no stack.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::value::RawValue;

use super::by_text::ByText;
use super::json::not_json;

/// The most values that are kept of a text: 32 million, for which 640 MB are needed.
const MOST_VALUES: usize = 1 << 25;

/// Of more children than that a list is made, so that each is found without passing the others.
const FEW: usize = 16;

/// A value: its place in the order of the text.
pub(crate) type Value = u32;

/// The values of a text in the order in which they begin.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    /// Objects in which a name occurs more than once.
    repeated: BTreeMap<Value, Repeated>,
    /// Objects and arrays with many children, of which one was asked for.
    wide: Mutex<BTreeMap<Value, Arc<Wide>>>,
}

/// Offsets are those of a text of at most 4 GiB.
#[derive(Debug)]
struct Node {
    start: u32,
    end: u32,
    /// The name with its quotation marks, in an object; else empty.
    name: (u32, u32),
    /// The first value behind it and all that is in it.
    after: Value,
}

/// What occurs more than once in an object.
#[derive(Debug)]
pub(crate) struct Repeated {
    /// The names.
    pub(crate) names: BTreeSet<String>,
    /// The line in which the object begins, from 1.
    pub(crate) line: usize,
}

#[derive(Debug)]
struct Wide {
    all: Vec<Value>,
    /// The members of an object by their names.
    names: ByText,
}

/// What a value is, by its first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Object,
    Array,
    Text,
    Number,
    Bool,
    Null,
}

impl Tree {
    /// The values of `text`.
    pub(crate) fn of(text: &str) -> Result<Self, String> {
        // The scanner under `RawValue` keeps its own stack.
        let checked: Result<&RawValue, _> = serde_json::from_str(text);
        checked.map_err(|error| not_json(&error))?;
        if u32::try_from(text.len()).is_err() {
            return Err("it is larger than 4 GiB, and no JSONPath is followed there".to_owned());
        }
        let nodes = Scan::new(text).run()?;
        let mut tree = Self { nodes, repeated: BTreeMap::new(), wide: Mutex::default() };
        tree.note_repeated(text);
        Ok(tree)
    }

    /// How many values there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The bytes of a value.
    pub(crate) fn span(&self, value: Value) -> Range<usize> {
        self.node(value).map_or(0..0, |node| node.start as usize..node.end as usize)
    }

    /// The text of a value, as it is written.
    pub(crate) fn raw<'t>(&self, text: &'t str, value: Value) -> &'t str {
        text.get(self.span(value)).unwrap_or_default()
    }

    pub(crate) fn kind(&self, text: &str, value: Value) -> Kind {
        match self.raw(text, value).as_bytes().first() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'"') => Kind::Text,
            Some(b't' | b'f') => Kind::Bool,
            Some(b'n') => Kind::Null,
            Some(_) | None => Kind::Number,
        }
    }

    /// The value and everything in it, in the order of the text.
    pub(crate) fn within(&self, value: Value) -> Range<Value> {
        value..self.node(value).map_or(value, |node| node.after)
    }

    /// Its elements or the values of its members, in the order of the text.
    pub(crate) fn children(&self, value: Value) -> impl Iterator<Item = Value> {
        let end = self.within(value).end;
        let first = Some(value + 1).filter(|first| *first < end);
        std::iter::successors(first, move |child| {
            self.node(*child).map(|node| node.after).filter(|next| *next < end)
        })
    }

    /// The name of a member, unescaped; none for what is no member, or where its escapes make no text.
    pub(crate) fn name<'t>(&self, text: &'t str, value: Value) -> Option<Cow<'t, str>> {
        unescaped(text.get(self.key(value)?)?)
    }

    /// The bytes of the name of a member, with its quotation marks.
    pub(crate) fn key(&self, value: Value) -> Option<Range<usize>> {
        let (start, end) = self.node(value)?.name;
        (end > 0).then_some(start as usize..end as usize)
    }

    /// The objects in which a name occurs more than once.
    pub(crate) fn with_repeated(&self) -> impl Iterator<Item = Value> {
        self.repeated.keys().copied()
    }

    /// What occurs more than once in an object.
    pub(crate) fn repeated(&self, object: Value) -> Option<&Repeated> {
        self.repeated.get(&object)
    }

    /// The member of that name; the last, where there are several.
    pub(crate) fn member(&self, text: &str, object: Value, name: &str) -> Option<Value> {
        let named = |child: &Value| self.is_named(text, *child, name);
        match self.wide(text, object) {
            Some(wide) => wide.names.with(name).filter(named).last(),
            None => self.children(object).filter(named).last(),
        }
    }

    /// Whether that is its name. Escapes make a text up to six times as long, so that what is longer isn't read.
    fn is_named(&self, text: &str, value: Value, name: &str) -> bool {
        let length = self.key(value).map_or(0, |key| key.len().saturating_sub(2));
        (name.len()..=6 * name.len()).contains(&length)
            && self.name(text, value).is_some_and(|found| found == name)
    }

    /// The element at that place, from 0 or, below 0, from the end.
    pub(crate) fn element(&self, text: &str, array: Value, place: i64) -> Option<Value> {
        let wide = self.wide(text, array);
        let count =
            wide.as_ref().map_or_else(|| self.children(array).count(), |wide| wide.all.len());
        let place = if place < 0 { i64::try_from(count).ok()? + place } else { place };
        let place = usize::try_from(place).ok()?;
        match wide {
            Some(wide) => wide.all.get(place).copied(),
            None => self.children(array).nth(place),
        }
    }

    fn node(&self, value: Value) -> Option<&Node> {
        self.nodes.get(value as usize)
    }

    /// The list of the children where they are many, made when one is first asked for.
    fn wide(&self, text: &str, value: Value) -> Option<Arc<Wide>> {
        self.children(value).nth(FEW)?;
        let mut lists = self.wide.lock().unwrap_or_else(PoisonError::into_inner);
        let list = lists.entry(value).or_insert_with(|| {
            let all: Vec<Value> = self.children(value).collect();
            let by_name = |child: &Value| Some((*child, self.name(text, *child)?));
            let names = ByText::of(all.iter().filter_map(by_name));
            Arc::new(Wide { all, names })
        });
        Some(Arc::clone(list))
    }

    fn note_repeated(&mut self, text: &str) {
        let mut found = BTreeMap::new();
        let (mut line, mut counted) = (1, 0);
        for object in 0..u32::try_from(self.nodes.len()).unwrap_or(u32::MAX) {
            if self.kind(text, object) != Kind::Object {
                continue;
            }
            let twice = self.names_twice(text, object);
            if !twice.is_empty() {
                // Objects come in the order of the text, so that no line is counted twice.
                let start = self.span(object).start;
                let between = text.get(counted..start).unwrap_or_default();
                line += between.bytes().filter(|byte| *byte == b'\n').count();
                counted = start;
                found.insert(object, Repeated { names: twice, line });
            }
        }
        self.repeated = found;
    }

    fn names_twice(&self, text: &str, object: Value) -> BTreeSet<String> {
        let members = self.children(object);
        let names = members.filter_map(|child| Some((child, self.name(text, child)?)));
        let mut twice = BTreeSet::new();
        for group in ByText::of(names).groups() {
            let mut seen = BTreeSet::new();
            for name in group.filter_map(|child| self.name(text, child)) {
                if seen.contains(&name) {
                    if !twice.contains(name.as_ref()) {
                        twice.insert(name.into_owned());
                    }
                } else {
                    seen.insert(name);
                }
            }
        }
        twice
    }
}

/// The text that a JSON string writes; none where it writes half of a surrogate pair.
pub(super) fn unescaped(raw: &str) -> Option<Cow<'_, str>> {
    let inside = raw.strip_prefix('"')?.strip_suffix('"')?;
    if inside.contains('\\') {
        return serde_json::from_str(raw).ok().map(Cow::Owned);
    }
    Some(Cow::Borrowed(inside))
}

/// Where the JSON string ends whose first character is at `start`: at its quotation mark.
pub(super) fn end_of_text(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => break,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at.min(bytes.len())
}

/// Walks over a text that is known to be JSON.
struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
    nodes: Vec<Node>,
    /// The objects and arrays that are open.
    open: Vec<Value>,
    /// The name that was read last, up to its value.
    name: Option<(u32, u32)>,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, nodes: Vec::new(), open: Vec::new(), name: None }
    }

    fn run(mut self) -> Result<Vec<Node>, String> {
        while let Some(byte) = self.bytes.get(self.at).copied() {
            let start = self.at;
            match byte {
                b'{' | b'[' => {
                    self.at += 1;
                    self.open.push(count(&self.nodes));
                    self.add(start);
                }
                b'}' | b']' => {
                    self.at += 1;
                    self.close();
                }
                b'"' => {
                    self.string();
                    if self.awaits_name() {
                        self.name = Some((offset(start), offset(self.at)));
                    } else {
                        self.add(start);
                    }
                }
                b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                _ => {
                    self.scalar();
                    self.add(start);
                }
            }
            if self.nodes.len() > MOST_VALUES {
                return Err(format!("it holds more than {MOST_VALUES} values"));
            }
        }
        Ok(self.nodes)
    }

    /// Adds the value that began at `start` and, unless it is open, ends here.
    fn add(&mut self, start: usize) {
        let name = self.name.take().unwrap_or_default();
        let after = count(&self.nodes) + 1;
        self.nodes.push(Node { start: offset(start), end: offset(self.at), name, after });
    }

    fn close(&mut self) {
        let (end, after) = (offset(self.at), count(&self.nodes));
        let node = self.open.pop().and_then(|open| self.nodes.get_mut(open as usize));
        if let Some(node) = node {
            (node.end, node.after) = (end, after);
        }
    }

    /// Whether a string that stands here is the name of a member.
    fn awaits_name(&self) -> bool {
        let inner = self.open.last().and_then(|open| self.nodes.get(*open as usize));
        let first = inner.and_then(|node| self.bytes.get(node.start as usize));
        first == Some(&b'{') && self.name.is_none()
    }

    /// Passes a string from its quotation mark to behind its closing one.
    fn string(&mut self) {
        self.at = (end_of_text(self.bytes, self.at + 1) + 1).min(self.bytes.len());
    }

    fn scalar(&mut self) {
        let ends = |byte: &u8| matches!(byte, b',' | b']' | b'}') || byte.is_ascii_whitespace();
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        // At least one byte, so that no loop stands still.
        self.at += rest.iter().position(ends).unwrap_or(rest.len()).max(1);
    }
}

/// The text is no longer than that.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn count(nodes: &[Node]) -> Value {
    u32::try_from(nodes.len()).unwrap_or(u32::MAX)
}
