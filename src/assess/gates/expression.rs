//! `expression`: a condition in the Common Expression Language holds. Not judged by this version.

use super::{Ground, Judged, Needs, Ruling};
use crate::model::Outcome;

/// The gate.
pub(super) struct Expression<'a> {
    pub(super) when: &'a str,
}

impl Judged for Expression<'_> {
    fn title(&self) -> String {
        "A condition of the policy's own".to_owned()
    }

    fn ruling(&self, _ground: &Ground<'_>) -> Ruling {
        Ruling {
            outcome: Outcome::Undetermined,
            threshold: self.when.to_owned(),
            observed: "not judged".to_owned(),
            because: "Whether the condition holds is not judged by this version of Signoff yet."
                .to_owned(),
            rests_on: Vec::new(),
        }
    }

    fn needs(&self, _ground: &Ground<'_>) -> Needs {
        Needs::stuck()
    }
}
