//! A suite that is being read, and what it lends to its cases.

use std::rc::Rc;

use super::header::Header;
use super::totals::Totals;
use crate::ingest::formats::walk::Tag;

/// A suite.
pub(super) struct Suite {
    pub(super) name: Option<String>,
    /// Its file, or that of the suite around it.
    pub(super) file: Option<Rc<str>>,
    pub(super) header: Header,
    /// Of the cases directly in it.
    pub(super) direct: Totals,
    /// With those of the suites in it.
    pub(super) all: Totals,
    pub(super) is_testsuite: bool,
}

impl Suite {
    pub(super) fn open(tag: &Tag<'_>, around: Option<&Self>) -> Self {
        let named = |name: &str| tag.attribute(name).filter(|value| !value.trim().is_empty());
        let file = named("file").or_else(|| named("filepath")).map(Rc::from);
        Self {
            name: named("name"),
            file: file.or_else(|| around.and_then(|around| around.file.clone())),
            header: Header::of(tag),
            direct: Totals::default(),
            all: Totals::default(),
            is_testsuite: tag.name() == "testsuite",
        }
    }
}
