//! What was read for a report, in memory, at the places that it has in a package; behind it the folder with the
//! evidence, or a package that was written before.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::package::Package;
use super::source::Folder;
use crate::attest::Supply;
use crate::model::{INPUTS, Source, SourceError};

/// Files by their path in a package.
#[derive(Default)]
pub(super) struct Shelf {
    held: BTreeMap<String, Held>,
    behind: Behind,
}

/// Where what isn't held is read from.
#[derive(Default)]
enum Behind {
    #[default]
    Nothing,
    /// The root.
    Folder(Folder),
    Package(Package),
}

/// A file in memory.
struct Held {
    /// What messages call it.
    shown: String,
    bytes: Arc<[u8]>,
}

impl Shelf {
    /// Puts a file at a path.
    pub(super) fn put(&mut self, path: &str, shown: &str, bytes: impl Into<Arc<[u8]>>) {
        self.held.insert(path.to_owned(), Held { shown: shown.to_owned(), bytes: bytes.into() });
    }

    /// What isn't held is read from this folder.
    pub(super) fn stand_before(&mut self, folder: Folder) {
        self.behind = Behind::Folder(folder);
    }

    /// What lies in a package, at its places there.
    pub(super) fn of_package(package: Package) -> Self {
        Self { behind: Behind::Package(package), ..Self::default() }
    }
}

impl Supply for Shelf {
    /// The name as the user wrote it.
    fn shown(&self, path: &str) -> String {
        self.held.get(path).map_or_else(|| path.to_owned(), |held| held.shown.clone())
    }
}

impl Source for Shelf {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, SourceError> {
        if let Some(held) = self.held.get(path) {
            return Ok(Arc::clone(&held.bytes));
        }
        match (&self.behind, path.strip_prefix(INPUTS)) {
            (Behind::Package(package), _) => package.read(path),
            (Behind::Folder(folder), Some(below)) => folder.read(below),
            (Behind::Folder(_) | Behind::Nothing, _) => Err(SourceError::NotFound),
        }
    }
}
