//! `waivers`: no waiver has expired (SEMANTICS rule 15). One that the policy doesn't allow counts for nothing and
//! doesn't fail the gate, unless it has expired as well.

use super::{Ground, Judged, Needs, Ruling};
use crate::assess::words::{count, names, number};
use crate::model::report::WaiverStanding;
use crate::model::{Id, Outcome, WaiverFacts};

/// The gate.
pub(super) struct Waivers;

fn expired<'a>(ground: &Ground<'a>) -> Vec<(usize, &'a WaiverFacts)> {
    let all = ground.facts.waivers.iter().enumerate().zip(ground.waivers);
    let expired = all.filter(|(_, judged)| judged.standing == WaiverStanding::Expired);
    expired.map(|(waiver, _)| waiver).collect()
}

impl Judged for Waivers {
    fn title(&self) -> String {
        "Expired waivers".to_owned()
    }

    fn ruling(&self, ground: &Ground<'_>) -> Ruling {
        let expired = expired(ground);
        let rests_on: Vec<Id> = expired.iter().map(|(_, waiver)| waiver.id.clone()).collect();
        let (outcome, because) = match expired.as_slice() {
            [] => (Outcome::Pass, String::new()),
            [(_, one)] => {
                (Outcome::Fail, format!("{} was in force until {}.", names(&rests_on), one.expires))
            }
            several => {
                let have = count(several.len(), "waiver has", "waivers have");
                (Outcome::Fail, format!("{have} expired: {}.", names(&rests_on)))
            }
        };
        Ruling {
            outcome,
            threshold: "at most 0".to_owned(),
            observed: number(expired.len()),
            because,
            rests_on,
        }
    }

    fn needs(&self, ground: &Ground<'_>) -> Needs {
        let waivers = expired(ground).into_iter().map(|(index, _)| index).collect();
        Needs { waivers, ..Needs::default() }
    }
}
