//! What was seen at the end of a link, in the copy that is published and, where that is masked, behind the mask.

use crate::evidence::Selection;
use crate::model::{LinkFacts, LinkFound, LinkState, Unchecked};

/// A place that was looked at.
pub(super) struct Looked {
    pub(super) found: LinkFound,
    /// The places; what is masked is masked in them.
    pub(super) places: Vec<Selection>,
    /// Whether the evidence shows there that nothing ran or was looked at.
    pub(super) vacuous: bool,
    /// Whether what decided is masked.
    pub(super) masked: bool,
    /// The code of the warning, where it is broken.
    pub(super) code: &'static str,
    pub(super) because: String,
}

/// Why a link points at nothing: the code of its warning, and the reason in words.
pub(super) type Trouble = (&'static str, String);

impl Looked {
    /// Nothing was found.
    pub(super) fn broken((code, because): Trouble) -> Self {
        let found = LinkFound::Broken;
        Self { found, places: Vec::new(), vacuous: false, masked: false, code, because }
    }

    /// With what shows that nothing ran: a miss stays a miss, and what is broken stays broken.
    pub(super) fn held_against(self, nothing: Option<String>) -> Self {
        match (self.found, nothing) {
            (LinkFound::Holds | LinkFound::States, Some(because)) => {
                Self { vacuous: true, because, ..self }
            }
            (LinkFound::Misses, Some(_)) => Self { vacuous: true, ..self },
            (LinkFound::Broken, _) | (_, None) => self,
        }
    }

    /// Whether the original shows no more than the copy.
    pub(super) fn is_as(&self, original: &Self) -> bool {
        let same = self.found == original.found && self.places == original.places;
        same && self.vacuous == original.vacuous && self.code == original.code
    }

    /// What was found in the original, told without a word of it.
    pub(super) fn with(self, seen: &Unchecked) -> Self {
        let (code, because) = match seen.found {
            LinkFound::Broken => ("masked", "what stands there is masked, and can't be read"),
            LinkFound::Misses => ("", "what stands there is masked, and isn't as expected"),
            LinkFound::Holds | LinkFound::States if seen.vacuous => {
                ("", "what stands there is masked, and shows that nothing ran")
            }
            LinkFound::Holds | LinkFound::States => ("", ""),
        };
        let (found, vacuous, because) = (seen.found, seen.vacuous, because.to_owned());
        let mut places = self.places;
        match places.as_mut_slice() {
            _ if found == LinkFound::Broken => places.clear(),
            [] => places.push(Selection { lines: seen.lines, value: None, count: 1 }),
            [only] => only.lines = seen.lines,
            [_, _, ..] => {}
        }
        Self { found, places, vacuous, masked: true, code, because }
    }

    /// All places seen as one, where there are any.
    pub(super) fn seen(&self) -> Option<Selection> {
        (!self.places.is_empty()).then(|| Selection::of_all(&self.places))
    }
}

/// The state of a link that supports no claim: whether it resolves, and what it asks itself.
pub(super) fn state_of(facts: &LinkFacts) -> LinkState {
    match facts.found {
        LinkFound::Holds | LinkFound::States if facts.vacuous => LinkState::Vacuous,
        LinkFound::Holds => LinkState::Holds,
        LinkFound::Misses => LinkState::Misses,
        LinkFound::States => LinkState::Resolves,
        LinkFound::Broken => LinkState::Broken,
    }
}
