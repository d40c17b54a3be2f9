//! What the rules look at: the documents, the values read from evidence, and what was said of each thing.

use std::collections::HashMap;

use crate::assess::gather::claims::{Gathered, Written};
use crate::assess::gather::follow::Follower;
use crate::assess::gather::measures::Measured;
use crate::model::report::ResolvedLink;
use crate::model::{Claim, Day, Declared, DeclaredStatus, Findings, Id, Link, Measure};
use crate::schema::Validated;

/// What the rules look at.
pub(crate) struct Material<'a> {
    pub(super) findings: &'a Findings,
    /// Claims, and measures that stand alone, in the order of the findings file.
    pub(super) topics: Vec<Topic<'a>>,
    /// The day as of which the report is made. It stands in sentences and decides nothing here.
    pub(super) as_of: Day,
    validated: &'a Validated,
    follower: &'a Follower<'a>,
}

/// A claim with its measure, or a measure that stands alone.
pub(super) struct Topic<'a> {
    /// The claim's id, or the measure's.
    pub(super) id: &'a Id,
    /// The claim; none for an item of a checklist and for a measure that stands alone.
    pub(super) claim: Option<&'a Claim>,
    /// The measure with what was read.
    pub(super) measure: Option<(&'a Measure, &'a Measured)>,
    /// What was said of the claim and of its measure.
    pub(super) said: Vec<&'a Declared>,
    /// Whether the claim only takes over what was said of the one above it.
    pub(super) takes_over: bool,
    /// The claim above it, by its place among the topics.
    parent: Option<usize>,
}

impl<'a> Topic<'a> {
    /// What says that it holds.
    pub(super) fn passes(&self) -> impl Iterator<Item = &'a Declared> + '_ {
        self.said.iter().copied().filter(|said| said.status == Some(DeclaredStatus::Pass))
    }

    /// Whether somebody says that it holds, of itself or of the claim above it.
    pub(super) fn is_passed(&self) -> bool {
        self.passes().next().is_some()
    }
}

impl<'a> Material<'a> {
    pub(crate) fn new(
        validated: &'a Validated,
        follower: &'a Follower<'a>,
        claims: &'a [Gathered<'a>],
        alone: &'a [(&'a Measure, Measured)],
        as_of: Day,
    ) -> Self {
        let mut topics: Vec<Topic<'a>> = Vec::with_capacity(claims.len() + alone.len());
        let mut places: HashMap<&Id, usize> = HashMap::new();
        for gathered in claims {
            let parent = gathered.facts.parent.as_ref().and_then(|id| places.get(id).copied());
            places.insert(&gathered.facts.id, topics.len());
            topics.push(of_claim(gathered, parent, &topics));
        }
        topics.extend(alone.iter().map(|(measure, measured)| Topic {
            id: &measure.id,
            claim: None,
            measure: Some((measure, measured)),
            said: measure.declared.iter().collect(),
            takes_over: false,
            parent: None,
        }));
        Self { findings: validated.findings(), topics, as_of, validated, follower }
    }

    /// Whether something has that id.
    pub(super) fn has(&self, id: &Id) -> bool {
        self.validated.has(id)
    }

    /// Links that stand in a thing, followed.
    pub(super) fn links<'l>(
        &self,
        owner: &Id,
        links: impl IntoIterator<Item = &'l Link>,
    ) -> Vec<ResolvedLink> {
        self.links_in(self.validated.source_of(owner), owner, links)
    }

    fn links_in<'l>(
        &self,
        document: usize,
        owner: &Id,
        links: impl IntoIterator<Item = &'l Link>,
    ) -> Vec<ResolvedLink> {
        links.into_iter().map(|link| self.follower.again(link, owner, document)).collect()
    }

    /// Where these things were said.
    pub(super) fn said_at<'l>(
        &self,
        owner: &Id,
        said: impl IntoIterator<Item = &'l Declared>,
    ) -> Vec<ResolvedLink> {
        self.links(owner, said.into_iter().flat_map(|said| &said.from))
    }

    /// Where it is said that a topic holds: of itself, or of the nearest claim above it.
    pub(super) fn passed_at(&self, topic: &Topic<'a>) -> Vec<ResolvedLink> {
        let mut at = topic;
        loop {
            let links = self.said_at(at.id, at.passes());
            match at.parent.and_then(|parent| self.topics.get(parent)) {
                Some(parent) if links.is_empty() && at.takes_over => at = parent,
                Some(_) | None => return links,
            }
        }
    }

    /// Where these things were said of the report itself.
    pub(super) fn report_said_at<'l>(
        &self,
        said: impl IntoIterator<Item = &'l Declared>,
    ) -> Vec<ResolvedLink> {
        self.links_of_report(said.into_iter().flat_map(|said| &said.from))
    }

    /// Links of the report itself, followed.
    pub(super) fn links_of_report<'l>(
        &self,
        links: impl IntoIterator<Item = &'l Link>,
    ) -> Vec<ResolvedLink> {
        self.links_in(self.validated.source_of_report(), &Id::from(REPORT), links)
    }
}

/// What a contradiction of the report itself is about, as its id says it.
pub(super) const REPORT: &str = "report";

fn of_claim<'a>(
    gathered: &'a Gathered<'a>,
    parent: Option<usize>,
    topics: &[Topic<'a>],
) -> Topic<'a> {
    let claim = match gathered.written {
        Written::Claim(claim) => Some(claim),
        Written::Item(..) => None,
    };
    let measure = gathered.measured.as_ref().map(|(measure, measured)| (*measure, measured));
    let mut said: Vec<&Declared> = claim.iter().flat_map(|claim| &claim.declared).collect();
    let above = parent.and_then(|parent| topics.get(parent)).and_then(|topic| topic.claim);
    let takes_over = above.is_some_and(|above| takes_over(&said, above));
    said.extend(measure.iter().flat_map(|(measure, _)| &measure.declared));
    Topic { id: &gathered.facts.id, claim, measure, said, takes_over, parent }
}

/// Whether the statuses are those of the claim above, which comes without words, values and links (contract, "A
/// claim").
fn takes_over(said: &[&Declared], above: &Claim) -> bool {
    let own: Vec<&Declared> = said.iter().copied().filter(|said| said.status.is_some()).collect();
    !own.is_empty() && own.into_iter().eq(&Declared::handed_down(&above.declared))
}
