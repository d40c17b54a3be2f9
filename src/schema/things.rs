//! Everything in a findings file that has an id, with the place where it stands.

use std::collections::BTreeMap;
use std::fmt;

use crate::model::{
    Action, Artifact, Category, Checklist, Claim, Evidence, Finding, Findings, Id, Item, Measure,
    Run, Section, Signoff, Waiver,
};

/// A kind of thing. The order is that of the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Category,
    Run,
    Evidence,
    Claim,
    Measure,
    Finding,
    Artifact,
    Checklist,
    Item,
    Action,
    Waiver,
    Signoff,
    Section,
}

impl Kind {
    /// Its name, which also begins derived ids.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Run => "run",
            Self::Evidence => "evidence",
            Self::Claim => "claim",
            Self::Measure => "measure",
            Self::Finding => "finding",
            Self::Artifact => "artifact",
            Self::Checklist => "checklist",
            Self::Item => "item",
            Self::Action => "action",
            Self::Waiver => "waiver",
            Self::Signoff => "signoff",
            Self::Section => "section",
        }
    }

    /// The list at the top of a findings file in which it stands; items stand in checklists.
    pub(super) fn list(self) -> &'static str {
        match self {
            Self::Category => "categories",
            Self::Run => "runs",
            Self::Evidence => "evidence",
            Self::Claim => "claims",
            Self::Measure => "measures",
            Self::Finding => "findings",
            Self::Artifact => "artifacts",
            Self::Checklist => "checklists",
            Self::Item => "items",
            Self::Action => "actions",
            Self::Waiver => "waivers",
            Self::Signoff => "signoffs",
            Self::Section => "sections",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Evidence => "a piece of evidence",
            Self::Artifact => "an artifact",
            Self::Item => "a checklist item",
            Self::Action => "an action",
            Self::Category => "a category",
            Self::Run => "a run",
            Self::Claim => "a claim",
            Self::Measure => "a measure",
            Self::Finding => "a finding",
            Self::Checklist => "a checklist",
            Self::Waiver => "a waiver",
            Self::Signoff => "a sign-off",
            Self::Section => "a section",
        })
    }
}

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
    /// The input in which it stands.
    pub(super) input: usize,
    /// Its JSON Pointer there.
    pub(super) pointer: String,
    /// The thing in which it stands, by its position in the walk.
    pub(super) parent: Option<usize>,
}

/// Where a thing stands: the input, and its JSON Pointer there.
pub(super) type Standing = (usize, String);

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

    /// Where it stands.
    pub(super) fn place(&self) -> Standing {
        (self.input, self.pointer.clone())
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
        let (input, pointer) = walk.top(Kind::Claim, at);
        walk.claim(claim, input, pointer, None);
    }
    walk.flat(Kind::Measure, &findings.measures, Of::Measure);
    walk.flat(Kind::Finding, &findings.findings, Of::Finding);
    walk.flat(Kind::Artifact, &findings.artifacts, Of::Artifact);
    for (at, list) in findings.checklists.iter().enumerate() {
        let (input, pointer) = walk.top(Kind::Checklist, at);
        let parent = walk.add(Of::Checklist(list), input, pointer.clone(), None);
        for (place, item) in list.items.iter().enumerate() {
            walk.add(Of::Item(item), input, format!("{pointer}/items/{place}"), Some(parent));
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
    fn top(&self, kind: Kind, at: usize) -> Standing {
        let origin = self.origins.lists.get(&kind).and_then(|origins| origins.get(at));
        let (input, index) = origin.copied().unwrap_or((self.origins.input, at));
        (input, format!("/{}/{index}", kind.list()))
    }

    fn add(&mut self, of: Of<'a>, input: usize, pointer: String, parent: Option<usize>) -> usize {
        self.found.push(Thing { of, input, pointer, parent });
        self.found.len() - 1
    }

    fn flat<T>(&mut self, kind: Kind, list: &'a [T], of: impl Fn(&'a T) -> Of<'a>) {
        for (at, thing) in list.iter().enumerate() {
            let (input, pointer) = self.top(kind, at);
            self.add(of(thing), input, pointer, None);
        }
    }

    fn claim(&mut self, claim: &'a Claim, input: usize, pointer: String, parent: Option<usize>) {
        let own = self.add(Of::Claim(claim), input, pointer.clone(), parent);
        if let Some(measure) = &claim.measure {
            self.add(Of::Measure(measure), input, format!("{pointer}/measure"), Some(own));
        }
        for (at, child) in claim.claims.iter().enumerate() {
            self.claim(child, input, format!("{pointer}/claims/{at}"), Some(own));
        }
    }
}

/// The ids of all things, in the order of [`things`].
pub(super) fn ids_mut(findings: &mut Findings) -> Vec<&mut Id> {
    fn claim<'a>(claim_: &'a mut Claim, ids: &mut Vec<&'a mut Id>) {
        ids.push(&mut claim_.id);
        ids.extend(claim_.measure.as_mut().map(|measure| &mut measure.id));
        claim_.claims.iter_mut().for_each(|child| claim(child, ids));
    }
    let mut ids: Vec<&mut Id> = Vec::new();
    ids.extend(findings.categories.iter_mut().map(|thing| &mut thing.id));
    ids.extend(findings.runs.iter_mut().map(|thing| &mut thing.id));
    ids.extend(findings.evidence.iter_mut().map(|thing| &mut thing.id));
    findings.claims.iter_mut().for_each(|top| claim(top, &mut ids));
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
