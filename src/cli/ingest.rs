//! `signoff ingest`: checkers' outputs → a findings file.

use std::path::Path;

use super::args::{IngestFormat, IngestOptions};
use super::exit::{Exit, Failure, Texts};
use super::outputs::{Named, choose, collected, files, set_aside, undetected};
use super::root::{self, STDIN};
use super::terminal::Terminal;
use super::{adapters, inputs, output, policy, write};
use crate::ingest::{Adapter, Collected, FileTold, Raw, to_sarif};
use crate::model::{Findings, Subject};
use crate::schema::{Input, validate};

pub(super) fn run(options: &IngestOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    // What is added to stays what it is: SARIF goes elsewhere.
    let into = options.into.as_deref().filter(|_| options.to == IngestFormat::Findings);
    let target = options.output.as_deref().or(into).unwrap_or(Path::new(STDIN));
    let folder = root::folder_of(target)?;
    let of_policy = policy::choose(None, target)?.adapters;
    let adapters = adapters::all(&of_policy, options.adapters.as_deref(), &options.limits)?;
    let files = files(&options.files, &folder)?;
    let base = base(options, &folder)?;

    let progress = terminal.progress("reading");
    let mut chosen: Vec<(&str, &dyn Raw, &dyn Adapter)> = Vec::new();
    let mut problems = Vec::new();
    for file in &files {
        match choose(options.adapter.as_deref(), &adapters, file.raw.as_ref()) {
            Ok(adapter) => chosen.push((&file.name, file.raw.as_ref(), adapter)),
            Err(error) => problems.push(undetected(&file.name, &error)?),
        }
    }
    let aside = set_aside(&adapters);
    if !problems.is_empty() {
        problems.extend(aside);
        return Err(Failure::Inputs { diagnostics: problems, texts: Texts::new() });
    }
    let (collected, mut stopped) = collected(base, &chosen)?;
    stopped.extend(aside);
    progress.finish_and_clear();
    publish(&collected, options.to, target, &folder, &files, terminal)?;
    tell(&collected, &files, terminal);
    terminal.diagnostics(&stopped, &Texts::new());
    Ok(if stopped.is_empty() { Exit::Within } else { Exit::Invalid })
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
    collected: &Collected,
    to: IngestFormat,
    target: &Path,
    folder: &Path,
    files: &[Named],
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let findings = &collected.findings;
    let bytes = match to {
        IngestFormat::Findings => serde_json::to_vec_pretty(findings),
        IngestFormat::Sarif => serde_json::to_vec_pretty(&to_sarif(findings)),
    };
    let mut bytes = bytes.map_err(Failure::internal)?;
    bytes.push(b'\n');
    if target.as_os_str() == STDIN {
        return terminal.bytes(&bytes);
    }
    // SARIF has the places in the subject, and links to no bytes of what the checker wrote.
    let outside = files.iter().filter(|_| to == IngestFormat::Findings);
    for file in outside.filter(|file| file.copied.is_some() || file.name == STDIN) {
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
