//! What can be explained without a report: types of gates, states of claims, rules for contradictions, codes of
//! messages. Another table goes in here: one more line in [`general`] and in [`general_names`].

use serde_json::Value;

use super::{Explanation, Parts, plain};
use crate::assess::contradictions::{RULES, Rule};
use crate::diagnostic::{CODES, explanation};
use crate::model::{ContradictionRule, RuleLevel};
use crate::policy::expression::{FACTS, FUNCTIONS, METHODS, Record, Shape};
use crate::schema::{contract, in_toml};

/// The states of a claim, in the order in which the first that applies is taken (SEMANTICS rule 11).
const STATES: &[(&str, &str, &str)] = &[
    (
        "not_applicable",
        "somebody said, with a reason, that it doesn't apply, and the policy allows that",
        "evidence in place of the reason",
    ),
    (
        "refuted",
        "a link misses what is expected of it, however old or weak, or a counted finding names the claim",
        "evidence that meets the expectation; closing the finding",
    ),
    (
        "broken",
        "a link points at nothing: the file is missing, its digest differs, the selector matches nothing",
        "mending the link, or bringing the bytes back",
    ),
    (
        "supported",
        "a fresh link of sufficient method resolves, and what it expects holds",
        "age, another commit, a finding that refutes it",
    ),
    (
        "stale",
        "it would be supported, but for the age or the commit of the evidence",
        "collecting the evidence again, of this commit",
    ),
    (
        "unsupported",
        "no evidence, or only by a weaker method than the policy asks for",
        "evidence by a sufficient method that says what to expect",
    ),
];

/// Explains a type of gate, the state of a claim, a rule for contradictions, or the code of a message.
#[must_use]
pub fn general(name: &str) -> Option<Explanation> {
    gate_type(name).or_else(|| state(name)).or_else(|| rule(name)).or_else(|| code(name))
}

/// Everything that [`general`] explains.
pub fn general_names() -> impl Iterator<Item = &'static str> {
    let types = gate_types().map(|(name, _)| name);
    let states = STATES.iter().map(|(name, ..)| *name);
    let rules = RULES.iter().map(Rule::name);
    let codes = CODES.iter().map(|(code, _)| *code);
    // What a rule finds is told under its name.
    let codes = codes.filter(|code| ContradictionRule::named(code).is_none());
    types.chain(states).chain(rules).chain(codes)
}

/// The types of gates (SEMANTICS rule 15), each with its part of the policy's schema.
fn gate_types() -> impl Iterator<Item = (&'static str, &'static Value)> {
    let definitions = contract::policy().schema.get("$defs").and_then(Value::as_object);
    let gates = definitions.into_iter().flatten();
    gates.filter_map(|(name, part)| {
        let kind =
            name.strip_prefix("gate-").filter(|_| part.pointer("/properties/type").is_some());
        Some((kind?, part))
    })
}

/// What a type of gate asks, and when it can't say.
pub(super) fn asks(kind: &str) -> Option<String> {
    let (_, part) = gate_types().find(|(name, _)| *name == kind)?;
    let text = part.get("description")?.as_str()?.trim_end_matches('.');
    let mut letters = text.chars();
    let text: String = letters.next()?.to_lowercase().chain(letters).collect();
    Some(plain(&text))
}

fn gate_type(name: &str) -> Option<Explanation> {
    let mut parts = Parts::default();
    parts.is(vec![asks(name)?]);
    let (_, part) = gate_types().find(|(kind, _)| *kind == name)?;
    let example = part.pointer("/examples/0").and_then(Value::as_object);
    let example = example.into_iter().flatten();
    let example: Vec<_> =
        example.map(|(key, value)| format!("{key} = {}", in_toml(value))).collect();
    parts.add("how it is written", vec![format!("[[gate]] with {}", example.join(", "))]);
    if name == "expression" {
        parts.add("what it may name", record());
        let functions = FUNCTIONS.iter().chain(METHODS);
        let functions = functions.map(|known| format!("{}: {}", known.example, known.text));
        parts.add("what it may call", functions.collect());
    }
    Some(explained("type of gate", name, parts))
}

