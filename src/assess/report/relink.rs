//! Things that pass from the findings to the report as they are, their links followed.

use std::collections::BTreeMap;

use crate::assess::gather::follow::Follower;
use crate::model::report::ResolvedLink;
use crate::model::{
    Action, Artifact, Category, Finding, Findings, Id, Link, ReportMeta, Run, Section, Waiver,
};
use crate::schema::Validated;

/// Everything but claims, measures, checklists and sign-offs.
pub(super) struct Relinked {
    pub(super) meta: ReportMeta<ResolvedLink>,
    pub(super) categories: Vec<Category<ResolvedLink>>,
    pub(super) findings: Vec<Finding<ResolvedLink>>,
    pub(super) waivers: Vec<Waiver<ResolvedLink>>,
    pub(super) artifacts: Vec<Artifact<ResolvedLink>>,
    pub(super) actions: Vec<Action<ResolvedLink>>,
    pub(super) sections: Vec<Section<ResolvedLink>>,
    pub(super) runs: Vec<Run<ResolvedLink>>,
    /// The links of pieces of evidence themselves.
    pub(super) evidence: BTreeMap<Id, Vec<ResolvedLink>>,
}

/// Follows the links of everything that passes as it is.
pub(super) fn relink(validated: &Validated, follower: &Follower<'_>) -> Relinked {
    let findings = validated.findings();
    let by = |owner: &Id| {
        let document = validated.source_of(owner);
        let owner = owner.clone();
        move |link: Link| follower.plain(&link, Some(&owner), document)
    };
    let of_report = validated.source_of_report();
    let mut of_report = |link: Link| follower.plain(&link, None, of_report);
    let Findings { categories, waivers, artifacts, actions, sections, runs, .. } = findings;
    Relinked {
        meta: findings.report.clone().relink(&mut of_report),
        categories: categories.iter().map(|it| it.clone().relink(&mut by(&it.id))).collect(),
        findings: sorted(findings.findings.iter().map(|it| it.clone().relink(&mut by(&it.id)))),
        waivers: waivers.iter().map(|it| it.clone().relink(&mut by(&it.id))).collect(),
        artifacts: artifacts.iter().map(|it| it.clone().relink(&mut by(&it.id))).collect(),
        actions: actions.iter().map(|it| it.clone().relink(&mut by(&it.id))).collect(),
        sections: sections.iter().map(|it| it.clone().relink(&mut by(&it.id))).collect(),
        runs: runs.iter().map(|it| it.clone().relink(&mut by(&it.id))).collect(),
        evidence: findings
            .evidence
            .iter()
            .filter(|it| !it.evidence.is_empty())
            .map(|it| (it.id.clone(), it.evidence.iter().cloned().map(by(&it.id)).collect()))
            .collect(),
    }
}

/// Findings: worst first, then by path, line, rule and id.
fn sorted(findings: impl Iterator<Item = Finding<ResolvedLink>>) -> Vec<Finding<ResolvedLink>> {
    let mut sorted: Vec<_> = findings.collect();
    sorted.sort_by(|a, b| {
        (a.severity, place(a), &a.rule, &a.id).cmp(&(b.severity, place(b), &b.rule, &b.id))
    });
    sorted
}

fn place(finding: &Finding<ResolvedLink>) -> (Option<&str>, Option<u64>) {
    let location = finding.location.as_ref();
    (
        location.and_then(|location| location.path.as_deref()),
        location.and_then(|location| location.start_line),
    )
}
