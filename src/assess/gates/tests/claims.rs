//! `required-claims`, `score`, `checklist`.

use super::*;

#[test]
fn required_claims_fail_if_refuted_and_are_undetermined_if_not_supported() {
    use LinkFound::{Broken, Holds, Misses};
    let with = |found: &[LinkFound]| {
        let facts = found.iter().enumerate().fold(FactsBuilder::new(), |facts, (index, found)| {
            facts.required(&format!("c{index}"), *found)
        });
        judged(GateRule::RequiredClaims {}, facts)
    };
    assert_eq!(told(&with(&[Holds, Holds])), (Outcome::Pass, "2 of 2", "2 of 2"));
    assert_eq!(told(&with(&[Holds, Broken])), (Outcome::Undetermined, "2 of 2", "1 of 2"));
    assert_eq!(told(&with(&[Misses, Broken, Holds])), (Outcome::Fail, "3 of 3", "1 of 3"));
    assert_eq!(
        with(&[Misses, Broken, Holds]).because,
        "1 of 3 required claims is supported; 1 refuted and 1 broken."
    );
    assert_eq!(with(&[Misses, Broken, Holds]).rests_on, [Id::from("c0"), Id::from("c1")]);
    assert_eq!(with(&[]).outcome, Outcome::Undetermined);
    assert_eq!(with(&[]).because, "There is no required claim.");
}

#[test]
fn a_claim_set_aside_is_left_out_and_all_set_aside_is_nothing() {
    let policy = || Policy { may_not_apply: MayNotApply::These(vec!["*".to_owned()]), ..policy() };
    let aside = |facts: FactsBuilder| {
        facts.claim("aside", |claim| {
            claim.required = true;
            claim.not_applicable = true;
        })
    };
    let some = aside(FactsBuilder::new().required("c", LinkFound::Holds));
    assert_eq!(
        told(&judged_by(GateRule::RequiredClaims {}, policy(), some)),
        (Outcome::Pass, "1 of 1", "1 of 1")
    );
    let none = judged_by(GateRule::RequiredClaims {}, policy(), aside(FactsBuilder::new()));
    assert_eq!(none.because, "No required claim applies.");
    assert_eq!(none.outcome, Outcome::Undetermined);
}

#[test]
fn a_score_is_compared_exactly_and_printed_rounded_down() {
    let rule = |min: Decimal| GateRule::Score { category: Some(Id::from("a")), min };
    let facts = || FactsBuilder::new().supported_claims("a", 2).unsupported_claims("a", 1);
    assert_eq!(
        told(&judged(rule(Decimal::new(666, 1)), facts())),
        (Outcome::Pass, "at least 66.6", "66.6")
    );
    assert_eq!(
        told(&judged(rule(Decimal::new(6667, 2)), facts())),
        (Outcome::Fail, "at least 66.67", "66.6")
    );
    let seventh = FactsBuilder::new().supported_claims("a", 1).unsupported_claims("a", 6);
    let gate = judged(rule(Decimal::from(80)), seventh);
    assert_eq!(told(&gate), (Outcome::Fail, "at least 80.0", "14.2"));
    assert_eq!(
        gate.because,
        "`a` scores 14.2, 1 of 7 claims being supported; the policy asks for 80.0."
    );
    assert_eq!((gate.title.as_str(), gate.rests_on.len()), ("Score of `a`", 6));
    let all = FactsBuilder::new().supported_claims("a", 3);
    assert_eq!(judged(rule(Decimal::from(100)), all).outcome, Outcome::Pass);
}

#[test]
fn a_score_is_undetermined_only_where_nothing_is_counted() {
    let rule = |category: Option<&str>| GateRule::Score {
        category: category.map(Id::from),
        min: Decimal::ZERO,
    };
    assert_eq!(
        judged(rule(Some("b")), FactsBuilder::new().supported_claims("a", 1)).outcome,
        Outcome::Undetermined
    );
    assert_eq!(judged(rule(None), FactsBuilder::new()).outcome, Outcome::Undetermined);
    assert_eq!(
        told(&judged(rule(None), FactsBuilder::new().unsupported_claims("a", 1))),
        (Outcome::Pass, "at least 0.0", "0.0")
    );
}

fn checklist(id: &str, items: &[(&str, bool)]) -> ChecklistFacts {
    let items = items
        .iter()
        .map(|(claim, required)| ItemFacts { claim: Id::from(*claim), required: *required });
    ChecklistFacts { id: Id::from(id), items: items.collect() }
}

#[test]
fn a_checklist_asks_for_the_claims_of_its_required_items() {
    let facts = || {
        FactsBuilder::new()
            .required("good", LinkFound::Holds)
            .required("bad", LinkFound::Misses)
            .required("none", LinkFound::Broken)
            .with(|facts| {
                facts.checklists.push(checklist("launch", &[("good", true), ("bad", false)]));
                facts.checklists.push(checklist("later", &[("good", true), ("none", true)]));
                facts.checklists.push(checklist("optional", &[("bad", false)]));
            })
    };
    let rule = |list: Option<&str>| GateRule::Checklist { list: list.map(Id::from) };
    assert_eq!(told(&judged(rule(Some("launch")), facts())), (Outcome::Pass, "1 of 1", "1 of 1"));
    assert_eq!(
        told(&judged(rule(Some("later")), facts())),
        (Outcome::Undetermined, "2 of 2", "1 of 2")
    );
    assert_eq!(told(&judged(rule(None), facts())), (Outcome::Undetermined, "3 of 3", "2 of 3"));
    assert_eq!(judged(rule(Some("optional")), facts()).because, "There is no required item.");
    assert_eq!(judged(rule(Some("gone")), facts()).because, "The findings have no such checklist.");
    let refuted = facts().with(|facts| facts.checklists.push(checklist("x", &[("bad", true)])));
    assert_eq!(judged(rule(None), refuted).outcome, Outcome::Fail);
}
