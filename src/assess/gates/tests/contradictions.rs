//! Both sides of the gate over contradictions.

use super::*;
use crate::model::{ContradictionRule, HoldsIf, RuleLevel, Verdict};

fn at_least(level: RuleLevel) -> GateRule {
    GateRule::Contradictions { at_least: level }
}

#[test]
fn over_no_contradiction_it_passes() {
    let gate = judged(at_least(RuleLevel::Note), FactsBuilder::new());
    assert_eq!(told(&gate), (Outcome::Pass, "at most 0", "0"));
    assert_eq!(gate.because, "");
}

#[test]
fn one_of_that_level_or_worse_fails_it_and_a_lesser_one_does_not() {
    let facts = |rule| FactsBuilder::new().contradiction(rule, HoldsIf::Always);
    let (error, note) = (ContradictionRule::ScoreMismatch, ContradictionRule::VagueDate);
    let gate = judged(at_least(RuleLevel::Error), facts(error));
    assert_eq!(told(&gate), (Outcome::Fail, "at most 0", "1"));
    assert_eq!(gate.because, "1 contradiction of level error holds: `score-mismatch`.");
    assert_eq!(gate.rests_on, [Id::from("score-mismatch")]);
    assert_eq!(judged(at_least(RuleLevel::Error), facts(note)).outcome, Outcome::Pass);
    assert_eq!(judged(at_least(RuleLevel::Warning), facts(note)).outcome, Outcome::Pass);
    assert_eq!(judged(at_least(RuleLevel::Note), facts(note)).outcome, Outcome::Fail);
}

#[test]
fn one_that_can_not_be_read_leaves_it_undetermined_at_its_level() {
    let unreadable = || {
        FactsBuilder::new().contradiction(ContradictionRule::MetricConflict, HoldsIf::Unreadable)
    };
    let gate = judged(at_least(RuleLevel::Error), unreadable());
    assert_eq!(told(&gate), (Outcome::Undetermined, "at most 0", "0 and 1 not readable"));
    assert_eq!(
        gate.because,
        "What is said of `thing` can't be held against a value that can't be read."
    );
    let both = unreadable().contradiction(ContradictionRule::CountMismatch, HoldsIf::Always);
    assert_eq!(judged(at_least(RuleLevel::Error), both).outcome, Outcome::Fail);
    let mut off = policy();
    off.contradictions.level.insert("metric-conflict".to_owned(), RuleLevel::Note);
    let gate = judged_by(at_least(RuleLevel::Error), off.clone(), unreadable());
    assert_eq!(gate.outcome, Outcome::Pass);
    off.contradictions.level.insert("metric-conflict".to_owned(), RuleLevel::Off);
    assert_eq!(judged_by(at_least(RuleLevel::Note), off, unreadable()).outcome, Outcome::Pass);
}

#[test]
fn a_declared_verdict_is_held_against_the_gates_that_are_neither_this_nor_signoffs() {
    let says = |facts: FactsBuilder, verdict| {
        let facts =
            facts.contradiction(ContradictionRule::VerdictMismatch, HoldsIf::Better(verdict));
        let gates = vec![
            gate("no-error", at_least(RuleLevel::Error)),
            gate("signed", GateRule::Signoffs {}),
            gate("claims", GateRule::RequiredClaims {}),
        ];
        let policy = Policy { gates, roles: vec![role("a")], ..policy() };
        judge(&facts.build(), &policy, day("2025-08-30")).gates.remove(0).outcome
    };
    let good = || FactsBuilder::new().required("c", LinkFound::Holds);
    let bad = || FactsBuilder::new().required("c", LinkFound::Misses);
    assert_eq!(says(good(), Verdict::Ready), Outcome::Pass, "nobody has signed yet");
    assert_eq!(says(bad(), Verdict::Ready), Outcome::Fail);
    assert_eq!(says(bad(), Verdict::ReadyWithConditions), Outcome::Fail);
    assert_eq!(says(bad(), Verdict::InsufficientEvidence), Outcome::Pass, "neither is ready");
}
