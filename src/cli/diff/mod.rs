//! `signoff diff`: what changed between two reports, and why.

mod fail_on;
mod sides;
mod summary;

use self::fail_on::Limit;
use super::args::{DiffOptions, TextFormat};
use super::exit::{Exit, Failure};
use super::root::STDIN;
use super::terminal::Terminal;
use super::write;
use crate::attest;
use crate::diff::delta;

pub(super) fn run(options: &DiffOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let limits = options.fail_on.iter().map(|text| Limit::parse(text));
    let limits = limits.collect::<Result<Vec<Limit>, Failure>>()?;
    if options.look.is_said() && options.output.is_none() {
        return Err(Failure::Usage {
            message: "formats are named, and no folder to write them to".to_owned(),
            help: "name one with -o".to_owned(),
        });
    }
    if [&options.old, &options.new].iter().all(|side| side.as_os_str() == STDIN) {
        return Err(Failure::Usage {
            message: "standard input is named twice".to_owned(),
            help: "write `-` once".to_owned(),
        });
    }
    let old = sides::read(&options.old, options)?;
    let new = sides::read(&options.new, options)?;
    for judged in [&old.judged, &new.judged] {
        terminal.diagnostics(&judged.diagnostics, &judged.texts);
    }
    let delta = delta((&old.judged.report, old.origin()), (&new.judged.report, new.origin()));
    for limit in &limits {
        limit.hold(&delta)?;
    }
    let text = match options.format {
        TextFormat::Human => summary::of(&delta),
        TextFormat::Json => attest::delta_json(&delta).map_err(Failure::internal)?,
    };
    new.judged.printable("the output", old.judged.printable("the output", text.as_bytes())?)?;
    if let Some(folder) = &options.output {
        let progress = terminal.progress("rendering");
        let files = attest::draw_delta(&delta, &options.look.options());
        let files = files.map_err(Failure::internal)?;
        progress.finish_and_clear();
        for file in &files {
            let bytes = old.judged.printable(&file.name, &file.bytes)?;
            new.judged.printable(&file.name, bytes)?;
        }
        for file in &files {
            write::file(folder, &file.name, &file.bytes)?;
        }
    }
    terminal.print(&text)?;
    if let Some(folder) = &options.output {
        terminal.note(&format!("wrote {}\n", folder.display()));
    }
    let is_beyond = limits.iter().any(|limit| limit.is_passed(&delta));
    Ok(if is_beyond { Exit::Beyond } else { Exit::Within })
}
