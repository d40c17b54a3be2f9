//! Section 11: what is written differently, word by word.

use super::Content;
use super::context::{Changes, said};
use super::words;
use crate::model::delta::{Thing, WordChange};
use crate::view::{Block, Heading, Mark, Text, labels};

/// How added and removed words look is each format's, and never a matter of colour.
const HOW: &str =
    "Words that were removed are struck out; words that were added stand out beside them, as in ";

pub(super) fn content(changes: &Changes<'_>) -> Content {
    let sections = &changes.delta.sections;
    if sections.is_empty() {
        return Content::empty("No narrative differs.");
    }
    let mut blocks = vec![Block::text(how())];
    for section in sections {
        blocks.extend(told(section));
    }
    Content { tally: labels::number(sections.len()), blocks }
}

fn how() -> Text {
    use crate::view::Span;
    Text::plain(HOW)
        .and(Span::Removed { text: "removed".to_owned() })
        .and_plain(" ")
        .and(Span::Added { text: "added".to_owned() })
        .and_plain(". What is foreign stays text here, Markdown too.")
}

fn told(section: &WordChange) -> Vec<Block> {
    let word = labels::lower(&Mark::from(section.change));
    let title = said(&section.title).and_plain(format!(": {word}"));
    let mut blocks = vec![Block::Heading(Heading { anchor: None, text: title })];
    let paragraphs = words::paragraphs(&section.words);
    if paragraphs.is_empty() {
        blocks.push(Block::says(match section.change {
            Thing::Added | Thing::Removed => "Nothing is written there.",
            Thing::Changed | Thing::Same => "Its words are the same.",
        }));
    }
    blocks.extend(paragraphs);
    blocks
}
