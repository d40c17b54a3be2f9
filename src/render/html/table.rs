//! A table as its template draws it: each cell knows its head, its role and how long its words are.

use serde::Serialize;

use super::chart::{self, Drawing, Scale};
use super::choose::Choice;
use crate::view::{
    Anchor, Cell, Chart, Column, ColumnRole, Group, Mark, Narrow, Row, Span, Table, Text, labels,
};

/// A word longer than this may be broken anywhere.
const LONG_WORD: usize = 24;
/// Words up to this length share a line on a narrow page.
const SHORT_TEXT: usize = 20;

/// A table as its template draws it.
#[derive(Debug, Serialize)]
pub(super) struct TableDrawing<'a> {
    id: String,
    caption: &'a Text,
    legend: &'a str,
    columns: &'a [Column],
    groups: Vec<GroupDrawing<'a>>,
    foot: Option<RowDrawing<'a>>,
    narrow: Narrow,
    /// Whether several reports stand side by side in it.
    sided: bool,
    choice: Choice<'a>,
}

#[derive(Debug, Serialize)]
struct GroupDrawing<'a> {
    anchor: Option<&'a Anchor>,
    title: Option<&'a Text>,
    /// The kinds of its rows, so that its title goes where none of them is chosen.
    class: String,
    rows: Vec<RowDrawing<'a>>,
}

#[derive(Debug, Serialize)]
struct RowDrawing<'a> {
    anchor: Option<&'a Anchor>,
    class: String,
    cells: Vec<CellDrawing<'a>>,
}

#[derive(Debug, Serialize)]
struct CellDrawing<'a> {
    header: bool,
    class: String,
    /// Its column's head, printed before it where the table stacks; a row's subject needs none, nor does a mark unless
    /// several reports have one.
    label: Option<&'a str>,
    mark: Option<&'a Mark>,
    text: &'a Text,
    notes: &'a [Text],
    chart: Option<Drawing<'a>>,
}

/// Draws the table of that number in the document.
pub(super) fn draw(table: &Table, number: usize) -> TableDrawing<'_> {
    let scale = Scale::of(charts(table));
    let rows = table.groups.iter().flat_map(|group| &group.rows);
    let choice = Choice::of(&table.facets, rows.map(|row| &row.kinds));
    let group = |group| draw_group(group, table, &choice, scale);
    TableDrawing {
        id: format!("table_{number}"),
        caption: &table.caption,
        legend: &table.legend,
        columns: &table.columns,
        groups: table.groups.iter().map(group).collect(),
        foot: table.foot.as_ref().map(|row| draw_row(row, table, String::new(), scale)),
        narrow: table.narrow,
        sided: table.columns.iter().any(|column| column.role == ColumnRole::Side),
        choice,
    }
}

fn draw_group<'a>(
    group: &'a Group,
    table: &'a Table,
    choice: &Choice<'_>,
    scale: Scale,
) -> GroupDrawing<'a> {
    let row = |row: &'a Row| draw_row(row, table, choice.class(&row.kinds), scale);
    GroupDrawing {
        anchor: group.anchor.as_ref(),
        title: group.title.as_ref(),
        class: choice.classes(group.rows.iter().map(|row| &row.kinds)),
        rows: group.rows.iter().map(row).collect(),
    }
}

fn charts(table: &Table) -> impl Iterator<Item = &Chart> {
    let rows = table.groups.iter().flat_map(|group| &group.rows).chain(&table.foot);
    rows.flat_map(|row| &row.cells).filter_map(|cell| cell.chart.as_ref())
}

fn draw_row<'a>(row: &'a Row, table: &'a Table, class: String, scale: Scale) -> RowDrawing<'a> {
    let cells = row.cells.iter().enumerate();
    RowDrawing {
        anchor: row.anchor.as_ref(),
        class,
        cells: cells.map(|(at, cell)| draw_cell(cell, table.columns.get(at), scale)).collect(),
    }
}

fn draw_cell<'a>(cell: &'a Cell, column: Option<&'a Column>, scale: Scale) -> CellDrawing<'a> {
    let role = column.map_or(ColumnRole::Words, |column| column.role);
    let header = role == ColumnRole::Subject;
    let labelled =
        role == ColumnRole::Side || (!header && cell.mark.is_none() && !cell.text.is_empty());
    CellDrawing {
        header,
        class: classes(cell, role),
        label: column.filter(|_| labelled).map(|column| column.head.as_str()),
        mark: cell.mark.as_ref(),
        text: &cell.text,
        notes: &cell.notes,
        chart: cell.chart.as_ref().and_then(|chart| chart::draw(chart, scale)),
    }
}

