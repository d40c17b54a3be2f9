//! Fields that differ, side by side: what each was, and what it is.

use crate::model::delta::{Field, Thing};
use crate::view::{Cell, Span, Text};

/// Of a longer value only the part is printed where the two differ: the reports hold all of it.
const LONGEST: usize = 240;
/// What has so many digits at least, and nothing else, is no number.
const DIGEST: usize = 32;
/// How much of what is the same stands before that.
const BEFORE: usize = 40;

/// What was and what is, a line a field.
pub(super) fn cells(change: Thing, fields: &[Field]) -> (Cell, Cell) {
    let old = || lines(fields, Side::Old);
    let new = || lines(fields, Side::New);
    match change {
        Thing::Added => (Cell::words("not there"), or(new(), "there")),
        Thing::Removed => (or(old(), "there"), Cell::words("not there")),
        Thing::Changed => (or(old(), "other words"), or(new(), "other words")),
        Thing::Same => (or(old(), "the same"), or(new(), "the same")),
    }
}

/// The lines, or words where there are none.
pub(super) fn or(lines: Text, otherwise: &str) -> Cell {
    if lines.is_empty() { Cell::words(otherwise) } else { Cell::of(lines) }
}

/// Which of the two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// What it was.
    Old,
    /// What it is.
    New,
}

/// A line a field: its name and its value.
pub(super) fn lines(fields: &[Field], side: Side) -> Text {
    let mut text = Text::default();
    for field in fields {
        if !text.is_empty() {
            text = text.and(Span::Break);
        }
        text = text.and(name(field)).and_plain(": ").and(shown(value(field, side)));
    }
    text
}

/// The name of a field, as documents write it.
pub(super) fn name(field: &Field) -> Span {
    let text = if field.field.is_empty() { "no name" } else { &field.field };
    Span::Code { text: text.to_owned() }
}

/// The value of one side; `none` where it isn't there.
pub(super) fn value(field: &Field, side: Side) -> String {
    let (this, other) = match side {
        Side::Old => (&field.old, &field.new),
        Side::New => (&field.new, &field.old),
    };
    match this {
        None => "none".to_owned(),
        Some(this) if this.trim().is_empty() => "empty".to_owned(),
        Some(this) if is_state(field, this) => this.replace('_', " "),
        Some(this) => excerpt(this, other.as_deref().unwrap_or_default()),
    }
}

/// Whether the value is one of a closed set, which documents write as one word and reports in words: `in_force`.
fn is_state(field: &Field, value: &str) -> bool {
    let name = field.field.rsplit_once('.').map_or(field.field.as_str(), |(_, name)| name);
    matches!(name, "standing" | "state" | "status" | "decision")
        && value.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// A digest or a commit is an identifier; anything else is words.
pub(super) fn shown(text: String) -> Span {
    let is_digest = text.len() >= DIGEST && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_digest { Span::Code { text } } else { Span::Plain { text } }
}

/// The part of a long value in which it differs from the other one.
fn excerpt(this: &str, other: &str) -> String {
    let length = this.chars().count();
    if length <= LONGEST {
        return this.to_owned();
    }
    let alike = this.chars().zip(other.chars()).take_while(|(one, two)| one == two).count();
    let start = alike.saturating_sub(BEFORE).min(length - LONGEST);
    let part: String = this.chars().skip(start).take(LONGEST).collect();
    let opening = if start > 0 { "…" } else { "" };
    let ending = if start + LONGEST < length { "…" } else { "" };
    format!("{opening}{part}{ending} ({length} characters)")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(old: Option<&str>, new: Option<&str>) -> Field {
        let owned = |text: &str| text.to_owned();
        Field { field: "message".to_owned(), old: old.map(owned), new: new.map(owned) }
    }

    #[test]
    fn of_a_long_value_the_part_is_printed_that_differs() {
        let (one, two) = (format!("{}one", "a".repeat(500)), format!("{}two", "a".repeat(500)));
        let field = field(Some(&one), Some(&two));
        let (old, new) = (value(&field, Side::Old), value(&field, Side::New));
        assert!(old.starts_with("…a") && old.ends_with("aone (503 characters)"), "{old}");
        assert!(new.ends_with("atwo (503 characters)"));
        assert_eq!(excerpt("short", "other"), "short");
        let early = excerpt(&format!("b{one}"), &two);
        assert!(early.starts_with("baaa") && early.ends_with("a… (504 characters)"), "{early}");
    }

    #[test]
    fn a_digest_is_set_as_one() {
        assert!(matches!(shown("0f".repeat(32)), Span::Code { .. }));
        assert!(matches!(shown("12".to_owned()), Span::Plain { .. }));
        assert!(matches!(
            shown("one or two words, but no digest at all".to_owned()),
            Span::Plain { .. }
        ));
    }

    #[test]
    fn a_state_is_told_in_words_and_nothing_else_is_touched() {
        let value = |name: &str, text: &str| {
            value(
                &Field { field: name.to_owned(), old: Some(text.to_owned()), new: None },
                Side::Old,
            )
        };
        assert_eq!(value("standing", "in_force"), "in force");
        assert_eq!(value("says.state", "not_applicable"), "not applicable");
        assert_eq!(value("owner", "in_force"), "in_force");
        assert_eq!(value("status", "A_b"), "A_b");
    }

    #[test]
    fn what_is_not_there_is_said() {
        let field = field(None, Some(" "));
        assert_eq!(value(&field, Side::Old), "none");
        assert_eq!(value(&field, Side::New), "empty");
    }
}
