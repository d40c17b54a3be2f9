//! What things are called: titles by id, for scores, conditions and the shortest way.

use std::collections::BTreeMap;

use crate::assess::contradictions::Found;
use crate::model::{Findings, Id, Policy};

/// The title, statement or role of a thing, and the effort that is stated for it.
#[derive(Default)]
pub(super) struct Names<'a> {
    titles: BTreeMap<&'a str, (&'a str, Option<&'a str>)>,
}

impl<'a> Names<'a> {
    /// The names of everything in `findings` that a gate may rest on.
    pub(super) fn of(findings: &'a Findings, policy: &'a Policy, found: &'a [Found]) -> Self {
        let mut titles = BTreeMap::new();
        for category in &findings.categories {
            titles.insert(category.id.as_str(), (category.title.as_str(), None));
        }
        let mut stack: Vec<_> = findings.claims.iter().collect();
        while let Some(claim) = stack.pop() {
            let effort = claim.effort.as_deref();
            titles.insert(claim.id.as_str(), (claim.statement.as_str(), effort));
            stack.extend(&claim.claims);
        }
        for item in findings.checklists.iter().flat_map(|list| &list.items) {
            titles.insert(item.id.as_str(), (item.title.as_str(), None));
        }
        for finding in &findings.findings {
            let effort = finding.effort.as_deref();
            titles.insert(finding.id.as_str(), (finding.title.as_str(), effort));
        }
        for waiver in &findings.waivers {
            titles.insert(waiver.id.as_str(), (waiver.reason.as_str(), None));
        }
        for found in found {
            titles.insert(found.facts.id.as_str(), (found.text(), None));
        }
        for role in &policy.roles {
            titles.entry(role.name.as_str()).or_insert((role.name.as_str(), None));
        }
        Self { titles }
    }

    /// The title of a thing; its id where it has none.
    pub(super) fn title(&self, id: &Id) -> String {
        self.titles
            .get(id.as_str())
            .map_or_else(|| id.to_string(), |(title, _)| (*title).to_owned())
    }

    /// The effort stated for a thing.
    pub(super) fn effort(&self, id: &Id) -> Option<String> {
        self.titles.get(id.as_str()).and_then(|(_, effort)| effort.map(str::to_owned))
    }
}
