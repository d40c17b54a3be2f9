//! What waivers do to gates, and what they don't (SEMANTICS rule 16).

mod claims;

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::assess::gates;
use crate::assess::judge::Grounds;
use crate::assess::properties::{facts, policies};
use crate::assess::testing::{FactsBuilder, day, gate, link, open_findings, policy, role, waiver};
use crate::assess::{Judgement, judge};
use crate::model::report::GateReport;
use crate::model::{
    BaselineFacts, ChecklistFacts, ClaimFacts, ClaimState, ContradictionRule, GateLevel, GateRule,
    HoldsIf, ItemFacts, LinkFound, MayNotApply, Outcome, RuleLevel, Severity, Verdict, WaiverFacts,
};

const AS_OF: &str = "2025-08-30";

fn ids(names: &[&str]) -> Vec<Id> {
    names.iter().map(|name| Id::from(*name)).collect()
}

/// A waiver in force of these gates, claims and findings.
fn of(id: &str, gates: &[&str], claims: &[&str], findings: &[&str]) -> WaiverFacts {
    let (gates, claims, findings) = (ids(gates), ids(claims), ids(findings));
    WaiverFacts { gates, claims, findings, ..waiver(id) }
}

fn under(rules: Vec<GateRule>) -> Policy {
    let gates = rules.into_iter().enumerate();
    Policy { gates: gates.map(|(at, rule)| gate(&format!("g{at}"), rule)).collect(), ..policy() }
}

fn judged(policy: &Policy, facts: FactsBuilder, waivers: &[WaiverFacts]) -> Judgement {
    let facts = facts.with(|facts| facts.waivers = waivers.to_vec()).build();
    judge(&facts, policy, day(AS_OF))
}

/// The one gate of that kind, under these waivers.
fn gated(rule: GateRule, facts: FactsBuilder, waivers: &[WaiverFacts]) -> GateReport {
    judged(&under(vec![rule]), facts, waivers).gates.remove(0)
}

fn scanned() -> FactsBuilder {
    FactsBuilder::new().run("scan", "bandit", |_| {})
}

fn bad(number: usize) -> FactsBuilder {
    (0..number)
        .fold(scanned(), |facts, at| facts.finding(&format!("F-{at}"), Severity::High, |_| {}))
}

fn no_bad() -> GateRule {
    open_findings(Severity::High, 0)
}

/// What a waived gate would have been, and by which waivers it is waived.
fn waived(gate: &GateReport) -> Option<(Outcome, Vec<&str>)> {
    assert_eq!(gate.outcome == Outcome::Waived, gate.without_waivers.is_some(), "{gate:?}");
    let by = gate.waived_by.iter().map(Id::as_str).collect();
    gate.without_waivers.map(|without| (without, by))
}

fn refuted_by(finding: &str) -> impl FnOnce(&mut ClaimFacts) {
    let finding = Id::from(finding);
    move |claim| {
        claim.required = true;
        claim.refuted_by.push(finding);
        claim.links.push(link("e", LinkFound::Holds));
    }
}

#[test]
fn a_gate_that_passes_without_waived_findings_only_is_waived() {
    let gate = gated(no_bad(), bad(1), &[of("W-1", &[], &[], &["F-0"])]);
    assert_eq!(waived(&gate), Some((Outcome::Fail, vec!["W-1"])));
    assert_eq!((gate.threshold.as_str(), gate.observed.as_str()), ("at most 0", "1"));
    assert_eq!(
        gate.because,
        "1 finding of high severity or worse is open: `F-0`. `W-1` waives `F-0` until 2025-09-10."
    );
    assert_eq!(gate.rests_on, ids(&["F-0", "scan"]));
    let gate = gated(no_bad(), bad(2), &[of("W-1", &[], &[], &["F-0"])]);
    assert_eq!((gate.outcome, waived(&gate)), (Outcome::Fail, None));
    assert!(gate.because.ends_with("are open: `F-0` and `F-1`."));
}

#[test]
fn a_gate_that_allows_some_is_waived_by_all_that_cover_what_it_counts() {
    let waivers = [of("W-1", &[], &[], &["F-0"]), of("W-2", &[], &[], &["F-1", "F-2", "other"])];
    let with = |max| gated(open_findings(Severity::High, max), bad(4), &waivers);
    assert_eq!(with(0).outcome, Outcome::Fail);
    assert_eq!(waived(&with(1)), Some((Outcome::Fail, vec!["W-1", "W-2"])));
    assert!(with(1).because.ends_with(
        "`W-1` waives `F-0` until 2025-09-10 and `W-2` waives `F-1` and `F-2` until 2025-09-10."
    ));
    assert_eq!((with(4).outcome, waived(&with(4))), (Outcome::Pass, None));
}

