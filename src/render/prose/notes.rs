//! Footnotes: numbered by first reference, gathered at the end, each with the way back.

use std::collections::BTreeMap;

use super::{Footnote, Node};

/// The footnotes met so far.
#[derive(Debug, Default)]
pub(super) struct Notes {
    numbers: BTreeMap<String, usize>,
    /// By number, from 1.
    notes: Vec<Slot>,
}

#[derive(Debug)]
struct Slot {
    label: String,
    back: Vec<String>,
    children: Option<Vec<Node>>,
}

impl Notes {
    /// A reference to the note of that label.
    pub(super) fn refer(&mut self, label: &str, prefix: &str) -> Node {
        let number = self.number(label);
        let mut id = String::new();
        if let Some(slot) = self.notes.get_mut(number - 1) {
            id = format!("{prefix}_reference-{number}-{}", slot.back.len() + 1);
            slot.back.push(id.clone());
        }
        Node::FootnoteReference { number, id, to: note_id(prefix, number) }
    }

    /// The number of the definition of that label. A second one of the same label is a note of its own.
    pub(super) fn define(&mut self, label: &str) -> usize {
        let number = self.number(label);
        if self.notes.get(number - 1).is_some_and(|slot| slot.children.is_none()) {
            if let Some(slot) = self.notes.get_mut(number - 1) {
                slot.children = Some(Vec::new());
            }
            return number;
        }
        self.add(label, Some(Vec::new()))
    }

    /// What the note of that number says.
    pub(super) fn fill(&mut self, number: usize, children: Vec<Node>) {
        if let Some(slot) = self.notes.get_mut(number - 1) {
            slot.children = Some(children);
        }
    }

    /// All notes in order, as the last block.
    pub(super) fn finish(self, prefix: &str) -> Option<Node> {
        if self.notes.is_empty() {
            return None;
        }
        let notes = self
            .notes
            .into_iter()
            .enumerate()
            .map(|(index, slot)| {
                let missing = || {
                    let text = format!("[^{}]", slot.label);
                    vec![Node::Paragraph { children: vec![Node::Text { text }] }]
                };
                Footnote {
                    number: index + 1,
                    id: note_id(prefix, index + 1),
                    children: slot
                        .children
                        .filter(|children| !children.is_empty())
                        .unwrap_or_else(missing),
                    back: slot.back,
                }
            })
            .collect();
        Some(Node::Footnotes { notes })
    }

    fn number(&mut self, label: &str) -> usize {
        match self.numbers.get(&label.to_lowercase()) {
            Some(number) => *number,
            None => self.add(label, None),
        }
    }

    fn add(&mut self, label: &str, children: Option<Vec<Node>>) -> usize {
        self.notes.push(Slot { label: label.to_owned(), back: Vec::new(), children });
        let number = self.notes.len();
        self.numbers.entry(label.to_lowercase()).or_insert(number);
        number
    }
}

/// No anchor of a thing looks so: there, `_` stands before two hexadecimal digits.
fn note_id(prefix: &str, number: usize) -> String {
    format!("{prefix}_note-{number}")
}
