//! What was masked before anything was printed (SEMANTICS rule 24).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::{Digest, MaskedFile};

/// What is masked in a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Masked {
    /// How many places.
    pub places: u64,
    /// How many by rule.
    pub rules: BTreeMap<String, u64>,
    /// SHA-256 of the original, where the policy wants it printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_sha256: Option<Digest>,
}

/// What is masked in everything that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redactions {
    /// How many places.
    pub total: u64,
    /// How many by rule.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rules: BTreeMap<String, u64>,
    /// How many by file, by its path relative to the manifest.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, u64>,
}

impl Masked {
    /// What is said of a masked copy.
    #[must_use]
    pub fn of(file: &MaskedFile) -> Self {
        let mut rules = BTreeMap::new();
        for place in &file.places {
            *rules.entry(place.rule.clone()).or_default() += 1;
        }
        let original_sha256 = file.original_sha256.clone();
        Self { places: file.places.len() as u64, rules, original_sha256 }
    }
}

impl Redactions {
    /// The sum over all masked copies.
    #[must_use]
    pub fn of(files: &[MaskedFile]) -> Self {
        let mut sum = Self::default();
        for file in files {
            let masked = Masked::of(file);
            sum.total += masked.places;
            *sum.files.entry(file.path.clone()).or_default() += masked.places;
            for (rule, count) in masked.rules {
                *sum.rules.entry(rule).or_default() += count;
            }
        }
        sum
    }

    /// Whether nothing is masked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }
}
