//! Claims of which nothing applies in the way.

use super::*;

#[test]
fn nested_claims_of_which_nothing_applies_are_closed_once() {
    let mut policy = policy();
    policy.may_not_apply =
        crate::model::MayNotApply::Named(crate::model::MayNotApplyName::NotRequired);
    policy.gates.push(gate("claims", GateRule::RequiredClaims {}));
    let facts = FactsBuilder::new()
        .claim("p", |claim| claim.required = true)
        .claim("q", |claim| {
            claim.required = true;
            claim.parent = Some(Id::from("p"));
        })
        .claim("r", |claim| {
            claim.not_applicable = true;
            claim.parent = Some(Id::from("q"));
        })
        .build();
    let found = way(&facts, &policy);
    assert_eq!(told(&found), [(WayKind::Claim, "q")]);
    let items: Vec<_> = found.items.iter().map(|item| (item.kind, item.id.clone())).collect();
    assert_eq!(judge(&closed(&facts, &items), &policy, day(AS_OF)).verdict, Verdict::Ready);
}

#[test]
fn a_claim_of_which_nothing_would_be_left_is_closed_as_a_whole() {
    let mut policy = policy();
    policy.may_not_apply = crate::model::MayNotApply::These(vec!["*".to_owned()]);
    policy.gates = vec![
        gate("bad", open_findings(Severity::High, 0)),
        gate("score", GateRule::Score { category: None, min: Decimal::from(30) }),
    ];
    let facts = FactsBuilder::new()
        .run("scan", "bandit", |_| {})
        .finding("F-1", Severity::Critical, |_| {})
        .claim("p", |claim| claim.refuted_by.push(Id::from("F-1")))
        .claim("q", |claim| {
            claim.not_applicable = true;
            claim.parent = Some(Id::from("p"));
        })
        .claim("other", |_| {})
        .build();
    let found = way(&facts, &policy);
    assert_eq!(told(&found), [(WayKind::Finding, "F-1"), (WayKind::Claim, "other")]);
    assert!(!found.exact);
}
