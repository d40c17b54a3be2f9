//! Vacuous evidence: a file that shows that nothing ran, was looked at or was measured (SEMANTICS rule 10).
//!
//! It is told from what a file says of itself. A file of a kind that isn't known here, one that can't be
//! read, and one that merely found nothing are not vacuous.

mod coverage;
mod scanners;
#[cfg(test)]
mod tests;

use super::{File, sarif, test_result};
use crate::model::Selector;

/// Why the file shows nothing at the place that the selector names, or nothing at all; none where it does.
#[must_use]
pub fn vacuous(file: &File, selector: &Selector) -> Option<String> {
    at(file, selector).or_else(|| file.formats().vacuous(|| whole(file)))
}

/// Whether the selector names one case of a test result: it ran, whatever became of the run as a whole.
#[must_use]
pub fn names_a_case(file: &File, selector: &Selector) -> bool {
    only(file, selector).is_some_and(|named| named.is_case())
}

/// Whether the selector names a case or suite in which nothing ran: it neither holds nor misses.
#[must_use]
pub fn did_not_run(file: &File, selector: &Selector) -> bool {
    only(file, selector).is_some_and(|named| !named.status.ran())
}

fn only(file: &File, selector: &Selector) -> Option<test_result::Named> {
    let Selector::Test(name) = selector else { return None };
    let named = test_result::named(file, name).ok()?;
    if named.len() == 1 { named.into_iter().next() } else { None }
}

fn at(file: &File, selector: &Selector) -> Option<String> {
    match selector {
        Selector::Test(_) => only(file, selector)?.nothing(),
        Selector::Sarif(name) => file.formats().sarif(file.text().ok()?).ok()?.nothing_of(name),
        Selector::Whole
        | Selector::Pointer(_)
        | Selector::Path(_)
        | Selector::Lines { .. }
        | Selector::Pattern(_)
        | Selector::Xml(_)
        | Selector::Csv(_) => None,
    }
}

fn whole(file: &File) -> Option<String> {
    // Pictures and the like have no text, and speak for themselves.
    let text = file.text().ok()?;
    let Some(first) = text.trim_start().chars().next() else {
        let what =
            if file.size() == 0 { "the file is empty" } else { "the file holds blank lines only" };
        return Some(what.to_owned());
    };
    if let Ok(Some(result)) = file.formats().test_result(file, text) {
        return result.nothing();
    }
    match first {
        '<' => coverage::of_document(file.formats().xml(text).ok()?, text),
        '{' | '[' if sarif::is_log(file, text) => file.formats().sarif(text).ok()?.nothing(),
        '{' | '[' => scanners::nothing(file, text),
        _ => coverage::of_lcov(text),
    }
}
