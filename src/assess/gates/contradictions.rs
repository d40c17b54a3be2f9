//! `contradictions`: none of that level or worse. Not judged by this version.

use super::{Ground, Judged, Needs, Ruling};
use crate::model::{Outcome, RuleLevel};

/// The gate.
pub(super) struct Contradictions {
    pub(super) at_least: RuleLevel,
}

impl Judged for Contradictions {
    fn title(&self) -> String {
        match self.at_least {
            RuleLevel::Error => "Contradictions of level error",
            RuleLevel::Warning => "Contradictions of level warning or worse",
            RuleLevel::Note | RuleLevel::Off => "Contradictions",
        }
        .to_owned()
    }

    fn ruling(&self, _ground: &Ground<'_>) -> Ruling {
        Ruling {
            outcome: Outcome::Undetermined,
            threshold: "at most 0".to_owned(),
            observed: "not judged".to_owned(),
            because: "Whether the documents contradict themselves is not judged by this version of Signoff yet."
                .to_owned(),
            rests_on: Vec::new(),
        }
    }

    fn needs(&self, _ground: &Ground<'_>) -> Needs {
        Needs::stuck()
    }
}
