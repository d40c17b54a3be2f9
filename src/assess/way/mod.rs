//! The shortest way to `ready`: the smallest set of things to close (SEMANTICS rule 21).
//!
//! Closing a finding means that it no longer counts, which also lifts what it refutes. Closing a claim means
//! that its own links support it, and that the measure in it meets what gates ask. Closing a contradiction means
//! that it no longer holds and all its values can be read; a declared verdict that is better than the computed one
//! needs no closing where there are other gates, since on the way these come to bear it out. Closing a sign-off
//! means that the role approves this version without conditions. The condition of an expression is one thing that
//! has to become true, unless it is true once all else is closed. Closing a waiver that has expired means that it
//! is renewed or taken away; no waiver leads to `ready`, so that what a gate needs is what it needs without.
//! Most of the way follows gate by gate; only where a gate leaves open what to close (a score, more findings than
//! allowed) is there something to choose.

mod borne_out;
mod conditions;
mod exact;
mod greedy;
mod residue;
#[cfg(test)]
mod tests;
mod web;

use std::collections::{BTreeMap, BTreeSet};

use super::Judgement;
use super::gates::{self, Choice, Needs};
use super::judge::Grounds;
use crate::model::report::{ShortestWay, WayItem, WayKind};
use crate::model::{Day, Facts, GateLevel, Id, Outcome, Policy};
use residue::Residue;
use web::Web;

/// One thing to close. Findings, claims and contradictions are named by their place in the facts, so that the order is that
/// of the facts within each kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Finding(usize),
    Claim(usize),
    Contradiction(usize),
    Role(Id),
    /// The gate whose condition has to become true.
    Condition(Id),
    Run(Id),
    Waiver(usize),
}

/// What has been decided to close.
struct Plan {
    findings: Vec<bool>,
    claims: Vec<bool>,
    contradictions: BTreeSet<usize>,
    roles: BTreeSet<Id>,
    conditions: BTreeSet<Id>,
    runs: BTreeSet<Id>,
    waivers: BTreeSet<usize>,
}

/// A gate that has to be cleared, and what that takes.
struct Obstacle<'a> {
    gate: &'a Id,
    needs: Needs,
}

/// Finds the shortest way to `ready`. Titles are ids: the facts know no more.
#[must_use]
pub fn shortest_way(
    facts: &Facts,
    policy: &Policy,
    as_of: Day,
    judgement: &Judgement,
) -> ShortestWay {
    find(facts, policy, as_of, judgement, exact::MOST)
}

/// The same, exact up to so many open choices.
fn find(
    facts: &Facts,
    policy: &Policy,
    as_of: Day,
    judgement: &Judgement,
    most: usize,
) -> ShortestWay {
    let grounds = Grounds::new(facts, policy, as_of);
    let mut ground = grounds.ground(facts, policy, as_of);
    ground.contradictions = &judgement.contradictions;
    let web = Web::new(&ground, &grounds.claims.own);

    let mut way = ShortestWay { exact: true, ..ShortestWay::default() };
    let mut obstacles = Vec::new();
    for (gate, report) in policy.gates.iter().zip(&judgement.gates) {
        if report.outcome == Outcome::Pass || gate.level == GateLevel::Warn {
            continue;
        }
        let needs = gates::of(&gate.rule).needs(&ground);
        if needs.stuck {
            way.stuck.push(report.id.clone());
        } else {
            obstacles.push(Obstacle { gate: &report.id, needs });
        }
    }

    borne_out::drop_verdicts(&mut obstacles, facts, policy);
    let mut plan = Plan::new(facts.findings.len(), ground.claims.len());
    plan.force(&obstacles, &web);
    for condition in judgement.conditions.iter().filter(|condition| condition.is_owed()) {
        let signed = facts.signoffs.iter().find(|signoff| signoff.id == condition.signoff);
        plan.roles.extend(signed.map(|signoff| Id::new(&signoff.role)));
    }
    let choices = obstacles.iter().filter_map(|obstacle| obstacle.needs.choice.as_ref());
    let residue = Residue::new(choices, &web, &plan);
    let is_rough = obstacles.iter().any(|obstacle| obstacle.needs.is_rough);
    way.exact = residue.close(&web, &mut plan, most) && !web.has_vanishing() && !is_rough;
    plan.bring_evidence(facts, policy);
    let opened = conditions::settle(&mut plan, (facts, policy, as_of), &web);
    obstacles.extend(opened);
    way.exact &= conditions::is_proven(&plan, &residue);
    way.items = plan.items(&obstacles, &web);
    way.exact |= way.items.is_empty();
    way
}

