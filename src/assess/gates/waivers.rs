//! `waivers`: no waiver has expired. Not judged by this version.

use super::{Ground, Judged, Needs, Ruling};
use crate::model::Outcome;

/// The gate.
pub(super) struct Waivers;

impl Judged for Waivers {
    fn title(&self) -> String {
        "Expired waivers".to_owned()
    }

    fn ruling(&self, _ground: &Ground<'_>) -> Ruling {
        Ruling {
            outcome: Outcome::Undetermined,
            threshold: "at most 0".to_owned(),
            observed: "not judged".to_owned(),
            because: "Whether a waiver has expired is not judged by this version of Signoff yet."
                .to_owned(),
            rests_on: Vec::new(),
        }
    }

    fn needs(&self, _ground: &Ground<'_>) -> Needs {
        Needs::stuck()
    }
}
