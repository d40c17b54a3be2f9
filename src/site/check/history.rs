//! The history: the root is that of the records, each report is the one that is named, and nothing was replaced in
//! silence.

use std::collections::{BTreeMap, BTreeSet};

use super::wrong;
use crate::attest::Contents;
use crate::diagnostic::Diagnostic;
use crate::model::Digest;
use crate::model::site::Site;
use crate::site::merkle::{Record, records, root};

/// What differs in the history as it is published.
pub(super) fn check(site: &Site, published: &dyn Contents) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    if root(&records(site)) != site.root {
        let message = "the root in `index.json` is not that of the reports in it".to_owned();
        told.push(wrong("digest-mismatch", "index.json", message));
    }
    for version in site.subjects.iter().flat_map(|subject| &subject.versions) {
        let name = format!("{}report.json", version.address);
        // What can't be read is told where the files are.
        let Ok(bytes) = published.read(&name) else { continue };
        if Digest::of(&bytes) != *version.published() {
            let message = format!("`{name}` is not the report that `index.json` names");
            told.push(wrong("digest-mismatch", &name, message));
        }
    }
    told
}

/// What was published earlier, and isn't any more or is another report now. What was removed and says so is told as
/// removed; the rest happened in silence.
#[must_use]
pub(super) fn against(earlier: &[Record], now: &[Record]) -> Vec<Diagnostic> {
    let known: BTreeSet<&Record> = now.iter().collect();
    let mut by_place: BTreeMap<(&str, &str, &str), Vec<&Record>> = BTreeMap::new();
    for record in now.iter().filter(|record| !record.is_removed) {
        by_place.entry(place(record)).or_default().push(record);
    }
    let mut told = Vec::new();
    for record in earlier.iter().filter(|record| !known.contains(*record)) {
        let what = named(record);
        let (removed, there) = (
            Record { is_removed: true, ..record.clone() },
            Record { is_removed: false, ..record.clone() },
        );
        let others = by_place.get(&place(record)).map(Vec::as_slice).unwrap_or_default();
        let others: Vec<String> = others
            .iter()
            .filter(|other| !earlier.contains(other))
            .map(|other| format!("sha256:{}", other.sha256))
            .collect();
        told.push(if record.is_removed && known.contains(&there) {
            Diagnostic::warning("restored-report", format!("{what} was removed, and is back"))
        } else if !others.is_empty() {
            let message = format!("{what} was replaced by {}", others.join(" and "));
            Diagnostic::error("replaced-report", message)
        } else if known.contains(&removed) {
            Diagnostic::warning("removed-report", format!("{what} was removed, and says so"))
        } else {
            let message = format!("{what} is gone, and no tombstone tells of it");
            Diagnostic::error("replaced-report", message)
        });
    }
    told
}

fn place(record: &Record) -> (&str, &str, &str) {
    (&record.subject, &record.as_of, &record.version)
}

fn named(record: &Record) -> String {
    let version = if record.version.is_empty() { "no version" } else { &record.version };
    format!(
        "the report on {} {version} as of {} (sha256:{})",
        record.subject, record.as_of, record.sha256
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(version: &str, sha256: &str) -> Record {
        Record {
            subject: "s".to_owned(),
            as_of: "2025-01-01".to_owned(),
            version: version.to_owned(),
            sha256: sha256.to_owned(),
            is_removed: false,
        }
    }

    #[test]
    fn what_was_replaced_is_named() {
        let codes = |earlier: &[Record], now: &[Record]| -> Vec<&'static str> {
            against(earlier, now).iter().map(|told| told.code).collect()
        };
        let (old, new) = ([record("1", "a")], [record("1", "b")]);
        let tombstone = [Record { is_removed: true, ..record("1", "a") }];
        let none: [&str; 0] = [];
        assert_eq!(codes(&old, &[record("1", "a"), record("2", "c")]), none);
        assert_eq!(codes(&old, &new), ["replaced-report"]);
        assert_eq!(codes(&old, &[]), ["replaced-report"]);
        assert_eq!(codes(&old, &tombstone), ["removed-report"]);
        assert_eq!(codes(&tombstone, &old), ["restored-report"]);
    }
}
