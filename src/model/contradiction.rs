//! Contradictions as facts: which rule found one, and what decides whether it holds.
//!
//! What a rule looks for is in `assess`; its name stands here, because policies give levels by it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::names::named;
use super::{Day, Id, Verdict};

/// The rules by which what is said is held against what holds (SEMANTICS rule 22).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContradictionRule {
    /// A declared score isn't what its parts give.
    ScoreMismatch,
    /// A declared verdict is better than the computed one.
    VerdictMismatch,
    /// A pass is declared, and nothing was measured.
    PassWithoutMeasurement,
    /// A bound stands where a measured value belongs.
    BoundAsMeasurement,
    /// A pass is declared over a placeholder.
    PlaceholderAsPass,
    /// A declared count isn't that of what is listed.
    CountMismatch,
    /// Two values of one metric disagree.
    MetricConflict,
    /// A declared change doesn't follow from its operands.
    PercentageArithmetic,
    /// One thing is both done and still to do.
    DoneAndToDo,
    /// A date names no day.
    VagueDate,
    /// A date lies after as-of.
    FutureDate,
    /// A checklist, or the whole, is declared good over open required items.
    ChecklistVerdict,
    /// A finding is reported as less severe than its checker says.
    SeverityUnderstated,
    /// One place in the evidence is all that many claims have.
    EvidenceReused,
    /// Evidence of another commit is presented for this one.
    StaleByCommit,
    /// A waiver is approved by who asked for it.
    RequesterApproves,
}

named!(ContradictionRule {
    ScoreMismatch = "score-mismatch",
    VerdictMismatch = "verdict-mismatch",
    PassWithoutMeasurement = "pass-without-measurement",
    BoundAsMeasurement = "bound-as-measurement",
    PlaceholderAsPass = "placeholder-as-pass",
    CountMismatch = "count-mismatch",
    MetricConflict = "metric-conflict",
    PercentageArithmetic = "percentage-arithmetic",
    DoneAndToDo = "done-and-to-do",
    VagueDate = "vague-date",
    FutureDate = "future-date",
    ChecklistVerdict = "checklist-verdict",
    SeverityUnderstated = "severity-understated",
    EvidenceReused = "evidence-reused",
    StaleByCommit = "stale-by-commit",
    RequesterApproves = "requester-approves",
});

/// What a rule found: a contradiction, once policy, verdict or date say so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContradictionFacts {
    /// The contradiction.
    pub id: Id,
    /// The rule that found it.
    pub rule: ContradictionRule,
    /// The things that it is about; none for the report itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Id>,
    /// When it holds.
    pub holds_if: HoldsIf,
}

/// What decides whether a contradiction holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldsIf {
    /// It does, whatever the policy and the day.
    Always,
    /// It can't be said: a value that it needs can't be read (SEMANTICS rule 22).
    Unreadable,
    /// These points are more than the policy's tolerance. A distance without an end in decimals is rounded
    /// away from zero at the 18th, which changes no comparison with a tolerance of so many decimals or fewer.
    Apart(Decimal),
    /// This verdict is better than the preliminary one.
    Better(Verdict),
    /// This day lies after as-of.
    After(Day),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_decides_is_written_as_a_word_or_with_its_value() {
        let written = |holds_if: HoldsIf| serde_json::to_string(&holds_if).unwrap();
        assert_eq!(written(HoldsIf::Always), "\"always\"");
        assert_eq!(written(HoldsIf::Apart(Decimal::new(165, 1))), r#"{"apart":"16.5"}"#);
        assert_eq!(written(HoldsIf::Better(Verdict::Ready)), r#"{"better":"ready"}"#);
    }
}
