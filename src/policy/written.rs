//! A policy as one file writes it: what is left out is left to what it extends.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::{
    Brand, CategoryRules, ContradictionRules, Days, EvidenceRules, Gate, Id, MayNotApply,
    Redaction, Role, SameAs, Status,
};

/// One file's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Written {
    /// A built-in's name, or a path.
    pub(super) extends: Option<String>,
    pub(super) adapters: Option<Vec<String>>,
    pub(super) required: Option<Vec<String>>,
    pub(super) may_not_apply: Option<MayNotApply>,
    pub(super) evidence: EvidenceRules,
    pub(super) category: BTreeMap<Id, CategoryRules>,
    pub(super) contradictions: ContradictionRules,
    pub(super) gate: Vec<Gate>,
    pub(super) role: Option<Vec<Role>>,
    pub(super) findings: WrittenFindings,
    pub(super) waivers: WrittenWaivers,
    pub(super) redact: Redaction,
    pub(super) brand: Option<Brand>,
}

/// One file's words on findings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WrittenFindings {
    pub(super) closed: Option<Vec<Status>>,
    pub(super) same_as: Option<SameAs>,
}

/// One file's words on waivers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WrittenWaivers {
    pub(super) approvers: Option<Vec<String>>,
    pub(super) longest: Option<Days>,
    pub(super) never: Option<Vec<Id>>,
}
