//! The store: every path is read, hashed and looked at once, however many links lead to it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::File;
use crate::model::{Source, SourceError};

type Slot = Arc<OnceLock<Result<Arc<File>, Absent>>>;

/// The evidence that a [`Source`] holds. Threads may share it: a file is read by the first that asks,
/// and others that ask for it meanwhile wait for that one only.
pub struct Store<'a> {
    source: &'a dyn Source,
    slots: Mutex<BTreeMap<String, Slot>>,
}

/// Why there are no bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Absent {
    /// The findings are wrong, or the file was never kept.
    #[error("there is no such file")]
    NotFound,
    /// The findings are wrong: the path or a symbolic link leaves the root.
    #[error("the path leaves the evidence root")]
    Outside,
    /// The environment failed.
    #[error("it can't be read: {0}")]
    Unreadable(String),
}

impl<'a> Store<'a> {
    /// A store that has read nothing yet.
    #[must_use]
    pub fn new(source: &'a dyn Source) -> Self {
        Self { source, slots: Mutex::default() }
    }

    /// The file at `path`, which is relative to the root with `/` between its parts. Two spellings of
    /// one path are two files to it.
    ///
    /// # Errors
    ///
    /// [`Absent`] says why there is none; asking again gives the same answer.
    pub fn file(&self, path: &str) -> Result<Arc<File>, Absent> {
        self.slot(path).get_or_init(|| self.read(path)).clone()
    }

    /// The lock is held for the look-up alone, never while bytes are read.
    fn slot(&self, path: &str) -> Slot {
        // A panic elsewhere leaves the map whole: entries are only ever added.
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = slots.get(path) {
            return Arc::clone(slot);
        }
        Arc::clone(slots.entry(path.to_owned()).or_default())
    }

    fn read(&self, path: &str) -> Result<Arc<File>, Absent> {
        match self.source.read(path) {
            Ok(bytes) => Ok(Arc::new(File::new(bytes))),
            Err(SourceError::NotFound) => Err(Absent::NotFound),
            Err(SourceError::Outside) => Err(Absent::Outside),
            Err(SourceError::Io(error)) => Err(Absent::Unreadable(error.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use rayon::prelude::*;

    use super::*;

    struct Counting(AtomicUsize);

    impl Source for Counting {
        fn read(&self, path: &str) -> Result<Arc<[u8]>, SourceError> {
            self.0.fetch_add(1, Ordering::SeqCst);
            match path {
                "missing" => Err(SourceError::NotFound),
                "../out" => Err(SourceError::Outside),
                "bad" => Err(SourceError::Io(io::Error::other("disk on fire"))),
                path => Ok(path.as_bytes().into()),
            }
        }
    }

    #[test]
    fn a_path_is_read_once_by_however_many_threads() {
        let source = Counting(AtomicUsize::new(0));
        let store = Store::new(&source);
        let sizes: Vec<u64> = (0..1000)
            .into_par_iter()
            .map(|index| store.file(if index % 2 == 0 { "a" } else { "bb" }).unwrap().size())
            .collect();
        assert_eq!(sizes.iter().sum::<u64>(), 1500);
        assert_eq!(source.0.load(Ordering::SeqCst), 2);
    }

    #[test]
    fn absence_is_remembered_with_its_reason() {
        let source = Counting(AtomicUsize::new(0));
        let store = Store::new(&source);
        for _ in 0..2 {
            assert_eq!(store.file("missing").err(), Some(Absent::NotFound));
            assert_eq!(store.file("../out").err(), Some(Absent::Outside));
            let unreadable = Absent::Unreadable("disk on fire".to_owned());
            assert_eq!(store.file("bad").err(), Some(unreadable));
        }
        assert_eq!(source.0.load(Ordering::SeqCst), 3);
    }
}
