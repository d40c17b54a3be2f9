//! What stands first. What a front page repeats from the sections is left to them: Markdown has no pages.

use serde::Serialize;

use super::line::Line;
use super::list::{self, Items};
use super::markup::Markup;
use super::text;
use crate::view::Document;

/// What `cover.md` lays out.
#[derive(Serialize)]
pub(super) struct Cover {
    title: Markup,
    /// The verdict before this one; empty where there was none.
    was: Markup,
    sentence: Markup,
    over: Markup,
    notes: Vec<Markup>,
    facts: Items,
}

pub(super) fn page(document: &Document) -> Cover {
    let cover = &document.cover;
    let mut title = Line::default();
    title.words(&format!("{}: {}", cover.title, cover.verdict.word.to_lowercase()));
    let mut sentence = Line::default();
    sentence.mark(&cover.verdict).words(&cover.sentence);
    let mut was = Line::default();
    if let Some(before) = &cover.was {
        was.mark(&before.verdict).words(&before.words).words(".");
    }
    let mut over = Line::default();
    over.words(&format!("{}, as of {}.", cover.over, document.as_of));
    Cover {
        title: title.finish(),
        was: was.finish(),
        sentence: sentence.finish(),
        over: over.finish(),
        notes: cover.notes.iter().map(text::text).collect(),
        facts: list::facts(&cover.facts),
    }
}
