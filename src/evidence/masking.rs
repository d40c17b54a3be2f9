//! What of the evidence is masked, and how links into it are followed all the same (SEMANTICS rule 24).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::File;
use crate::model::{MaskedFile, Unchecked};

/// Masked copies, by their paths in a package.
#[derive(Default)]
pub struct Masking {
    files: BTreeMap<String, MaskedFile>,
    source: Originals,
}

/// What is known of what stood in the masked places.
enum Originals {
    /// The originals are here.
    Here(BTreeMap<String, Arc<File>>),
    /// What was found in them was written down.
    Written(Vec<Unchecked>),
}

impl Default for Originals {
    fn default() -> Self {
        Self::Written(Vec::new())
    }
}

/// What stands behind the masks of a file.
pub enum Behind<'a> {
    /// Its original.
    Original(Arc<File>),
    /// What was found in it.
    Written(&'a [Unchecked]),
}

impl Masking {
    /// Masked copies whose originals are here.
    #[must_use]
    pub fn of_originals(files: Vec<MaskedFile>, originals: BTreeMap<String, Arc<File>>) -> Self {
        Self { files: by_path(files), source: Originals::Here(originals) }
    }

    /// Masked copies of which only is known what was written down.
    #[must_use]
    pub fn written(files: Vec<MaskedFile>, unchecked: Vec<Unchecked>) -> Self {
        Self { files: by_path(files), source: Originals::Written(unchecked) }
    }

    /// The masked copy at a path.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&MaskedFile> {
        self.files.get(path)
    }

    /// All masked copies, by path.
    #[must_use]
    pub fn files(&self) -> Vec<MaskedFile> {
        self.files.values().cloned().collect()
    }

    /// What stands behind the masks of the file at a path; none where it has none.
    #[must_use]
    pub fn behind(&self, path: &str) -> Option<Behind<'_>> {
        self.files.get(path)?;
        match &self.source {
            Originals::Here(originals) => {
                originals.get(path).map(|file| Behind::Original(Arc::clone(file)))
            }
            Originals::Written(unchecked) => Some(Behind::Written(unchecked)),
        }
    }

    /// Whether something in the lines of `copy` is masked; in a whole file, something is.
    #[must_use]
    pub fn covers(&self, path: &str, copy: &File, lines: Option<(usize, usize)>) -> bool {
        let Some(masked) = self.files.get(path) else { return false };
        let Some((first, last)) = lines else { return true };
        let mark = copy.text().map_or(0, |text| copy.bytes().len() - text.len());
        let lines = |start: usize, end: usize| {
            copy.lines_of(&(start.saturating_sub(mark)..end.saturating_sub(mark)))
        };
        let place_lines = masked.places.iter().filter_map(|place| lines(place.start, place.end));
        place_lines.into_iter().any(|(start, end)| start <= last && first <= end)
    }
}

fn by_path(files: Vec<MaskedFile>) -> BTreeMap<String, MaskedFile> {
    files.into_iter().map(|file| (file.path.clone(), file)).collect()
}
