//! What a policy says about masking: its own patterns, and which rules are off.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Id;
use super::pattern::Pattern;

/// The policy's words on masking.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redaction {
    /// Patterns of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub patterns: Vec<RedactPattern>,
    /// Rules that are switched, by their ids.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rules: BTreeMap<String, Switch>,
    /// Whether the digest of an original is printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_original_digest: Option<bool>,
}

/// A pattern of the policy's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RedactPattern {
    /// What the report calls it.
    pub id: Id,
    /// A regular expression; what its one capture takes is masked.
    pub pattern: String,
}

/// Whether a rule is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Switch {
    /// It is.
    On,
    /// It isn't.
    Off,
}

impl Redaction {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the rule of that id is switched off.
    #[must_use]
    pub fn is_off(&self, rule: &str) -> bool {
        self.rules.get(rule) == Some(&Switch::Off)
    }
}

impl RedactPattern {
    /// Why the pattern can't be used, and what to write instead.
    #[must_use]
    pub fn wrong(&self) -> Option<(String, String)> {
        Pattern::parse(&self.pattern).err().map(|error| (error.message, error.help))
    }
}
