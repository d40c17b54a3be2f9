//! What the command line names, told apart: each file is read once, standard input too.

use std::path::PathBuf;

use super::exit::Failure;
use super::inputs::{self, Named};
use super::package::{self, Package};
use crate::schema::{Claimed, claimed, is_report};

/// What a report is made of, or is.
pub(super) enum Opened {
    /// What `render` or `bundle` wrote.
    Package(Package),
    /// A report.json, which stands alone.
    Report(Named),
    /// Findings, and what checkers wrote.
    Files(Vec<Named>),
}

/// Opens what is named.
pub(super) fn open(files: &[PathBuf]) -> Result<Opened, Failure> {
    if let Some(package) = package::given(files)? {
        return Ok(Opened::Package(package));
    }
    let mut read = inputs::read(files)?;
    // What comes through a pipe is told apart only now.
    match read.pop() {
        Some((_, bytes)) if read.is_empty() && package::is_archive(&bytes) => {
            Ok(Opened::Package(package::of_bytes(&bytes)?))
        }
        Some((file, bytes)) if read.is_empty() && is_own_report(&bytes) => {
            Ok(Opened::Report((file, bytes)))
        }
        last => {
            read.extend(last);
            Ok(Opened::Files(read))
        }
    }
}

/// Whether it is a report that says that it is Signoff's. One that doesn't may be a checker's output.
fn is_own_report(bytes: &[u8]) -> bool {
    claimed(bytes) == Claimed::Findings && is_report(bytes)
}
