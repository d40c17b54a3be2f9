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
        findings: in_order(&findings.findings)
            .into_iter()
            .map(|it| it.clone().relink(&mut by(&it.id)))
            .collect(),
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

/// Findings: worst first, then by path, line, rule and id. A finding is large: what is moved about is where it is.
fn in_order(findings: &[Finding]) -> Vec<&Finding> {
    let mut order: Vec<&Finding> = findings.iter().collect();
    order.sort_by(|a, b| {
        (a.severity, place(a), &a.rule, &a.id).cmp(&(b.severity, place(b), &b.rule, &b.id))
    });
    order
}

fn place(finding: &Finding) -> (Option<&str>, Option<u64>) {
    let location = finding.location.as_ref();
    (
        location.and_then(|location| location.path.as_deref()),
        location.and_then(|location| location.start_line),
    )
}
