//! The units of one system, each made of one thing.

use std::collections::BTreeMap;

use super::Known;
use super::subject::{BUNDLE, Making};
use crate::attest::{Options, Paper};
use crate::model::report::Report;
use crate::model::site::{ReportEntry, SubjectEntry};
use crate::model::{Digest, Id};
use crate::site::doors::{Besides, Files, SiteError};
use crate::site::unit::{self, Settled, settle};
use crate::site::withhold::copies;
use crate::site::{draw, theme};

impl Making<'_> {
    /// Copies of evidence, and the bundle.
    pub(super) fn besides(
        &self,
        known: &Known<'_>,
        report: &Report,
        version: &ReportEntry,
    ) -> Result<Option<(String, Settled)>, SiteError> {
        let name = format!("{}besides", version.address);
        let made = match self.work.reports.besides(known.at) {
            Besides::Nothing => return Ok(None),
            Besides::Published => {
                let before = self.work.before.and_then(|it| it.build.units.get(&name));
                return Ok(before
                    .map(|made| (name.clone(), Settled { made: made.clone(), is_new: false })));
            }
            Besides::Package(digest) => {
                let private = copies(self.work.config, report);
                let fixed = [self.site.signoff_version.as_str(), digest.as_str()];
                let key = unit::key(fixed.into_iter().chain(private.iter().map(String::as_str)));
                self.settled(&name, key, || {
                    let mut files = self.work.reports.besides_files(known.at)?;
                    files.retain(|file| {
                        let is_bundle = file.name == BUNDLE;
                        !private.contains(&file.name) && (!is_bundle || private.is_empty())
                    });
                    for file in &mut files {
                        file.name = format!("{}{}", version.address, file.name);
                    }
                    Ok(files)
                })?
            }
        };
        Ok(Some((name, made)))
    }

    pub(super) fn settled(
        &self,
        name: &str,
        key: Digest,
        make: impl FnOnce() -> Result<Files, SiteError>,
    ) -> Result<Settled, SiteError> {
        let before = self.work.before.and_then(|before| before.build.units.get(name));
        settle(name, key, before, self.work.stage, make)
    }

    /// The report in its other forms: they depend on nothing but the report.
    pub(super) fn forms(
        &self,
        known: &Known<'_>,
        report: &Report,
        version: &ReportEntry,
        withheld: Option<&Vec<u8>>,
    ) -> Result<(String, Settled), SiteError> {
        let name = format!("{}forms", version.address);
        let formats = self.formats();
        let fixed = [self.site.signoff_version.as_str(), theme::digest().as_str()];
        let names = formats.iter().map(|format| format.name());
        let key = unit::key(fixed.into_iter().chain([version.published().as_str()]).chain(names));
        let options = Options::of(formats.iter().copied(), Paper::A4);
        let made = self.settled(&name, key, || {
            let bytes = match withheld {
                Some(bytes) => bytes.clone(),
                None => self.work.reports.bytes(known.at)?,
            };
            draw::report::downloads(report, bytes, &version.address, &options)
        })?;
        Ok((name, made))
    }

    /// The report's page, and those of its evidence.
    pub(super) fn pages(
        &self,
        report: &Report,
        version: &ReportEntry,
        findings: &BTreeMap<&Id, String>,
        before: Option<(&Report, &ReportEntry)>,
    ) -> Result<(String, Settled), SiteError> {
        let name = format!("{}pages", version.address);
        let drawn = draw::report::Drawn {
            site: self.site,
            report,
            version,
            slug: self.slug,
            findings,
            before: before.map(|(_, version)| version),
            has_files: version.evidence_files,
        };
        let old = before.map_or("", |(_, version)| version.address.as_str());
        let key = self.page_key([
            version.published().as_str(),
            draw::report::ways(findings).as_str(),
            old,
            &version.files.join(" "),
        ]);
        let made = self.settled(&name, key, || draw::report::pages(&drawn))?;
        Ok((name, made))
    }

    /// What changed since the report before.
    pub(super) fn changes(
        &self,
        old: (&Report, &ReportEntry),
        new: (&Report, &ReportEntry),
    ) -> Result<(String, Settled), SiteError> {
        let name = format!("{}changes", new.1.address);
        let key = self.page_key([
            old.1.sha256.as_str(),
            new.1.sha256.as_str(),
            old.1.address.as_str(),
            new.1.address.as_str(),
        ]);
        let pair = draw::changes::Pair { site: self.site, slug: self.slug, old, new };
        let made = self.settled(&name, key, || draw::changes::files(&pair))?;
        Ok((name, made))
    }

    /// The system's page. It tells ages, so that the day bears on it.
    pub(super) fn page(&self, entry: &SubjectEntry) -> Result<(String, Settled), SiteError> {
        let name = self.unit("page");
        let data = serde_json::to_string(entry).unwrap_or_default();
        let key = self.page_key([data.as_str(), &self.site.as_of.to_string(), "", ""]);
        let made = self.settled(&name, key, || draw::subject::files(self.site, entry))?;
        Ok((name, made))
    }

    /// The digest of what bears on a page: what it says, and what stands around it.
    fn page_key(&self, of: [&str; 4]) -> Digest {
        let fixed = [self.site.signoff_version.as_str(), theme::digest().as_str()];
        let around = [
            self.site.title.as_str(),
            self.site.url.as_deref().unwrap_or_default(),
            self.name,
            self.slug,
        ];
        unit::key(fixed.into_iter().chain(around).chain(of))
    }
}
