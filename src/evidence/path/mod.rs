//! `JSONPath` (RFC 9535) walked over the bytes of a file: the places that a path selects.
//!
//! Numbers and texts are compared as they are written, never as floats. What a path may do is bounded by the
//! size of the file, so that none takes longer than a few readings of it.

mod filter;
mod number;
#[cfg(test)]
mod suite;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::NotSelected;
use super::tree::{Kind, Repeated, Tree, Value};
use crate::model::jsonpath::{JsonPath, Matching, Pick, Reach, Segment, Slice};
use crate::model::words::shortened;

/// How often each value of a file may be looked at by one path, on the average. `$..*` looks three times at each.
const LOOKS: u64 = 64;

/// How often values may be looked at in however small a file.
const LEAST_LOOKS: u64 = 1_000_000;

/// How many bytes of text are compared or searched at the cost of one look.
const BYTES_A_LOOK: usize = 64;

/// How many values, and bytes of values, a path may select besides each once: the RFC lets it select one often.
const MOST_REPEATED: usize = 1 << 20;

/// At the cost of how many looks a pattern is compiled: a large one takes milliseconds.
const LOOKS_A_PATTERN: u64 = 20_000;

/// How many compiled patterns are kept: one may take megabytes.
const PATTERNS_KEPT: usize = 32;

/// The values of a file, read when a path is first followed there.
#[derive(Default)]
pub(super) struct Paths {
    tree: OnceLock<Result<Tree, String>>,
}

impl Paths {
    /// The stretches of `text`, always the same text, that `path` selects, in the order of RFC 9535. There is
    /// at least one.
    pub(super) fn find(
        &self,
        text: &str,
        path: &JsonPath,
    ) -> Result<Vec<Range<usize>>, NotSelected> {
        let tree = self.tree.get_or_init(|| Tree::of(text)).as_ref();
        let tree = tree.map_err(|reason| NotSelected::Unreadable(reason.clone()))?;
        let mut walk = Walk::new(tree, text);
        let found = walk.query(0, path.segments())?;
        if found.is_empty() {
            let reason = match walk.ended_at {
                Some(step) if path.segments().len() > 1 => {
                    format!("the path selects nothing from its step {step} on")
                }
                Some(_) | None => "the path selects nothing".to_owned(),
            };
            return Err(NotSelected::Nothing(reason));
        }
        let is_scalar =
            |value: &&Value| !matches!(tree.kind(text, **value), Kind::Object | Kind::Array);
        let scalars = found.iter().filter(is_scalar);
        let bytes: usize = scalars.map(|value| tree.span(*value).len()).sum();
        if bytes > text.len() + MOST_REPEATED {
            return Err(again_and_again());
        }
        Ok(found.into_iter().map(|value| tree.span(value)).collect())
    }
}

fn ambiguous(name: &str, repeated: &Repeated) -> NotSelected {
    NotSelected::Several(format!(
        "the member `{}` occurs more than once in the object that begins in line {}",
        shortened(name),
        repeated.line
    ))
}

fn again_and_again() -> NotSelected {
    NotSelected::Several("the path selects the same values again and again".to_owned())
}

/// One path on its way through one file.
struct Walk<'t> {
    tree: &'t Tree,
    text: &'t str,
    /// How many looks are left.
    left: u64,
    /// How many values may be selected on the way.
    most: usize,
    /// Patterns that were compiled; none for what is no pattern.
    patterns: BTreeMap<(bool, String), Option<Regex>>,
    /// The step, from 1, behind which the outermost query had nothing left.
    ended_at: Option<usize>,
}

impl<'t> Walk<'t> {
    fn new(tree: &'t Tree, text: &'t str) -> Self {
        let values = LOOKS * tree.len() as u64;
        let bytes = LOOKS * (text.len() / BYTES_A_LOOK) as u64;
        let left = LEAST_LOOKS + values + bytes;
        let most = MOST_REPEATED + 2 * tree.len();
        Self { tree, text, left, most, patterns: BTreeMap::new(), ended_at: None }
    }

    /// The values that the segments select from `start`.
    fn query(&mut self, start: Value, segments: &'t [Segment]) -> Result<Vec<Value>, NotSelected> {
        let mut found = vec![start];
        for (step, segment) in segments.iter().enumerate() {
            let mut next = Vec::new();
            for value in found {
                match segment.reach {
                    Reach::Children => self.picks(value, &segment.picks, &mut next)?,
                    Reach::Descendants => {
                        for below in self.tree.within(value) {
                            self.picks(below, &segment.picks, &mut next)?;
                        }
                    }
                }
            }
            if next.is_empty() {
                self.ended_at = Some(step + 1);
                return Ok(next);
            }
            found = next;
        }
        Ok(found)
    }

