//! The states of claims (SEMANTICS rules 11 to 13), from the claims' own links upwards.

mod graph;
mod own;
mod required;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use super::links::judge_link;
use super::words::{code, count};
use crate::model::{ClaimFacts, ClaimState, Day, Facts, FindingFacts, Id, LinkState, Policy};
pub(super) use graph::ClaimGraph;
pub(super) use own::{Own, says_something};
use required::{Asked, Required};

/// A claim with its state.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says a thing of its own; none excludes another"
)]
pub struct ClaimJudgement {
    /// The claim; for one that the policy names and the findings lack, the name as the policy writes it.
    pub id: Id,
    /// Its category; that of a category which the policy names and the findings lack.
    pub category: Option<Id>,
    /// Whether the evidence supports it.
    pub state: ClaimState,
    /// Why, in one sentence; identifiers stand in backticks.
    pub because: String,
    /// Whether it must hold, by the findings or by the policy.
    pub required: bool,
    /// Whether the policy lets it be set aside with a reason (rule 11).
    pub may_not_apply: bool,
    /// The states of its links, in their order.
    pub links: Vec<LinkState>,
    /// Why each link isn't better; empty where it holds.
    pub links_because: Vec<String>,
    /// Whether no claims are under it.
    pub leaf: bool,
    /// Whether the policy names it and the findings lack it.
    pub absent: bool,
    /// The category in whose score it is counted, `other` where it has none. Only leaves are counted, and an
    /// item of a checklist only in a category of its own (rules 13 and 17).
    pub scored_in: Option<Id>,
}

impl ClaimJudgement {
    /// Whether it is set aside: it doesn't apply, and the policy allows that. A claim of which every part
    /// doesn't apply is set aside only where the policy allows it of the claim itself; else splitting a
    /// required claim into optional parts would lift it out of the gates.
    #[must_use]
    pub fn is_set_aside(&self) -> bool {
        self.state == ClaimState::NotApplicable && self.may_not_apply
    }

    /// Whether a gate that asks for the claim is content with it.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.state == ClaimState::Supported || self.is_set_aside()
    }
}

/// The category of claims that have none (SEMANTICS rule 17).
pub(super) const OTHER: &str = "other";

/// The claims with their states, and what the states came from.
pub(super) struct Claims {
    /// In the order of the facts, then those that the findings lack.
    pub(super) judged: Vec<ClaimJudgement>,
    /// What each claim's own links say; none is kept for a claim that the findings lack.
    pub(super) own: Vec<Own>,
    /// Which claim rests on which.
    pub(super) graph: ClaimGraph,
}

/// Judges every claim in one pass, from those that rest on nothing upwards.
pub(super) fn assess(facts: &Facts, policy: &Policy, as_of: Day) -> Claims {
    let required = Required::new(facts, policy);
    let flags: Vec<Asked> = facts.claims.iter().map(|claim| required.asks_for(claim)).collect();
    let graph = ClaimGraph::new(&facts.claims, &flags);
    let counted = counted_findings(facts, policy);

    let mut judged = Vec::with_capacity(facts.claims.len());
    let mut own = Vec::with_capacity(facts.claims.len());
    for (index, (claim, asked)) in facts.claims.iter().zip(&flags).enumerate() {
        let mut judgement = begin(claim, *asked, policy);
        if graph.has_claims(index) {
            (judgement.leaf, judgement.scored_in) = (false, None);
        }

        for link in &claim.links {
            let category = claim.category.as_ref();
            let (state, why) = judge_link(link, category, &facts.subject, policy, as_of);
            judgement.links.push(state);
            judgement.links_because.push(why);
        }
        own.push(Own::new(claim, &judgement, &counted));
        judged.push(judgement);
    }
    settle(&facts.claims, &mut judged, &own, &graph);
    for absent in required.lacking() {
        judged.push(absent);
    }
    Claims { judged, own, graph }
}

/// The state that each claim would have, did these findings not count.
pub(super) fn states_without(
    facts: &Facts,
    policy: &Policy,
    claims: &Claims,
    findings: &HashSet<&Id>,
) -> Vec<ClaimState> {
    let mut counted = counted_findings(facts, policy);
    counted.retain(|id, _| !findings.contains(*id));
    let mut judged = claims.judged.clone();
    let mut own = Vec::with_capacity(facts.claims.len());
    for (claim, judgement) in facts.claims.iter().zip(&mut judged) {
        judgement.state = ClaimState::Unsupported;
        own.push(Own::new(claim, judgement, &counted));
    }
    settle(&facts.claims, &mut judged, &own, &claims.graph);
    judged.into_iter().map(|claim| claim.state).collect()
}

