//! What links are followed over, and what is noted on the way.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::evidence::File;
use crate::model::{Id, Link, Unchecked};

/// A findings file as evidence.
pub(crate) struct Document<'a> {
    /// Its id: `this`, and `this~2` and so on where there are several.
    pub(crate) id: Id,
    /// Its path below the root.
    pub(super) path: &'a str,
    text: &'a [u8],
    file: OnceCell<Arc<File>>,
}

impl<'a> Document<'a> {
    /// The findings file with that text.
    pub(crate) fn new(id: Id, path: &'a str, text: &'a [u8]) -> Self {
        Self { id, path, text, file: OnceCell::new() }
    }

    /// Its bytes as those of a file. Most documents never link to themselves, and aren't copied.
    pub(crate) fn file(&self) -> Arc<File> {
        Arc::clone(self.file.get_or_init(|| Arc::new(File::new(self.text.into()))))
    }
}

/// What was seen on the way.
#[derive(Default)]
pub(crate) struct Trail {
    /// The lines that links select, by piece of evidence. One that is linked to as a whole has none.
    pub(crate) selected: BTreeMap<Id, Vec<(usize, usize)>>,
    /// Links that point at nothing.
    pub(crate) broken: Vec<BrokenLink>,
    /// What was found where something is masked.
    pub(crate) unchecked: BTreeSet<Unchecked>,
}

/// A link that points at nothing.
pub(crate) struct BrokenLink {
    /// The thing in which it stands; none for what is said of the report.
    pub(crate) owner: Option<Id>,
    /// The link as written.
    pub(crate) link: Link,
    /// What kind of trouble it is: the code of its warning.
    pub(crate) code: &'static str,
    /// Why it is broken.
    pub(crate) because: String,
}
