//! `requester-approves`: a waiver is approved by who asked for it.

use super::candidate::{Candidate, said};
use super::material::Material;
use crate::assess::words::{code, quoted};

pub(super) fn look(material: &Material<'_>) -> Vec<Candidate> {
    let waivers = material.findings.waivers.iter();
    let own = waivers.filter(|waiver| same(&waiver.requested_by, &waiver.approved_by));
    own.map(|waiver| {
        let (asked, approved) = (quoted(&waiver.requested_by), quoted(&waiver.approved_by));
        let text = format!("{} was asked for and approved by {approved}.", code(&waiver.id));
        let says =
            said(format!("approved by {approved}"), material.links(&waiver.id, &waiver.evidence));
        let holds = said(format!("requested by {asked}"), Vec::new());
        Candidate::about(&waiver.id, text, says, holds)
    })
    .collect()
}

/// Whether two names are one, however they are spaced and whichever case they are in.
fn same(one: &str, other: &str) -> bool {
    let words = |name: &str| name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(one) == words(other)
}