/// The findings that count, by id.
fn counted_findings<'a>(facts: &'a Facts, policy: &Policy) -> HashMap<&'a Id, &'a FindingFacts> {
    let counted = |finding: &&FindingFacts| policy.counts_facts(finding);
    facts.findings.iter().filter(counted).map(|finding| (&finding.id, finding)).collect()
}

/// A leaf, before anything is known of its links.
fn begin(claim: &ClaimFacts, asked: Asked, policy: &Policy) -> ClaimJudgement {
    let scored_in = match (&claim.category, &claim.checklist) {
        (Some(category), _) => Some(category.clone()),
        (None, None) => Some(Id::from(OTHER)),
        (None, Some(_)) => None,
    };
    ClaimJudgement {
        id: claim.id.clone(),
        category: claim.category.clone(),
        // Until it is its turn a claim is unsupported: what would rest on itself rests on nothing.
        state: ClaimState::Unsupported,
        because: String::new(),
        required: asked == Asked::Required,
        may_not_apply: own::may_not_apply(&claim.id, asked, &policy.may_not_apply),
        links: Vec::with_capacity(claim.links.len()),
        links_because: Vec::with_capacity(claim.links.len()),
        leaf: true,
        absent: false,
        scored_in,
    }
}

/// Gives each claim its state, those first on which others rest (SEMANTICS rule 12).
fn settle(claims: &[ClaimFacts], judged: &mut [ClaimJudgement], own: &[Own], graph: &ClaimGraph) {
    for &index in graph.order() {
        let (Some(facts), Some(own)) = (claims.get(index), own.get(index)) else { continue };
        let Some(judgement) = judged.get(index) else { continue };
        let rests = Rests::look(index, judged, graph);
        let (state, because) = rests.conclude(own, || own.because(facts, judgement));
        if let Some(judgement) = judged.get_mut(index) {
            judgement.state = state;
            judgement.because = because;
        }
    }
}

/// What the claims say on which one rests; those not applicable don't count.
struct Rests<'a> {
    /// Whether it rests on any at all.
    any: bool,
    /// The worst state, and the first claim that has it.
    worst: Option<(ClaimState, &'a Id)>,
    /// How many count.
    counted: usize,
    /// How many of those are not supported.
    lacking: usize,
}

impl<'a> Rests<'a> {
    fn look(index: usize, judged: &'a [ClaimJudgement], graph: &'a ClaimGraph) -> Self {
        let mut rests = Self { any: false, worst: None, counted: 0, lacking: 0 };
        for claim in graph.rests_on(index).iter().filter_map(|&other| judged.get(other)) {
            rests.add(claim.state, &claim.id);
        }
        if let Some(name) = graph.dangling(index) {
            rests.add(ClaimState::Unsupported, name);
        }
        rests
    }

    fn add(&mut self, state: ClaimState, id: &'a Id) {
        self.any = true;
        if state == ClaimState::NotApplicable {
            return;
        }
        self.counted += 1;
        self.lacking += usize::from(state != ClaimState::Supported);
        if self.worst.is_none_or(|(worst, _)| state < worst) {
            self.worst = Some((state, id));
        }
    }

    /// The state of the claim: the worst among its own, where it has one, and those that count.
    fn conclude(&self, own: &Own, own_because: impl Fn() -> String) -> (ClaimState, String) {
        let own_state = own.state();
        if own_state == ClaimState::NotApplicable || !self.any {
            return (own_state, own_because());
        }
        match (self.worst, own.counts_beside_others()) {
            (None, true) => (own_state, own_because()),
            (None, false) => {
                let because = "None of the claims that it rests on applies.";
                (ClaimState::NotApplicable, because.to_owned())
            }
            (Some((worst, _)), true) if own_state < worst => (own_state, own_because()),
            (Some((worst, of)), _) => (worst, self.because(worst, of)),
        }
    }

    fn because(&self, worst: ClaimState, of: &Id) -> String {
        if worst == ClaimState::Supported {
            return match self.counted {
                1 => format!("{}, on which it rests, is supported.", code(of)),
                more => format!(
                    "All {} on which it rests are supported.",
                    count(more, "claim", "claims")
                ),
            };
        }
        let of = format!("{}, on which it rests, is {}", code(of), state_word(worst));
        match self.lacking {
            0 | 1 => format!("{of}."),
            2 => format!("{of}, and 1 more is not supported."),
            more => format!("{of}, and {} are not supported.", count(more - 1, "more", "more")),
        }
    }
}

/// A state in words.
pub(super) fn state_word(state: ClaimState) -> &'static str {
    match state {
        ClaimState::Refuted => "refuted",
        ClaimState::Broken => "broken",
        ClaimState::Stale => "stale",
        ClaimState::Unsupported => "unsupported",
        ClaimState::NotApplicable => "not applicable",
        ClaimState::Supported => "supported",
    }
}
