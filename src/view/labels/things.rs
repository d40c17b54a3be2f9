//! How things are called and what is said of them in a word: display numbers, places, measures, declarations.

use std::collections::HashMap;

use crate::model::report::MeasureReport;
use crate::model::{Declared, DeclaredScore, Id, Quantity};

use super::{declared_status, quantity, verdict};

/// What is printed where nothing was measured.
pub const NO_VALUE: &str = "no value";

/// Display numbers in id order (SEMANTICS rule 5): `E1` for the first of what has the letter `E`.
pub fn display_numbers<'a>(
    letter: &str,
    ids: impl Iterator<Item = &'a Id>,
) -> HashMap<&'a str, String> {
    let mut sorted: Vec<&str> = ids.map(Id::as_str).collect();
    sorted.sort_unstable();
    sorted.dedup();
    sorted.into_iter().enumerate().map(|(at, id)| (id, format!("{letter}{}", at + 1))).collect()
}

/// A place in a piece of evidence: `E2`, `E2 L5`, `E2 L5-L9`.
#[must_use]
pub fn place(number: &str, lines: Option<(usize, usize)>) -> String {
    match lines {
        None => number.to_owned(),
        Some((first, last)) if first == last => format!("{number} L{first}"),
        Some((first, last)) => format!("{number} L{first}-L{last}"),
    }
}

/// What a measure is called.
#[must_use]
pub fn measure_title(measure: &MeasureReport) -> String {
    match (&measure.title, &measure.scope) {
        (Some(title), _) => title.clone(),
        (None, Some(scope)) => format!("{} of {scope}", measure.metric),
        (None, None) => measure.metric.clone(),
    }
}

/// A measured value in print, with an ellipsis where digits are cut; or `no value`.
#[must_use]
pub fn observed(measure: &MeasureReport) -> String {
    let Some(value) = &measure.value else { return NO_VALUE.to_owned() };
    if measure.exact.is_none() {
        return quantity(value, &measure.unit);
    }
    Quantity { value: *value, unit: measure.unit.clone() }.printed_cut()
}

/// What somebody said, without its places: `pass, “Configured”`.
#[must_use]
pub fn declared<L>(declared: &Declared<L>) -> String {
    let mut parts: Vec<String> = Vec::new();
    if let Some(status) = declared.status {
        parts.push(declared_status(status).to_owned());
    }
    if let Some(said) = declared.verdict {
        parts.push(verdict(said));
    }
    if let Some(score) = &declared.score {
        parts.push(declared_score(score));
    }
    if let Some(value) = &declared.value {
        parts.push(format!("value “{value}”"));
    }
    if let Some(change) = &declared.change {
        parts.push(format!("change “{change}”"));
    }
    if let Some(words) = &declared.words {
        parts.push(format!("“{words}”"));
    }
    if parts.is_empty() {
        parts.push("nothing in particular".to_owned());
    }
    parts.join(", ")
}

/// A score as declared: `score 90 of 100`, `score “9/10”`.
#[must_use]
pub fn declared_score(score: &DeclaredScore) -> String {
    match score {
        DeclaredScore::Of100(number) => format!("score {number} of 100"),
        DeclaredScore::Text(text) => format!("score “{text}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_order_of_ids() {
        let ids = ["b", "a", "b"].map(Id::from);
        let numbers = display_numbers("E", ids.iter());
        assert_eq!((numbers["a"].as_str(), numbers["b"].as_str()), ("E1", "E2"));
        assert_eq!(numbers.len(), 2);
    }

    #[test]
    fn a_place_names_its_lines_once() {
        assert_eq!(place("E2", None), "E2");
        assert_eq!(place("E2", Some((5, 5))), "E2 L5");
        assert_eq!(place("E2", Some((5, 9))), "E2 L5-L9");
    }
}
