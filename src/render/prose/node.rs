//! The kinds of node in a tree of foreign Markdown.

use serde::Serialize;

use crate::view::Anchor;

/// A node. Blocks hold blocks or inlines as said; all text in it is foreign, so renderers escape it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "node", rename_all = "snake_case")]
pub enum Node {
    /// Block: a heading; levels are demoted and skip none.
    Heading {
        /// From 1 to 6.
        level: u8,
        /// Inlines.
        children: Vec<Node>,
    },
    /// Block: a paragraph.
    Paragraph {
        /// Inlines.
        children: Vec<Node>,
    },
    /// Block: the text of a tight list's item: a paragraph without space around it.
    Plain {
        /// Inlines.
        children: Vec<Node>,
    },
    /// Block: code.
    CodeBlock {
        /// The first word after the fence.
        language: Option<String>,
        /// As written, without the last line break.
        text: String,
    },
    /// Block: a drawing made of characters; its spacing matters.
    Diagram {
        /// What it shows, in words.
        alt: String,
        /// As written, without the last line break.
        text: String,
    },
    /// Block: a list.
    List {
        /// The first number; none where it has bullets.
        start: Option<u64>,
        /// Whether its items stand close together.
        tight: bool,
        /// The items.
        items: Vec<ListItem>,
    },
    /// Block: a quotation.
    Quote {
        /// Blocks.
        children: Vec<Node>,
    },
    /// Block: a table. A hostile row may have fewer cells than the head, never more.
    Table {
        /// By column.
        align: Vec<Align>,
        /// The head's cells, each with its inlines.
        head: Vec<Vec<Node>>,
        /// The rows' cells, each with its inlines.
        rows: Vec<Vec<Vec<Node>>>,
    },
    /// Block: a rule.
    Rule,
    /// Block, the last one: all footnotes in order.
    Footnotes {
        /// By number.
        notes: Vec<Footnote>,
    },
    /// Inline: words.
    Text {
        /// As they are.
        text: String,
    },
    /// Inline: emphasis.
    Emphasis {
        /// Inlines.
        children: Vec<Node>,
    },
    /// Inline: strong emphasis.
    Strong {
        /// Inlines.
        children: Vec<Node>,
    },
    /// Inline: struck out.
    Strike {
        /// Inlines.
        children: Vec<Node>,
    },
    /// Inline: code.
    Code {
        /// As it is.
        text: String,
    },
    /// Inline: a jump out of the document.
    Link {
        /// `http:`, `https:` or `mailto:`; only characters that a URI may hold.
        href: String,
        /// Inlines, without links, values or references; never blank.
        children: Vec<Node>,
    },
    /// Inline: a jump to a thing of the document.
    Jump {
        /// Where to.
        to: Anchor,
        /// As those of a link.
        children: Vec<Node>,
    },
    /// Inline: a picture that the report carries.
    Image {
        /// PNG, JPEG, GIF, WebP or SVG.
        media_type: String,
        /// Its bytes in base64.
        content: String,
        /// What it shows; never blank.
        alt: String,
        /// The copied file, relative to the report.
        file: String,
    },
    /// Inline: the line ends here in the source.
    SoftBreak,
    /// Inline: a new line.
    HardBreak,
    /// Inline: a measured value.
    Value {
        /// The value with its unit.
        text: String,
        /// The claim or measure.
        to: Anchor,
    },
    /// Inline: a reference to a footnote.
    FootnoteReference {
        /// The note's number in this prose.
        number: usize,
        /// Its own jump target.
        id: String,
        /// The note's jump target.
        to: String,
    },
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListItem {
    /// Whether it is ticked; none where it has no box. A tick is what somebody typed: it proves nothing.
    pub task: Option<bool>,
    /// Blocks.
    pub children: Vec<Node>,
}

/// A footnote.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Footnote {
    /// From 1, in the order of the first references.
    pub number: usize,
    /// Jump target.
    pub id: String,
    /// The jump targets of its references.
    pub back: Vec<String>,
    /// Blocks.
    pub children: Vec<Node>,
}

/// How a column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// As the format does it.
    Unset,
    /// Left.
    Left,
    /// In the middle.
    Center,
    /// Right.
    Right,
}

/// The words of some inlines, without markup.
#[must_use]
pub fn plain_text(inlines: &[Node]) -> String {
    let mut words = String::new();
    collect(inlines, &mut words);
    words
}

fn collect(nodes: &[Node], words: &mut String) {
    for node in nodes {
        match node {
            Node::Text { text } | Node::Code { text } | Node::Value { text, .. } => {
                words.push_str(text);
            }
            Node::Image { alt, .. } => words.push_str(alt),
            Node::SoftBreak | Node::HardBreak => words.push(' '),
            Node::Heading { children, .. }
            | Node::Paragraph { children }
            | Node::Plain { children }
            | Node::Quote { children }
            | Node::Emphasis { children }
            | Node::Strong { children }
            | Node::Strike { children }
            | Node::Link { children, .. }
            | Node::Jump { children, .. } => collect(children, words),
            Node::CodeBlock { .. }
            | Node::Diagram { .. }
            | Node::List { .. }
            | Node::Table { .. }
            | Node::Rule
            | Node::Footnotes { .. }
            | Node::FootnoteReference { .. } => {}
        }
    }
}
