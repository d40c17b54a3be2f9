//! The history under one digest: the tree hash of RFC 9162, section 2.1.1, over its records in order.

use sha2::{Digest as _, Sha256};

use crate::model::Digest;
use crate::model::site::{Removed, Site};

/// What the tree is made over.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Record {
    /// The system.
    pub subject: String,
    /// The day as of which the report was judged.
    pub as_of: String,
    /// The version of the system; empty where none is told.
    pub version: String,
    /// The digest of report.json.
    pub sha256: String,
    /// Whether it isn't published any more.
    pub is_removed: bool,
}

impl Record {
    /// The leaf: each part with its length before it, so that no two records have the same bytes.
    fn leaf(&self) -> Vec<u8> {
        let state = if self.is_removed { "removed" } else { "published" };
        let parts = [&self.subject, &self.as_of, &self.version, &self.sha256];
        let parts = parts.into_iter().map(String::as_str).chain([state]);
        parts.flat_map(|part| format!("{}:{part}\n", part.len()).into_bytes()).collect()
    }
}

/// The records of a site, in order.
#[must_use]
pub fn records(site: &Site) -> Vec<Record> {
    let published = site.subjects.iter().flat_map(|subject| {
        subject.versions.iter().map(|version| Record {
            subject: subject.name.clone(),
            as_of: version.as_of.to_string(),
            version: version.version.clone().unwrap_or_default(),
            sha256: version.sha256.to_string(),
            is_removed: false,
        })
    });
    let mut records: Vec<Record> = published.chain(site.removed.iter().map(removed)).collect();
    records.sort_unstable();
    records
}

fn removed(removed: &Removed) -> Record {
    Record {
        subject: removed.subject.clone(),
        as_of: removed.as_of.to_string(),
        version: removed.version.clone().unwrap_or_default(),
        sha256: removed.sha256.to_string(),
        is_removed: true,
    }
}

/// The root over records that are in order.
#[must_use]
pub fn root(records: &[Record]) -> Digest {
    let leaves: Vec<[u8; 32]> = records.iter().map(|record| hash(0, &[&record.leaf()])).collect();
    Digest::written(tree(&leaves))
}

/// `MTH` of the RFC: the hash of nothing, a leaf, or the hash of two halves of which the first is the largest power of
/// two that leaves something.
fn tree(leaves: &[[u8; 32]]) -> [u8; 32] {
    match leaves {
        [] => Sha256::digest([]).into(),
        [leaf] => *leaf,
        more => {
            let half = more.len().next_power_of_two() / 2;
            let (left, right) = more.split_at(half);
            hash(1, &[&tree(left), &tree(right)])
        }
    }
}

fn hash(prefix: u8, parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new_with_prefix([prefix]);
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(byte: u8) -> [u8; 32] {
        hash(0, &[&[byte]])
    }

    #[test]
    fn the_tree_is_that_of_the_rfc() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert!(root(&[]).to_string().ends_with(empty));
        let leaves: Vec<[u8; 32]> = (0..5).map(leaf).collect();
        let pair = |at: usize| hash(1, &[&leaves[at], &leaves[at + 1]]);
        let four = hash(1, &[&pair(0), &pair(2)]);
        assert_eq!(tree(&leaves), hash(1, &[&four, &leaves[4]]));
        assert_eq!(tree(&leaves[..3]), hash(1, &[&pair(0), &leaves[2]]));
    }

    #[test]
    fn every_part_of_a_record_bears_on_the_root() {
        let record = Record {
            subject: "a".to_owned(),
            as_of: "2025-01-01".to_owned(),
            version: "1".to_owned(),
            sha256: "sha256:00".to_owned(),
            is_removed: false,
        };
        let others = [
            Record { subject: "b".to_owned(), ..record.clone() },
            Record { as_of: "2025-01-02".to_owned(), ..record.clone() },
            Record { version: "2".to_owned(), ..record.clone() },
            Record { sha256: "sha256:01".to_owned(), ..record.clone() },
            Record { is_removed: true, ..record.clone() },
        ];
        for other in others {
            assert_ne!(root(std::slice::from_ref(&record)), root(&[other]));
        }
    }
}
