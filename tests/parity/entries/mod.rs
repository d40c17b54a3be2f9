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

/// A thing of the report, as it stands in one place of a text.
pub struct Entry {
    pub kind: &'static str,
    pub name: String,
    /// How it begins, in one run: what it is and what came of it. One of these is enough: formats differ in order.
    pub heads: Vec<String>,
    /// What stands there besides, each in one run.
    pub parts: Vec<String>,
}

impl Entry {
    fn of(kind: &'static str, name: &(impl ToString + ?Sized), head: impl Into<String>) -> Self {
        assert!(KINDS.contains(&kind));
        Self { kind, name: name.to_string(), heads: vec![head.into()], parts: Vec::new() }
    }

    fn or(mut self, head: impl Into<String>) -> Self {
        self.heads.push(head.into());
        self
    }

    fn with(mut self, part: impl Into<String>) -> Self {
        self.parts.push(part.into());
        self
    }

    fn all(mut self, parts: impl IntoIterator<Item = String>) -> Self {
        self.parts.extend(parts);
        self
    }

    /// A label and its value, where there is one.
    fn fact(mut self, label: &str, value: Option<&String>) -> Self {
        self.parts.extend(value.map(|value| format!("{label} {value}")));
        self
    }
}

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
