//! Foreign Markdown → a clean tree that every renderer can walk.
//!
//! What a tree holds is plain text, links with a known scheme, and pictures that the report carries. Raw HTML,
//! `javascript:` and the like are text in it (STYLE rule 12). No input makes it deep, and none is lost.

mod builder;
mod close;
mod frame;
mod jumps;
mod nesting;
mod node;
mod notes;
mod outline;
mod target;
mod values;

#[cfg(test)]
mod tests;

pub use jumps::Jumps;
pub(crate) use target::web_address;

pub use node::{Align, Footnote, ListItem, Node, plain_text};

use pulldown_cmark::{Options, Parser};

use crate::view::Prose;

/// Reads somebody's Markdown. A link to `#anchor` works where `jumps` knows the anchor, and is text elsewhere.
#[must_use]
pub fn parse(prose: &Prose, jumps: &Jumps<'_>) -> Vec<Node> {
    parse_at(prose, prose.level, jumps)
}

/// As [`parse`], with another level for the topmost heading.
#[must_use]
pub fn parse_at(prose: &Prose, level: u8, jumps: &Jumps<'_>) -> Vec<Node> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut builder = builder::Builder::new(prose, level, jumps);
    for event in Parser::new_ext(&prose.markdown, options) {
        builder.take(event);
    }
    builder.finish()
}
