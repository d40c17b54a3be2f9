//! What became of each piece of evidence, and of the lines of it that are printed.

use std::collections::BTreeSet;

use super::compared::Compared;
use super::fields::without;
use super::narrative;
use crate::model::delta::{Thing, ThingChange, Words};
use crate::model::report::EvidenceReport;

/// What is told in other ways, or follows from the rest.
const TOLD: [&str; 6] = ["excerpt", "stale_for", "content", "lines", "evidence", "properties"];
/// The most bytes of an excerpt that are held against another.
const LONGEST: usize = 64 * 1024;

pub(super) fn changes(compared: &Compared<'_>) -> Vec<ThingChange> {
    let (old, new) = (&compared.old, &compared.new);
    let mut changes = Vec::new();
    for is in &new.report.evidence {
        match old.evidence.get(&is.id) {
            None => changes.push(told(is, Thing::Added)),
            Some(was) if *was == is => {}
            Some(was) => {
                let fields = without(was, is, &TOLD);
                if !fields.is_empty() {
                    let words = excerpts(was, is);
                    changes.push(ThingChange { fields, words, ..told(is, Thing::Changed) });
                }
            }
        }
    }
    let after: BTreeSet<_> = new.evidence.keys().collect();
    let gone = old.report.evidence.iter().filter(|it| !after.contains(&&it.id));
    changes.extend(gone.map(|it| told(it, Thing::Removed)));
    changes
}

fn told(evidence: &EvidenceReport, change: Thing) -> ThingChange {
    ThingChange {
        id: evidence.id.clone(),
        title: evidence.title.clone().unwrap_or_else(|| evidence.path.clone()),
        change,
        fields: Vec::new(),
        words: Vec::new(),
    }
}

/// The lines that the two reports print of it; none where the bytes are the same, or both print none.
fn excerpts(old: &EvidenceReport, new: &EvidenceReport) -> Vec<Words> {
    let text = |evidence: &EvidenceReport| -> String {
        evidence.excerpt.iter().flat_map(|line| [line.text.as_str(), "\n"]).collect()
    };
    let (before, after) = (text(old), text(new));
    let is_small = before.len() <= LONGEST && after.len() <= LONGEST;
    if old.sha256 == new.sha256 || before == after || !is_small {
        return Vec::new();
    }
    narrative::lines(&before, &after)
}
