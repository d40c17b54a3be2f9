//! What of the evidence is masked, and how links into it are followed all the same (SEMANTICS rule 24).

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::{File, Selection};
use crate::model::{Aggregate, Id, MaskedFile, MaskedPlace, Unchecked};

/// Masked copies, by their paths in a package.
#[derive(Default)]
pub struct Masking {
    files: BTreeMap<String, Masks>,
    source: Originals,
}

/// What is known of what stood in the masked places.
enum Originals {
    /// The originals are here.
    Here(BTreeMap<String, Arc<File>>),
    /// What was found in them was written down; in the order of the questions.
    Written(Vec<Unchecked>),
}

impl Default for Originals {
    fn default() -> Self {
        Self::Written(Vec::new())
    }
}

/// What stands behind the masks of a file.
pub enum Behind {
    /// Its original.
    Original(Arc<File>),
    /// What was found in it: see [`Masking::written_of`].
    Written,
}

impl Masking {
    /// Masked copies whose originals are here.
    #[must_use]
    pub fn of_originals(files: Vec<MaskedFile>, originals: BTreeMap<String, Arc<File>>) -> Self {
        Self { files: by_path(files), source: Originals::Here(originals) }
    }

    /// Masked copies of which only is known what was written down.
    #[must_use]
    pub fn written(files: Vec<MaskedFile>, mut unchecked: Vec<Unchecked>) -> Self {
        unchecked.sort_by(|one, other| question(one).cmp(&question(other)));
        Self { files: by_path(files), source: Originals::Written(unchecked) }
    }

    /// The masked copy at a path.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&MaskedFile> {
        self.files.get(path).map(|masks| &masks.file)
    }

    /// All masked copies, by path.
    #[must_use]
    pub fn files(&self) -> Vec<MaskedFile> {
        self.files.values().map(|masks| masks.file.clone()).collect()
    }

    /// What stands behind the masks of the file at a path; none where it has none.
    #[must_use]
    pub fn behind(&self, path: &str) -> Option<Behind> {
        self.files.get(path)?;
        match &self.source {
            Originals::Here(originals) => {
                originals.get(path).map(|file| Behind::Original(Arc::clone(file)))
            }
            Originals::Written(_) => Some(Behind::Written),
        }
    }

    /// What was written down of the same question: the same place, and the same asked of it.
    #[must_use]
    pub fn written_of(&self, asked: &Unchecked) -> &[Unchecked] {
        let Originals::Written(unchecked) = &self.source else { return &[] };
        let start = unchecked.partition_point(|one| question(one) < question(asked));
        let end = unchecked.partition_point(|one| question(one) <= question(asked));
        unchecked.get(start..end).unwrap_or_default()
    }

    /// Takes away the values of places in `copy` of which something is masked: a mask isn't what stands there.
    pub fn hide(&self, path: &str, copy: &File, places: &mut [Selection]) {
        let Some(masks) = self.files.get(path) else { return };
        for place in places {
            place.masked =
                place.span.as_ref().is_some_and(|span| masks.touch(in_bytes(copy, span)));
            if place.masked {
                place.value = None;
            }
        }
    }

    /// Whether something in those lines of `copy` is masked. A byte order mark belongs to the first.
    #[must_use]
    pub fn covers(&self, path: &str, copy: &File, (first, last): (usize, usize)) -> bool {
        let masks = self.files.get(path);
        masks.zip(copy.whole_lines(first, last)).is_some_and(|(masks, span)| {
            let bytes = in_bytes(copy, &span);
            masks.touch(if first <= 1 { 0..bytes.end } else { bytes })
        })
    }
}

/// A masked copy, with how far its masks reach.
struct Masks {
    file: MaskedFile,
    /// The first byte of each place, in order, with the end of the one that reaches farthest up to it.
    places: Vec<(usize, usize)>,
}

impl Masks {
    fn of(file: MaskedFile) -> Self {
        let end = |place: &MaskedPlace| place.end.max(place.start.saturating_add(1));
        let mut places: Vec<_> =
            file.places.iter().map(|place| (place.start, end(place))).collect();
        places.sort_unstable();
        let mut reach = 0;
        for (_, end) in &mut places {
            reach = reach.max(*end);
            *end = reach;
        }
        Self { file, places }
    }

    /// Whether one of those bytes is masked.
    fn touch(&self, bytes: Range<usize>) -> bool {
        let before = self.places.partition_point(|(start, _)| *start < bytes.end);
        let reach = before.checked_sub(1).and_then(|at| self.places.get(at));
        reach.is_some_and(|(_, end)| bytes.start < *end)
    }
}

/// A stretch of the copy's text in its bytes, a byte order mark among them.
fn in_bytes(copy: &File, span: &Range<usize>) -> Range<usize> {
    let mark = copy.text().map_or(0, |text| copy.bytes().len() - text.len());
    span.start + mark..span.end + mark
}

