//! `required-claims`: every required claim is supported (SEMANTICS rule 15).

use super::{Ground, Judged, Needs, Ruling, claims_asked};
use crate::assess::claims::ClaimJudgement;

/// The gate.
pub(super) struct RequiredClaims;

fn asked<'a>(ground: &Ground<'a>) -> Vec<&'a ClaimJudgement> {
    ground.claims.iter().filter(|claim| claim.required).collect()
}

impl Judged for RequiredClaims {
    fn title(&self) -> String {
        "Required claims".to_owned()
    }

    fn ruling(&self, ground: &Ground<'_>) -> Ruling {
        claims_asked::ruling(&asked(ground), "required claim")
    }

    fn needs(&self, ground: &Ground<'_>) -> Needs {
        claims_asked::needs(&asked(ground), ground)
    }
}
