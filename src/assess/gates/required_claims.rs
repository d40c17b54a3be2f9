//! `required-claims`: every required claim is supported (SEMANTICS rule 15).

use super::claims_asked::{self, Asked};
use super::{Ground, Judged, Needs, Ruling};

/// The gate.
pub(super) struct RequiredClaims;

fn asked<'a>(ground: &Ground<'a>) -> Asked<'a> {
    let required = ground.claims.iter().enumerate().filter(|(_, claim)| claim.required);
    Asked::of(required.map(|(index, _)| index), ground)
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
