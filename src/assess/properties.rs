//! What holds of every judgement: the worse evidence never makes a better verdict (SEMANTICS rule 25), and the
//! same facts are judged alike (rule 19).

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::testing::{
    FactsBuilder, claim, day, finding, gate, open_findings, policy, role, run, signoff, waiver,
};
use super::{Judgement, judge};
use crate::model::{
    BaselineFacts, ChecklistFacts, ClaimState, ContradictionFacts, ContradictionRule, Days,
    Decision, Digest, Facts, GateLevel, GateRule, HoldsIf, Id, ItemFacts, LinkFacts, LinkFound,
    MayNotApply, Method, Outcome, Policy, RuleLevel, Severity, Status, Verdict, WaiverFacts,
};

const AS_OF: &str = "2025-08-30";
const COMMIT: &str = "1234567";

prop_compose! {
    fn links()(
        found in prop::sample::select(vec![LinkFound::Holds, LinkFound::Holds, LinkFound::Misses, LinkFound::States, LinkFound::Broken]),
        method in prop::sample::select(vec![Method::Test, Method::Examine, Method::Interview]),
        collected in prop::option::of(prop::sample::select(vec!["2025-08-29", "2025-08-20", "2025-01-01", "2025-09-01"])),
        commit in prop::option::of(prop::sample::select(vec![COMMIT, COMMIT, "7654321"])),
        vacuous in prop::bool::weighted(0.15),
        joint in prop::bool::weighted(0.3),
    ) -> LinkFacts {
        let lent = match (found, method) {
            (LinkFound::Holds | LinkFound::Misses, method) => method,
            (LinkFound::States | LinkFound::Broken, Method::Examine) => Method::Examine,
            (LinkFound::States | LinkFound::Broken, Method::Test | Method::Interview) => Method::Interview,
        };
        LinkFacts {
            evidence: Id::from("e"),
            method: lent,
            evidence_method: method,
            found,
            collected: collected.map(day),
            commit: commit.map(str::to_owned),
            vacuous: vacuous && found != LinkFound::Broken,
            joint,
        }
    }
}

/// A contradiction of any rule and any condition.
fn contradiction() -> impl Strategy<Value = (ContradictionRule, HoldsIf)> {
    let conditions = vec![
        HoldsIf::Always,
        HoldsIf::Unreadable,
        HoldsIf::Apart(Decimal::ONE),
        HoldsIf::Apart(Decimal::TWO),
        HoldsIf::Better(Verdict::Ready),
        HoldsIf::Better(Verdict::ReadyWithConditions),
        HoldsIf::After(day("2025-08-31")),
    ];
    let conditions = prop::sample::select(conditions);
    (prop::sample::select(ContradictionRule::ALL.to_vec()), conditions)
}

/// A claim in small numbers: category, required, parent, what it rests on, set aside, refuted, links.
type Shape = (Option<u8>, bool, Option<u8>, Option<u8>, bool, bool, Vec<LinkFacts>);

fn shape() -> impl Strategy<Value = Shape> {
    (
        prop::option::of(0_u8..2),
        any::<bool>(),
        prop::option::weighted(0.4, 0_u8..6),
        prop::option::weighted(0.2, 0_u8..6),
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.15),
        prop::collection::vec(links(), 0..3),
    )
}

prop_compose! {
    /// A waiver of a gate, a claim or some findings, mostly in force.
    pub(super) fn waivers()(
        (kind, which) in (0_u8..4, 0_u8..6),
        approver in prop::sample::select(vec!["ben", "ben", "ben", "cleo", "ana"]),
        term in prop::sample::select(vec![
            ("2025-08-27", "2025-09-10"), ("2025-08-30", "2025-08-30"), ("2025-06-01", "2025-08-31"),
            ("2025-08-01", "2025-08-29"), ("2025-08-31", "2025-09-10"),
        ]),
    ) -> WaiverFacts {
        let id = |letter: &str| Id::new(format!("{letter}{which}"));
        let mut made = WaiverFacts {
            approved_by: approver.to_owned(), granted: day(term.0), expires: day(term.1), ..waiver("")
        };
        match kind {
            0 => made.gates.push(id("g")),
            1 => made.claims.push(id("c")),
            2 => made.findings.push(id("f")),
            _ => made.findings.extend(["f0", "f1", "f2", "f3"].map(Id::from)),
        }
        made
    }
}

