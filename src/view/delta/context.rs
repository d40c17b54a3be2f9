//! What all sections of the document know: the delta, what the reports are called, and how ids lead into them.

use std::collections::HashMap;

use super::DeltaOptions;
use super::sides::Sides;
use crate::model::delta::{Delta, Direction, GateChange, Thing};
use crate::model::{Digest, Id};
use crate::view::context::Context;
use crate::view::{Anchor, AnchorKind, Cell, Column, Span, Text, labels};

/// A delta and what is known of it.
pub(super) struct Changes<'a> {
    /// The delta.
    pub(super) delta: &'a Delta,
    /// The digest of its file.
    pub(super) digest: &'a Digest,
    /// What the two reports are called.
    pub(super) sides: Sides,
    options: &'a DeltaOptions,
    /// The later report, where this is said inside of it.
    inside: Option<&'a Context<'a>>,
    gates: HashMap<&'a str, &'a GateChange>,
}

/// Which reports have a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum In {
    /// The earlier one.
    Old,
    /// The later one.
    New,
    /// Both, under the same id or under two.
    Both,
}

impl From<Thing> for In {
    fn from(change: Thing) -> Self {
        match change {
            Thing::Added => Self::New,
            Thing::Removed => Self::Old,
            Thing::Changed | Thing::Same => Self::Both,
        }
    }
}

impl<'a> Changes<'a> {
    pub(super) fn of(delta: &'a Delta, digest: &'a Digest, options: &'a DeltaOptions) -> Self {
        Self {
            delta,
            digest,
            sides: Sides::of(delta),
            options,
            inside: None,
            gates: delta.gates.iter().map(|gate| (gate.id.as_str(), gate)).collect(),
        }
    }

    /// The same, said inside the later report.
    pub(super) fn inside(self, report: &'a Context<'a>) -> Self {
        Self { inside: Some(report), ..self }
    }

    /// The head of the column of the earlier report.
    pub(super) fn old_column(&self, width: u8) -> Column {
        Column::side(&self.sides.old.head, width)
    }

    /// The head of the column of the later report.
    pub(super) fn new_column(&self, width: u8) -> Column {
        Column::side(&self.sides.new.head, width)
    }

    /// The anchor of the row of a thing.
    pub(super) fn anchor(kind: AnchorKind, id: &Id, side: In) -> Anchor {
        match side {
            In::Old => Anchor::before(kind, id),
            In::New | In::Both => Anchor::of(kind, id),
        }
    }

    /// The ids of a thing: each leads into the report that has it, where that is known to lie somewhere.
    pub(super) fn ids(&self, kind: AnchorKind, id: &Id, old_id: Option<&Id>, side: In) -> Text {
        let base = (self.options.old_report.as_deref(), self.options.new_report.as_deref());
        let old = |id| outward(base.0, kind, id);
        let home = self.inside.and_then(|report| report.jump(kind, id));
        let new = Text(vec![home.unwrap_or_else(|| outward(base.1, kind, id))]);
        let name = &self.sides.old.name;
        match (side, old_id) {
            (In::Old, _) => Text(vec![old(old_id.unwrap_or(id))]),
            (In::New, _) => new,
            (In::Both, Some(before)) => {
                new.and_plain(", ").and(old(before)).and_plain(format!(" in {name}"))
            }
            (In::Both, None) => match base.0 {
                Some(base) => new.and_plain(", also in ").and(leading(
                    base,
                    Some(Anchor::of(kind, id)),
                    name,
                    Print::Words,
                )),
                None => new,
            },
        }
    }

    /// A report as a whole; none where nobody said where it lies.
    pub(super) fn report(&self, side: In) -> Option<Span> {
        let (base, called) = match side {
            In::Old => (&self.options.old_report, &self.sides.old),
            In::New | In::Both => (&self.options.new_report, &self.sides.new),
        };
        base.as_deref().map(|base| leading(base, None, &called.head, Print::Words))
    }

    /// A gate of either report.
    pub(super) fn gate(&self, id: &Id) -> Option<&'a GateChange> {
        self.gates.get(id.as_str()).copied()
    }

    /// Both cells of a thing that only one report has.
    pub(super) fn absent() -> Cell {
        Cell::words("not there")
    }
}

/// An id in mono, which leads to the thing in that report.
pub(super) fn outward(base: Option<&str>, kind: AnchorKind, id: &Id) -> Span {
    let text = if id.as_str().is_empty() { "no id" } else { id.as_str() };
    match base {
        Some(base) => leading(base, Some(Anchor::of(kind, id)), text, Print::Identifier),
        None => Span::Code { text: text.to_owned() },
    }
}

/// What the words of a jump are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Print {
    /// Words.
    Words,
    /// An identifier, in mono.
    Identifier,
}

/// A jump into a file beside the document, or to an address on the web.
pub(super) fn leading(base: &str, to: Option<Anchor>, text: &str, print: Print) -> Span {
    let text = text.to_owned();
    if base.starts_with("https://") || base.starts_with("http://") {
        let fragment = to.map_or_else(String::new, |to| format!("#{}", to.as_str()));
        return Span::Uri { href: format!("{base}{fragment}"), text };
    }
    Span::Beside { file: base.to_owned(), to, text, code: print == Print::Identifier }
}

/// Foreign words, or that there are none.
pub(super) fn said(words: &str) -> Text {
    Text::plain(if words.trim().is_empty() { "no text" } else { words })
}

/// One of our sentences: what stands in backticks is an identifier.
pub(super) fn sentence(written: &str) -> Text {
    let text = Text::sentence(written);
    if text.is_empty() { said(written) } else { text }
}

/// The directions, the worse first.
pub(super) const DIRECTIONS: [Direction; 3] =
    [Direction::Worse, Direction::Better, Direction::Neither];

/// What a group of rows of a direction is called.
pub(super) fn group_title(direction: Direction, count: usize) -> Text {
    let word = match direction {
        Direction::Worse => "Worse",
        Direction::Better => "Better",
        Direction::Neither => "Changed, neither better nor worse",
    };
    Text::plain(format!("{word}, {}", labels::number(count)))
}

/// "3 better, 5 worse, 1 neither", the worse first; empty where there is nothing.
pub(super) fn by_direction(directions: &[Direction]) -> String {
    let count = |direction| directions.iter().filter(|one| **one == direction).count();
    let told = [
        (Direction::Worse, "worse"),
        (Direction::Better, "better"),
        (Direction::Neither, "neither better nor worse"),
    ];
    let told = told.map(|(direction, word)| (count(direction), word));
    let some = told.iter().filter(|(count, _)| *count > 0);
    some.map(|(count, word)| format!("{} {word}", labels::number(*count)))
        .collect::<Vec<_>>()
        .join(", ")
}
