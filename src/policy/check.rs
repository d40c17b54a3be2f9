//! What a schema can't say of a policy: targets, names that are there twice, gates that aren't there.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Place, nearest, step};
use crate::evidence::redact::RULES;
use crate::model::words::and;
use crate::model::{ContradictionRule, Expectation, Gate, GateRule, Id, NAMED, Policy};
use crate::schema::problems::MOST;

use super::document::{Document, start};
use super::expression::{Expression, Fault, FaultCode, LiteralId, PlacedId};
use super::written::Written;

/// The messages, and how many more there are where that is known: at most [`MOST`], in order.
pub(super) fn capped(mut problems: Vec<Diagnostic>, left_out: usize) -> Vec<Diagnostic> {
    problems.sort_by_key(start);
    let left_out = left_out + problems.len().saturating_sub(MOST);
    problems.truncate(MOST);
    if left_out > 0 {
        let message = format!("{left_out} more errors of this file are not shown");
        problems.push(Diagnostic::note("too-many-errors", message));
    }
    problems
}

/// Everything that one file tells by itself.
pub(super) fn check(written: &Written, document: &Document<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (index, gate) in written.gate.iter().enumerate() {
        if let GateRule::Expression { when } = &gate.rule
            && let Err(faults) = &*Expression::remembered(when)
        {
            let path = format!("/gate/{index}/when");
            problems.extend(faults.iter().map(|fault| of_fault(fault, &path, document)));
        }
        if let GateRule::Measure { target, .. } = &gate.rule
            && let Err(error) = Expectation::parse(target)
        {
            let place = document.place(&format!("/gate/{index}/target"));
            problems.push(
                Diagnostic::error("malformed-expectation", error.message)
                    .at(place)
                    .help(error.help),
            );
        }
    }
    problems.extend(roles(written, document));
    problems.extend(rules(written, document));
    problems.extend(redaction(written, document));
    problems
}

/// Patterns have to be patterns, and rules that are switched have to be there.
fn redaction(written: &Written, document: &Document<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (index, own) in written.redact.patterns.iter().enumerate() {
        let at = |field: &str| document.place(&format!("/redact/patterns/{index}/{field}"));
        if let Some((message, help)) = own.wrong() {
            let told = Diagnostic::error("malformed-pattern", message);
            problems.push(told.at(at("pattern")).help(help));
        }
        let taken = own.id.as_str() == NAMED || RULES.iter().any(|rule| rule.id == own.id.as_str());
        if taken {
            let message = format!("`{}` is a rule of Signoff's own", own.id);
            let told = Diagnostic::error("unknown-rule", message).at(at("id"));
            problems.push(told.help("call the pattern otherwise"));
        }
    }
    for id in written.redact.rules.keys().filter(|id| !RULES.iter().any(|rule| rule.id == **id)) {
        let names = || RULES.iter().map(|rule| rule.id);
        let help = match nearest(id, names()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("it takes {}", listed(names())),
        };
        let told = Diagnostic::error("unknown-rule", format!("there is no rule `{id}`"));
        problems
            .push(told.at(document.key_place(&format!("/redact/rules{}", step(id)))).help(help));
    }
    problems
}

/// A rule whose level is set has to be there: a mistyped one would go on as before.
fn rules(written: &Written, document: &Document<'_>) -> Vec<Diagnostic> {
    let known = || ContradictionRule::NAMES.iter().copied();
    let names = written.contradictions.level.keys();
    let unknown = names.filter(|name| ContradictionRule::named(name).is_none());
    let told = unknown.map(|name| {
        let message = format!("there is no rule `{name}` for contradictions");
        Diagnostic::error("unknown-rule", message)
            .at(document.key_place(&format!("/contradictions/level{}", step(name))))
            .help(match nearest(name, known()) {
                Some(rule) => format!("did you mean `{rule}`?"),
                None => format!("the rules are {}", listed(known())),
            })
    });
    told.collect()
}

/// What is wrong with an expression, with its place inside it.
fn of_fault(fault: &Fault, path: &str, document: &Document<'_>) -> Diagnostic {
    let message = fault.message.as_str();
    let problem = match fault.code {
        FaultCode::Syntax => Diagnostic::error("malformed-expression", message),
        FaultCode::UnknownName => Diagnostic::error("unknown-name", message),
        FaultCode::UnknownValue => Diagnostic::error("unknown-value", message),
        FaultCode::WrongType => Diagnostic::error("wrong-type", message),
        FaultCode::Expectation => Diagnostic::error("malformed-expectation", message),
        FaultCode::TooDeep => Diagnostic::error("too-deep", message),
    };
    problem.at(document.place_in(path, &fault.at)).help(fault.help.as_str())
}

/// The ids that the file's expressions name, by gate.
pub(super) fn placed_ids(written: &Written, document: &Document<'_>) -> Vec<(Id, Vec<PlacedId>)> {
    let gates = written.gate.iter().enumerate();
    let of_gate = |(index, gate): (usize, &Gate)| {
        let GateRule::Expression { when } = &gate.rule else { return None };
        let path = format!("/gate/{index}/when");
        let placed =
            |literal: &LiteralId| PlacedId::new(literal, document.place_in(&path, &literal.at));
        let ids =
            Expression::remembered(when).as_ref().as_ref().ok()?.ids.iter().map(placed).collect();
        Some((gate.id.clone(), ids))
    };
    gates.filter_map(of_gate).collect()
}

/// A sign-off names its role, so that each name may stand once.
fn roles(written: &Written, document: &Document<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, role) in written.role.iter().flatten().enumerate() {
        if let Some(earlier) = first.get(role.name.as_str()) {
            let line = document.line(&format!("/role/{earlier}"));
            let message = format!("the role `{}` is on line {line}, too", role.name);
            problems.push(
                Diagnostic::error("duplicate-role", message)
                    .at(document.place(&format!("/role/{index}/name")))
                    .help("leave one of them out"),
            );
        } else {
            first.insert(&role.name, index);
        }
    }
    problems
}

/// The gates that take no waiver, held against those that there are. `places` are those of their names.
pub(super) fn check_never(policy: &Policy, places: &[Place]) -> Vec<Diagnostic> {
    let known = || policy.gates.iter().map(|gate| gate.id.as_str());
    let there: BTreeSet<&str> = known().collect();
    let mut problems = Vec::new();
    for (index, id) in policy.waivers.never.iter().enumerate() {
        if there.contains(id.as_str()) {
            continue;
        }
        let mut problem = Diagnostic::error("unknown-gate", format!("there is no gate `{id}`"));
        if let Some(place) = places.get(index) {
            problem = problem.at(place.clone());
        }
        if problems.len() < MOST {
            problem = problem.help(match nearest(id.as_str(), known()) {
                Some(gate) => format!("did you mean `{gate}`?"),
                None => format!("the gates are {}", listed(known())),
            });
        }
        problems.push(problem);
    }
    problems
}

/// `a`, `b` and `c`, each in back quotes; `none` where there are none.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    if quoted.is_empty() { "none".to_owned() } else { and(&quoted) }
}
