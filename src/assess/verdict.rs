//! The verdict: a total function of the gates, as a sentence that counts, and with its reasons (SEMANTICS
//! rule 18).

use super::words::{keeps, number, of};
use crate::model::report::{GateReport, Reason};
use crate::model::{GateLevel, Outcome, Verdict};

/// What the verdict follows from, besides the gates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Beside {
    /// Whether the bytes of any evidence are there.
    pub(super) evidence: bool,
    /// Conditions of sign-offs that are open.
    pub(super) open_conditions: usize,
}

/// How the gates came out, counted.
struct Tally {
    gates: usize,
    passed: usize,
    block: [usize; 4],
    condition: [usize; 4],
}

/// The place of an outcome in a tally.
fn place(outcome: Outcome) -> usize {
    match outcome {
        Outcome::Fail => 0,
        Outcome::Undetermined => 1,
        Outcome::Waived => 2,
        Outcome::Pass => 3,
    }
}

impl Tally {
    fn of(gates: &[&GateReport]) -> Self {
        let mut tally = Self { gates: gates.len(), passed: 0, block: [0; 4], condition: [0; 4] };
        for gate in gates {
            tally.passed += usize::from(gate.outcome == Outcome::Pass);
            let level = match gate.level {
                GateLevel::Block => &mut tally.block,
                GateLevel::Condition => &mut tally.condition,
                GateLevel::Warn => continue,
            };
            if let Some(number) = level.get_mut(place(gate.outcome)) {
                *number += 1;
            }
        }
        tally
    }

    /// Gates of level `condition` that don't pass, and whatever is waived.
    fn conditions(&self) -> usize {
        let [failed, undetermined, waived, _] = self.condition;
        let [_, _, waived_blocks, _] = self.block;
        failed + undetermined + waived + waived_blocks
    }

    fn verdict(&self, beside: Beside) -> Verdict {
        let [failed, undetermined, _, _] = self.block;
        if self.gates == 0 {
            Verdict::InsufficientEvidence
        } else if failed > 0 {
            Verdict::NotReady
        } else if undetermined > 0 || !beside.evidence {
            Verdict::InsufficientEvidence
        } else if self.conditions() + beside.open_conditions > 0 {
            Verdict::ReadyWithConditions
        } else {
            Verdict::Ready
        }
    }

    fn sentence(&self, beside: Beside) -> String {
        let [failed, undetermined, waived, passed] = self.block;
        let blocks = failed + undetermined + waived + passed;
        let blocking = |count: usize| match blocks {
            1 => "The only blocking gate".to_owned(),
            _ => format!("{} blocking gates", of(count, blocks)),
        };
        match self.verdict(beside) {
            Verdict::InsufficientEvidence if self.gates == 0 => {
                "The policy has no gate.".to_owned()
            }
            Verdict::NotReady => {
                let verb = if failed == 1 { "fails" } else { "fail" };
                let also = match undetermined {
                    0 => String::new(),
                    more => format!(" and {} cannot be determined", number(more)),
                };
                format!("{} {verb}{also}.", blocking(failed))
            }
            Verdict::InsufficientEvidence if undetermined > 0 => {
                let none = if blocks == 1 { "" } else { "; none fails" };
                let also = if beside.evidence { "" } else { "; there is no evidence at all" };
                format!("{} cannot be determined{none}{also}.", blocking(undetermined))
            }
            Verdict::InsufficientEvidence => "There is no evidence at all.".to_owned(),
            Verdict::ReadyWithConditions => {
                let owed = match self.conditions() + beside.open_conditions {
                    1 => "1 condition is open".to_owned(),
                    more => format!("{} conditions are open", number(more)),
                };
                format!("{}; {owed}.", blocking_pass(blocks, waived))
            }
            Verdict::Ready => self.all_pass(),
        }
    }

