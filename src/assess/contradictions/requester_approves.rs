//! `requester-approves`: a waiver is approved by who asked for it, or may have.

use super::candidate::{Candidate, said};
use super::material::Material;
use crate::assess::words::{code, quoted};
use crate::model::may_be_one_person;

pub(super) fn look(material: &Material<'_>) -> Vec<Candidate> {
    let waivers = material.findings.waivers.iter();
    let own = waivers.filter(|waiver| may_be_one_person(&waiver.requested_by, &waiver.approved_by));
    own.map(|waiver| {
        let (asked, approved) = (quoted(&waiver.requested_by), quoted(&waiver.approved_by));
        let waived = code(&waiver.id);
        let text = if waiver.requested_by == waiver.approved_by {
            format!("{waived} was asked for and approved by {approved}.")
        } else {
            format!("{waived} was approved by {approved}, who may be {asked}, who asked for it.")
        };
        let says =
            said(format!("approved by {approved}"), material.links(&waiver.id, &waiver.evidence));
        let holds = said(format!("requested by {asked}"), Vec::new());
        Candidate::about(&waiver.id, text, says, holds)
    })
    .collect()
}
