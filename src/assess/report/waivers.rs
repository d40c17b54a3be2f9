//! Waivers as the report holds them, and what their writers should know.

use std::collections::HashMap;

use crate::assess::judge::Judgement;
use crate::assess::waivers::unknown_gates;
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::report::{ResolvedLink, WaiverReport, WaiverStanding};
use crate::model::{Facts, Id, Policy, Waiver, WaiverFacts, WaiverTarget};
use crate::schema::Validated;

/// Waivers with what they are worth, what they cover and which gates they lift, in their order.
pub(super) fn reports(
    waivers: Vec<Waiver<ResolvedLink>>,
    facts: &Facts,
    policy: &Policy,
    judged: &Judgement,
) -> Vec<WaiverReport> {
    let mut lifts: HashMap<&Id, Vec<Id>> = HashMap::new();
    for lift in &judged.lifts {
        lifts.entry(&lift.waiver).or_default().push(lift.gate.clone());
    }
    let all = waivers.into_iter().zip(&facts.waivers).zip(&judged.waivers);
    let one = |((waiver, facts), judged): (
        (Waiver<ResolvedLink>, &WaiverFacts),
        &crate::assess::WaiverJudgement,
    )| WaiverReport {
        standing: Some(judged.standing),
        because: judged.because.clone(),
        covers: covers(facts, policy),
        lifts: lifts.remove(&waiver.id).unwrap_or_default(),
        waiver,
    };
    all.map(one).collect()
}

/// What it names of what is there.
fn covers(waiver: &WaiverFacts, policy: &Policy) -> Vec<Id> {
    let unknown = unknown_gates(waiver, policy);
    let gates = waiver.gates.iter().filter(|gate| !unknown.contains(gate));
    let gates = gates.map(|gate| Id::new(format!("gate:{gate}")));
    gates.chain(waiver.claims.iter().cloned()).chain(waiver.findings.iter().cloned()).collect()
}

/// Warnings about waivers that are for nothing that is there, and about those that the policy doesn't allow.
pub(super) fn warnings(
    validated: &Validated,
    facts: &Facts,
    policy: &Policy,
    judged: &Judgement,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let written = &validated.findings().waivers;
    for ((waiver, facts), judged) in written.iter().zip(&facts.waivers).zip(&judged.waivers) {
        for gate in unknown_gates(facts, policy) {
            let known = policy.gates.iter().map(|gate| gate.id.as_str());
            let help = match nearest(gate.as_str(), known) {
                Some(near) => format!("did you mean `gate:{near}`?"),
                None => "it covers nothing until the policy has such a gate".to_owned(),
            };
            let message =
                format!("`{}` waives a gate that the policy doesn't have: `{gate}`", waiver.id);
            let told = Diagnostic::warning("unknown-gate", message).help(help);
            found.push(placed(told, validated, &waiver.id, "/of"));
        }
        if facts.findings.is_empty()
            && let Some(what) = described(&waiver.of)
        {
            let message = format!("`{}` waives nothing: no finding {what}", waiver.id);
            let help = "take it away, or write it as the findings have it";
            let told = Diagnostic::warning("waiver-of-nothing", message).help(help);
            found.push(placed(told, validated, &waiver.id, "/of"));
        }
        if judged.standing == WaiverStanding::NotAllowed {
            let because = judged.because.trim_end_matches('.');
            let because = because.strip_prefix("It ").unwrap_or(because);
            let told =
                Diagnostic::warning("waiver-not-allowed", format!("`{}` {because}", waiver.id))
                    .help("the gates are judged as if it weren't there");
            found.push(placed(told, validated, &waiver.id, ""));
        }
    }
    found
}

/// What a finding would have to be, where a waiver doesn't name it by id.
fn described(of: &WaiverTarget) -> Option<String> {
    match of {
        WaiverTarget::Id(_) => None,
        WaiverTarget::Fingerprint { fingerprint } => {
            Some(format!("has the fingerprint `{fingerprint}`"))
        }
        WaiverTarget::Rule { rule, path: None } => Some(format!("is of the rule `{rule}`")),
        WaiverTarget::Rule { rule, path: Some(path) } => {
            Some(format!("is of the rule `{rule}` in `{path}`"))
        }
    }
}

fn placed(told: Diagnostic, validated: &Validated, waiver: &Id, suffix: &str) -> Diagnostic {
    Diagnostic { place: validated.place(waiver, suffix), ..told }
}
