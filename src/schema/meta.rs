//! Merging what stands once in a file: the subject, what is said of the report, the free bag.

use super::problems::Problems;
use crate::diagnostic::{Diagnostic, step};
use crate::model::{Properties, ReportMeta, Subject};

/// The subject is one: what is said of it may be said in either file, never differently.
pub(super) fn subject(
    into: &mut Subject,
    more: Subject,
    input: usize,
    problems: &mut Problems<'_>,
) {
    if into.name != more.name {
        conflict("/subject/name", input, problems);
    }
    for (name, into, more) in [
        ("description", &mut into.description, more.description),
        ("version", &mut into.version, more.version),
        ("commit", &mut into.commit, more.commit),
        ("environment", &mut into.environment, more.environment),
        ("owner", &mut into.owner, more.owner),
    ] {
        field(into, more, &format!("/subject/{name}"), input, problems);
    }
    properties(&mut into.properties, more.properties, "/subject", input, problems);
}

/// Fields are one, as with the subject; lists are joined.
pub(super) fn report(
    into: &mut ReportMeta,
    more: ReportMeta,
    input: usize,
    problems: &mut Problems<'_>,
) {
    for (name, into, more) in [
        ("title", &mut into.title, more.title),
        ("version", &mut into.version, more.version),
        ("date", &mut into.date, more.date),
        ("next_review", &mut into.next_review, more.next_review),
        ("classification", &mut into.classification, more.classification),
    ] {
        field(into, more, &format!("/report/{name}"), input, problems);
    }
    join(&mut into.prepared_by, more.prepared_by);
    join(&mut into.contacts, more.contacts);
    join(&mut into.declared, more.declared);
    join(&mut into.evidence, more.evidence);
    properties(&mut into.properties, more.properties, "/report", input, problems);
}

/// The free bags at `above`: a name in both has to have one value.
pub(super) fn properties(
    into: &mut Properties,
    more: Properties,
    above: &str,
    input: usize,
    problems: &mut Problems<'_>,
) {
    for (name, value) in more {
        if into.get(&name).is_some_and(|known| *known != value) {
            conflict(&format!("{above}/properties{}", step(&name)), input, problems);
        } else {
            into.insert(name, value);
        }
    }
}

fn field(
    into: &mut Option<String>,
    more: Option<String>,
    pointer: &str,
    input: usize,
    problems: &mut Problems<'_>,
) {
    match (&into, more) {
        (_, None) => {}
        (Some(known), Some(more)) if *known != more => conflict(pointer, input, problems),
        (_, more) => *into = more,
    }
}

fn join<T: PartialEq>(into: &mut Vec<T>, more: Vec<T>) {
    for entry in more {
        if !into.contains(&entry) {
            into.push(entry);
        }
    }
}

fn conflict(pointer: &str, input: usize, problems: &mut Problems<'_>) {
    let there = problems.mention_before(input, pointer);
    problems.add(input, pointer, || {
        Diagnostic::error("merge-conflict", format!("another value stands at {there}"))
            .help("files are merged only if they say the same of the subject and of the report")
    });
}
