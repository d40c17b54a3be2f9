//! `signoff ingest`: checkers' outputs → a findings file.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::args::IngestOptions;
use super::exit::{Exit, Failure, Texts};
use super::root::{self, STDIN};
use super::terminal::Terminal;
use super::{adapters, inputs, output, write};
use crate::diagnostic::{Diagnostic, Place};
use crate::ingest::{
    Adapter, Adapters, Collected, FileTold, InMemory, NotDetected, Raw, Unreadable, collect,
};
use crate::model::{Findings, Subject};
use crate::schema::{Input, validate};

/// Where what lies outside the findings' folder is copied to (SEMANTICS rule 6).
const COPIES: &str = "evidence";

pub(super) fn run(options: &IngestOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let target = options.output.as_deref().or(options.into.as_deref()).unwrap_or(Path::new(STDIN));
    let folder = root::folder_of(target)?;
    let adapters = adapters::all(options.adapters.as_deref())?;
    let files = files(&options.files, &folder)?;
    let base = base(options, &folder)?;

    let progress = terminal.progress("reading");
    let mut chosen: Vec<(&dyn Raw, &dyn Adapter)> = Vec::new();
    let mut problems = Vec::new();
    for file in &files {
        match choose(options.adapter.as_deref(), &adapters, file.raw.as_ref()) {
            Ok(adapter) => chosen.push((file.raw.as_ref(), adapter)),
            Err(error) => problems.push(undetected(&file.name, &error)?),
        }
    }
    if !problems.is_empty() {
        return Err(Failure::Inputs { diagnostics: problems, texts: Texts::new() });
    }
    let collected = collect(base, &chosen).map_err(|(index, error)| {
        let name = files.get(index).map_or("", |file| file.name.as_str());
        match unreadable(name, &error) {
            Ok(diagnostic) => {
                Failure::Inputs { diagnostics: vec![diagnostic], texts: Texts::new() }
            }
            Err(failure) => failure,
        }
    })?;
    progress.finish_and_clear();
    publish(&collected, target, &folder, &files, terminal)?;
    tell(&collected, &files, terminal);
    Ok(Exit::Within)
}

/// A file that is named, and how it is read.
struct Named {
    /// As the user wrote it.
    name: String,
    raw: Box<dyn Raw>,
    /// What has to be copied to its path.
    copied: Option<PathBuf>,
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

fn files(named: &[PathBuf], folder: &Path) -> Result<Vec<Named>, Failure> {
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

/// What is added to: the findings that are named, else an empty document about the subject.
fn base(options: &IngestOptions, folder: &Path) -> Result<Findings, Failure> {
    let Some(into) = &options.into else {
        let name = match &options.subject {
            Some(name) => name.clone(),
            None => folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        };
        if name.trim().is_empty() {
            return Err(Failure::Usage {
                message: "nothing says what the findings are about".to_owned(),
                help: "name the system with --subject".to_owned(),
            });
        }
        return Ok(Findings::about(Subject { name, ..Subject::default() }));
    };
    if options.subject.is_some() {
        return Err(Failure::Usage {
            message: "--subject is said with --into, which has a subject".to_owned(),
            help: "leave one of them out".to_owned(),
        });
    }
    let bytes = inputs::bytes(into)?;
    let name = into.to_string_lossy().into_owned();
    let input = Input { name: name.clone(), path: name, bytes: bytes.clone() };
    let texts = inputs::texts(std::slice::from_ref(&input));
    match validate(vec![input]) {
        // As it is written: what is derived stays derived.
        Ok(_) => serde_json::from_slice(&bytes).map_err(Failure::internal),
        Err(diagnostics) => Err(Failure::Inputs { diagnostics, texts }),
    }
}

fn choose<'a>(
    named: Option<&str>,
    adapters: &'a Adapters,
    raw: &dyn Raw,
) -> Result<&'a dyn Adapter, NotDetected> {
    match named.and_then(|name| adapters.named(name)) {
        Some(adapter) => Ok(adapter),
        None => adapters.of(raw),
    }
}

fn undetected(name: &str, error: &NotDetected) -> Result<Diagnostic, Failure> {
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

fn unreadable(name: &str, error: &Unreadable) -> Result<Diagnostic, Failure> {
    let (code, message, place) = match error {
        Unreadable::Io(source) => {
            let source = io::Error::new(source.kind(), source.to_string());
            return Err(Failure::environment(format!("can't read {name}"), source));
        }
        Unreadable::Mapping(_) => ("wrong-mapping", error.to_string(), None),
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

/// Copies what lies outside, then writes the findings.
fn publish(
    collected: &Collected,
    target: &Path,
    folder: &Path,
    files: &[Named],
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let mut bytes = serde_json::to_vec_pretty(&collected.findings).map_err(Failure::internal)?;
    bytes.push(b'\n');
    if target.as_os_str() == STDIN {
        return terminal.bytes(&bytes);
    }
    for file in files.iter().filter(|file| file.copied.is_some() || file.name == STDIN) {
        let mut copied = Vec::new();
        let read = file.raw.open().and_then(|mut from| from.read_to_end(&mut copied));
        read.map_err(|source| Failure::environment(format!("can't read {}", file.name), source))?;
        write::file(folder, file.raw.path(), &copied)?;
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    write::file(folder, &name, &bytes)
}

fn tell(collected: &Collected, files: &[Named], terminal: &mut Terminal) {
    for (told, file) in collected.files.iter().zip(files) {
        terminal.note(&format!("{}: {}\n", file.name, said(told)));
        for (message, at) in &told.notes {
            let at = if at.is_empty() { String::new() } else { format!(" {at}") };
            terminal.note(&format!("  note:{at} {message}\n"));
        }
    }
    let all = &collected.findings;
    let total = output::counted(all);
    terminal.note(&format!("{}: {total}\n", all.subject.name));
}

fn said(told: &FileTold) -> String {
    let measures = match told.measures {
        0 => String::new(),
        measures => format!(", {}", output::number(measures, "measure")),
    };
    let again = if told.is_known { ", already there" } else { "" };
    format!("{}, {}{measures}{again}", told.adapter, output::number(told.findings, "finding"))
}
