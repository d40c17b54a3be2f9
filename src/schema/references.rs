//! References by id: whether there is such a thing, and whether it is of a kind that can be meant.

use std::collections::HashMap;
use std::fmt;

use super::ids::Shared;
use super::kind::Kind;
use super::problems::Problems;
use super::things::{Of, Thing};
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::{Id, Selectors, WaiverTarget};

/// All ids, and names that only look like one.
pub(super) struct Index<'a> {
    things: &'a [Thing<'a>],
    by_id: HashMap<&'a str, usize>,
    shared: Shared,
    /// Reads the selectors of all links.
    pub(super) selectors: Selectors,
}

/// What a reference may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Category,
    Run,
    Evidence,
    Claim,
    /// What a waiver can be for.
    Waivable,
    Anything,
}

impl Wanted {
    fn takes(self, thing: &Thing<'_>) -> bool {
        match self {
            Self::Category => thing.kind() == Kind::Category,
            Self::Run => thing.kind() == Kind::Run,
            Self::Evidence => thing.kind() == Kind::Evidence,
            Self::Claim => thing.is_claim(),
            Self::Waivable => thing.is_claim() || thing.kind() == Kind::Finding,
            Self::Anything => true,
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Category => "a category",
            Self::Run => "a run",
            Self::Evidence => "a piece of evidence",
            Self::Claim => "a claim",
            Self::Waivable => "a claim or a finding",
            Self::Anything => "anything",
        })
    }
}

impl<'a> Index<'a> {
    /// Notes the ids of all things. An id is there once: duplicates were told before.
    pub(super) fn of(things: &'a [Thing<'a>], shared: Shared) -> Self {
        let by_id =
            things.iter().enumerate().map(|(at, thing)| (thing.id().as_str(), at)).collect();
        Self { things, by_id, shared, selectors: Selectors::default() }
    }

    /// The position in the walk of what has that id.
    pub(super) fn position(&self, id: &Id) -> Option<usize> {
        self.by_id.get(id.as_str()).copied()
    }

    /// Whether there is such a piece of evidence.
    pub(super) fn is_evidence(&self, id: &str) -> bool {
        let thing = self.by_id.get(id).and_then(|at| self.things.get(*at));
        thing.is_some_and(|thing| Wanted::Evidence.takes(thing))
    }

    /// What is wrong with a reference.
    pub(super) fn wrong(&self, id: &Id, wanted: Wanted) -> Option<Diagnostic> {
        match self.position(id).and_then(|at| self.things.get(at)) {
            None => Some(self.dangling(id, wanted)),
            Some(thing) if wanted.takes(thing) => None,
            Some(thing) => {
                let message =
                    format!("`{id}` is the id of {}, and {wanted} is expected", thing.kind());
                Some(Diagnostic::error("wrong-kind", message))
            }
        }
    }

    fn dangling(&self, id: &Id, wanted: Wanted) -> Diagnostic {
        let message = if wanted == Wanted::Anything {
            format!("nothing has the id `{id}`")
        } else {
            format!("no {} has the id `{id}`", noun(wanted))
        };
        let told = Diagnostic::error("dangling-reference", message);
        if let Some(ids) = self.shared.get(id.as_str()) {
            let ids: Vec<String> = ids.iter().take(5).map(|id| format!("`{id}`")).collect();
            return told.help(format!(
                "several things would have that id, so they got {}; give the one that is meant an id",
                ids.join(", ")
            ));
        }
        match self.near(id.as_str(), wanted) {
            Some(near) => told.help(format!("did you mean `{near}`?")),
            None => {
                told.help("write the id of a thing in this document, or give the thing that id")
            }
        }
    }

    /// The id that may have been meant: one that was derived and lacks only its kind in front, or one that is
    /// spelled nearly so. Of short ones, such as `F-1`, many are near and none is meant.
    fn near(&self, id: &str, wanted: Wanted) -> Option<&'a str> {
        let known = || self.things.iter().filter(|thing| wanted.takes(thing));
        let whole = known().find(|thing| {
            thing.id().as_str().strip_prefix(thing.kind().name()) == Some(&format!("-{id}"))
        });
        match whole {
            Some(thing) => Some(thing.id().as_str()),
            None if id.len() < 4 => None,
            None => nearest(id, known().map(|thing| thing.id().as_str())),
        }
    }
}

fn noun(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Category => "category",
        Wanted::Run => "run",
        Wanted::Evidence => "piece of evidence",
        Wanted::Claim => "claim",
        Wanted::Waivable => "claim or finding",
        Wanted::Anything => "thing",
    }
}

/// Tells each reference that means nothing. Links are checked apart, with their selectors.
pub(super) fn check(all: &[Thing<'_>], index: &Index<'_>, problems: &mut Problems<'_>) {
    for thing in all {
        each(thing.of, |suffix, place, id, wanted| {
            if index
                .position(id)
                .and_then(|at| all.get(at))
                .is_some_and(|found| wanted.takes(found))
            {
                return;
            }
            let pointer = match place {
                Some(place) => format!("{}/{suffix}/{place}", thing.pointer()),
                None => format!("{}/{suffix}", thing.pointer()),
            };
            problems.add(thing.input(), &pointer, || {
                index.wrong(id, wanted).unwrap_or_else(|| index.dangling(id, wanted))
            });
        });
    }
}

/// Every reference in a thing: the property, the position where it is a list, the id, and what it may mean.
fn each(of: Of<'_>, mut tell: impl FnMut(&'static str, Option<usize>, &Id, Wanted)) {
    let mut one = |name, id: &Option<Id>, wanted| {
        if let Some(id) = id {
            tell(name, None, id, wanted);
        }
    };
    match of {
        Of::Evidence(evidence) => one("run", &evidence.run, Wanted::Run),
        Of::Measure(measure) => one("category", &measure.category, Wanted::Category),
        Of::Claim(claim) => {
            one("category", &claim.category, Wanted::Category);
            list("supported_by", &claim.supported_by, Wanted::Claim, tell);
        }
        Of::Finding(finding) => {
            one("category", &finding.category, Wanted::Category);
            one("run", &finding.run, Wanted::Run);
            list("refutes", &finding.refutes, Wanted::Claim, tell);
        }
        Of::Item(item) => {
            one("category", &item.category, Wanted::Category);
            one("claim", &item.claim, Wanted::Claim);
        }
        Of::Artifact(artifact) => list("for", &artifact.for_, Wanted::Anything, tell),
        Of::Action(action) => {
            list("closes", &action.closes, Wanted::Anything, &mut tell);
            list("for", &action.for_, Wanted::Anything, tell);
        }
        Of::Waiver(waiver) => match &waiver.of {
            // `gate:ID` names a gate of the policy, which is not known here.
            WaiverTarget::Id(id) if id.as_str().starts_with("gate:") => {}
            WaiverTarget::Id(id) => tell("of", None, id, Wanted::Waivable),
            WaiverTarget::Fingerprint { .. } | WaiverTarget::Rule { .. } => {}
        },
        Of::Category(_) | Of::Run(_) | Of::Checklist(_) | Of::Signoff(_) | Of::Section(_) => {}
    }
}

fn list(
    name: &'static str,
    ids: &[Id],
    wanted: Wanted,
    mut tell: impl FnMut(&'static str, Option<usize>, &Id, Wanted),
) {
    for (place, id) in ids.iter().enumerate() {
        tell(name, Some(place), id, wanted);
    }
}
