//! Secrets that were found, held in memory for as long as it takes to see that they are nowhere else.

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::decoded::Decoded;
use super::search::{TooMany, add, merged};
use crate::model::{MaskedPlace, NAMED};

/// Fewer characters are looked for at their places only (SEMANTICS rule 24).
const SHORTEST: usize = 8;

/// A text of letters alone that is shorter than this may be a word that stands elsewhere for itself.
const SHORTEST_WORD: usize = 16;

/// What is longer is looked for by so many of its first bytes.
const LONGEST: usize = 4096;

/// The most bytes of texts that are looked for: each byte takes up fifty in what finds them.
const MOST_BYTES: usize = 8 << 20;

/// Texts that were masked, by the rule that found them. It is never printed.
#[derive(Clone, Default)]
pub struct Secrets {
    rules: BTreeMap<String, String>,
    bytes: usize,
}

impl Secrets {
    /// Takes what is masked in `original`, of which `masked` is the masked copy. Every line of a secret is one.
    pub fn add(&mut self, original: &str, masked: &[u8], places: &[MaskedPlace]) {
        for place in places {
            for run in runs(original, masked, place) {
                let end = original.floor_char_boundary(run.end.min(run.start + LONGEST));
                let Some(text) = original.get(run.start..end) else { continue };
                self.take(text, &place.rule);
                let quoted = format!("\"{text}\"");
                let decoded = Decoded::of(&quoted);
                decoded.text.lines().for_each(|line| self.take(line, &place.rule));
            }
        }
    }

    fn take(&mut self, text: &str, rule: &str) {
        let text = text.trim().trim_matches('*');
        let count = text.chars().filter(|it| *it != '*').count();
        let is_word = text.chars().all(char::is_alphabetic) && count < SHORTEST_WORD;
        let is_new = !self.rules.contains_key(text) && self.bytes <= MOST_BYTES;
        if count >= SHORTEST && !is_word && is_new {
            self.bytes += text.len();
            self.rules.insert(text.to_owned(), rule.to_owned());
        }
    }

    /// Whether they can be looked for.
    ///
    /// # Errors
    ///
    /// [`TooMany`] where they have more bytes together than that would be possible for.
    pub fn check(&self) -> Result<(), TooMany> {
        if self.bytes > MOST_BYTES { Err(TooMany) } else { Ok(()) }
    }

    /// Whether there is none that is long enough to be looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Each as it may be written elsewhere, with its rule.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.rules.iter().map(|(text, rule)| (text.as_str(), rule.as_str()))
    }

    /// What finds them all in one pass.
    #[must_use]
    pub fn finder(&self) -> Finder<'_> {
        let rules: Vec<&str> = self.rules.values().map(String::as_str).collect();
        let mut builder = AhoCorasick::builder();
        let builder = builder.match_kind(MatchKind::LeftmostLongest);
        Finder { search: builder.build(self.rules.keys()).ok(), rules }
    }
}

/// The stretches of a place that don't stand in the copy.
fn runs(original: &str, masked: &[u8], place: &MaskedPlace) -> Vec<Range<usize>> {
    let changes = |at: usize| match (original.as_bytes().get(at), masked.get(at)) {
        (Some(was), Some(is)) => was != is || (*is == b'*' && place.rule != NAMED),
        (_, _) => false,
    };
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in (place.start..place.end).filter(|at| changes(*at)) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            Some(_) | None => runs.push(at..at + 1),
        }
    }
    runs
}

/// Finds known secrets.
pub struct Finder<'a> {
    search: Option<AhoCorasick>,
    rules: Vec<&'a str>,
}

impl Finder<'_> {
    /// Where they stand in a text, in order, but for what a rule has found there already: what repeats itself is in
    /// itself again and again.
    ///
    /// # Errors
    ///
    /// [`TooMany`] where there are more than 100,000 places.
    pub fn places(&self, text: &str, found: &[MaskedPlace]) -> Result<Vec<MaskedPlace>, TooMany> {
        let already = Stretches::of(found);
        let mut places = Vec::new();
        add(&mut places, self.spans(text).filter(|(span, _)| !already.hold(span)))?;
        let decoded = Decoded::of(text);
        let inside = self.spans(&decoded.text).map(|(span, rule)| (decoded.raw(&span), rule));
        add(&mut places, inside.filter(|(span, _)| !already.hold(span)))?;
        Ok(merged(places))
    }

    fn spans(&self, text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
        let found = self.search.iter().flat_map(move |search| search.find_iter(text));
        found.map(|found| {
            let rule = self.rules.get(found.pattern().as_usize()).copied();
            (found.range(), rule.unwrap_or_default())
        })
    }
}

/// Stretches of a text in order, none of which touches another.
struct Stretches(Vec<Range<usize>>);

impl Stretches {
    /// What rules found. Named places are masked otherwise, and don't stand for it.
    fn of(places: &[MaskedPlace]) -> Self {
        let found = places.iter().filter(|place| place.rule != NAMED);
        let mut spans: Vec<Range<usize>> = found.map(|place| place.start..place.end).collect();
        spans.sort_by_key(|span| span.start);
        spans.dedup_by(|next, last| {
            let touch = next.start <= last.end;
            if touch {
                last.end = last.end.max(next.end);
            }
            touch
        });
        Self(spans)
    }

    /// Whether all of it lies in one of them.
    fn hold(&self, span: &Range<usize>) -> bool {
        let before = self.0.partition_point(|stretch| stretch.start <= span.start);
        let stretch = before.checked_sub(1).and_then(|at| self.0.get(at));
        stretch.is_some_and(|stretch| span.end <= stretch.end)
    }
}
