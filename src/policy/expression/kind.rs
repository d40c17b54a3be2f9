//! What a part of an expression is, as far as that is known before it is evaluated.

use std::ops::Range;

use super::record::{Record, Shape};
use super::work::Size;

/// The type of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Bool,
    Int,
    Text,
    Day,
    Word(&'static [&'static str]),
    Record(&'static Record),
    Map(&'static Record),
    /// Of what; nothing is known of the parts of an empty list.
    List(Box<Kind>),
    /// It is wrong, and that was told; or it is what an empty list holds.
    Unknown,
}

/// A part with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) kind: Kind,
    /// Where it begins.
    pub(super) at: Range<usize>,
    /// The text, where it is written out.
    pub(super) text: Option<String>,
    /// The texts of a list that is written out, with their places.
    pub(super) texts: Vec<(String, Range<usize>)>,
    /// How many things it holds, for lists and maps.
    pub(super) size: Size,
    /// Whether it is what a macro has made so far, to which it adds in place.
    pub(super) is_result: bool,
}

impl Typed {
    pub(super) fn new(kind: Kind, at: Range<usize>) -> Self {
        Self { kind, at, text: None, texts: Vec::new(), size: Size::default(), is_result: false }
    }

    pub(super) fn sized(self, size: Size) -> Self {
        Self { size, ..self }
    }

    pub(super) fn is_unknown(&self) -> bool {
        self.kind == Kind::Unknown
    }
}

impl From<Shape> for Kind {
    fn from(shape: Shape) -> Self {
        match shape {
            Shape::Bool => Self::Bool,
            Shape::Int => Self::Int,
            Shape::Text => Self::Text,
            Shape::Day => Self::Day,
            Shape::Word(words) => Self::Word(words),
            Shape::Record(record) => Self::Record(record),
            Shape::List(record) => Self::List(Box::new(Self::Record(record))),
            Shape::Map(record) => Self::Map(record),
        }
    }
}

impl Kind {
    /// What a message calls it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Bool => "a condition".to_owned(),
            Self::Int => "a number".to_owned(),
            Self::Text | Self::Word(_) => "text".to_owned(),
            Self::Day => "a day".to_owned(),
            Self::Record(record) => record.name.to_owned(),
            Self::Map(record) => format!("a map of which each is {}", record.name),
            Self::List(of) if **of == Self::Unknown => "a list".to_owned(),
            Self::List(of) => format!("a list of which each is {}", of.name()),
            Self::Unknown => "something unknown".to_owned(),
        }
    }

    /// Whether it is text of whatever sort.
    pub(super) fn is_text(&self) -> bool {
        matches!(self, Self::Text | Self::Word(_) | Self::Day | Self::Unknown)
    }

    /// Whether it can stand in a list.
    pub(super) fn is_plain(&self) -> bool {
        !matches!(self, Self::List(_) | Self::Map(_))
    }

    /// What is either of the two; none where they have nothing in common.
    pub(super) fn join(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Unknown, known) | (known, Self::Unknown) => Some(known.clone()),
            (Self::List(one), Self::List(other)) => {
                one.join(other).map(|of| Self::List(Box::new(of)))
            }
            (one, other) if one == other => Some(one.clone()),
            (one, other) if one.is_text() && other.is_text() => Some(Self::Text),
            _ => None,
        }
    }
}