#[test]
fn an_unknown_severity_that_is_waived_leaves_nothing_open() {
    let facts = || {
        let facts = scanned().finding("bad", Severity::High, |_| {});
        facts.finding("odd", Severity::Unknown, |_| {})
    };
    let both = [of("W-1", &[], &[], &["bad"]), of("W-2", &[], &[], &["odd"])];
    assert_eq!(waived(&gated(no_bad(), facts(), &both)), Some((Outcome::Fail, vec!["W-1", "W-2"])));
    assert_eq!(gated(no_bad(), facts(), &both[..1]).outcome, Outcome::Fail);
    assert_eq!(gated(no_bad(), facts(), &both[1..]).outcome, Outcome::Fail);
    let odd = scanned().finding("odd", Severity::Unknown, |_| {});
    assert_eq!(
        waived(&gated(no_bad(), odd, &both[1..])),
        Some((Outcome::Undetermined, vec!["W-2"]))
    );
}

#[test]
fn waiving_findings_runs_no_checker() {
    let facts = || FactsBuilder::new().finding("F-0", Severity::High, |_| {});
    let waivers = [of("W-1", &[], &[], &["F-0"]), of("W-2", &["g0"], &[], &[])];
    assert_eq!(gated(no_bad(), facts(), &waivers[..1]).outcome, Outcome::Fail);
    let gate = gated(no_bad(), facts(), &waivers);
    assert_eq!(waived(&gate), Some((Outcome::Fail, vec!["W-2"])));
    assert!(gate.because.ends_with(" `W-2` waives this gate until 2025-09-10."));
}

#[test]
fn a_gate_that_is_waived_itself_is_so_only_where_it_does_not_pass() {
    let own = [of("W-1", &["g0"], &[], &[])];
    assert_eq!(waived(&gated(no_bad(), bad(1), &own)), Some((Outcome::Fail, vec!["W-1"])));
    assert_eq!(
        waived(&gated(no_bad(), FactsBuilder::new(), &own)),
        Some((Outcome::Undetermined, vec!["W-1"]))
    );
    assert_eq!((gated(no_bad(), bad(0), &own)).outcome, Outcome::Pass);
    assert_eq!(gated(no_bad(), bad(1), &[of("W-1", &["g1"], &[], &[])]).outcome, Outcome::Fail);
}

#[test]
fn only_a_waiver_of_their_own_lifts_these_gates() {
    let facts = || {
        let facts = scanned().claim("c", |claim| {
            claim.required = true;
            claim.category = Some(Id::from("k"));
            claim.refuted_by.push(Id::from("F-0"));
        });
        let facts = facts.finding("F-0", Severity::High, |_| {}).waiver("old", |_| {});
        facts.contradiction(ContradictionRule::ScoreMismatch, HoldsIf::Always)
    };
    let measure = GateRule::Measure {
        metric: "p95".to_owned(),
        scope: "*".to_owned(),
        target: "<= 2 s".to_owned(),
    };
    let expired = WaiverFacts { expires: day("2025-08-29"), ..waiver("old") };
    for rule in [
        GateRule::Score { category: None, min: Decimal::from(50) },
        GateRule::Score { category: Some(Id::from("k")), min: Decimal::from(50) },
        measure,
        GateRule::Signoffs {},
        GateRule::Waivers {},
        GateRule::Contradictions { at_least: RuleLevel::Error },
        GateRule::Expression { when: "false".to_owned() },
    ] {
        let policy = || Policy { roles: vec![role("a")], ..under(vec![rule.clone()]) };
        let content = [of("W-1", &[], &["c"], &[]), of("W-2", &[], &[], &["F-0"]), expired.clone()];
        let before = judged(&policy(), facts(), &content).gates.remove(0);
        assert!(matches!(before.outcome, Outcome::Fail | Outcome::Undetermined), "{before:?}");
        let own = [of("W-1", &["g0"], &[], &[]), expired.clone()];
        let gate = judged(&policy(), facts(), &own).gates.remove(0);
        assert_eq!(waived(&gate), Some((before.outcome, vec!["W-1"])), "{rule:?}");
    }
}

