//! The ids of gates: given, or derived from the type and its argument (SEMANTICS rule 5).

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::model::{Digest, Gate, GateRule, Id};

use super::document::Document;

/// Hexadecimal digits that tell gates of one derived id apart.
const DIGITS: usize = 6;

/// Gives an id to each gate without one, and tells of those that are there twice.
pub(super) fn name_gates(gates: &mut [Gate], document: &Document<'_>) -> Vec<Diagnostic> {
    let given: BTreeSet<Id> =
        gates.iter().filter(|gate| !gate.id.is_empty()).map(|gate| gate.id.clone()).collect();
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for gate in gates.iter().filter(|gate| gate.id.is_empty()) {
        *uses.entry(derived(&gate.rule)).or_default() += 1;
    }
    let mut problems = Vec::new();
    let mut first: BTreeMap<Id, usize> = BTreeMap::new();
    for (index, gate) in gates.iter_mut().enumerate() {
        let tell = if gate.id.is_empty() { same_gate } else { same_id };
        if gate.id.is_empty() {
            let plain = derived(&gate.rule);
            let alone = uses.get(&plain) == Some(&1) && !given.contains(plain.as_str());
            gate.id = Id::new(if alone { plain } else { told_apart(&plain, gate) });
        }
        if let Some(earlier) = first.get(&gate.id) {
            let line = document.line(&format!("/gate/{earlier}"));
            problems.push(tell(document, &gate.id, index, line));
        } else {
            first.insert(gate.id.clone(), index);
        }
    }
    problems
}

/// Two gates were given one id.
fn same_id(document: &Document<'_>, id: &Id, index: usize, line: usize) -> Diagnostic {
    Diagnostic::error(
        "duplicate-id",
        format!("the id `{id}` is that of the gate on line {line}, too"),
    )
    .at(document.place(&format!("/gate/{index}/id")))
    .help("give one of them another id")
}

/// Two gates without an id agree in everything.
fn same_gate(document: &Document<'_>, _: &Id, index: usize, line: usize) -> Diagnostic {
    Diagnostic::error("duplicate-gate", format!("the gate on line {line} says the same"))
        .at(document.place(&format!("/gate/{index}")))
        .help("leave one of them out")
}

/// The type, and its argument where it has one that tells such gates apart.
fn derived(rule: &GateRule) -> String {
    let kind = rule.name();
    match rule {
        GateRule::OpenFindings { severity, .. } => format!("{kind}-{}", severity.name()),
        GateRule::Score { category: Some(category), .. } => format!("{kind}-{category}"),
        GateRule::Score { category: None, .. } => format!("{kind}-total"),
        GateRule::Measure { metric, scope, .. } if scope == "*" => plain(kind, metric),
        GateRule::Measure { metric, scope, .. } => plain(kind, &format!("{metric}-{scope}")),
        GateRule::Checklist { list: Some(list) } => format!("{kind}-{list}"),
        GateRule::RequiredClaims {}
        | GateRule::Checklist { list: None }
        | GateRule::Evidence {}
        | GateRule::Signoffs {}
        | GateRule::Waivers {}
        | GateRule::Contradictions { .. }
        | GateRule::NoWorse { .. }
        | GateRule::Expression { .. } => kind.to_owned(),
    }
}

/// A metric may have letters that an id may not.
fn plain(kind: &str, argument: &str) -> String {
    let allowed =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-');
    let letters = argument.chars().map(|letter| if allowed(letter) { letter } else { '-' });
    format!("{kind}-{}", letters.collect::<String>())
}

fn told_apart(plain: &str, gate: &Gate) -> String {
    let content = serde_json_canonicalizer::to_vec(gate).unwrap_or_default();
    let digest = Digest::of(&content);
    let digits: String = digest.as_str().chars().take(DIGITS).collect();
    format!("{plain}~{digits}")
}