prop_compose! {
    pub(super) fn facts()(
        shapes in prop::collection::vec(shape(), 0..6),
        findings in prop::collection::vec((prop::sample::select(Severity::ALL.to_vec()), any::<bool>(), prop::option::of(0_u32..4)), 0..4),
        ran in any::<bool>(),
        signed in prop::option::of(prop::sample::select(vec![Decision::Approve, Decision::ApproveWithConditions, Decision::Reject, Decision::Abstain])),
        other_version in prop::bool::weighted(0.2),
        listed in prop::collection::vec((0_u8..6, any::<bool>()), 0..3),
        supported in prop::collection::vec(0_u8..6, 0..3),
        new in prop::collection::vec(0_u8..4, 0..2),
        waivers in prop::collection::vec(waivers(), 0..3),
        contradictions in prop::collection::vec(contradiction(), 0..3),
    ) -> Facts {
        let id = |index: u8| Id::new(format!("c{index}"));
        let count = u8::try_from(shapes.len()).unwrap();
        FactsBuilder::new().with(|facts| {
            facts.subject.commit = Some(COMMIT.to_owned());
            for (index, (category, required, parent, rests, aside, refuted, links)) in (0_u8..).zip(shapes) {
                let mut made = claim(&format!("c{index}"));
                made.category = category.map(|category| Id::new(format!("k{category}")));
                made.required = required;
                // References lead backwards, so that there are no cycles.
                made.parent = parent.filter(|parent| *parent < index).map(id);
                made.supported_by = rests.map(|rests| rests.wrapping_add(index)).filter(|other| *other > index && *other < count)
                    .filter(|_| made.parent.is_none()).map(id).into_iter().collect();
                made.not_applicable = aside;
                made.refuted_by = if refuted { vec![Id::from("f0")] } else { Vec::new() };
                made.links = links;
                facts.claims.push(made);
            }
            // A claim may rest on a later one only where that doesn't lie under it.
            for index in 0..facts.claims.len() {
                if facts.claims[index..].iter().any(|claim| claim.parent.is_some()) {
                    facts.claims[index].supported_by.clear();
                }
            }
            for (index, (severity, fixed, hours)) in findings.into_iter().enumerate() {
                let mut made = finding(&format!("f{index}"), severity);
                made.status = if fixed && index > 0 { Status::Fixed } else { Status::Open };
                made.effort_hours = hours;
                facts.findings.push(made);
            }
            if ran {
                let mut made = run("scan", "bandit");
                made.commit = Some(COMMIT.to_owned());
                facts.runs.push(made);
            }
            if let Some(decision) = signed {
                let mut made = signoff("a", decision);
                if other_version {
                    made.of = Some(Digest::of(b"another"));
                }
                facts.signoffs.push(made);
            }
            let items = listed.into_iter().filter(|(claim, _)| *claim < count);
            let items = items.map(|(claim, required)| ItemFacts { claim: id(claim), required }).collect();
            facts.checklists.push(ChecklistFacts { id: Id::from("list"), items });
            for (index, made) in waivers.into_iter().enumerate() {
                facts.waivers.push(WaiverFacts { id: Id::new(format!("w{index}")), ..made });
            }
            for (index, (rule, holds_if)) in contradictions.into_iter().enumerate() {
                let (id, about) = (Id::new(format!("x{index}")), vec![Id::from("c0")]);
                facts.contradictions.push(ContradictionFacts { id, rule, about, holds_if });
            }
            facts.baselines.push(BaselineFacts {
                path: "old.json".to_owned(),
                readable: true,
                new: new.into_iter().map(|index| Id::new(format!("f{index}"))).collect(),
                reopened: Vec::new(),
                supported: supported.into_iter().map(id).collect(),
            });
        }).build()
    }
}

