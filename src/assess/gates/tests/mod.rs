//! Both sides of every gate's edge (SEMANTICS rules 14 and 15).

use rust_decimal::Decimal;

mod claims;
mod contradictions;
mod findings;

use super::*;
use crate::assess::judge;
use crate::assess::testing::{FactsBuilder, day, gate, link, open_findings, policy, role};
use crate::model::{
    BaselineFacts, BuiltIn, ChecklistFacts, Decision, FindingRules, ItemFacts, LinkFacts,
    LinkFound, MayNotApply, Method, Outcome, Role, SameAs, Severity, Status,
};

fn judged_by(rule: GateRule, policy: Policy, facts: FactsBuilder) -> GateReport {
    let policy = Policy { gates: vec![gate("g", rule)], ..policy };
    judge(&facts.build(), &policy, day("2025-08-30")).gates.remove(0)
}

fn judged(rule: GateRule, facts: FactsBuilder) -> GateReport {
    judged_by(rule, policy(), facts)
}

fn told(gate: &GateReport) -> (Outcome, &str, &str) {
    (gate.outcome, gate.threshold.as_str(), gate.observed.as_str())
}

fn clean() -> FactsBuilder {
    FactsBuilder::new().run("scan", "bandit", |_| {})
}

fn bad(facts: FactsBuilder, severity: Severity, number: usize) -> FactsBuilder {
    (0..number).fold(facts, |facts, index| {
        facts.finding(&format!("{severity:?}-{index}"), severity, |_| {})
    })
}

#[test]
fn evidence_fails_if_stale_or_weak_and_is_undetermined_if_broken_or_none() {
    let policy = || {
        let mut policy = policy();
        policy.evidence.weakest_method = Some(Method::Examine);
        policy
    };
    let good = || link("good", LinkFound::Holds);
    let weak = || LinkFacts { method: Method::Interview, ..link("weak", LinkFound::States) };
    let stale = || LinkFacts { commit: Some("7654321".into()), method: Method::Test, ..good() };
    let broken = || link("broken", LinkFound::Broken);
    let with = |required, links: Vec<LinkFacts>| {
        let facts = FactsBuilder::new().required("other", LinkFound::Holds).claim("c", |claim| {
            claim.required = required;
            claim.links = links;
        });
        let facts = facts.with(|facts| {
            facts.subject.commit = Some("1234567".into());
            for link in facts.claims.iter_mut().flat_map(|claim| &mut claim.links) {
                link.commit.get_or_insert_with(|| "1234567".to_owned());
            }
        });
        judged_by(GateRule::Evidence {}, policy(), facts)
    };
    assert_eq!(told(&with(true, vec![good()])), (Outcome::Pass, "2 of 2", "2 of 2"));
    assert_eq!(with(true, vec![good(), weak()]).outcome, Outcome::Fail);
    assert_eq!(with(true, vec![good(), stale()]).outcome, Outcome::Fail);
    let vacuous = || LinkFacts { vacuous: true, ..good() };
    let gate = with(true, vec![good(), vacuous()]);
    assert_eq!(told(&gate), (Outcome::Fail, "2 of 2", "1 of 2"));
    assert_eq!(gate.because, "1 claim has a vacuous link.");
    assert_eq!(with(true, vec![vacuous(), broken()]).outcome, Outcome::Fail);
    assert_eq!(with(false, vec![vacuous()]).outcome, Outcome::Pass);
    assert_eq!(with(true, vec![broken(), weak()]).outcome, Outcome::Fail);
    assert_eq!(
        told(&with(true, vec![good(), broken()])),
        (Outcome::Undetermined, "2 of 2", "1 of 2")
    );
    assert_eq!(with(true, vec![]).outcome, Outcome::Undetermined);
    assert_eq!(with(false, vec![weak()]).outcome, Outcome::Pass);
    assert_eq!(judged(GateRule::Evidence {}, FactsBuilder::new()).outcome, Outcome::Undetermined);
}

#[test]
fn evidence_of_a_claim_made_up_of_others_is_theirs() {
    let with = |found| {
        let facts =
            FactsBuilder::new().claim("p", |claim| claim.required = true).claim("a", |claim| {
                claim.parent = Some(Id::from("p"));
                claim.links.push(link("e", found));
            });
        judged(GateRule::Evidence {}, facts).outcome
    };
    assert_eq!(with(LinkFound::Holds), Outcome::Pass);
    assert_eq!(with(LinkFound::Broken), Outcome::Undetermined);
}

#[test]
fn signoffs_fail_if_rejected_and_are_undetermined_until_all_decided() {
    use Decision::{Abstain, Approve, ApproveWithConditions, Reject};
    let with = |given: &[(&str, Decision)]| {
        let policy = Policy {
            roles: vec![role("a"), role("b"), Role { required: false, ..role("c") }],
            ..policy()
        };
        let facts = given.iter().fold(FactsBuilder::new(), |facts, (role, decision)| {
            facts.signoff(role, *decision, |_| {})
        });
        judged_by(GateRule::Signoffs {}, policy, facts)
    };
    assert_eq!(
        told(&with(&[("a", Approve), ("b", ApproveWithConditions)])),
        (Outcome::Pass, "2 of 2", "2 of 2")
    );
    assert_eq!(told(&with(&[("a", Approve)])), (Outcome::Undetermined, "2 of 2", "1 of 2"));
    assert_eq!(with(&[("a", Approve)]).because, "`b` has not decided.");
    assert_eq!(with(&[("a", Approve), ("b", Abstain)]).outcome, Outcome::Undetermined);
    assert_eq!(with(&[("a", Reject)]).outcome, Outcome::Fail);
    assert_eq!(with(&[("a", Reject)]).because, "`a` rejects; `b` has not decided.");
    assert_eq!(with(&[("a", Approve), ("b", Approve), ("c", Reject)]).outcome, Outcome::Pass);
    assert_eq!(with(&[("a", Approve), ("a", Reject), ("b", Approve)]).outcome, Outcome::Fail);
    assert_eq!(judged(GateRule::Signoffs {}, FactsBuilder::new()).outcome, Outcome::Undetermined);
}

