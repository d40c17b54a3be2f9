//! Reports → a site put by, ready to be published: only what changed is made again.
//!
//! A build from nothing and any sequence of builds that leads to the same reports put by the same bytes: each file
//! depends on the reports, the configuration and the day, and on nothing that was there before. What was removed is
//! the exception: its tombstone stays.

mod subject;
mod units;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use self::subject::Made as MadeSubject;
use super::config::Config;
use super::doors::{Reports, SiteError, Stage};
use super::unit::{self, BUILD, Build, Settled};
use super::{draw, machine, merkle, theme};
use crate::attest::json_file;
use crate::diagnostic::Diagnostic;
use crate::model::site::{Removed, ReportEntry, Site, SubjectEntry};
use crate::model::{Day, Digest};

/// What a site is built from.
pub struct Work<'a> {
    /// What it is to be.
    pub config: &'a Config,
    /// The UTC day as of which ages and dates are told.
    pub as_of: Day,
    /// The reports.
    pub reports: &'a dyn Reports,
    /// Where pages go.
    pub stage: &'a dyn Stage,
    /// What is published now; none where nothing is.
    pub before: Option<&'a Before>,
}

/// What is published.
pub struct Before {
    /// The site as data.
    pub site: Site,
    /// What its units were made of.
    pub build: Build,
}

/// A site that was built.
pub struct Built {
    /// The site as data.
    pub site: Site,
    /// What its units were made of.
    pub build: Build,
    /// The units whose files wait to be published.
    pub changed: Vec<String>,
    /// The units that are no more.
    pub gone: Vec<String>,
    /// The reports that aren't published any more.
    pub removed: Vec<Removed>,
}

/// A report whose system is known.
pub(super) struct Known<'a> {
    pub(super) at: usize,
    pub(super) sha256: &'a Digest,
    pub(super) subject: String,
    /// The day, and the version; with the digest they give the order.
    pub(super) order: (Day, Option<String>),
}

/// Builds the site.
///
/// # Errors
///
/// See [`SiteError`].
pub fn build(work: &Work<'_>) -> Result<Built, SiteError> {
    let known = identified(work)?;
    let names: BTreeSet<&str> = known.iter().map(|known| known.subject.as_str()).collect();
    let slugs = work.config.slugs(names).map_err(SiteError::Invalid)?;
    let mut by_subject: BTreeMap<&str, Vec<&Known<'_>>> = BTreeMap::new();
    for report in &known {
        by_subject.entry(&report.subject).or_default().push(report);
    }
    for reports in by_subject.values_mut() {
        reports.sort_by(|one, other| (&one.order, one.sha256).cmp(&(&other.order, other.sha256)));
        reports.dedup_by(|one, other| one.sha256 == other.sha256);
    }
    let frame = frame(work);
    let subjects: Vec<(&str, Vec<&Known<'_>>)> = by_subject.into_iter().collect();
    let made = subjects.par_iter().map(|(name, reports)| {
        let slug = slugs.get(name).map_or("", String::as_str);
        subject::make(work, &frame, name, slug, reports)
    });
    let made = made.collect::<Result<Vec<MadeSubject>, SiteError>>()?;
    finish(work, frame, made)
}

/// The site without systems: what their pages say of it.
fn frame(work: &Work<'_>) -> Site {
    Site {
        signoff: "1".to_owned(),
        signoff_version: env!("CARGO_PKG_VERSION").to_owned(),
        title: work.config.title.clone(),
        url: work.config.url.clone(),
        as_of: work.as_of,
        root: merkle::root(&[]),
        subjects: Vec::new(),
        removed: Vec::new(),
    }
}

/// Which system each report is on. What is published already needn't be read for that.
fn identified<'a>(work: &Work<'a>) -> Result<Vec<Known<'a>>, SiteError> {
    let mut published: HashMap<&Digest, (&SubjectEntry, &ReportEntry)> = HashMap::new();
    let before = work.before.iter().flat_map(|before| &before.site.subjects);
    for subject in before {
        for version in &subject.versions {
            published.insert(&version.sha256, (subject, version));
        }
    }
    let reports = work.reports;
    let known = (0..reports.count()).into_par_iter().map(|at| {
        let sha256 = reports.digest(at);
        if let Some((subject, version)) = published.get(sha256) {
            return Ok(Known {
                at,
                sha256,
                subject: subject.name.clone(),
                order: (version.as_of, version.version.clone()),
            });
        }
        let report = reports.report(at, &reports.bytes(at)?)?;
        let order = (report.as_of, report.subject.version);
        Ok(Known { at, sha256, subject: report.subject.name, order })
    });
    known.collect()
}

