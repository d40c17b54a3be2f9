//! Everything in a findings file that has an id, with the place where it stands.

use std::collections::BTreeMap;
use std::fmt;

use super::kind::Kind;
use crate::model::{
    Action, Artifact, Category, Checklist, Claim, Evidence, Finding, Findings, Id, Item, Measure,
    Run, Section, Signoff, Waiver,
};

/// A thing itself.
#[derive(Debug, Clone, Copy)]
pub(super) enum Of<'a> {
    Category(&'a Category),
    Run(&'a Run),
    Evidence(&'a Evidence),
    Claim(&'a Claim),
    Measure(&'a Measure),
    Finding(&'a Finding),
    Artifact(&'a Artifact),
    Checklist(&'a Checklist),
    Item(&'a Item),
    Action(&'a Action),
    Waiver(&'a Waiver),
    Signoff(&'a Signoff),
    Section(&'a Section),
}

/// A thing and where it stands.
#[derive(Debug)]
pub(super) struct Thing<'a> {
    /// The thing.
    pub(super) of: Of<'a>,
    /// Where it stands.
    pub(super) stands: Standing,
    /// The thing in which it stands, by its position in the walk.
    pub(super) parent: Option<usize>,
}

/// Where a thing stands. The pointer is put together only where it is asked for.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    /// The input.
    pub(super) input: usize,
    /// The list at its top.
    list: Kind,
    /// The position in that list.
    index: usize,
    /// The JSON Pointer from there on; empty for most.
    below: String,
}

impl Standing {
    /// The JSON Pointer in the input.
    pub(super) fn pointer(&self) -> String {
        format!("/{}/{}{}", self.list.list(), self.index, self.below)
    }

    fn under(&self, below: fmt::Arguments<'_>) -> Self {
        Self { below: format!("{}{below}", self.below), ..*self }
    }
}

/// From where the entries of each list at the top of a document came.
#[derive(Debug, Default)]
pub(super) struct Origins {
    /// The input of what isn't listed below; its position is its own.
    pub(super) input: usize,
    /// For each kind the input and the position there of each entry.
    pub(super) lists: BTreeMap<Kind, Vec<(usize, usize)>>,
}

impl<'a> Of<'a> {
    /// Its id; empty until it is derived.
    pub(super) fn id(self) -> &'a Id {
        match self {
            Self::Category(thing) => &thing.id,
            Self::Run(thing) => &thing.id,
            Self::Evidence(thing) => &thing.id,
            Self::Claim(thing) => &thing.id,
            Self::Measure(thing) => &thing.id,
            Self::Finding(thing) => &thing.id,
            Self::Artifact(thing) => &thing.id,
            Self::Checklist(thing) => &thing.id,
            Self::Item(thing) => &thing.id,
            Self::Action(thing) => &thing.id,
            Self::Waiver(thing) => &thing.id,
            Self::Signoff(thing) => &thing.id,
            Self::Section(thing) => &thing.id,
        }
    }

    /// What kind of thing it is.
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Category(_) => Kind::Category,
            Self::Run(_) => Kind::Run,
            Self::Evidence(_) => Kind::Evidence,
            Self::Claim(_) => Kind::Claim,
            Self::Measure(_) => Kind::Measure,
            Self::Finding(_) => Kind::Finding,
            Self::Artifact(_) => Kind::Artifact,
            Self::Checklist(_) => Kind::Checklist,
            Self::Item(_) => Kind::Item,
            Self::Action(_) => Kind::Action,
            Self::Waiver(_) => Kind::Waiver,
            Self::Signoff(_) => Kind::Signoff,
            Self::Section(_) => Kind::Section,
        }
    }
}

impl<'a> Thing<'a> {
    /// Its id; empty until it is derived.
    pub(super) fn id(&self) -> &'a Id {
        self.of.id()
    }

    /// What kind of thing it is.
    pub(super) fn kind(&self) -> Kind {
        self.of.kind()
    }

    /// The input in which it stands.
    pub(super) fn input(&self) -> usize {
        self.stands.input
    }

    /// Its JSON Pointer there.
    pub(super) fn pointer(&self) -> String {
        self.stands.pointer()
    }

    /// Whether it has a state that evidence decides: a claim, or an item that names none (SEMANTICS rule 13).
    pub(super) fn is_claim(&self) -> bool {
        match self.of {
            Of::Claim(_) => true,
            Of::Item(item) => item.claim.is_none(),
            Of::Category(_)
            | Of::Run(_)
            | Of::Evidence(_)
            | Of::Measure(_)
            | Of::Finding(_)
            | Of::Artifact(_)
            | Of::Checklist(_)
            | Of::Action(_)
            | Of::Waiver(_)
            | Of::Signoff(_)
            | Of::Section(_) => false,
        }
    }
}

/// All things of a document, each behind the one in which it stands; in the order of [`ids_mut`].
pub(super) fn things<'a>(findings: &'a Findings, origins: &Origins) -> Vec<Thing<'a>> {
    let mut walk = Walk { origins, found: Vec::new() };
    walk.flat(Kind::Category, &findings.categories, Of::Category);
    walk.flat(Kind::Run, &findings.runs, Of::Run);
    walk.flat(Kind::Evidence, &findings.evidence, Of::Evidence);
    for (at, claim) in findings.claims.iter().enumerate() {
        let stands = walk.top(Kind::Claim, at);
        walk.claim(claim, &stands, None);
    }
    walk.flat(Kind::Measure, &findings.measures, Of::Measure);
    walk.flat(Kind::Finding, &findings.findings, Of::Finding);
    walk.flat(Kind::Artifact, &findings.artifacts, Of::Artifact);
    for (at, list) in findings.checklists.iter().enumerate() {
        let stands = walk.top(Kind::Checklist, at);
        let parent = walk.add(Of::Checklist(list), stands.clone(), None);
        for (place, item) in list.items.iter().enumerate() {
            let below = stands.under(format_args!("/items/{place}"));
            walk.add(Of::Item(item), below, Some(parent));
        }
    }
    walk.flat(Kind::Action, &findings.actions, Of::Action);
    walk.flat(Kind::Waiver, &findings.waivers, Of::Waiver);
    walk.flat(Kind::Signoff, &findings.signoffs, Of::Signoff);
    walk.flat(Kind::Section, &findings.sections, Of::Section);
    walk.found
}

struct Walk<'a, 'o> {
    origins: &'o Origins,
    found: Vec<Thing<'a>>,
}

impl<'a> Walk<'a, '_> {
    fn top(&self, list: Kind, at: usize) -> Standing {
        let origin = self.origins.lists.get(&list).and_then(|origins| origins.get(at));
        let (input, index) = origin.copied().unwrap_or((self.origins.input, at));
        Standing { input, list, index, below: String::new() }
    }

    fn add(&mut self, of: Of<'a>, stands: Standing, parent: Option<usize>) -> usize {
        self.found.push(Thing { of, stands, parent });
        self.found.len() - 1
    }

    fn flat<T>(&mut self, kind: Kind, list: &'a [T], of: impl Fn(&'a T) -> Of<'a>) {
        for (at, thing) in list.iter().enumerate() {
            let stands = self.top(kind, at);
            self.add(of(thing), stands, None);
        }
    }

    fn claim(&mut self, claim: &'a Claim, stands: &Standing, parent: Option<usize>) {
        let own = self.add(Of::Claim(claim), stands.clone(), parent);
        if let Some(measure) = &claim.measure {
            self.add(Of::Measure(measure), stands.under(format_args!("/measure")), Some(own));
        }
        for (at, child) in claim.claims.iter().enumerate() {
            self.claim(child, &stands.under(format_args!("/claims/{at}")), Some(own));
        }
    }
}

/// The ids of all things, in the order of [`things`].
pub(super) fn ids_mut(findings: &mut Findings) -> Vec<&mut Id> {
    fn within<'a>(claim: &'a mut Claim, ids: &mut Vec<&'a mut Id>) {
        ids.push(&mut claim.id);
        ids.extend(claim.measure.as_mut().map(|measure| &mut measure.id));
        claim.claims.iter_mut().for_each(|child| within(child, ids));
    }
    let mut ids: Vec<&mut Id> = Vec::new();
    ids.extend(findings.categories.iter_mut().map(|thing| &mut thing.id));
    ids.extend(findings.runs.iter_mut().map(|thing| &mut thing.id));
    ids.extend(findings.evidence.iter_mut().map(|thing| &mut thing.id));
    findings.claims.iter_mut().for_each(|claim| within(claim, &mut ids));
    ids.extend(findings.measures.iter_mut().map(|thing| &mut thing.id));
    ids.extend(findings.findings.iter_mut().map(|thing| &mut thing.id));
    ids.extend(findings.artifacts.iter_mut().map(|thing| &mut thing.id));
    for list in &mut findings.checklists {
        ids.push(&mut list.id);
        ids.extend(list.items.iter_mut().map(|item| &mut item.id));
    }
    ids.extend(findings.actions.iter_mut().map(|thing| &mut thing.id));
    ids.extend(findings.waivers.iter_mut().map(|thing| &mut thing.id));
    ids.extend(findings.signoffs.iter_mut().map(|thing| &mut thing.id));
    ids.extend(findings.sections.iter_mut().map(|thing| &mut thing.id));
    ids
}
