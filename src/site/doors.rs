//! The doors of a build: where reports come from, and where pages go.

use std::io;

use crate::diagnostic::Diagnostic;
use crate::model::{Digest, Report};
use crate::render::{File, RenderError};

/// The reports that are to be published.
pub trait Reports: Sync {
    /// How many there are.
    fn count(&self) -> usize;

    /// The digest of report.json of one of them.
    fn digest(&self, at: usize) -> &Digest;

    /// The bytes of its report.json.
    ///
    /// # Errors
    ///
    /// It can't be read.
    fn bytes(&self, at: usize) -> Result<Vec<u8>, SiteError>;

    /// The report in those bytes.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    fn report(&self, at: usize, bytes: &[u8]) -> Result<Report, SiteError>;

    /// What can be published besides the report.
    fn besides(&self, at: usize) -> Besides;

    /// The files of that, by path relative to the report's folder: copies of evidence, and the bundle.
    ///
    /// # Errors
    ///
    /// They can't be read.
    fn besides_files(&self, at: usize) -> Result<Files, SiteError>;
}

/// What can be published besides a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Besides {
    /// Nothing: only the report is there.
    Nothing,
    /// What is published of it already.
    Published,
    /// Its package, which has this digest.
    Package(Digest),
}

/// Where pages go before they are published, and what is published now.
pub trait Stage: Sync {
    /// Puts a file by, at a path relative to the site's root.
    ///
    /// # Errors
    ///
    /// It can't be written.
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// A file that an interrupted build put by.
    ///
    /// # Errors
    ///
    /// It can't be read.
    fn put_by(&self, path: &str) -> io::Result<Option<Vec<u8>>>;

    /// A file that is published now.
    ///
    /// # Errors
    ///
    /// It can't be read.
    fn published(&self, path: &str) -> io::Result<Option<Vec<u8>>>;
}

/// Why a site wasn't built.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// What was given is at fault.
    #[error("the reports are at fault")]
    Invalid(Vec<Diagnostic>),
    /// The environment is at fault.
    #[error("{what}: {source}")]
    Io {
        /// What was attempted.
        what: String,
        /// What went wrong.
        source: io::Error,
    },
    /// Signoff is at fault.
    #[error(transparent)]
    Render(#[from] RenderError),
}

impl SiteError {
    /// An error of the environment in doing `what`.
    #[must_use]
    pub fn io(what: impl Into<String>, source: io::Error) -> Self {
        Self::Io { what: what.into(), source }
    }
}

/// The files that something makes.
pub type Files = Vec<File>;
