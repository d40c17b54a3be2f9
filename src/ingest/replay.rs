//! What was read before, given again; and in its place, where a mapping was stopped, a run that didn't end well.

use super::adapter::{Adapter, Item, Unreadable};
use super::{Head, Raw, blank};
use crate::model::{Run, Sink};

/// What an adapter gave for one file.
pub struct Replay {
    name: String,
    title: String,
    items: Vec<Item>,
}

impl Replay {
    /// Reads a file with an adapter. Where the mapping was stopped nothing that it found is kept, since nobody knows
    /// what is missing: the file counts as the output of a run that failed, and why stands beside it.
    ///
    /// # Errors
    ///
    /// What the adapter says, unless it was stopped.
    pub fn of(
        adapter: &dyn Adapter,
        raw: &dyn Raw,
    ) -> Result<(Self, Option<Unreadable>), Unreadable> {
        let (name, title) = (adapter.name().to_owned(), adapter.title().to_owned());
        let mut items: Vec<Item> = Vec::new();
        let stopped = match adapter.read(raw, &mut items) {
            Ok(()) => None,
            Err(error @ Unreadable::Stopped { .. }) => {
                items = vec![Item::Run(Box::new(failed(&title)))];
                Some(error)
            }
            Err(error) => return Err(error),
        };
        Ok((Self { name, title, items }, stopped))
    }
}

/// A run of which nothing is known but that what it wrote couldn't be read.
fn failed(tool: &str) -> Run {
    Run { successful: Some(false), ..blank::run(tool) }
}

impl Adapter for Replay {
    fn name(&self) -> &str {
        &self.name
    }

    fn title(&self) -> &str {
        &self.title
    }

    fn knows(&self, _: &Head) -> bool {
        false
    }

    fn read(&self, _: &dyn Raw, items: &mut dyn Sink<Item>) -> Result<(), Unreadable> {
        for item in &self.items {
            items.take(item.clone())?;
        }
        Ok(())
    }
}