/// The record, a line for each field.
fn record() -> Vec<String> {
    let mut lines = Vec::new();
    for field in FACTS.fields {
        lines.push(format!("{}: {}", field.name, field.text));
        let (record, prefix): (&Record, String) = match field.shape {
            Shape::Record(record) => (record, format!("{}.", field.name)),
            Shape::Map(record) => (record, format!("{}[id].", field.name)),
            Shape::List(record) => (record, format!("{}[n].", field.name)),
            Shape::Bool | Shape::Int | Shape::Text | Shape::Day | Shape::Word(_) => continue,
        };
        for part in record.fields {
            let words = match part.shape {
                Shape::Word(words) => format!(" ({})", words.join(", ")),
                Shape::Bool
                | Shape::Int
                | Shape::Text
                | Shape::Day
                | Shape::Record(_)
                | Shape::List(_)
                | Shape::Map(_) => String::new(),
            };
            let always = if part.always { "" } else { "; may be missing" };
            lines.push(format!("  {prefix}{}: {}{words}{always}", part.name, part.text));
        }
    }
    lines
}

fn state(name: &str) -> Option<Explanation> {
    let (_, text, change) = STATES.iter().find(|(known, ..)| *known == name)?;
    let mut parts = Parts::default();
    parts.is(vec![format!("{text} (rule 11 of docs/semantics.md)")]);
    parts.changes(vec![(*change).to_owned()]);
    Some(explained("state of a claim", name, parts))
}

fn rule(name: &str) -> Option<Explanation> {
    let rule = RULES.iter().find(|rule| rule.name() == name)?;
    let level = match rule.level {
        RuleLevel::Error => "an error",
        RuleLevel::Warning => "a warning",
        RuleLevel::Note => "a note",
        RuleLevel::Off => "nothing",
    };
    let mut parts = Parts::default();
    parts.is(vec![
        rule.summary.to_owned(),
        format!("what it finds is {level}, unless the policy says otherwise"),
        format!("examples: {} in Signoff's repository", rule.page()),
    ]);
    parts.add(
        "how its level is set",
        vec![format!("[contradictions.level] with {name} = \"warning\"")],
    );
    Some(explained("rule for contradictions", name, parts))
}

fn code(name: &str) -> Option<Explanation> {
    let text = explanation(name)?;
    let mut parts = Parts::default();
    parts.is(vec![text.to_owned()]);
    Some(explained("code of a message", name, parts))
}

fn explained(kind: &'static str, name: &str, parts: Parts) -> Explanation {
    Explanation { kind, id: name.to_owned(), title: name.to_owned(), parts: parts.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Gate, GateRule};
    use crate::policy::expression::Expression;

    #[test]
    fn every_type_of_gate_is_in_the_schema_and_its_example_is_of_it() {
        for (name, part) in gate_types() {
            let example = part.pointer("/examples/0").unwrap().clone();
            let gate: Gate = serde_json::from_value(example).unwrap();
            assert_eq!(gate.rule.name(), name);
            if let GateRule::Expression { when } = &gate.rule {
                assert!(Expression::compile(when).is_ok(), "{when}");
            }
        }
        assert_eq!(gate_types().count(), 11);
    }

    #[test]
    fn each_name_is_explained() {
        for name in general_names() {
            let told = general(name).unwrap();
            assert!(
                !told.parts.is_empty() && told.parts.iter().all(|part| !part.lines.is_empty()),
                "{name}"
            );
        }
        assert_eq!(general("nonsense"), None);
    }

    #[test]
    fn an_expression_is_explained_with_all_that_it_may_name() {
        let told = general("expression").unwrap();
        let lines: Vec<&String> = told.parts.iter().flat_map(|part| &part.lines).collect();
        for wanted in
            ["claims[id].state", "subject.version", "meets(", "may be missing", "false_positive"]
        {
            assert!(lines.iter().any(|line| line.contains(wanted)), "{wanted}");
        }
    }
}
