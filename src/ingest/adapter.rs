//! What reads one checker's output, and what it gives.

use std::io;

use serde::{Deserialize, Serialize};

use super::{Head, Raw, SeverityTable, json_error};
use crate::model::{Finding, Measure, Run, Sink, Stopped};

/// Reads the output of one checker, or of all that write one format.
pub trait Adapter: Send + Sync {
    /// Its name on the command line, such as `trivy`.
    fn name(&self) -> &str;

    /// The checker or format as its makers write it.
    fn title(&self) -> &str;

    /// Where the format is described, as an address.
    fn docs(&self) -> Option<&str> {
        None
    }

    /// The checker's words for how bad something is; none where the adapter has no table.
    fn severities(&self) -> Option<&SeverityTable> {
        None
    }

    /// Whether a file that begins so is of this format. Told by the content, never by the file's name.
    fn knows(&self, head: &Head) -> bool;

    /// Whether it is a stranger's code, so that it may be stopped.
    fn is_foreign(&self) -> bool {
        false
    }

    /// Why it is asked no more whether it knows a file, where it had to be stopped.
    fn set_aside(&self) -> Option<&str> {
        None
    }

    /// Reads all of it: the run first, then what it found.
    ///
    /// # Errors
    ///
    /// Where it isn't what it looked like, or can't be read.
    fn read(&self, raw: &dyn Raw, items: &mut dyn Sink<Item>) -> Result<(), Unreadable>;
}

/// Something that a checker's output says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// A run of the checker. What follows was found by it.
    Run(Box<Run>),
    /// A problem, with everything but its id, its run and its link into the file.
    Finding {
        /// The problem.
        finding: Box<Finding>,
        /// The place in the file, as a link's `at`.
        at: String,
    },
    /// A quantity, with everything but its value's link into the file.
    Measure {
        /// The quantity. Where several places make up its value, they stand in it as links without evidence.
        measure: Box<Measure>,
        /// The place in the file, as a link's `at`; not looked at where the quantity has its places itself.
        at: String,
    },
    /// Something that the reader of the report should know.
    Note {
        /// What.
        message: String,
        /// The place in the file, as a link's `at`; empty for all of it.
        at: String,
    },
}

/// Why a file could not be ingested.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// Its content is not what the adapter reads.
    #[error("{message}")]
    Content {
        /// What is wrong.
        message: String,
        /// Line and column from 1, where they are known.
        place: Option<(usize, usize)>,
    },
    /// The mapping is wrong.
    #[error("the mapping {0}")]
    Mapping(String),
    /// The mapping was stopped.
    #[error("the mapping `{mapping}` was stopped: {stopped}")]
    Stopped {
        /// Its name.
        mapping: String,
        /// Why.
        stopped: Stopped,
    },
    /// The environment failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Unreadable {
    /// Content that is wrong as a whole.
    pub(super) fn content(message: impl Into<String>) -> Self {
        Self::Content { message: message.into(), place: None }
    }
}

impl From<serde_json::Error> for Unreadable {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() {
            return Self::Io(error.into());
        }
        let place = (error.line() > 0).then(|| (error.line(), error.column()));
        Self::Content { message: json_error::told(&error), place }
    }
}
