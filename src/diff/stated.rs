//! What a report states, held against what its own facts and policy give by the rules of today (SEMANTICS rule 19).

use std::collections::BTreeMap;

use num_rational::BigRational;

use super::scores;
use crate::assess::{Judgement, judge, words};
use crate::diagnostic::{Diagnostic, Place};
use crate::model::report::Report;
use crate::model::{ClaimState, Id, Outcome, Verdict};

/// What is kept of a judgement.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Said {
    pub(super) verdict: Verdict,
    pub(super) gates: BTreeMap<Id, Outcome>,
    pub(super) claims: BTreeMap<Id, ClaimState>,
    pub(super) scores: BTreeMap<Id, Option<BigRational>>,
    pub(super) total: Option<BigRational>,
}

impl Said {
    /// What is judged.
    pub(super) fn judged(judged: Judgement) -> Self {
        let categories = judged.scores.categories.iter();
        Self {
            verdict: judged.verdict,
            total: scores::of_all(&judged.scores),
            scores: categories.map(|it| (it.id.clone(), scores::of_category(it))).collect(),
            gates: judged.gates.into_iter().map(|gate| (gate.id, gate.outcome)).collect(),
            claims: judged.claims.into_iter().map(|claim| (claim.id, claim.state)).collect(),
        }
    }

    /// What a report says of itself.
    pub(super) fn stated(report: &Report) -> Self {
        let categories = report.scores.categories.iter();
        Self {
            verdict: report.verdict.value,
            total: scores::of_all(&report.scores),
            scores: categories.map(|it| (it.id.clone(), scores::of_category(it))).collect(),
            gates: report.gates.iter().map(|gate| (gate.id.clone(), gate.outcome)).collect(),
            claims: report.claims.iter().map(|claim| (claim.id.clone(), claim.state)).collect(),
        }
    }

    /// Whether both say the same of verdict, gates and scores, and of the claims that the first one lists: the policy
    /// may name others.
    pub(super) fn is_borne_out_by(&self, judged: &Self) -> bool {
        self.verdict == judged.verdict
            && self.gates == judged.gates
            && self.total == judged.total
            && differing(&self.scores, &judged.scores).is_empty()
            && differing(&self.claims, &judged.claims).is_empty()
    }
}

/// What of the first is another in the second.
fn differing<'a, T: PartialEq>(
    stated: &'a BTreeMap<Id, T>,
    judged: &BTreeMap<Id, T>,
) -> Vec<&'a Id> {
    let all = stated.iter().filter(|(id, said)| judged.get(*id) != Some(*said));
    all.map(|(id, _)| id).collect()
}

/// What the report's own facts give under its own policy and as of its own day.
pub(super) fn judged_again(report: &Report) -> Said {
    Said::judged(judge(&report.facts, &report.policy, report.as_of))
}

/// A warning for each kind of thing of which a report says something else than its own facts and policy give.
#[must_use]
pub fn judged_otherwise(report: &Report, name: &str) -> Vec<Diagnostic> {
    let (stated, judged) = (Said::stated(report), judged_again(report));
    if stated.is_borne_out_by(&judged) {
        return Vec::new();
    }
    let mut told = Vec::new();
    if stated.verdict != judged.verdict {
        let [said, given] = [stated.verdict, judged.verdict].map(words::verdict);
        let message = format!(
            "the report states the verdict {said}, and its own facts and policy give {given}"
        );
        told.push(Diagnostic::warning("verdict-differs", message));
    }
    let gates = differing(&stated.gates, &judged.gates);
    let unstated = judged.gates.keys().filter(|id| !stated.gates.contains_key(*id));
    let gates: Vec<&Id> = gates.into_iter().chain(unstated).collect();
    if !gates.is_empty() {
        let message = otherwise("gate", &gates);
        told.push(Diagnostic::warning("gate-differs", message));
    }
    let claims = differing(&stated.claims, &judged.claims);
    if !claims.is_empty() {
        let message = otherwise("claim", &claims);
        told.push(Diagnostic::warning("claim-differs", message));
    }
    let total = Id::from("total");
    let mut scored = differing(&stated.scores, &judged.scores);
    if stated.total != judged.total {
        scored.push(&total);
    }
    if !scored.is_empty() {
        let message = otherwise("score", &scored);
        told.push(Diagnostic::warning("score-differs", message));
    }
    let version = &report.provenance.signoff_version;
    let help = format!(
        "it was judged by other rules (by Signoff {version}), or changed by hand; what differs by that is among the \
         causes as `unknown`"
    );
    told.into_iter().map(|one| one.at(Place::file(name)).help(help.clone())).collect()
}

fn otherwise(kind: &str, ids: &[&Id]) -> String {
    let plural = if ids.len() == 1 { "" } else { "s" };
    let named = words::names(ids);
    format!("the report's own facts and policy give something else for the {kind}{plural} {named}")
}