    fn all_pass(&self) -> String {
        let warnings = self.gates - self.passed;
        match (self.passed, warnings) {
            (1, 0) => "The only gate passes.".to_owned(),
            (all, 0) => format!("All {} gates pass.", number(all)),
            (passed, more) => {
                let verb = if passed == 1 { "passes" } else { "pass" };
                let does = if more == 1 { "only warns, does" } else { "only warn, do" };
                let passed = of(passed, self.gates);
                format!("{passed} gates {verb}; {}, which {does} not.", number(more))
            }
        }
    }
}

fn blocking_pass(blocks: usize, waived: usize) -> String {
    match (blocks, waived) {
        (0, _) => "No gate blocks".to_owned(),
        (1, 0) => "The only blocking gate passes".to_owned(),
        (1, _) => "The only blocking gate is waived".to_owned(),
        (all, 0) => format!("All {} blocking gates pass", number(all)),
        (all, 1) => format!("{} blocking gates pass and 1 is waived", of(all - 1, all)),
        (all, some) => {
            format!("{} blocking gates pass and {} are waived", of(all - some, all), number(some))
        }
    }
}

/// The verdict over some gates, and the sentence that says it.
pub(super) fn verdict(gates: &[&GateReport], beside: Beside) -> (Verdict, String) {
    let tally = Tally::of(gates);
    (tally.verdict(beside), tally.sentence(beside))
}

