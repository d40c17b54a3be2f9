//! One system: which of its units there have to be, what bears on them, and what it says in short.

use super::{Known, Work};
use crate::attest::can_draw;
use crate::diff::{Track, tracks};
use crate::model::Digest;
use crate::model::report::Report;
use crate::model::site::{ReportEntry, Site, Standing, SubjectEntry};
use crate::render::Format;
use crate::site::doors::{Besides, SiteError};
use crate::site::unit::{self, Settled};
use crate::site::withhold::{has_private, withheld};
use crate::site::{address, draw, machine, summary, theme};

/// The form in which a report comes.
const REPORT: &str = "report.json";
/// The form that holds all that it rests on.
pub(super) const BUNDLE: &str = "bundle.zip";

/// A system that was made.
pub(super) struct Made {
    pub(super) entry: SubjectEntry,
    pub(super) units: Vec<(String, Settled)>,
}

/// Makes what changed of a system.
pub(super) fn make(
    work: &Work<'_>,
    site: &Site,
    name: &str,
    slug: &str,
    reports: &[&Known<'_>],
) -> Result<Made, SiteError> {
    let making = Making { work, site, name, slug, reports };
    let history = making.unit("history");
    let key = making.key();
    let before = work.before.and_then(|before| before.build.units.get(&history));
    let (versions, standing, mut units) = match before.filter(|made| made.key == key) {
        Some(_) => making.kept()?,
        None => making.anew(&history, key)?,
    };
    let group = work.config.known(name).and_then(|known| known.group.clone());
    let entry =
        SubjectEntry { name: name.to_owned(), slug: slug.to_owned(), group, versions, standing };
    units.push(making.page(&entry)?);
    Ok(Made { entry, units })
}

pub(super) struct Making<'a> {
    pub(super) work: &'a Work<'a>,
    pub(super) site: &'a Site,
    pub(super) name: &'a str,
    pub(super) slug: &'a str,
    pub(super) reports: &'a [&'a Known<'a>],
}

type Parts = (Vec<ReportEntry>, Standing, Vec<(String, Settled)>);

