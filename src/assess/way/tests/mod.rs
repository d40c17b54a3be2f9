//! The way found is the smallest of all, by trying all.

mod claims;
mod conditions;

use conditions::expression;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::assess::judge;
use crate::assess::properties::{facts, policies};
use crate::assess::testing::{
    FactsBuilder, day, gate, link, open_findings, policy, role, run, signoff,
};
use crate::model::{
    ChecklistFacts, ClaimFacts, ClaimState, ContradictionRule, Decision, Gate, GateRule, HoldsIf,
    ItemFacts, LinkFound, Method, RuleLevel, Severity, Verdict,
};

const AS_OF: &str = "2025-08-30";

fn way(facts: &Facts, policy: &Policy) -> ShortestWay {
    let as_of = day(AS_OF);
    shortest_way(facts, policy, as_of, &judge(facts, policy, as_of))
}

fn told(way: &ShortestWay) -> Vec<(WayKind, &str)> {
    way.items.iter().map(|item| (item.kind, item.id.as_str())).collect()
}

/// The facts once these things are closed.
fn closed(facts: &Facts, items: &[(WayKind, Id)]) -> Facts {
    let mut facts = facts.clone();
    let mut good = link("closing", LinkFound::Holds);
    (good.commit, good.collected) = (facts.subject.commit.clone(), Some(day(AS_OF)));
    (good.method, good.evidence_method) = (Method::Test, Method::Test);
    for (kind, id) in items {
        match kind {
            WayKind::Finding => {
                let found = facts.findings.iter_mut().find(|finding| finding.id == *id).unwrap();
                found.status = crate::model::Status::Fixed;
            }
            WayKind::Claim => {
                if !facts.claims.iter().any(|claim| claim.id == *id) {
                    facts.claims.push(crate::assess::testing::claim(id.as_str()));
                }
                let claim = facts.claims.iter_mut().find(|claim| claim.id == *id).unwrap();
                (claim.not_applicable, claim.links) = (false, vec![good.clone()]);
            }
            WayKind::Signoff => {
                facts.signoffs.retain(|signoff| signoff.role != id.as_str());
                facts.signoffs.push(signoff(id.as_str(), Decision::Approve));
            }
            WayKind::Run => {
                let mut made = run("closing-run", id.as_str());
                made.commit = facts.subject.commit.clone();
                facts.runs.push(made);
            }
            WayKind::Waiver => facts.waivers.retain(|waiver| waiver.id != *id),
            WayKind::Contradiction => facts.contradictions.retain(|found| found.id != *id),
            // The condition of every expression in these tests, whatever else is closed.
            WayKind::Expression => facts.subject.version = Some("2".to_owned()),
        }
    }
    facts
}

/// Everything that could be closed. A claim that doesn't apply is left alone unless a gate asks for it; one that
/// others make up has no links that could be made good.
fn candidates(facts: &Facts, policy: &Policy) -> Vec<(WayKind, Id)> {
    let judgement = judge(facts, policy, day(AS_OF));
    let counted = facts.findings.iter();
    let counted = counted.filter(|finding| policy.counts_facts(finding));
    let mut all: Vec<_> = counted.map(|finding| (WayKind::Finding, finding.id.clone())).collect();
    let obstacles = judgement
        .gates
        .iter()
        .filter(|gate| gate.level != GateLevel::Warn && gate.outcome != Outcome::Pass);
    let named: Vec<&Id> = obstacles.flat_map(|gate| &gate.rests_on).collect();
    let asked = |id: &Id| named.contains(&id);
    let claims = judgement.claims.iter();
    let is_made_of_others = |claim: &&ClaimFacts| {
        let under = facts.claims.iter().any(|other| other.parent.as_ref() == Some(&claim.id));
        claim.links.is_empty() && (under || !claim.supported_by.is_empty()) && !claim.not_applicable
    };
    let made_of_others: Vec<_> =
        facts.claims.iter().filter(is_made_of_others).map(|claim| &claim.id).collect();
    let claims = claims.filter(|claim| {
        let aside = claim.state == ClaimState::NotApplicable;
        if aside { asked(&claim.id) } else { !made_of_others.contains(&&claim.id) }
    });

    all.extend(claims.map(|claim| (WayKind::Claim, claim.id.clone())));
    let expired = facts.waivers.iter().filter(|waiver| waiver.expires < day(AS_OF));
    all.extend(expired.map(|waiver| (WayKind::Waiver, waiver.id.clone())));
    let contradictions = facts.contradictions.iter();
    all.extend(contradictions.map(|found| (WayKind::Contradiction, found.id.clone())));
    let expressions = judgement.gates.iter().filter(|gate| gate.kind == "expression");
    all.extend(expressions.take(1).map(|gate| (WayKind::Expression, gate.id.clone())));
    all.extend([(WayKind::Signoff, Id::from("a")), (WayKind::Run, Id::from("any"))]);
    all
}

