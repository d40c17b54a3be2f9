//! The doors to the world that the core knows: where bytes come from.

use std::io;
use std::sync::Arc;

/// The folder of a package in which the files lie that were read.
pub const INPUTS: &str = "inputs/";

/// Where in a package the file lies whose path below the root that is.
#[must_use]
pub fn in_package(path: &str) -> String {
    format!("{INPUTS}{path}")
}

/// Reads the bytes of pieces of evidence by path. A folder, an archive and a test are the same to it.
pub trait Source: Sync {
    /// The bytes at `path`, which is relative to the root with `/` between its parts.
    ///
    /// # Errors
    ///
    /// [`SourceError::NotFound`] where there is no file, [`SourceError::Outside`] where the path or a
    /// symbolic link leaves the root, [`SourceError::Io`] where reading fails.
    fn read(&self, path: &str) -> Result<Arc<[u8]>, SourceError>;
}

/// Why bytes could not be read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// There is no such file.
    #[error("no such file")]
    NotFound,
    /// The path leaves the root.
    #[error("it leaves the evidence root")]
    Outside,
    /// The environment failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}
