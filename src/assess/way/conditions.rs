//! The conditions of expression gates: each is one thing to close, however it is made true (SEMANTICS rule 21). One
//! that is true once all else is closed is nothing to close; one that no longer is then, is.

use super::residue::Residue;
use super::web::Web;
use super::{Obstacle, Plan};
use crate::assess::assume::{Assumption, assume};
use crate::assess::gates::{self, Needs};
use crate::assess::judge::Grounds;
use crate::model::{Day, Facts, GateLevel, GateRule, Outcome, Policy};

/// Judges the expression gates over the facts as they are once the plan is carried out. Returns those that only fail
/// then.
pub(super) fn settle<'a>(
    plan: &mut Plan,
    (facts, policy, as_of): (&Facts, &'a Policy, Day),
    web: &Web<'_>,
) -> Vec<Obstacle<'a>> {
    let is_expression = |rule: &GateRule| matches!(rule, GateRule::Expression { .. });
    let counts = |level: GateLevel| level != GateLevel::Warn;
    let gates = policy.gates.iter();
    let expressions: Vec<_> =
        gates.filter(|gate| is_expression(&gate.rule) && counts(gate.level)).collect();
    if expressions.is_empty() {
        return Vec::new();
    }
    let closed = assume(facts, as_of, &plan.assumptions(web));
    let grounds = Grounds::new(&closed, policy, as_of);
    let ground = grounds.ground(&closed, policy, as_of);
    let mut opened = Vec::new();
    for gate in expressions {
        if gates::of(&gate.rule).ruling(&ground).outcome == Outcome::Pass {
            plan.conditions.remove(&gate.id);
        } else if plan.conditions.insert(gate.id.clone()) {
            let needs = Needs { condition: true, ..Needs::default() };
            opened.push(Obstacle { gate: &gate.id, needs });
        }
    }
    opened
}

/// Whether nothing smaller could do: what else is closed may make conditions true, so that with a choice, or with
/// several conditions, fewer things might.
pub(super) fn is_proven(plan: &Plan, residue: &Residue) -> bool {
    match plan.conditions.len() {
        0 => true,
        1 => residue.is_empty(),
        _ => false,
    }
}

impl Plan {
    /// The plan as what is assumed to be so.
    fn assumptions(&self, web: &Web<'_>) -> Vec<Assumption> {
        let is_closed = |list: &[bool], index: usize| list.get(index).copied().unwrap_or(false);
        let findings = web.ground.facts.findings.iter().enumerate();
        let findings = findings.filter(|(index, _)| is_closed(&self.findings, *index));
        let fixed = findings.map(|(_, finding)| Assumption::Fixed(finding.id.clone()));
        let claims = web.ground.claims.iter().enumerate();
        let claims = claims.filter(|(index, _)| is_closed(&self.claims, *index));
        let supported = claims.map(|(_, claim)| Assumption::Supported(claim.id.clone()));
        let signed = self.roles.iter().map(|role| Assumption::Signed(role.to_string()));
        fixed.chain(supported).chain(signed).collect()
    }
}
