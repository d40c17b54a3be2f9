//! What things are called: titles by id, for scores, conditions and the shortest way.

use std::collections::BTreeMap;

use crate::assess::contradictions::Found;
use crate::assess::gates::ANY_RUN;
use crate::assess::gather::effort;
use crate::model::report::{EffortSum, ShortestWay, WayKind};
use crate::model::{Findings, Id, Policy, Report};

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
        for gate in &policy.gates {
            if let Some(title) = &gate.title {
                titles.entry(gate.id.as_str()).or_insert((title.as_str(), None));
            }
        }
        Self { titles }
    }

    /// The same of a report that was made before.
    pub(super) fn of_report(report: &'a Report) -> Self {
        let mut titles = BTreeMap::new();
        for category in &report.categories {
            titles.insert(category.id.as_str(), (category.title.as_str(), None));
        }
        for item in report.checklists.iter().flat_map(|list| &list.items) {
            titles.insert(item.id.as_str(), (item.title.as_str(), None));
        }
        for claim in &report.claims {
            let effort = claim.effort.as_deref();
            titles.insert(claim.id.as_str(), (claim.statement.as_str(), effort));
        }
        for finding in &report.findings {
            let effort = finding.effort.as_deref();
            titles.insert(finding.id.as_str(), (finding.title.as_str(), effort));
        }
        for waiver in &report.waivers {
            titles.insert(waiver.waiver.id.as_str(), (waiver.waiver.reason.as_str(), None));
        }
        for found in &report.contradictions {
            titles.insert(found.id.as_str(), (found.text.as_str(), None));
        }
        // One that can't be read is no contradiction of the report, and may be on its way.
        for item in &report.verdict.shortest_way.items {
            if item.kind == WayKind::Contradiction {
                titles.entry(item.id.as_str()).or_insert((item.title.as_str(), None));
            }
        }
        for role in &report.policy.roles {
            titles.entry(role.name.as_str()).or_insert((role.name.as_str(), None));
        }
        for gate in &report.gates {
            titles.entry(gate.id.as_str()).or_insert((gate.title.as_str(), None));
        }
        Self { titles }
    }

    /// The way with the titles and efforts of its items, and the efforts added up.
    pub(super) fn tell(&self, mut way: ShortestWay) -> ShortestWay {
        let mut sum = EffortSum::default();
        for item in &mut way.items {
            let is_any = item.kind == WayKind::Run && item.id.as_str() == ANY_RUN;
            item.title = if is_any { "any checker".to_owned() } else { self.title(&item.id) };
            item.effort = self.effort(&item.id);
            match item.effort.as_deref().and_then(effort::minutes) {
                Some((least, most)) => {
                    sum.known += 1;
                    sum.least_minutes += u64::from(least);
                    sum.most_minutes += u64::from(most);
                }
                None => sum.unknown += 1,
            }
        }
        way.effort = (!way.items.is_empty()).then_some(sum);
        way
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
