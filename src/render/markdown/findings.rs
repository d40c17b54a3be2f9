//! Findings in full.

use serde::Serialize;

use super::line::Line;
use super::list::{self, Items};
use super::markup::Markup;
use super::{prose, text};
use crate::render::prose::Jumps;
use crate::view::{Finding, Findings};

/// What `findings.md` lays out.
#[derive(Serialize)]
pub(super) struct All {
    findings: Vec<One>,
}

#[derive(Serialize)]
struct One {
    heading: Markup,
    note: Markup,
    body: Markup,
    facts: Items,
    snippet: Option<Markup>,
}

pub(super) fn findings(findings: &Findings, jumps: &Jumps<'_>) -> All {
    All { findings: findings.findings.iter().map(|finding| one(finding, jumps)).collect() }
}

fn one(finding: &Finding, jumps: &Jumps<'_>) -> One {
    let mut heading = Line::default();
    heading.anchor(&finding.anchor).mark(&finding.severity);
    heading.code(&finding.id).words(" ").words(&finding.title);
    One {
        heading: heading.finish(),
        note: text::text(&finding.note),
        body: finding.body.as_ref().map(|body| prose::prose(body, jumps)).unwrap_or_default(),
        facts: list::facts(&finding.facts),
        snippet: finding.snippet.as_ref().map(|snippet| Markup::fenced("text", snippet)),
    }
}