type Cost = (usize, usize, u64, Vec<(WayKind, Id)>);

fn cost(facts: &Facts, items: &[(WayKind, Id)]) -> Cost {
    let hours = items.iter().map(|(_, id)| {
        facts
            .findings
            .iter()
            .find(|finding| finding.id == *id)
            .and_then(|finding| finding.effort_hours)
    });
    let known: u64 = hours.clone().flatten().map(u64::from).sum();
    let mut names = items.to_vec();
    names.sort();
    (items.len(), hours.filter(Option::is_none).count(), known, names)
}

fn by_force(facts: &Facts, policy: &Policy) -> Option<Cost> {
    let all = candidates(facts, policy);
    for size in 0..=all.len() {
        let sets = (0..1_u32 << all.len()).filter(|set| set.count_ones() as usize == size);
        let picked = sets.map(|set| -> Vec<_> {
            let chosen = all.iter().enumerate().filter(|(index, _)| set >> index & 1 == 1);
            chosen.map(|(_, item)| item.clone()).collect()
        });
        let ready = picked.filter(|items| {
            judge(&closed(facts, items), policy, day(AS_OF)).verdict == Verdict::Ready
        });
        if let Some(best) = ready.map(|items| cost(facts, &items)).min() {
            return Some(best);
        }
    }
    None
}

prop_compose! {
    /// A policy that may have an expression.
    fn with_expression()(
        made in policies(),
        level in prop::option::of(prop::sample::select(vec![GateLevel::Block, GateLevel::Condition, GateLevel::Warn])),
    ) -> Policy {
        let mut made = made;
        made.gates.extend(level.map(|level| Gate { level, ..expression("own", "subject.version == '2'") }));
        made
    }
}

/// The policy with what nothing can clear out of the way.
fn clearable(policy: &Policy, way: &ShortestWay) -> Policy {
    let mut policy = policy.clone();
    let stuck = policy.gates.iter_mut().filter(|gate| way.stuck.contains(&gate.id));
    stuck.for_each(|gate| gate.level = GateLevel::Warn);
    policy
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_way_is_the_shortest_of_all(facts in facts(), policy in with_expression()) {
        let found = way(&facts, &policy);
        let policy = clearable(&policy, &found);
        if policy.gates.is_empty() {
            return Ok(());
        }
        let items: Vec<_> = found.items.iter().map(|item| (item.kind, item.id.clone())).collect();
        let ready = judge(&closed(&facts, &items), &policy, day(AS_OF));
        prop_assert_eq!(ready.verdict, Verdict::Ready, "{:?} {:?}", items, ready.gates);
        if found.exact {
            prop_assert_eq!(Some(cost(&facts, &items)), by_force(&facts, &policy));
        }
    }

    #[test]
    fn a_greedy_way_leads_there_too(facts in facts(), policy in with_expression()) {
        let as_of = day(AS_OF);
        let judgement = judge(&facts, &policy, as_of);
        let found = super::find(&facts, &policy, as_of, &judgement, 0);
        let policy = clearable(&policy, &found);
        if policy.gates.is_empty() {
            return Ok(());
        }
        let items: Vec<_> = found.items.iter().map(|item| (item.kind, item.id.clone())).collect();
        prop_assert_eq!(judge(&closed(&facts, &items), &policy, as_of).verdict, Verdict::Ready);
    }
}

