//! Where what a mapping reads goes, and how it names the places that it was read from.

use super::documents::Lines;
use crate::ingest::{Item, Unreadable};
use crate::model::Sink;

/// Where what is read goes.
pub(super) struct Reading<'r> {
    pub(super) items: &'r mut dyn Sink<Item>,
    places: Places,
}

/// How places are named.
pub(super) enum Places {
    /// As the programs give them: the file is one document.
    AsGiven,
    /// As the programs give them; a row of a table without a column by its first one.
    Rows,
    /// By the lines of the document in which they stand: the file holds several, each read by itself.
    Apart(Vec<Lines>),
    /// By the lines of the document that their first name counts: the file holds several, read together as a list.
    Together(Vec<Lines>),
}

impl<'r> Reading<'r> {
    pub(super) fn new(items: &'r mut dyn Sink<Item>, places: Places) -> Self {
        Self { items, places }
    }

    /// A place as a link's `at`.
    pub(super) fn at(&self, document: usize, given: &str) -> String {
        let lines = match &self.places {
            Places::Rows if given.ends_with('/') => return format!("{given}1"),
            Places::AsGiven | Places::Rows => return given.to_owned(),
            Places::Apart(lines) => lines.get(document),
            Places::Together(lines) => {
                let index = given.split('/').nth(1).and_then(|index| index.parse().ok());
                index.and_then(|index: usize| lines.get(index))
            }
        };
        lines.map(|lines| lines.at()).unwrap_or_default()
    }

    pub(super) fn note(&mut self, message: String, at: String) -> Result<(), Unreadable> {
        Ok(self.items.take(Item::Note { message, at })?)
    }
}
