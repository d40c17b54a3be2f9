//! What has to be found: an entry for each thing of a report, with what a reader has to find in that one place.
//! The words come from `view::labels`, in the order in which a row or block prints them.

mod changed;
mod contradicted;
mod decided;
mod listed;
mod made;
mod prose;
mod stated;
mod waived;

use signoff::model::Report;

use crate::entry::Entry;
use crate::names::Names;

/// The kinds of entries.
pub const KINDS: &[&str] = &[
    "verdict",
    "way",
    "conditions",
    "declared",
    "subject",
    "gates",
    "scores",
    "categories",
    "claims",
    "notes",
    "measures",
    "findings",
    "contradictions",
    "rules",
    "checklists",
    "items",
    "actions",
    "waivers",
    "forecast",
    "signoffs",
    "sections",
    "evidence",
    "runs",
    "artifacts",
    "policy",
    "provenance",
    "redactions",
    "changes",
];

/// Everything that a reader of the report has to find.
pub fn entries(report: &Report) -> Vec<Entry> {
    let names = Names::of(report);
    let mut all = decided::entries(report, &names);
    all.extend(made::entries(report, &names));
    all.extend(stated::entries(report, &names));
    all.extend(listed::entries(report, &names));
    all.extend(waived::entries(report, &names));
    all.extend(changed::entries(report));
    all
}
