//! What the two reports are called: by version, else by commit, else by day.

use crate::model::Subject;
use crate::model::delta::{Delta, Side};
use crate::view::labels;

/// A longer name is no head of a column, and reads badly in a sentence.
pub(super) const LONGEST: usize = 20;

/// What the two reports are called.
pub(super) struct Sides {
    /// "Xpress Ops Tower, 0.9.0 to 1.0.0".
    pub(super) title: String,
    /// The earlier one.
    pub(super) old: Called,
    /// The later one.
    pub(super) new: Called,
}

/// What a report is called.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Called {
    /// As the head of a column: "0.9.0", "Old".
    pub(super) head: String,
    /// Inside a sentence: "0.9.0", "the report of 2025-08-12", "the old report".
    pub(super) name: String,
}

impl Called {
    /// At the start of a sentence.
    pub(super) fn opening(&self) -> String {
        if self.name == self.head { self.name.clone() } else { labels::capitalised(&self.name) }
    }
}

impl Sides {
    pub(super) fn of(delta: &Delta) -> Self {
        Self::between(&delta.old, &delta.new, "two reports")
    }

    /// From one report to another; `reports` says how many there are.
    pub(super) fn between(old: &Side, new: &Side, reports: &str) -> Self {
        let (from, to) = (version(&old.subject), version(&new.subject));
        if let Some((from, to)) = from.zip(to).filter(|(from, to)| from != to) {
            return Self::apart(named(old, new, from, to), from, to);
        }
        let subject = || match to.or(from) {
            Some(version) => format!("{} {version}", new.subject.name),
            None => new.subject.name.clone(),
        };
        let commits = old.subject.commit.as_deref().zip(new.subject.commit.as_deref());
        let commits =
            commits.map(|(from, to)| (labels::short_commit(from), labels::short_commit(to)));
        if let Some((from, to)) = commits.filter(|(from, to)| from != to) {
            let title = format!("{}, commit {from} to {to}", subject());
            return Self::apart(title, &from, &to);
        }
        if old.as_of == new.as_of {
            return Self {
                title: format!("{}, {reports} as of {}", subject(), new.as_of),
                old: old_one(),
                new: new_one(),
            };
        }
        let day = |side: &Side| Called {
            head: side.as_of.to_string(),
            name: format!("the report of {}", side.as_of),
        };
        Self {
            title: format!("{}, {} to {}", subject(), old.as_of, new.as_of),
            old: day(old),
            new: day(new),
        }
    }

    /// Two reports that are told apart by a word each.
    fn apart(title: String, old: &str, new: &str) -> Self {
        let called = |word: &str| Called { head: word.to_owned(), name: word.to_owned() };
        if [old, new].iter().any(|word| word.chars().count() > LONGEST) {
            return Self { title, old: old_one(), new: new_one() };
        }
        Self { title, old: called(old), new: called(new) }
    }
}

fn old_one() -> Called {
    Called { head: "Old".to_owned(), name: "the old report".to_owned() }
}

fn new_one() -> Called {
    Called { head: "New".to_owned(), name: "the new report".to_owned() }
}

/// The version, where there is one.
pub(super) fn version(subject: &Subject) -> Option<&str> {
    subject.version.as_deref().filter(|version| !version.trim().is_empty())
}

/// A system that was renamed has both names.
fn named(old: &Side, new: &Side, from: &str, to: &str) -> String {
    let (was, is) = (&old.subject.name, &new.subject.name);
    if was == is { format!("{is}, {from} to {to}") } else { format!("{was} {from} to {is} {to}") }
}
