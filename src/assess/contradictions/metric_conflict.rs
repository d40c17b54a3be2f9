//! `metric-conflict`: two values of one metric and scope disagree, or one misses a target that is declared met.
//!
//! Values are those that were read and those that are declared. A bound is no value: only where percentages are
//! compared it counts as its limit (SEMANTICS rule 3).

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::Topic;
use super::bound_as_measurement::read_at;
use super::candidate::{Candidate, said};
use super::material::Material;
use super::stated::{Reading, Stated, agree, is_percentage};
use crate::assess::words::{and, code, quoted};
use crate::model::report::Said;
use crate::model::{Aggregate, Comparison, Declared, Expectation, Id, Limit, Quantity};

/// How many values a sentence gives.
const GIVEN: usize = 3;

/// A value, and who gives it.
struct Value<'t, 'a> {
    topic: &'t Topic<'a>,
    /// What declares it; none where it was read.
    said: Option<&'a Declared>,
    worth: Worth,
}

enum Worth {
    Exact(Quantity),
    Limit(Limit),
}

/// A target that is declared met.
struct Goal<'t, 'a> {
    topic: &'t Topic<'a>,
    comparison: Comparison,
    limit: Quantity,
}

/// What there is of one metric and scope.
#[derive(Default)]
struct Group<'t, 'a> {
    topics: Vec<&'t Topic<'a>>,
    values: Vec<Value<'t, 'a>>,
    goals: Vec<Goal<'t, 'a>>,
    unreadable: Vec<&'t Topic<'a>>,
}

pub(super) fn look(material: &Material<'_>) -> Vec<Candidate> {
    let mut groups: BTreeMap<(&str, Option<&str>), Group<'_, '_>> = BTreeMap::new();
    for topic in &material.topics {
        if let Some((measure, _)) = topic.measure {
            let key = (measure.metric.as_str(), measure.scope.as_deref());
            groups.entry(key).or_default().add(topic);
        }
    }
    groups.into_values().flat_map(|group| group.conflicts(material)).collect()
}

impl<'t, 'a> Group<'t, 'a> {
    fn add(&mut self, topic: &'t Topic<'a>) {
        let Some((measure, _)) = topic.measure else { return };
        self.topics.push(topic);
        match topic.reading() {
            Reading::Value(value) => {
                let worth = Worth::Exact(value.clone());
                self.values.push(Value { topic, said: None, worth });
            }
            Reading::Unreadable => self.unreadable.push(topic),
            Reading::Text(_) | Reading::Nothing => {}
        }
        // What is declared of a count is held against it by `count-mismatch`.
        if measure.aggregate != Some(Aggregate::Count) {
            let values = topic.said.iter().filter_map(|said| {
                let worth = match Stated::of(said.value.as_deref()?) {
                    Stated::Exact(value) => Worth::Exact(value),
                    Stated::Bound(limit) => {
                        Worth::Limit(limit.filter(|limit| is_percentage(&limit.of))?)
                    }
                    Stated::Placeholder | Stated::Words => return None,
                };
                Some(Value { topic, said: Some(said), worth })
            });
            self.values.extend(values);
        }
        let target = measure.target.as_deref().filter(|_| topic.is_passed());
        if let Some(Ok(Expectation::Compare(comparison, limit))) = target.map(Expectation::parse) {
            self.goals.push(Goal { topic, comparison, limit });
        }
    }

    fn conflicts(self, material: &Material<'_>) -> Vec<Candidate> {
        let Some(first) = self.topics.first() else { return Vec::new() };
        let held = self.values.len() + self.goals.len() + self.unreadable.len();
        let unreadable: Vec<Id> = self.unreadable.iter().map(|topic| topic.id.clone()).collect();
        let mut by_kind: BTreeMap<String, Comparable<'t, 'a>> = BTreeMap::new();
        for value in self.values {
            let kind = kind(&value.quantity().unit);
            by_kind.entry(kind).or_default().values.push(value);
        }
        for goal in self.goals {
            by_kind.entry(kind(&goal.limit.unit)).or_default().goals.push(goal);
        }
        let found: Vec<Candidate> =
            by_kind.into_values().filter_map(|all| all.conflict(first.id, material)).collect();
        match unreadable.first() {
            Some(id) if held > 1 && found.is_empty() => {
                let subject = first.id.to_string();
                vec![Candidate { subject, about: unreadable.clone(), ..Candidate::unreadable(id) }]
            }
            Some(_) | None => found,
        }
    }
}

/// What the values of a unit compare with: one name for all units that convert.
fn kind(unit: &str) -> String {
    let probe = |unit: &str| Quantity { value: 1.into(), unit: unit.to_owned() };
    let own = probe(unit);
    let known = ["s", "B", "%", ""].into_iter().find(|known| own.compare(&probe(known)).is_ok());
    known.unwrap_or(unit).to_owned()
}

impl Value<'_, '_> {
    fn quantity(&self) -> &Quantity {
        match &self.worth {
            Worth::Exact(value) => value,
            Worth::Limit(limit) => &limit.of,
        }
    }

    fn exact(&self) -> Option<&Quantity> {
        match &self.worth {
            Worth::Exact(value) => Some(value),
            Worth::Limit(_) => None,
        }
    }

