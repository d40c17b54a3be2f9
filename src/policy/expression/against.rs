//! The ids in expressions, held against the findings (SEMANTICS rule 15).

use std::collections::BTreeSet;

use super::{LiteralId, Things};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::model::{Findings, Id, Policy};

/// An id that is written out in a gate of the effective policy, with its place in the policy.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedId {
    /// What it is one of.
    pub things: Things,
    /// The id.
    pub id: Id,
    /// Where it stands.
    pub place: Place,
}

impl PlacedId {
    pub(in crate::policy) fn new(literal: &LiteralId, place: Place) -> Self {
        Self { things: literal.things, id: literal.id.clone(), place }
    }
}

/// The ids that there are.
#[derive(Debug, Default)]
pub struct Known<'a> {
    claims: BTreeSet<&'a str>,
    measures: BTreeSet<&'a str>,
    checklists: BTreeSet<&'a str>,
    categories: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    /// Those of the findings, and the claims and categories that the policy asks for.
    #[must_use]
    pub fn of(findings: &'a Findings, policy: &'a Policy) -> Self {
        let mut known = Self::default();
        let mut open: Vec<_> = findings.claims.iter().collect();
        while let Some(claim) = open.pop() {
            known.claims.insert(claim.id.as_str());
            known.measures.extend(claim.measure.iter().map(|measure| measure.id.as_str()));
            known.categories.extend(claim.category.iter().map(Id::as_str));
            open.extend(&claim.claims);
        }
        for list in &findings.checklists {
            known.checklists.insert(list.id.as_str());
            let own = list.items.iter().filter(|item| item.claim.is_none());
            for item in own {
                known.claims.insert(item.id.as_str());
                known.categories.extend(item.category.iter().map(Id::as_str));
            }
        }
        known.measures.extend(findings.measures.iter().map(|measure| measure.id.as_str()));
        known.categories.extend(findings.categories.iter().map(|category| category.id.as_str()));
        known.categories.insert("other");
        for name in &policy.required {
            match name.strip_prefix("category:") {
                Some(category) => known.categories.insert(category),
                None => known.claims.insert(name),
            };
        }
        known
    }

    fn ids(&self, things: Things) -> Vec<&BTreeSet<&'a str>> {
        match things {
            Things::Claim => vec![&self.claims],
            Things::Measure => vec![&self.measures],
            Things::ClaimOrMeasure => vec![&self.claims, &self.measures],
            Things::Checklist => vec![&self.checklists],
            Things::Category => vec![&self.categories],
        }
    }

    /// An error where the id isn't among them.
    #[must_use]
    pub fn lacks(&self, placed: &PlacedId) -> Option<Diagnostic> {
        let (things, id) = (placed.things, placed.id.as_str());
        let known = self.ids(things);
        if known.iter().any(|ids| ids.contains(id)) {
            return None;
        }
        let noun = things.noun();
        let message = format!("the findings have no {noun} `{id}`");
        let help = match nearest(id, known.into_iter().flatten().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if matches!(things, Things::Category) => {
                "name one of the findings' categories".to_owned()
            }
            None => {
                let ask = things.map();
                let ask = if ask.is_empty() { "claims" } else { ask };
                format!("name one that is there, or ask first: `\"{id}\" in {ask} && …`")
            }
        };
        Some(Diagnostic::error("dangling-reference", message).at(placed.place.clone()).help(help))
    }
}

/// The ids in the policy's expressions that neither the findings nor the policy have.
#[must_use]
pub fn unknown_ids(findings: &Findings, policy: &Policy, ids: &[PlacedId]) -> Vec<Diagnostic> {
    if ids.is_empty() {
        return Vec::new();
    }
    let known = Known::of(findings, policy);
    ids.iter().filter_map(|placed| known.lacks(placed)).collect()
}
