//! `done-and-to-do`: one thing is said to be done, and is still to do: an open action closes it, an item that names it
//! is not ticked, or it is also said not to hold.
//!
//! `closes` names what isn't true or fixed now; what a thing is merely `for` may well be done (contract).

use std::collections::{BTreeMap, HashMap};

use super::Topic;
use super::candidate::{Candidate, said};
use super::material::Material;
use crate::assess::words::{code, count, names};
use crate::model::{
    Action, ActionStatus, Checklist, Declared, DeclaredStatus, Finding, Id, Item, Status,
};

/// What says that a thing is done, and what that it isn't.
#[derive(Default)]
struct Sides<'a> {
    ticked: Vec<(&'a Checklist, &'a Item)>,
    open: Vec<(&'a Checklist, &'a Item)>,
    /// Actions that are to close it.
    to_close: Vec<&'a Action>,
    /// Actions that have closed it.
    closed: Vec<&'a Action>,
}

pub(super) fn look(material: &Material<'_>) -> Vec<Candidate> {
    let sides = sides(material);
    let topics: HashMap<&Id, &Topic<'_>> =
        material.topics.iter().map(|topic| (topic.id, topic)).collect();
    let findings: HashMap<&Id, &Finding> =
        material.findings.findings.iter().map(|finding| (&finding.id, finding)).collect();
    let mut found: Vec<Candidate> = material
        .topics
        .iter()
        .filter(|topic| !sides.contains_key(topic.id))
        .filter_map(|topic| Sides::default().of_topic(topic, material))
        .collect();
    for (id, sides) in &sides {
        if let Some(topic) = topics.get(id) {
            found.extend(sides.of_topic(topic, material));
        } else if let Some(finding) = findings.get(id) {
            found.extend(sides.of_finding(finding, material));
        }
    }
    found
}

/// Items and actions by what they name.
fn sides<'a>(material: &Material<'a>) -> BTreeMap<&'a Id, Sides<'a>> {
    let mut sides: BTreeMap<&Id, Sides<'_>> = BTreeMap::new();
    for list in &material.findings.checklists {
        for item in &list.items {
            let of = sides.entry(item.claim.as_ref().unwrap_or(&item.id)).or_default();
            if item.done { &mut of.ticked } else { &mut of.open }.push((list, item));
        }
    }
    for action in &material.findings.actions {
        for id in &action.closes {
            let of = sides.entry(id).or_default();
            match action.status {
                ActionStatus::Open | ActionStatus::InProgress => of.to_close.push(action),
                ActionStatus::Done => of.closed.push(action),
                ActionStatus::Dropped => {}
            }
        }
    }
    sides
}

impl Sides<'_> {
    fn of_topic(&self, topic: &Topic<'_>, material: &Material<'_>) -> Option<Candidate> {
        // What is only taken over from the claim above is told there.
        let denies = |said: &&&Declared| {
            !topic.takes_over
                && matches!(said.status, Some(DeclaredStatus::Fail | DeclaredStatus::Open))
        };
        let denials: Vec<&Declared> = topic.said.iter().filter(denies).copied().collect();
        let is_done = topic.is_passed() || !self.ticked.is_empty();
        let is_to_do = !self.to_close.is_empty() || !self.open.is_empty() || !denials.is_empty();
        if !is_done || !is_to_do {
            return None;
        }
        let (done, mut says) = if topic.is_passed() {
            ("declared passed".to_owned(), material.passed_at(topic))
        } else {
            let lists: Vec<&Id> = self.ticked.iter().map(|(list, _)| &list.id).collect();
            (format!("ticked in {}", names(&lists)), Vec::new())
        };
        says.extend(
            self.ticked.iter().flat_map(|(list, item)| material.links(&list.id, &item.evidence)),
        );
        let mut parts = self.to_do();
        parts.extend(denied(&denials));
        let mut holds = self.to_do_at(material);
        holds.extend(material.said_at(topic.id, denials));
        let to_do = parts.join("; ");
        let text = format!("{} is {done}, and is still to do: {to_do}.", code(topic.id));
        let (says, holds) =
            (said(done.replace('`', ""), says), said(to_do.replace('`', ""), holds));
        Some(Candidate::about(topic.id, text, says, holds))
    }

    fn of_finding(&self, finding: &Finding, material: &Material<'_>) -> Option<Candidate> {
        let id = code(&finding.id);
        let stated = || material.links(&finding.id, &finding.evidence);
        if finding.status == Status::Fixed && !self.to_close.is_empty() {
            let to_do = self.to_do().join("; ");
            let text = format!("{id} is called fixed, and is still to do: {to_do}.");
            let holds = said(to_do.replace('`', ""), self.to_do_at(material));
            return Some(Candidate::about(&finding.id, text, said("fixed", stated()), holds));
        }
        // One of several actions may be done before the others.
        let all_done = !self.closed.is_empty() && self.to_close.is_empty();
        (finding.status == Status::Open && all_done).then(|| {
            let actions = actions(&self.closed);
            let verb = if self.closed.len() == 1 { "is" } else { "are" };
            let text = format!("{actions}, to close {id}, {verb} done; {id} is open.");
            let links =
                self.closed.iter().flat_map(|action| material.links(&action.id, &action.evidence));
            let says = said(format!("{} done", actions.replace('`', "")), links.collect());
            Candidate::about(&finding.id, text, says, said("open", stated()))
        })
    }

    fn to_do(&self) -> Vec<String> {
        let mut parts = Vec::new();
        if !self.to_close.is_empty() {
            let verb = if self.to_close.len() == 1 { "closes" } else { "close" };
            parts.push(format!("{} {verb} it", actions(&self.to_close)));
        }
        if !self.open.is_empty() {
            let lists: Vec<&Id> = self.open.iter().map(|(list, _)| &list.id).collect();
            parts.push(format!("not ticked in {}", names(&lists)));
        }
        parts
    }

    fn to_do_at(&self, material: &Material<'_>) -> Vec<crate::model::report::ResolvedLink> {
        let actions =
            self.to_close.iter().flat_map(|action| material.links(&action.id, &action.evidence));
        let items =
            self.open.iter().flat_map(|(list, item)| material.links(&list.id, &item.evidence));
        actions.chain(items).collect()
    }
}

fn actions(actions: &[&Action]) -> String {
    let ids: Vec<&Id> = actions.iter().map(|action| &action.id).collect();
    names(&ids)
}

fn denied(denials: &[&Declared]) -> Option<String> {
    let with = |status| denials.iter().filter(|said| said.status == Some(status)).count();
    match (with(DeclaredStatus::Fail), with(DeclaredStatus::Open)) {
        (0, 0) => None,
        (0, 1) => Some("declared open".to_owned()),
        (0, open) => Some(format!("declared open {}", count(open, "time", "times"))),
        (_, _) => Some("declared failed".to_owned()),
    }
}
