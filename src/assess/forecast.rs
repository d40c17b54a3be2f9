//! Which waivers and which evidence expire before the next review.

use std::collections::{BTreeMap, HashMap};

use super::judge::Judgement;
use crate::model::report::{Expiry, ExpiryKind, WaiverStanding};
use crate::model::{Day, Facts, Id, LinkState, Policy};

/// What holds as of a day, or will, and no longer does at `until`: by day, waivers before evidence.
///
/// A piece of evidence is there once for each age limit of the claims that it supports. It is a forecast of
/// links, not of states: a claim may have other links that hold longer.
pub(super) fn forecast(
    facts: &Facts,
    policy: &Policy,
    judged: &Judgement,
    (as_of, until): (Day, Day),
) -> Vec<Expiry> {
    let mut all = waivers(facts, judged);
    all.extend(evidence(facts, policy, judged));
    all.retain(|expiry| (as_of..until).contains(&expiry.day));
    all.sort();
    all
}

fn waivers(facts: &Facts, judged: &Judgement) -> Vec<Expiry> {
    let mut lifts: HashMap<&Id, Vec<Id>> = HashMap::new();
    for lift in &judged.lifts {
        lifts.entry(&lift.waiver).or_default().push(lift.gate.clone());
    }
    let counts = |standing| match standing {
        WaiverStanding::InForce | WaiverStanding::NotYet => true,
        WaiverStanding::Expired | WaiverStanding::NotAllowed => false,
    };
    let counting =
        facts.waivers.iter().zip(&judged.waivers).filter(|(_, judged)| counts(judged.standing));
    let expiry = |waiver: &crate::model::WaiverFacts| Expiry {
        day: waiver.expires,
        kind: ExpiryKind::Waiver,
        id: waiver.id.clone(),
        turns: lifts.get(&waiver.id).cloned().unwrap_or_default(),
    };
    counting.map(|(waiver, _)| expiry(waiver)).collect()
}

fn evidence(facts: &Facts, policy: &Policy, judged: &Judgement) -> Vec<Expiry> {
    let mut claims: BTreeMap<(Day, &Id), Vec<Id>> = BTreeMap::new();
    for (claim, judged) in facts.claims.iter().zip(&judged.claims) {
        let Some(max_age) = policy.max_age(claim.category.as_ref()) else { continue };
        for (link, state) in claim.links.iter().zip(&judged.links) {
            let (Some(collected), LinkState::Holds) = (link.collected, state) else { continue };
            let last = collected.later_by(max_age.0);
            let of = claims.entry((last, &link.evidence)).or_default();
            if of.last() != Some(&claim.id) {
                of.push(claim.id.clone());
            }
        }
    }
    let expiry = |((day, id), turns): ((Day, &Id), Vec<Id>)| Expiry {
        day,
        kind: ExpiryKind::Evidence,
        id: id.clone(),
        turns,
    };
    claims.into_iter().map(expiry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::judge;
    use crate::assess::testing::{FactsBuilder, day, gate, link, open_findings, policy};
    use crate::model::{CategoryRules, ClaimFacts, Days, LinkFound, Severity};

    const AS_OF: &str = "2025-08-30";

    fn told(
        facts: FactsBuilder,
        policy: &Policy,
        until: &str,
    ) -> Vec<(String, ExpiryKind, String, Vec<String>)> {
        let (facts, as_of) = (facts.build(), day(AS_OF));
        let found = forecast(&facts, policy, &judge(&facts, policy, as_of), (as_of, day(until)));
        let names = |ids: &[Id]| ids.iter().map(Id::to_string).collect();
        found
            .iter()
            .map(|one| (one.day.to_string(), one.kind, one.id.to_string(), names(&one.turns)))
            .collect()
    }

    fn expected(
        day: &str,
        kind: ExpiryKind,
        id: &str,
        turns: &[&str],
    ) -> (String, ExpiryKind, String, Vec<String>) {
        (day.to_owned(), kind, id.to_owned(), turns.iter().map(|id| (*id).to_owned()).collect())
    }

    #[test]
    fn what_still_holds_and_no_longer_does_at_the_review_is_told() {
        let mut policy = policy();
        policy.gates.push(gate("bad", open_findings(Severity::High, 0)));
        let ends = |expires: &str| {
            let facts = FactsBuilder::new().run("scan", "bandit", |_| {});
            facts.finding("F-1", Severity::High, |_| {}).waiver("W-1", |waiver| {
                waiver.findings.push(Id::from("F-1"));
                waiver.expires = day(expires);
            })
        };
        for (last, found) in [
            ("2025-08-29", vec![]),
            (AS_OF, vec![expected(AS_OF, ExpiryKind::Waiver, "W-1", &["bad"])]),
            ("2025-09-26", vec![expected("2025-09-26", ExpiryKind::Waiver, "W-1", &["bad"])]),
            ("2025-09-27", vec![]),
        ] {
            assert_eq!(told(ends(last), &policy, "2025-09-27"), found, "{last}");
        }
    }

    #[test]
    fn a_waiver_that_counts_for_nothing_is_not_in_it_and_one_to_come_is() {
        let facts = FactsBuilder::new()
            .waiver("own", |waiver| waiver.approved_by = "ana".to_owned())
            .waiver("later", |waiver| waiver.granted = day("2025-09-01"));
        assert_eq!(
            told(facts, &policy(), "2025-09-27"),
            [expected("2025-09-10", ExpiryKind::Waiver, "later", &[])]
        );
    }

    #[test]
    fn evidence_goes_stale_for_each_claim_by_its_own_limit() {
        let mut policy = policy();
        policy.evidence.max_age = Some(Days(30));
        let strict = CategoryRules { max_age: Some(Days(14)), ..CategoryRules::default() };
        policy.category.insert(Id::from("k"), strict);
        let with = |category: Option<&'static str>, found: LinkFound| {
            move |claim: &mut ClaimFacts| {
                claim.category = category.map(Id::from);
                let mut made = link("e", found);
                made.collected = Some(day("2025-08-20"));
                claim.links = vec![made.clone(), made];
            }
        };
        let facts = || {
            FactsBuilder::new()
                .claim("a", with(None, LinkFound::Holds))
                .claim("b", with(Some("k"), LinkFound::Holds))
                .claim("c", with(None, LinkFound::Holds))
                .claim("missed", with(None, LinkFound::Misses))
        };
        let both = [
            expected("2025-09-03", ExpiryKind::Evidence, "e", &["b"]),
            expected("2025-09-19", ExpiryKind::Evidence, "e", &["a", "c"]),
        ];
        assert_eq!(told(facts(), &policy, "2025-09-20"), both);
        assert_eq!(told(facts(), &policy, "2025-09-19"), both[..1]);
        policy.evidence.max_age = None;
        assert_eq!(told(facts(), &policy, "2025-09-20"), both[..1]);
    }
}
