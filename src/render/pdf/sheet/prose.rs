//! Somebody's Markdown, as the templates read it.

use serde::Serialize;

use super::{Heading, Words};

/// A part of somebody's Markdown.
#[derive(Debug, Serialize)]
#[serde(tag = "node", rename_all = "snake_case")]
pub(in crate::render::pdf) enum Node {
    Heading(Heading),
    Paragraph {
        words: Words,
        /// Whether it stands close to its neighbours: the text of a tight list's item.
        tight: bool,
    },
    Code(Code),
    List {
        start: Option<u64>,
        tight: bool,
        items: Vec<Item>,
    },
    Quote {
        nodes: Vec<Node>,
    },
    Table {
        columns: Vec<ProseColumn>,
        head: Vec<Words>,
        rows: Vec<Vec<Words>>,
        head_repeats: bool,
        splits: bool,
    },
    Footnotes {
        notes: Vec<Footnote>,
    },
    Rule,
}

/// Code, or a drawing made of characters.
#[derive(Debug, Serialize)]
pub(in crate::render::pdf) struct Code {
    pub(in crate::render::pdf) lines: Vec<Words>,
    /// What the drawing shows; none where it is code.
    pub(in crate::render::pdf) alt: Option<String>,
    /// The characters of its longest line.
    pub(in crate::render::pdf) width: usize,
    pub(in crate::render::pdf) splits: bool,
}

/// An item of somebody's list.
#[derive(Debug, Serialize)]
pub(in crate::render::pdf) struct Item {
    pub(in crate::render::pdf) nodes: Vec<Node>,
}

/// A column of somebody's table.
#[derive(Debug, Serialize)]
pub(in crate::render::pdf) struct ProseColumn {
    pub(in crate::render::pdf) side: Side,
    /// In parts of the whole.
    pub(in crate::render::pdf) width: usize,
}

/// To which side a column's text leans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::render::pdf) enum Side {
    Left,
    Center,
    Right,
}

/// A footnote.
#[derive(Debug, Serialize)]
pub(in crate::render::pdf) struct Footnote {
    pub(in crate::render::pdf) label: Option<String>,
    pub(in crate::render::pdf) number: String,
    /// Where it is referred to.
    pub(in crate::render::pdf) back: Vec<String>,
    pub(in crate::render::pdf) nodes: Vec<Node>,
}
