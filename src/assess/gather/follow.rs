//! Follows evidence links: from what is written to what is found in the bytes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::looked::{Looked, Trouble, state_of};
pub(crate) use super::trail::{BrokenLink, Document, Trail};
use super::{places, vacuous};
use crate::evidence::{
    Absent, Behind, File, Held, Masking, NotSelected, Selection, Store, did_not_run,
};
use crate::model::report::ResolvedLink;
use crate::model::{
    Aggregate, Day, Evidence, Expectation, Findings, Id, Link, LinkFacts, LinkFound, Method,
    Moment, Run, Selector, Selectors, Unchecked, in_package,
};

/// The evidence that a link names by `this`: the findings file in which it stands (contract, "A link").
pub(crate) const THIS: &str = "this";

/// Follows links over one set of documents.
pub(crate) struct Follower<'a> {
    store: &'a Store<'a>,
    evidence: BTreeMap<&'a str, &'a Evidence>,
    runs: BTreeMap<&'a str, &'a Run>,
    /// The findings files, in the order read.
    documents: &'a [Document<'a>],
    as_of: Day,
    masking: &'a Masking,
    selectors: Selectors,
    trail: RefCell<Trail>,
}

/// What is asked of the value at the end of a link.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// The thing in which the link stands; none for what is said of the report.
    pub(crate) owner: Option<&'a Id>,
    /// The expectation or target, as written; the link's own where none is given here.
    pub(crate) expect: Option<&'a str>,
    /// The unit of the bytes, where they don't say.
    pub(crate) unit: Option<&'a str>,
    /// How the values of all places become one: then the link may name several, and what is asked is asked of
    /// the one value, by whoever computes it.
    pub(crate) aggregate: Option<Aggregate>,
    /// The findings file in which the link stands.
    pub(crate) document: usize,
}

impl<'a> Asked<'a> {
    /// Nothing more than the link asks itself.
    pub(crate) fn of(owner: Option<&'a Id>, document: usize) -> Self {
        Self { owner, expect: None, unit: None, aggregate: None, document }
    }

    /// What is asked of a link that supports a claim: a test case or suite is expected to have passed, unless
    /// the link says otherwise (SEMANTICS rule 9).
    pub(crate) fn supporting(self, link: &Link) -> Self {
        let names_a_test = link.at.as_deref().is_some_and(|at| at.starts_with("test:"));
        Self { expect: if names_a_test { Some("== passed") } else { self.expect }, ..self }
    }
}

/// A link that was followed.
pub(crate) struct Followed {
    /// As the report prints it.
    pub(crate) link: ResolvedLink,
    /// As the gates read it.
    pub(crate) facts: LinkFacts,
    /// The places found, with their values whole: the report's may be cut. None unless they were asked for; those in
    /// which something is masked have no value.
    pub(crate) places: Vec<Selection>,
    /// Whether what decided is masked.
    pub(crate) masked: bool,
}

impl Followed {
    /// Says otherwise what was found.
    pub(super) fn found(&mut self, found: LinkFound, because: &str) {
        self.facts.found = found;
        self.link.state = state_of(&self.facts);
        // Of vacuous evidence, that nothing ran is all there is to say.
        if !(because.is_empty() && self.facts.vacuous) {
            because.clone_into(&mut self.link.because);
        }
    }
}

