//! `signoff ingest`: checkers' outputs → a findings file.

use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::args::IngestOptions;
use super::exit::{Exit, Failure, Texts};
use super::outputs::{Named, choose, files, undetected, unreadable};
use super::reading::{Progress, Watched};
use super::root::{self, STDIN};
use super::terminal::Terminal;
use super::write::TemporaryFiles;
use super::{adapters, inputs, output, write};
use crate::diagnostic::Diagnostic;
use crate::ingest::{
    Adapters, Chosen, Digested, FileTold, NotCollected, NotDetected, Unreadable, Written,
    collect_outside,
};
use crate::model::{Findings, Subject};
use crate::schema::{Input, validate};

/// The stack of a thread that looks at files: mappings go down with what they read.
const STACK: usize = 16 * 1024 * 1024;

pub(super) fn run(options: &IngestOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let target = options.output.as_deref().or(options.into.as_deref()).unwrap_or(Path::new(STDIN));
    let folder = root::folder_of(target)?;
    let adapters = adapters::all(options.adapters.as_deref())?;
    let files =
        files(&options.files, &folder).map_err(|first| missing(options, first, terminal))?;
    let base = base(options, &folder)?;

    let progress = Progress::new();
    let watched: Vec<Watched<'_>> = options
        .files
        .iter()
        .zip(&files)
        .map(|(path, file)| progress.watch(file.raw.as_ref(), &file.name, size(path)))
        .collect();
    let looked = look(&watched, options.adapter.as_deref(), &adapters)?;
    let (mut chosen, mut names, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    for (file, looked) in files.iter().zip(looked) {
        match looked {
            Ok(it) => {
                chosen.push(it);
                names.push(file.name.as_str());
            }
            Err(error) => faults.push(undetected(&file.name, &error)),
        }
    }
    let scratch = TemporaryFiles(&folder);
    let written = match collect_outside(base, &chosen, &scratch) {
        Ok(written) => Some(written),
        Err(NotCollected::Files(failed)) => {
            let name = |index: usize| names.get(index).copied().unwrap_or_default();
            faults.extend(failed.iter().map(|(index, error)| unreadable(name(*index), error)));
            None
        }
        Err(NotCollected::Kept(source)) => {
            return Err(Failure::environment("can't keep what is read".to_owned(), source));
        }
    };
    progress.clear();
    if let Some(failure) = failure(faults, terminal) {
        return Err(failure);
    }
    if let Some(written) = written {
        let told = tell(&written, &files);
        publish(written, target, &folder, &files, terminal)?;
        terminal.note(&told);
    }
    Ok(Exit::Within)
}

/// All files that aren't there, of which `first` is one.
fn missing(options: &IngestOptions, first: Failure, terminal: &mut Terminal) -> Failure {
    let named = options.files.iter().filter(|file| file.as_os_str() != STDIN);
    let missing = named.filter_map(|file| root::absolute(file).err()).map(Err);
    failure(missing.collect(), terminal).unwrap_or(first)
}

/// How large a file is, where it is one.
fn size(path: &Path) -> Option<u64> {
    std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|it| it.len())
}

/// Tells which adapter reads each file, and takes its digest meanwhile.
fn look<'f>(
    files: &'f [Watched<'f>],
    named: Option<&str>,
    adapters: &'f Adapters,
) -> Result<Vec<Result<Chosen<'f>, NotDetected>>, Failure> {
    let one = |raw: &'f Watched<'f>| {
        let (adapter, bytes) =
            rayon::join(|| choose(named, adapters, raw), || Digested::of(raw.unwatched()));
        Ok(Chosen { raw, adapter: adapter?, bytes: bytes.map_err(Unreadable::Io)? })
    };
    let threads = rayon::ThreadPoolBuilder::new().stack_size(STACK).build();
    let threads = threads.map_err(Failure::internal)?;
    Ok(threads.install(|| files.par_iter().map(one).collect()))
}

/// What is wrong with all of the files, as one failure. What stops the process is told last.
fn failure(faults: Vec<Result<Diagnostic, Failure>>, terminal: &mut Terminal) -> Option<Failure> {
    let (mut diagnostics, mut failures) = (Vec::new(), Vec::new());
    for fault in faults {
        match fault {
            Ok(diagnostic) => diagnostics.push(diagnostic),
            Err(failure) => failures.push(failure),
        }
    }
    let Some(last) = failures.pop() else {
        return (!diagnostics.is_empty()).then(|| Failure::unprinted(diagnostics));
    };
    terminal.diagnostics(&diagnostics, &Texts::new());
    for failure in &failures {
        terminal.failure(failure);
    }
    Some(last)
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

/// Copies what lies outside, then writes the findings.
fn publish(
    written: Written,
    target: &Path,
    folder: &Path,
    files: &[Named],
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    if target.as_os_str() == STDIN {
        return terminal.streamed(|out| written.write(out));
    }
    for file in files.iter().filter(|file| file.copied.is_some() || file.name == STDIN) {
        let mut from = file
            .raw
            .open()
            .map_err(|source| Failure::environment(format!("can't read {}", file.name), source))?;
        write::streamed(folder, file.raw.path(), |out| io::copy(&mut from, out).map(drop))?;
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    write::streamed(folder, &name, |out| written.write(out))
}

/// What came of the files, in words.
fn tell(written: &Written, files: &[Named]) -> String {
    let mut lines = Vec::new();
    for (told, file) in written.files.iter().zip(files) {
        lines.push(format!("{}: {}", file.name, said(told)));
        for (message, at) in &told.notes {
            let at = if at.is_empty() { String::new() } else { format!(" {at}") };
            lines.push(format!("  note:{at} {message}"));
        }
        if told.more_notes > 0 {
            lines.push(format!("  and {} more", output::number(told.more_notes, "note")));
        }
    }
    if written.crowded > 0 {
        let times = output::number(written.crowded, "time");
        lines.push(format!(
            "note: {times} more than 100 findings share what makes findings the same; they aren't linked"
        ));
    }
    let all = &written.document;
    let total = output::counted_with(all, written.findings);
    lines.push(format!("{}: {total}", all.subject.name));
    lines.join("\n") + "\n"
}

fn said(told: &FileTold) -> String {
    let measures = match told.measures {
        0 => String::new(),
        measures => format!(", {}", output::number(measures, "measure")),
    };
    let again = if told.is_known { ", already there" } else { "" };
    format!("{}, {}{measures}{again}", told.adapter, output::number(told.findings, "finding"))
}
