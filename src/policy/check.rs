//! What a schema can't say of a policy: targets, names that are there twice, gates that aren't there.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::model::{Expectation, GateRule, Policy};

use super::document::Document;
use super::written::Written;

/// Everything that one file tells by itself.
pub(super) fn check(written: &Written, document: &Document<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (index, gate) in written.gate.iter().enumerate() {
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
    problems
}

/// A sign-off names its role, so that each name may stand once.
fn roles(written: &Written, document: &Document<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, role) in written.role.iter().flatten().enumerate() {
        if let Some(earlier) = first.get(role.name.as_str()) {
            let line = document.place(&format!("/role/{earlier}")).span.map_or(0, |span| span.line);
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
    let mut problems = Vec::new();
    for (index, id) in policy.waivers.never.iter().enumerate() {
        if known().any(|gate| gate == id.as_str()) {
            continue;
        }
        let help = match nearest(id.as_str(), known()) {
            Some(gate) => format!("did you mean `{gate}`?"),
            None => format!("the gates are {}", listed(known())),
        };
        let problem =
            Diagnostic::error("unknown-gate", format!("there is no gate `{id}`")).help(help);
        problems.push(match places.get(index) {
            Some(place) => problem.at(place.clone()),
            None => problem,
        });
    }
    problems
}

/// `a`, `b` and `c`, each in back quotes; `none` where there are none.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => "none".to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}
