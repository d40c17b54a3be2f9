//! Claims, flat: parents before their children, then checklist items that are claims themselves.

use std::collections::BTreeMap;

use super::follow::{Asked, Followed, Follower};
use super::measures::{self, Measured};
use crate::model::{Claim, ClaimFacts, Findings, Id, Item, Measure};
use crate::schema::Validated;

/// A claim with its links followed.
pub(crate) struct Gathered<'a> {
    /// Where it was written.
    pub(crate) written: Written<'a>,
    /// What the gates read.
    pub(crate) facts: ClaimFacts,
    /// Its links, that of the measure not among them.
    pub(crate) links: Vec<Followed>,
    /// The measure in it, with its value read.
    pub(crate) measured: Option<(&'a Measure, Measured)>,
}

/// Where a claim was written.
#[derive(Clone, Copy)]
pub(crate) enum Written<'a> {
    /// As a claim.
    Claim(&'a Claim),
    /// As an item of that checklist.
    Item(&'a Item, &'a Id),
}

/// All claims, flat.
pub(crate) fn gather<'a>(validated: &'a Validated, follower: &Follower<'_>) -> Vec<Gathered<'a>> {
    let findings = validated.findings();
    let refuters = refuters(findings);
    let mut gathered = Vec::new();
    // A stack instead of recursion: claims may lie as deep as the input allows.
    let mut stack: Vec<(&Claim, Option<&Id>)> =
        findings.claims.iter().rev().map(|claim| (claim, None)).collect();
    while let Some((claim, parent)) = stack.pop() {
        let document = validated.source_of(&claim.id);
        gathered.push(one(claim, parent, follower, document, &refuters));
        stack.extend(claim.claims.iter().rev().map(|child| (child, Some(&claim.id))));
    }
    for checklist in &findings.checklists {
        let own = checklist.items.iter().filter(|item| item.claim.is_none());
        gathered.extend(own.map(|item| {
            let document = validated.source_of(&checklist.id);
            from_item(item, &checklist.id, follower, document, &refuters)
        }));
    }
    gathered
}

/// Findings by the claims that they refute.
fn refuters(findings: &Findings) -> BTreeMap<&Id, Vec<Id>> {
    let mut refuters: BTreeMap<&Id, Vec<Id>> = BTreeMap::new();
    for finding in &findings.findings {
        for claim in &finding.refutes {
            refuters.entry(claim).or_default().push(finding.id.clone());
        }
    }
    refuters
}

fn one<'a>(
    claim: &'a Claim,
    parent: Option<&Id>,
    follower: &Follower<'_>,
    document: usize,
    refuters: &BTreeMap<&Id, Vec<Id>>,
) -> Gathered<'a> {
    let asked = Asked::of(Some(&claim.id), document);
    let links: Vec<Followed> =
        claim.evidence.iter().map(|link| follower.follow(link, asked.supporting(link))).collect();
    let measured = claim
        .measure
        .as_ref()
        .map(|measure| (measure, measures::read(measure, follower, document)));
    let of_measure = measured.iter().flat_map(|(_, measured)| &measured.links);
    let facts = ClaimFacts {
        id: claim.id.clone(),
        category: claim.category.clone(),
        required: claim.required,
        parent: parent.cloned(),
        supported_by: claim.supported_by.clone(),
        not_applicable: claim.not_applicable.is_some(),
        refuted_by: refuters.get(&claim.id).cloned().unwrap_or_default(),
        checklist: None,
        measure: claim.measure.as_ref().map(|measure| measure.id.clone()),
        links: links.iter().chain(of_measure).map(|followed| followed.facts.clone()).collect(),
    };
    Gathered { written: Written::Claim(claim), facts, links, measured }
}

fn from_item<'a>(
    item: &'a Item,
    checklist: &'a Id,
    follower: &Follower<'_>,
    document: usize,
    refuters: &BTreeMap<&Id, Vec<Id>>,
) -> Gathered<'a> {
    let asked = Asked::of(Some(&item.id), document);
    let links: Vec<Followed> =
        item.evidence.iter().map(|link| follower.follow(link, asked.supporting(link))).collect();
    let facts = ClaimFacts {
        id: item.id.clone(),
        category: item.category.clone(),
        required: false,
        parent: None,
        supported_by: Vec::new(),
        not_applicable: false,
        refuted_by: refuters.get(&item.id).cloned().unwrap_or_default(),
        checklist: Some(checklist.clone()),
        measure: None,
        links: links.iter().map(|followed| followed.facts.clone()).collect(),
    };
    Gathered { written: Written::Item(item, checklist), facts, links, measured: None }
}
