//! Finds secrets in a text: one pass for the rules' keywords, and one for each rule of which a keyword occurs.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::{Captures, Regex};

use super::decoded::Decoded;
use super::likely::{is_code_or_word, is_placeholder, is_random};
use super::rules::{Check, RULES, Rule};
use crate::model::{MaskedPlace, NAMED, Pattern, Redaction};

/// The most places of one file that are masked one by one: a manifest lists them all.
const MOST_PLACES: usize = 100_000;

/// There are more secrets than can be masked one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more is taken for secrets than can be masked one by one")]
pub struct TooMany;

/// The rules that are on, and the policy's own patterns.
pub struct Searcher {
    rules: Vec<(&'static Rule, OnceLock<Option<Regex>>)>,
    /// The rule of each keyword.
    of_keyword: Vec<usize>,
    keywords: Option<AhoCorasick>,
    own: Vec<(String, Pattern)>,
}

impl Searcher {
    /// The rules as a policy wants them. Patterns were checked when the policy was read.
    #[must_use]
    pub fn new(redaction: &Redaction) -> Self {
        let on = RULES.iter().filter(|rule| !redaction.is_off(rule.id));
        let rules: Vec<_> = on.map(|rule| (rule, OnceLock::new())).collect();
        let mut of_keyword = Vec::new();
        let mut words: Vec<&str> = Vec::new();
        for (at, (rule, _)) in rules.iter().enumerate() {
            of_keyword.extend(rule.keywords.iter().map(|_| at));
            words.extend(rule.keywords);
        }
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(true).match_kind(MatchKind::Standard);
        let keywords = builder.build(words).ok();
        let own = redaction
            .patterns
            .iter()
            .filter_map(|own| Some((own.id.to_string(), Pattern::parse(&own.pattern).ok()?)));
        Self { rules, of_keyword, keywords, own: own.collect() }
    }

    /// The places of secrets in a text, in order, none overlapping another.
    ///
    /// # Errors
    ///
    /// [`TooMany`] where there are more than 100,000.
    pub fn places(&self, text: &str) -> Result<Vec<MaskedPlace>, TooMany> {
        let mut found = self.in_text(text)?;
        let decoded = Decoded::of(text);
        let inside = self.in_text(&decoded.text)?;
        found.extend(inside.into_iter().map(|(span, rule)| (decoded.raw(&span), rule)));
        Ok(merged(found))
    }

    fn in_text<'a>(&'a self, text: &str) -> Result<Vec<(Range<usize>, &'a str)>, TooMany> {
        let mut found = Vec::new();
        let is_left = |span: &Range<usize>| !is_masked(text.get(span.clone()).unwrap_or_default());
        for (rule, regex) in self.rules.iter().zip(self.hit(text)).filter(|it| it.1).map(|it| it.0)
        {
            if let Some(regex) = regex.get_or_init(|| Regex::new(rule.pattern).ok()) {
                let spans = by_rule(rule, regex, text).filter(is_left);
                add(&mut found, spans.map(|span| (span, rule.id)))?;
            }
        }
        for (id, pattern) in &self.own {
            let spans = pattern.regex().captures_iter(text);
            let spans = spans.filter_map(|captures| captured(&captures)).filter(is_left);
            add(&mut found, spans.map(|span| (span, id.as_str())))?;
        }
        Ok(found)
    }

    /// Whether a keyword of each rule occurs.
    fn hit(&self, text: &str) -> Vec<bool> {
        let Some(keywords) = &self.keywords else { return vec![true; self.rules.len()] };
        let mut hit = vec![false; self.rules.len()];
        let mut left = hit.len();
        for found in keywords.find_overlapping_iter(text) {
            let rule = self.of_keyword.get(found.pattern().as_usize());
            if let Some(seen) = rule.and_then(|rule| hit.get_mut(*rule)).filter(|seen| !**seen) {
                *seen = true;
                left -= 1;
                if left == 0 {
                    break;
                }
            }
        }
        hit
    }
}