fn classes(cell: &Cell, role: ColumnRole) -> String {
    let size = size(&cell.text);
    let longest_note = cell.notes.iter().map(|note| self::size(note).word).max().unwrap_or(0);
    let is_plain = cell.mark.is_none() && cell.chart.is_none();
    let is_short = size.text <= SHORT_TEXT && is_plain;
    let depth = match cell.depth {
        0 => "",
        1 => "d1",
        2 => "d2",
        3 => "d3",
        4.. => "d4",
    };
    let classes = [
        (role == ColumnRole::Number).then_some("n"),
        (is_short && (role == ColumnRole::Number || is_date(&cell.text))).then_some("nb"),
        (role != ColumnRole::Subject && is_short).then_some("in"),
        (size.word.max(longest_note) > LONG_WORD).then_some("long"),
        (!depth.is_empty()).then_some(depth),
    ];
    classes.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Whether a text is a date and nothing else: it isn't broken at its hyphens.
fn is_date(text: &Text) -> bool {
    matches!(text.0.as_slice(), [Span::Plain { text }] if labels::is_date(text))
}

/// How long a text is, in characters.
#[derive(Debug, Default, Clone, Copy)]
struct Size {
    text: usize,
    /// Its longest word; adjacent spans may be one.
    word: usize,
}

fn size(text: &Text) -> Size {
    let mut size = Size::default();
    let mut word = 0_usize;
    for span in &text.0 {
        for char in span.words().chars() {
            size.text += 1;
            word = if char.is_whitespace() { 0 } else { word + 1 };
            size.word = size.word.max(word);
        }
    }
    size
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(text: &str, role: ColumnRole) -> String {
        classes(&Cell { text: Text::plain(text), ..Cell::default() }, role)
    }

    #[test]
    fn only_long_words_may_be_broken() {
        let word = "x".repeat(LONG_WORD);
        assert_eq!(class(&format!("{word} {word}"), ColumnRole::Words), "");
        assert_eq!(class(&format!("{word}x"), ColumnRole::Words), "long");
        let note = Cell { notes: vec![Text::plain(format!("{word}x"))], ..Cell::default() };
        assert_eq!(classes(&note, ColumnRole::Subject), "long");
        let parts = Text::code("x".repeat(20)).and_plain("x".repeat(20));
        assert_eq!(size(&parts).word, 40);
        assert_eq!(size(&parts).text, 40);
    }

    #[test]
    fn short_numbers_and_dates_stay_on_their_line() {
        assert_eq!(class("83.3 %", ColumnRole::Number), "n nb in");
        assert_eq!(class(&"x".repeat(SHORT_TEXT + 1), ColumnRole::Number), "n");
        assert_eq!(class("block", ColumnRole::Words), "in");
        assert_eq!(class("2025-09-10", ColumnRole::Words), "nb in");
        assert_eq!(class("until 2025-09-10", ColumnRole::Words), "in");
        assert_eq!(class("block", ColumnRole::Subject), "");
        let deep = Cell { depth: 9, ..Cell::default() };
        assert_eq!(classes(&deep, ColumnRole::Subject), "d4");
    }

    #[test]
    fn a_mark_needs_no_label() {
        let column = Column { head: "State".to_owned(), role: ColumnRole::Words, width: 2 };
        let marked = Cell {
            mark: Some(crate::model::Outcome::Fail.into()),
            ..Cell { text: Text::plain("x"), ..Cell::default() }
        };
        let plain = Cell { text: Text::plain("x"), ..Cell::default() };
        let scale = Scale::of(std::iter::empty());
        assert_eq!(draw_cell(&marked, Some(&column), scale).label, None);
        let side = Column { role: ColumnRole::Side, ..column.clone() };
        assert_eq!(draw_cell(&marked, Some(&side), scale).label, Some("State"));
        assert_eq!(draw_cell(&plain, Some(&column), scale).label, Some("State"));
        assert_eq!(draw_cell(&plain, None, scale).label, None);
    }
}
