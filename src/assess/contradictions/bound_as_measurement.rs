//! `bound-as-measurement`: `<200ms`, `95+` or `about 3` stands where a measured value belongs (SEMANTICS rule 3).

use std::collections::HashSet;

use super::Topic;
use super::candidate::{Candidate, said};
use super::material::Material;
use super::stated::{Reading, Stated};
use crate::assess::words::{and, code, number, quoted};
use crate::model::report::ResolvedLink;

/// How many bounds a sentence quotes before it counts the rest.
const QUOTED: usize = 3;

pub(super) fn look(material: &Material<'_>) -> Vec<Candidate> {
    material.topics.iter().filter_map(|topic| one(topic, material)).collect()
}

fn one(topic: &Topic<'_>, material: &Material<'_>) -> Option<Candidate> {
    let sayings = topic.bounds();
    let mut seen = HashSet::new();
    let texts = sayings.iter().filter_map(|said| said.value.as_deref());
    let mut bounds: Vec<&str> = texts.filter(|text| seen.insert(*text)).collect();
    let mut links = material.said_at(topic.id, sayings);
    let mut holds = ("no measured value".to_owned(), Vec::new());
    match topic.reading() {
        Reading::Value(value) => {
            holds = (format!("{} measured", value.printed()), read_at(topic));
        }
        Reading::Text(text) if matches!(Stated::of(text), Stated::Bound(_)) => {
            if seen.insert(text) {
                bounds.push(text);
            }
            links.extend(read_at(topic));
        }
        Reading::Unreadable if bounds.is_empty() => return Some(Candidate::unreadable(topic.id)),
        Reading::Text(_) | Reading::Unreadable | Reading::Nothing => {}
    }
    if bounds.is_empty() {
        return None;
    }
    let words = listed(&bounds);
    let text = format!("{} is given by a bound, which is no measurement: {words}.", code(topic.id));
    Some(Candidate::about(topic.id, text, said(words, links), said(holds.0, holds.1)))
}

/// `“<2 seconds”, “<5 second” and 1 more`.
fn listed(bounds: &[&str]) -> String {
    let mut parts: Vec<String> = bounds.iter().take(QUOTED).map(|text| quoted(text)).collect();
    if bounds.len() > QUOTED {
        parts.push(format!("{} more", number(bounds.len() - QUOTED)));
    }
    and(&parts)
}

/// Where the measure was read.
pub(super) fn read_at(topic: &Topic<'_>) -> Vec<ResolvedLink> {
    let links = topic.measure.iter().flat_map(|(_, measured)| &measured.links);
    links.map(|followed| followed.link.clone()).collect()
}