/// Why the subject isn't ready: a reason for each gate that keeps it from that, blocking ones first, and of
/// these the failed before the undetermined before the waived.
pub(super) fn reasons(gates: &[GateReport]) -> Vec<Reason> {
    let keeping = gates.iter().filter(|gate| keeps(gate.outcome) && gate.level != GateLevel::Warn);
    let mut reasons: Vec<Reason> = keeping
        .map(|gate| Reason {
            gate: gate.id.clone(),
            outcome: gate.outcome,
            level: gate.level,
            text: gate.because.clone(),
        })
        .collect();
    // The sort is stable: within a group the policy's order stays.
    reasons.sort_by_key(|reason| (reason.level, place(reason.outcome)));
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    const LEVELS: [GateLevel; 3] = [GateLevel::Block, GateLevel::Condition, GateLevel::Warn];
    const OUTCOMES: [Outcome; 4] =
        [Outcome::Fail, Outcome::Undetermined, Outcome::Waived, Outcome::Pass];

    fn gate(level: GateLevel, outcome: Outcome) -> GateReport {
        GateReport {
            id: Id::from("g"),
            kind: "score".to_owned(),
            title: "Score".to_owned(),
            level,
            outcome,
            threshold: String::new(),
            observed: String::new(),
            because: "Because.".to_owned(),
            rests_on: Vec::new(),
            without_waivers: None,
            waived_by: Vec::new(),
        }
    }

    fn told(gates: &[(GateLevel, Outcome)], beside: Beside) -> (Verdict, String) {
        let gates: Vec<_> = gates.iter().map(|(level, outcome)| gate(*level, *outcome)).collect();
        verdict(&gates.iter().collect::<Vec<_>>(), beside)
    }

    /// Rule 18 written down again, as a list of sentences about sets.
    fn by_the_rule(gates: &[(GateLevel, Outcome)], beside: Beside) -> Verdict {
        let has = |level, outcome| gates.contains(&(level, outcome));
        let blocks_and = |outcome| has(GateLevel::Block, outcome);
        let conditions_and = |outcome| has(GateLevel::Condition, outcome);
        let steps = [
            (gates.is_empty(), Verdict::InsufficientEvidence),
            (blocks_and(Outcome::Fail), Verdict::NotReady),
            (blocks_and(Outcome::Undetermined) || !beside.evidence, Verdict::InsufficientEvidence),
            (
                conditions_and(Outcome::Fail)
                    || conditions_and(Outcome::Undetermined)
                    || conditions_and(Outcome::Waived)
                    || blocks_and(Outcome::Waived)
                    || beside.open_conditions > 0,
                Verdict::ReadyWithConditions,
            ),
        ];
        steps.iter().find(|(applies, _)| *applies).map_or(Verdict::Ready, |(_, verdict)| *verdict)
    }

    #[test]
    fn every_combination_has_exactly_the_verdict_of_the_rule() {
        let kinds: Vec<_> =
            LEVELS.iter().flat_map(|level| OUTCOMES.map(|outcome| (*level, outcome))).collect();
        for set in 0..1_usize << kinds.len() {
            let gates: Vec<_> = kinds
                .iter()
                .enumerate()
                .filter(|(index, _)| set >> index & 1 == 1)
                .map(|(_, kind)| *kind)
                .collect();
            for (evidence, open_conditions) in [(true, 0), (true, 1), (false, 0), (false, 1)] {
                let beside = Beside { evidence, open_conditions };
                let expected = by_the_rule(&gates, beside);
                assert_eq!(told(&gates, beside).0, expected, "{gates:?} {beside:?}");
            }
        }
    }

    fn times(number: usize, level: GateLevel, outcome: Outcome) -> Vec<(GateLevel, Outcome)> {
        vec![(level, outcome); number]
    }

    #[test]
    fn the_sentence_counts() {
        use GateLevel::{Block, Condition, Warn};
        use Outcome::{Fail, Pass, Undetermined, Waived};
        let say = |parts: &[(usize, GateLevel, Outcome)], open| {
            let gates: Vec<_> =
                parts.iter().flat_map(|part| times(part.0, part.1, part.2)).collect();
            told(&gates, Beside { evidence: true, open_conditions: open }).1
        };
        assert_eq!(
            say(
                &[(4, Block, Fail), (2, Block, Undetermined), (2, Block, Pass), (5, Warn, Pass)],
                0
            ),
            "4 of 8 blocking gates fail and 2 cannot be determined."
        );
        assert_eq!(say(&[(1, Block, Fail), (1, Block, Pass)], 0), "1 of 2 blocking gates fails.");
        assert_eq!(
            say(&[(8, Block, Pass), (1, Condition, Fail)], 1),
            "All 8 blocking gates pass; 2 conditions are open."
        );
        assert_eq!(
            say(&[(7, Block, Pass), (1, Block, Waived)], 0),
            "7 of 8 blocking gates pass and 1 is waived; 1 condition is open."
        );
        assert_eq!(say(&[(8, Block, Pass), (5, Warn, Pass)], 0), "All 13 gates pass.");
        assert_eq!(
            say(&[(8, Block, Pass), (2, Warn, Fail)], 0),
            "8 of 10 gates pass; 2, which only warn, do not."
        );
        assert_eq!(
            say(&[(2, Block, Undetermined), (6, Block, Pass)], 0),
            "2 of 8 blocking gates cannot be determined; none fails."
        );
        assert_eq!(
            say(&[(1, Block, Undetermined)], 0),
            "The only blocking gate cannot be determined."
        );
        assert_eq!(say(&[], 0), "The policy has no gate.");
        assert_eq!(
            told(&times(1, Block, Pass), Beside { evidence: false, open_conditions: 0 }).1,
            "There is no evidence at all."
        );
        assert_eq!(say(&[(1, Block, Pass)], 0), "The only gate passes.");
        assert_eq!(say(&[(1, Condition, Fail)], 0), "No gate blocks; 1 condition is open.");
    }

    #[test]
    fn reasons_put_what_blocks_and_fails_first() {
        use GateLevel::{Block, Condition, Warn};
        use Outcome::{Fail, Pass, Undetermined};
        let gates = [
            gate(Condition, Fail),
            gate(Block, Undetermined),
            gate(Warn, Fail),
            gate(Block, Pass),
            gate(Block, Fail),
        ];
        let told: Vec<_> = reasons(&gates).iter().map(|one| (one.level, one.outcome)).collect();
        assert_eq!(told, [(Block, Fail), (Block, Undetermined), (Condition, Fail)]);
    }
}
