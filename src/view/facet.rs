//! What a reader may choose by among rows or findings. Which kinds there are is decided here; how one chooses is the
//! renderer's, and a format that has no way to choose shows all.

use serde::Serialize;

use super::Mark;

/// Something by which rows are of one kind or another: what became of a finding, how bad it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// What it is: "Severity".
    pub label: String,
    /// The kinds, in the order in which they are offered: "Critical", "High".
    pub kinds: Vec<String>,
}

/// For each facet which of its kinds a row is of; none where it is of none.
pub type Kinds = Vec<Option<usize>>;

impl Facet {
    /// A facet whose kinds have marks.
    pub(crate) fn marked<T: Copy>(label: &str, all: &[T]) -> Self
    where
        Mark: From<T>,
    {
        Self::named(label, all.iter().map(|one| Mark::from(*one).word.to_owned()))
    }

    /// A facet whose kinds have names.
    pub(crate) fn named(label: &str, kinds: impl IntoIterator<Item = String>) -> Self {
        Self { label: label.to_owned(), kinds: kinds.into_iter().collect() }
    }
}

/// The place of a kind among all of its facet.
pub(crate) fn kind<T: PartialEq>(all: &[T], one: &T) -> Option<usize> {
    all.iter().position(|each| each == one)
}
