//! `no-worse`: nothing is newly worse than in an earlier report (SEMANTICS rule 15).

use std::collections::HashSet;

use super::{Ground, Judged, Needs, Ruling};
use crate::assess::words::{and, count, names, number};
use crate::model::{BaselineFacts, ClaimState, Id, Outcome};

/// The gate.
pub(super) struct NoWorse<'a> {
    /// The earlier report, by the path that the policy names it with.
    pub(super) baseline: &'a str,
}

/// What is newly worse.
#[derive(Default)]
struct Worse {
    new: Vec<usize>,
    reopened: Vec<usize>,
    claims: Vec<usize>,
    /// Claims that the earlier report had as supported and this one lacks.
    gone: Vec<Id>,
}

impl NoWorse<'_> {
    fn baseline<'a>(&self, ground: &Ground<'a>) -> Option<&'a BaselineFacts> {
        let named = ground.facts.baselines.iter().find(|baseline| baseline.path == self.baseline);
        named.filter(|baseline| baseline.readable)
    }
}

/// Whether there was nothing to compare: a gate that asks for something can't say so of nothing.
fn is_empty(baseline: &BaselineFacts, ground: &Ground<'_>) -> bool {
    baseline.supported.is_empty()
        && ground.facts.findings.is_empty()
        && ground.facts.claims.is_empty()
}

fn worse(baseline: &BaselineFacts, ground: &Ground<'_>) -> Worse {
    let (new, reopened): (HashSet<&Id>, HashSet<&Id>) =
        (baseline.new.iter().collect(), baseline.reopened.iter().collect());
    let mut worse = Worse::default();
    for (index, finding) in ground.counted() {
        if new.contains(&finding.id) {
            worse.new.push(index);
        } else if reopened.contains(&finding.id) {
            worse.reopened.push(index);
        }
    }
    for id in &baseline.supported {
        match ground.claim(id) {
            Some((_, claim)) if claim.state == ClaimState::Supported => {}
            Some((index, _)) if ground.leaves_out(index) => {}
            Some((index, _)) => worse.claims.push(index),
            None => worse.gone.push(id.clone()),
        }
    }
    worse
}

fn because(worse: &Worse, ids: &[Id]) -> String {
    let claims = worse.claims.len() + worse.gone.len();
    let parts = [
        (worse.new.len(), count(worse.new.len(), "finding is new", "findings are new")),
        (worse.reopened.len(), count(worse.reopened.len(), "is open again", "are open again")),
        (claims, count(claims, "claim is no longer supported", "claims are no longer supported")),
    ];
    let parts: Vec<String> =
        parts.into_iter().filter(|(number, _)| *number > 0).map(|(_, words)| words).collect();
    format!("{}: {}.", and(&parts), names(ids))
}

impl Judged for NoWorse<'_> {
    fn title(&self) -> String {
        "Newly worse than the baseline".to_owned()
    }

    fn ruling(&self, ground: &Ground<'_>) -> Ruling {
        let threshold = "at most 0".to_owned();
        let undetermined = |observed: &str, because: &str| Ruling {
            outcome: Outcome::Undetermined,
            threshold: threshold.clone(),
            observed: observed.to_owned(),
            because: because.to_owned(),
            rests_on: Vec::new(),
        };
        let Some(baseline) = self.baseline(ground) else {
            return undetermined("no baseline", "The earlier report could not be read.");
        };
        if is_empty(baseline, ground) {
            return undetermined("nothing compared", "There is nothing that could be compared.");
        }
        let worse = worse(baseline, ground);
        let findings = worse.new.iter().chain(&worse.reopened);
        let findings =
            findings.filter_map(|&index| ground.facts.findings.get(index)).map(|f| &f.id);
        let claims =
            worse.claims.iter().filter_map(|&index| ground.claims.get(index)).map(|c| &c.id);
        let rests_on: Vec<Id> = findings.chain(claims).chain(&worse.gone).cloned().collect();
        let (outcome, because) = if rests_on.is_empty() {
            (Outcome::Pass, String::new())
        } else {
            (Outcome::Fail, because(&worse, &rests_on))
        };
        Ruling { outcome, threshold, observed: number(rests_on.len()), because, rests_on }
    }

    fn needs(&self, ground: &Ground<'_>) -> Needs {
        let Some(baseline) = self.baseline(ground).filter(|baseline| !is_empty(baseline, ground))
        else {
            return Needs::stuck();
        };
        let Worse { new, reopened, claims, gone } = worse(baseline, ground);
        let findings = new.into_iter().chain(reopened).collect();
        Needs { stuck: !gone.is_empty(), findings, supported: claims, ..Needs::default() }
    }
}
