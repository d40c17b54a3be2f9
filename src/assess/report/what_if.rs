//! A report as it would be, were some things closed: judged again from its own facts and policy (SEMANTICS rule 19).

use std::collections::HashMap;

use super::names::Names;
use super::{conditions, waivers};
use crate::assess::assume::{Assumption, assume};
use crate::assess::contradictions;
use crate::assess::forecast::forecast;
use crate::assess::judge::judge;
use crate::assess::way::shortest_way;
use crate::model::report::{GateReport, Horizon, ShortestWay, VerdictReport, WayKind};
use crate::model::{Gate, GateLevel, Id, Policy, Report};

/// The report, were all of this so. Evidence, measures and documents stay as they were read, and with them the
/// contradictions, but for a declared verdict.
#[must_use]
pub fn what_if(report: &Report, assumptions: &[Assumption]) -> Report {
    let (policy, as_of) = (&report.policy, report.as_of);
    let facts = assume(&report.facts, as_of, assumptions);
    let judged = judge(&facts, policy, as_of);
    let way = shortest_way(&facts, policy, as_of, &judged);
    let names = Names::of(report);
    let written: Vec<_> = report.waivers.iter().map(|waiver| &waiver.waiver).collect();
    let verdict = VerdictReport {
        value: judged.verdict,
        sentence: judged.sentence.clone(),
        reasons: judged.reasons.clone(),
        without_signoffs: judged.without_signoffs,
        conditions: conditions::conditions(&judged, &report.actions, &written),
        shortest_way: names.tell(way),
    };
    let until = Horizon::of(report.report.next_review.as_deref(), as_of).until;
    let mut made = report.clone();
    made.forecast = forecast(&facts, policy, &judged, (as_of, until));
    // A report of a version that didn't judge waivers has none in its facts.
    if facts.waivers.len() == report.waivers.len() {
        let written = report.waivers.iter().map(|waiver| waiver.waiver.clone()).collect();
        made.waivers = waivers::reports(written, &facts, policy, &judged);
    }
    let states: HashMap<&Id, _> = judged.claims.iter().map(|claim| (&claim.id, claim)).collect();
    for claim in &mut made.claims {
        if let Some(judged) = states.get(&claim.id) {
            (claim.state, claim.because) = (judged.state, judged.because.clone());
        }
    }
    made.contradictions = contradictions::told_again(report, &facts, &judged);
    made.scores = names.title(judged.scores);
    made.gates = judged.gates;
    made.verdict = verdict;
    made.facts = facts;
    // What changed since an earlier report was told of the real one.
    made.changes = None;
    made
}

/// What would clear a gate, whatever its level and whatever waives it: the shortest way under a policy that has no
/// other gate.
#[must_use]
pub fn way_to_pass(report: &Report, gate: &GateReport) -> ShortestWay {
    let own = report.policy.gates.iter().filter(|own| own.id == gate.id);
    let gates: Vec<Gate> = own.map(|own| Gate { level: GateLevel::Block, ..own.clone() }).collect();
    let policy = Policy { gates, ..report.policy.clone() };
    let judged = judge(&report.facts, &policy, report.as_of);
    let mut way = shortest_way(&report.facts, &policy, report.as_of, &judged);
    // What a sign-off owes, and that there has to be evidence at all, is no matter of this gate.
    way.items.retain(|item| match item.kind {
        WayKind::Signoff | WayKind::Run => !item.clears.is_empty(),
        WayKind::Finding
        | WayKind::Claim
        | WayKind::Contradiction
        | WayKind::Expression
        | WayKind::Waiver => true,
    });
    Names::of(report).tell(way)
}