prop_compose! {
    pub(super) fn policies()(
        chosen in prop::collection::vec((0_usize..12, 0_u64..3, prop::sample::select(vec![GateLevel::Block, GateLevel::Block, GateLevel::Condition, GateLevel::Warn])), 0..5),
        mins in prop::collection::vec(prop::sample::select(vec![30, 50, 67, 100]), 5),
        max_age in prop::option::of(prop::sample::select(vec![5_u32, 90])),
        weakest in prop::option::of(prop::sample::select(vec![Method::Examine, Method::Test])),
        aside in any::<bool>(),
        extra in prop::bool::weighted(0.15),
        weight in 0_i64..3,
        (strict, never) in (any::<bool>(), prop::option::weighted(0.3, 0_u8..5)),
    ) -> Policy {
        let mut made = policy();
        if strict {
            made.waivers.approvers = vec!["Ben".to_owned()];
            made.waivers.longest = Some(Days(30));
        }
        made.waivers.never.extend(never.map(|gate| Id::new(format!("g{gate}"))));
        made.evidence.max_age = max_age.map(Days);
        made.evidence.weakest_method = weakest;
        made.category.entry(Id::from("k1")).or_default().weight = Some(Decimal::from(weight));
        if aside {
            made.may_not_apply = MayNotApply::These(vec!["*".to_owned()]);
        }
        if extra {
            made.required.push("absent".to_owned());
        }
        made.roles.push(role("a"));
        for (index, (kind, max, level)) in chosen.into_iter().enumerate() {
            let min = Decimal::from(mins[index]);
            let rule = match kind {
                0 => open_findings(Severity::High, max),
                1 => open_findings(Severity::Low, max),
                2 => GateRule::RequiredClaims {},
                3 => GateRule::Score { category: None, min },
                4 => GateRule::Score { category: Some(Id::from("k0")), min },
                5 => GateRule::Checklist { list: None },
                6 => GateRule::Evidence {},
                7 => GateRule::Signoffs {},
                8 => GateRule::Waivers {},
                9 => GateRule::Contradictions { at_least: RuleLevel::Error },
                10 => GateRule::Contradictions { at_least: RuleLevel::Note },
                _ => GateRule::NoWorse { baseline: "old.json".to_owned() },
            };
            let mut gate = gate(&format!("g{index}"), rule);
            gate.level = level;
            made.gates.push(gate);
        }
        made
    }
}

/// How near a state is to support: refuted, broken, stale and unsupported are equally far.
fn support(state: ClaimState) -> u8 {
    match state {
        ClaimState::Refuted | ClaimState::Broken | ClaimState::Stale | ClaimState::Unsupported => 0,
        ClaimState::NotApplicable => 1,
        ClaimState::Supported => 2,
    }
}

/// How near an outcome is to a pass: failed and undetermined are equally far.
fn passing(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Fail | Outcome::Undetermined => 0,
        Outcome::Waived => 1,
        Outcome::Pass => 2,
    }
}

fn readiness(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotReady | Verdict::InsufficientEvidence => 0,
        Verdict::ReadyWithConditions => 1,
        Verdict::Ready => 2,
    }
}

fn exact_total(judgement: &Judgement) -> Option<Decimal> {
    judgement.scores.total.score.as_ref().and_then(|score| score.parse().ok())
}

