//! What of the evidence is masked, and how links into it are followed all the same (SEMANTICS rule 24).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::File;
use crate::model::{Id, MaskedFile, MaskedPlace, Unchecked};

/// Masked copies, by their paths in a package.
#[derive(Default)]
pub struct Masking {
    files: BTreeMap<String, Masked>,
    source: Originals,
}

/// A masked copy, ready to be asked whether something in it is masked.
struct Masked {
    file: MaskedFile,
    /// The first byte of each place, in order, with the last byte of all places up to there.
    places: Vec<(usize, usize)>,
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
        self.files.get(path).map(|masked| &masked.file)
    }

    /// All masked copies, by path.
    #[must_use]
    pub fn files(&self) -> Vec<MaskedFile> {
        self.files.values().map(|masked| masked.file.clone()).collect()
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
    pub fn written_of(&self, asked: &Unchecked) -> Option<&Unchecked> {
        let Originals::Written(unchecked) = &self.source else { return None };
        let at = unchecked.partition_point(|one| question(one) < question(asked));
        unchecked.get(at).filter(|one| question(one) == question(asked))
    }

    /// Whether something in the lines of `copy` is masked; in a whole file, something is.
    #[must_use]
    pub fn covers(&self, path: &str, copy: &File, lines: Option<(usize, usize)>) -> bool {
        let Some(masked) = self.files.get(path) else { return false };
        let Some((first, last)) = lines else { return true };
        let mark = copy.text().map_or(0, |text| copy.bytes().len() - text.len());
        let Some(lines) = copy.whole_lines(first, last) else { return false };
        let before_end = masked.places.partition_point(|(start, _)| *start < lines.end + mark);
        let until = before_end.checked_sub(1).and_then(|at| masked.places.get(at));
        // A byte order mark belongs to the first line.
        let start = if lines.start == 0 { 0 } else { lines.start + mark };
        until.is_some_and(|(_, last)| *last >= start)
    }
}

fn by_path(files: Vec<MaskedFile>) -> BTreeMap<String, Masked> {
    let masked = files.into_iter().map(|file| {
        let last = |place: &MaskedPlace| place.end.saturating_sub(1).max(place.start);
        let mut places: Vec<_> =
            file.places.iter().map(|place| (place.start, last(place))).collect();
        places.sort_unstable();
        let mut furthest = 0;
        for (_, last) in &mut places {
            furthest = furthest.max(*last);
            *last = furthest;
        }
        (file.path.clone(), Masked { file, places })
    });
    masked.collect()
}

/// What is asked: of which place, and what of it.
fn question(one: &Unchecked) -> (&Id, Option<&str>, Option<&str>, Option<&str>) {
    (&one.evidence, one.at.as_deref(), one.expect.as_deref(), one.unit.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LinkFound;

    fn place(start: usize, end: usize) -> MaskedPlace {
        MaskedPlace { start, end, rule: "jwt".to_owned() }
    }

    fn covered(text: &str, places: &[(usize, usize)]) -> Vec<usize> {
        let places = places.iter().map(|(start, end)| place(*start, *end)).collect();
        let masked = MaskedFile { path: "inputs/a".to_owned(), places, original_sha256: None };
        let masking = Masking::written(vec![masked], Vec::new());
        let copy = File::new(text.as_bytes().into());
        let lines = copy.line_count().unwrap();
        let is_covered = |line: &usize| masking.covers("inputs/a", &copy, Some((*line, *line)));
        assert!(masking.covers("inputs/a", &copy, None), "of a whole file, something is");
        assert!(!masking.covers("inputs/b", &copy, Some((1, lines))), "another file");
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
            found,
            lines: None,
            vacuous: false,
        };
        let (holds, misses) = (LinkFound::Holds, LinkFound::Misses);
        let written =
            vec![one("L9", None, misses), one("L2", Some("== 1"), holds), one("L2", None, misses)];
        let masking = Masking::written(Vec::new(), written);
        let found = |asked: Unchecked| masking.written_of(&asked).map(|one| one.found);
        assert_eq!(found(one("L2", Some("== 1"), LinkFound::Broken)), Some(holds));
        assert_eq!(found(one("L2", None, LinkFound::Broken)), Some(misses));
        assert_eq!(found(one("L2", Some("== 2"), LinkFound::Broken)), None);
        assert_eq!(found(one("L3", None, LinkFound::Broken)), None);
    }
}
