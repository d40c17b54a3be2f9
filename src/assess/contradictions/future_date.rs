//! `future-date`: evidence or a sign-off is dated after as-of, and counts as absent (SEMANTICS rule 1).

use super::candidate::{Candidate, said};
use super::material::Material;
use crate::assess::words::code;
use crate::model::{HoldsIf, Id, Link, Moment};

pub(super) fn look(material: &Material<'_>) -> Vec<Candidate> {
    let findings = material.findings;
    let evidence = findings
        .evidence
        .iter()
        .filter_map(|entry| one(&entry.id, entry.collected_at?, &entry.evidence, material));
    let signoffs = findings
        .signoffs
        .iter()
        .filter_map(|signoff| one(&signoff.id, signoff.date?, &signoff.evidence, material));
    evidence.chain(signoffs).collect()
}

/// Whether the day lies after as-of is judged later; those that don't are no candidates, so that a report over much
/// evidence doesn't carry them all.
fn one(id: &Id, date: Moment, stated: &[Link], material: &Material<'_>) -> Option<Candidate> {
    let (day, as_of) = (date.day(), material.as_of);
    if day <= as_of {
        return None;
    }
    let text =
        format!("{} is dated {day}, which lies after {as_of}; it counts as absent.", code(id));
    let says = said(day.to_string(), material.links(id, stated));
    let found = Candidate::about(id, text, says, said(format!("as of {as_of}"), Vec::new()));
    Some(Candidate { holds_if: HoldsIf::After(day), ..found })
}
