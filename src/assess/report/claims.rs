//! Claims, measures and checklists with what was found and judged.

use std::collections::BTreeMap;

use crate::assess::claims::ClaimJudgement;
use crate::assess::gather::claims::{Gathered, Written};
use crate::assess::gather::follow::{Followed, Follower};
use crate::assess::gather::measures::Measured;
use crate::model::report::{ChecklistReport, ClaimReport, ItemReport, MeasureReport, ResolvedLink};
use crate::model::{
    Checklist, Claim, ClaimState, Declared, Id, Item, Link, LinkState, Measure, Properties,
};
use crate::schema::Validated;

/// A claim as the report holds it. `follow` follows the links of what was declared.
pub(super) fn claim(
    gathered: &Gathered<'_>,
    judged: &ClaimJudgement,
    follower: &Follower<'_>,
    document: usize,
) -> ClaimReport {
    let evidence = with_states(&gathered.links, judged.links.iter().zip(&judged.links_because));
    let bare = ClaimReport {
        id: gathered.facts.id.clone(),
        statement: String::new(),
        category: gathered.facts.category.clone(),
        parent: gathered.facts.parent.clone(),
        required: judged.required,
        state: judged.state,
        because: judged.because.clone(),
        not_applicable: None,
        measure: gathered.facts.measure.clone(),
        evidence,
        supported_by: gathered.facts.supported_by.clone(),
        refuted_by: gathered.facts.refuted_by.clone(),
        checklist: None,
        absent: false,
        declared: Vec::new(),
        body: None,
        owner: None,
        effort: None,
        properties: Properties::new(),
    };
    match gathered.written {
        Written::Claim(written) => from_claim(written, bare, follower, document),
        Written::Item(item, checklist) => from_item(item, checklist, bare),
    }
}

fn from_claim(
    written: &Claim,
    bare: ClaimReport,
    follower: &Follower<'_>,
    document: usize,
) -> ClaimReport {
    let mut follow = |link: Link| follower.plain(&link, Some(&written.id), document);
    ClaimReport {
        statement: written.statement.clone(),
        not_applicable: written.not_applicable.clone(),
        declared: Declared::relink_all(written.declared.clone(), &mut follow),
        body: written.body.clone(),
        owner: written.owner.clone(),
        effort: written.effort.clone(),
        properties: written.properties.clone(),
        ..bare
    }
}

fn from_item(item: &Item, checklist: &Id, bare: ClaimReport) -> ClaimReport {
    ClaimReport {
        statement: item.title.clone(),
        checklist: Some(checklist.clone()),
        owner: item.owner.clone(),
        properties: item.properties.clone(),
        ..bare
    }
}

/// A claim that the policy names and the findings lack (SEMANTICS rule 15).
pub(super) fn absent(judged: &ClaimJudgement) -> ClaimReport {
    ClaimReport {
        id: judged.id.clone(),
        statement: "Named by the policy; the findings don't hold it".to_owned(),
        category: None,
        parent: None,
        required: true,
        state: judged.state,
        because: judged.because.clone(),
        not_applicable: None,
        measure: None,
        evidence: Vec::new(),
        supported_by: Vec::new(),
        refuted_by: Vec::new(),
        checklist: None,
        absent: true,
        declared: Vec::new(),
        body: None,
        owner: None,
        effort: None,
        properties: Properties::new(),
    }
}

/// Links with the states that they have for their claim: age and method are judged there. What was found on the
/// way says more of a link that is broken, and of one that is too weak the claim says all there is to say.
fn with_states<'a>(
    links: &[Followed],
    judged: impl Iterator<Item = (&'a LinkState, &'a String)>,
) -> Vec<ResolvedLink> {
    let one = |(followed, (state, because)): (&Followed, (&LinkState, &String))| {
        let found = &followed.link.because;
        let told_by_claim =
            matches!(state, LinkState::Holds | LinkState::Resolves | LinkState::Weak);
        let because = if found.is_empty() && !told_by_claim { because } else { found };
        ResolvedLink { state: *state, because: because.clone(), ..followed.link.clone() }
    };
    links.iter().zip(judged).map(one).collect()
}

