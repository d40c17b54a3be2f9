//! Document → PDF, typeset with typst: PDF/A-3a for the archive, PDF/UA-1 for screen readers, the report's data
//! attached. The templates read data; nothing foreign is ever parsed as typst.

mod anchors;
mod clean;
mod compose;
mod fonts;
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
use self::volumes::{FINDINGS_A_VOLUME, Share};
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

/// The document as PDF: `report.pdf` and, where it has more findings than a volume holds, its annex volumes.
///
/// # Errors
///
/// Typst refuses what came of the document, which is a defect of ours.
pub fn render(document: &Document, options: &Options) -> Result<Vec<File>, RenderError> {
    render_volumes(document, options, FINDINGS_A_VOLUME)
}

/// The annexes come first: the main volume prints their digests.
fn render_volumes(
    document: &Document,
    options: &Options,
    size: usize,
) -> Result<Vec<File>, RenderError> {
    let findings = document.finding_count();
    let shares = Share::all(size, findings);
    let mut annexes = Vec::new();
    let mut digests = Vec::new();
    for share in &shares {
        if let Some(annex) = share.annex() {
            let composer = Composer::new(document, *share, &shares);
            let opening = composer.annex(annex);
            let file = volume(document, options, *share, composer, opening)?;
            digests.push(hex(&Sha256::digest(&file.bytes)));
            annexes.push(file);
        }
    }
    let main = Share::main(size);
    let mut composer = Composer::new(document, main, &shares);
    let opening = composer.front(volumes::list(&shares, findings, &digests));
    let mut files = vec![volume(document, options, main, composer, opening)?];
    files.append(&mut annexes);
    Ok(files)
}

fn volume(
    document: &Document,
    options: &Options,
    share: Share,
    mut composer: Composer<'_>,
    opening: Opening,
) -> Result<File, RenderError> {
    let sections = composer.sections();
    let (marks, pictures) = composer.finish();
    let mut files = pictures.into_files();
    let attached = options.report_json.as_ref().filter(|_| share.is_main());
    let sheet = Sheet {
        paper: options.paper,
        title: metadata(&document.title, share),
        author: "Signoff".to_owned(),
        date: date(&document.as_of),
        running: running(&document.running, share),
        running_verdict: header(&document.running_verdict),
        marks,
        opening,
        sections,
        attached: attached.is_some(),
    };
    let data = serde_json::to_vec(&sheet).map_err(|error| RenderError::Json(Box::new(error)))?;
    files.insert("sheet.json".to_owned(), data);
    if let Some(json) = attached {
        files.insert("report.json".to_owned(), json.clone());
    }
    let name = share.file_name();
    let identity = Identity {
        ident: format!("{} {} {name}", document.title, document.cover.front.report_digest),
        creator: format!("Signoff {}", clean::plain(&document.made_by)),
    };
    Ok(File { bytes: typeset(&options.templates, files, identity)?, name })
}

/// Subject and version, and which annex it is.
fn running(text: &str, share: Share) -> sheet::Words {
    let annex = share.annex().map(|annex| format!(", annex {annex}"));
    let mut pieces = match header(text) {
        sheet::Words::One(text) => vec![sheet::Piece::Run(text)],
        sheet::Words::Many(pieces) => pieces,
    };
    pieces.extend(annex.map(sheet::Piece::Run));
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
fn metadata(title: &str, share: Share) -> String {
    const LONGEST: usize = 300;
    let title: String = clean::plain(title).chars().take(LONGEST).collect();
    let title = if title.trim().is_empty() { "Readiness report".to_owned() } else { title };
    match share.annex() {
        None => title,
        Some(annex) => format!("{title}, annex {annex}"),
    }
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