#[test]
fn a_ready_subject_has_nowhere_to_go() {
    let mut policy = policy();
    policy.gates.push(gate("claims", GateRule::RequiredClaims {}));
    let facts = FactsBuilder::new().required("c", LinkFound::Holds).build();
    assert_eq!(way(&facts, &policy), ShortestWay { exact: true, ..ShortestWay::default() });
}

#[test]
fn each_item_names_the_gates_that_rest_on_it() {
    let mut policy = policy();
    policy.roles.push(role("release manager"));
    policy.gates = vec![
        gate("bad", open_findings(Severity::High, 0)),
        gate("claims", GateRule::RequiredClaims {}),
        gate("waivers", GateRule::Waivers {}),
        gate("contradictions", GateRule::Contradictions { at_least: RuleLevel::Error }),
        gate("signed", GateRule::Signoffs {}),
    ];
    let refuted = |claim: &mut ClaimFacts| {
        claim.required = true;
        claim.refuted_by.push(Id::from("F-1"));
        claim.links.push(link("e", LinkFound::Holds));
    };
    let facts = FactsBuilder::new()
        .claim("no-secrets", refuted)
        .required("restore", LinkFound::Broken)
        .finding("F-1", Severity::Critical, |_| {})
        .waiver("W-1", |waiver| waiver.findings.push(Id::from("F-1")))
        .waiver("W-2", |waiver| waiver.expires = day("2025-08-29"))
        .contradiction(ContradictionRule::ScoreMismatch, HoldsIf::Always)
        .contradiction(ContradictionRule::VerdictMismatch, HoldsIf::Better(Verdict::Ready))
        .contradiction(ContradictionRule::MetricConflict, HoldsIf::Unreadable)
        .contradiction(ContradictionRule::VagueDate, HoldsIf::Always)
        .build();
    let found = way(&facts, &policy);
    assert!(found.exact);
    let items: Vec<_> = found
        .items
        .iter()
        .map(|item| (item.kind, item.id.as_str(), item.clears.iter().map(Id::as_str).collect()))
        .collect::<Vec<(_, _, Vec<&str>)>>();
    assert_eq!(
        items,
        [
            (WayKind::Finding, "F-1", vec!["bad", "claims"]),
            (WayKind::Claim, "restore", vec!["claims"]),
            (WayKind::Contradiction, "score-mismatch", vec!["contradictions"]),
            (WayKind::Contradiction, "metric-conflict", vec!["contradictions"]),
            (WayKind::Signoff, "release manager", vec!["signed"]),
            (WayKind::Run, "any", vec!["bad"]),
            (WayKind::Waiver, "W-2", vec!["waivers"]),
        ]
    );
    assert_eq!(found.stuck, [] as [Id; 0]);
}

#[test]
fn what_nothing_can_clear_is_stuck_and_what_only_warns_is_no_obstacle() {
    let mut policy = policy();
    let mut warns = gate("warns", GateRule::Contradictions { at_least: RuleLevel::Error });
    warns.level = GateLevel::Warn;
    policy.gates = vec![
        warns,
        gate("claims", GateRule::RequiredClaims {}),
        gate("list", GateRule::Checklist { list: Some(Id::from("gone")) }),
        gate("too-much", GateRule::Score { category: None, min: Decimal::from(101) }),
        gate("signed", GateRule::Signoffs {}),
        gate("old", GateRule::NoWorse { baseline: "old.json".to_owned() }),
    ];
    let facts = FactsBuilder::new().supported_claims("a", 1).build();
    let found = way(&facts, &policy);
    assert_eq!(found.items, []);
    let stuck: Vec<_> = found.stuck.iter().map(Id::as_str).collect();
    assert_eq!(stuck, ["claims", "list", "too-much", "signed", "old"]);
}

#[test]
fn a_finding_that_lifts_several_claims_is_the_shorter_way() {
    let mut policy = policy();
    policy.gates.push(gate("score", GateRule::Score { category: None, min: Decimal::from(60) }));
    let mut facts =
        FactsBuilder::new().finding("F-1", Severity::Low, |_| {}).unsupported_claims("a", 3);
    for index in 0..3 {
        facts = facts.claim(&format!("r{index}"), |claim| {
            claim.category = Some(Id::from("a"));
            claim.refuted_by.push(Id::from("F-1"));
            claim.links.push(link("e", LinkFound::Holds));
        });
    }
    let found = way(&facts.build(), &policy);
    assert_eq!(told(&found), [(WayKind::Finding, "F-1"), (WayKind::Claim, "a-0")]);
}

