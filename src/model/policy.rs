//! The policy as data: what has to hold, and how much it matters. `policy` reads and checks it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::names::named;
use super::{Finding, FindingFacts, Gate, Id, Method, Redaction, RuleLevel, Status};

/// The effective policy: the named built-in, what extends it, and the file itself, merged.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// The built-in at the root of the chain; none where a file extends nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extends: Option<BuiltIn>,
    /// Folders with mappings of what checkers write, relative to the first file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adapters: Vec<String>,
    /// Claims (`ID`) and categories (`category:ID`) that count as required whatever the findings say.
    #[serde(default)]
    pub required: Vec<String>,
    /// Claims that may be set aside with a reason: ids, or `*`.
    #[serde(default)]
    pub may_not_apply: MayNotApply,
    /// What evidence has to be.
    #[serde(default)]
    pub evidence: EvidenceRules,
    /// What differs by category.
    #[serde(default)]
    pub category: BTreeMap<Id, CategoryRules>,
    /// How contradictions are told.
    #[serde(default)]
    pub contradictions: ContradictionRules,
    /// The gates, in order.
    #[serde(default, rename = "gate")]
    pub gates: Vec<Gate>,
    /// Who signs.
    #[serde(default, rename = "role")]
    pub roles: Vec<Role>,
    /// Which findings count.
    #[serde(default)]
    pub findings: FindingRules,
    /// Who may waive what, and for how long.
    #[serde(default)]
    pub waivers: WaiverRules,
    /// What is masked.
    #[serde(default, skip_serializing_if = "Redaction::is_empty")]
    pub redact: Redaction,
    /// Whose report it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand: Option<Brand>,
}

/// A policy that ships with Signoff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BuiltIn {
    /// Asks for little.
    Minimal,
    /// The default.
    Production,
    /// Asks for much.
    Regulated,
}

named!(BuiltIn { Minimal = "minimal", Production = "production", Regulated = "regulated" });

/// Which claims may be set aside (SEMANTICS rule 11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum MayNotApply {
    /// These ids; `*` is all.
    These(Vec<String>),
    /// `not-required`: those that aren't required, which is what `production` allows.
    Named(MayNotApplyName),
}

/// A named set of claims that may be set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MayNotApplyName {
    /// Claims that aren't required.
    NotRequired,
}

impl Default for MayNotApply {
    fn default() -> Self {
        Self::These(Vec::new())
    }
}

/// What evidence has to be, for the whole or for a category.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceRules {
    /// How old it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_age: Option<Days>,
    /// The weakest method that counts; `interview` where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weakest_method: Option<Method>,
}

/// What differs for a category. What is left out is that of the whole.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CategoryRules {
    /// Its weight in the total; 1 where nothing is said, 0 is shown and not scored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Decimal>,
    /// How old its evidence may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_age: Option<Days>,
    /// The weakest method that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weakest_method: Option<Method>,
}

/// A number of whole days, written `90 days`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Days(pub u32);

impl std::fmt::Display for Days {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.0, if self.0 == 1 { "day" } else { "days" })
    }
}

impl From<Days> for String {
    fn from(days: Days) -> Self {
        days.to_string()
    }
}

/// A text that is no number of days.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a number of days: expected `90 days`")]
pub struct NotDays(String);

impl TryFrom<String> for Days {
    type Error = NotDays;

    fn try_from(text: String) -> Result<Self, NotDays> {
        let number = ["days", "day", "d"].iter().find_map(|unit| text.strip_suffix(unit));
        match number.and_then(|number| number.trim_end().parse().ok()) {
            Some(days) => Ok(Self(days)),
            None => Err(NotDays(text)),
        }
    }
}

/// How contradictions are told.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ContradictionRules {
    /// Points by which a declared score may differ from what it is declared to be made of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<Decimal>,
    /// The level of a rule, where it is not the rule's own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub level: BTreeMap<String, RuleLevel>,
}

/// Somebody who signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// The role's name, as sign-offs write it.
    pub name: String,
    /// Whether nothing ships without it.
    #[serde(default)]
    pub required: bool,
}

/// Which findings count (SEMANTICS rule 14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FindingRules {
    /// The statuses that no longer count.
    pub closed: Vec<Status>,
    /// How several findings that are one problem are counted.
    #[serde(skip_serializing_if = "SameAs::is_each")]
    pub same_as: SameAs,
}

impl Default for FindingRules {
    fn default() -> Self {
        let closed = vec![Status::Fixed, Status::FalsePositive, Status::Suppressed];
        Self { closed, same_as: SameAs::Each }
    }
}

/// How findings that name each other as the same problem are counted (SEMANTICS rule 14).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SameAs {
    /// Each for itself.
    #[default]
    Each,
    /// All of them once, as the worst of those that count.
    Once,
}

named!(SameAs { Each = "each", Once = "once" });

impl SameAs {
    /// Whether each counts for itself.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
    fn is_each(&self) -> bool {
        *self == Self::Each
    }
}

/// Who may waive what, and for how long.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaiverRules {
    /// Who may approve; anybody but the requester where nobody is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvers: Vec<String>,
    /// The longest term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest: Option<Days>,
    /// Gates that take no waiver.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub never: Vec<Id>,
}

/// Whose report it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brand {
    /// Printed on the cover.
    pub name: String,
}

impl Policy {
    /// Whether the finding counts against the subject (SEMANTICS rule 14).
    #[must_use]
    pub fn counts<L>(&self, finding: &Finding<L>) -> bool {
        let excused = finding.status_reason.is_some() || !self.asks_for_a_reason(finding.status);
        !(self.findings.closed.contains(&finding.status) && excused)
    }

    /// The same of a finding's facts.
    #[must_use]
    pub fn counts_facts(&self, finding: &FindingFacts) -> bool {
        let excused = finding.reason_given || !self.asks_for_a_reason(finding.status);
        !(self.findings.closed.contains(&finding.status) && excused)
    }

    /// Whether a status closes only with a reason: `suppressed` does, except under `minimal`.
    fn asks_for_a_reason(&self, status: Status) -> bool {
        status == Status::Suppressed && self.extends != Some(BuiltIn::Minimal)
    }

    /// The weight of a category in the total.
    #[must_use]
    pub fn weight(&self, category: &Id) -> Decimal {
        self.category.get(category).and_then(|rules| rules.weight).unwrap_or(Decimal::ONE)
    }

    /// How old evidence for a claim of that category may be.
    #[must_use]
    pub fn max_age(&self, category: Option<&Id>) -> Option<Days> {
        let own = category.and_then(|id| self.category.get(id)).and_then(|rules| rules.max_age);
        own.or(self.evidence.max_age)
    }

    /// The weakest method that counts for a claim of that category.
    #[must_use]
    pub fn weakest_method(&self, category: Option<&Id>) -> Method {
        let own =
            category.and_then(|id| self.category.get(id)).and_then(|rules| rules.weakest_method);
        own.or(self.evidence.weakest_method).unwrap_or(Method::Interview)
    }
}
