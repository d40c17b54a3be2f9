//! Which claims must hold: those that the findings file calls required, and those that the policy names.

use std::collections::HashSet;

use super::{ClaimJudgement, OTHER};
use crate::model::{ClaimFacts, ClaimState, Facts, Id, Policy};

/// How the policy names a category among the claims that it requires.
const CATEGORY: &str = "category:";

/// Whether a claim must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Required,
    Optional,
}

/// The claims and categories that the policy names.
pub(super) struct Required<'a> {
    claims: HashSet<&'a str>,
    categories: HashSet<&'a str>,
    lacking: Vec<&'a str>,
}

impl<'a> Required<'a> {
    pub(super) fn new(facts: &Facts, policy: &'a Policy) -> Self {
        let names = || policy.required.iter().map(String::as_str);
        let claims: HashSet<&str> = names().filter(|name| !name.starts_with(CATEGORY)).collect();
        let categories: HashSet<&str> =
            names().filter_map(|name| name.strip_prefix(CATEGORY)).collect();
        let has: HashSet<&str> = facts.claims.iter().map(|claim| claim.id.as_str()).collect();
        // A category without a claim is as good as none: nothing in it could be asked for.
        let has_category: HashSet<&str> = facts
            .claims
            .iter()
            .filter_map(|claim| claim.category.as_ref())
            .map(Id::as_str)
            .collect();
        let mut seen = HashSet::new();
        let is_lacking = |name: &&str| match name.strip_prefix(CATEGORY) {
            Some(category) => !has_category.contains(category),
            None => !has.contains(name),
        };
        let lacking = names().filter(is_lacking).filter(|name| seen.insert(*name)).collect();
        Self { claims, categories, lacking }
    }

    /// Whether the claim must hold.
    pub(super) fn asks_for(&self, claim: &ClaimFacts) -> Asked {
        let category = claim.category.as_ref().map(Id::as_str);
        let is_named = self.claims.contains(claim.id.as_str())
            || category.is_some_and(|category| self.categories.contains(category));
        if claim.required || is_named { Asked::Required } else { Asked::Optional }
    }

    /// What the policy names and the findings lack: each counts as a required, unsupported claim
    /// (SEMANTICS rule 15).
    pub(super) fn lacking(&self) -> impl Iterator<Item = ClaimJudgement> {
        self.lacking.iter().map(|name| {
            let category = name.strip_prefix(CATEGORY).map(Id::from);
            let what = if category.is_some() { "a claim of that category" } else { "that claim" };
            ClaimJudgement {
                id: Id::from(*name),
                scored_in: Some(category.clone().unwrap_or_else(|| Id::from(OTHER))),
                category,
                state: ClaimState::Unsupported,
                because: format!("The policy asks for {what}; the findings have none."),
                required: true,
                may_not_apply: false,
                links: Vec::new(),
                links_because: Vec::new(),
                leaf: true,
                absent: true,
            }
        })
    }
}