/// Whether `worse` is in nothing better than `old`.
fn never_improves(old: &Judgement, worse: &Judgement) -> Result<(), TestCaseError> {
    for (old, worse) in old.claims.iter().zip(&worse.claims) {
        prop_assert!(support(worse.state) <= support(old.state), "{} improved", old.id);
    }
    for (old, worse) in old.gates.iter().zip(&worse.gates) {
        prop_assert!(passing(worse.outcome) <= passing(old.outcome), "gate {} improved", old.id);
    }
    for (old, worse) in old.scores.categories.iter().zip(&worse.scores.categories) {
        prop_assert!(worse.supported <= old.supported && worse.counted == old.counted);
    }
    prop_assert!(exact_total(worse) <= exact_total(old));
    prop_assert!(readiness(worse.verdict) <= readiness(old.verdict));
    prop_assert!(readiness(worse.without_signoffs) <= readiness(old.without_signoffs));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn worse_evidence_never_improves_anything(
        facts in facts(), policy in policies(), which in any::<prop::sample::Index>(), how in 0..4,
    ) {
        let as_of = day(AS_OF);
        let mut worse = facts.clone();
        let mut links: Vec<_> = worse.claims.iter_mut().flat_map(|claim| &mut claim.links).collect();
        if links.is_empty() {
            return Ok(());
        }
        let which = which.index(links.len());
        let link = &mut *links[which];
        match how {
            0 => link.found = LinkFound::Broken,
            1 if link.collected.is_some_and(|day| day <= as_of) => link.collected = Some(day("2024-01-01")),
            2 if link.commit.is_some() => {
                (link.method, link.evidence_method) = (Method::Interview, Method::Interview);
            }
            3 if link.found != LinkFound::Broken => link.vacuous = true,
            _ => return Ok(()),
        }
        never_improves(&judge(&facts, &policy, as_of), &judge(&worse, &policy, as_of))?;
    }

    /// What a rule needs from evidence can no longer be read: it never looks as if there were nothing.
    #[test]
    fn what_can_no_longer_be_read_improves_nothing(
        facts in facts(), policy in policies(), which in any::<prop::sample::Index>(),
    ) {
        let mut worse = facts.clone();
        if worse.contradictions.is_empty() {
            return Ok(());
        }
        let which = which.index(worse.contradictions.len());
        worse.contradictions[which].holds_if = HoldsIf::Unreadable;
        never_improves(&judge(&facts, &policy, day(AS_OF)), &judge(&worse, &policy, day(AS_OF)))?;
    }

    #[test]
    fn the_same_facts_are_judged_alike(facts in facts(), policy in policies()) {
        prop_assert_eq!(judge(&facts, &policy, day(AS_OF)), judge(&facts, &policy, day(AS_OF)));
    }

    #[test]
    fn only_names_of_things_stand_in_backticks(facts in facts(), policy in policies()) {
        let judgement = judge(&facts, &policy, day(AS_OF));
        let claims = judgement.claims.iter().map(|claim| &claim.because);
        let texts = claims.chain(judgement.gates.iter().map(|gate| &gate.because)).chain([&judgement.sentence]);
        for text in texts {
            prop_assert!(text.is_empty() || text.ends_with('.'), "{}", text);
            for (index, part) in text.split('`').enumerate() {
                prop_assert!(index % 2 == 0 || part.len() <= 6, "{}", text);
            }
        }
    }
}

#[test]
fn without_evidence_nothing_is_ready() {
    let mut policy = policy();
    policy.gates.push(gate("g", GateRule::RequiredClaims {}));
    let facts = || FactsBuilder::new().required("c", LinkFound::Holds);
    assert_eq!(judge(&facts().build(), &policy, day(AS_OF)).verdict, Verdict::Ready);
    let nothing = facts().with(|facts| facts.evidence_present = 0).build();
    let judgement = judge(&nothing, &policy, day(AS_OF));
    assert_eq!(judgement.verdict, Verdict::InsufficientEvidence);
    assert_eq!(judgement.sentence, "There is no evidence at all.");
}

#[test]
fn the_first_signer_sees_the_verdict_without_signoffs() {
    let mut policy = policy();
    policy.roles.push(role("a"));
    policy.gates.push(gate("claims", GateRule::RequiredClaims {}));
    policy.gates.push(gate("signed", GateRule::Signoffs {}));
    let facts = || FactsBuilder::new().required("c", LinkFound::Holds);
    let told = |facts: FactsBuilder| {
        let judgement = judge(&facts.build(), &policy, day(AS_OF));
        (judgement.verdict, judgement.without_signoffs)
    };
    assert_eq!(told(facts()), (Verdict::InsufficientEvidence, Verdict::Ready));
    let signed = facts().signoff("a", Decision::Approve, |_| {});
    assert_eq!(told(signed), (Verdict::Ready, Verdict::Ready));
    let owed = facts().signoff("a", Decision::ApproveWithConditions, |given| {
        given.conditions.push("Duty rota printed".to_owned());
    });
    assert_eq!(told(owed), (Verdict::ReadyWithConditions, Verdict::Ready));
    let rejected = facts().signoff("a", Decision::Reject, |_| {});
    assert_eq!(told(rejected), (Verdict::NotReady, Verdict::Ready));
}
