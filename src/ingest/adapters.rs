//! The adapters that there are, and which of them a file is for.

use include_dir::{Dir, include_dir};
use rayon::prelude::*;

use super::adapter::Unreadable;
use super::{Adapter, Head, Mapping, Raw, formats, head};

/// The mappings that ship with Signoff.
static MAPPINGS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/adapters");

/// All adapters, in the order of their names.
pub struct Adapters(Vec<Box<dyn Adapter>>);

/// Why no adapter was chosen.
#[derive(Debug, thiserror::Error)]
pub enum NotDetected {
    /// The file is broken or can't be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// No adapter knows it.
    #[error("no adapter knows this format")]
    Unknown,
    /// Several adapters know it: their names.
    #[error("it may be of several formats: {}", .0.join(", "))]
    Ambiguous(Vec<String>),
}

impl Adapters {
    /// Those that ship with Signoff.
    ///
    /// # Panics
    ///
    /// Where a mapping that ships is wrong, which a test rules out.
    #[must_use]
    pub fn built_in() -> Self {
        let mut all = formats::all();
        for file in MAPPINGS.files() {
            let text = file.contents_utf8().unwrap_or_default();
            match Mapping::uncompiled(text) {
                Ok(mapping) => all.push(Box::new(mapping)),
                Err(error) => debug_assert!(false, "{}: {error}", file.path().display()),
            }
        }
        all.sort_by(|one, other| one.name().cmp(other.name()));
        Self(all)
    }

    /// Those and more. One of the same name takes the place of one that ships.
    #[must_use]
    pub fn with(mut self, more: impl IntoIterator<Item = Box<dyn Adapter>>) -> Self {
        for adapter in more {
            self.0.retain(|known| known.name() != adapter.name());
            self.0.push(adapter);
        }
        self.0.sort_by(|one, other| one.name().cmp(other.name()));
        self
    }

    /// All of them, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Adapter> {
        self.0.iter().map(AsRef::as_ref)
    }

    /// The one of that name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&dyn Adapter> {
        self.iter().find(|adapter| adapter.name() == name)
    }

    /// The one that knows a file.
    ///
    /// # Errors
    ///
    /// [`NotDetected`] where none or several do, or the file is broken.
    pub fn of(&self, raw: &dyn Raw) -> Result<&dyn Adapter, NotDetected> {
        let head = head::look(raw)?;
        if head == Head::Empty {
            return Err(NotDetected::Empty);
        }
        let known = self.0.par_iter().map(AsRef::as_ref).filter(|adapter| adapter.knows(&head));
        let known: Vec<&dyn Adapter> = known.collect();
        match known[..] {
            [only] => Ok(only),
            [] => Err(NotDetected::Unknown),
            _ => Err(NotDetected::Ambiguous(
                known.iter().map(|adapter| adapter.name().to_owned()).collect(),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mapping_that_ships_is_right_and_named_like_its_file() {
        for file in MAPPINGS.files() {
            let text = file.contents_utf8().unwrap();
            let mapping = Mapping::read(text).unwrap_or_else(|error| panic!("{file:?}: {error}"));
            let stem = file.path().file_stem().and_then(|stem| stem.to_str());
            assert_eq!(Some(mapping.name()), stem);
            assert!(
                mapping.docs().is_some(),
                "{} says where its format is described",
                mapping.name()
            );
        }
    }
}
