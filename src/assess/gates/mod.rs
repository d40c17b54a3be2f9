//! The gates: one file for each type, one row in [`of`].
//!
//! A gate fails when the evidence says no, and is undetermined when it cannot say. One that asks for something
//! is undetermined over an empty set; one that forbids something passes (SEMANTICS rule 15).

mod checklist;
mod claims_asked;
mod contradictions;
mod evidence;
mod expression;
mod measure;
mod no_worse;
mod open_findings;
mod required_claims;
mod runs;
mod score;
mod signoffs;
#[cfg(test)]
mod tests;

mod waivers;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::claims::{ClaimGraph, ClaimJudgement};
use super::contradictions::ContradictionJudgement;
use super::scores::ScoreBook;
use super::waivers::{Cover, WaiverJudgement};
use crate::model::report::{GateReport, SignoffStanding};
use crate::model::{Day, Facts, FindingFacts, Gate, GateRule, Id, Outcome, Policy};

pub(super) use runs::ANY as ANY_RUN;

/// What gates read: the facts, and what was judged of them so far.
#[derive(Clone)]
pub(super) struct Ground<'a> {
    pub(super) facts: &'a Facts,
    pub(super) policy: &'a Policy,
    pub(super) as_of: Day,
    pub(super) claims: &'a [ClaimJudgement],
    pub(super) graph: &'a ClaimGraph,
    pub(super) scores: &'a ScoreBook,
    pub(super) standings: &'a [SignoffStanding],
    pub(super) waivers: &'a [WaiverJudgement],
    /// Empty until the gates are judged on which they rest.
    pub(super) contradictions: &'a [ContradictionJudgement],
    index: HashMap<&'a Id, usize>,
    counted: Vec<usize>,
    /// For each finding the first that is the same problem.
    problems: Arc<[usize]>,
    /// What is left out; none where gates are judged on all there is.
    left_out: Option<&'a Cover<'a>>,
}

impl<'a> Ground<'a> {
    pub(super) fn new(
        (facts, policy, as_of): (&'a Facts, &'a Policy, Day),
        (claims, graph): (&'a [ClaimJudgement], &'a ClaimGraph),
        scores: &'a ScoreBook,
        (standings, waivers): (&'a [SignoffStanding], &'a [WaiverJudgement]),
    ) -> Self {
        let index = claims.iter().enumerate().map(|(index, claim)| (&claim.id, index)).collect();
        let counts = |finding: &FindingFacts| policy.counts_facts(finding);
        let findings = facts.findings.iter().enumerate();
        let counted =
            findings.filter(|(_, finding)| counts(finding)).map(|(index, _)| index).collect();
        let left_out = None;
        let contradictions: &[ContradictionJudgement] = &[];
        Self {
            facts,
            policy,
            as_of,
            claims,
            graph,
            scores,
            standings,
            waivers,
            contradictions,
            index,
            counted,
            problems: policy.problems(&facts.findings).into(),
            left_out,
        }
    }

    /// The same without what waivers in force cover (SEMANTICS rule 16).
    pub(super) fn leaving_out<'b>(&'b self, cover: &'b Cover<'b>) -> Ground<'b> {
        let mut less: Ground<'b> = self.clone();
        less.counted.retain(|&index| {
            self.facts.findings.get(index).is_some_and(|finding| !cover.has_finding(&finding.id))
        });
        less.left_out = Some(cover);
        less
    }

    /// Whether a gate leaves out the claim: it is waived, or would be supported but for waived findings.
    fn leaves_out(&self, index: usize) -> bool {
        let (Some(cover), Some(claim)) = (self.left_out, self.claims.get(index)) else {
            return false;
        };
        cover.has_claim(&claim.id) || cover.excuses(index)
    }

    /// The claim of that id.
    fn claim(&self, id: &Id) -> Option<(usize, &'a ClaimJudgement)> {
        let index = *self.index.get(id)?;
        Some((index, self.claims.get(index)?))
    }

    /// The problem that a finding is.
    fn problem(&self, finding: usize) -> usize {
        self.problems.get(finding).copied().unwrap_or(finding)
    }

    /// How many problems findings are: each one, unless the policy counts those that are the same once.
    fn number_of_problems<'f>(&self, findings: impl IntoIterator<Item = &'f usize>) -> usize {
        let problems = findings.into_iter().map(|&finding| self.problem(finding));
        problems.collect::<BTreeSet<usize>>().len()
    }

    /// The findings that count (SEMANTICS rule 14).
    pub(super) fn counted(&self) -> impl Iterator<Item = (usize, &'a FindingFacts)> {
        self.counted.iter().filter_map(|&index| Some((index, self.facts.findings.get(index)?)))
    }
}

