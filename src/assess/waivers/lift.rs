//! Which gates are waived, and by which waivers.

use super::Lift;
use super::cover::Cover;
use crate::assess::gates::{self, Ground};
use crate::assess::words::{and, code, count, names};
use crate::model::report::GateReport;
use crate::model::{Facts, Gate, GateRule, Id, Outcome};

/// How many waivers a gate's sentence names before it only counts the rest.
const NAMED: usize = 3;

/// A gate as judged, and what lifts it.
pub(in crate::assess) type JudgedGate = (GateReport, Vec<Lift>);

/// Judges those of the policy's gates that are `wanted`, on all there is and where they don't pass without what is
/// waived; none for the others.
pub(in crate::assess) fn judge_gates(
    ground: &Ground<'_>,
    cover: &Cover<'_>,
    wanted: impl Fn(&GateRule) -> bool,
) -> Vec<Option<JudgedGate>> {
    let less = cover.leaves_anything_out().then(|| ground.leaving_out(cover));
    let judge = |gate: &Gate| {
        let mut report = gates::judge(gate, ground);
        let own = lifting(gate, &report, ground, (cover, less.as_ref()));
        waive(&mut report, &own, ground.facts);
        (report, own)
    };
    ground.policy.gates.iter().map(|gate| wanted(&gate.rule).then(|| judge(gate))).collect()
}

/// What lifts a gate; nothing where it passes, takes no waiver, or doesn't pass all the same.
fn lifting(
    gate: &Gate,
    report: &GateReport,
    ground: &Ground<'_>,
    (cover, less): (&Cover<'_>, Option<&Ground<'_>>),
) -> Vec<Lift> {
    if report.outcome == Outcome::Pass || ground.policy.waivers.never.contains(&report.id) {
        return Vec::new();
    }
    let lift = |waiver: usize, covers: Vec<Id>| {
        let waiver = ground.facts.waivers.get(waiver)?.id.clone();
        Some(Lift { gate: report.id.clone(), waiver, covers })
    };
    let own = cover.of_gate(&report.id).iter();
    let mut lifts: Vec<Lift> = own.filter_map(|&waiver| lift(waiver, Vec::new())).collect();
    let judged = gates::of(&gate.rule);
    if less.is_some_and(|less| judged.ruling(less).outcome == Outcome::Pass) {
        let needs = judged.needs(ground);
        let claims = judged.claims_lacking(&needs, ground, cover);
        let covered = cover.covered(&needs, &claims, ground).into_iter();
        lifts.extend(covered.filter_map(|(at, ids)| lift(at, ids.into_iter().collect())));
    }
    lifts
}

/// A gate that something lifts is waived. Threshold, observed and why stay those without waivers; what lifts it
/// is said behind.
fn waive(report: &mut GateReport, lifts: &[Lift], facts: &Facts) {
    if lifts.is_empty() {
        return;
    }
    report.without_waivers = Some(report.outcome);
    report.outcome = Outcome::Waived;
    report.waived_by = lifts.iter().map(|lift| lift.waiver.clone()).collect();
    let blank = if report.because.is_empty() { "" } else { " " };
    report.because = format!("{}{blank}{}", report.because, sentence(lifts, facts));
}

/// What is waived, by which waiver, until when.
fn sentence(lifts: &[Lift], facts: &Facts) -> String {
    let one = |lift: &Lift| {
        let waiver = facts.waivers.iter().find(|waiver| waiver.id == lift.waiver);
        let until = waiver.map_or_else(String::new, |waiver| format!(" until {}", waiver.expires));
        let what =
            if lift.covers.is_empty() { "this gate".to_owned() } else { names(&lift.covers) };
        format!("{} waives {what}{until}", code(&lift.waiver))
    };
    let mut parts: Vec<String> = lifts.iter().take(NAMED).map(one).collect();
    if let Some(more @ 1..) = lifts.len().checked_sub(NAMED) {
        parts.push(count(more, "more waiver", "more waivers"));
    }
    format!("{}.", and(&parts))
}
