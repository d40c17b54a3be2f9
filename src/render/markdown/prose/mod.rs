//! Foreign Markdown, written anew from its clean tree. Each paragraph is one line, so that nothing in it can
//! begin a list, a heading or a quotation.

mod blocks;
mod inlines;
mod list;

use serde::Serialize;

use super::markup::Markup;
use crate::render::prose::{Jumps, parse};
use crate::view::Prose;

/// What `prose.md` lays out.
#[derive(Serialize)]
pub(super) struct Page {
    text: Markup,
}

pub(super) fn page(source: &Prose, jumps: &Jumps<'_>) -> Page {
    Page { text: prose(source, jumps) }
}

/// Foreign Markdown as blocks.
pub(super) fn prose(source: &Prose, jumps: &Jumps<'_>) -> Markup {
    Markup::finished(blocks::blocks(&parse(source, jumps)))
}