impl Making<'_> {
    /// The name of one of the system's units.
    pub(super) fn unit(&self, of: &str) -> String {
        format!("{}{of}", address::subject(self.slug))
    }

    /// All that bears on the system's units, its own page apart.
    fn key(&self) -> Digest {
        let digests = self.reports.iter().map(|report| report.sha256.as_str());
        let besides: Vec<&str> = self
            .reports
            .iter()
            .map(|known| if self.has_besides(known) { "+" } else { "" })
            .collect();
        let formats = self.formats();
        let formats = formats.iter().map(|format| -> &str { format.name() });
        let fixed = [self.site.signoff_version.as_str(), theme::digest().as_str()];
        let said = [
            self.site.title.as_str(),
            self.site.url.as_deref().unwrap_or_default(),
            self.name,
            self.slug,
        ];
        let private = self.work.config.private.iter().map(String::as_str);
        unit::key(
            fixed
                .into_iter()
                .chain(said)
                .chain(formats)
                .chain(digests)
                .chain(besides)
                .chain(private),
        )
    }

    /// The forms of each report that this build can draw, report.json apart: that is there as it came.
    pub(super) fn formats(&self) -> Vec<Format> {
        let is_drawn = |format: &Format| can_draw(*format) && *format != Format::Json;
        self.work.config.formats.iter().copied().filter(is_drawn).collect()
    }

    /// All units as they are published.
    fn kept(&self) -> Result<Parts, SiteError> {
        let Some(before) = self.work.before else { return self.anew("", self.key()) };
        let folder = address::subject(self.slug);
        let own = self.unit("page");
        let units = before
            .build
            .units
            .iter()
            .filter(|(name, _)| name.starts_with(&folder) && **name != own);
        let units =
            units.map(|(name, made)| (name.clone(), Settled { made: made.clone(), is_new: false }));
        let entry = before.site.subjects.iter().find(|subject| subject.slug == self.slug);
        match entry {
            Some(entry) => Ok((entry.versions.clone(), entry.standing.clone(), units.collect())),
            None => self.anew(&self.unit("history"), self.key()),
        }
    }

    fn anew(&self, history: &str, key: Digest) -> Result<Parts, SiteError> {
        let reports = self.work.reports;
        let read = self.reports.iter().map(|known| {
            reports.bytes(known.at).and_then(|bytes| reports.report(known.at, &bytes))
        });
        let mut read = read.collect::<Result<Vec<Report>, SiteError>>()?;
        let withheld = self.withhold(&mut read)?;
        let each = self.reports.iter().zip(&read).zip(&withheld);
        let versions: Vec<ReportEntry> = each
            .map(|((known, report), withheld)| {
                let published = self.published(known, report, withheld.as_ref());
                summary::version(report, known.sha256, self.slug, published)
            })
            .collect();
        let all: Vec<&Report> = read.iter().collect();
        let tracks = tracks(&all);
        let findings = self.findings(&read, &versions, &tracks);
        let folders = findings.folders();
        let mut units = Vec::new();
        let mut before: Option<(&Report, &ReportEntry)> = None;
        for (at, (report, version)) in read.iter().zip(&versions).enumerate() {
            let Some(known) = self.reports.get(at) else { continue };
            let bytes = withheld.get(at).and_then(Option::as_ref);
            units.push(self.forms(known, report, version, bytes)?);
            units.extend(self.besides(known, report, version)?);
            let ways = findings.of_version(at, &folders);
            units.push(self.pages(report, version, &ways, before)?);
            if let Some(old) = before {
                units.push(self.changes(old, (report, version))?);
            }
            before = Some((report, version));
        }
        let made = self.settled(history, key, || {
            let mut files = findings.pages(&folders)?;
            if let (Some(report), Some(version)) = (read.last(), versions.last()) {
                let ways = findings.of_version(read.len().saturating_sub(1), &folders);
                files.push(machine::search::part(report, version, self.slug, &ways));
            }
            Ok(files)
        })?;
        units.push((history.to_owned(), made));
        let standing = read.last().map(summary::standing).unwrap_or_default();
        Ok((versions, standing, units))
    }

    fn findings<'f>(
        &'f self,
        reports: &'f [Report],
        versions: &'f [ReportEntry],
        tracks: &'f [Track],
    ) -> draw::findings::Findings<'f> {
        let (site, slug, name) = (self.site, self.slug, self.name);
        draw::findings::Findings { site, slug, name, reports, versions, tracks }
    }

    /// Takes out what is private; the bytes of each report.json that isn't as it came.
    fn withhold(&self, reports: &mut [Report]) -> Result<Vec<Option<Vec<u8>>>, SiteError> {
        let one = |report: &mut Report| {
            let withheld = withheld(self.work.config, report)?;
            Ok(withheld.map(|withheld| {
                *report = withheld.report;
                withheld.bytes
            }))
        };
        reports.iter_mut().map(one).collect()
    }

    /// What is published of a report besides its page. A bundle would hold what is private.
    fn published(
        &self,
        known: &Known<'_>,
        report: &Report,
        withheld: Option<&Vec<u8>>,
    ) -> summary::Published {
        let drawn = self.formats().into_iter().map(Format::file_name);
        let mut files: Vec<String> = drawn.chain([REPORT]).map(str::to_owned).collect();
        let evidence_files = self.has_besides(known);
        let has_bundle = evidence_files && !has_private(self.work.config, report);
        files.extend(has_bundle.then(|| BUNDLE.to_owned()));
        let earlier = self.earlier(known).and_then(|it| it.published_sha256.clone());
        let sha256 = withheld.map(|bytes| Digest::of(bytes)).or(earlier);
        summary::Published { files, evidence_files, sha256 }
    }

    /// Whether copies of its evidence are published, or will be.
    fn has_besides(&self, known: &Known<'_>) -> bool {
        match self.work.reports.besides(known.at) {
            Besides::Nothing => false,
            Besides::Package(_) => true,
            Besides::Published => self.earlier(known).is_some_and(|it| it.evidence_files),
        }
    }

    /// What is published of a report.
    pub(super) fn earlier(&self, known: &Known<'_>) -> Option<&ReportEntry> {
        let subjects = self.work.before.iter().flat_map(|before| &before.site.subjects);
        let mut versions = subjects.flat_map(|subject| &subject.versions);
        versions.find(|version| version.sha256 == *known.sha256)
    }
}
