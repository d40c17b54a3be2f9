//! Findings as they are counted: each one, or those that are one problem once (SEMANTICS rule 14).

use std::collections::BTreeMap;

use crate::model::report::ResolvedLink;
use crate::model::{Finding, Severity, Status};
use crate::view::context::Context;

/// What counts once, or doesn't.
pub(super) struct Problem {
    /// The worst of what counts in it; where nothing does, the worst of all.
    pub(super) severity: Severity,
    /// The status of that.
    pub(super) status: Status,
    pub(super) counts: bool,
    /// Whether all that counts in it is waived.
    pub(super) is_waived: bool,
}

/// The problems that the findings are.
pub(super) fn problems(context: &Context<'_>) -> Vec<Problem> {
    let report = context.report;
    let facts = &report.facts.findings;
    let first = report.policy.problems(facts);
    let first: BTreeMap<_, _> =
        facts.iter().zip(first).map(|(finding, first)| (&finding.id, first)).collect();
    let mut groups: BTreeMap<usize, Vec<&Finding<ResolvedLink>>> = BTreeMap::new();
    for (at, finding) in report.findings.iter().enumerate() {
        // The facts have each finding; one without would be a problem by itself.
        let first = first.get(&finding.id).copied().unwrap_or(facts.len() + at);
        groups.entry(first).or_default().push(finding);
    }
    groups.into_values().filter_map(|group| problem(context, &group)).collect()
}

fn problem(context: &Context<'_>, group: &[&Finding<ResolvedLink>]) -> Option<Problem> {
    let worst = |of: &[&Finding<ResolvedLink>]| {
        of.iter().min_by_key(|it| it.severity.rank()).map(|it| (it.severity, it.status))
    };
    let counted: Vec<_> = group.iter().copied().filter(|it| context.counts(it)).collect();
    let counts = !counted.is_empty();
    let (severity, status) = worst(if counts { &counted } else { group })?;
    let is_waived = counts && counted.iter().all(|it| context.is_waived(&it.id));
    Some(Problem { severity, status, counts, is_waived })
}
