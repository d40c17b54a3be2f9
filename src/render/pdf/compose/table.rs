//! Tables: columns of fixed width, rows that stay whole unless they are too tall.

use std::ops::Range;

use super::Composer;
use super::columns::{GAP, rooms};
use super::text::length;
use crate::render::pdf::clean::{Room, words};
use crate::render::pdf::sheet;
use crate::view::{Cell, ColumnRole, Group, Row, Table, Text, labels};

/// A row of more lines than this may be divided between pages: one taller than a page would lose its end.
const TALLEST_ROW: usize = 32;

/// A table of at most so many rows and lines stays on one page.
const SHORT_TABLE: (usize, usize) = (8, 30);

/// A longer caption isn't kept with its table.
const LONG_CAPTION: usize = 400;

impl Composer<'_> {
    /// The rows of a table that are held; the last ones bring its foot.
    pub(super) fn table(&mut self, table: &Table, held: Range<usize>) -> sheet::Table {
        let rooms = rooms(table);
        let mut height = Height::default();
        let mut groups = Vec::with_capacity(table.groups.len());
        let mut before = 0;
        let all: usize = table.groups.iter().map(|group| group.rows.len()).sum();
        let last = all.saturating_sub(1);
        for group in &table.groups {
            let rows = before..before + group.rows.len();
            before = rows.end;
            let skipped = held.start.saturating_sub(rows.start).min(rows.len());
            let kept = held.end.clamp(rows.start, rows.end) - rows.start;
            // A group without rows stands where the row after it does, or the last one.
            let bare = rows.is_empty() && held.contains(&rows.start.min(last));
            if bare || kept > skipped {
                groups.push(self.group(group, skipped..kept, &rooms, &mut height));
            }
        }
        let foot = table.foot.as_ref().filter(|_| held.end >= all);
        let foot = foot.map(|row| self.row(row, &rooms, &mut height));
        let heads = table.columns.iter().zip(&rooms);
        let head_repeats =
            heads.clone().all(|(column, room)| head_repeats(column.head.chars().count(), *room));
        let caption = caption(table, &held, all);
        let columns = heads.map(|(column, room)| sheet::Column {
            head: words(&column.head, Room::column(*room)),
            width: room + GAP,
            number: column.role == ColumnRole::Number,
            subject: column.role == ColumnRole::Subject,
        });
        sheet::Table {
            caption: self.text(&caption, Room::PAGE),
            caption_sticks: length(&caption) <= LONG_CAPTION,
            columns: columns.collect(),
            groups,
            row_headers: row_headers(table),
            foot,
            head_repeats,
            whole: head_repeats && height.rows <= SHORT_TABLE.0 && height.lines <= SHORT_TABLE.1,
        }
    }

    fn group(
        &mut self,
        group: &Group,
        held: Range<usize>,
        rooms: &[usize],
        height: &mut Height,
    ) -> sheet::Group {
        let label = self.label_of(group.anchor.as_ref());
        let title = group.title.as_ref().map(|title| {
            let again = if held.start > 0 { ", continued" } else { "" };
            self.text(&title.clone().and_plain(again), Room::PAGE)
        });
        let rows = group.rows.iter().skip(held.start).take(held.len());
        let rows: Vec<sheet::Row> = rows.map(|row| self.row(row, rooms, height)).collect();
        // Typst 0.15 loses count of its heads, and panics, where one stands directly before another.
        let title_sticks = group.title.as_ref().is_some_and(|title| length(title) <= LONG_CAPTION)
            && !rows.is_empty();
        sheet::Group { label, title, title_sticks, rows }
    }

    fn row(&mut self, row: &Row, rooms: &[usize], height: &mut Height) -> sheet::Row {
        let lines = row.cells.iter().zip(rooms).map(|(cell, room)| lines(cell, *room)).max();
        height.rows += 1;
        height.lines += lines.unwrap_or(1);
        let label = self.label_of(row.anchor.as_ref());
        // A row of another length than the table would shift all that follow.
        let nothing = Cell::default();
        let cells = row.cells.iter().chain(std::iter::repeat(&nothing)).zip(rooms);
        let cells = cells.map(|(cell, room)| self.cell(cell, *room)).collect();
        sheet::Row { label, cells, splits: lines.unwrap_or(1) > TALLEST_ROW }
    }

    fn cell(&mut self, cell: &Cell, room: usize) -> sheet::Cell {
        let room = Room::column(room.saturating_sub(usize::from(cell.depth) * 2));
        sheet::Cell {
            mark: cell.mark.as_ref().map(|mark| self.mark(mark)),
            text: self.text(&cell.text, room),
            notes: cell.notes.iter().map(|note| self.text(note, room)).collect(),
            chart: cell.chart.as_ref().and_then(|chart| self.chart(chart)),
            depth: cell.depth.min(8),
        }
    }
}

/// The caption, which rows of it there are in a part, and what the drawings mean.
fn caption(table: &Table, held: &Range<usize>, rows: usize) -> Text {
    let mut caption = table.caption.clone();
    if held.start > 0 || held.end < rows {
        let (first, last) = (labels::number(held.start + 1), labels::number(held.end));
        let part = format!("; rows {first} to {last} of {}", labels::number(rows));
        caption = caption.and_plain(part);
    }
    match table.legend.as_str() {
        "" => caption,
        legend => caption.and_plain(format!(". {legend}")),
    }
}

/// Whether a head of so many characters is low enough to be repeated: one as tall as a page never ends.
pub(super) fn head_repeats(length: usize, room: usize) -> bool {
    const LINES: usize = 8;
    length <= room.saturating_mul(LINES)
}

/// Whether what a row is about is marked as its header: in a small table there would be more headers than data.
fn row_headers(table: &Table) -> bool {
    let rows = table.groups.iter().map(|group| group.rows.len()).sum::<usize>();
    let rows = rows + usize::from(table.foot.is_some());
    let columns = table.columns.len();
    rows * columns.saturating_sub(1) >= rows + columns
}

/// How tall a table is.
#[derive(Default)]
struct Height {
    rows: usize,
    lines: usize,
}

/// About how many lines a cell takes.
fn lines(cell: &Cell, room: usize) -> usize {
    let lines = |length: usize| length.div_ceil(room.max(1)) + 1;
    let notes: usize = cell.notes.iter().map(|note| lines(length(note))).sum();
    lines(length(&cell.text)) + notes
}
