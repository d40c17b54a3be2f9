//! Both sides of every edge of rules 11 to 13.

use super::*;
use crate::assess::testing::{FactsBuilder, day, link, policy};
use crate::model::{
    ClaimFacts, LinkFacts, LinkFound, MayNotApply, MayNotApplyName, Method, Severity, Status,
};

fn judged(facts: FactsBuilder, policy: &Policy) -> Vec<ClaimJudgement> {
    assess(&facts.build(), policy, day("2025-08-30")).judged
}

fn states(facts: FactsBuilder, policy: &Policy) -> Vec<ClaimState> {
    judged(facts, policy).into_iter().map(|claim| claim.state).collect()
}

fn one(change: impl FnOnce(&mut ClaimFacts)) -> FactsBuilder {
    FactsBuilder::new().claim("c", change)
}

fn links(found: &'static [LinkFound]) -> impl FnOnce(&mut ClaimFacts) {
    move |claim| claim.links = found.iter().map(|found| link("e", *found)).collect()
}

fn under(
    parent: &'static str,
    asked: Asked,
    found: Option<LinkFound>,
) -> impl FnOnce(&mut ClaimFacts) {
    move |claim| {
        claim.parent = Some(Id::from(parent));
        claim.required = asked == Asked::Required;
        claim.links = found.iter().map(|found| link("e", *found)).collect();
    }
}

fn set_aside(parent: &'static str) -> impl FnOnce(&mut ClaimFacts) {
    move |claim| {
        claim.parent = Some(Id::from(parent));
        claim.not_applicable = true;
    }
}

fn anything_may_be_set_aside() -> Policy {
    Policy { may_not_apply: MayNotApply::These(vec!["*".to_owned()]), ..policy() }
}

#[test]
fn the_first_state_that_applies_is_taken() {
    use LinkFound::{Broken, Holds, Misses};
    let policy = policy();
    assert_eq!(states(one(links(&[])), &policy), [ClaimState::Unsupported]);
    assert_eq!(states(one(links(&[Holds])), &policy), [ClaimState::Supported]);
    assert_eq!(states(one(links(&[Holds, Broken])), &policy), [ClaimState::Broken]);
    assert_eq!(states(one(links(&[Holds, Broken, Misses])), &policy), [ClaimState::Refuted]);
}

#[test]
fn one_fresh_link_of_sufficient_method_is_enough() {
    let mut policy = policy();
    policy.evidence.weakest_method = Some(Method::Test);
    let weak = || LinkFacts { method: Method::Interview, ..link("weak", LinkFound::Holds) };
    let stale = || LinkFacts { commit: Some("7654321".into()), ..link("stale", LinkFound::Holds) };
    let fresh = || LinkFacts { commit: Some("1234567".into()), ..link("fresh", LinkFound::Holds) };
    let with = |links: Vec<LinkFacts>| {
        let facts = one(|claim| claim.links = links);
        states(facts.with(|facts| facts.subject.commit = Some("1234567".into())), &policy)
    };
    assert_eq!(with(vec![weak(), stale(), fresh()]), [ClaimState::Supported]);
    assert_eq!(with(vec![weak(), stale()]), [ClaimState::Stale]);
    assert_eq!(with(vec![weak()]), [ClaimState::Unsupported]);
}

#[test]
fn vacuous_evidence_supports_nothing_and_a_miss_stays_a_miss() {
    let vacuous = |found| LinkFacts { vacuous: true, ..link("v", found) };
    let with = |links: Vec<LinkFacts>| {
        let judged = judged(one(|claim| claim.links = links), &policy()).remove(0);
        (judged.state, judged.because)
    };
    let nothing = "`v` shows that nothing ran or was looked at.".to_owned();
    let unsupported = (ClaimState::Unsupported, nothing);
    assert_eq!(with(vec![vacuous(LinkFound::Holds)]), unsupported);
    assert_eq!(with(vec![vacuous(LinkFound::States)]), unsupported);
    assert_eq!(with(vec![vacuous(LinkFound::Misses)]).0, ClaimState::Refuted);
    assert_eq!(with(vec![vacuous(LinkFound::Broken)]).0, ClaimState::Broken);
    // One link that holds is enough beside it.
    let beside = vec![vacuous(LinkFound::Holds), link("e", LinkFound::Holds)];
    assert_eq!(with(beside).0, ClaimState::Supported);
}

