//! What all sections of the document know: the history, what the versions are called, and how ids lead into their
//! reports.

use super::super::context::{Print, leading, outward, said};
use super::HistoryOptions;
use super::names::Names;
use crate::model::delta::History;
use crate::model::{Digest, Id};
use crate::view::{Anchor, AnchorKind, Column, Text};

/// So many versions stand side by side, a column each. Of more, each row tells in words what holds from when to when:
/// another column would leave none enough room on paper for the word of a state.
const SIDE_BY_SIDE: usize = 4;

/// A history and what is known of it.
pub(super) struct Chain<'a> {
    /// The history.
    pub(super) history: &'a History,
    /// The digest of its file.
    pub(super) digest: &'a Digest,
    /// What the versions are called.
    pub(super) names: Names,
    options: &'a HistoryOptions,
}

impl<'a> Chain<'a> {
    pub(super) fn of(
        history: &'a History,
        digest: &'a Digest,
        options: &'a HistoryOptions,
    ) -> Self {
        Self { history, digest, names: Names::of(history), options }
    }

    /// How many versions there are.
    pub(super) fn len(&self) -> usize {
        self.history.versions.len()
    }

    /// Whether each version has a column.
    pub(super) fn is_side_by_side(&self) -> bool {
        self.len() <= SIDE_BY_SIDE
    }

    /// A column for each version; others where there are too many.
    pub(super) fn columns(&self, others: impl FnOnce() -> Vec<Column>) -> Vec<Column> {
        if !self.is_side_by_side() {
            return others();
        }
        self.names.all().iter().map(|name| Column::side(name, 2)).collect()
    }

    /// Where a thing stands that was there last in that version.
    pub(super) fn anchor(&self, kind: AnchorKind, id: &Id, last: Option<usize>) -> Anchor {
        let is_newest = last.is_some_and(|last| last + 1 == self.len());
        if is_newest { Anchor::of(kind, id) } else { Anchor::before(kind, id) }
    }

    /// The id of a thing: it leads into the report of the version that has it last, where that is known to lie
    /// somewhere.
    pub(super) fn id(&self, kind: AnchorKind, id: &Id, last: Option<usize>) -> Text {
        Text(vec![outward(self.page(last), kind, id)])
    }

    /// The name of a version: it leads to its report.
    pub(super) fn version(&self, version: usize) -> Text {
        let name = self.names.name(version);
        match self.page(Some(version)) {
            Some(page) => Text(vec![leading(page, None, name, Print::Words)]),
            None => said(name),
        }
    }

    fn page(&self, version: Option<usize>) -> Option<&'a str> {
        self.options.reports.get(version?)?.as_deref()
    }
}
