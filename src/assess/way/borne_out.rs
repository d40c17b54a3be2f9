//! A declared verdict that is better than the computed one comes true on the way: it needs no closing of its own.

use super::Obstacle;
use crate::model::{Facts, GateRule, HoldsIf, Policy};

/// Leaves out of what gates need the verdicts that the end of the way bears out: there are gates besides those of
/// types `contradictions` and `signoffs`, and each is cleared then. Without any, nothing is ever judged.
pub(super) fn drop_verdicts(obstacles: &mut [Obstacle<'_>], facts: &Facts, policy: &Policy) {
    let is_other =
        |rule: &GateRule| !matches!(rule, GateRule::Contradictions { .. } | GateRule::Signoffs {});
    if !policy.gates.iter().any(|gate| is_other(&gate.rule)) {
        return;
    }
    for obstacle in obstacles {
        obstacle.needs.contradictions.retain(|index| {
            let found = facts.contradictions.get(*index);
            found.is_none_or(|found| !matches!(found.holds_if, HoldsIf::Better(_)))
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::assess::judge;
    use crate::assess::testing::{FactsBuilder, day, gate, policy};
    use crate::assess::way::shortest_way;
    use crate::model::report::WayKind;
    use crate::model::{
        ContradictionRule, Facts, GateRule, HoldsIf, LinkFound, Policy, RuleLevel, Verdict,
    };

    fn way(facts: &Facts, policy: &Policy) -> Vec<(WayKind, String)> {
        let as_of = day("2025-08-30");
        let way = shortest_way(facts, policy, as_of, &judge(facts, policy, as_of));
        way.items.into_iter().map(|item| (item.kind, item.id.to_string())).collect()
    }

    #[test]
    fn a_declared_verdict_is_borne_out_where_there_are_other_gates() {
        let mut policy = policy();
        let forbids = gate("no-error", GateRule::Contradictions { at_least: RuleLevel::Error });
        let facts = FactsBuilder::new()
            .required("restore", LinkFound::Broken)
            .contradiction(ContradictionRule::VerdictMismatch, HoldsIf::Better(Verdict::Ready))
            .build();
        policy.gates = vec![forbids.clone(), gate("claims", GateRule::RequiredClaims {})];
        assert_eq!(way(&facts, &policy), [(WayKind::Claim, "restore".to_owned())]);
        policy.gates = vec![forbids];
        let alone = [(WayKind::Contradiction, "verdict-mismatch".to_owned())];
        assert_eq!(way(&facts, &policy), alone);
    }
}