#[test]
fn links_from_which_one_value_is_computed_support_together_or_not_at_all() {
    let mut policy = policy();
    policy.evidence.weakest_method = Some(Method::Test);
    let joint = |commit: &str, method: Method| LinkFacts {
        commit: Some(commit.to_owned()),
        method,
        joint: true,
        ..link("part", LinkFound::Holds)
    };
    let fresh = || joint("1234567", Method::Test);
    let stale = || joint("7654321", Method::Test);
    let weak = || joint("1234567", Method::Interview);
    let with = |links: Vec<LinkFacts>| {
        let facts = one(|claim| claim.links = links);
        states(facts.with(|facts| facts.subject.commit = Some("1234567".into())), &policy)
    };
    assert_eq!(with(vec![fresh(), fresh()]), [ClaimState::Supported]);
    assert_eq!(with(vec![fresh(), stale()]), [ClaimState::Stale]);
    assert_eq!(with(vec![fresh(), weak()]), [ClaimState::Unsupported]);
    assert_eq!(with(vec![stale(), weak()]), [ClaimState::Unsupported]);
    let alone = LinkFacts { joint: false, ..fresh() };
    assert_eq!(with(vec![fresh(), stale(), weak(), alone]), [ClaimState::Supported]);
    let missing = LinkFacts { found: LinkFound::Misses, ..stale() };
    assert_eq!(with(vec![fresh(), missing]), [ClaimState::Refuted]);
}

#[test]
fn a_counted_finding_refutes_and_a_closed_one_doesnt() {
    let with = |status, reason| {
        let facts = one(|claim| {
            links(&[LinkFound::Holds])(claim);
            claim.refuted_by.push(Id::from("F-1"));
        });
        let facts = facts.finding("F-1", Severity::Low, |finding| {
            finding.status = status;
            finding.reason_given = reason;
        });
        states(facts, &policy())
    };
    assert_eq!(with(Status::Open, false), [ClaimState::Refuted]);
    assert_eq!(with(Status::Accepted, true), [ClaimState::Refuted]);
    assert_eq!(with(Status::Fixed, false), [ClaimState::Supported]);
    assert_eq!(with(Status::Suppressed, true), [ClaimState::Supported]);
    assert_eq!(with(Status::Suppressed, false), [ClaimState::Refuted]);
}

#[test]
fn a_claim_is_set_aside_only_where_the_policy_allows_it() {
    let said = |required: bool| {
        move |claim: &mut ClaimFacts| {
            claim.required = required;
            claim.not_applicable = true;
            claim.links.push(link("e", LinkFound::Holds));
        }
    };
    let named =
        Policy { may_not_apply: MayNotApply::Named(MayNotApplyName::NotRequired), ..policy() };
    assert_eq!(states(one(said(false)), &named), [ClaimState::NotApplicable]);
    assert_eq!(states(one(said(true)), &named), [ClaimState::Unsupported]);
    assert_eq!(states(one(said(true)), &anything_may_be_set_aside()), [ClaimState::NotApplicable]);
    assert_eq!(states(one(said(false)), &policy()), [ClaimState::Unsupported]);
    let this = Policy { may_not_apply: MayNotApply::These(vec!["c".to_owned()]), ..policy() };
    assert_eq!(states(one(said(true)), &this), [ClaimState::NotApplicable]);
    let named_by_policy = Policy { required: vec!["c".to_owned()], ..named };
    assert_eq!(states(one(said(false)), &named_by_policy), [ClaimState::Unsupported]);
}

#[test]
fn a_parent_takes_the_worst_of_its_required_children() {
    use Asked::{Optional, Required};
    use LinkFound::{Broken, Holds, Misses};
    let with = |first: Option<LinkFound>, second: Option<LinkFound>, asked: (Asked, Asked)| {
        let facts = FactsBuilder::new()
            .claim("p", |_| {})
            .claim("a", under("p", asked.0, first))
            .claim("b", under("p", asked.1, second));
        states(facts, &policy())[0]
    };
    assert_eq!(with(Some(Holds), Some(Holds), (Required, Required)), ClaimState::Supported);
    assert_eq!(with(Some(Broken), Some(Misses), (Required, Required)), ClaimState::Refuted);
    assert_eq!(with(Some(Broken), None, (Required, Required)), ClaimState::Broken);
    assert_eq!(with(Some(Holds), None, (Required, Required)), ClaimState::Unsupported);
    // An optional child counts only where none is required.
    assert_eq!(with(Some(Holds), Some(Misses), (Required, Optional)), ClaimState::Supported);
    assert_eq!(with(Some(Holds), Some(Misses), (Optional, Optional)), ClaimState::Refuted);
}

#[test]
fn a_parents_own_state_counts_only_where_it_says_something() {
    let with = |parent: fn(&mut ClaimFacts)| {
        let facts = FactsBuilder::new()
            .claim("p", parent)
            .claim("a", under("p", Asked::Optional, Some(LinkFound::Holds)))
            .finding("F-1", Severity::Low, |_| {})
            .finding("F-2", Severity::Low, |finding| finding.status = Status::Fixed);
        states(facts, &policy())[0]
    };
    assert_eq!(with(|_| {}), ClaimState::Supported);
    assert_eq!(with(|claim| claim.links.push(link("e", LinkFound::Broken))), ClaimState::Broken);
    assert_eq!(with(|claim| claim.measure = Some(Id::from("m"))), ClaimState::Unsupported);
    assert_eq!(with(|claim| claim.not_applicable = true), ClaimState::Unsupported);
    assert_eq!(with(|claim| claim.refuted_by.push(Id::from("F-1"))), ClaimState::Refuted);
    assert_eq!(with(|claim| claim.refuted_by.push(Id::from("F-2"))), ClaimState::Supported);
}