impl<'a> Follower<'a> {
    /// A follower over the evidence of `findings`, whose bytes are in `store`, and the findings files themselves.
    pub(crate) fn new(
        store: &'a Store<'a>,
        findings: &'a Findings,
        documents: &'a [Document<'a>],
        as_of: Day,
        masking: &'a Masking,
    ) -> Self {
        let evidence = findings.evidence.iter().map(|entry| (entry.id.as_str(), entry)).collect();
        let runs = findings.runs.iter().map(|run| (run.id.as_str(), run)).collect();
        let (selectors, trail) = (Selectors::default(), RefCell::default());
        Self { store, evidence, runs, documents, as_of, masking, selectors, trail }
    }

    /// Follows one link. A place that isn't there makes the link broken, never an error (SEMANTICS rule 8).
    pub(crate) fn follow(&self, link: &Link, asked: Asked<'_>) -> Followed {
        // Values may be long, and links many.
        Followed { places: Vec::new(), ..self.follow_to_places(link, asked) }
    }

    /// The same, with the places that were found.
    pub(super) fn follow_to_places(&self, link: &Link, asked: Asked<'_>) -> Followed {
        let expect = link.expect.as_deref().or(asked.expect);
        let entry = self.evidence.get(link.evidence.as_str()).copied();
        // What is asked of a value computed from several is asked of none of them.
        let own = if asked.aggregate.is_some() { link.expect.as_deref() } else { expect };
        let looked = self.look(link, own, asked);
        let evidence_method = entry.map_or(Method::Interview, method_of);
        let facts = LinkFacts {
            evidence: self.named(link, asked.document),
            method: lent_method(evidence_method, expect),
            evidence_method,
            found: looked.found,
            collected: entry.and_then(|entry| entry.collected_at).map(Moment::day),
            commit: entry.and_then(|entry| entry.commit.clone()),
            vacuous: looked.vacuous,
            joint: false,
        };
        self.note(link, &facts, &looked, asked.owner);
        let seen = Selection::of_all(&looked.places);
        let link = ResolvedLink {
            evidence: facts.evidence.clone(),
            at: link.at.clone(),
            state: state_of(&facts),
            lines: seen.lines,
            value: seen.shown(),
            masked: looked.masked,
            expect: own.map(str::to_owned),
            because: looked.because,
            note: link.note.clone(),
        };
        Followed { link, facts, places: looked.places, masked: looked.masked }
    }

    /// Says of a link that was followed that it is broken all the same: what stands there can't be read as asked.
    pub(crate) fn refuse(&self, followed: &mut Followed, owner: Option<&Id>, because: &str) {
        if followed.facts.found != LinkFound::Broken {
            let (owner, link) = (owner.cloned(), followed.link.written());
            let code = if followed.masked { "masked" } else { "not-comparable" };
            let because = format!("`{}`: {because}", followed.link.evidence);
            self.trail.borrow_mut().broken.push(BrokenLink { owner, link, code, because });
        }
        followed.found(LinkFound::Broken, because);
    }

    /// Follows a link of which nothing more is asked than it asks itself.
    pub(crate) fn plain(&self, link: &Link, owner: Option<&Id>, document: usize) -> ResolvedLink {
        self.follow(link, Asked::of(owner, document)).link
    }

    /// The same for a link that is followed where it stands: it leaves no trail twice.
    pub(crate) fn again(&self, link: &Link, owner: &Id, document: usize) -> ResolvedLink {
        let trail = self.trail.take();
        let link = self.plain(link, Some(owner), document);
        self.trail.replace(trail);
        link
    }

    /// The piece of evidence of that id.
    pub(crate) fn entry(&self, id: &Id) -> Option<&'a Evidence> {
        self.evidence.get(id.as_str()).copied()
    }

    /// Notes that a piece of evidence is linked to.
    pub(crate) fn touch(&self, link: &Link, document: usize) {
        self.trail.borrow_mut().selected.entry(self.named(link, document)).or_default();
    }

    /// The pieces of evidence that were linked to so far.
    pub(crate) fn linked(&self) -> Vec<Id> {
        self.trail.borrow().selected.keys().cloned().collect()
    }

    /// What was seen on the way.
    pub(crate) fn into_trail(self) -> Trail {
        self.trail.into_inner()
    }

    fn note(&self, link: &Link, facts: &LinkFacts, looked: &Looked, owner: Option<&Id>) {
        let mut trail = self.trail.borrow_mut();
        let selected = trail.selected.entry(facts.evidence.clone()).or_default();
        selected.extend(looked.places.iter().filter_map(|place| place.lines));
        if looked.found == LinkFound::Broken {
            let because = looked.because.clone();
            let (owner, link, code) = (owner.cloned(), link.clone(), looked.code);
            trail.broken.push(BrokenLink { owner, link, code, because });
        }
    }

    /// The id under which the report lists what the link names.
    fn named(&self, link: &Link, document: usize) -> Id {
        match self.documents.get(document) {
            Some(this) if link.evidence.as_str() == THIS => this.id.clone(),
            Some(_) | None => link.evidence.clone(),
        }
    }

    /// The bytes that the link names, or why there are none.
    fn file(&self, link: &Link, document: usize) -> Result<Arc<File>, Trouble> {
        let name = &link.evidence;
        if name.as_str() == THIS {
            let this = self.documents.get(document).map(Document::file);
            return this.ok_or_else(|| {
                ("missing-file", "the findings file can't be read again".to_owned())
            });
        }
        let Some(entry) = self.evidence.get(name.as_str()) else {
            return Err(("dangling-reference", format!("`{name}` is not listed")));
        };
        if entry.collected_at.is_some_and(|moment| moment.day() > self.as_of) {
            let as_of = self.as_of;
            let because = format!("`{name}` is dated after {as_of}, and counts as absent");
            return Err(("future-date", because));
        }
        let absent = |absent: Absent| {
            let code = match absent {
                Absent::NotFound => "missing-file",
                Absent::Outside => "outside-root",
                Absent::Unreadable(_) => "unreadable-file",
            };
            (code, format!("`{name}`: {absent}"))
        };
        let file = self.store.file(&entry.path).map_err(absent)?;
        // What findings state of an original is restated of its masked copy before they are read.
        if differs(entry, &file) {
            let because = format!("`{name}` has other bytes than its digest or size says");
            return Err(("digest-mismatch", because));
        }
        Ok(file)
    }

    /// The path in a package of what the link names.
    fn path(&self, link: &Link, document: usize) -> Option<String> {
        if link.evidence.as_str() == THIS {
            return self.documents.get(document).map(|this| in_package(this.path));
        }
        self.entry(&link.evidence).map(|entry| in_package(&entry.path))
    }

    /// Looks into the copy that is published. What is masked there is held against the original, or is taken from
    /// what was written down when the original was there (SEMANTICS rule 24).
    fn look(&self, link: &Link, expect: Option<&str>, asked: Asked<'_>) -> Looked {
        let file = match self.file(link, asked.document) {
            Ok(file) => file,
            Err(trouble) => return Looked::broken(trouble),
        };
        let mut copy = self.look_into(&file, link, expect, asked);
        let path = self.path(link, asked.document).unwrap_or_default();
        let Some(behind) = self.masking.behind(&path) else { return copy };
        let seen = match behind {
            Behind::Original(original) => {
                let original = self.look_into(&original, link, expect, asked);
                let is_other = !copy.is_as(&original);
                self.masking.hide(&path, &file, &mut copy.places);
                is_other.then(|| self.unchecked(link, expect, asked, &original))
            }
            Behind::Written => {
                self.masking.hide(&path, &file, &mut copy.places);
                let of_this = self.unchecked(link, expect, asked, &copy);
                let several = copy.counted || asked.aggregate.is_some();
                let may_be = |one: &&Unchecked| {
                    let reaches = |lines| several && self.masking.covers(&path, &file, lines);
                    copy.is_open_to(one) || one.lines.is_some_and(reaches)
                };
                self.masking.written_of(&of_this).iter().find(may_be).cloned()
            }
        };
        let Some(seen) = seen else { return copy };
        let looked = copy.with(&seen);
        self.trail.borrow_mut().unchecked.insert(seen);
        looked
    }

    /// What has to be written down of a link whose place is masked.
    fn unchecked(
        &self,
        link: &Link,
        expect: Option<&str>,
        asked: Asked<'_>,
        looked: &Looked,
    ) -> Unchecked {
        Unchecked {
            evidence: self.named(link, asked.document),
            at: link.at.clone(),
            expect: expect.map(str::to_owned),
            unit: asked.unit.map(str::to_owned),
            aggregate: asked.aggregate,
            found: looked.found,
            lines: looked.seen().and_then(|seen| seen.lines),
            vacuous: looked.vacuous,
        }
    }

    fn look_into(
        &self,
        file: &File,
        link: &Link,
        expect: Option<&str>,
        asked: Asked<'_>,
    ) -> Looked {
        self.try_look(file, link, expect, asked).unwrap_or_else(Looked::broken)
    }

    fn try_look(
        &self,
        file: &File,
        link: &Link,
        expect: Option<&str>,
        asked: Asked<'_>,
    ) -> Result<Looked, Trouble> {
        let selector =
            link.at.as_deref().map_or(Ok(Selector::Whole), |at| self.selectors.parse(at));
        let selector = selector.map_err(|error| ("malformed-selector", error.message))?;
        // Against what is masked itself, anything would differ.
        if expect.is_some_and(|expect| expect.contains("***")) {
            return Err(("masked", "what is expected is masked".to_owned()));
        }
        let expectation = expect.map(Expectation::parse).transpose();
        let expectation = expectation.map_err(|error| ("malformed-expectation", error.message))?;
        let places = places::find(file, &selector, expectation.as_ref(), asked.aggregate).map_err(
            |why| {
                let code = match why {
                    NotSelected::Nothing(_) => "no-match",
                    NotSelected::Several(_) => "many-matches",
                    NotSelected::Unreadable(_) => "unreadable-evidence",
                };
                (code, format!("`{}`: {why}", link.evidence))
            },
        )?;
        let held = expectation.as_ref().map(|it| places::held(it, &places, asked.unit, self.as_of));
        let (found, code, because) = match held {
            None => (LinkFound::States, "", String::new()),
            Some(Held::Holds) => (LinkFound::Holds, "", String::new()),
            // A case that was skipped neither holds nor misses what is expected of it (SEMANTICS rule 10).
            Some(Held::Misses(_))
                if !counts(expectation.as_ref()) && did_not_run(file, &selector) =>
            {
                (LinkFound::States, "", String::new())
            }
            Some(Held::Misses(because)) => (LinkFound::Misses, "", because),
            Some(Held::CannotSay(because)) => (LinkFound::Broken, "not-comparable", because),
        };
        let counted = counts(expectation.as_ref()) || asked.aggregate == Some(Aggregate::Count);
        let (vacuous, masked) = (false, false);
        let looked = Looked { found, places, counted, vacuous, masked, code, because };
        // The findings file shows what it says.
        let entry = self.evidence.get(link.evidence.as_str());
        let nothing = entry.and_then(|entry| {
            let run = entry.run.as_ref().and_then(|run| self.runs.get(run.as_str()));
            vacuous::because(run.copied(), file, &selector)
        });
        Ok(looked.held_against(nothing))
    }
}

fn counts(expectation: Option<&Expectation>) -> bool {
    matches!(expectation, Some(Expectation::Count(..)))
}

/// Whether the bytes are others than stated.
pub(crate) fn differs(entry: &Evidence, file: &File) -> bool {
    let digest = entry.sha256.as_ref().is_some_and(|stated| stated != file.digest());
    let size = entry.size.is_some_and(|stated| stated != file.size());
    digest || size
}

/// How a piece of evidence came about: `schema` has derived it where it was left out.
pub(crate) fn method_of(entry: &Evidence) -> Method {
    entry.method.unwrap_or(if entry.run.is_some() { Method::Test } else { Method::Interview })
}

/// The method that a link lends (SEMANTICS rule 9): that of its evidence only where it says what to expect.
fn lent_method(evidence: Method, expect: Option<&str>) -> Method {
    match (evidence, expect) {
        (method, Some(_)) => method,
        (Method::Examine, None) => Method::Examine,
        (Method::Test | Method::Interview, None) => Method::Interview,
    }
}
