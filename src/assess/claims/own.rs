//! What a claim's own links say of it (SEMANTICS rule 11), apart from the claims on which it rests.

use std::collections::HashMap;

use super::ClaimJudgement;
use super::required::Asked;
use crate::assess::words::{code, count};
use crate::model::{
    ClaimFacts, ClaimState, FindingFacts, Id, LinkFound, LinkState, MayNotApply, MayNotApplyName,
    Severity, Status,
};

/// A claim's own state, with what made it so.
pub(in crate::assess) struct Own {
    /// The state, were no finding to refute it.
    pub(in crate::assess) without_findings: ClaimState,
    /// Whether it has links, a measure, or is said not to apply: then its own state counts beside those of
    /// the claims on which it rests (SEMANTICS rule 12).
    pub(in crate::assess) says_something: bool,
    /// The first counted finding that names it, in words.
    refuted_by: Option<String>,
    /// How many counted findings name it.
    refuting: usize,
    /// Whether it is said not to apply.
    not_applicable: bool,
}

/// Whether the policy lets a claim be set aside (SEMANTICS rule 11).
pub(super) fn may_not_apply(id: &Id, asked: Asked, rule: &MayNotApply) -> bool {
    match rule {
        MayNotApply::These(ids) => ids.iter().any(|one| one == "*" || one == id.as_str()),
        MayNotApply::Named(MayNotApplyName::NotRequired) => asked == Asked::Optional,
    }
}

/// Whether a claim says something itself: it has links, a measure, or is said not to apply (SEMANTICS rule 12).
pub(in crate::assess) fn says_something(claim: &ClaimFacts) -> bool {
    claim.not_applicable || claim.measure.is_some() || !claim.links.is_empty()
}

impl Own {
    /// Judges the claim by its own links, whose states `judgement` has.
    pub(super) fn new(
        claim: &ClaimFacts,
        judgement: &ClaimJudgement,
        counted: &HashMap<&Id, &FindingFacts>,
    ) -> Self {
        let has = |state: LinkState| first(claim, judgement, state).is_some();
        let without_findings = if claim.not_applicable {
            if judgement.may_not_apply {
                ClaimState::NotApplicable
            } else {
                ClaimState::Unsupported
            }
        } else if has(LinkState::Misses) {
            ClaimState::Refuted
        } else if has(LinkState::Broken) {
            ClaimState::Broken
        } else if has(LinkState::Holds) {
            ClaimState::Supported
        } else if has(LinkState::Stale) {
            ClaimState::Stale
        } else {
            ClaimState::Unsupported
        };
        let mut findings = claim.refuted_by.iter().filter_map(|id| counted.get(id));
        let refuted_by = findings.next().map(|finding| refutation(finding));
        let refuting = usize::from(refuted_by.is_some()) + findings.count();
        let says_something = says_something(claim);
        Self {
            without_findings,
            says_something,
            refuted_by,
            refuting,
            not_applicable: claim.not_applicable,
        }
    }

    /// The state by rule 11. That a claim doesn't apply comes before all else there, also where the policy
    /// doesn't allow it.
    pub(super) fn state(&self) -> ClaimState {
        if self.refuted_by.is_some() && !self.not_applicable {
            ClaimState::Refuted
        } else {
            self.without_findings
        }
    }

    /// Whether the own state counts beside those of the claims on which it rests (SEMANTICS rule 12).
    pub(super) fn counts_beside_others(&self) -> bool {
        self.says_something || self.refuted_by.is_some()
    }

    /// Why the own state is what it is.
    pub(super) fn because(&self, claim: &ClaimFacts, judgement: &ClaimJudgement) -> String {
        if claim.not_applicable {
            return not_applicable(judgement);
        }
        if let Some(finding) = &self.refuted_by {
            return match self.refuting {
                0 | 1 => format!("{finding}."),
                more => {
                    let verb = if more == 2 { "refutes" } else { "refute" };
                    let others = count(more - 1, "more finding", "more findings");
                    format!("{finding}; {others} {verb} it.")
                }
            };
        }
        let first = |state: LinkState| {
            let at = first(claim, judgement, state)?;
            judgement.links_because.get(at).cloned()
        };
        match self.without_findings {
            ClaimState::Refuted => first(LinkState::Misses),
            ClaimState::Broken => first(LinkState::Broken),
            ClaimState::Stale => first(LinkState::Stale),
            ClaimState::Supported => Some(held(claim, judgement)),
            ClaimState::Unsupported | ClaimState::NotApplicable => {
                first(LinkState::Vacuous).or_else(|| first(LinkState::Weak))
            }
        }
        .unwrap_or_else(|| {
            if claim.measure.is_some() {
                "No place is named where its measure could be read.".to_owned()
            } else {
                "No evidence is linked.".to_owned()
            }
        })
    }
}

fn not_applicable(judgement: &ClaimJudgement) -> String {
    match (judgement.may_not_apply, judgement.required) {
        (true, _) => "It is said not to apply, with a reason.",
        (false, true) => {
            "It is said not to apply, which the policy doesn't allow of this required claim."
        }
        (false, false) => "It is said not to apply, which the policy doesn't allow of it.",
    }
    .to_owned()
}

/// What a finding does to a claim: `F-1` is open: critical.
fn refutation(finding: &FindingFacts) -> String {
    let status = match finding.status {
        Status::Open => "is open",
        Status::Fixed => "is called fixed and counts",
        Status::Suppressed => "is suppressed and counts",
        Status::Accepted => "is accepted and counts",
        Status::FalsePositive => "is called a false positive and counts",
    };
    let how_bad = match finding.severity {
        Severity::Unknown => "of unknown severity",
        known @ (Severity::Critical
        | Severity::High
        | Severity::Medium
        | Severity::Low
        | Severity::Info) => known.name(),
    };
    format!("{} {status}: {how_bad}", code(&finding.id))
}

/// Which link supports the claim.
fn held(claim: &ClaimFacts, judgement: &ClaimJudgement) -> String {
    match first(claim, judgement, LinkState::Holds).and_then(|at| claim.links.get(at)) {
        Some(link) if link.found == LinkFound::Holds => {
            format!("What is expected of {} holds.", code(&link.evidence))
        }
        Some(link) => format!("{} states it.", code(&link.evidence)),
        None => String::new(),
    }
}

/// The first link of that state that counts. Of links from which one value is computed, one that holds counts only
/// where they all do, and one that is stale only where they all would hold but for that: what is computed is no
/// better than the worst of what it is computed from.
fn first(claim: &ClaimFacts, judgement: &ClaimJudgement, state: LinkState) -> Option<usize> {
    let links = || claim.links.iter().zip(&judgement.links);
    let joint_are = |states: &[LinkState]| {
        links().filter(|(link, _)| link.joint).all(|(_, state)| states.contains(state))
    };
    let joint_counts = match state {
        LinkState::Holds => joint_are(&[LinkState::Holds]),
        LinkState::Stale => joint_are(&[LinkState::Holds, LinkState::Stale]),
        LinkState::Resolves
        | LinkState::Misses
        | LinkState::Broken
        | LinkState::Vacuous
        | LinkState::Weak => true,
    };
    links().position(|(link, of)| *of == state && (joint_counts || !link.joint))
}
