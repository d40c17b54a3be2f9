//! What was seen at the end of a link, in the copy that is published and, where that is masked, behind the mask.

use crate::evidence::Selection;
use crate::model::{LinkFacts, LinkFound, LinkState, Unchecked};

/// A place that was looked at.
pub(super) struct Looked {
    pub(super) found: LinkFound,
    /// The places. Those in which something is masked have no value.
    pub(super) places: Vec<Selection>,
    /// Whether only their number is asked for.
    pub(super) counted: bool,
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
        let (found, places) = (LinkFound::Broken, Vec::new());
        Self { found, places, counted: false, vacuous: false, masked: false, code, because }
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
        let lines =
            |looked: &Self| -> Vec<_> { looked.places.iter().map(|place| place.lines).collect() };
        let same_places = if self.counted {
            lines(self) == lines(original)
        } else {
            self.places == original.places
        };
        let same = self.found == original.found && self.vacuous == original.vacuous;
        same && same_places && self.code == original.code
    }

    /// Whether the original may have shown that, where this is what its copy shows: a place that isn't masked shows
    /// the same in both. What stands behind masks may only have been one place too many, or that nothing ran.
    pub(super) fn is_open_to(&self, seen: &Unchecked) -> bool {
        self.places.is_empty()
            || self.places.iter().any(|place| place.masked)
            || seen.found == LinkFound::Broken
            || seen.vacuous
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
        let hidden =
            || Selection { lines: seen.lines, count: 1, masked: true, ..Selection::default() };
        match places.as_mut_slice() {
            _ if found == LinkFound::Broken => places.clear(),
            [] => places.push(hidden()),
            [only] => *only = hidden(),
            [_, _, ..] => {}
        }
        Self { found, places, vacuous, masked: true, code, because, ..self }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    fn place(line: usize, value: &str) -> Selection {
        let value = Some(value.to_owned());
        Selection { lines: Some((line, line)), value, count: 1, ..Selection::default() }
    }

    fn looked(places: &[Selection]) -> Looked {
        Looked {
            found: LinkFound::States,
            places: places.to_vec(),
            ..Looked::broken(("", String::new()))
        }
    }

    fn seen(found: LinkFound) -> Unchecked {
        let (at, expect, unit, aggregate) = (None, None, None, None);
        let (lines, vacuous) = (Some((7, 7)), false);
        Unchecked { evidence: Id::from("e"), at, expect, unit, aggregate, found, lines, vacuous }
    }

    #[test]
    fn what_is_counted_is_the_same_whatever_stands_there() {
        let (copy, original) = ([place(1, "***")], [place(1, "key")]);
        let counted = |places: &[Selection]| Looked { counted: true, ..looked(places) };
        assert!(counted(&copy).is_as(&counted(&original)));
        assert!(!counted(&copy).is_as(&counted(&[place(2, "***")])));
        assert!(!counted(&copy).is_as(&counted(&[])));
        assert!(!looked(&copy).is_as(&looked(&original)));
        assert!(looked(&copy).is_as(&looked(&copy)));
    }

    #[test]
    fn a_place_that_is_not_masked_shows_the_same_in_the_original() {
        let masked = Selection { masked: true, ..place(1, "***") };
        let plain = [place(1, "99")];
        for found in [LinkFound::Holds, LinkFound::Misses, LinkFound::States] {
            assert!(!looked(&plain).is_open_to(&seen(found)), "{found:?}");
            assert!(looked(&[]).is_open_to(&seen(found)));
            assert!(looked(&[place(1, "99"), masked.clone()]).is_open_to(&seen(found)));
        }
        // A second place behind a mask makes it ambiguous; neither makes anything hold.
        assert!(looked(&plain).is_open_to(&seen(LinkFound::Broken)));
        let vacuous = Unchecked { vacuous: true, ..seen(LinkFound::Holds) };
        assert!(looked(&plain).is_open_to(&vacuous));
    }

    #[test]
    fn what_is_told_of_an_original_shows_nothing_of_it() {
        for places in [vec![], vec![place(1, "***")]] {
            let told = looked(&places).with(&seen(LinkFound::Misses));
            assert_eq!(told.because, "what stands there is masked, and isn't as expected");
            let [only] = told.places.as_slice() else { panic!("one place is told") };
            assert_eq!((only.lines, &only.value, only.masked), (Some((7, 7)), &None, true));
        }
        assert!(looked(&[place(1, "x")]).with(&seen(LinkFound::Broken)).places.is_empty());
    }
}
