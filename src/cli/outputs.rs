//! Checkers' outputs that are named on the command line: where they lie, and which adapter reads them.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::exit::Failure;
use super::inputs;
use super::root::{self, STDIN};
use crate::diagnostic::{Diagnostic, Place};
use crate::ingest::{Adapter, Adapters, InMemory, NotDetected, Raw, Unreadable};
use crate::model::Stopped;

/// Where what lies outside the findings' folder is copied to (SEMANTICS rule 6).
pub(super) const COPIES: &str = "evidence";

/// A file that is named, and how it is read.
pub(super) struct Named {
    /// As the user wrote it.
    pub(super) name: String,
    pub(super) raw: Box<dyn Raw>,
    /// What has to be copied to its path.
    pub(super) copied: Option<PathBuf>,
}

/// A file on disk.
struct OnDisk {
    path: String,
    full: PathBuf,
}

impl Raw for OnDisk {
    fn path(&self) -> &str {
        &self.path
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(File::open(&self.full)?))
    }
}

pub(super) fn files(named: &[PathBuf], folder: &Path) -> Result<Vec<Named>, Failure> {
    let mut all: Vec<Named> = Vec::new();
    for file in named {
        let name = file.to_string_lossy().into_owned();
        if name == STDIN {
            let path = format!("{COPIES}/stdin");
            let raw = Box::new(InMemory { path, bytes: inputs::bytes(file)? });
            all.push(Named { name, raw, copied: None });
            continue;
        }
        let full = root::absolute(file)?;
        let (path, copied) = match root::relative(&full, folder) {
            Ok(path) => (path, None),
            Err(_) => (free(&full, &all), Some(full.clone())),
        };
        all.push(Named { name, raw: Box::new(OnDisk { path, full }), copied });
    }
    Ok(all)
}

/// A path among the copies that no other file has.
fn free(full: &Path, taken: &[Named]) -> String {
    let name = full.file_name().unwrap_or_default().to_string_lossy();
    let names = (1_usize..).map(|number| match number {
        1 => format!("{COPIES}/{name}"),
        number => format!("{COPIES}/{number}-{name}"),
    });
    let mut free = names.filter(|path| taken.iter().all(|other| other.raw.path() != path));
    free.next().unwrap_or_default()
}

pub(super) fn choose<'a>(
    named: Option<&str>,
    adapters: &'a Adapters,
    raw: &dyn Raw,
) -> Result<&'a dyn Adapter, NotDetected> {
    match named.and_then(|name| adapters.named(name)) {
        Some(adapter) => Ok(adapter),
        None => adapters.of(raw),
    }
}

pub(super) fn undetected(name: &str, error: &NotDetected) -> Result<Diagnostic, Failure> {
    let help = match error {
        NotDetected::Unreadable(error) => return unreadable(name, error),
        NotDetected::Empty => {
            "let the checker run again; what checked nothing writes that down, too"
        }
        NotDetected::Unknown => {
            "name the format with --adapter (`signoff adapters list`), or write a mapping for it (`signoff adapters new`)"
        }
        NotDetected::Ambiguous(_) => "name one of them with --adapter",
    };
    let place = Place::file(name);
    Ok(Diagnostic::error("undetected-format", error.to_string()).at(place).help(help))
}

pub(super) fn unreadable(name: &str, error: &Unreadable) -> Result<Diagnostic, Failure> {
    let (code, message, place) = match error {
        Unreadable::Io(source) => {
            let source = io::Error::new(source.kind(), source.to_string());
            return Err(Failure::environment(format!("can't read {name}"), source));
        }
        Unreadable::Mapping(_) => ("wrong-mapping", error.to_string(), None),
        Unreadable::Stopped { stopped: Stopped::Io(source), .. } => {
            let source = io::Error::new(source.kind(), source.to_string());
            return Err(Failure::environment(format!("can't run a mapping on {name}"), source));
        }
        Unreadable::Stopped { .. } => {
            let told = Diagnostic::error("stopped-mapping", error.to_string());
            return Ok(told.at(Place::file(name)).help(
                "mend the mapping, or give it more with --mapping-time or --mapping-memory",
            ));
        }
        Unreadable::Content { message, place } => ("broken-output", message.clone(), *place),
    };
    let name = match place {
        Some((line, column)) => format!("{name}:{line}:{column}"),
        None => name.to_owned(),
    };
    let diagnostic = Diagnostic::error(code, message).at(Place::file(name));
    Ok(diagnostic
        .help("nothing was written; leave the file out, or have the checker write it again"))
}
