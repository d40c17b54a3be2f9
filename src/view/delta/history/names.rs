//! What the versions are called: by version, else by commit, else by day, else by number; all in the same way.

use std::collections::HashSet;

use super::super::sides::{LONGEST, Sides, version};
use crate::model::delta::{History, Version};
use crate::view::labels;

/// What the versions are called.
pub(super) struct Names {
    /// "Xpress Ops Tower, 0.7.0 to 1.0.0".
    pub(super) title: String,
    /// Each, from the oldest to the newest; no two alike.
    all: Vec<String>,
    /// What stands before one: "in 0.7.0", "as of 2025-06-10".
    before: &'static str,
}

impl Names {
    pub(super) fn of(history: &History) -> Self {
        let versions = &history.versions;
        let by_version = |it: &Version| version(&it.report.subject).map(str::to_owned);
        let by_commit =
            |it: &Version| it.report.subject.commit.as_deref().map(labels::short_commit);
        let by_day = |it: &Version| Some(it.report.as_of.to_string());
        let (all, before) = apart(versions, by_version)
            .or_else(|| apart(versions, by_commit))
            .map(|all| (all, "in"))
            .or_else(|| apart(versions, by_day).map(|all| (all, "as of")))
            .unwrap_or_else(|| {
                ((1..=versions.len()).map(|number| format!("v{number}")).collect(), "in")
            });
        Self { title: title(history), all, before }
    }

    /// What they are called, from the oldest to the newest.
    pub(super) fn all(&self) -> &[String] {
        &self.all
    }

    /// What that version is called.
    pub(super) fn name(&self, version: usize) -> &str {
        self.all.get(version).map_or("no version", String::as_str)
    }

    /// "in 0.7.0".
    pub(super) fn within(&self, version: usize) -> String {
        format!("{} {}", self.before, self.name(version))
    }

    /// "in 0.7.0 to 0.9.0".
    pub(super) fn throughout(&self, first: usize, last: usize) -> String {
        let from = self.within(first);
        if first == last { from } else { format!("{from} to {}", self.name(last)) }
    }

    /// "in 1.0.0".
    pub(super) fn newest(&self) -> String {
        self.within(self.all.len().saturating_sub(1))
    }

    /// "in 0.7.0".
    pub(super) fn oldest(&self) -> String {
        self.within(0)
    }
}

/// What they are called, where that tells each from every other and is short enough for the head of a column.
fn apart(versions: &[Version], name: impl Fn(&Version) -> Option<String>) -> Option<Vec<String>> {
    let names: Vec<String> = versions.iter().map(name).collect::<Option<_>>()?;
    let is_short = |name: &String| !name.trim().is_empty() && name.chars().count() <= LONGEST;
    let different: HashSet<&String> = names.iter().filter(|name| is_short(name)).collect();
    (different.len() == versions.len()).then_some(names)
}

fn title(history: &History) -> String {
    let (Some(old), Some(new)) = (history.versions.first(), history.versions.last()) else {
        return "No version".to_owned();
    };
    let (old, new) = (&old.report, &new.report);
    let count = history.versions.len();
    Sides::between(old, new, &labels::counted(count, "report", "reports")).title
}
