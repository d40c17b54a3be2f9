//! JSON Pointers (RFC 6901) in the bytes of a file: the place and the exact text of what is there.
//!
//! A value is opened one level at a time, each at most once, and only on the way to what is asked for;
//! so many links into one file take time that is linear in its size, and nesting costs no stack.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde::Deserializer as _;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::NotSelected;
use crate::diagnostic::step;
use crate::evidence::places::span_in;
use crate::model::words::shortened;

/// The most levels that a pointer leads through. Each level rereads what is below it, so that this
/// keeps the time linear in the size of the file; it is also how deep `serde_json` reads by default.
const DEEPEST: usize = 128;

/// The most members or elements of one object or array that are kept: a member may take up 100 bytes.
const MOST_IN_LEVEL: usize = 1 << 24;

type Span = Range<usize>;

type Slot = Arc<OnceLock<Result<Level, String>>>;

/// What was opened of a file so far.
#[derive(Default)]
pub(super) struct Json {
    root: OnceLock<Result<Span, String>>,
    /// By the offset at which the object or array starts.
    levels: Mutex<BTreeMap<usize, Slot>>,
}

enum Level {
    Object(BTreeMap<String, Member>),
    Array(Vec<Span>),
}

struct Member {
    span: Span,
    repeated: bool,
}

impl Json {
    /// The stretch of `text`, always the same text, to which `tokens` lead.
    pub(super) fn find(&self, text: &str, tokens: &[String]) -> Result<Span, NotSelected> {
        if tokens.len() > DEEPEST {
            let reason = format!("the pointer leads through more than {DEEPEST} levels");
            return Err(NotSelected::Unreadable(reason));
        }
        let root = self.root.get_or_init(|| whole(text));
        let mut at = root.clone().map_err(NotSelected::Unreadable)?;
        for (depth, token) in tokens.iter().enumerate() {
            let above = || pointer(tokens.get(..depth).unwrap_or_default());
            let raw = text.get(at.clone()).unwrap_or_default();
            if !raw.starts_with(['{', '[']) {
                let reason = format!("{} is neither an object nor a list", above());
                return Err(NotSelected::Nothing(reason));
            }
            let slot = self.slot(at.start);
            let level = slot.get_or_init(|| open(text, raw));
            let level = level.as_ref().map_err(|error| NotSelected::Unreadable(error.clone()))?;
            at = level.step(token, above)?;
        }
        Ok(at)
    }

    fn slot(&self, start: usize) -> Slot {
        let mut levels = self.levels.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(levels.entry(start).or_default())
    }
}

impl Level {
    fn step(&self, token: &str, above: impl Fn() -> String) -> Result<Span, NotSelected> {
        match self {
            Self::Object(members) => match members.get(token) {
                Some(member) if member.repeated => Err(NotSelected::Several(format!(
                    "the member `{}` occurs more than once in {}",
                    shortened(token),
                    above()
                ))),
                Some(member) => Ok(member.span.clone()),
                None => Err(NotSelected::Nothing(format!(
                    "there is no member `{}` in {}",
                    shortened(token),
                    above()
                ))),
            },
            Self::Array(elements) => {
                let element = index(token).and_then(|index| elements.get(index));
                element.cloned().ok_or_else(|| {
                    NotSelected::Nothing(format!(
                        "there is no element `{}` in {}, which has {}",
                        shortened(token),
                        above(),
                        elements.len()
                    ))
                })
            }
        }
    }
}

/// The value that `raw` writes: a text without its quotation marks, anything else as its bytes have it;
/// none for an object or an array.
pub(super) fn value(raw: &str) -> Result<Option<String>, NotSelected> {
    if raw.starts_with(['{', '[']) {
        return Ok(None);
    }
    if raw.starts_with('"') {
        let text =
            serde_json::from_str(raw).map_err(|error| NotSelected::Unreadable(not_json(&error)))?;
        return Ok(Some(text));
    }
    Ok(Some(raw.to_owned()))
}

/// RFC 6901, section 4: digits without leading zeros. `-`, the element behind the last, is never there.
fn index(token: &str) -> Option<usize> {
    let digits = token.bytes().all(|byte| byte.is_ascii_digit());
    let canonical = token == "0" || !token.starts_with('0');
    if digits && canonical { token.parse().ok() } else { None }
}

/// Checks the whole text; the scanner under `RawValue` keeps its own stack, so nesting can't overflow.
fn whole(text: &str) -> Result<Span, String> {
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| not_json(&error))?;
    Ok(span_in(text, raw.get()))
}

fn open(text: &str, raw: &str) -> Result<Level, String> {
    let mut deserializer = serde_json::Deserializer::from_str(raw);
    deserializer.deserialize_any(Opening { text }).map_err(|error| match error.classify() {
        Category::Data => error.to_string(),
        Category::Io | Category::Syntax | Category::Eof => not_json(&error),
    })
}

/// The only thing that can be wrong with what is JSON.
fn too_many<E: Error>() -> E {
    E::custom(format!("an object or a list in it has more than {MOST_IN_LEVEL} values"))
}

pub(super) fn not_json(error: &serde_json::Error) -> String {
    format!("it is not JSON that can be read: {}", shortened(&error.to_string()))
}

/// The pointer to a place, for a message.
fn pointer(tokens: &[String]) -> String {
    if tokens.is_empty() {
        return "the whole".to_owned();
    }
    let mut written = String::new();
    for token in tokens {
        written.push_str(&step(token));
    }
    format!("`{}`", shortened(&written))
}

/// Reads one level: the members or elements as stretches of the text, unread.
struct Opening<'t> {
    text: &'t str,
}

impl<'de> Visitor<'de> for Opening<'_> {
    type Value = Level;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Level, A::Error> {
        let mut members = BTreeMap::<String, Member>::new();
        while let Some(name) = map.next_key()? {
            let raw: &RawValue = map.next_value()?;
            let span = span_in(self.text, raw.get());
            if members.len() == MOST_IN_LEVEL {
                return Err(too_many());
            }
            members
                .entry(name)
                .and_modify(|member| member.repeated = true)
                .or_insert(Member { span, repeated: false });
        }
        Ok(Level::Object(members))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Level, A::Error> {
        let mut elements = Vec::new();
        while let Some(raw) = seq.next_element::<&RawValue>()? {
            if elements.len() == MOST_IN_LEVEL {
                return Err(too_many());
            }
            elements.push(span_in(self.text, raw.get()));
        }
        Ok(Level::Array(elements))
    }
}
