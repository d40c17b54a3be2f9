//! In section 6: what is known of a finding, property by property.

use super::finding_properties;
use crate::model::report::ResolvedLink;
use crate::model::{Finding, Id, Location};
use crate::view::cells::FactList;
use crate::view::context::Context;
use crate::view::{Fact, Span, Text, labels, phrase};

/// The finding's properties, those first that a reader looks for.
pub(super) fn facts(context: &Context<'_>, finding: &Finding<ResolvedLink>) -> Vec<Fact> {
    let mut facts = FactList::default();
    facts.add("Rule", Text::code(finding.rule.clone()));
    if let Some(location) = &finding.location {
        facts.add("Where", place(location));
    }
    facts.add("Evidence", context.evidence_text(&finding.evidence));
    facts.add("Refutes", context.names(&finding.refutes));
    facts.add("Status", status(context, finding));
    if let Some(word) = &finding.tool_severity {
        facts.words("Severity in the tool's words", format!("“{word}”"));
    }
    found_by(context, finding, &mut facts);
    facts.add("Category", context.names(&finding.category));
    facts.maybe("Impact, as stated", finding.impact.as_deref());
    facts.maybe("Effort, as stated", finding.effort.as_deref());
    facts.maybe("Owner", finding.owner.as_deref());
    facts.add("To be closed by", ids(context, context.closed_by(&finding.id)));
    let (_, others) = context.split_waiver_notes(&finding.id);
    facts.add("Waivers not in force", Text::join(others, "; "));
    if !finding.aliases.is_empty() {
        let aliases = finding.aliases.iter().map(|alias| Text::code(alias.clone()));
        facts.add("Also known as", Text::join(aliases, ", "));
    }
    if !finding.fingerprints.is_empty() {
        let prints = finding.fingerprints.iter().map(|(scheme, value)| {
            Text::plain(format!("{scheme} ")).and(Span::Code { text: value.clone() })
        });
        facts.add("Fingerprints", Text::join(prints, ", "));
    }
    if let Some(uri) = &finding.help_uri {
        facts.add("Help", Text(vec![phrase::address(uri)]));
    }
    finding_properties::add(&finding.properties, &mut facts);
    facts.0
}

fn ids(context: &Context<'_>, ids: &[&Id]) -> Text {
    context.names(ids.iter().copied())
}

fn status(context: &Context<'_>, finding: &Finding<ResolvedLink>) -> Text {
    let counts = if context.counts(finding) { "counted" } else { "not counted" };
    let status = labels::status(finding.status);
    Text::plain(match &finding.status_reason {
        Some(reason) => format!("{status}, {counts}: “{reason}”"),
        None => format!("{status}, {counts}"),
    })
}

fn found_by(context: &Context<'_>, finding: &Finding<ResolvedLink>, facts: &mut FactList) {
    let tool = finding.tool.as_deref();
    match (&finding.run, tool) {
        (Some(run), tool) => {
            let mut text = Text(vec![context.name(run.as_str())]);
            if let Some(tool) = tool.or_else(|| context.title(run.as_str())) {
                text = text.and_plain(format!(", {tool}"));
            }
            facts.add("Found by", text);
        }
        (None, Some(tool)) => facts.words("Found by", tool),
        (None, None) => {}
    }
}

/// `app/keys.py:12:3-14:1`, and what stands for a place where there is no file.
fn place(location: &Location) -> Text {
    let mut text = Text::default();
    if let Some(path) = &location.path {
        text = Text::path(path.clone());
        let start = point(location.start_line, location.start_column);
        let end = point(location.end_line, location.end_column);
        match (start, end) {
            (Some(start), Some(end)) => text = text.and_plain(format!(" {start} to {end}")),
            (Some(one), None) | (None, Some(one)) => text = text.and_plain(format!(" {one}")),
            (None, None) => {}
        }
    }
    if let Some(logical) = &location.logical {
        if !text.is_empty() {
            text = text.and_plain(", ");
        }
        text = text.and(Span::Code { text: logical.clone() });
    }
    text
}

fn point(line: Option<u64>, column: Option<u64>) -> Option<String> {
    match (line, column) {
        (Some(line), Some(column)) => Some(format!("line {line} column {column}")),
        (Some(line), None) => Some(format!("line {line}")),
        (None, Some(column)) => Some(format!("column {column}")),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(location: &Location) -> String {
        let word = |span: &Span| {
            let (Span::Plain { text } | Span::Path { text } | Span::Code { text }) = span else {
                panic!("{span:?}");
            };
            text.clone()
        };
        place(location).0.iter().map(word).collect()
    }

    #[test]
    fn a_place_says_all_that_is_known() {
        let path = Some("app/keys.py".to_owned());
        let all = Location {
            path: path.clone(),
            start_line: Some(12),
            start_column: Some(3),
            end_line: Some(14),
            logical: Some("keys.load".to_owned()),
            ..Location::default()
        };
        assert_eq!(words(&all), "app/keys.py line 12 column 3 to line 14, keys.load");
        assert_eq!(words(&Location { path, ..Location::default() }), "app/keys.py");
        assert_eq!(
            words(&Location { logical: Some("host".into()), ..Location::default() }),
            "host"
        );
    }
}
