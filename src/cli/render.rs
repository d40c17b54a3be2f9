//! `signoff render`: the report in all formats, with a copy of everything it rests on.

use std::collections::BTreeSet;
use std::path::Path;

use super::args::RenderOptions;
use super::assess::{Judged, judge_since};
use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use super::{check, output, root, write};
use crate::attest::{self, MANIFEST, Manifest, Options, Package};

pub(super) fn run(options: &RenderOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let judged = judge_since(&options.judge)?;
    terminal.diagnostics(&judged.diagnostics, &judged.texts);
    let look = options.look.options();
    if options.output.as_os_str() == root::STDIN {
        return to_stdout(&look, options, &judged, terminal);
    }
    if options.output.is_file() {
        return Err(Failure::Usage {
            message: format!("{} is a file, and a report is a folder", options.output.display()),
            help: "name a folder to write to, or `-` for a single format".to_owned(),
        });
    }
    let progress = terminal.progress("rendering");
    let package = judged.package(look)?;
    progress.finish_and_clear();
    publish(&options.output, &package)?;
    terminal.note(&check::summary(&judged.report));
    terminal.note(&format!("wrote {}\n", options.output.display()));
    Ok(output::exit(judged.report.verdict.value, options.fail_on))
}

/// A single format goes to standard output as it is.
fn to_stdout(
    look: &Options,
    options: &RenderOptions,
    judged: &Judged,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let mut files = attest::draw(&judged.report, look).map_err(Failure::internal)?;
    match (files.pop(), files.is_empty()) {
        (Some(file), true) => terminal.bytes(judged.printable(&file.name, &file.bytes)?)?,
        (Some(_) | None, _) => {
            return Err(Failure::Usage {
                message: "only a single file can be printed".to_owned(),
                help: "name one format, such as --formats md, or a folder to write to".to_owned(),
            });
        }
    }
    Ok(output::exit(judged.report.verdict.value, options.fail_on))
}

/// Writes all files, then the manifest, then removes what an earlier run left and this one doesn't write.
fn publish(folder: &Path, package: &Package) -> Result<(), Failure> {
    let earlier = earlier(folder);
    for file in &package.files {
        write::file(folder, &file.name, &file.bytes)?;
    }
    write::file(folder, MANIFEST, &package.manifest)?;
    let written: BTreeSet<&str> = package.files.iter().map(|file| file.name.as_str()).collect();
    for path in earlier.iter().filter(|path| !written.contains(path.as_str())) {
        write::remove(folder, path)?;
    }
    Ok(())
}

/// What the manifest of an earlier run lists.
fn earlier(folder: &Path) -> Vec<String> {
    let manifest = std::fs::read(folder.join(MANIFEST)).ok();
    let manifest = manifest.and_then(|bytes| Manifest::read(bytes).ok());
    let files = manifest.map(|manifest| manifest.files).unwrap_or_default();
    files.into_iter().map(|file| file.path).collect()
}
