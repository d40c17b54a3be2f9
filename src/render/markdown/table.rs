//! Tables. A group's title is a row of its own; charts are left out, and with them their columns and legends.

use serde::Serialize;

use super::line::Line;
use super::markup::Markup;
use super::text;
use crate::view::{Anchor, Cell, Column, ColumnRole, Group, Row, Table};

/// Deeper nesting is shown as this deep.
const MAX_DEPTH: u8 = 8;

/// What `table.md` lays out.
#[derive(Serialize)]
pub(super) struct Grid {
    caption: Markup,
    head: Vec<Markup>,
    /// `:---`, or `---:` where numbers align right.
    rule: Vec<&'static str>,
    rows: Vec<Vec<Markup>>,
}

/// Whether a row is a sum, which is printed strong.
#[derive(Clone, Copy)]
enum Weight {
    Usual,
    Sum,
}

pub(super) fn table(table: &Table) -> Grid {
    let kept = table.columns.iter().enumerate().filter(|(_, one)| one.role != ColumnRole::Chart);
    let (columns, kept): (Vec<usize>, Vec<&Column>) = kept.unzip();
    let subject = kept.iter().position(|column| column.role == ColumnRole::Subject).unwrap_or(0);
    let mut rows = Vec::new();
    for group in &table.groups {
        rows.extend(title(group, subject, kept.len()));
        rows.extend(group.rows.iter().map(|one| row(one, &columns, subject, Weight::Usual)));
    }
    rows.extend(table.foot.iter().map(|foot| row(foot, &columns, subject, Weight::Sum)));
    let head = kept.iter().map(|column| {
        let mut line = Line::default();
        line.words(&column.head);
        line.finish()
    });
    let rule = kept.iter().map(|column| match column.role {
        // Without the colon the head of a column would stand in its middle.
        ColumnRole::Subject | ColumnRole::Words | ColumnRole::Side | ColumnRole::Chart => ":---",
        ColumnRole::Number => "---:",
    });
    Grid { caption: text::text(&table.caption), head: head.collect(), rule: rule.collect(), rows }
}

/// The row that says what the rows below it have in common.
fn title(group: &Group, subject: usize, columns: usize) -> Option<Vec<Markup>> {
    if group.title.is_none() && group.anchor.is_none() {
        return None;
    }
    let mut line = start(group.anchor.as_ref());
    if let Some(title) = &group.title {
        line.append(text::strong_text(title));
    }
    let mut cells = vec![Markup::default(); columns];
    if let Some(cell) = cells.get_mut(subject) {
        *cell = line.finish();
    }
    Some(cells)
}

fn row(row: &Row, columns: &[usize], subject: usize, weight: Weight) -> Vec<Markup> {
    let cells = columns.iter().enumerate().map(|(index, column)| {
        let anchor = row.anchor.as_ref().filter(|_| index == subject);
        row.cells.get(*column).map_or_else(Markup::default, |one| cell(one, anchor, weight))
    });
    cells.collect()
}

fn cell(cell: &Cell, anchor: Option<&Anchor>, weight: Weight) -> Markup {
    let mut line = start(anchor);
    let indent = "&emsp;".repeat(usize::from(cell.depth.min(MAX_DEPTH)));
    line.ours(indent.clone());
    if let Some(mark) = &cell.mark {
        line.mark(mark);
    }
    match weight {
        Weight::Usual => text::add_text(&mut line, &cell.text),
        Weight::Sum => {
            line.append(text::strong_text(&cell.text));
        }
    }
    for note in &cell.notes {
        line.new_line().ours(indent.clone());
        text::add_text(&mut line, note);
    }
    line.finish()
}

fn start(anchor: Option<&Anchor>) -> Line {
    let mut line = Line::default();
    if let Some(anchor) = anchor {
        line.anchor(anchor);
    }
    line
}
