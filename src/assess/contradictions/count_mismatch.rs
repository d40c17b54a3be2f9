//! `count-mismatch`: a declared count isn't that of what is listed or counted.

use super::Topic;
use super::bound_as_measurement::read_at;
use super::candidate::{Candidate, said, share};
use super::material::Material;
use super::stated::{Reading, Stated};
use crate::assess::words::{code, count, quoted};
use crate::model::{Aggregate, Checklist, Declared, Limit, Quantity};

/// A count as declared.
enum Counted {
    /// `16`, `16 new files`.
    Number(Quantity),
    /// `16+`.
    Limit(Limit),
    /// `5 of 6`, `5/6`.
    Parts(Quantity, Quantity),
}

pub(super) fn look(material: &Material<'_>) -> Vec<Candidate> {
    let measured = material.topics.iter().filter_map(|topic| of_measure(topic, material));
    let claims = material.topics.iter().filter_map(|topic| of_claim(topic, material));
    let lists = material.findings.checklists.iter().filter_map(|list| of_list(list, material));
    measured.chain(claims).chain(lists).collect()
}

/// A measure that counts, held against what is declared of it.
fn of_measure(topic: &Topic<'_>, material: &Material<'_>) -> Option<Candidate> {
    let (measure, _) = topic.measure?;
    if measure.aggregate != Some(Aggregate::Count) {
        return None;
    }
    let counts =
        |said: &&Declared| matches!(counted(said), Some(Counted::Number(_) | Counted::Limit(_)));
    let mut declared = topic.said.iter().copied().filter(counts);
    let value = match topic.reading() {
        Reading::Value(value) => value,
        Reading::Unreadable => return declared.next().map(|_| Candidate::unreadable(topic.id)),
        Reading::Text(_) | Reading::Nothing => return None,
    };
    // What is counted has no unit; what is declared may name what it counts.
    let differs = |said: &&Declared| match counted(said) {
        Some(Counted::Number(declared)) => declared.value != value.value,
        Some(Counted::Limit(limit)) => {
            let same = Quantity { value: value.value, unit: limit.of.unit.clone() };
            limit.admits(&same) == Some(false)
        }
        Some(Counted::Parts(..)) | None => false,
    };
    let differing: Vec<&Declared> = declared.filter(differs).collect();
    let words = differing.first()?.value.as_deref()?;
    let found = value.printed();
    let verb = if found == "1" { "is" } else { "are" };
    let text =
        format!("{} is declared as {}; {found} {verb} listed.", code(topic.id), quoted(words));
    let says = said(quoted(words), material.said_at(topic.id, differing));
    Some(Candidate::about(topic.id, text, says, said(format!("{found} listed"), read_at(topic))))
}

/// A claim of `so many of six` with claims under it.
fn of_claim(topic: &Topic<'_>, material: &Material<'_>) -> Option<Candidate> {
    let claim = topic.claim.filter(|claim| claim.measure.is_none() && !claim.claims.is_empty())?;
    let listed = claim.claims.len();
    let differs = |said: &&Declared| match counted(said) {
        Some(Counted::Parts(_, all)) => all.value != listed.into(),
        Some(Counted::Number(_) | Counted::Limit(_)) | None => false,
    };
    let differing: Vec<&Declared> = claim.declared.iter().filter(differs).collect();
    let words = differing.first()?.value.as_deref()?;
    let listed = count(listed, "claim is", "claims are");
    let text =
        format!("{} is declared as {}; {listed} listed under it.", code(topic.id), quoted(words));
    let says = said(quoted(words), material.said_at(topic.id, differing));
    let holds = said(format!("{listed} listed"), material.links(topic.id, &claim.evidence));
    Some(Candidate::about(topic.id, text, says, holds))
}

/// A checklist of `8`, or of `6 of 8`.
fn of_list(list: &Checklist, material: &Material<'_>) -> Option<Candidate> {
    let done = list.items.iter().filter(|item| item.done).count();
    let all = list.items.len();
    let differs = |said: &&Declared| match counted(said) {
        // It isn't said whether all are meant or those that are ticked.
        Some(Counted::Number(declared)) => {
            declared.value != all.into() && declared.value != done.into()
        }
        Some(Counted::Parts(part, whole)) => part.value != done.into() || whole.value != all.into(),
        Some(Counted::Limit(_)) | None => false,
    };
    let differing: Vec<&Declared> = list.declared.iter().filter(differs).collect();
    let words = differing.first()?.value.as_deref()?;
    let ticked = share(done, all, "item", "ticked");
    let text = format!("{} is declared as {}; {ticked}.", code(&list.id), quoted(words));
    let says = said(quoted(words), material.said_at(&list.id, differing));
    let holds = said(ticked, material.links(&list.id, &list.evidence));
    Some(Candidate::about(&list.id, text, says, holds))
}

fn counted(said: &Declared) -> Option<Counted> {
    let text = said.value.as_deref()?;
    if let Some((part, whole)) = text.split_once('/').or_else(|| text.split_once(" of ")) {
        let read = |text: &str| Quantity::parse(text).ok().filter(|read| read.value.is_integer());
        return Some(Counted::Parts(read(part)?, read(whole)?));
    }
    match Stated::of(text) {
        Stated::Exact(value) if value.value.is_integer() => Some(Counted::Number(value)),
        Stated::Bound(limit) => limit.map(Counted::Limit),
        Stated::Exact(_) | Stated::Placeholder | Stated::Words => None,
    }
}
