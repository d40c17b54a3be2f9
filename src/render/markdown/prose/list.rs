//! Lists of foreign Markdown, and its footnotes, which come out as a list: footnotes of GitHub's kind would
//! leave their section for the end of the page.

use super::{blocks, inlines};
use crate::render::markdown::line::Line;
use crate::render::prose::{Footnote, ListItem, Node};

/// The largest number that a list may begin with (`CommonMark` 5.2).
const MAX_NUMBER: u64 = 999_999_999;
/// An item that shows nothing: bare signs in a row would be a rule, below words a heading.
const NOTHING: &str = "&#32;";

/// What stands before a block. Two lists with the same sign would be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// No list.
    Other,
    /// A list with this sign after its numbers, or before its items.
    List(char),
}

/// A list whose items stand close together, where they can.
pub(super) fn tight(start: Option<u64>, items: &[ListItem], before: Before) -> (String, Before) {
    match items.iter().map(close_item).collect() {
        Some(items) => written(start, "\n", items, before),
        None => loose(start, items, before),
    }
}

/// A list with space between its items.
pub(super) fn loose(start: Option<u64>, items: &[ListItem], before: Before) -> (String, Before) {
    written(start, "\n\n", items.iter().map(item).collect(), before)
}

/// Footnotes: each with its target and the way back to where it is referred to.
pub(super) fn footnotes(notes: &[Footnote], before: Before) -> (String, Before) {
    let items: Vec<String> = notes.iter().map(footnote).collect();
    let first = notes.first().map_or(1, |note| u64::try_from(note.number).unwrap_or(1));
    written(Some(first), "\n\n", items, before)
}

fn written(
    start: Option<u64>,
    between: &str,
    items: Vec<String>,
    before: Before,
) -> (String, Before) {
    let sign = match (start, before) {
        (None, Before::List('-')) => '+',
        (None, Before::List(_) | Before::Other) => '-',
        (Some(_), Before::List('.')) => ')',
        (Some(_), Before::List(_) | Before::Other) => '.',
    };
    let mut number = start;
    let mut lines: Vec<String> = Vec::with_capacity(items.len());
    for item in items {
        let lead = match number {
            None => format!("{sign} "),
            Some(number) => format!("{}{sign} ", number.min(MAX_NUMBER)),
        };
        number = number.map(|number| number.saturating_add(1));
        lines.push(blocks::indented(&item, &lead, &" ".repeat(lead.len())));
    }
    (lines.join(between), Before::List(sign))
}

/// An item among others without space between them: words, and such a list below them. Nothing else may
/// follow words without a blank line, nor may a list that begins at another number than one.
fn close_item(item: &ListItem) -> Option<String> {
    let (words, below) = match item.children.as_slice() {
        [Node::Plain { children }] => (children, None),
        [
            Node::Plain { children },
            Node::List { start: start @ (None | Some(1)), tight: true, items },
        ] => (children, Some((*start, items))),
        _ => return None,
    };
    let mut text = inlines::line(words);
    if text.is_empty() {
        return None;
    }
    text.insert_str(0, tick(item.task));
    if let Some((start, items)) = below {
        let items = items.iter().map(close_item).collect::<Option<_>>()?;
        text.push('\n');
        text.push_str(&written(start, "\n", items, Before::Other).0);
    }
    Some(text)
}

fn item(item: &ListItem) -> String {
    let text = blocks::blocks(&item.children);
    let text = if text.is_empty() { NOTHING.to_owned() } else { text };
    // A box is one only before words.
    let has_words = match item.children.first() {
        Some(Node::Plain { children } | Node::Paragraph { children }) => {
            !inlines::line(children).is_empty()
        }
        Some(_) => false,
        None => true,
    };
    if item.task.is_none() || has_words {
        format!("{}{text}", tick(item.task))
    } else {
        format!("{}{NOTHING}\n\n{text}", tick(item.task))
    }
}

fn tick(task: Option<bool>) -> &'static str {
    match task {
        None => "",
        Some(true) => "[x] ",
        Some(false) => "[ ] ",
    }
}

fn footnote(note: &Footnote) -> String {
    let mut lead = Line::default();
    lead.target(&note.id);
    for back in &note.back {
        lead.ours(format!("[↑](#{})", inlines::name(back))).words(" ");
    }
    let lead = lead.finish();
    let text = blocks::blocks(&note.children);
    match note.children.first() {
        Some(Node::Plain { .. } | Node::Paragraph { .. }) => format!("{} {text}", lead.as_str()),
        Some(_) | None => format!("{}\n\n{text}", lead.as_str()),
    }
}
