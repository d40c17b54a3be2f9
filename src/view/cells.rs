//! Short ways to build blocks. What they say is decided in `sections`.

use super::{
    Anchor, Block, Cell, Chart, Column, ColumnRole, Fact, Facts, Group, Heading, Kinds, List, Mark,
    Narrow, Order, Paragraph, Row, Table, Text,
};

impl Cell {
    /// A cell with a text.
    pub(crate) fn of(text: Text) -> Self {
        Self { text, ..Self::default() }
    }

    /// A cell with plain words. A document may hold an empty one; the cell then says so.
    pub(crate) fn words(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::of(Text::plain(if text.trim().is_empty() { "no text".to_owned() } else { text }))
    }

    /// A cell with a status.
    pub(crate) fn marked(mark: impl Into<Mark>) -> Self {
        Self { mark: Some(mark.into()), ..Self::default() }
    }

    /// A cell with a drawing; "none" where there is nothing to draw.
    pub(crate) fn drawn(chart: Option<Chart>) -> Self {
        match chart {
            Some(_) => Self { chart, ..Self::default() },
            None => Self::words("none"),
        }
    }

    /// The same with smaller lines below.
    pub(crate) fn noted(mut self, notes: impl IntoIterator<Item = Text>) -> Self {
        self.notes.extend(notes.into_iter().filter(|note| !note.is_empty()));
        self
    }
}

impl Column {
    /// The column of what the row is about.
    pub(crate) fn subject(head: &str, width: u8) -> Self {
        Self { head: head.to_owned(), role: ColumnRole::Subject, width }
    }

    /// A column of words.
    pub(crate) fn words(head: &str, width: u8) -> Self {
        Self { head: head.to_owned(), role: ColumnRole::Words, width }
    }

    /// A column of numbers.
    pub(crate) fn number(head: &str, width: u8) -> Self {
        Self { head: head.to_owned(), role: ColumnRole::Number, width }
    }

    /// A column of what one of several reports says.
    pub(crate) fn side(head: &str, width: u8) -> Self {
        Self { head: head.to_owned(), role: ColumnRole::Side, width }
    }

    /// A column of drawings.
    pub(crate) fn chart(head: &str, width: u8) -> Self {
        Self { head: head.to_owned(), role: ColumnRole::Chart, width }
    }
}

impl Row {
    /// A row that can be jumped to.
    pub(crate) fn at(anchor: Anchor, cells: Vec<Cell>) -> Self {
        Self { anchor: Some(anchor), cells, kinds: Vec::new() }
    }

    /// A row that can't.
    pub(crate) fn plain(cells: Vec<Cell>) -> Self {
        Self { anchor: None, cells, kinds: Vec::new() }
    }

    /// The same, of those kinds.
    pub(crate) fn of_kinds(self, kinds: Kinds) -> Self {
        Self { kinds, ..self }
    }
}

impl Group {
    /// Rows under a title.
    pub(crate) fn titled(title: Text, rows: Vec<Row>) -> Self {
        Self { anchor: None, title: Some(title), rows }
    }
}

impl Table {
    /// A table whose rows are not grouped.
    pub(crate) fn of(caption: impl Into<String>, columns: Vec<Column>, rows: Vec<Row>) -> Self {
        Self::grouped(caption, columns, vec![Group { anchor: None, title: None, rows }])
    }

    /// A table of groups.
    pub(crate) fn grouped(
        caption: impl Into<String>,
        columns: Vec<Column>,
        groups: Vec<Group>,
    ) -> Self {
        Self {
            caption: Text::plain(caption),
            legend: String::new(),
            columns,
            facets: Vec::new(),
            groups,
            foot: None,
            narrow: Narrow::Stacks,
        }
    }
}

impl Block {
    /// A paragraph of plain words.
    pub(crate) fn says(text: impl Into<String>) -> Self {
        Self::text(Text::plain(text))
    }

    /// A paragraph.
    pub(crate) fn text(text: Text) -> Self {
        Self::Paragraph(Paragraph { text })
    }

    /// A heading that nothing jumps to.
    pub(crate) fn head(text: impl Into<String>) -> Self {
        Self::Heading(Heading { anchor: None, text: Text::plain(text) })
    }

    /// A list with bullets.
    pub(crate) fn bullets(items: Vec<Text>) -> Self {
        Self::List(List { order: Order::Bulleted, items })
    }

    /// A numbered list.
    pub(crate) fn numbered(items: Vec<Text>) -> Self {
        Self::List(List { order: Order::Numbered, items })
    }
}

/// Labels and values, as they come.
#[derive(Default)]
pub(crate) struct FactList(pub(crate) Vec<Fact>);

impl FactList {
    /// Adds a value.
    pub(crate) fn add(&mut self, label: &str, value: Text) {
        if !value.is_empty() {
            self.0.push(Fact { label: label.to_owned(), value });
        }
    }

    /// Adds plain words.
    pub(crate) fn words(&mut self, label: &str, value: impl Into<String>) {
        self.add(label, Text::plain(value));
    }

    /// Adds plain words where there are any.
    pub(crate) fn maybe(&mut self, label: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.words(label, value);
        }
    }

    /// The block; none where no fact is known.
    pub(crate) fn block(self) -> Option<Block> {
        (!self.0.is_empty()).then_some(Block::Facts(Facts { facts: self.0 }))
    }
}
