//! Document → PDF, typeset with typst: PDF/A-3a for the archive, PDF/UA-1 for screen readers, the report's data
//! attached. The templates read data; nothing foreign is ever parsed as typst.

mod clean;
mod compose;
mod fonts;
mod jumps;
mod sheet;
mod typeset;
mod volumes;

#[cfg(test)]
mod tests;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use self::compose::Composer;
use self::sheet::{Opening, Sheet};
use self::typeset::{Identity, typeset};
use self::volumes::{LINES_A_VOLUME, Plan};
use super::{File, RenderError, Templates};
use crate::view::Document;

/// How a PDF is made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// On which paper.
    pub paper: Paper,
    /// The bytes of report.json, which are attached to the main volume.
    pub report_json: Option<Vec<u8>>,
    /// The templates that are typeset.
    pub templates: Templates,
}

/// Paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum Paper {
    /// 210 mm × 297 mm.
    #[default]
    #[serde(rename = "a4")]
    A4,
    /// 8.5 in × 11 in.
    #[serde(rename = "us-letter")]
    Letter,
}

/// The document as PDF: `report.pdf` and, where it is longer than a volume, its annex volumes.
///
/// # Errors
///
/// Typst refuses what came of the document, which is a defect of ours.
pub fn render(document: &Document, options: &Options) -> Result<Vec<File>, RenderError> {
    render_volumes(document, options, LINES_A_VOLUME)
}

/// The annexes come first: the main volume prints their digests. One after the other, since what is limited is memory.
fn render_volumes(
    document: &Document,
    options: &Options,
    lines: usize,
) -> Result<Vec<File>, RenderError> {
    let plan = Plan::of(document, lines);
    let mut annexes = Vec::new();
    let mut digests = Vec::new();
    for number in 1..plan.count() {
        let composer = Composer::new(document, &plan, number);
        let opening = composer.annex();
        let file = volume(&plan, number, options, composer, opening)?;
        digests.push(hex(&Sha256::digest(&file.bytes)));
        annexes.push(file);
    }
    let mut composer = Composer::new(document, &plan, 0);
    let opening = composer.front(volumes::list(&plan, &digests));
    let mut files = vec![volume(&plan, 0, options, composer, opening)?];
    files.append(&mut annexes);
    Ok(files)
}

fn volume(
    plan: &Plan<'_>,
    number: usize,
    options: &Options,
    mut composer: Composer<'_>,
    opening: Opening,
) -> Result<File, RenderError> {
    let sections = composer.sections();
    let (marks, pictures) = composer.finish();
    let mut files = pictures.into_files();
    let document = plan.document();
    let name = volumes::file_name(document.kind, number);
    let attached = options.report_json.as_ref().filter(|_| number == 0);
    let sheet = Sheet {
        paper: options.paper,
        title: metadata(&document.title, number),
        author: "Signoff".to_owned(),
        date: date(&document.as_of),
        running: running(&document.running, number),
        running_verdict: header(&document.running_verdict),
        marks,
        opening,
        sections,
        attached: attached.map(|_| document.kind.data_file()),
    };
    let data = serde_json::to_vec(&sheet).map_err(|error| RenderError::Json(Box::new(error)))?;
    drop(sheet);
    files.insert("sheet.json".to_owned(), data);
    if let Some(json) = attached {
        files.insert(document.kind.data_file().to_owned(), json.clone());
    }
    let identity = Identity {
        ident: format!("{} {} {name}", document.title, document.cover.front.report_digest),
        creator: format!("Signoff {}", clean::plain(&document.made_by)),
    };
    Ok(File { bytes: typeset(&options.templates, files, identity)?, name })
}

/// Subject and version, and which annex it is.
fn running(text: &str, number: usize) -> sheet::Words {
    let mut pieces = match header(text) {
        sheet::Words::One(text) => vec![sheet::Piece::Run(text)],
        sheet::Words::Many(pieces) => pieces,
    };
    pieces.extend((number > 0).then(|| sheet::Piece::Run(format!(", annex {number}"))));
    clean::gather(pieces)
}

/// What stands in the header has one line.
fn header(text: &str) -> sheet::Words {
    const LONGEST: usize = 48;
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    clean::words(&short, clean::Room::PAGE)
}

/// The title for metadata, of a length that readers can show; PDF/UA refuses a document without.
fn metadata(title: &str, number: usize) -> String {
    const LONGEST: usize = 300;
    let title: String = clean::plain(title).chars().take(LONGEST).collect();
    let title = if title.trim().is_empty() { "Readiness report".to_owned() } else { title };
    if number == 0 { title } else { format!("{title}, annex {number}") }
}

/// Year, month and day of an ISO date. PDF/A asks for one: what is no day of the calendar becomes the epoch's.
fn date(day: &str) -> (i32, u32, u32) {
    use chrono::Datelike as _;
    chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d")
        .map_or((1970, 1, 1), |day| (day.year(), day.month(), day.day()))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // Writing to a String can't fail.
        text
    })
}
