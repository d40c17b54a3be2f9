//! The conditions of expressions in the way.

use super::*;

/// A gate with that condition.
pub(super) fn expression(id: &str, when: &str) -> Gate {
    gate(id, GateRule::Expression { when: when.to_owned() })
}

#[test]
fn a_condition_is_one_thing_unless_what_else_is_closed_makes_it_true() {
    let mut policy = policy();
    policy.gates = vec![
        gate("claims", GateRule::RequiredClaims {}),
        expression("own", "state('c') == 'supported' && open('high') == 0"),
        expression("other", "subject.version == '2'"),
        gate("bad", open_findings(Severity::High, 0)),
    ];
    let facts = |version: &str| {
        let version = Some(version.to_owned());
        let facts =
            FactsBuilder::new().required("c", LinkFound::Broken).run("scan", "bandit", |_| {});
        facts
            .finding("F-1", Severity::High, |_| {})
            .with(|facts| facts.subject.version = version)
            .build()
    };
    let all = way(&facts("1"), &policy);
    assert_eq!(
        told(&all),
        [(WayKind::Finding, "F-1"), (WayKind::Claim, "c"), (WayKind::Expression, "other")]
    );
    assert!(all.exact && all.items[2].clears == [Id::from("other")]);
    // Without what would make it true along the way, the condition is a thing of its own.
    policy.gates.remove(0);
    let found = way(&facts("2"), &policy);
    assert_eq!(told(&found), [(WayKind::Finding, "F-1"), (WayKind::Expression, "own")]);
    policy.gates[0].level = GateLevel::Warn;
    assert_eq!(told(&way(&facts("2"), &policy)), [(WayKind::Finding, "F-1")]);
}

#[test]
fn a_condition_that_what_is_closed_would_break_is_a_thing_to_close() {
    let mut policy = policy();
    policy.gates = vec![
        gate("claims", GateRule::RequiredClaims {}),
        expression("odd", "state('c') == 'broken'"),
    ];
    let facts = FactsBuilder::new().required("c", LinkFound::Broken).build();
    let found = way(&facts, &policy);
    assert_eq!(told(&found), [(WayKind::Claim, "c"), (WayKind::Expression, "odd")]);
}

#[test]
fn of_several_conditions_no_way_is_proven_the_shortest() {
    let mut policy = policy();
    let own = "state('c') == 'supported'";
    policy.gates = vec![expression("a", own), expression("b", own)];
    let facts = FactsBuilder::new().claim("c", |_| {}).build();
    let found = way(&facts, &policy);
    assert_eq!(told(&found), [(WayKind::Expression, "a"), (WayKind::Expression, "b")]);
    assert!(!found.exact);
}
