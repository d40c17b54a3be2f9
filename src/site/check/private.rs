//! What isn't to be published: private evidence, and what the policy of a report masks.

use rayon::prelude::*;

use super::wrong;
use crate::attest::Contents;
use crate::diagnostic::Diagnostic;
use crate::evidence::redact::Searcher;
use crate::evidence::searchable;
use crate::model::in_package;
use crate::model::report::{EvidenceReport, Report};
use crate::model::site::{ReportEntry, Site};
use crate::site::unit::Build;
use crate::site::withhold::is_private;

/// What is published and shouldn't be.
pub(super) fn check(published: &dyn Contents, site: &Site, build: &Build) -> Vec<Diagnostic> {
    let versions = site.subjects.par_iter().flat_map_iter(|subject| &subject.versions);
    versions.flat_map_iter(|version| of_report(published, version, build)).collect()
}

fn of_report(published: &dyn Contents, version: &ReportEntry, build: &Build) -> Vec<Diagnostic> {
    let name = format!("{}report.json", version.address);
    // What can't be read is told where the files are.
    let Ok(bytes) = published.read(&name) else { return Vec::new() };
    let Ok(report) = serde_json::from_slice::<Report>(&bytes) else {
        return vec![wrong("broken-site", &name, format!("`{name}` is no report"))];
    };
    let searcher = Searcher::new(&report.policy.redact);
    let secret = |name: &str, bytes: &[u8]| {
        let found = searcher.places(&searchable(bytes)?).ok()?;
        let rule = &found.first()?.rule;
        let message = format!("`{name}` holds what the rule `{rule}` takes for a secret");
        Some(wrong("leaked-secret", name, message))
    };
    let mut told = Vec::new();
    for entry in &report.evidence {
        let copy = format!("{}{}", version.address, in_package(&entry.path));
        if is_private(&build.config, entry) {
            told.extend(shown(published, &copy, entry, &name));
        } else if entry.masked.is_none()
            && version.evidence_files
            && let Ok(bytes) = published.read(&copy)
        {
            told.extend(secret(&copy, &bytes));
        }
    }
    // A mask of digits looks like a number still.
    if report.redactions.is_empty() {
        told.extend(secret(&name, &bytes));
    }
    told
}

/// What is published of private evidence.
fn shown(
    published: &dyn Contents,
    copy: &str,
    entry: &EvidenceReport,
    report: &str,
) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    if published.names().binary_search_by(|name| name.as_str().cmp(copy)).is_ok() {
        told.push(wrong("private-evidence", copy, format!("`{copy}` is private, and published")));
    }
    if !entry.excerpt.is_empty() || entry.content.is_some() {
        let message = format!("lines of `{}` stand in `{report}`, and it is private", entry.path);
        told.push(wrong("private-evidence", report, message));
    }
    told
}
