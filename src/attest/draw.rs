//! Report → rendered files, in the formats that were asked for.

use super::recipe::{Options, Paper};
use crate::model::delta::Delta;
use crate::model::{Digest, Report};
use crate::render::{File, Format, RenderError, html, markdown};
use crate::view::{Document, document};

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
    use rayon::prelude::*;
    let json = json(report)?;
    let document = document(report, &Digest::of(&json));
    let drawn: Vec<Result<Vec<File>, RenderError>> = options
        .formats
        .par_iter()
        .map(|format| one(*format, &document, &json, options.paper.unwrap_or_default()))
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
    Ok(vec![File { name: format.file_name().to_owned(), bytes }])
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

/// What changed between two reports as data, one line a member, with a newline at the end.
///
/// # Errors
///
/// A defect of Signoff: it can always be written.
pub fn delta_json(delta: &Delta) -> Result<String, RenderError> {
    let json =
        serde_json::to_string_pretty(delta).map_err(|error| RenderError::Json(Box::new(error)))?;
    Ok(json + "\n")
}

/// The files of a comparison in every format that the options name.
///
/// # Errors
///
/// See [`RenderError`].
pub fn draw_delta(delta: &Delta, options: &Options) -> Result<Vec<File>, RenderError> {
    let json = delta_json(delta)?.into_bytes();
    let files = options.formats.iter().filter_map(|format| match format {
        Format::Json => Some(File { name: "diff.json".to_owned(), bytes: json.clone() }),
        Format::Markdown | Format::Html | Format::Pdf => None,
    });
    Ok(files.collect())
}
