//! What the documents say, held against what they hold (SEMANTICS rule 22): one file for each rule, one row in
//! [`RULES`].
//!
//! A rule reads documents and the values that were read from evidence, and yields candidates. Whether one holds is
//! judged later, where policy, date and verdict are known.

mod bound_as_measurement;
mod candidate;
mod checklist_verdict;
mod count_mismatch;
mod diagnostics;
mod done_and_to_do;
mod evidence_reused;
mod future_date;
mod judge;
mod material;
mod metric_conflict;
mod pass_without_measurement;
mod percentage_arithmetic;
mod placeholder_as_pass;
mod requester_approves;
mod score_mismatch;
mod severity_understated;
mod stale_by_commit;
mod stated;
#[cfg(test)]
mod tests;
mod vague_date;
mod verdict_mismatch;

use std::collections::HashMap;

use super::Judgement;
use crate::model::report::{Contradiction, RuleReport};
use crate::model::{ContradictionRule, Facts, Id, Policy, Report, RuleLevel};

use candidate::Candidate;
use material::Topic;

pub use diagnostics::diagnostics;
pub use judge::{ContradictionJudgement, Standing};

pub(super) use candidate::Found;
pub(super) use judge::judge;
pub(super) use material::Material;

/// A rule: what it is called, how bad what it finds is, and where it looks.
pub struct Rule {
    /// Its name in types.
    pub of: ContradictionRule,
    /// How bad what it finds is, unless the policy says otherwise.
    pub level: RuleLevel,
    /// What it looks for, in one sentence.
    pub summary: &'static str,
    look: fn(&Material<'_>) -> Vec<Candidate>,
}

impl Rule {
    /// Its name, as policies and reports write it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.of.name()
    }

    /// The page that explains it, in Signoff's repository.
    #[must_use]
    pub fn page(&self) -> String {
        format!("docs/contradictions/{}.md", self.name())
    }
}

const fn rule(
    of: ContradictionRule,
    level: RuleLevel,
    summary: &'static str,
    look: fn(&Material<'_>) -> Vec<Candidate>,
) -> Rule {
    Rule { of, level, summary, look }
}

/// The rules in the order of [`ContradictionRule`].
pub const RULES: [Rule; 16] = {
    use ContradictionRule as Of;
    use RuleLevel::{Error, Note, Warning};
    [
        rule(
            Of::ScoreMismatch,
            Error,
            "A declared score is not the mean of the declared rows, or not what the ticks give.",
            score_mismatch::look,
        ),
        rule(
            Of::VerdictMismatch,
            Error,
            "A declared verdict is better than the computed one.",
            verdict_mismatch::look,
        ),
        rule(
            Of::PassWithoutMeasurement,
            Warning,
            "A pass is declared of what has a metric, and nothing was measured.",
            pass_without_measurement::look,
        ),
        rule(
            Of::BoundAsMeasurement,
            Warning,
            "A bound stands where a measured value belongs.",
            bound_as_measurement::look,
        ),
        rule(
            Of::PlaceholderAsPass,
            Error,
            "A pass is declared over a placeholder.",
            placeholder_as_pass::look,
        ),
        rule(
            Of::CountMismatch,
            Error,
            "A declared count is not that of what is listed.",
            count_mismatch::look,
        ),
        rule(
            Of::MetricConflict,
            Error,
            "Two values of one metric disagree, or one misses a target that is declared met.",
            metric_conflict::look,
        ),
        rule(
            Of::PercentageArithmetic,
            Error,
            "A declared change does not follow from its operands.",
            percentage_arithmetic::look,
        ),
        rule(
            Of::DoneAndToDo,
            Error,
            "One thing is said to be done and is still to do.",
            done_and_to_do::look,
        ),
        rule(Of::VagueDate, Note, "A date names no day.", vague_date::look),
        rule(
            Of::FutureDate,
            Warning,
            "A date lies after as-of, so that what it dates counts as absent.",
            future_date::look,
        ),
        rule(
            Of::ChecklistVerdict,
            Error,
            "A pass or a verdict is declared over required items that are open.",
            checklist_verdict::look,
        ),
        rule(
            Of::SeverityUnderstated,
            Error,
            "A finding is reported as less severe than its checker says.",
            severity_understated::look,
        ),
        rule(
            Of::EvidenceReused,
            Warning,
            "One place in the evidence is all that ten claims or more rest on.",
            evidence_reused::look,
        ),
        rule(
            Of::StaleByCommit,
            Warning,
            "Evidence of another commit is presented for this one.",
            stale_by_commit::look,
        ),
        rule(
            Of::RequesterApproves,
            Error,
            "A waiver is approved by who asked for it.",
            requester_approves::look,
        ),
    ]
};

/// Lets every rule look.
pub(super) fn look(material: &Material<'_>) -> Vec<Found> {
    let mut candidates = Vec::new();
    for rule in &RULES {
        candidates.extend((rule.look)(material).into_iter().map(|found| (rule.of, found)));
    }
    candidate::named(candidates, &|id| material.has(id))
}

/// The contradictions that hold: by level, rule and id.
pub(super) fn told(found: Vec<Found>, judgement: &Judgement) -> Vec<Contradiction> {
    let judged = found.into_iter().zip(&judgement.contradictions);
    let told = judged.filter_map(|(found, judged)| found.told(judged, judgement.preliminary));
    sorted(told.collect())
}

/// Those of a report that was made before, judged again over changed facts: whether a declared verdict is borne out may
/// have changed.
pub(super) fn told_again(
    report: &Report,
    facts: &Facts,
    judgement: &Judgement,
) -> Vec<Contradiction> {
    let told: HashMap<&Id, &Contradiction> =
        report.contradictions.iter().map(|told| (&told.id, told)).collect();
    let judged = facts.contradictions.iter().zip(&judgement.contradictions);
    let again = judged.filter_map(|(found, judged)| {
        let told = told.get(&found.id).copied();
        candidate::told_again(found, judged, judgement.preliminary, told)
    });
    sorted(again.collect())
}

fn sorted(mut told: Vec<Contradiction>) -> Vec<Contradiction> {
    told.sort_by(|one, other| {
        (one.level, &one.rule, &one.id).cmp(&(other.level, &other.rule, &other.id))
    });
    told
}

/// The rules with the levels that the policy gives them.
pub(super) fn rules(policy: &Policy) -> Vec<RuleReport> {
    let row = |rule: &Rule| RuleReport {
        rule: rule.name().to_owned(),
        level: judge::level(rule.of, policy),
        summary: rule.summary.to_owned(),
    };
    RULES.iter().map(row).collect()
}