impl Plan {
    fn new(findings: usize, claims: usize) -> Self {
        Self {
            findings: vec![false; findings],
            claims: vec![false; claims],
            contradictions: BTreeSet::new(),
            roles: BTreeSet::new(),
            conditions: BTreeSet::new(),
            runs: BTreeSet::new(),
            waivers: BTreeSet::new(),
        }
    }

    /// Adds an item; says whether it is new.
    fn close(&mut self, item: &Item) -> bool {
        let close = |list: &mut [bool], index: usize| {
            list.get_mut(index).is_some_and(|closed| !std::mem::replace(closed, true))
        };
        match item {
            Item::Finding(index) => close(&mut self.findings, *index),
            Item::Claim(index) => close(&mut self.claims, *index),
            Item::Contradiction(index) => self.contradictions.insert(*index),
            Item::Role(role) => self.roles.insert(role.clone()),
            Item::Condition(gate) => self.conditions.insert(gate.clone()),
            Item::Run(run) => self.runs.insert(run.clone()),
            Item::Waiver(index) => self.waivers.insert(*index),
        }
    }

    fn has(&self, item: &Item) -> bool {
        match item {
            Item::Finding(index) => self.findings.get(*index).copied().unwrap_or(false),
            Item::Claim(index) => self.claims.get(*index).copied().unwrap_or(false),
            Item::Contradiction(index) => self.contradictions.contains(index),
            Item::Role(role) => self.roles.contains(role),
            Item::Condition(gate) => self.conditions.contains(gate),
            Item::Run(run) => self.runs.contains(run),
            Item::Waiver(index) => self.waivers.contains(index),
        }
    }

