//! Which contradictions hold, and how bad they are: by policy, verdict and date.

use super::RULES;
use crate::model::{
    ContradictionFacts, ContradictionRule, Day, HoldsIf, Id, Policy, RuleLevel, Verdict,
};

use rust_decimal::Decimal;

/// A contradiction as judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContradictionJudgement {
    /// The contradiction.
    pub id: Id,
    /// The rule that found it.
    pub rule: ContradictionRule,
    /// How bad it is; `off` where the policy doesn't want to know.
    pub level: RuleLevel,
    /// Whether it holds.
    pub standing: Standing,
}

/// Whether a contradiction holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Holds,
    /// It can't be said: a value that it needs can't be read.
    Unreadable,
    /// It doesn't, by this policy, verdict or day, or its rule is switched off.
    Clear,
}

impl ContradictionJudgement {
    /// Whether a gate that forbids `at_least` and worse has to do with it.
    #[must_use]
    pub fn is_as_bad_as(&self, at_least: RuleLevel) -> bool {
        self.level != RuleLevel::Off && self.level <= at_least
    }
}

/// Judges what the rules found. `preliminary` is the verdict without gates of type `contradictions` and `signoffs`.
pub(in crate::assess) fn judge(
    found: &[ContradictionFacts],
    policy: &Policy,
    as_of: Day,
    preliminary: Verdict,
) -> Vec<ContradictionJudgement> {
    let judge = |found: &ContradictionFacts| {
        let level = level(found.rule, policy);
        let holds = match found.holds_if {
            HoldsIf::Always | HoldsIf::Unreadable => true,
            HoldsIf::Apart(points) => {
                points > policy.contradictions.tolerance.unwrap_or(Decimal::ONE)
            }
            HoldsIf::Better(declared) => readiness(declared) > readiness(preliminary),
            HoldsIf::After(day) => day > as_of,
        };
        let standing = match (level, holds, found.holds_if) {
            (RuleLevel::Off, _, _) | (_, false, _) => Standing::Clear,
            (_, true, HoldsIf::Unreadable) => Standing::Unreadable,
            (_, true, _) => Standing::Holds,
        };
        ContradictionJudgement { id: found.id.clone(), rule: found.rule, level, standing }
    };
    found.iter().map(judge).collect()
}

/// The level of a rule under a policy.
pub(in crate::assess) fn level(rule: ContradictionRule, policy: &Policy) -> RuleLevel {
    let own = RULES.iter().find(|row| row.of == rule).map_or(RuleLevel::Error, |row| row.level);
    policy.contradictions.level.get(rule.name()).copied().unwrap_or(own)
}

/// How near a verdict is to ready; `not_ready` and `insufficient_evidence` are equally far.
fn readiness(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotReady | Verdict::InsufficientEvidence => 0,
        Verdict::ReadyWithConditions => 1,
        Verdict::Ready => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::testing::{day, policy};

    fn standing(holds_if: HoldsIf, preliminary: Verdict, policy: &Policy) -> Standing {
        let rule = ContradictionRule::ScoreMismatch;
        let found = ContradictionFacts { id: Id::from("x"), rule, about: Vec::new(), holds_if };
        let judged = judge(&[found], policy, day("2025-08-30"), preliminary);
        judged.first().unwrap().standing
    }

    #[test]
    fn each_condition_has_its_edge() {
        use Standing::{Clear, Holds, Unreadable};
        use Verdict::{InsufficientEvidence, NotReady, Ready, ReadyWithConditions};
        let mut policy = policy();
        assert_eq!(standing(HoldsIf::Always, Ready, &policy), Holds);
        assert_eq!(standing(HoldsIf::Unreadable, Ready, &policy), Unreadable);
        let apart = |thousandths| HoldsIf::Apart(Decimal::new(thousandths, 3));
        assert_eq!(standing(apart(1000), Ready, &policy), Clear, "the tolerance is one point");
        assert_eq!(standing(apart(1001), Ready, &policy), Holds);
        policy.contradictions.tolerance = Some(Decimal::new(15, 1));
        assert_eq!(standing(apart(1500), Ready, &policy), Clear);
        assert_eq!(standing(HoldsIf::After(day("2025-08-30")), Ready, &policy), Clear);
        assert_eq!(standing(HoldsIf::After(day("2025-08-31")), Ready, &policy), Holds);
        for (declared, computed, expected) in [
            (Ready, Ready, Clear),
            (Ready, ReadyWithConditions, Holds),
            (ReadyWithConditions, ReadyWithConditions, Clear),
            (ReadyWithConditions, NotReady, Holds),
            (ReadyWithConditions, Ready, Clear),
            (InsufficientEvidence, NotReady, Clear),
            (NotReady, InsufficientEvidence, Clear),
        ] {
            let found = standing(HoldsIf::Better(declared), computed, &policy);
            assert_eq!(found, expected, "{declared:?} {computed:?}");
        }
    }

    #[test]
    fn the_policy_sets_levels_and_switches_off() {
        let mut policy = policy();
        assert_eq!(level(ContradictionRule::VagueDate, &policy), RuleLevel::Note);
        policy.contradictions.level.insert("vague-date".to_owned(), RuleLevel::Error);
        assert_eq!(level(ContradictionRule::VagueDate, &policy), RuleLevel::Error);
        policy.contradictions.level.insert("score-mismatch".to_owned(), RuleLevel::Off);
        assert_eq!(standing(HoldsIf::Always, Verdict::Ready, &policy), Standing::Clear);
        assert_eq!(standing(HoldsIf::Unreadable, Verdict::Ready, &policy), Standing::Clear);
    }
}
