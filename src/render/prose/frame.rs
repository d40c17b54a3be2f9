//! What is open while Markdown is read: one frame for each block or inline that hasn't ended.

use super::target::Target;
use super::{Align, ListItem, Node};

/// What a frame will become.
#[derive(Debug)]
pub(super) enum Open {
    /// The whole.
    Root,
    /// A heading of that level in the source; none within another block, where it is a strong paragraph.
    Heading(Option<u8>),
    /// A paragraph.
    Paragraph,
    /// Inlines that stand where blocks are expected.
    Plain,
    /// Code, with what stands after its fence.
    Code(String),
    /// Raw HTML, shown as it is.
    Html,
    /// A quotation.
    Quote,
    /// A list.
    List { start: Option<u64>, tight: bool, items: Vec<ListItem> },
    /// An item of a list.
    Item { task: Option<bool> },
    /// A footnote of that number.
    Note(usize),
    /// A table.
    Table { align: Vec<Align>, head: Vec<Vec<Node>>, rows: Vec<Vec<Vec<Node>>> },
    /// A row of a table.
    Row { cells: Vec<Vec<Node>> },
    /// A cell.
    Cell,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck out.
    Strike,
    /// A link.
    Link { target: Target, title: String },
    /// A picture: its children are its words.
    Image { path: String, title: String },
}

/// The box of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tick {
    /// `[x]`.
    Set,
    /// `[ ]`.
    Empty,
}

impl Open {
    /// Whether it holds blocks: inlines need a paragraph around them there.
    pub(super) fn holds_blocks(&self) -> bool {
        match self {
            Self::Root | Self::Quote | Self::Item { .. } | Self::Note(_) => true,
            Self::Heading(_)
            | Self::Paragraph
            | Self::Plain
            | Self::Code(_)
            | Self::Html
            | Self::List { .. }
            | Self::Table { .. }
            | Self::Row { .. }
            | Self::Cell
            | Self::Emphasis
            | Self::Strong
            | Self::Strike
            | Self::Link { .. }
            | Self::Image { .. } => false,
        }
    }

    /// Whether its text is kept to the letter.
    pub(super) fn is_verbatim(&self) -> bool {
        matches!(self, Self::Code(_) | Self::Html)
    }
}

/// A block or inline that hasn't ended.
#[derive(Debug)]
pub(super) struct Frame {
    /// What it will become.
    pub(super) open: Open,
    /// What it holds so far.
    pub(super) children: Vec<Node>,
    /// Words that came last; adjacent ones are one text.
    pub(super) text: String,
}

impl Frame {
    /// An empty frame.
    pub(super) fn new(open: Open) -> Self {
        Self { open, children: Vec::new(), text: String::new() }
    }
}