/// What came of a gate.
pub(super) struct Ruling {
    pub(super) outcome: Outcome,
    pub(super) threshold: String,
    pub(super) observed: String,
    /// One sentence; empty where the gate passes.
    pub(super) because: String,
    pub(super) rests_on: Vec<Id>,
}

/// What a gate that doesn't pass would take to pass (SEMANTICS rule 21). Claims and findings are named by
/// their place in the facts.
#[derive(Default)]
pub(super) struct Needs {
    /// Nothing that can be closed would clear it.
    pub(super) stuck: bool,
    /// Claims that have to be supported.
    pub(super) supported: Vec<usize>,
    /// Claims of which every link has to be made good.
    pub(super) mended: Vec<usize>,
    /// Findings that may no longer count.
    pub(super) findings: Vec<usize>,
    /// Contradictions that have to be resolved.
    pub(super) contradictions: Vec<usize>,
    /// Roles that have to approve.
    pub(super) roles: Vec<Id>,
    /// Checkers that have to run (`any`), measures that have to be met.
    pub(super) runs: Vec<Id>,
    /// Waivers that may no longer be expired.
    pub(super) waivers: Vec<usize>,
    /// The gate's own condition has to become true.
    pub(super) condition: bool,
    /// Something of which only so much has to be closed.
    pub(super) choice: Option<Choice>,
    /// Whether less might do.
    pub(super) is_rough: bool,
}

/// Where a gate leaves open what is to be closed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Choice {
    /// At most so many of these findings may count.
    Findings {
        /// The findings.
        among: Vec<usize>,
        /// How many may count.
        max: u64,
    },
    /// A score, of a category or in total.
    Score {
        /// The category; the total where none is named.
        category: Option<Id>,
        /// The least that passes.
        min: Decimal,
    },
}

impl Needs {
    fn stuck() -> Self {
        Self { stuck: true, ..Self::default() }
    }
}

/// A type of gate.
pub(super) trait Judged {
    /// The gate's name in words, where the policy gives none.
    fn title(&self) -> String;
    /// What came of it.
    fn ruling(&self, ground: &Ground<'_>) -> Ruling;
    /// What it would take to pass; asked only where it doesn't.
    fn needs(&self, ground: &Ground<'_>) -> Needs;
    /// The claims for want of which it doesn't pass and which it leaves out where a waiver covers them; asked
    /// only where it passes without what is covered.
    fn claims_lacking(
        &self,
        needs: &Needs,
        _ground: &Ground<'_>,
        _cover: &Cover<'_>,
    ) -> Vec<usize> {
        needs.supported.clone()
    }
}

/// The table of gates: who judges which type.
pub(super) fn of(rule: &GateRule) -> Box<dyn Judged + '_> {
    match rule {
        GateRule::OpenFindings { severity, tools, max } => {
            Box::new(open_findings::OpenFindings { severity: *severity, tools, max: *max })
        }
        GateRule::RequiredClaims {} => Box::new(required_claims::RequiredClaims),
        GateRule::Score { category, min } => {
            Box::new(score::Score { category: category.as_ref(), min: *min })
        }
        GateRule::Measure { metric, scope, target } => {
            Box::new(measure::Measure { metric, scope, target })
        }
        GateRule::Checklist { list } => Box::new(checklist::Checklist { list: list.as_ref() }),
        GateRule::Evidence {} => Box::new(evidence::Evidence),
        GateRule::Signoffs {} => Box::new(signoffs::Signoffs),
        GateRule::Waivers {} => Box::new(waivers::Waivers),
        GateRule::Contradictions { at_least } => {
            Box::new(contradictions::Contradictions { at_least: *at_least })
        }
        GateRule::NoWorse { baseline } => Box::new(no_worse::NoWorse { baseline }),
        GateRule::Expression { when } => Box::new(expression::Expression { when }),
    }
}

/// Judges one gate.
pub(super) fn judge(gate: &Gate, ground: &Ground<'_>) -> GateReport {
    let (kind, judged) = (gate.rule.name(), of(&gate.rule));
    let ruling = judged.ruling(ground);
    GateReport {
        id: if gate.id.is_empty() { Id::from(kind) } else { gate.id.clone() },
        kind: kind.to_owned(),
        title: gate.title.clone().unwrap_or_else(|| judged.title()),
        level: gate.level,
        outcome: ruling.outcome,
        threshold: ruling.threshold,
        observed: ruling.observed,
        because: ruling.because,
        rests_on: ruling.rests_on,
        without_waivers: None,
        waived_by: Vec::new(),
    }
}
