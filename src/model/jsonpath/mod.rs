//! `JSONPath` (RFC 9535): the grammar. `evidence` walks a document by it.
//!
//! A path that was read is well-formed and well-typed (RFC 9535, sections 2.1 and 2.4.3), so that whoever walks
//! by it meets no error of its writer's.

mod cursor;
mod filter;
mod literal;
mod parse;
#[cfg(test)]
mod tests;

use regex::Regex;

use super::pattern::{self, PatternError};
use super::{Comparison, SelectorError};

/// A path that follows the grammar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonPath {
    written: String,
    segments: Vec<Segment>,
}

/// One step: what is picked, from the children of each value so far or from all that is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// From where.
    pub reach: Reach,
    /// What is picked there, in this order.
    pub picks: Vec<Pick>,
}

/// From where a segment picks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// `.a`, `[…]`: the children of a value.
    Children,
    /// `..a`, `..[…]`: the children of a value and of everything in it.
    Descendants,
}

/// A selector of RFC 9535, section 2.3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// The member of that name.
    Name(String),
    /// All children.
    All,
    /// The element at that place, from 0; a negative one counts from the end.
    Index(i64),
    /// Elements in steps.
    Slice(Slice),
    /// The children of which the test holds.
    Filter(Test),
}

/// `start:end:step`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    /// The first; none is the end from which the steps lead away.
    pub start: Option<i64>,
    /// The one before which it stops; none is the other end.
    pub end: Option<i64>,
    /// How far each step goes; 0 selects nothing.
    pub step: i64,
}

/// A logical expression of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// One of them holds.
    Any(Vec<Test>),
    /// All of them hold.
    All(Vec<Test>),
    /// It doesn't hold.
    Not(Box<Test>),
    /// The query selects something.
    Exists(Query),
    /// A comparison.
    Compare(Comparable, Comparison, Comparable),
    /// `match()` and `search()`: a text and a pattern.
    Pattern(Matching, Comparable, Comparable),
}

/// How much of a text a pattern has to match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matching {
    /// `match()`: all of it.
    Whole,
    /// `search()`: something in it.
    Part,
}

/// What is compared, or handed to a function: a value, or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparable {
    /// As written in the path.
    Literal(Literal),
    /// The one value that a query selects; nothing where it selects none or several.
    Value(Query),
    /// `length()`: characters, elements or members.
    Length(Box<Comparable>),
    /// `count()`: how many values a query selects.
    Count(Query),
}

/// A value written in the path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// A text, unescaped.
    Text(String),
    /// A number as written, so that it is compared as that.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
}

/// A query inside a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Where it starts.
    pub from: Start,
    /// Its steps.
    pub segments: Vec<Segment>,
}

/// Where a query inside a filter starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// `$`: the whole document.
    Root,
    /// `@`: the value that is tested.
    Current,
}

impl JsonPath {
    /// Reads a path.
    ///
    /// # Errors
    ///
    /// [`SelectorError`] says what is wrong, at which character, and what to write.
    pub fn parse(text: &str) -> Result<Self, SelectorError> {
        let segments = parse::path(text)?;
        Ok(Self { written: text.to_owned(), segments })
    }

    /// As it was written.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Its steps.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }
}

impl Query {
    /// Whether it selects at most one value in any document (RFC 9535, section 2.3.5.1, singular queries).
    #[must_use]
    pub fn is_singular(&self) -> bool {
        self.segments.iter().all(|segment| {
            segment.reach == Reach::Children
                && matches!(segment.picks.as_slice(), [Pick::Name(_) | Pick::Index(_)])
        })
    }
}

impl Matching {
    /// Compiles a pattern.
    pub(crate) fn compile(self, written: &str) -> Result<Regex, PatternError> {
        match self {
            Self::Whole => pattern::spanning(written),
            Self::Part => pattern::within(written),
        }
    }
}