#[test]
fn equally_many_findings_are_chosen_by_effort_and_then_by_id() {
    let mut policy = policy();
    policy.gates.push(gate("bad", open_findings(Severity::High, 2)));
    let facts = FactsBuilder::new()
        .run("scan", "bandit", |_| {})
        .finding("b", Severity::High, |finding| finding.effort_hours = Some(8))
        .finding("a", Severity::High, |finding| finding.effort_hours = Some(8))
        .finding("c", Severity::High, |_| {})
        .finding("d", Severity::High, |finding| finding.effort_hours = Some(9));
    assert_eq!(
        told(&way(&facts.build(), &policy)),
        [(WayKind::Finding, "b"), (WayKind::Finding, "a")]
    );
}

#[test]
fn an_open_condition_is_closed_by_signing_again() {
    let mut policy = policy();
    policy.gates.push(gate("claims", GateRule::RequiredClaims {}));
    let facts = FactsBuilder::new().required("c", LinkFound::Holds).signoff(
        "security officer",
        Decision::ApproveWithConditions,
        |_| {},
    );
    assert_eq!(told(&way(&facts.build(), &policy)), [(WayKind::Signoff, "security officer")]);
}

#[test]
fn without_evidence_a_checker_has_to_run() {
    let mut policy = policy();
    policy.extends = Some(crate::model::BuiltIn::Minimal);
    policy.gates.push(gate("bad", open_findings(Severity::High, 0)));
    let facts = FactsBuilder::new().with(|facts| facts.evidence_present = 0).build();
    assert_eq!(told(&way(&facts, &policy)), [(WayKind::Run, "any")]);
}

#[test]
fn above_twenty_four_choices_it_is_a_short_way() {
    let mut policy = policy();
    policy.gates.push(gate("score", GateRule::Score { category: None, min: Decimal::from(50) }));
    let exact = way(&FactsBuilder::new().unsupported_claims("a", 24).build(), &policy);
    assert!(exact.exact && exact.items.len() == 12);
    let greedy = way(&FactsBuilder::new().unsupported_claims("a", 25).build(), &policy);
    assert!(!greedy.exact && greedy.items.len() == 13);
}

/// Ten thousand findings and claims: a hang or a square would show as minutes.
#[test]
fn many_findings_and_claims_are_no_trouble() {
    let mut policy = policy();
    policy.gates = vec![
        gate("bad", open_findings(Severity::High, 10)),
        gate("all", open_findings(Severity::Low, 100)),
        gate("claims", GateRule::RequiredClaims {}),
        gate("evidence", GateRule::Evidence {}),
        gate("list", GateRule::Checklist { list: None }),
        gate("score", GateRule::Score { category: None, min: Decimal::from(80) }),
        gate("a-score", GateRule::Score { category: Some(Id::from("a")), min: Decimal::from(90) }),
    ];
    let mut facts = FactsBuilder::new();
    for index in 0..10_000 {
        let severity = if index % 2 == 0 { Severity::High } else { Severity::Low };
        facts = facts.finding(&format!("f{index:05}"), severity, |_| {});
    }
    for index in 0..10_000_usize {
        facts = facts.claim(&format!("c{index:05}"), |claim| {
            claim.category = Some(Id::from(if index % 2 == 0 { "a" } else { "b" }));
            claim.required = index % 10 == 0;
            claim.refuted_by.push(Id::new(format!("f{index:05}")));
            claim.supported_by.extend((index > 0).then(|| Id::new(format!("c{:05}", index - 1))));
        });
    }
    let facts = facts.with(|facts| {
        let items = vec![ItemFacts { claim: Id::from("c00500"), required: true }];
        facts.checklists.push(ChecklistFacts { id: Id::from("list"), items });
    });
    let found = way(&facts.build(), &policy);
    assert!(found.items.len() > 9_000);
}