fn by_path(files: Vec<MaskedFile>) -> BTreeMap<String, Masks> {
    files.into_iter().map(|file| (file.path.clone(), Masks::of(file))).collect()
}

/// What is asked: of which place, and what of it.
fn question(one: &Unchecked) -> (&Id, [Option<&str>; 3], Option<Aggregate>) {
    let texts = [one.at.as_deref(), one.expect.as_deref(), one.unit.as_deref()];
    (&one.evidence, texts, one.aggregate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LinkFound;

    fn place(start: usize, end: usize) -> MaskedPlace {
        MaskedPlace { start, end, rule: "x".to_owned() }
    }

    #[test]
    fn a_place_is_masked_if_a_byte_of_it_is() {
        let places = vec![place(2, 20), place(4, 6), place(24, 26)];
        let file = MaskedFile { path: "a".to_owned(), places, original_sha256: None };
        let masking = Masking::written(vec![file], Vec::new());
        let text = "0123456789\n".repeat(3);
        for (text, mark) in [(text.clone(), 0), (format!("\u{feff}{text}"), 3)] {
            let copy = File::new(text.into_bytes().into());
            let is_masked = |start: usize, end: usize| {
                let span = start.saturating_sub(mark)..end.saturating_sub(mark);
                let mut places = [Selection::at(&copy, span, Some("v".to_owned()))];
                masking.hide("a", &copy, &mut places);
                assert_eq!(places[0].masked, places[0].value.is_none());
                places[0].masked
            };
            assert!(is_masked(19, 20) && is_masked(7, 8) && is_masked(25, 30));
            assert!(!is_masked(20, 24) && !is_masked(26, 30));
            assert_eq!(is_masked(1, 2), mark == 3, "the byte order mark is no part of the text");
            assert!(masking.covers("a", &copy, (1, 1)) && !masking.covers("b", &copy, (1, 1)));
        }
        let mut whole = [Selection { value: Some("v".to_owned()), ..Selection::default() }];
        masking.hide("a", &File::new(b"abc"[..].into()), &mut whole);
        assert!(!whole[0].masked);
    }

    fn covered(text: &str, places: &[(usize, usize)]) -> Vec<usize> {
        let places = places.iter().map(|(start, end)| place(*start, *end)).collect();
        let masked = MaskedFile { path: "inputs/a".to_owned(), places, original_sha256: None };
        let masking = Masking::written(vec![masked], Vec::new());
        let copy = File::new(text.as_bytes().into());
        let lines = copy.line_count().unwrap();
        let is_covered = |line: &usize| masking.covers("inputs/a", &copy, (*line, *line));
        assert!(!masking.covers("inputs/b", &copy, (1, lines)), "another file");
        (1..=lines).filter(is_covered).collect()
    }

    #[test]
    fn lines_are_covered_in_which_a_place_lies() {
        let text = "ab\ncd\nef\ngh";
        assert_eq!(covered(text, &[(3, 5)]), [2]);
        assert_eq!(covered(text, &[(4, 7)]), [2, 3]);
        assert_eq!(covered(text, &[(0, 1), (10, 11)]), [1, 4]);
        assert_eq!(covered(text, &[(10, 11), (0, 1)]), [1, 4], "whatever their order");
        assert_eq!(covered(text, &[(0, 11), (3, 4)]), [1, 2, 3, 4], "one around another");
        assert_eq!(covered(text, &[(2, 3)]), [1], "a line's end is its own");
        assert_eq!(covered(text, &[(6, 6)]), [3], "an empty one");
        assert_eq!(covered(text, &[(99, usize::MAX)]), [4], "behind the end");
        assert_eq!(covered("\u{feff}ab\ncd", &[(0, 1)]), [1], "a byte order mark");
        assert_eq!(covered("\u{feff}ab\ncd", &[(6, 8)]), [2]);
    }

    #[test]
    fn what_was_written_down_is_found_by_its_question() {
        let one = |at: &str, expect: Option<&str>, found| Unchecked {
            evidence: Id::from("log"),
            at: Some(at.to_owned()),
            expect: expect.map(str::to_owned),
            unit: None,
            aggregate: None,
            found,
            lines: None,
            vacuous: false,
        };
        let (holds, misses) = (LinkFound::Holds, LinkFound::Misses);
        let written =
            vec![one("L9", None, misses), one("L2", Some("== 1"), holds), one("L2", None, misses)];
        let masking = Masking::written(Vec::new(), written);
        let found = |asked: Unchecked| masking.written_of(&asked).first().map(|one| one.found);
        assert_eq!(found(one("L2", Some("== 1"), LinkFound::Broken)), Some(holds));
        assert_eq!(found(one("L2", None, LinkFound::Broken)), Some(misses));
        assert_eq!(found(one("L2", Some("== 2"), LinkFound::Broken)), None);
        assert_eq!(found(one("L3", None, LinkFound::Broken)), None);
    }
}