    /// Whether it can't be what the other is.
    fn disagrees_with(&self, other: &Self) -> bool {
        let agrees = agree(self.quantity(), other.quantity()) == Some(true);
        let admits = match (&self.worth, &other.worth) {
            (Worth::Limit(limit), Worth::Exact(value))
            | (Worth::Exact(value), Worth::Limit(limit)) => limit.admits(value).unwrap_or(true),
            (Worth::Exact(_), Worth::Exact(_)) | (Worth::Limit(_), Worth::Limit(_)) => false,
        };
        !agrees && !admits
    }

    fn words(&self) -> String {
        match self.said.and_then(|said| said.value.as_deref()) {
            Some(text) => quoted(text),
            None => format!("{} measured", self.quantity().printed()),
        }
    }
}

/// Values and targets whose units compare.
#[derive(Default)]
struct Comparable<'t, 'a> {
    values: Vec<Value<'t, 'a>>,
    goals: Vec<Goal<'t, 'a>>,
}

impl<'t, 'a> Comparable<'t, 'a> {
    fn conflict(&self, subject: &Id, material: &Material<'_>) -> Option<Candidate>
    where
        'a: 't,
    {
        let (goal, miss) = (self.missed(), self.disagreeing());
        let candidate = match (goal, miss) {
            (Some((goal, value)), _) => goal.missed_by(value, material),
            (None, Some((one, others))) => disagreement(one, &others, material),
            (None, None) => return None,
        };
        Some(Candidate { subject: subject.to_string(), ..candidate })
    }

    /// A target that is declared met, and a value that misses it. The least and the greatest tell for all.
    fn missed(&self) -> Option<(&Goal<'t, 'a>, &Value<'t, 'a>)> {
        let exact = || self.values.iter().filter(|value| value.exact().is_some());
        let order = |one: &&Value<'_, '_>, other: &&Value<'_, '_>| {
            one.quantity().compare(other.quantity()).unwrap_or(Ordering::Equal)
        };
        let ends = [exact().min_by(order)?, exact().max_by(order)?];
        self.goals.iter().find_map(|goal| {
            let misses = |value: &&&Value<'_, '_>| {
                let found = value.quantity().compare(&goal.limit);
                found.is_ok_and(|found| !goal.comparison.holds(found))
            };
            ends.iter().find(misses).map(|value| (goal, *value))
        })
    }

    /// A value and those that disagree with it: the first that was read, else the first exact one, else the first
    /// limit.
    fn disagreeing(&self) -> Option<(&Value<'t, 'a>, Vec<&Value<'t, 'a>>)> {
        let exact = || self.values.iter().filter(|value| value.exact().is_some());
        let read = exact().find(|value| value.said.is_none());
        let one = read.or_else(|| exact().next()).or_else(|| self.values.first())?;
        let others: Vec<_> = self.values.iter().filter(|other| other.disagrees_with(one)).collect();
        (!others.is_empty()).then_some((one, others))
    }
}

impl Goal<'_, '_> {
    fn missed_by(&self, value: &Value<'_, '_>, material: &Material<'_>) -> Candidate {
        let target = Expectation::Compare(self.comparison, self.limit.clone()).printed();
        let own = self.topic.passes().find_map(|said| said.value.as_deref()).map(quoted);
        let own = own.map(|own| format!(", {own}")).unwrap_or_default();
        let whose = if value.topic.id == self.topic.id {
            String::new()
        } else {
            format!(" in {}", code(value.topic.id))
        };
        let (id, holds) = (code(self.topic.id), value.words());
        let text = format!(
            "{id} is declared to meet {target}; a value of its metric{whose} misses it: {holds}."
        );
        let says = said(format!("{target} met{own}"), material.passed_at(self.topic));
        let mut found = Candidate::about(self.topic.id, text, says, told(&[value], material));
        if value.topic.id != self.topic.id {
            found.about.push(value.topic.id.clone());
        }
        found
    }
}

/// What was measured holds; of what is only said, the first says and the others hold it up.
fn disagreement(
    one: &Value<'_, '_>,
    others: &[&Value<'_, '_>],
    material: &Material<'_>,
) -> Candidate {
    let id = one.topic.id;
    let mut about = vec![id.clone()];
    for other in others.iter().take(GIVEN) {
        if !about.contains(other.topic.id) {
            about.push(other.topic.id.clone());
        }
    }
    let is_measured = one.said.is_none();
    let (one, others) = (told(&[one], material), told(others, material));
    let (says, holds) = if is_measured { (others, one) } else { (one, others) };
    let names: Vec<String> = about.iter().map(code).collect();
    let text = if let [only] = names.as_slice() {
        format!("{only} has values that disagree: {} and {}.", says.value, holds.value)
    } else {
        let names = and(&names);
        format!(
            "{names} give values of one metric that disagree: {} and {}.",
            says.value, holds.value
        )
    };
    Candidate { about, ..Candidate::about(id, text, says, holds) }
}

/// Values in words with their places: each once, the first few.
fn told(values: &[&Value<'_, '_>], material: &Material<'_>) -> Said {
    let mut words: Vec<String> = Vec::new();
    let mut links = Vec::new();
    for value in values {
        let own = value.words();
        if !words.contains(&own) {
            if words.len() == GIVEN {
                words.push("others".to_owned());
                break;
            }
            words.push(own);
        }
        match value.said {
            Some(declared) => links.extend(material.said_at(value.topic.id, [declared])),
            None => links.extend(read_at(value.topic)),
        }
    }
    said(and(&words), links)
}
