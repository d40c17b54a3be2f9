//! What the functions on facts say. All that they take is written out, so that each is asked once, before the
//! expression is evaluated; values are compared here and exactly (SEMANTICS rule 3), never in the interpreter.

use std::collections::{BTreeMap, BTreeSet};

use cel::{ExecutionError, Value};

use super::super::{Ground, measure};
use crate::assess::exact::fraction;
use crate::assess::words::{code, count, quoted};
use crate::model::{Comparison, Expectation, Id, MeasureFacts, Quantity, Severity};
use crate::policy::expression::{Call, Named};

/// What comes of each call, by name and arguments.
#[derive(Debug, Default)]
pub(super) struct Answers(BTreeMap<Vec<String>, Answer>);

/// What a function says, or why it can't.
#[derive(Debug, Clone)]
enum Answer {
    Bool(bool),
    Int(i64),
    Text(&'static str),
    Unsaid(String),
}

impl Answers {
    /// The answers to what an expression asks.
    pub(super) fn of(named: &[Named], ground: &Ground<'_>) -> Self {
        let calls = named.iter().filter_map(|named| match named {
            Named::Call(call) => Some((key(call), answer(call, ground))),
            Named::AsOf | Named::Subject(_) | Named::Thing(..) | Named::All(_) => None,
        });
        Self(calls.collect())
    }

    /// What the call says.
    pub(super) fn get(&self, name: &str, given: &[Value]) -> Result<Value, ExecutionError> {
        let texts = given.iter().map(|value| {
            if let Value::String(text) = value { text.as_str().to_owned() } else { String::new() }
        });
        let key: Vec<String> = std::iter::once(name.to_owned()).chain(texts).collect();
        match self.0.get(&key) {
            Some(Answer::Bool(truth)) => Ok(Value::Bool(*truth)),
            Some(Answer::Int(number)) => Ok(Value::Int(*number)),
            Some(Answer::Text(text)) => Ok(Value::from(*text)),
            Some(Answer::Unsaid(why)) => Err(ExecutionError::function_error(name, why)),
            None => Err(ExecutionError::function_error(name, "it is called with something else")),
        }
    }
}

fn key(call: &Call) -> Vec<String> {
    let words: Vec<&str> = match call {
        Call::Meets(id, target) => vec!["meets", id.as_str(), target],
        Call::State(id) => vec!["state", id.as_str()],
        Call::Open(None) => vec!["open"],
        Call::Open(Some(severity)) => vec!["open", severity.name()],
        Call::Score(None, target) => vec!["score", target],
        Call::Score(Some(category), target) => vec!["score", category.as_str(), target],
    };
    words.into_iter().map(str::to_owned).collect()
}

fn answer(call: &Call, ground: &Ground<'_>) -> Answer {
    let said = match call {
        Call::Meets(id, target) => meets(id, target, ground).map(Answer::Bool),
        Call::State(id) => match ground.claim(id) {
            Some((_, claim)) => Ok(Answer::Text(claim.state.name())),
            None => Err(format!("there is no claim {}", code(id))),
        },
        Call::Open(severity) => open(*severity, ground).map(Answer::Int),
        Call::Score(category, target) => score(category.as_ref(), target, ground).map(Answer::Bool),
    };
    said.unwrap_or_else(Answer::Unsaid)
}

/// The measure of that id, or that in the claim of that id.
pub(super) fn measure_of<'a>(id: &Id, ground: &Ground<'a>) -> Option<&'a MeasureFacts> {
    let measures = &ground.facts.measures;
    let own = measures.iter().find(|measure| measure.id == *id);
    own.or_else(|| measures.iter().find(|measure| measure.claim.as_ref() == Some(id)))
}

fn limit(target: &str) -> Result<(Comparison, Quantity), String> {
    match Expectation::parse(target) {
        Ok(Expectation::Compare(comparison, limit)) => Ok((comparison, limit)),
        Ok(_) | Err(_) => Err(format!("{} is no limit", quoted(target))),
    }
}

fn meets(id: &Id, target: &str, ground: &Ground<'_>) -> Result<bool, String> {
    let (comparison, limit) = limit(target)?;
    let measure = measure_of(id, ground).ok_or_else(|| format!("{} has no measure", code(id)))?;
    let value =
        measure::value(measure, ground).ok_or_else(|| format!("{} has no value", code(id)))?;
    measure::meets(measure, comparison, &limit).ok_or_else(|| {
        let value = measure::print_value(measure, value);
        format!("{} is {value}, which can't be held against {}", code(id), quoted(target))
    })
}

/// How many findings count, waived or not. One of unknown severity could be as bad as any (SEMANTICS rule 14).
pub(super) fn open(severity: Option<Severity>, ground: &Ground<'_>) -> Result<i64, String> {
    let findings = ground.facts.findings.iter().enumerate();
    let counted = findings.filter(|(_, finding)| ground.policy.counts_facts(finding));
    let (mut as_bad, mut unknown) = (BTreeSet::new(), BTreeSet::new());
    for (at, finding) in counted {
        let problem = ground.problem(at);
        match severity {
            Some(_) if finding.severity == Severity::Unknown => {
                unknown.insert(problem);
            }
            Some(severity) if finding.severity > severity => {}
            Some(_) | None => {
                as_bad.insert(problem);
            }
        }
    }
    // A problem that is as bad already can't become more than one.
    let unknown = unknown.difference(&as_bad).count();
    if unknown > 0 {
        let verb = if unknown == 1 { "counts" } else { "count" };
        return Err(format!(
            "{} of unknown severity {verb}",
            count(unknown, "finding", "findings")
        ));
    }
    i64::try_from(as_bad.len()).map_err(|_| "there are too many findings".to_owned())
}

fn score(category: Option<&Id>, target: &str, ground: &Ground<'_>) -> Result<bool, String> {
    let (comparison, limit) = limit(target)?;
    if !limit.unit.is_empty() {
        return Err(format!("{} is no limit of a score", quoted(target)));
    }
    let score = match category {
        Some(category) => {
            let score = ground.scores.score_of(category);
            score.ok_or_else(|| format!("no claim of {} is counted", code(category)))?
        }
        None => ground.scores.total().ok_or("no claim is counted")?,
    };
    Ok(comparison.holds(score.cmp(&fraction(limit.value))))
}
