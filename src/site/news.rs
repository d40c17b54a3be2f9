//! What is new: each report against the one before it.

use std::cmp::Reverse;

use crate::model::Verdict;
use crate::model::site::{ReportEntry, Site, SubjectEntry};
use crate::view::labels;

/// A report that says something else than the one before it, or the first of a system.
#[derive(Debug, Clone, Copy)]
pub struct News<'a> {
    /// The system.
    pub subject: &'a SubjectEntry,
    /// The report.
    pub version: &'a ReportEntry,
    /// The one before it.
    pub before: Option<&'a ReportEntry>,
}

/// All news, the latest first.
#[must_use]
pub fn news(site: &Site) -> Vec<News<'_>> {
    let mut all: Vec<News<'_>> = site.subjects.iter().flat_map(of_subject).collect();
    all.sort_by_key(|item| Reverse(item.version.as_of));
    all
}

/// The news of one system, the latest first.
pub fn of_subject(subject: &SubjectEntry) -> impl Iterator<Item = News<'_>> {
    let before = std::iter::once(None).chain(subject.versions.iter().map(Some));
    let pairs: Vec<News<'_>> = subject
        .versions
        .iter()
        .zip(before)
        .map(|(version, before)| News { subject, version, before })
        .collect();
    pairs.into_iter().rev()
}

impl News<'_> {
    /// What it is about: "CRM-VISION 1.4.0".
    #[must_use]
    pub fn what(&self) -> String {
        match self.version.version.as_deref().filter(|version| !version.trim().is_empty()) {
            Some(version) => format!("{} {version}", self.subject.name),
            None => self.subject.name.clone(),
        }
    }

    /// What is new, after that: "is ready; it was not ready."
    #[must_use]
    pub fn words(&self) -> String {
        let now = labels::verdict(self.version.verdict);
        let Some(before) = self.before else { return format!("enters: {now}.") };
        if before.verdict != self.version.verdict {
            return format!("is {now}; it was {}.", labels::verdict(before.verdict));
        }
        match (&before.score, &self.version.score) {
            (Some(was), Some(is)) if was != is => {
                format!("is still {now}; the score was {was} and is {is}.")
            }
            _ => format!("is still {now}."),
        }
    }

    /// Whether it is worse than what was before.
    #[must_use]
    pub fn is_regression(&self) -> bool {
        let step = |verdict| match verdict {
            Verdict::NotReady | Verdict::InsufficientEvidence => 0,
            Verdict::ReadyWithConditions => 1,
            Verdict::Ready => 2,
        };
        self.before.is_some_and(|before| step(self.version.verdict) < step(before.verdict))
    }
}

/// What a version is called: "1.4.0".
#[must_use]
pub fn version_name(version: &ReportEntry) -> String {
    let name = version.version.as_deref().filter(|name| !name.trim().is_empty());
    name.unwrap_or("no version").to_owned()
}
