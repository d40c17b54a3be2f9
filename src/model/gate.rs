//! Gates: the rules of a policy, each with what it takes.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{GateLevel, Id, RuleLevel, Severity};

/// One rule of the policy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gate {
    /// Identifier; the type and its argument where left out.
    #[serde(default)]
    pub id: Id,
    /// Its name in words; made from what it takes where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// How much it matters.
    #[serde(default)]
    pub level: GateLevel,
    /// What it asks.
    #[serde(flatten)]
    pub rule: GateRule,
}

/// What a gate asks (SEMANTICS rule 15).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum GateRule {
    /// At most `max` findings count that are as bad as `severity` or worse.
    OpenFindings {
        /// This and worse.
        severity: Severity,
        /// Checkers that must have run; at least one run of any where none is named.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tools: Vec<String>,
        /// How many may count.
        #[serde(default)]
        max: u64,
    },
    /// Every required claim is supported.
    RequiredClaims {},
    /// The score of a category, or in total, is at least `min`.
    Score {
        /// The category; the total where left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<Id>,
        /// Of 100.
        min: Decimal,
    },
    /// Every measure of a metric meets the target.
    Measure {
        /// The metric.
        metric: String,
        /// The scope; `*` is every one.
        #[serde(default = "any_scope")]
        scope: String,
        /// What each has to meet.
        target: String,
    },
    /// The claims of a checklist's required items are supported.
    Checklist {
        /// The list; the required items of every list where left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        list: Option<Id>,
    },
    /// Evidence of required claims is fresh and strong enough.
    Evidence {},
    /// Every required role has decided, and none rejects.
    Signoffs {},
    /// No waiver has expired.
    Waivers {},
    /// No contradiction of that level or worse.
    Contradictions {
        /// That and worse.
        at_least: RuleLevel,
    },
    /// Nothing is newly worse than in an earlier report.
    NoWorse {
        /// The earlier report.json, relative to the policy.
        baseline: String,
    },
    /// A condition in the Common Expression Language.
    Expression {
        /// The condition.
        when: String,
    },
}

impl GateRule {
    /// The type, as policies and reports write it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::OpenFindings { .. } => "open-findings",
            Self::RequiredClaims {} => "required-claims",
            Self::Score { .. } => "score",
            Self::Measure { .. } => "measure",
            Self::Checklist { .. } => "checklist",
            Self::Evidence {} => "evidence",
            Self::Signoffs {} => "signoffs",
            Self::Waivers {} => "waivers",
            Self::Contradictions { .. } => "contradictions",
            Self::NoWorse { .. } => "no-worse",
            Self::Expression { .. } => "expression",
        }
    }
}

fn any_scope() -> String {
    "*".to_owned()
}
