//! Waived claims, and claims that would be supported but for waived findings.

use super::*;

#[test]
fn a_waived_claim_is_left_out_and_keeps_its_state() {
    let facts =
        || FactsBuilder::new().required("a", LinkFound::Holds).required("b", LinkFound::Broken);
    let own = [of("W-1", &[], &["b"], &[])];
    let judgement = judged(&under(vec![GateRule::RequiredClaims {}]), facts(), &own);
    assert_eq!(judgement.claims[1].state, ClaimState::Broken);
    let gate = &judgement.gates[0];
    assert_eq!(waived(gate), Some((Outcome::Undetermined, vec!["W-1"])));
    assert_eq!(
        gate.because,
        "1 of 2 required claims is supported; 1 broken. `W-1` waives `b` until 2025-09-10."
    );
    let other = [of("W-1", &[], &["a"], &[])];
    assert_eq!(gated(GateRule::RequiredClaims {}, facts(), &other).outcome, Outcome::Undetermined);
}

#[test]
fn a_set_that_is_empty_only_because_all_of_it_is_waived_is_waived() {
    let all = [of("W-1", &[], &["c", "F"], &[])];
    let facts = || FactsBuilder::new().required("c", LinkFound::Misses);
    for rule in
        [GateRule::RequiredClaims {}, GateRule::Checklist { list: None }, GateRule::Evidence {}]
    {
        let facts = facts().with(|facts| {
            facts.claims[0].links.push(link("gone", LinkFound::Broken));
            let items = vec![ItemFacts { claim: Id::from("c"), required: true }];
            facts.checklists.push(ChecklistFacts { id: Id::from("list"), items });
        });
        let gate = gated(rule.clone(), facts, &all);
        assert_eq!(gate.waived_by, ids(&["W-1"]), "{rule:?}");
    }
    let nothing = gated(GateRule::RequiredClaims {}, FactsBuilder::new(), &all);
    assert_eq!(nothing.outcome, Outcome::Undetermined);
    let aside = |facts: FactsBuilder| {
        facts.claim("aside", |claim| {
            claim.required = true;
            claim.not_applicable = true;
        })
    };
    let policy = Policy {
        may_not_apply: MayNotApply::These(vec!["*".to_owned()]),
        ..under(vec![GateRule::RequiredClaims {}])
    };
    let with = |facts| {
        judged(&policy, aside(facts), &[of("W-1", &[], &["c", "aside"], &[])]).gates.remove(0)
    };
    assert_eq!(with(facts()).outcome, Outcome::Waived);
    assert_eq!(with(FactsBuilder::new()).outcome, Outcome::Undetermined);
}

#[test]
fn a_claim_that_would_be_supported_but_for_waived_findings_is_left_out() {
    let facts = || {
        let facts = scanned().claim("c", refuted_by("F-0")).finding("F-0", Severity::Low, |_| {});
        facts.finding("F-1", Severity::Low, |_| {})
    };
    let own = [of("W-1", &[], &[], &["F-0"])];
    let gate = gated(GateRule::RequiredClaims {}, facts(), &own);
    assert_eq!(waived(&gate), Some((Outcome::Fail, vec!["W-1"])));
    assert!(gate.because.ends_with(" `W-1` waives `F-0` until 2025-09-10."));
    let twice = facts().with(|facts| facts.claims[0].refuted_by.push(Id::from("F-1")));
    assert_eq!(gated(GateRule::RequiredClaims {}, twice, &own).outcome, Outcome::Fail);
    let weak = facts().with(|facts| facts.claims[0].links.clear());
    assert_eq!(gated(GateRule::RequiredClaims {}, weak, &own).outcome, Outcome::Fail);
}

/// By rule 16's letter: left out is a claim that is waived, or would be supported but for waived *findings*.
#[test]
fn a_claim_above_a_waived_one_is_not_left_out_and_above_waived_findings_it_is() {
    let facts = |below: fn(&mut ClaimFacts)| {
        let facts = scanned().claim("p", |claim| claim.required = true).claim("c", |claim| {
            claim.parent = Some(Id::from("p"));
            below(claim);
        });
        facts.finding("F-0", Severity::Low, |_| {})
    };
    let rule = || GateRule::RequiredClaims {};
    let unsupported = || facts(|_| {});
    assert_eq!(
        gated(rule(), unsupported(), &[of("W-1", &[], &["c"], &[])]).outcome,
        Outcome::Undetermined
    );
    assert_eq!(
        gated(rule(), unsupported(), &[of("W-1", &[], &["p"], &[])]).outcome,
        Outcome::Waived
    );
    let refuted = || {
        facts(|claim| {
            claim.refuted_by.push(Id::from("F-0"));
            claim.links.push(link("e", LinkFound::Holds));
        })
    };
    let gate = gated(rule(), refuted(), &[of("W-1", &[], &[], &["F-0"])]);
    assert_eq!(waived(&gate), Some((Outcome::Fail, vec!["W-1"])));
    assert_eq!(gated(rule(), refuted(), &[of("W-1", &[], &["c"], &[])]).outcome, Outcome::Fail);
}

#[test]
fn the_evidence_gate_leaves_out_waived_claims_with_what_makes_them_up() {
    let facts = |found| {
        let facts =
            scanned().required("a", LinkFound::Holds).claim("p", |claim| claim.required = true);
        facts.claim("c", |claim| {
            claim.parent = Some(Id::from("p"));
            claim.links = vec![link("e", LinkFound::Holds), link("x", found)];
            claim.refuted_by.push(Id::from("F-0"));
        })
    };
    let facts = |found| facts(found).finding("F-0", Severity::Low, |_| {});
    let rule = || GateRule::Evidence {};
    for (claims, by) in [(["p"], "W-1"), (["c"], "W-1")] {
        let gate = gated(
            rule(),
            facts(LinkFound::Broken),
            &[of("W-0", &[], &["a"], &[]), of(by, &[], &claims, &[])],
        );
        assert_eq!(waived(&gate), Some((Outcome::Undetermined, vec!["W-1"])), "{claims:?}");
    }
    // Were the finding fixed, the link would be as bad.
    let finding = [of("W-1", &[], &[], &["F-0"])];
    assert_eq!(gated(rule(), facts(LinkFound::Broken), &finding).outcome, Outcome::Undetermined);
    assert_eq!(gated(rule(), facts(LinkFound::Holds), &finding).outcome, Outcome::Pass);
}
