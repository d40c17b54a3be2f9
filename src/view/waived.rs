//! In the place of a thing: which waivers name it, and what they are worth.

use super::Text;
use super::context::Context;
use crate::model::Id;
use crate::model::report::{WaiverReport, WaiverStanding};

impl Context<'_> {
    /// A note for each waiver that names the thing: "Waived by `W-1` until 2025-09-10".
    pub(super) fn waiver_notes(&self, id: &Id) -> Vec<Text> {
        self.waivers_of(id).iter().map(|waiver| self.waiver_note(waiver)).collect()
    }

    /// The same, apart: of waivers that are in force, and of others.
    pub(super) fn split_waiver_notes(&self, id: &Id) -> (Vec<Text>, Vec<Text>) {
        let (in_force, others): (Vec<_>, Vec<_>) =
            self.waivers_of(id).iter().partition(|waiver| is_in_force(waiver));
        let notes = |waivers: Vec<&&WaiverReport>| {
            waivers.into_iter().map(|waiver| self.waiver_note(waiver)).collect()
        };
        (notes(in_force), notes(others))
    }

    /// What a waiver does to what it names.
    pub(super) fn waiver_note(&self, report: &WaiverReport) -> Text {
        let waiver = &report.waiver;
        let name = self.name(waiver.id.as_str());
        let (before, behind) = match report.standing {
            Some(WaiverStanding::InForce) => ("Waived by ", format!(" until {}", waiver.expires)),
            Some(WaiverStanding::NotYet) => {
                ("To be waived by ", format!(" from {} until {}", waiver.granted, waiver.expires))
            }
            Some(WaiverStanding::Expired) => {
                ("No longer waived by ", format!(", whose last day was {}", waiver.expires))
            }
            Some(WaiverStanding::NotAllowed) => {
                ("Not waived by ", ", which counts for nothing".to_owned())
            }
            None => ("Named by the waiver ", ", which was not judged".to_owned()),
        };
        Text::plain(before).and(name).and_plain(behind)
    }

    /// Whether a waiver in force names the thing.
    pub(super) fn is_waived(&self, id: &Id) -> bool {
        self.waivers_of(id).iter().any(|waiver| is_in_force(waiver))
    }
}

fn is_in_force(waiver: &WaiverReport) -> bool {
    waiver.standing == Some(WaiverStanding::InForce)
}
