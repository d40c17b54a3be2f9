//! What holds of a published site: every file is as it was written, every way leads somewhere, the history is whole, and
//! nothing private is in it.

mod files;
mod history;
mod links;
mod private;

use rayon::prelude::*;

use super::merkle::{Record, records};
use super::unit::{BUILD, Build};
use crate::attest::Contents;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::site::Site;

/// What was looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Looked {
    /// How many files there are.
    pub files: usize,
    /// How many bytes they have.
    pub bytes: u64,
    /// How many pages.
    pub pages: usize,
    /// How many ways lead from them.
    pub ways: usize,
}

/// Checks a published site; `earlier` are the records of an earlier state, which has to be continued by this one.
#[must_use]
pub fn check(published: &dyn Contents, earlier: Option<&[Record]>) -> (Looked, Vec<Diagnostic>) {
    let mut told = Vec::new();
    let site: Option<Site> = read(published, "index.json", &mut told);
    let build: Option<Build> = read(published, BUILD, &mut told);
    let (Some(site), Some(build)) = (site, build) else { return (Looked::default(), told) };
    let (bytes, wrong) = files::check(published, &build);
    told.extend(wrong);
    told.extend(history::check(&site, published));
    told.extend(earlier.into_iter().flat_map(|earlier| history::against(earlier, &records(&site))));
    let pages: Vec<&String> = published.names().iter().filter(|name| is_page(name)).collect();
    let (ways, wrong) = links::check(published, &pages, site.url.as_deref());
    told.extend(wrong);
    told.extend(files::feeds(published));
    told.par_extend(private::check(published, &site, &build));
    let looked = Looked { files: published.names().len(), bytes, pages: pages.len(), ways };
    (looked, told)
}

/// Whether a file is a page: all of them are called alike.
fn is_page(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending == "html")
}

fn read<T: serde::de::DeserializeOwned>(
    published: &dyn Contents,
    name: &str,
    told: &mut Vec<Diagnostic>,
) -> Option<T> {
    let bytes = match published.read(name) {
        Ok(bytes) => bytes,
        Err(error) => {
            told.push(wrong("missing-file", name, format!("`{name}` can't be read: {error}")));
            return None;
        }
    };
    match serde_json::from_slice(&bytes) {
        Ok(read) => Some(read),
        Err(error) => {
            let message = format!("`{name}` is not what a site has there: {error}");
            told.push(wrong("broken-site", name, message));
            None
        }
    }
}

fn wrong(code: &'static str, name: &str, message: String) -> Diagnostic {
    Diagnostic::error(code, message).at(Place::file(name))
}
