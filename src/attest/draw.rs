//! Report → rendered files, in the formats that were asked for.

use super::recipe::{Options, Paper};
use crate::model::delta::{Delta, History};
use crate::model::{Digest, Report};
use crate::render::{File, Format, RenderError, html, markdown};
use crate::view::delta::{
    DeltaOptions, HistoryOptions, delta_document_with, history_document_with,
};
use crate::view::{Document, DocumentKind, document};

/// The report as data, one line a member, with a newline at the end.
///
/// # Errors
///
/// A defect of Signoff: a report can always be written.
pub fn json(report: &Report) -> Result<Vec<u8>, RenderError> {
    let mut json =
        serde_json::to_vec_pretty(report).map_err(|error| RenderError::Json(Box::new(error)))?;
    json.push(b'\n');
    Ok(json)
}

/// Whether this build can draw a format.
#[must_use]
pub fn can_draw(format: Format) -> bool {
    cfg!(feature = "pdf") || format != Format::Pdf
}

/// The files of the report in every format that the options name. Formats are independent, and the PDF takes
/// nearly all of the time.
///
/// # Errors
///
/// See [`RenderError`].
pub fn draw(report: &Report, options: &Options) -> Result<Vec<File>, RenderError> {
    let json = json(report)?;
    all(&document(report, &Digest::of(&json)), &json, options)
}

/// The files of a comparison, likewise; `pages` says where the two reports lie.
///
/// # Errors
///
/// See [`RenderError`].
pub fn draw_delta(
    delta: &Delta,
    options: &Options,
    pages: &DeltaOptions,
) -> Result<Vec<File>, RenderError> {
    let File { bytes: json, .. } = json_file(DocumentKind::Changes.data_file(), delta)?;
    all(&delta_document_with(delta, &Digest::of(&json), pages), &json, options)
}

/// The files of a history, likewise; `pages` says where the reports lie.
///
/// # Errors
///
/// See [`RenderError`].
pub fn draw_history(
    history: &History,
    options: &Options,
    pages: &HistoryOptions,
) -> Result<Vec<File>, RenderError> {
    let File { bytes: json, .. } = json_file(DocumentKind::History.data_file(), history)?;
    all(&history_document_with(history, &Digest::of(&json), pages), &json, options)
}

fn all(document: &Document, json: &[u8], options: &Options) -> Result<Vec<File>, RenderError> {
    use rayon::prelude::*;
    let drawn: Vec<Result<Vec<File>, RenderError>> = options
        .formats
        .par_iter()
        .map(|format| one(*format, document, json, options.paper.unwrap_or_default()))
        .collect();
    let files: Result<Vec<Vec<File>>, RenderError> = drawn.into_iter().collect();
    Ok(files?.into_iter().flatten().collect())
}

fn one(
    format: Format,
    document: &Document,
    json: &[u8],
    paper: Paper,
) -> Result<Vec<File>, RenderError> {
    let bytes = match format {
        Format::Markdown => markdown::render(document)?,
        Format::Html => html::render(document)?,
        Format::Pdf => return pdf(document, json, paper),
        Format::Json => json.to_vec(),
    };
    Ok(vec![File { name: format!("{}.{}", document.kind.stem(), format.name()), bytes }])
}

#[cfg(feature = "pdf")]
fn pdf(document: &Document, json: &[u8], paper: Paper) -> Result<Vec<File>, RenderError> {
    use crate::render::pdf;
    let paper = match paper {
        Paper::A4 => pdf::Paper::A4,
        Paper::Letter => pdf::Paper::Letter,
    };
    let report_json = Some(json.to_vec());
    pdf::render(document, &pdf::Options { paper, report_json, ..pdf::Options::default() })
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &Document, _: &[u8], _: Paper) -> Result<Vec<File>, RenderError> {
    Err(RenderError::NoPdf)
}

/// A file of data, one line a member, with a newline at the end.
///
/// # Errors
///
/// A defect of Signoff: it can always be written.
pub fn json_file(name: &str, data: &impl serde::Serialize) -> Result<File, RenderError> {
    let mut bytes =
        serde_json::to_vec_pretty(data).map_err(|error| RenderError::Json(Box::new(error)))?;
    bytes.push(b'\n');
    Ok(File { name: name.to_owned(), bytes })
}
