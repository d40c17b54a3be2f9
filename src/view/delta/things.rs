//! Tables of things that differ: evidence, contradictions, waivers, actions, sign-offs.

use super::context::{Changes, In, said, sentence};
use super::{fields, lines, words};
use crate::model::delta::{Thing, ThingChange};
use crate::view::{AnchorKind, Block, Cell, Column, Mark, Row, Table, Text, labels};

/// The order in which things are told, and the word of each.
const THINGS: [(Thing, &str); 4] = [
    (Thing::Removed, "removed"),
    (Thing::Added, "added"),
    (Thing::Changed, "changed"),
    (Thing::Same, "the same"),
];

/// What the things of a table are called.
#[derive(Debug, Clone, Copy)]
pub(super) struct Called {
    /// How their anchors begin.
    pub(super) kind: AnchorKind,
    /// The head of their column, and one of them: "Waiver".
    pub(super) head: &'static str,
    /// One of them inside a sentence.
    pub(super) one: &'static str,
    /// Several.
    pub(super) many: &'static str,
}

/// The table; a sentence where nothing differs.
pub(super) fn block(changes: &Changes<'_>, called: Called, things: &[ThingChange]) -> Block {
    if things.is_empty() {
        return Block::says(format!("No {} differs.", called.one));
    }
    let columns = vec![
        Column::words("Change", 2),
        Column::subject(called.head, 5),
        changes.old_column(3),
        changes.new_column(3),
    ];
    let told = |(thing, _): &(Thing, &str)| {
        let thing = *thing;
        things.iter().filter(move |one| one.change == thing)
    };
    let rows = THINGS.iter().flat_map(told).map(|thing| row(changes, called.kind, thing));
    let count = labels::counted(things.len(), called.one, called.many);
    let verb = if things.len() == 1 { "differs" } else { "differ" };
    let caption = format!(
        "{count} {verb}: {}",
        tally(&things.iter().map(|thing| thing.change).collect::<Vec<_>>())
    );
    Block::Table(Table::of(caption, columns, rows.collect()))
}

/// "1 removed, 2 added".
pub(super) fn tally(changes: &[Thing]) -> String {
    let count = |thing| changes.iter().filter(|one| **one == thing).count();
    let told = THINGS.map(|(thing, word)| (count(thing), word));
    let some = told.iter().filter(|(count, _)| *count > 0);
    some.map(|(count, word)| format!("{} {word}", labels::number(*count)))
        .collect::<Vec<_>>()
        .join(", ")
}

fn row(changes: &Changes<'_>, kind: AnchorKind, thing: &ThingChange) -> Row {
    let side = In::from(thing.change);
    let (old, new) = fields::cells(thing.change, &thing.fields);
    // The lines of a piece of evidence have a block of their own.
    let is_evidence = kind == AnchorKind::Evidence;
    let words = if is_evidence { lines::note(changes, thing) } else { words::text(&thing.words) };
    let notes: [Text; 2] = [changes.ids(kind, &thing.id, None, side), words];
    // A contradiction is a sentence of ours, in which ids stand in backticks; anything else is called as somebody wrote.
    let is_ours = kind == AnchorKind::Contradiction;
    let title = if is_ours { sentence(&thing.title) } else { said(&thing.title) };
    Row::at(
        Changes::anchor(kind, &thing.id, side),
        vec![Cell::marked(Mark::from(thing.change)), Cell::of(title).noted(notes), old, new],
    )
}
