//! The comparison of a report with the one before it.

use super::Spot;
use crate::attest::json_file;
use crate::diff::{Origin, delta};
use crate::model::Digest;
use crate::model::report::Report;
use crate::model::site::{ReportEntry, Site};
use crate::render::{File, html};
use crate::site::address;
use crate::site::doors::{Files, SiteError};
use crate::site::news::version_name;
use crate::view::delta::{DeltaOptions, delta_document_with};

/// Two reports of one system.
pub(in crate::site) struct Pair<'a> {
    pub(in crate::site) site: &'a Site,
    pub(in crate::site) slug: &'a str,
    pub(in crate::site) old: (&'a Report, &'a ReportEntry),
    pub(in crate::site) new: (&'a Report, &'a ReportEntry),
}

/// Where the comparison is.
pub(in crate::site) fn folder(new: &ReportEntry) -> String {
    format!("{}changes/", new.address)
}

/// The page and what programs read.
pub(in crate::site) fn files(pair: &Pair<'_>) -> Result<Files, SiteError> {
    let folder = folder(pair.new.1);
    let origin =
        |version: &ReportEntry| Origin { path: None, sha256: Some(version.sha256.clone()) };
    let changes = delta((pair.old.0, origin(pair.old.1)), (pair.new.0, origin(pair.new.1)));
    let json = json_file(&format!("{folder}diff.json"), &changes)?;
    let page = |version: &ReportEntry| {
        Some(address::across(&folder, &format!("{}index.html", version.address)))
    };
    let options = DeltaOptions { old_report: page(pair.old.1), new_report: page(pair.new.1) };
    let document = delta_document_with(&changes, &Digest::of(&json.bytes), &options);
    let mut above = super::above_subject(&pair.new.0.subject.name, pair.slug);
    above.push((Some(pair.new.1.address.clone()), version_name(pair.new.1)));
    above.push((None, format!("Changes since {}", version_name(pair.old.1))));
    let spot = Spot { site: pair.site, folder: &folder, above: &above, feed: "feed.xml" };
    let forms = [("diff.json".to_owned(), "JSON".to_owned())];
    let html = html::document_on_site(&document, &changes.verdict.sentence, &spot.around(&forms));
    let page: File = spot.file(html)?;
    Ok(vec![page, json])
}