#[test]
fn a_signoff_of_another_version_leaves_its_role_undecided() {
    let policy = || Policy { roles: vec![role("a")], ..policy() };
    let old = FactsBuilder::new().signoff("a", Decision::Reject, |given| given.of = None);
    assert_eq!(judged_by(GateRule::Signoffs {}, policy(), old).outcome, Outcome::Undetermined);
    let both = FactsBuilder::new().signoff("a", Decision::Reject, |given| given.of = None).signoff(
        "a",
        Decision::Approve,
        |_| {},
    );
    assert_eq!(judged_by(GateRule::Signoffs {}, policy(), both).outcome, Outcome::Pass);
}

fn baseline(change: impl FnOnce(&mut BaselineFacts)) -> BaselineFacts {
    let mut made = BaselineFacts {
        path: "old.json".to_owned(),
        readable: true,
        new: Vec::new(),
        reopened: Vec::new(),
        supported: vec![Id::from("c")],
    };
    change(&mut made);
    made
}

#[test]
fn no_worse_fails_on_what_is_newly_worse_and_is_undetermined_without_a_baseline() {
    let rule = || GateRule::NoWorse { baseline: "old.json".to_owned() };
    let with = |found, change: fn(&mut BaselineFacts)| {
        let facts = FactsBuilder::new()
            .required("c", found)
            .finding("F-1", Severity::Low, |_| {})
            .finding("F-2", Severity::Low, |finding| finding.status = Status::Fixed);
        judged(rule(), facts.with(|facts| facts.baselines.push(baseline(change))))
    };
    assert_eq!(told(&with(LinkFound::Holds, |_| {})), (Outcome::Pass, "at most 0", "0"));
    assert_eq!(with(LinkFound::Broken, |_| {}).because, "1 claim is no longer supported: `c`.");
    let new = with(LinkFound::Holds, |old| old.new = vec![Id::from("F-1"), Id::from("F-2")]);
    assert_eq!((told(&new), new.rests_on.len()), ((Outcome::Fail, "at most 0", "1"), 1));
    assert_eq!(
        with(LinkFound::Holds, |old| old.reopened.push(Id::from("F-1"))).outcome,
        Outcome::Fail
    );
    assert_eq!(
        with(LinkFound::Holds, |old| old.supported.push(Id::from("gone"))).outcome,
        Outcome::Fail
    );
    assert_eq!(with(LinkFound::Holds, |old| old.readable = false).outcome, Outcome::Undetermined);
    assert_eq!(with(LinkFound::Holds, |old| old.path.clear()).outcome, Outcome::Undetermined);
    let empty = FactsBuilder::new()
        .with(|facts| facts.baselines.push(baseline(|old| old.supported.clear())));
    assert_eq!(judged(rule(), empty).outcome, Outcome::Undetermined);
}

#[test]
fn a_gates_own_title_and_id_are_kept() {
    let mut named = gate("mine", GateRule::RequiredClaims {});
    named.title = Some("Mine".to_owned());
    let unnamed = gate("", GateRule::RequiredClaims {});
    let policy = Policy { gates: vec![named, unnamed], ..policy() };
    let gates = judge(&FactsBuilder::new().build(), &policy, day("2025-08-30")).gates;
    assert_eq!((gates[0].id.as_str(), gates[0].title.as_str()), ("mine", "Mine"));
    assert_eq!(
        (gates[1].id.as_str(), gates[1].title.as_str()),
        ("required-claims", "Required claims")
    );
}

mod measures {
    use super::super::measure::rule;
    use crate::model::{Id, MeasureFacts, Outcome, Quantity};
    use rust_decimal::Decimal;

    fn measure(id: &str, value: Option<i64>) -> MeasureFacts {
        MeasureFacts {
            id: Id::from(id),
            metric: "p95".to_owned(),
            scope: None,
            claim: None,
            value: value
                .map(|value| Quantity { value: Decimal::from(value), unit: "ms".to_owned() }),
            exact: None,
            collected: None,
        }
    }

    fn told(values: &[Option<i64>]) -> (Outcome, String) {
        let measures: Vec<_> = values
            .iter()
            .enumerate()
            .map(|(index, value)| measure(&format!("m{index}"), *value))
            .collect();
        let pairs: Vec<_> =
            measures.iter().map(|measure| (measure, measure.value.as_ref())).collect();
        let limit = Decimal::from(200);
        let ruling = rule(&pairs, "at most 200 ms".to_owned(), &|measure| {
            measure.value.as_ref().map(|value| value.value <= limit)
        });
        (ruling.outcome, ruling.observed)
    }

    #[test]
    fn every_measure_of_the_metric_has_to_meet_the_target() {
        assert_eq!(told(&[Some(200)]), (Outcome::Pass, "200\u{a0}ms".to_owned()));
        assert_eq!(told(&[Some(201)]), (Outcome::Fail, "201\u{a0}ms".to_owned()));
        assert_eq!(told(&[Some(100), Some(300), None]), (Outcome::Fail, "1 of 3 met".to_owned()));
        assert_eq!(told(&[Some(100), None]), (Outcome::Undetermined, "1 of 2 met".to_owned()));
        assert_eq!(told(&[None]), (Outcome::Undetermined, "no value".to_owned()));
        assert_eq!(told(&[]), (Outcome::Undetermined, "no measure".to_owned()));
    }
}