/// The links of a claim's measure, with their states: they come after the claim's own.
pub(super) fn measure_links(gathered: &Gathered<'_>, judged: &ClaimJudgement) -> Vec<ResolvedLink> {
    let states = judged.links.iter().zip(&judged.links_because).skip(gathered.links.len());
    let measured = gathered.measured.as_ref();
    measured.map(|(_, measured)| with_states(&measured.links, states)).unwrap_or_default()
}

/// A measure as the report holds it.
pub(super) fn measure(
    measure: &Measure,
    measured: &Measured,
    claim: Option<&ClaimReport>,
    links: Vec<ResolvedLink>,
    follow: &mut impl FnMut(Link) -> ResolvedLink,
) -> MeasureReport {
    let earlier = measured.baseline.as_ref().map(|baseline| baseline.link.clone());
    let baseline = match &earlier {
        Some(link) => link.value.clone().map(|value| with_unit(&value, measure.unit.as_deref())),
        None => measure.baseline.clone(),
    };
    MeasureReport {
        id: measure.id.clone(),
        metric: measure.metric.clone(),
        scope: measure.scope.clone(),
        title: measure.title.clone(),
        claim: claim.map(|claim| claim.id.clone()),
        category: claim.and_then(|claim| claim.category.clone()).or(measure.category.clone()),
        value: measured.reading.as_ref().map(|reading| reading.value.value),
        exact: measured.reading.as_ref().and_then(|reading| reading.exact.clone()),
        unit: measured.unit.clone(),
        target: measure.target.clone(),
        state: measured.state,
        because: measured.because.clone(),
        aggregate: measure.aggregate,
        links,
        operands: measured.operands.clone(),
        baseline,
        baseline_links: earlier.into_iter().collect(),
        reference: measure.reference.clone(),
        declared: Declared::relink_all(measure.declared.clone(), follow),
        evidence: measure.evidence.iter().cloned().map(follow).collect(),
        properties: measure.properties.clone(),
    }
}

/// A value as it stands in the bytes, with the unit where it is a bare number.
fn with_unit(value: &str, unit: Option<&str>) -> String {
    let bare = value.ends_with(|c: char| c.is_ascii_digit());
    match unit {
        Some(unit) if bare => format!("{value} {unit}"),
        Some(_) | None => value.to_owned(),
    }
}

/// A checklist with the states of its claims.
pub(super) fn checklist(
    checklist: &Checklist,
    states: &BTreeMap<&Id, ClaimState>,
    own: &BTreeMap<&Id, &ClaimReport>,
    validated: &Validated,
    follower: &Follower<'_>,
) -> ChecklistReport {
    let document = validated.source_of(&checklist.id);
    let follow = |link: Link, owner: &Id| follower.plain(&link, Some(owner), document);
    let items = checklist.items.iter().map(|item| {
        let claim = item.claim.as_ref().unwrap_or(&item.id);
        let evidence = match own.get(&item.id) {
            Some(claim) => claim.evidence.clone(),
            None => item.evidence.iter().cloned().map(|link| follow(link, &item.id)).collect(),
        };
        ItemReport {
            id: item.id.clone(),
            title: item.title.clone(),
            done: item.done,
            required: item.required.unwrap_or(checklist.required),
            claim: claim.clone(),
            state: states.get(claim).copied().unwrap_or(ClaimState::Unsupported),
            owner: item.owner.clone(),
            note: item.note.clone(),
            evidence,
            properties: item.properties.clone(),
        }
    });
    let items = items.collect();
    let mut follow = |link: Link| follow(link, &checklist.id);
    ChecklistReport {
        id: checklist.id.clone(),
        title: checklist.title.clone(),
        required: checklist.required,
        declared: Declared::relink_all(checklist.declared.clone(), &mut follow),
        items,
        evidence: checklist.evidence.iter().cloned().map(&mut follow).collect(),
        properties: checklist.properties.clone(),
    }
}
