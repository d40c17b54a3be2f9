//! One of the two sides: a report as it stands, or what has to be judged first.

use std::path::{Path, PathBuf};

use super::super::args::{DiffOptions, OutputsOptions, UnderOptions};
use super::super::assess;
use super::super::exit::{Failure, Texts};
use super::super::opened::{self, Opened};
use super::super::root::{self, STDIN};
use super::super::terminal::Terminal;
use crate::attest::Leaks;
use crate::diff::{Origin, judged_otherwise};
use crate::model::{Digest, Report};

/// What systems are called where only outputs of checkers are compared: both sides are of one, which needs no name.
const SYSTEM: &str = "system";

/// A side with its report. Of what it was made from nothing is kept.
pub(super) struct Side {
    pub(super) report: Report,
    leaks: Leaks,
    path: String,
    sha256: Option<Digest>,
}

/// Reads the sides, one after the other, and tells what there is to tell of them.
pub(super) fn read(
    paths: &[PathBuf],
    options: &DiffOptions,
    terminal: &mut Terminal,
) -> Result<Vec<Side>, Failure> {
    let named = &options.under;
    let is_said = named.policy.is_some() || named.as_of.is_some() || named.outputs.is_said();
    if !is_said {
        return paths.iter().map(|path| Side::of(path, open(path)?, options, terminal)).collect();
    }
    let opened = paths.iter().map(|path| open(path)).collect::<Result<Vec<Opened>, Failure>>()?;
    hold(&opened)?;
    let all = paths.iter().zip(opened);
    all.map(|(path, opened)| Side::of(path, opened, options, terminal)).collect()
}

fn open(path: &Path) -> Result<Opened, Failure> {
    opened::open(&[path.to_path_buf()])
}

/// Holds that what is said of how to judge is of use: two reports are shown as they stand (SEMANTICS rule 7).
fn hold(sides: &[Opened]) -> Result<(), Failure> {
    if sides.iter().any(|side| !stands(side)) {
        return Ok(());
    }
    Err(Failure::Usage {
        message: "reports are compared as they stand".to_owned(),
        help: "leave out --policy, --as-of, --adapters and --subject, or name the findings that they were made from"
            .to_owned(),
    })
}

/// Whether it is a report already.
fn stands(opened: &Opened) -> bool {
    match opened {
        Opened::Report(_) | Opened::Package(_) => true,
        Opened::Files(_) => false,
    }
}

/// How a side is judged. What is a report already is neither judged by another policy nor as of another day; the other
/// side may be.
fn under(opened: &Opened, options: &DiffOptions) -> UnderOptions {
    if stands(opened) {
        return UnderOptions::default();
    }
    let named = &options.under;
    let outputs = &named.outputs;
    let subject = outputs.subject.clone().unwrap_or_else(|| SYSTEM.to_owned());
    UnderOptions {
        policy: named.policy.clone(),
        as_of: named.as_of,
        root: named.root.clone(),
        outputs: OutputsOptions {
            adapters: outputs.adapters.clone(),
            subject: None,
            subject_otherwise: Some(subject),
            limits: outputs.limits.clone(),
        },
    }
}

impl Side {
    fn of(
        path: &Path,
        opened: Opened,
        options: &DiffOptions,
        terminal: &mut Terminal,
    ) -> Result<Self, Failure> {
        let sha256 = match &opened {
            Opened::Report((_, bytes)) => Some(Digest::of(bytes)),
            Opened::Package(_) | Opened::Files(_) => None,
        };
        let under = under(&opened, options);
        let judged = assess::judge_opened(opened, &under)?;
        terminal.diagnostics(&judged.diagnostics, &judged.texts);
        if judged.validated.is_none() {
            // Nobody judged it just now.
            let shown = path.to_string_lossy();
            terminal.diagnostics(&judged_otherwise(&judged.report, &shown), &Texts::new());
        }
        let leaks = Leaks::of(&judged.made_from.redacted.secrets);
        let path = path.to_string_lossy().into_owned();
        Ok(Self { report: judged.report, leaks, path, sha256 })
    }

    /// Whether something holds none of its secrets.
    pub(super) fn hold(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        match self.leaks.in_file(name, bytes) {
            None => Ok(()),
            Some(leak) => Err(Failure::Leak(vec![leak])),
        }
    }

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
