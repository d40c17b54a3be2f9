//! Texts word by word, and line by line.

use std::collections::BTreeSet;

use similar::{ChangeTag, TextDiff};

use super::compared::Compared;
use crate::model::delta::{Thing, WordChange, Words};

/// The sections that differ: of the new report in its order, then those that it doesn't have.
pub(super) fn changes(compared: &Compared<'_>) -> Vec<WordChange> {
    let (old, new) = (&compared.old.report.sections, &compared.new.report.sections);
    let mut changes = Vec::new();
    for is in new {
        let was = old.iter().find(|it| it.id == is.id);
        let change = match was {
            None => Thing::Added,
            Some(was) if was.body == is.body && was.title == is.title => continue,
            Some(_) => Thing::Changed,
        };
        let words = words(was.map_or("", |was| &was.body), &is.body);
        changes.push(WordChange { id: is.id.clone(), title: is.title.clone(), change, words });
    }
    let after: BTreeSet<_> = new.iter().map(|it| &it.id).collect();
    for was in old.iter().filter(|it| !after.contains(&it.id)) {
        let (id, title) = (was.id.clone(), was.title.clone());
        changes.push(WordChange { id, title, change: Thing::Removed, words: words(&was.body, "") });
    }
    changes
}

/// The words of two texts, in runs of what was added, removed and stays.
fn words(old: &str, new: &str) -> Vec<Words> {
    runs(&TextDiff::from_words(old, new))
}

/// The lines of two texts in the same way.
pub(super) fn lines(old: &str, new: &str) -> Vec<Words> {
    runs(&TextDiff::from_lines(old, new))
}

fn runs(diff: &TextDiff<'_, '_, str>) -> Vec<Words> {
    let mut runs: Vec<Words> = Vec::new();
    for part in diff.iter_all_changes() {
        let change = match part.tag() {
            ChangeTag::Equal => Thing::Same,
            ChangeTag::Delete => Thing::Removed,
            ChangeTag::Insert => Thing::Added,
        };
        match runs.last_mut().filter(|run| run.change == change) {
            Some(run) => run.text.push_str(part.value()),
            None => runs.push(Words { change, text: part.value().to_owned() }),
        }
    }
    runs
}
