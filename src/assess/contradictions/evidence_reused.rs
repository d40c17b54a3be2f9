//! `evidence-reused`: one place in the evidence is all that ten claims or more rest on: one screenshot for ten
//! claims. Other lines of one document, and other expectations at one place, are checks of their own.

use std::collections::BTreeMap;

use super::candidate::{Candidate, said};
use super::material::Material;
use crate::assess::words::{code, count, names};
use crate::model::{Claim, HoldsIf, Id, Link, Links};

/// So many claims at one place are too many.
const MANY: usize = 10;

/// A place with what is expected there.
type Place<'a> = (&'a Id, Option<&'a str>, Option<&'a str>);

pub(super) fn look(material: &Material<'_>) -> Vec<Candidate> {
    let mut users: BTreeMap<Place<'_>, Vec<(&Id, &Link)>> = BTreeMap::new();
    for topic in &material.topics {
        if let Some((place, link)) = topic.claim.and_then(only) {
            users.entry(place).or_default().push((topic.id, link));
        }
    }
    let own = material.findings.checklists.iter().flat_map(|list| &list.items);
    for item in own.filter(|item| item.claim.is_none()) {
        if let Some((place, link)) = one_place(item.evidence.iter().map(|link| (link, None))) {
            users.entry(place).or_default().push((&item.id, link));
        }
    }
    let too_many = users.into_iter().filter(|(_, users)| users.len() >= MANY);
    too_many.filter_map(|(place, users)| one(place, &users, material)).collect()
}

/// The one place at which all links of a claim lead.
fn only(claim: &Claim) -> Option<(Place<'_>, &Link)> {
    let target = claim.measure.as_ref().and_then(|measure| measure.target.as_deref());
    let of_measure = claim.measure.iter().flat_map(|measure| &measure.value);
    let of_measure = of_measure.flat_map(Links::as_slice).map(|link| (link, target));
    one_place(claim.evidence.iter().map(|link| (link, None)).chain(of_measure))
}

fn one_place<'a>(
    mut links: impl Iterator<Item = (&'a Link, Option<&'a str>)>,
) -> Option<(Place<'a>, &'a Link)> {
    let place = |(link, target): (&'a Link, Option<&'a str>)| {
        (&link.evidence, link.at.as_deref(), link.expect.as_deref().or(target))
    };
    let first = links.next()?;
    links.all(|other| place(other) == place(first)).then_some((place(first), first.0))
}

fn one(
    (evidence, _, _): Place<'_>,
    users: &[(&Id, &Link)],
    material: &Material<'_>,
) -> Option<Candidate> {
    let (first, link) = users.first()?;
    let ids: Vec<&Id> = users.iter().map(|(id, _)| *id).collect();
    let claims = count(ids.len(), "claim", "claims");
    let text = format!(
        "{claims} rest on one place in {} and on nothing else: {}.",
        code(evidence),
        names(&ids)
    );
    Some(Candidate {
        subject: evidence.to_string(),
        about: [evidence].into_iter().chain(ids).cloned().collect(),
        holds_if: HoldsIf::Always,
        text,
        says: said(claims, Vec::new()),
        holds: said("one place", material.links(first, [*link])),
    })
}
