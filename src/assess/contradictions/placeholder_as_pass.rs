//! `placeholder-as-pass`: a pass is declared over `TBD`, `N/A` and the like.

use super::candidate::{Candidate, said};
use super::material::Material;
use super::stated::{Reading, placeholder};
use crate::assess::words::{code, quoted};
use crate::model::{Declared, Id};

pub(super) fn look(material: &Material<'_>) -> Vec<Candidate> {
    let of_topics = material.topics.iter().filter_map(|topic| {
        let measured = match topic.reading() {
            Reading::Value(value) => format!("{} measured", value.printed()),
            Reading::Text(_) | Reading::Unreadable | Reading::Nothing => "no value".to_owned(),
        };
        one(topic.id, &topic.placeholders(), measured, material)
    });
    let of_lists = material.findings.checklists.iter().filter_map(|list| {
        one(&list.id, &over_placeholders(&list.declared), "no value".to_owned(), material)
    });
    let of_categories = material.findings.categories.iter().filter_map(|category| {
        one(&category.id, &over_placeholders(&category.declared), "no value".to_owned(), material)
    });
    of_topics.chain(of_categories).chain(of_lists).collect()
}

fn over_placeholders(all: &[Declared]) -> Vec<&Declared> {
    all.iter().filter(|said| placeholder(said).is_some()).collect()
}

fn one(
    id: &Id,
    sayings: &[&Declared],
    holds: String,
    material: &Material<'_>,
) -> Option<Candidate> {
    let over = sayings.iter().find_map(|said| placeholder(said))?;
    let over = if over.trim().is_empty() { "nothing at all".to_owned() } else { quoted(over) };
    let text = format!("{} is declared passed over {over}.", code(id));
    let says = said(format!("pass, {over}"), material.said_at(id, sayings.iter().copied()));
    Some(Candidate::about(id, text, says, said(holds, Vec::new())))
}
