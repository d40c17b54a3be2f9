//! What can be explained without a report: types of gates, states of claims, rules for contradictions, codes of
//! messages. Another table goes in here: one more line in [`general`] and in [`general_names`].

use super::{Explanation, Parts};
use crate::assess::contradictions::{RULES, Rule};
use crate::diagnostic::{CODES, explanation};
use crate::model::{ContradictionRule, RuleLevel};
use crate::policy::expression::{FACTS, FUNCTIONS, METHODS, Record, Shape};

/// A type of gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GateType {
    /// As the policy writes it.
    pub name: &'static str,
    /// What it asks, and when it can't say.
    pub text: &'static str,
    /// How it is written.
    pub example: &'static str,
}

/// The types of gates (SEMANTICS rule 15).
pub const GATE_TYPES: &[GateType] = &[
    GateType {
        name: "open-findings",
        text: "fails if more than max findings count that are as bad as severity or worse; can't say unless each named \
               tool has a run that ended well, looked at something and was of this commit",
        example: "type = \"open-findings\", severity = \"critical\", max = 0",
    },
    GateType {
        name: "required-claims",
        text: "fails if a required claim is refuted; can't say if one isn't supported, or if none is required",
        example: "type = \"required-claims\"",
    },
    GateType {
        name: "score",
        text: "fails if the score of the category, or in total, is less than min; can't say where nothing is counted",
        example: "type = \"score\", category = \"performance\", min = 80",
    },
    GateType {
        name: "measure",
        text: "fails if a measure of the metric misses the target; can't say where one has no value, or there is none",
        example: "type = \"measure\", metric = \"coverage.line\", target = \">= 80 %\"",
    },
    GateType {
        name: "checklist",
        text: "asks of the claims of a list's required items what required-claims asks of required claims",
        example: "type = \"checklist\", list = \"launch\"",
    },
    GateType {
        name: "evidence",
        text: "fails if a link of a required claim is stale, too weak or vacuous; can't say where one is broken, or there is none",
        example: "type = \"evidence\"",
    },
    GateType {
        name: "signoffs",
        text: "fails if a required role rejects; can't say while one abstains or hasn't decided",
        example: "type = \"signoffs\"",
    },
    GateType {
        name: "waivers",
        text: "fails if a waiver has expired",
        example: "type = \"waivers\"",
    },
    GateType {
        name: "contradictions",
        text: "fails if there is a contradiction of that level or worse; can't say where a rule's value can't be read",
        example: "type = \"contradictions\", at_least = \"error\"",
    },
    GateType {
        name: "no-worse",
        text: "fails if a counted finding is new or reopened, or a claim no longer supported, against an earlier report; \
               can't say where that can't be read",
        example: "type = \"no-worse\", baseline = \"../2.3.0/report.json\"",
    },
    GateType {
        name: "expression",
        text: "fails if the condition, in the Common Expression Language over the record of facts, doesn't hold; can't say \
               where a value is missing or it can't be evaluated",
        example: "type = \"expression\", when = \"meets('api-latency', '<= 2 s') || subject.version.startsWith('0.')\"",
    },
];

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
    let types = GATE_TYPES.iter().map(|kind| kind.name);
    let states = STATES.iter().map(|(name, ..)| *name);
    let rules = RULES.iter().map(Rule::name);
    let codes = CODES.iter().map(|(code, _)| *code);
    // What a rule finds is told under its name.
    let codes = codes.filter(|code| ContradictionRule::named(code).is_none());
    types.chain(states).chain(rules).chain(codes)
}

fn gate_type(name: &str) -> Option<Explanation> {
    let kind = GATE_TYPES.iter().find(|kind| kind.name == name)?;
    let mut parts = Parts::default();
    parts.is(vec![kind.text.to_owned()]);
    parts.add("how it is written", vec![format!("[[gate]] with {}", kind.example)]);
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
    use crate::policy::expression::Expression;

    #[test]
    fn every_type_of_gate_is_in_the_table_and_in_the_schema() {
        let schema: serde_json::Value =
            serde_json::from_str(crate::schema::policy_schema()).unwrap();
        let types = schema["$defs"].as_object().unwrap().keys();
        let mut types: Vec<&str> = types.filter_map(|name| name.strip_prefix("gate-")).collect();
        types.retain(|name| *name != "level");
        types.sort_unstable();
        let mut known: Vec<&str> = GATE_TYPES.iter().map(|kind| kind.name).collect();
        known.sort_unstable();
        assert_eq!(known, types);
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
        let example = GATE_TYPES.last().unwrap().example;
        let when = example.split('"').nth(3).unwrap();
        assert!(Expression::compile(when).is_ok());
    }
}
