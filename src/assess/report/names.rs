//! What things are called: the titles of categories, and of what is to be closed, with the effort it takes.

use std::collections::HashMap;

use crate::assess::gather::effort;
use crate::model::report::{EffortSum, Scores, ShortestWay, WayKind};
use crate::model::{Id, Report};

/// Titles and efforts of a report's things. Roles and gates are named apart from them: a role may be called like a
/// category, and a gate like a finding.
pub(super) struct Names<'a> {
    items: HashMap<(WayKind, &'a Id), (&'a str, Option<&'a str>)>,
    categories: HashMap<&'a Id, &'a str>,
}

impl<'a> Names<'a> {
    /// The names in a report.
    pub(super) fn of(report: &'a Report) -> Self {
        let mut items = HashMap::new();
        for claim in &report.claims {
            let named = (claim.statement.as_str(), claim.effort.as_deref());
            items.insert((WayKind::Claim, &claim.id), named);
        }
        for finding in &report.findings {
            let named = (finding.title.as_str(), finding.effort.as_deref());
            items.insert((WayKind::Finding, &finding.id), named);
        }
        for waiver in report.waivers.iter().map(|waiver| &waiver.waiver) {
            items.insert((WayKind::Waiver, &waiver.id), (&waiver.reason, None));
        }
        for gate in &report.gates {
            items.insert((WayKind::Expression, &gate.id), (&gate.title, None));
        }
        for found in &report.contradictions {
            items.insert((WayKind::Contradiction, &found.id), (&found.text, None));
        }
        // One that can't be read is no contradiction of the report, and may be on its way.
        for item in &report.verdict.shortest_way.items {
            if item.kind == WayKind::Contradiction {
                items.entry((item.kind, &item.id)).or_insert((&item.title, None));
            }
        }
        let categories = report.categories.iter();
        let categories = categories.map(|category| (&category.id, category.title.as_str()));
        Self { items, categories: categories.collect() }
    }

    /// The way with the titles and efforts of its items, and the efforts added up. What has no title keeps the one
    /// that it has: a role is its name.
    pub(super) fn tell(&self, mut way: ShortestWay) -> ShortestWay {
        let mut sum = EffortSum::default();
        for item in &mut way.items {
            if let Some((title, effort)) = self.items.get(&(item.kind, &item.id)) {
                (*title).clone_into(&mut item.title);
                item.effort = effort.map(str::to_owned);
            }
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

    /// Scores with the names of their categories: the judgement knows ids only.
    pub(super) fn title(&self, mut scores: Scores) -> Scores {
        for score in &mut scores.categories {
            score.title = match self.categories.get(&score.id) {
                Some(title) => (*title).to_owned(),
                None if score.id.as_str() == "other" => "Other".to_owned(),
                None => score.id.to_string(),
            };
        }
        "Total".clone_into(&mut scores.total.title);
        scores
    }
}
