//! The page of a system, and what programs read of it.

use super::Spot;
use crate::attest::json_file;
use crate::model::site::{Site, SubjectEntry};
use crate::site::doors::{Files, SiteError};
use crate::site::{address, machine, pages};

/// The page, and the same as data.
pub(in crate::site) fn files(site: &Site, subject: &SubjectEntry) -> Result<Files, SiteError> {
    let folder = address::subject(&subject.slug);
    let group = subject.group.as_ref().map(|group| (None, group.clone()));
    let above: Vec<(Option<String>, String)> =
        [(Some(String::new()), "All systems".to_owned())].into_iter().chain(group).collect();
    let feed = format!("{folder}feed.xml");
    let spot = Spot { site, folder: &folder, above: &above, feed: &feed };
    let page = spot.page(&pages::subject(site, subject))?;
    let json = json_file(&format!("{folder}index.json"), subject)?;
    let mut files = vec![page, json, machine::feed::of_one(site, subject)?];
    files.extend(machine::badges::files(site, subject, &folder)?);
    Ok(files)
}