    fn picks(
        &mut self,
        value: Value,
        picks: &'t [Pick],
        found: &mut Vec<Value>,
    ) -> Result<(), NotSelected> {
        self.look(1)?;
        let kind = self.tree.kind(self.text, value);
        if !matches!(kind, Kind::Object | Kind::Array) {
            return Ok(());
        }
        for pick in picks {
            self.look(1)?;
            if found.len() > self.most {
                return Err(again_and_again());
            }
            match (pick, kind) {
                (Pick::Name(name), Kind::Object) => found.extend(self.member(value, name)?),
                (Pick::Index(place), Kind::Array) => {
                    found.extend(self.tree.element(self.text, value, *place));
                }
                (Pick::Slice(slice), Kind::Array) => self.slice(value, *slice, found)?,
                (Pick::All, _) => {
                    for child in self.all(value)? {
                        self.look(1)?;
                        found.push(child);
                    }
                }
                (Pick::Filter(test), _) => {
                    for child in self.all(value)? {
                        self.look(1)?;
                        if self.holds(test, child)? {
                            found.push(child);
                        }
                    }
                }
                (Pick::Name(_) | Pick::Index(_) | Pick::Slice(_), _) => {}
            }
        }
        Ok(())
    }

    /// The member of that name. What is asked of a name that occurs twice has no answer (RFC 8259, section 4).
    fn member(&mut self, object: Value, name: &str) -> Result<Option<Value>, NotSelected> {
        match self.tree.repeated(object) {
            Some(repeated) if repeated.names.contains(name) => Err(ambiguous(name, repeated)),
            Some(_) | None => Ok(self.tree.member(self.text, object, name)),
        }
    }

    /// All children, of an object only where no name occurs twice.
    fn all(&self, value: Value) -> Result<impl Iterator<Item = Value> + use<'t>, NotSelected> {
        let tree = self.tree;
        match tree.repeated(value).and_then(|repeated| repeated.names.first().zip(Some(repeated))) {
            Some((name, repeated)) => Err(ambiguous(name, repeated)),
            None => Ok(tree.children(value)),
        }
    }

    /// RFC 9535, section 2.3.4.2.2.
    fn slice(
        &mut self,
        array: Value,
        slice: Slice,
        found: &mut Vec<Value>,
    ) -> Result<(), NotSelected> {
        let Slice { start, end, step } = slice;
        let all: Vec<Value> = self.tree.children(array).collect();
        self.look(all.len() as u64)?;
        let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
        let from_start = |place: i64| if place < 0 { count + place } else { place };
        let (first, last) = if step >= 0 { (0, count) } else { (-1, count - 1) };
        let (default_start, default_end) = if step >= 0 { (first, last) } else { (last, first) };
        let start = start.map_or(default_start, |place| from_start(place).clamp(first, last));
        let end = end.map_or(default_end, |place| from_start(place).clamp(first, last));
        let mut place = start;
        while step > 0 && place < end || step < 0 && place > end {
            found.extend(usize::try_from(place).ok().and_then(|place| all.get(place)));
            place = place.saturating_add(step);
        }
        Ok(())
    }

    /// Counts looks at values, and ends the walk when there were too many.
    fn look(&mut self, looks: u64) -> Result<(), NotSelected> {
        let reason = "the path looks at more values than its file's size allows; \
                      name its steps instead of `*` and `..`";
        let left = self.left.checked_sub(looks);
        self.left = left.ok_or_else(|| NotSelected::Unreadable(reason.to_owned()))?;
        Ok(())
    }

    /// The same for texts that are compared or searched.
    fn look_at_text(&mut self, bytes: usize) -> Result<(), NotSelected> {
        self.look(1 + (bytes / BYTES_A_LOOK) as u64)
    }

    /// Whether the pattern matches; what is no pattern matches nothing (RFC 9535, section 2.4.6).
    fn is_match(
        &mut self,
        matching: Matching,
        written: &str,
        text: &str,
    ) -> Result<bool, NotSelected> {
        self.look_at_text(text.len() + written.len())?;
        let key = (matching == Matching::Whole, written.to_owned());
        if let Some(known) = self.patterns.get(&key) {
            return Ok(known.as_ref().is_some_and(|regex| regex.is_match(text)));
        }
        self.look(LOOKS_A_PATTERN)?;
        let compiled = matching.compile(written).ok();
        let is_match = compiled.as_ref().is_some_and(|regex| regex.is_match(text));
        if self.patterns.len() < PATTERNS_KEPT {
            self.patterns.insert(key, compiled);
        }
        Ok(is_match)
    }
}
