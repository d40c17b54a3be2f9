//! `signoff render`: the report in all formats, with a copy of everything it rests on.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::args::{PaperName, RenderOptions, ReportFormat};
use super::assess::{Judged, judge};
use super::exit::{Exit, Failure};
use super::policy::Copy;
use super::terminal::Terminal;
use super::{check, output, root, write};
use crate::attest::{Manifest, ManifestFile, StoodFor};
use crate::model::Digest;
use crate::render::{File, html, markdown};
use crate::view::{Document, document};

/// The manifest's name.
const MANIFEST: &str = "manifest.json";

pub(super) fn run(options: &RenderOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let judged = judge(&options.judge)?;
    terminal.diagnostics(&judged.diagnostics, &judged.texts);
    let json = json(&judged)?;
    let document = document(&judged.report, &Digest::of(&json));
    let formats: BTreeSet<ReportFormat> = options.formats.iter().copied().collect();
    if options.output.as_os_str() == root::STDIN {
        return to_stdout(&formats, &document, &json, options, &judged, terminal);
    }
    let progress = terminal.progress("rendering");
    let files = render(&formats, &document, &json, options.paper)?;
    progress.finish_and_clear();
    let files = files.into_iter().chain(copies(&judged.copies)).collect::<Vec<_>>();
    publish(&options.output, &files, &manifest(&files, &formats, options, &judged))?;
    terminal.note(&check::summary(&judged.report));
    terminal.note(&format!("wrote {}\n", options.output.display()));
    Ok(output::exit(judged.report.verdict.value, options.fail_on))
}

/// The report as data, one line a member, with a newline at the end.
fn json(judged: &Judged) -> Result<Vec<u8>, Failure> {
    let mut json = serde_json::to_vec_pretty(&judged.report)
        .map_err(|error| Failure::Internal(error.to_string()))?;
    json.push(b'\n');
    Ok(json)
}

/// A single format goes to standard output as it is.
fn to_stdout(
    formats: &BTreeSet<ReportFormat>,
    document: &Document,
    json: &[u8],
    options: &RenderOptions,
    judged: &Judged,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let mut files = render(formats, document, json, options.paper)?;
    match (files.pop(), files.is_empty()) {
        (Some(file), true) => terminal.bytes(&file.bytes)?,
        (Some(_) | None, _) => {
            return Err(Failure::Usage {
                message: "only a single file can be printed".to_owned(),
                help: "name one format, such as --formats md, or a folder to write to".to_owned(),
            });
        }
    }
    Ok(output::exit(judged.report.verdict.value, options.fail_on))
}

/// Every format that was asked for. They are independent, and the PDF takes nearly all of the time.
fn render(
    formats: &BTreeSet<ReportFormat>,
    document: &Document,
    json: &[u8],
    paper: PaperName,
) -> Result<Vec<File>, Failure> {
    use rayon::prelude::*;
    let formats: Vec<ReportFormat> = formats.iter().copied().collect();
    let rendered: Vec<Result<Vec<File>, Failure>> =
        formats.par_iter().map(|format| one(*format, document, json, paper)).collect();
    let files: Result<Vec<Vec<File>>, Failure> = rendered.into_iter().collect();
    Ok(files?.into_iter().flatten().collect())
}

fn one(
    format: ReportFormat,
    document: &Document,
    json: &[u8],
    paper: PaperName,
) -> Result<Vec<File>, Failure> {
    let failed = |error: crate::render::RenderError| Failure::Internal(error.to_string());
    let file = |name: &str, bytes: Vec<u8>| vec![File { name: name.to_owned(), bytes }];
    match format {
        ReportFormat::Md => {
            markdown::render(document).map(|bytes| file("report.md", bytes)).map_err(failed)
        }
        ReportFormat::Html => {
            html::render(document).map(|bytes| file("report.html", bytes)).map_err(failed)
        }
        #[cfg(feature = "pdf")]
        ReportFormat::Pdf => {
            use crate::render::pdf::{self, Options, Paper};
            let paper = match paper {
                PaperName::A4 => Paper::A4,
                PaperName::Letter => Paper::Letter,
            };
            let report_json = Some(json.to_vec());
            let options = Options { paper, report_json, ..Options::default() };
            pdf::render(document, &options).map_err(failed)
        }
        ReportFormat::Json => {
            let _ = paper;
            Ok(file("report.json", json.to_vec()))
        }
    }
}

fn copies(copies: &[Copy]) -> impl Iterator<Item = File> + '_ {
    copies
        .iter()
        .map(|copy| File { name: format!("inputs/{}", copy.path), bytes: copy.bytes.clone() })
}

fn manifest(
    files: &[File],
    formats: &BTreeSet<ReportFormat>,
    options: &RenderOptions,
    judged: &Judged,
) -> Manifest {
    let names = formats.iter().map(|format| format!("{format:?}").to_lowercase());
    let options = BTreeMap::from([
        ("formats".to_owned(), names.collect::<Vec<_>>().join(",")),
        ("paper".to_owned(), format!("{:?}", options.paper).to_lowercase()),
    ]);
    let mut listed: Vec<ManifestFile> =
        files.iter().map(|file| ManifestFile::of(&file.name, &file.bytes)).collect();
    listed.sort();
    listed.dedup();
    let mut stood_for: Vec<StoodFor> = judged
        .copies
        .iter()
        .filter(|copy| copy.role != crate::model::report::InputRole::Findings)
        .map(|copy| StoodFor { path: format!("inputs/{}", copy.path), named: copy.named.clone() })
        .collect();
    stood_for.sort();
    Manifest {
        signoff: "1".to_owned(),
        signoff_version: judged.report.provenance.signoff_version.clone(),
        as_of: judged.report.as_of,
        options,
        files: listed,
        stood_for,
    }
}

/// Writes all files, then the manifest, then removes what an earlier run left and this one doesn't write.
fn publish(folder: &Path, files: &[File], manifest: &Manifest) -> Result<(), Failure> {
    let earlier = earlier(folder);
    for file in files {
        write::file(folder, &file.name, &file.bytes)?;
    }
    let mut bytes = serde_json::to_vec_pretty(manifest)
        .map_err(|error| Failure::Internal(error.to_string()))?;
    bytes.push(b'\n');
    write::file(folder, MANIFEST, &bytes)?;
    let written: BTreeSet<&str> = manifest.files.iter().map(|file| file.path.as_str()).collect();
    for path in earlier.iter().filter(|path| !written.contains(path.as_str())) {
        write::remove(folder, path)?;
    }
    Ok(())
}

/// What the manifest of an earlier run lists.
fn earlier(folder: &Path) -> Vec<String> {
    let manifest = std::fs::read(folder.join(MANIFEST)).ok();
    let manifest = manifest.and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok());
    let files = manifest.map(|manifest| manifest.files).unwrap_or_default();
    files.into_iter().map(|file| file.path).collect()
}
