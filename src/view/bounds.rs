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
    /// How it came here.
    pub(super) source: Source,
}

/// How a bound came here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// It stands where the value should be read.
    Read,
    /// Somebody declared it.
    Declared,
}

/// The bounds that are stated of a measure without a value, each once: at the place where its value should be read,
/// then in what is declared of it, then in what is declared of its claim.
pub(super) fn stated<'a>(context: &Context<'a>, measure: &'a MeasureReport) -> Vec<Stated<'a>> {
    if measure.value.is_some() {
        return Vec::new();
    }
    let read = measure.links.iter().filter_map(|link| {
        Some(Stated { text: link.value.as_deref()?, from: vec![link], source: Source::Read })
    });
    let claim = measure.claim.as_ref().and_then(|id| context.claim(id.as_str()));
    let of_claim = claim.map_or(&[][..], |claim| &claim.declared);
    let declared = measure.declared.iter().chain(of_claim).filter_map(value);
    let mut bounds: Vec<Stated<'a>> = Vec::new();
    for bound in read.chain(declared).filter(|stated| is_bound(stated.text)) {
        match bounds.iter_mut().find(|known| known.text.trim() == bound.text.trim()) {
            Some(known) => known.from.extend(bound.from),
            None => bounds.push(bound),
        }
    }
    bounds
}

/// Below the value that is missing: "bound as stated: “<200ms” E1 L68". The place of the value follows in any case.
pub(super) fn notes(context: &Context<'_>, stated: &[Stated<'_>]) -> Vec<Text> {
    let note = |bound: &Stated<'_>| {
        let text = Text::plain(format!("bound as stated: “{}”", bound.text.trim()));
        let places = context.places(bound.from.iter().copied());
        match bound.source {
            Source::Declared if !places.is_empty() => text.and_plain(" ").and_text(places),
            Source::Declared | Source::Read => text,
        }
    };
    stated.iter().map(note).collect()
}

fn value(declared: &Declared<ResolvedLink>) -> Option<Stated<'_>> {
    let (text, from) = (declared.value.as_deref()?, declared.from.iter().collect());
    Some(Stated { text, from, source: Source::Declared })
}

fn is_bound(text: &str) -> bool {
    matches!(Quantity::parse(text), Err(QuantityError::Bound(_)))
}