    /// Closes what has to be closed whatever is chosen elsewhere.
    fn force(&mut self, obstacles: &[Obstacle<'_>], web: &Web<'_>) {
        let mut walk = web.walk();
        for obstacle in obstacles {
            for item in direct(obstacle) {
                self.close(&item);
            }
            for &claim in &obstacle.needs.supported {
                walk.items(claim, &mut |item| {
                    self.close(&item);
                });
            }
        }
        let asked = obstacles.iter().flat_map(|obstacle| &obstacle.needs.supported).copied();
        for claim in web.to_revive(asked, &self.claims) {
            self.close(&Item::Claim(claim));
        }
    }

    /// Nothing is ready without evidence (SEMANTICS rule 18). A claim to support or a checker to run brings
    /// some; where there is neither, a checker has to.
    fn bring_evidence(&mut self, facts: &Facts, policy: &Policy) {
        let brings = self.claims.contains(&true) || !self.runs.is_empty();
        if facts.evidence_present == 0 && !policy.gates.is_empty() && !brings {
            self.runs.insert(Id::from(gates::ANY_RUN));
        }
    }

    /// The items with the gates that rest on each.
    fn items(&self, obstacles: &[Obstacle<'_>], web: &Web<'_>) -> Vec<WayItem> {
        let mut clears: BTreeMap<Item, Vec<Id>> = BTreeMap::new();
        let findings = self.findings.iter().enumerate().filter(|(_, closed)| **closed);
        let claims = self.claims.iter().enumerate().filter(|(_, closed)| **closed);
        clears.extend(findings.map(|(index, _)| (Item::Finding(index), Vec::new())));
        clears.extend(claims.map(|(index, _)| (Item::Claim(index), Vec::new())));
        let contradictions = self.contradictions.iter();
        clears.extend(contradictions.map(|index| (Item::Contradiction(*index), Vec::new())));
        clears.extend(self.roles.iter().map(|role| (Item::Role(role.clone()), Vec::new())));
        let conditions = self.conditions.iter();
        clears.extend(conditions.map(|gate| (Item::Condition(gate.clone()), Vec::new())));
        clears.extend(self.runs.iter().map(|run| (Item::Run(run.clone()), Vec::new())));
        clears.extend(self.waivers.iter().map(|index| (Item::Waiver(*index), Vec::new())));
        for obstacle in obstacles {
            let mut add = |item: Item| {
                if let Some(gates) = clears.get_mut(&item)
                    && gates.last() != Some(obstacle.gate)
                {
                    gates.push(obstacle.gate.clone());
                }
            };
            direct(obstacle).for_each(&mut add);
            let mut walk = web.walk();
            for claim in concerned(&obstacle.needs, web) {
                walk.items(claim, &mut add);
                // A claim of which no part applies is closed as a whole.
                add(Item::Claim(claim));
            }
            if let Some(Choice::Findings { among, .. }) = &obstacle.needs.choice {
                among.iter().map(|&finding| Item::Finding(finding)).for_each(&mut add);
            }
        }
        clears.into_iter().filter_map(|(item, gates)| web.describe(&item, gates)).collect()
    }
}

/// What a gate needs by name.
fn direct<'o>(obstacle: &'o Obstacle<'_>) -> impl Iterator<Item = Item> + 'o {
    let needs = &obstacle.needs;
    let condition = needs.condition.then(|| Item::Condition(obstacle.gate.clone()));
    let findings = needs.findings.iter().map(|&finding| Item::Finding(finding));
    let claims = needs.mended.iter().map(|&claim| Item::Claim(claim));
    let contradictions = needs.contradictions.iter().map(|&index| Item::Contradiction(index));
    let roles = needs.roles.iter().cloned().map(Item::Role);
    let runs = needs.runs.iter().cloned().map(Item::Run);
    let waivers = needs.waivers.iter().map(|&waiver| Item::Waiver(waiver));
    let named = findings.chain(claims).chain(contradictions).chain(roles);
    named.chain(condition).chain(runs).chain(waivers)
}

/// The claims that would help a gate, were they supported.
fn concerned(needs: &Needs, web: &Web<'_>) -> Vec<usize> {
    let mut claims = needs.supported.clone();
    if let Some(Choice::Score { category, .. }) = &needs.choice {
        claims.extend(web.unsupported_in(category.as_ref()));
    }
    claims
}

impl Web<'_> {
    /// The item as it is told; none for one that doesn't exist.
    fn describe(&self, item: &Item, clears: Vec<Id>) -> Option<WayItem> {
        let (kind, id) = match item {
            Item::Finding(index) => {
                (WayKind::Finding, self.ground.facts.findings.get(*index)?.id.clone())
            }
            Item::Claim(index) => (WayKind::Claim, self.ground.claims.get(*index)?.id.clone()),
            Item::Contradiction(index) => {
                (WayKind::Contradiction, self.ground.facts.contradictions.get(*index)?.id.clone())
            }
            Item::Role(role) => (WayKind::Signoff, role.clone()),
            Item::Condition(gate) => (WayKind::Expression, gate.clone()),
            Item::Run(run) => (WayKind::Run, run.clone()),
            Item::Waiver(index) => {
                (WayKind::Waiver, self.ground.facts.waivers.get(*index)?.id.clone())
            }
        };
        let is_any = kind == WayKind::Run && id.as_str() == gates::ANY_RUN;
        let title = if is_any { "any checker".to_owned() } else { id.to_string() };
        Some(WayItem { kind, id, title, effort: None, clears })
    }
}