#[test]
fn no_worse_leaves_out_waived_findings_and_claims() {
    let facts = || {
        let facts = scanned().claim("c", refuted_by("F-0")).required("d", LinkFound::Broken);
        let facts =
            facts.finding("F-0", Severity::Low, |_| {}).finding("F-1", Severity::Low, |_| {});
        facts.with(|facts| {
            facts.baselines.push(BaselineFacts {
                path: "old.json".to_owned(),
                readable: true,
                new: ids(&["F-0"]),
                reopened: ids(&["F-1"]),
                supported: ids(&["c", "d"]),
            });
        })
    };
    let rule = || GateRule::NoWorse { baseline: "old.json".to_owned() };
    let all =
        [of("W-0", &[], &[], &["F-0"]), of("W-1", &[], &[], &["F-1"]), of("W-2", &[], &["d"], &[])];
    let gate = gated(rule(), facts(), &all);
    assert_eq!(waived(&gate), Some((Outcome::Fail, vec!["W-0", "W-1", "W-2"])));
    for left_out in 0..3 {
        let mut some = all.to_vec();
        some.remove(left_out);
        assert_eq!(gated(rule(), facts(), &some).outcome, Outcome::Fail, "{left_out}");
    }
}

#[test]
fn a_gate_that_takes_no_waiver_counts_what_is_waived() {
    let waivers = [of("W-1", &[], &[], &["F-0"]), of("W-2", &["g0"], &[], &[])];
    let mut policy = under(vec![no_bad(), open_findings(Severity::Low, 0)]);
    policy.waivers.never = ids(&["g0"]);
    let judgement = judged(&policy, bad(1), &waivers);
    assert_eq!((judgement.gates[0].outcome, waived(&judgement.gates[0])), (Outcome::Fail, None));
    assert_eq!(waived(&judgement.gates[1]), Some((Outcome::Fail, vec!["W-1"])));
    assert_eq!(judgement.waivers[1].standing, WaiverStanding::NotAllowed);
}

#[test]
fn what_is_not_in_force_lifts_nothing() {
    let changes: [fn(&mut WaiverFacts); 4] = [
        |it| it.expires = day("2025-08-29"),
        |it| it.granted = day("2025-08-31"),
        |it| it.approved_by = "Ana".to_owned(),
        |it| it.findings = ids(&["F-9"]),
    ];
    for change in changes {
        let mut made = of("W-1", &[], &[], &["F-0"]);
        change(&mut made);
        assert_eq!(gated(no_bad(), bad(1), &[made.clone()]).outcome, Outcome::Fail, "{made:?}");
    }
}

#[test]
fn the_waivers_gate_fails_on_what_has_expired_and_on_nothing_else() {
    let rule = || GateRule::Waivers {};
    let expired = |id| WaiverFacts { expires: day("2025-08-29"), ..waiver(id) };
    let own = |id| WaiverFacts { approved_by: "ana".to_owned(), ..waiver(id) };
    let with = |waivers: &[WaiverFacts]| gated(rule(), FactsBuilder::new(), waivers);
    assert_eq!(with(&[]).outcome, Outcome::Pass);
    let last = WaiverFacts { expires: day(AS_OF), ..waiver("W-1") };
    assert_eq!(with(&[last, own("W-2")]).outcome, Outcome::Pass);
    let one = with(&[waiver("W-1"), expired("W-2")]);
    assert_eq!((one.outcome, one.observed.as_str()), (Outcome::Fail, "1"));
    assert_eq!(one.because, "`W-2` was in force until 2025-08-29.");
    assert_eq!(one.rests_on, ids(&["W-2"]));
    let two = with(&[WaiverFacts { expires: day("2025-08-29"), ..own("W-1") }, expired("W-2")]);
    assert_eq!(two.because, "2 waivers have expired: `W-1` and `W-2`.");
}

#[test]
fn a_waived_gate_leaves_a_condition_and_no_more() {
    let mut policy = under(vec![no_bad()]);
    let own = [of("W-1", &[], &[], &["F-0"])];
    let verdict =
        |policy: &Policy, waivers: &[WaiverFacts]| judged(policy, bad(1), waivers).verdict;
    assert_eq!(verdict(&policy, &own), Verdict::ReadyWithConditions);
    assert_eq!(verdict(&policy, &[]), Verdict::NotReady);
    policy.gates[0].level = GateLevel::Condition;
    assert_eq!(verdict(&policy, &own), Verdict::ReadyWithConditions);
    policy.gates[0].level = GateLevel::Warn;
    assert_eq!(verdict(&policy, &own), Verdict::Ready);
}

