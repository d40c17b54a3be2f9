//! How things are put: names in backticks, counts with their noun, lists that end.

pub(super) use crate::model::words::and;
use crate::model::words::{shortened, typeset};
use crate::model::{Outcome, Verdict};

/// How many names a sentence gives before it only counts the rest.
const NAMED: usize = 3;

/// The name of a thing in backticks, which the view turns into a link. A backtick in the name itself, as
/// a role may have one, would end the link early.
pub(super) fn code(name: impl std::fmt::Display) -> String {
    format!("`{}`", name.to_string().replace('`', "'"))
}

/// Foreign words inside a sentence: in quotation marks, short, on one line and without backticks.
pub(super) fn quoted(words: &str) -> String {
    format!("“{}”", shortened(words))
}

/// A whole number, its thousands set apart by U+202F.
pub(super) fn number(value: impl TryInto<u64>) -> String {
    typeset(&value.try_into().unwrap_or(u64::MAX).to_string())
}

/// A number with its noun: `1 claim`, `2 claims`.
pub(super) fn count(value: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(value), if value == 1 { one } else { many })
}

/// `3 of 8`.
pub(super) fn of(part: usize, whole: usize) -> String {
    format!("{} of {}", number(part), number(whole))
}

/// Names in a sentence: all of a few, else the first and how many more.
pub(crate) fn names<T: std::fmt::Display>(names: &[T]) -> String {
    let mut parts: Vec<String> = names.iter().take(NAMED).map(code).collect();
    if names.len() > NAMED {
        parts.push(format!("{} more", number(names.len() - NAMED)));
    }
    and(&parts)
}

/// A verdict as an adjective.
pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotReady => "not ready",
        Verdict::InsufficientEvidence => "insufficient evidence",
        Verdict::ReadyWithConditions => "ready with conditions",
        Verdict::Ready => "ready",
    }
}

/// Whether an outcome keeps the subject from `ready`.
pub(super) fn keeps(outcome: Outcome) -> bool {
    match outcome {
        Outcome::Fail | Outcome::Undetermined | Outcome::Waived => true,
        Outcome::Pass => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_names_three_and_counts_the_rest() {
        assert_eq!(names(&["a"]), "`a`");
        assert_eq!(names(&["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(names(&["a", "b", "c", "d", "e"]), "`a`, `b`, `c` and 2 more");
    }

    #[test]
    fn a_backtick_in_a_name_cant_end_the_link() {
        assert_eq!(code("a`b"), "`a'b`");
        assert_eq!(quoted("`x`"), "“'x'”");
        assert_eq!(quoted(&"y".repeat(90)).chars().count(), 83, "and no page of it");
    }
}
