//! In section 6: what is known of a finding, property by property.

use super::finding_properties;
use crate::model::report::ResolvedLink;
use crate::model::{Finding, Id};
use crate::view::cells::FactList;
use crate::view::context::Context;
use crate::view::{Fact, Span, Text, labels, location, phrase};

/// The finding's properties, those first that a reader looks for.
pub(super) fn facts(context: &Context<'_>, finding: &Finding<ResolvedLink>) -> Vec<Fact> {
    let mut facts = FactList::default();
    facts.add("Rule", Text::code(finding.rule.clone()));
    if let Some(location) = &finding.location {
        facts.add("Where", location::place(location));
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
