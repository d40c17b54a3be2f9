//! Exit codes, and why a command could not do what it says.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};

use crate::diagnostic::Diagnostic;

/// The texts of files, by the names that diagnostics give them.
pub(super) type Texts = BTreeMap<String, String>;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// It did what it says, and the verdict is within what `--fail-on` allows.
    Within,
    /// It did what it says, and the verdict is not.
    Beyond,
    /// Bad usage or invalid input.
    Invalid,
    /// The environment failed.
    Environment,
    /// What was to be verified isn't what it says.
    Unverified,
}

impl Exit {
    /// The process' exit code.
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Within => 0,
            Self::Beyond => 1,
            Self::Invalid => 2,
            Self::Environment => 3,
            Self::Unverified => 4,
        }
    }
}

/// Why a command could not do what it says.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The inputs are at fault.
    #[error("the input is invalid")]
    Inputs {
        /// What is wrong.
        diagnostics: Vec<Diagnostic>,
        /// The texts of the files that they speak of, by name.
        texts: Texts,
    },
    /// What was masked stands in something that would have been published.
    #[error("a secret would have been published")]
    Leak(Vec<Diagnostic>),
    /// A package could harm or mislead, or isn't as it was written.
    #[error("the package is refused")]
    Package(Vec<Diagnostic>),
    /// The command line is at fault.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What to do.
        help: String,
    },
    /// The environment is at fault.
    #[error("{what}: {}", reason(.source))]
    Environment {
        /// What was attempted.
        what: String,
        /// What went wrong.
        source: io::Error,
        /// What to do, where that is known.
        help: Option<String>,
    },
    /// Signoff is at fault.
    #[error("{0}")]
    Internal(String),
}

/// What went wrong, without the system's number for it.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the list grows; what is rare keeps the system's words"
)]
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        ErrorKind::NotADirectory => "a file stands where a folder is named".to_owned(),
        ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        _ => error.to_string(),
    }
}

impl Failure {
    /// An error of the environment in doing `what`.
    pub(super) fn environment(what: String, source: io::Error) -> Self {
        Self::Environment { what, source, help: None }
    }

    /// An error of Signoff's own.
    pub(super) fn internal(error: impl std::error::Error) -> Self {
        Self::Internal(error.to_string())
    }

    /// Inputs of which nothing can be shown.
    pub(super) fn unprinted(diagnostics: Vec<Diagnostic>) -> Self {
        Self::Inputs { diagnostics, texts: Texts::new() }
    }

    /// The exit code that says so.
    pub(super) fn exit(&self) -> Exit {
        match self {
            Self::Inputs { .. } | Self::Usage { .. } => Exit::Invalid,
            Self::Leak(_) | Self::Package(_) => Exit::Unverified,
            Self::Environment { .. } | Self::Internal(_) => Exit::Environment,
        }
    }
}