fn finish(work: &Work<'_>, mut site: Site, made: Vec<MadeSubject>) -> Result<Built, SiteError> {
    let mut settled: BTreeMap<String, Settled> = BTreeMap::new();
    for subject in made {
        settled.extend(subject.units);
        site.subjects.push(subject.entry);
    }
    site.subjects.sort_by_cached_key(|subject| {
        let order = work.config.group_order(subject.group.as_deref());
        (order, subject.group.clone(), subject.name.to_lowercase(), subject.name.clone())
    });
    hold_that_each_has_its_own_address(&site)?;
    let removed = removed(work, &site);
    let earlier = work.before.iter().flat_map(|before| before.site.removed.clone());
    let is_back = |removed: &Removed| {
        site.subjects.iter().flat_map(|it| &it.versions).any(|it| it.sha256 == removed.sha256)
    };
    let mut gone: BTreeSet<Removed> = earlier.chain(removed.iter().cloned()).collect();
    gone.retain(|removed| !is_back(removed));
    site.removed = gone.into_iter().collect();
    site.root = merkle::root(&merkle::records(&site));
    settled.extend(root_units(work, &site)?);
    let before = work.before.map(|before| &before.build.units);
    let gone = before.into_iter().flatten().map(|(name, _)| name);
    let gone: Vec<String> = gone.filter(|name| !settled.contains_key(*name)).cloned().collect();
    let changed = settled.iter().filter(|(_, it)| it.is_new).map(|(name, _)| name.clone());
    let changed = changed.collect();
    let build = Build {
        signoff: "1".to_owned(),
        signoff_version: site.signoff_version.clone(),
        theme: theme::digest().to_string(),
        config: work.config.clone(),
        units: settled.into_iter().map(|(name, it)| (name, it.made)).collect(),
    };
    let list = json_file(BUILD, &build)?;
    unit::put(work.stage, BUILD, &list.bytes)?;
    Ok(Built { site, build, changed, gone, removed })
}

/// An address has a few digits of a digest only, so that two reports could share one.
fn hold_that_each_has_its_own_address(site: &Site) -> Result<(), SiteError> {
    let mut taken: HashMap<&str, &Digest> = HashMap::new();
    for version in site.subjects.iter().flat_map(|subject| &subject.versions) {
        if let Some(other) = taken.insert(&version.address, &version.sha256) {
            let message = format!(
                "two reports would be at {}: sha256:{other} and sha256:{}",
                version.address, version.sha256
            );
            return Err(SiteError::Invalid(vec![Diagnostic::error("shared-address", message)]));
        }
    }
    Ok(())
}

/// What was published, and isn't any more.
fn removed(work: &Work<'_>, site: &Site) -> Vec<Removed> {
    let Some(before) = work.before else { return Vec::new() };
    let now: BTreeSet<&Digest> =
        site.subjects.iter().flat_map(|it| &it.versions).map(|it| &it.sha256).collect();
    let mut removed = Vec::new();
    for subject in &before.site.subjects {
        for version in subject.versions.iter().filter(|version| !now.contains(&version.sha256)) {
            removed.push(Removed {
                subject: subject.name.clone(),
                as_of: version.as_of,
                version: version.version.clone(),
                sha256: version.sha256.clone(),
            });
        }
    }
    removed
}

/// The units that are made of all systems. What they hold is the key: telling whether it changed is making it.
fn root_units(work: &Work<'_>, site: &Site) -> Result<Vec<(String, Settled)>, SiteError> {
    let mut units = Vec::new();
    let search = machine::search::terms(site, work.stage)?;
    let all = [("site", draw::root::files(site)?), ("search", search), ("assets", theme::files()?)];
    for (name, files) in all {
        let digests =
            files.iter().flat_map(|file| [file.name.clone(), Digest::of(&file.bytes).to_string()]);
        let digests: Vec<String> = digests.collect();
        let key = unit::key(digests.iter().map(String::as_str));
        let before = work.before.and_then(|before| before.build.units.get(name));
        units.push((name.to_owned(), unit::settle(name, key, before, work.stage, || Ok(files))?));
    }
    Ok(units)
}
