//! `signoff ingest`: checkers' outputs → a findings file.

use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::args::{IngestFormat, IngestOptions};
use super::exit::{Exit, Failure, Texts};
use super::foreign::{Fault, Foreign, Output, collected, faults, kept, set_aside};
use super::outputs::{Named, choose, files, undetected};
use super::reading::{Progress, Watched};
use super::root::{self, STDIN};
use super::terminal::Terminal;
use super::write::TemporaryFiles;
use super::{adapters, inputs, output, policy, write};
use crate::diagnostic::Diagnostic;
use crate::ingest::{
    Adapters, Chosen, Digested, FileTold, NotCollected, NotDetected, Unreadable, Written,
    collect_outside, to_sarif,
};
use crate::model::{Findings, Subject};
use crate::schema::{Input, validate};

/// The stack of a thread that looks at files: mappings go down with what they read.
const STACK: usize = 16 * 1024 * 1024;

pub(super) fn run(options: &IngestOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    // What is added to stays what it is: SARIF goes elsewhere.
    let into = options.into.as_deref().filter(|_| options.to == IngestFormat::Findings);
    let target = options.output.as_deref().or(into).unwrap_or(Path::new(STDIN));
    let folder = root::folder_of(target)?;
    let of_policy = policy::choose(None, target)?.adapters;
    let adapters = adapters::all(&of_policy, options.adapters.as_deref(), &options.limits)?;
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
    let mut told = set_aside(&adapters);
    let ingested = ingest(options.to, base, (&names, chosen), &folder, faults);
    progress.clear();
    match ingested {
        Ok((ingested, stopped)) => {
            told.extend(stopped);
            let words = ingested.words(&files);
            publish(ingested, target, &folder, &files, terminal)?;
            terminal.note(&words);
            terminal.diagnostics(&told, &Texts::new());
            Ok(if told.is_empty() { Exit::Within } else { Exit::Invalid })
        }
        Err(faults) => {
            let faults = faults.into_iter().chain(told.into_iter().map(Ok)).collect();
            failure(faults, terminal).map_or(Ok(Exit::Invalid), Err)
        }
    }
}

/// What the files came to.
enum Ingested {
    /// Findings, which are written one by one.
    Findings(Box<Written>),
    /// A SARIF log of them, and what was told of each file.
    Sarif(Vec<u8>, Vec<FileTold>),
}

/// Reads the files into what is asked for; or all that is wrong with them.
fn ingest(
    to: IngestFormat,
    base: Findings,
    (names, mut chosen): (&[&str], Vec<Chosen<'_>>),
    folder: &Path,
    mut wrong: Vec<Fault>,
) -> Result<(Ingested, Vec<Diagnostic>), Vec<Fault>> {
    let pairs = names.iter().zip(&chosen);
    let outputs: Vec<Output<'_>> =
        pairs.map(|(name, file)| (*name, file.raw, file.adapter)).collect();
    if to == IngestFormat::Sarif && wrong.is_empty() {
        let one = |failure| vec![Err(failure)];
        let (collected, stopped) = collected(base, &outputs).map_err(one)?;
        let bytes = serde_json::to_vec_pretty(&to_sarif(&collected.findings));
        let mut bytes = bytes.map_err(|error| one(Failure::internal(error)))?;
        bytes.push(b'\n');
        return Ok((Ingested::Sarif(bytes, collected.files), stopped));
    }
    let mut foreign = Foreign::of(&outputs);
    wrong.append(&mut foreign.faults);
    for (at, file) in chosen.iter_mut().enumerate() {
        file.adapter = foreign.adapter(at, file.adapter);
    }
    match collect_outside(base, &chosen, &TemporaryFiles(folder)) {
        Ok(written) if wrong.is_empty() => {
            Ok((Ingested::Findings(Box::new(written)), foreign.stopped))
        }
        Ok(_) => Err(wrong),
        Err(NotCollected::Files(failed)) => {
            wrong.extend(faults(names, &failed));
            Err(wrong)
        }
        Err(NotCollected::Kept(source)) => {
            wrong.push(Err(kept(source)));
            Err(wrong)
        }
    }
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
fn failure(faults: Vec<Fault>, terminal: &mut Terminal) -> Option<Failure> {
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

/// Copies what lies outside, then writes the findings. SARIF has the places in the subject, and links to no bytes of
/// what the checker wrote.
fn publish(
    ingested: Ingested,
    target: &Path,
    folder: &Path,
    files: &[Named],
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let is_stdout = target.as_os_str() == STDIN;
    let written = match ingested {
        Ingested::Sarif(bytes, _) if is_stdout => return terminal.bytes(&bytes),
        Ingested::Sarif(bytes, _) => return write::file(folder, &name, &bytes),
        Ingested::Findings(written) if is_stdout => {
            return terminal.streamed(|out| written.write(out));
        }
        Ingested::Findings(written) => written,
    };
    for file in files.iter().filter(|file| file.copied.is_some() || file.name == STDIN) {
        let mut from = file
            .raw
            .open()
            .map_err(|source| Failure::environment(format!("can't read {}", file.name), source))?;
        write::streamed(folder, file.raw.path(), |out| io::copy(&mut from, out).map(drop))?;
    }
    write::streamed(folder, &name, |out| written.write(out))
}

impl Ingested {
    /// What came of the files.
    fn words(&self, files: &[Named]) -> String {
        let told = match self {
            Self::Findings(written) => &written.files,
            Self::Sarif(_, told) => told,
        };
        let mut lines = Vec::new();
        for (told, file) in told.iter().zip(files) {
            lines.push(format!("{}: {}", file.name, said(told)));
            for (message, at) in &told.notes {
                let at = if at.is_empty() { String::new() } else { format!(" {at}") };
                lines.push(format!("  note:{at} {message}"));
            }
            if told.more_notes > 0 {
                lines.push(format!("  and {} more", output::number(told.more_notes, "note")));
            }
        }
        if let Self::Findings(written) = self {
            lines.extend(total(written));
        }
        lines.join("\n") + "\n"
    }
}

/// What is in the document, and what isn't.
fn total(written: &Written) -> Vec<String> {
    let mut lines = Vec::new();
    if written.crowded > 0 {
        let times = output::number(written.crowded, "time");
        lines.push(format!(
            "note: {times} more than 100 findings share what makes findings the same; they aren't linked"
        ));
    }
    let all = &written.document;
    let total = output::counted_with(all, written.findings);
    lines.push(format!("{}: {total}", all.subject.name));
    lines
}

fn said(told: &FileTold) -> String {
    let measures = match told.measures {
        0 => String::new(),
        measures => format!(", {}", output::number(measures, "measure")),
    };
    let again = if told.is_known { ", already there" } else { "" };
    format!("{}, {}{measures}{again}", told.adapter, output::number(told.findings, "finding"))
}
