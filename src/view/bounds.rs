//! Bounds that stand where a measured value should: `<200ms`, `95+ %`. A bound is not a measurement
//! (SEMANTICS rule 3), so it is quoted, called a bound, and drawn as none.

use super::Text;
use super::context::Context;
use crate::model::report::{MeasureReport, ResolvedLink};
use crate::model::{Declared, Quantity, QuantityError};

/// A bound as stated.
#[derive(Debug)]
pub(super) struct Stated<'a> {
    /// In the words used.
    pub(super) text: &'a str,
    /// Where it is stated.
    pub(super) from: Vec<&'a ResolvedLink>,
}

/// The bounds that are stated of a measure without a value, each once: at the place where its value should be read,
/// then in what is declared of it, then in what is declared of its claim.
pub(super) fn stated<'a>(context: &Context<'a>, measure: &'a MeasureReport) -> Vec<Stated<'a>> {
    if measure.value.is_some() {
        return Vec::new();
    }
    let read = measure.links.iter().filter_map(|link| Some((link.value.as_deref()?, vec![link])));
    let claim = measure.claim.as_ref().and_then(|id| context.claim(id.as_str()));
    let of_claim = claim.map_or(&[][..], |claim| &claim.declared);
    let declared = measure.declared.iter().chain(of_claim).filter_map(value);
    let mut bounds: Vec<Stated<'a>> = Vec::new();
    for (text, from) in read.chain(declared).filter(|(text, _)| is_bound(text)) {
        let text = text.trim();
        match bounds.iter_mut().find(|known| known.text == text) {
            Some(known) => known.from.extend(from),
            None => bounds.push(Stated { text, from }),
        }
    }
    bounds
}

/// Below the value that is missing: "bound as stated: “<200ms” E1 L68".
pub(super) fn notes(context: &Context<'_>, stated: &[Stated<'_>]) -> Vec<Text> {
    let note = |bound: &Stated<'_>| {
        let text = Text::plain(format!("bound as stated: “{}”", bound.text));
        let places = context.places(bound.from.iter().copied());
        if places.is_empty() { text } else { text.and_plain(" ").and_text(places) }
    };
    stated.iter().map(note).collect()
}

fn value(declared: &Declared<ResolvedLink>) -> Option<(&str, Vec<&ResolvedLink>)> {
    Some((declared.value.as_deref()?, declared.from.iter().collect()))
}

fn is_bound(text: &str) -> bool {
    matches!(Quantity::parse(text), Err(QuantityError::Bound(_)))
}
