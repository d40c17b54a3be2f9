//! Ids that are taken, and how often something was seen: by hashes, so that a million of them fit into little memory.
//!
//! Two names of one hash are rarer than a damaged bit of memory, and do no harm: the second gets a number that it
//! wouldn't have needed.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hasher as _};

use serde_json::Value;

use crate::model::{Findings, Id};

/// Counts texts.
#[derive(Default)]
pub(super) struct Counter {
    once: HashSet<u64>,
    again: HashMap<u64, usize>,
}

impl Counter {
    /// The how manieth this is.
    pub(super) fn count(&mut self, text: &str) -> usize {
        let hash = hash(text);
        if self.once.insert(hash) {
            return 1;
        }
        let count = self.again.entry(hash).or_insert(1);
        *count += 1;
        *count
    }

    /// Whether this is the first.
    fn is_first(&mut self, text: &str) -> bool {
        self.once.insert(hash(text))
    }
}

/// The most bytes of a name in an id.
const LONGEST: usize = 80;

/// Ids that are taken.
#[derive(Default)]
pub(super) struct Names {
    taken: Counter,
    next: HashMap<u64, usize>,
}

impl Names {
    /// Those of a document.
    pub(super) fn of(findings: &Findings) -> Self {
        let mut names = Self::default();
        // `this` is the findings file itself.
        names.taken.is_first("this");
        // A document that was read can be written.
        let mut rest = vec![serde_json::to_value(findings).unwrap_or_default()];
        while let Some(next) = rest.pop() {
            match next {
                Value::Object(entries) => {
                    if let Some(Value::String(id)) = entries.get("id") {
                        names.taken.is_first(id);
                    }
                    rest.extend(entries.into_iter().map(|(_, value)| value));
                }
                Value::Array(items) => rest.extend(items),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        names
    }

    /// The name, or with the first number that makes it free.
    pub(super) fn free(&mut self, name: &str) -> Id {
        if self.taken.is_first(name) {
            return Id::from(name);
        }
        let next = self.next.entry(hash(name)).or_insert(1);
        loop {
            *next += 1;
            let numbered = format!("{name}-{next}");
            if self.taken.is_first(&numbered) {
                return Id::new(numbered);
            }
        }
    }
}

/// The same in every process.
fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// The name of a file without its folder and its last suffix.
pub(super) fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    plain(if stem.is_empty() { name } else { stem })
}

/// A name as part of an id: ASCII letters and digits in lower case, all else as one `-`.
pub(super) fn plain(name: &str) -> String {
    let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '.');
    let words = name
        .split(|char| !is_part(char))
        .filter(|word| word.contains(|char: char| char.is_ascii_alphanumeric()));
    let words = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    // An id begins with a letter or a digit.
    let words = words.trim_start_matches(['_', '.', '-']);
    let words = words.get(..LONGEST.min(words.len())).unwrap_or(words);
    if words.is_empty() { "file".to_owned() } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_free_and_plain() {
        let mut names = Names::default();
        let told = ["a", "a", "a-2", "a"].map(|name| names.free(name).to_string());
        assert_eq!(told, ["a", "a-2", "a-2-2", "a-3"]);
        assert_eq!(stem("reports/Trivy Scan.v2.json"), "trivy-scan.v2");
        assert_eq!(plain("OWASP ZAP"), "owasp-zap");
        assert_eq!(stem("..json"), "file");
        assert_eq!(stem("_größe.json"), "gr-e");
        assert_eq!(plain("検査"), "file");
        assert_eq!(plain(&"x".repeat(1_000)).len(), LONGEST);
    }

    #[test]
    fn what_is_seen_again_is_counted() {
        let mut counter = Counter::default();
        assert_eq!(["a", "b", "a", "a"].map(|text| counter.count(text)), [1, 1, 2, 3]);
    }
}