/// Adds places, as long as there are not too many.
pub(super) fn add<'a>(
    found: &mut Vec<(Range<usize>, &'a str)>,
    more: impl Iterator<Item = (Range<usize>, &'a str)>,
) -> Result<(), TooMany> {
    for place in more {
        if found.len() == MOST_PLACES {
            return Err(TooMany);
        }
        found.push(place);
    }
    Ok(())
}

/// Whether there is nothing left to mask: stars, and line breaks as such, as escapes (of escapes), or made visible.
fn is_masked(text: &str) -> bool {
    let mut escaped = false;
    text.chars().all(|it| {
        let is_escape = escaped && matches!(it, 'n' | 'r');
        escaped = it == '\\';
        is_escape || escaped || it.is_whitespace() || "*␊␍…".contains(it)
    })
}

/// The first capture that took part.
fn captured(captures: &Captures<'_>) -> Option<Range<usize>> {
    captures.iter().skip(1).flatten().next().map(|capture| capture.range())
}

fn by_rule<'t>(
    rule: &Rule,
    regex: &'t Regex,
    text: &'t str,
) -> impl Iterator<Item = Range<usize>> + use<'t> {
    let check = rule.check;
    regex.captures_iter(text).filter_map(move |captures| {
        let span = captured(&captures)?;
        let value = text.get(span.clone()).unwrap_or_default();
        let quoted = || text.get(..span.start).is_some_and(|it| it.ends_with(['"', '\'']));
        let is_secret = match check {
            Check::Any => true,
            Check::Filled => !is_placeholder(value),
            Check::Password => {
                !is_placeholder(value)
                    && (quoted() || tight(text, &span) || !is_code_or_word(value))
            }
            Check::Random => {
                !is_placeholder(value) && is_random(value) && !is_of_hash(text, &captures)
            }
            Check::Armoured => return Some(armoured(text, span.end)),
        };
        is_secret.then_some(span)
    })
}

/// Whether the name that a value is given to says that the value is the digest of a secret.
fn is_of_hash(text: &str, captures: &Captures<'_>) -> bool {
    let start = captures.get(0).map_or(0, |whole| whole.start());
    let before = text.get(..start).unwrap_or_default();
    before.ends_with("hashed_") || before.ends_with("hash_")
}

/// Whether an unquoted value follows its sign at once, as in an environment file; a path isn't one even then.
fn tight(text: &str, span: &Range<usize>) -> bool {
    let before = text.get(..span.start).unwrap_or_default();
    let value = text.get(span.clone()).unwrap_or_default();
    before.ends_with('=') && !value.starts_with(['/', '~', '.']) && !value.contains(['(', '['])
}

/// The body of a key from behind its head to its foot. Where it is cut off, it is all that could belong to it.
fn armoured(text: &str, start: usize) -> Range<usize> {
    let rest = text.get(start..).unwrap_or_default();
    let bytes = rest.as_bytes();
    // The next line of dashes is the foot, or the head of another key: so far, and no farther, is read.
    let stops = |at: &usize| {
        let from = bytes.get(*at..).unwrap_or_default();
        matches!(from.first(), Some(b'"' | b'<' | b'>')) || from.starts_with(b"-----")
    };
    let stop = (0..bytes.len()).find(stops).unwrap_or(bytes.len());
    let within = rest.get(..stop).unwrap_or_default();
    let has_foot = bytes.get(stop) == Some(&b'-');
    let end = if has_foot {
        stop
    } else {
        let body =
            |it: char| it.is_ascii_alphanumeric() || it.is_whitespace() || "+/=\\:,-".contains(it);
        within.find(|it| !body(it)).unwrap_or(stop)
    };
    let body = rest.get(..end).unwrap_or_default();
    // The line breaks beside head and foot, written as such or as escapes, are no part of it.
    let trim = |text: &str| text.trim_matches(|it: char| it.is_whitespace()).len();
    let lead = body.len() - body.trim_start().len();
    start + lead..start + lead + trim(body)
}

/// In order, with those that overlap or touch made one, which has the name of the first.
pub(super) fn merged(mut found: Vec<(Range<usize>, &str)>) -> Vec<MaskedPlace> {
    found.sort_by(|a, b| (a.0.start, b.0.end, a.1).cmp(&(b.0.start, a.0.end, b.1)));
    let mut places: Vec<MaskedPlace> = Vec::new();
    for (span, rule) in found {
        match places.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            Some(_) | None => {
                places.push(MaskedPlace {
                    start: span.start,
                    end: span.end,
                    rule: rule.to_owned(),
                });
            }
        }
    }
    places
}

/// The same places in order, with those that overlap made one. Named places keep to themselves: they are masked
/// otherwise.
#[must_use]
pub fn union(places: Vec<MaskedPlace>) -> Vec<MaskedPlace> {
    let (named, found): (Vec<MaskedPlace>, Vec<MaskedPlace>) =
        places.into_iter().partition(|place| place.rule == NAMED);
    let joined = |places: &[MaskedPlace]| {
        merged(places.iter().map(|it| (it.start..it.end, it.rule.as_str())).collect())
    };
    let mut all = joined(&named);
    all.extend(joined(&found));
    all.sort();
    all
}
