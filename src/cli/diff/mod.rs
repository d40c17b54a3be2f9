//! `signoff diff`: what changed between two reports, and why.

mod chain;
pub(super) mod fail_on;
mod sides;
pub(super) mod summary;

use std::path::PathBuf;

use self::fail_on::Limit;
use self::sides::Side;
use super::args::{DiffOptions, DiffText};
use super::exit::{Exit, Failure, Texts};
use super::terminal::Terminal;
use super::{inputs, write};
use crate::attest;
use crate::diff::{baselined, delta, history, other_subject};
use crate::model::Report;
use crate::model::delta::Delta;
use crate::render::{File, RenderError, markdown};
use crate::view;
use crate::view::DocumentKind;
use crate::view::delta::{CommentLinks, DeltaOptions, HistoryOptions};

pub(super) fn run(options: &DiffOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    inputs::hold_that_standard_input_is_named_once(&options.files)?;
    match options.files.as_slice() {
        versions if options.chain => chained(versions, options, terminal),
        two @ [_, _] => compared(two, options, terminal),
        more => Err(two_are_compared(more)),
    }
}

fn two_are_compared(files: &[PathBuf]) -> Failure {
    Failure::Usage {
        message: format!("{} files are named, and two are compared", files.len()),
        help: "say --chain to follow findings over several versions".to_owned(),
    }
}

fn compared(
    files: &[PathBuf],
    options: &DiffOptions,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let limits = options.fail_on.iter().map(|text| Limit::parse(text));
    let limits = limits.collect::<Result<Vec<Limit>, Failure>>()?;
    let sides = sides::read(files, options, terminal)?;
    let [old, new] = sides.as_slice() else { return Err(two_are_compared(files)) };
    let told = other_subject(&old.report, &new.report);
    terminal.diagnostics(told.as_slice(), &Texts::new());
    let delta = delta((&old.report, old.origin()), (&new.report, new.origin()));
    for limit in &limits {
        limit.hold(&[&old.report, &new.report])?;
    }
    let folder = options.output.as_deref();
    let pages = DeltaOptions { old_report: old.page(folder)?, new_report: new.page(folder)? };
    let text = match options.format {
        DiffText::Human => summary::of(&delta),
        DiffText::Json => text(attest::json_file(DocumentKind::Changes.data_file(), &delta))?,
        DiffText::Comment => comment(&delta, &new.report, &options.links())?,
    };
    let draw = || {
        let mut files = attest::draw_delta(&delta, &options.look(), &pages)?;
        if options.wants_sarif() {
            let log = baselined(&old.report, &new.report, &delta);
            files.push(attest::json_file("diff.sarif", &log)?);
        }
        Ok(files)
    };
    publish(&sides, options, draw, &text, terminal)?;
    let is_beyond = limits.iter().any(|limit| limit.is_passed(&delta));
    Ok(if is_beyond { Exit::Beyond } else { Exit::Within })
}

fn chained(
    versions: &[PathBuf],
    options: &DiffOptions,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    if options.asks_for_sarif() {
        return Err(Failure::Usage {
            message: "SARIF holds two reports, and --chain is said".to_owned(),
            help: "leave one of them out".to_owned(),
        });
    }
    let sides = sides::read(versions, options, terminal)?;
    for pair in sides.windows(2) {
        if let [old, new] = pair {
            let told = other_subject(&old.report, &new.report);
            terminal.diagnostics(told.as_slice(), &Texts::new());
        }
    }
    let reports: Vec<_> = sides.iter().map(|side| (&side.report, side.origin())).collect();
    let history = history(&reports);
    let text = match options.format {
        DiffText::Human => chain::summary(&history),
        DiffText::Json => text(attest::json_file(DocumentKind::History.data_file(), &history))?,
        DiffText::Comment => {
            return Err(Failure::Usage {
                message: "a comment is on two reports, and --chain is said".to_owned(),
                help: "leave one of them out".to_owned(),
            });
        }
    };
    let folder = options.output.as_deref();
    let pages = sides.iter().map(|side| side.page(folder));
    let pages = HistoryOptions { reports: pages.collect::<Result<Vec<_>, Failure>>()? };
    let draw = || attest::draw_history(&history, &options.look(), &pages);
    publish(&sides, options, draw, &text, terminal)?;
    Ok(Exit::Within)
}

/// What is printed of a file of data.
fn text(file: Result<File, RenderError>) -> Result<String, Failure> {
    let file = file.map_err(Failure::internal)?;
    String::from_utf8(file.bytes).map_err(Failure::internal)
}

/// What a pull request is told.
fn comment(delta: &Delta, new: &Report, links: &CommentLinks) -> Result<String, Failure> {
    let told = view::delta::comment(delta, Some(new), links);
    let bytes = markdown::comment(&told).map_err(Failure::internal)?;
    String::from_utf8(bytes).map_err(Failure::internal)
}

/// Writes the files, where a folder is named, and prints the text: nothing of it before all is known to hold no secret.
fn publish(
    sides: &[Side],
    options: &DiffOptions,
    draw: impl FnOnce() -> Result<Vec<File>, RenderError>,
    text: &str,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let hold = |name: &str, bytes: &[u8]| -> Result<(), Failure> {
        sides.iter().try_for_each(|side| side.hold(name, bytes))
    };
    hold("the output", text.as_bytes())?;
    let Some(folder) = &options.output else { return terminal.print(text) };
    let progress = terminal.progress("rendering");
    let files = draw().map_err(Failure::internal)?;
    progress.finish_and_clear();
    files.iter().try_for_each(|file| hold(&file.name, &file.bytes))?;
    for file in &files {
        write::file(folder, &file.name, &file.bytes)?;
    }
    terminal.print(text)?;
    terminal.note(&format!("wrote {}\n", folder.display()));
    Ok(())
}
