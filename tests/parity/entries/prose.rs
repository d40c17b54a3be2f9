//! Somebody's Markdown, line by line.

use signoff::model::Report;
use signoff::view::labels;

use crate::entry::Entry;
use crate::reading::{markdown_text, squash};

/// An entry for a text below a heading: each line that prints words, as a reader finds it.
pub fn below(kind: &'static str, name: &str, heading: &str, report: &Report, text: &str) -> Entry {
    let mut lines = lines(report, text).into_iter();
    let first = lines.next().unwrap_or_default();
    // Formats differ in whether they print the number of a list's item, and what a diagram shows.
    let fence = text.lines().next().and_then(|line| line.strip_prefix("```diagram"));
    Entry::of(kind, name, format!("{heading} {first}"))
        .or(format!("{heading} 1 {first}"))
        .or(format!("{heading} {} {first}", fence.unwrap_or_default()))
        .all(lines)
}

/// The lines of a text that print words, without what only lays them out.
pub fn lines(report: &Report, text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for line in text.lines().map(|line| with_values(report, line)) {
        if line.trim_start().starts_with("```") {
            continue;
        }
        let line = markdown_text(without_marker(&line));
        if !squash(&line).is_empty() {
            all.push(line);
        }
    }
    all
}

fn without_marker(line: &str) -> &str {
    let line = line.trim_start().trim_start_matches("> ");
    let digits = line.trim_start_matches(|char: char| char.is_ascii_digit());
    digits.strip_prefix(". ").unwrap_or(line)
}

/// `{{id}}` prints what was measured.
fn with_values(report: &Report, line: &str) -> String {
    let Some((before, rest)) = line.split_once("{{") else { return line.to_owned() };
    let Some((id, after)) = rest.split_once("}}") else { return line.to_owned() };
    let claim = report.claims.iter().find(|claim| claim.id.as_str() == id);
    let measure =
        claim.map_or(Some(id), |claim| claim.measure.as_ref().map(signoff::model::Id::as_str));
    let found = report.measures.iter().find(|one| Some(one.id.as_str()) == measure);
    let value = match (found, claim) {
        (Some(found), _) => labels::observed(found),
        (None, Some(_)) => "no value".to_owned(),
        (None, None) => format!("{{{{{id}}}}}"),
    };
    format!("{before}{value}{}", with_values(report, after))
}
