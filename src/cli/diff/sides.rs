//! One of the two sides: a report as it stands, or what has to be judged first.

use std::path::{Path, PathBuf};

use super::super::args::{DiffOptions, OutputsOptions, UnderOptions};
use super::super::assess::{self, Judged};
use super::super::exit::Failure;
use super::super::root::STDIN;
use super::super::{inputs, package, root};
use crate::diff::Origin;
use crate::model::Digest;
use crate::schema::{Claimed, claimed, is_report};

/// A side with its report.
pub(super) struct Side {
    pub(super) judged: Judged,
    path: String,
    sha256: Option<Digest>,
}

impl Side {
    /// Where it comes from: as it was named, but for where the folders of this machine lie.
    pub(super) fn origin(&self) -> Origin {
        let path = Path::new(&self.path);
        let last = path.file_name().filter(|_| path.is_absolute());
        let path = last.map_or(self.path.clone(), |last| last.to_string_lossy().into_owned());
        Origin { path: Some(path), sha256: self.sha256.clone() }
    }

    /// The page of the report as it is reached from a folder: one that `render` wrote lies in the folder that is named,
    /// or beside the report.json.
    pub(super) fn page(&self, from: Option<&Path>) -> Result<Option<String>, Failure> {
        let Some(from) = from.filter(|_| self.path != STDIN) else { return Ok(None) };
        let side = root::absolute(Path::new(&self.path))?;
        let folder = if side.is_dir() { Some(side.as_path()) } else { side.parent() };
        let page = folder.map(|folder| folder.join("report.html"));
        let is_known = side.is_dir() || self.sha256.is_some();
        let Some(page) = page.filter(|page| is_known && page.is_file()) else { return Ok(None) };
        let from = std::path::absolute(from).map_err(|source| {
            Failure::environment(format!("can't find {}", from.display()), source)
        })?;
        Ok(across(&from, &page))
    }
}

/// Holds that what is said of how to judge is of use: two reports are shown as they stand (SEMANTICS rule 7).
pub(super) fn hold(files: &[PathBuf], options: &DiffOptions) -> Result<(), Failure> {
    let named = &options.under;
    let is_said = named.policy.is_some() || named.as_of.is_some() || named.outputs.is_said();
    if !is_said {
        return Ok(());
    }
    for path in files {
        match Kind::of(std::slice::from_ref(path))? {
            Kind::Report(_) | Kind::Package => {}
            Kind::Findings | Kind::Output | Kind::Unknown => return Ok(()),
        }
    }
    Err(Failure::Usage {
        message: "reports are compared as they stand".to_owned(),
        help: "leave out --policy, --as-of, --adapters and --subject, or name the findings that they were made from"
            .to_owned(),
    })
}

/// Reads a side. What is a report already is neither judged by another policy nor as of another day; the other side
/// may be.
pub(super) fn read(path: &Path, options: &DiffOptions) -> Result<Side, Failure> {
    let files = [path.to_path_buf()];
    let shown = path.to_string_lossy().into_owned();
    let kind = Kind::of(&files)?;
    let outputs = OutputsOptions {
        adapters: options.under.outputs.adapters.clone(),
        subject: kind.subject(options),
        limits: options.under.outputs.limits.clone(),
    };
    let named = &options.under;
    let under = match kind {
        Kind::Report(_) | Kind::Package => UnderOptions::default(),
        Kind::Findings | Kind::Output | Kind::Unknown => UnderOptions {
            policy: named.policy.clone(),
            as_of: named.as_of,
            root: named.root.clone(),
            outputs,
        },
    };
    let judged = assess::judge(&files, &under)?;
    let sha256 = if let Kind::Report(digest) = kind { Some(digest) } else { None };
    Ok(Side { judged, path: shown, sha256 })
}

/// The path from a folder to a file, with `/` between parts. What isn't text can't be written into a page.
fn across(from: &Path, to: &Path) -> Option<String> {
    let (mut from, mut to) = (from.components().peekable(), to.components().peekable());
    while from.peek().is_some() && from.peek() == to.peek() {
        from.next();
        to.next();
    }
    let up = from.map(|_| Some(".."));
    let down = to.map(|part| part.as_os_str().to_str());
    let parts: Option<Vec<&str>> = up.chain(down).collect();
    Some(parts?.join("/"))
}

/// What a side is.
enum Kind {
    /// A report.json, of these bytes.
    Report(Digest),
    /// A folder or an archive.
    Package,
    Findings,
    /// What a checker wrote, or findings that don't say so.
    Output,
    /// It comes through standard input, which can't be looked at before.
    Unknown,
}

impl Kind {
    fn of(files: &[PathBuf]) -> Result<Self, Failure> {
        let Some(path) = files.first() else { return Ok(Self::Unknown) };
        if path.as_os_str() == STDIN {
            return Ok(Self::Unknown);
        }
        if package::given(files)?.is_some() {
            return Ok(Self::Package);
        }
        let bytes = inputs::bytes(path)?;
        Ok(match claimed(&bytes) {
            _ if package::is_archive(&bytes) => Self::Package,
            _ if is_report(&bytes) => Self::Report(Digest::of(&bytes)),
            Claimed::Findings => Self::Findings,
            Claimed::Another | Claimed::Unclear => Self::Output,
        })
    }

    /// The system that outputs of a checker are about. Both sides are of one, which needs no name to be compared.
    fn subject(&self, options: &DiffOptions) -> Option<String> {
        let named = options.under.outputs.subject.clone();
        match self {
            Self::Output => Some(named.unwrap_or_else(|| "system".to_owned())),
            Self::Unknown => named,
            Self::Report(_) | Self::Package | Self::Findings => None,
        }
    }
}
