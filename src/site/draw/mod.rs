//! From what is published to the bytes of its pages.

pub(super) mod changes;
pub(super) mod findings;
pub(super) mod report;
pub(super) mod root;
pub(super) mod subject;

use super::address;
use super::doors::SiteError;
use crate::model::site::Site;
use crate::render::html::{Around, Way, page};
use crate::render::{File, RenderError};
use crate::view::Page;

/// Where a page is.
pub(super) struct Spot<'a> {
    pub(super) site: &'a Site,
    /// The page's folder, relative to the site's root.
    pub(super) folder: &'a str,
    /// The pages above it: folder and words.
    pub(super) above: &'a [(Option<String>, String)],
    /// The feed of what is on it.
    pub(super) feed: &'a str,
}

impl Spot<'_> {
    /// What stands around the page.
    pub(super) fn around(&self, forms: &[(String, String)]) -> Around {
        let crumbs = self.above.iter().map(|(folder, text)| Way {
            to: folder
                .as_ref()
                .map(|folder| address::across(self.folder, &format!("{folder}index.html"))),
            text: text.clone(),
        });
        let forms = forms.iter().map(|(to, text)| Way { to: Some(to.clone()), text: text.clone() });
        let url = self.site.url.as_deref();
        Around {
            root: address::up(self.folder),
            site: self.site.title.clone(),
            canonical: url.map(|url| format!("{url}{}", self.folder)),
            picture: url.map(|url| format!("{url}assets/card.png")),
            feed: self.feed.to_owned(),
            crumbs: crumbs.collect(),
            forms: forms.collect(),
            is_hidden: false,
        }
    }

    /// The file of a page here.
    pub(super) fn page(&self, what: &Page) -> Result<File, SiteError> {
        Ok(self.file(page(what, &self.site.signoff_version, &self.around(&[])))?)
    }

    /// The page's file.
    pub(super) fn file(&self, html: Result<Vec<u8>, RenderError>) -> Result<File, RenderError> {
        Ok(File { name: format!("{}index.html", self.folder), bytes: html? })
    }
}

/// The way from the top to a system.
pub(super) fn above_subject(subject: &str, slug: &str) -> Vec<(Option<String>, String)> {
    vec![
        (Some(String::new()), "All systems".to_owned()),
        (Some(address::subject(slug)), subject.to_owned()),
    ]
}