#[test]
fn supported_by_counts_always_and_those_not_applicable_never() {
    let policy = anything_may_be_set_aside();
    let facts = |other: LinkFound| {
        FactsBuilder::new()
            .claim("p", |claim| claim.supported_by.push(Id::from("other")))
            .claim("a", under("p", Asked::Required, Some(LinkFound::Holds)))
            .claim("b", set_aside("p"))
            .claim("other", |claim| claim.links.push(link("e", other)))
    };
    assert_eq!(states(facts(LinkFound::Holds), &policy)[0], ClaimState::Supported);
    assert_eq!(states(facts(LinkFound::Broken), &policy)[0], ClaimState::Broken);
    let facts = FactsBuilder::new().claim("p", |_| {}).claim("a", set_aside("p"));
    assert_eq!(states(facts, &policy), [ClaimState::NotApplicable; 2]);
    let dangling = one(|claim| claim.supported_by.push(Id::from("nobody")));
    assert_eq!(states(dangling, &policy), [ClaimState::Unsupported]);
}

#[test]
fn splitting_a_required_claim_doesnt_set_it_aside() {
    let policy =
        Policy { may_not_apply: MayNotApply::Named(MayNotApplyName::NotRequired), ..policy() };
    let facts =
        FactsBuilder::new().claim("p", |claim| claim.required = true).claim("a", set_aside("p"));
    let claims = judged(facts, &policy);
    assert_eq!(claims[0].state, ClaimState::NotApplicable);
    assert!(!claims[0].is_set_aside() && !claims[0].is_settled());
    assert!(claims[1].is_set_aside());
}

#[test]
fn what_the_policy_names_and_the_findings_lack_is_a_required_unsupported_claim() {
    let policy = Policy {
        required: ["a", "b", "category:security", "category:speed", "b"]
            .map(str::to_owned)
            .to_vec(),
        ..policy()
    };
    let facts = FactsBuilder::new()
        .categories(&["security", "speed"])
        .claim("a", |_| {})
        .claim("s", |claim| claim.category = Some(Id::from("security")))
        .claim("free", |_| {});
    let claims = judged(facts, &policy);
    let told: Vec<_> =
        claims.iter().map(|claim| (claim.id.as_str(), claim.required, claim.absent)).collect();
    assert_eq!(
        told,
        [
            ("a", true, false),
            ("s", true, false),
            ("free", false, false),
            ("b", true, true),
            ("category:speed", true, true)
        ]
    );
    assert!(claims[3..].iter().all(|claim| claim.state == ClaimState::Unsupported));
    assert_eq!(claims[4].category, Some(Id::from("speed")));
}

#[test]
fn deep_nesting_and_cycles_neither_overflow_nor_hang() {
    let mut facts = FactsBuilder::new().claim("c0", |_| {});
    for depth in 1..100_000 {
        let parent = Id::new(format!("c{}", depth - 1));
        facts = facts.claim(&format!("c{depth}"), |claim| {
            claim.parent = Some(parent);
            if depth == 99_999 {
                claim.links.push(link("e", LinkFound::Holds));
            }
        });
    }
    assert!(states(facts, &policy()).iter().all(|state| *state == ClaimState::Supported));
    let cycle = FactsBuilder::new()
        .claim("a", |claim| claim.supported_by.push(Id::from("b")))
        .claim("b", |claim| claim.supported_by.push(Id::from("a")))
        .claim("self", |claim| claim.parent = Some(Id::from("self")));
    assert_eq!(states(cycle, &policy()), [ClaimState::Unsupported; 3]);
}

#[test]
fn the_sentences_say_what_made_the_state() {
    let facts = FactsBuilder::new()
        .claim("p", |_| {})
        .claim("a", under("p", Asked::Optional, Some(LinkFound::Broken)))
        .claim("b", under("p", Asked::Optional, None))
        .claim("c", |claim| {
            claim.refuted_by = vec![Id::from("F-1"), Id::from("F-2")];
        })
        .claim("d", under("c", Asked::Optional, Some(LinkFound::Holds)))
        .finding("F-1", Severity::Unknown, |_| {})
        .finding("F-2", Severity::High, |_| {});
    let told: Vec<_> = judged(facts, &policy()).into_iter().map(|claim| claim.because).collect();
    assert_eq!(
        told,
        [
            "`a`, on which it rests, is broken, and 1 more is not supported.",
            "The link to `e` points at nothing.",
            "No evidence is linked.",
            "`F-1` is open: of unknown severity; 1 more finding refutes it.",
            "What is expected of `e` holds.",
        ]
    );
}
