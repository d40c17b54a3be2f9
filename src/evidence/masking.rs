//! What of the evidence is masked, and how links into it are followed all the same (SEMANTICS rule 24).

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::{File, Selection};
use crate::model::{MaskedFile, MaskedPlace, Unchecked};

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
    /// What was found in them was written down.
    Written(Vec<Unchecked>),
}

impl Default for Originals {
    fn default() -> Self {
        Self::Written(Vec::new())
    }
}

/// What stands behind the masks of a file.
pub enum Behind<'a> {
    /// Its original.
    Original(Arc<File>),
    /// What was found in it.
    Written(&'a [Unchecked]),
}

impl Masking {
    /// Masked copies whose originals are here.
    #[must_use]
    pub fn of_originals(files: Vec<MaskedFile>, originals: BTreeMap<String, Arc<File>>) -> Self {
        Self { files: by_path(files), source: Originals::Here(originals) }
    }

    /// Masked copies of which only is known what was written down.
    #[must_use]
    pub fn written(files: Vec<MaskedFile>, unchecked: Vec<Unchecked>) -> Self {
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
    pub fn behind(&self, path: &str) -> Option<Behind<'_>> {
        self.files.get(path)?;
        match &self.source {
            Originals::Here(originals) => {
                originals.get(path).map(|file| Behind::Original(Arc::clone(file)))
            }
            Originals::Written(unchecked) => Some(Behind::Written(unchecked)),
        }
    }

    /// Takes away the values of places in `copy` of which something is masked: a mask isn't what stands there.
    pub fn hide(&self, path: &str, copy: &File, places: &mut [Selection]) {
        let Some(masks) = self.files.get(path) else { return };
        for place in places {
            place.masked = place.span.as_ref().is_some_and(|span| masks.touch(copy, span));
            if place.masked {
                place.value = None;
            }
        }
    }

    /// Whether something in those lines of `copy` is masked.
    #[must_use]
    pub fn covers(&self, path: &str, copy: &File, (first, last): (usize, usize)) -> bool {
        let span = copy.line_span(first, last);
        let masks = self.files.get(path);
        masks.zip(span).is_some_and(|(masks, span)| masks.touch(copy, &span))
    }
}

/// A masked copy, with how far its masks reach.
struct Masks {
    file: MaskedFile,
    /// By place: the end of the one that reaches farthest up to it.
    reach: Vec<usize>,
}

impl Masks {
    fn of(file: MaskedFile) -> Self {
        let farthest = |so_far: &mut usize, place: &MaskedPlace| {
            *so_far = place.end.max(*so_far);
            Some(*so_far)
        };
        let reach = file.places.iter().scan(0, farthest).collect();
        Self { file, reach }
    }

    /// Whether something in a stretch of the copy's text is masked.
    fn touch(&self, copy: &File, span: &Range<usize>) -> bool {
        // Masks count bytes, a byte order mark among them.
        let mark = copy.text().map_or(0, |text| copy.bytes().len() - text.len());
        let before = self.file.places.partition_point(|place| place.start < span.end + mark);
        let reach = before.checked_sub(1).and_then(|at| self.reach.get(at));
        reach.is_some_and(|end| span.start + mark < *end)
    }
}

fn by_path(files: Vec<MaskedFile>) -> BTreeMap<String, Masks> {
    files.into_iter().map(|file| (file.path.clone(), Masks::of(file))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