#[test]
fn a_gate_says_which_of_many_waivers_and_counts_the_rest() {
    let waivers: Vec<_> =
        (0..5).map(|at| of(&format!("W-{at}"), &[], &[], &[&format!("F-{at}")])).collect();
    let gate = gated(no_bad(), bad(5), &waivers);
    assert_eq!(gate.waived_by.len(), 5);
    assert!(
        gate.because.ends_with("`W-2` waives `F-2` until 2025-09-10 and 2 more waivers."),
        "{}",
        gate.because
    );
}

/// Whether a gate reads waivers, or a verdict in which they are: an expired waiver fails the one, and a declared
/// verdict is held against the other.
fn is_about_waivers(rule: &GateRule) -> bool {
    matches!(rule, GateRule::Waivers {} | GateRule::Contradictions { .. })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_waiver_never_improves_a_verdict_beyond_conditions(facts in facts(), policy in policies()) {
        let as_of = day(AS_OF);
        let none = Facts { waivers: Vec::new(), ..facts.clone() };
        let (with, without) = (judge(&facts, &policy, as_of), judge(&none, &policy, as_of));
        prop_assert_eq!(&with.claims, &without.claims);
        prop_assert_eq!(&with.scores, &without.scores);
        prop_assert!(with.verdict != Verdict::Ready || without.verdict == Verdict::Ready);
        for (gate, (with, without)) in policy.gates.iter().zip(with.gates.iter().zip(&without.gates)) {
            prop_assert_eq!(with.outcome == Outcome::Waived, !with.waived_by.is_empty());
            prop_assert!(!policy.waivers.never.contains(&with.id) || with.outcome != Outcome::Waived);
            if !is_about_waivers(&gate.rule) {
                prop_assert_eq!(with.without_waivers.unwrap_or(with.outcome), without.outcome);
            }
        }
    }

    #[test]
    fn a_waiver_that_is_not_in_force_changes_only_gates_about_waivers(facts in facts(), policy in policies()) {
        let as_of = day(AS_OF);
        let all = judge(&facts, &policy, as_of);
        let mut in_force = facts.clone();
        let mut standings = all.waivers.iter();
        in_force.waivers.retain(|_| standings.next().unwrap().standing == WaiverStanding::InForce);
        let some = judge(&in_force, &policy, as_of);
        for ((gate, all), some) in policy.gates.iter().zip(&all.gates).zip(&some.gates) {
            if !is_about_waivers(&gate.rule) {
                prop_assert_eq!(all, some);
            }
        }
    }

    #[test]
    fn a_gate_is_waived_where_it_passes_without_what_is_covered_or_is_covered_itself(
        facts in facts(), policy in policies(),
    ) {
        let as_of = day(AS_OF);
        let grounds = Grounds::new(&facts, &policy, as_of);
        let judgement = judge(&facts, &policy, as_of);
        let mut ground = grounds.ground(&facts, &policy, as_of);
        ground.contradictions = &judgement.contradictions;
        let cover = Cover::new(&facts, &policy, &grounds.claims, &grounds.waivers);
        let less = ground.leaving_out(&cover);
        for (gate, judged) in policy.gates.iter().zip(&judgement.gates) {
            let rule = gates::of(&gate.rule);
            let passes = |ground| rule.ruling(ground).outcome == Outcome::Pass;
            let takes = !policy.waivers.never.contains(&gate.id);
            let lifted = passes(&less) || !cover.of_gate(&gate.id).is_empty();
            prop_assert_eq!(judged.outcome == Outcome::Waived, takes && lifted && !passes(&ground));
        }
    }
}

/// Ten thousand of everything, in a chain: a square would show as minutes.
#[test]
fn many_waivers_and_claims_are_no_trouble() {
    let number = 10_000;
    let mut facts = scanned();
    for at in 0..number {
        facts = facts.finding(&format!("F-{at}"), Severity::High, |_| {}).claim(
            &format!("c{at}"),
            |claim| {
                claim.required = true;
                claim.refuted_by.push(Id::new(format!("F-{at}")));
                claim.links.push(link("e", LinkFound::Holds));
                claim.supported_by.extend((at > 0).then(|| Id::new(format!("c{}", at - 1))));
            },
        );
    }
    let waivers: Vec<_> =
        (0..number).map(|at| of(&format!("W-{at}"), &[], &[], &[&format!("F-{at}")])).collect();
    let rules = vec![no_bad(), GateRule::RequiredClaims {}, GateRule::Evidence {}];
    let judgement = judged(&under(rules), facts, &waivers);
    let outcomes: Vec<_> = judgement.gates.iter().map(|gate| gate.outcome).collect();
    assert_eq!(outcomes, [Outcome::Waived, Outcome::Waived, Outcome::Pass]);
    assert_eq!(judgement.lifts.len(), 2 * number);
}
