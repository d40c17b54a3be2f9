//! `signoffs`: every required role has decided, and none rejects (SEMANTICS rules 15 and 20).

use super::{Ground, Judged, Needs, Ruling};
use crate::assess::words::{names, of};
use crate::model::report::SignoffStanding;
use crate::model::{Decision, Id, Outcome};

/// The gate.
pub(super) struct Signoffs;

/// What a role has decided; the order is from worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Decided {
    Rejects,
    Abstains,
    Undecided,
    Approves,
}

/// What each required role decided. Where several sign for one role, none may reject or abstain; what doesn't
/// decide (to come, of another version, dated later) counts as absent.
fn roles(ground: &Ground<'_>) -> Vec<(Id, Decided)> {
    let mut roles: Vec<(Id, Decided)> = Vec::new();
    for role in ground.policy.roles.iter().filter(|role| role.required) {
        if roles.iter().any(|(id, _)| id.as_str() == role.name) {
            continue;
        }
        let signed = ground.facts.signoffs.iter().zip(ground.standings);
        let decisions = signed
            .filter(|(given, standing)| {
                **standing == SignoffStanding::Decides && given.role == role.name
            })
            .filter_map(|(given, _)| given.decision)
            .map(|decision| match decision {
                Decision::Approve | Decision::ApproveWithConditions => Decided::Approves,
                Decision::Reject => Decided::Rejects,
                Decision::Abstain => Decided::Abstains,
            });
        roles.push((Id::new(&role.name), decisions.min().unwrap_or(Decided::Undecided)));
    }
    roles
}

fn with(roles: &[(Id, Decided)], decided: Decided) -> Vec<Id> {
    roles.iter().filter(|(_, of)| *of == decided).map(|(id, _)| id.clone()).collect()
}

impl Judged for Signoffs {
    fn title(&self) -> String {
        "Required sign-offs".to_owned()
    }

    fn ruling(&self, ground: &Ground<'_>) -> Ruling {
        let roles = roles(ground);
        let because = |decided, one: &str, many: &str| {
            let ids = with(&roles, decided);
            let verb = if ids.len() == 1 { one } else { many };
            (!ids.is_empty()).then(|| format!("{} {verb}", names(&ids)))
        };
        let parts: Vec<String> = [
            because(Decided::Rejects, "rejects", "reject"),
            because(Decided::Abstains, "abstains", "abstain"),
            because(Decided::Undecided, "has not decided", "have not decided"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let approved = with(&roles, Decided::Approves).len();
        let outcome = if !with(&roles, Decided::Rejects).is_empty() {
            Outcome::Fail
        } else if roles.is_empty() || approved < roles.len() {
            Outcome::Undetermined
        } else {
            Outcome::Pass
        };
        let because = if roles.is_empty() {
            "The policy requires no role to sign.".to_owned()
        } else if parts.is_empty() {
            String::new()
        } else {
            format!("{}.", parts.join("; "))
        };
        let rests_on = roles.iter().filter(|(_, decided)| *decided != Decided::Approves);
        Ruling {
            outcome,
            threshold: of(roles.len(), roles.len()),
            observed: of(approved, roles.len()),
            because,
            rests_on: rests_on.map(|(id, _)| id.clone()).collect(),
        }
    }

    fn needs(&self, ground: &Ground<'_>) -> Needs {
        let roles = roles(ground);
        if roles.is_empty() {
            return Needs::stuck();
        }
        let open = roles.into_iter().filter(|(_, decided)| *decided != Decided::Approves);
        Needs { roles: open.map(|(id, _)| id).collect(), ..Needs::default() }
    }
}
