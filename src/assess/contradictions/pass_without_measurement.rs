//! `pass-without-measurement`: what has a metric is declared passed, and nothing was measured. A placeholder or a
//! bound in place of the value is told by the rules for these.

use super::Topic;
use super::bound_as_measurement::read_at;
use super::candidate::{Candidate, said};
use super::material::Material;
use super::stated::{Reading, Stated};
use crate::assess::words::{code, quoted};
use crate::model::Expectation;

pub(super) fn look(material: &Material<'_>) -> Vec<Candidate> {
    material.topics.iter().filter_map(|topic| one(topic, material)).collect()
}

fn one(topic: &Topic<'_>, material: &Material<'_>) -> Option<Candidate> {
    let (measure, _) = topic.measure?;
    if !topic.is_passed() || !topic.placeholders().is_empty() || !topic.bounds().is_empty() {
        return None;
    }
    let holds = match topic.reading() {
        Reading::Value(_) => return None,
        Reading::Unreadable => return Some(Candidate::unreadable(topic.id)),
        Reading::Text(text) if matches!(Stated::of(text), Stated::Bound(_)) => return None,
        Reading::Text(text) => format!("{}, which is no quantity", quoted(text)),
        Reading::Nothing => "no measured value".to_owned(),
    };
    let target = measure.target.as_deref().and_then(|target| Expectation::parse(target).ok());
    let against = target.map(|target| format!(" against {}", target.printed()));
    let value = topic.passes().find_map(|said| said.value.as_deref());
    let over = value.map(|value| format!(", as {}", quoted(value)));
    let (against, over) = (against.unwrap_or_default(), over.unwrap_or_default());
    let text =
        format!("{} is declared passed{against}{over}, and nothing was measured.", code(topic.id));
    let says = said(format!("pass{over}"), material.passed_at(topic));
    Some(Candidate::about(topic.id, text, says, said(holds, read_at(topic))))
}
