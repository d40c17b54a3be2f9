//! `site.toml`: what a site is called, where it is published, and what its systems belong to.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::address;
use crate::diagnostic::{Diagnostic, Lines, Place};
use crate::model::Day;
use crate::render::Format;

/// What a site is to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// What the site is called.
    #[serde(default = "title")]
    pub title: String,
    /// Where it is published; a feed, a sitemap and pictures need whole addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The UTC day as of which ages and dates are told; otherwise that of the build.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Day>,
    /// Folders of reports, packages and bundles in any layout, and single ones; relative to the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<String>,
    /// Findings that are judged on the way, each table one report.
    #[serde(default, rename = "findings", skip_serializing_if = "Vec::is_empty")]
    pub judged: Vec<FindingsConfig>,
    /// The forms in which each report is there besides its page: of `md`, `pdf` and `json`, which always is.
    #[serde(default = "formats")]
    pub formats: Vec<Format>,
    /// Paths of evidence that is never published, in which `*` stands for any characters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub private: Vec<String>,
    /// The systems of which more is known than their reports say. Groups are shown in their order here.
    #[serde(default, rename = "subject", skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<SubjectConfig>,
}

/// Findings that are judged on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingsConfig {
    /// Findings files and outputs of checkers, merged; relative to the file.
    pub files: Vec<String>,
    /// The policy; otherwise `signoff.toml` beside the findings or above them, else the built-in `production`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    /// The UTC day as of which they are judged; otherwise that of the site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Day>,
}

/// What is known of a system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectConfig {
    /// Its name, as its reports have it.
    pub name: String,
    /// Its part of the address, where its name isn't to be that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// What it belongs to, such as a team or a tier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
}

fn title() -> String {
    "Production readiness".to_owned()
}

fn formats() -> Vec<Format> {
    vec![Format::Markdown, Format::Pdf, Format::Json]
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: title(),
            url: None,
            as_of: None,
            reports: Vec::new(),
            judged: Vec::new(),
            formats: formats(),
            private: Vec::new(),
            subjects: Vec::new(),
        }
    }
}

impl Config {
    /// Reads a `site.toml`. `name` is what messages call it.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and where.
    pub fn read(name: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let config: Self = toml::from_str(text).map_err(|error| {
            let mut place = Place::file(name);
            if let Some(bytes) = error.span() {
                place = place.span(Lines::new(text).span(bytes));
            }
            let message = error.message().to_owned();
            let told = Diagnostic::error("invalid-site", message).at(place);
            vec![told.help("docs/site.md lists what site.toml may say")]
        })?;
        config.held(name)
    }

    /// The same, where what it says can be.
    fn held(mut self, name: &str) -> Result<Self, Vec<Diagnostic>> {
        let wrong = |message: String, help: &str| {
            Diagnostic::error("invalid-site", message).at(Place::file(name)).help(help)
        };
        let mut told = Vec::new();
        if let Some(url) = &mut self.url {
            if !(url.starts_with("https://") || url.starts_with("http://"))
                || url.contains(['?', '#', ' ', '"', '<'])
            {
                told.push(wrong(
                    format!("`url` is no address of a site: {url}"),
                    "it begins with `https://` and has neither a query nor a fragment",
                ));
            }
            if !url.ends_with('/') {
                url.push('/');
            }
        }
        let mut names = BTreeSet::new();
        for subject in &self.subjects {
            if !names.insert(subject.name.as_str()) {
                told.push(wrong(
                    format!("the system `{}` is there twice", subject.name),
                    "say all that is known of it in one table",
                ));
            }
            let slug = subject.slug.as_deref();
            if let Some(slug) = slug.filter(|slug| address::part(slug) != *slug || slug.is_empty())
            {
                told.push(wrong(
                    format!("`{slug}` can't be a part of an address"),
                    "use lower-case letters of ASCII, digits, `.` and `-`",
                ));
            }
        }
        if self.formats.contains(&Format::Html) {
            told.push(wrong(
                "`html` is no form beside the page".to_owned(),
                "each report has its page; name `md`, `pdf` or `json`",
            ));
        }
        if told.is_empty() { Ok(self) } else { Err(told) }
    }

    /// The part of the address of each system. What two would share is an error, whichever was there first.
    ///
    /// # Errors
    ///
    /// Two systems would have one address.
    pub fn slugs<'a>(
        &self,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Result<BTreeMap<&'a str, String>, Vec<Diagnostic>> {
        let mut slugs: BTreeMap<&str, String> = BTreeMap::new();
        let mut taken: BTreeMap<String, &str> = BTreeMap::new();
        let mut told = Vec::new();
        for name in names {
            let known = self.known(name).and_then(|known| known.slug.clone());
            let alone = address::parts([name]).remove(name).unwrap_or_default();
            let slug = known.unwrap_or(alone);
            match taken.insert(slug.clone(), name).filter(|other| *other != name) {
                None => {}
                Some(other) => {
                    let message =
                        format!("`{other}` and `{name}` would both be at subjects/{slug}/");
                    let help = "give one of them a `slug` in site.toml, under [[subject]]";
                    told.push(Diagnostic::error("shared-address", message).help(help));
                }
            }
            slugs.insert(name, slug);
        }
        if told.is_empty() { Ok(slugs) } else { Err(told) }
    }

    /// What is said of a system.
    #[must_use]
    pub fn known(&self, name: &str) -> Option<&SubjectConfig> {
        self.subjects.iter().find(|known| known.name == name)
    }

    /// The place of a group: in the order in which systems name them, those of nobody last.
    #[must_use]
    pub fn group_order(&self, group: Option<&str>) -> usize {
        let groups = self.subjects.iter().map(|subject| subject.group.as_deref());
        let place = groups.clone().position(|known| known == group && group.is_some());
        place.unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let told = Config::read("site.toml", "title = \"x\"\nurls = 1\n").unwrap_err();
        let place = told[0].place.as_ref().unwrap();
        assert_eq!(place.span.as_ref().unwrap().line, 2);
        assert!(told[0].message.contains("urls"), "{}", told[0].message);
        assert!(Config::read("s", "url = \"ftp://x\"").is_err());
        assert!(Config::read("s", "[[subject]]\nname = \"a\"\nslug = \"A b\"").is_err());
        assert!(Config::read("s", "formats = [\"html\"]").is_err());
        let read = Config::read("s", "url = \"https://example.org/x\"").unwrap();
        assert_eq!(read.url.as_deref(), Some("https://example.org/x/"));
    }

    #[test]
    fn two_systems_never_share_an_address() {
        let config = Config::default();
        assert!(config.slugs(["A b", "a-b"]).is_err());
        assert_eq!(config.slugs(["A b", "c"]).unwrap()["A b"], "a-b");
        let read = Config::read("s", "[[subject]]\nname = \"a-b\"\nslug = \"other\"").unwrap();
        assert_eq!(read.slugs(["A b", "a-b"]).unwrap()["a-b"], "other");
    }
}
