//! A finding: where it is, whether it counts, and what it keeps from holding.

use super::{Explanation, Parts, Told, some};
use crate::model::report::ResolvedLink;
use crate::model::{Finding, Status};
use crate::view::labels;

impl Told<'_> {
    pub(super) fn finding(&self, id: &str) -> Option<Explanation> {
        let finding = self.report.findings.iter().find(|finding| finding.id.as_str() == id)?;
        let mut parts = Parts::default();
        parts.is(what(finding));
        parts.observed(self.finding_observed(finding));
        parts.bytes(self.finding_bytes(finding));
        parts.changes(self.finding_changes(finding));
        let title = finding.title.clone();
        Some(Explanation { kind: "finding", id: id.to_owned(), title, parts: parts.0 })
    }

    fn finding_observed(&self, finding: &Finding<ResolvedLink>) -> Vec<String> {
        let report = self.report;
        let counts = report.policy.counts(finding);
        let status = labels::status(finding.status);
        let reason = finding.status_reason.as_deref().map(|reason| format!(": “{reason}”"));
        let counted = if counts {
            "it counts under this policy"
        } else {
            "it doesn't count under this policy"
        };
        let mut lines = vec![format!(
            "its status is {status}{}; {counted} (rule 14 of docs/semantics.md)",
            reason.unwrap_or_default()
        )];
        let refuted = report.claims.iter().filter(|claim| claim.refuted_by.contains(&finding.id));
        let refuted: Vec<String> = refuted
            .map(|claim| {
                format!("it names {}, which is {}", claim.id, labels::claim_state(claim.state))
            })
            .collect();
        lines.extend(some(refuted.into_iter()));
        let gates = report.gates.iter().filter(|gate| gate.rests_on.contains(&finding.id));
        lines.extend(gates.map(|gate| {
            let outcome = labels::lower(&crate::view::Mark::from(gate.outcome));
            format!("gate {} rests on it: {outcome}", gate.id)
        }));
        let waivers = report.waivers.iter().filter(|waiver| waiver.covers.contains(&finding.id));
        lines.extend(waivers.map(|waiver| {
            format!("{} is for it: {}", waiver.waiver.id, super::plain(&waiver.because))
        }));
        lines
    }

    fn finding_bytes(&self, finding: &Finding<ResolvedLink>) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(snippet) =
            finding.location.as_ref().and_then(|location| location.snippet.as_ref())
        {
            lines.extend(snippet.lines().take(3).map(|line| format!("| {line}")));
        }
        lines.extend(self.links(&finding.evidence));
        lines
    }

    fn finding_changes(&self, finding: &Finding<ResolvedLink>) -> Vec<String> {
        let policy = &self.report.policy;
        if !policy.counts(finding) {
            return vec!["it counts again once its status is open".to_owned()];
        }
        let closed = policy.findings.closed.iter();
        let closed: Vec<&str> = closed.map(|status| labels::status(*status)).collect();
        let mut lines =
            vec![format!("it no longer counts once its status is {}", closed.join(" or "))];
        if finding.status == Status::Suppressed && finding.status_reason.is_none() {
            lines.push("it is suppressed without a reason; give one in status_reason".to_owned());
        }
        lines.extend(finding.effort.iter().map(|effort| format!("effort, as stated: {effort}")));
        lines
    }
}

fn what(finding: &Finding<ResolvedLink>) -> Vec<String> {
    let severity = labels::severity(finding.severity);
    let mut lines = vec![format!("a finding of rule {}, severity {severity}", finding.rule)];
    lines.extend(finding.tool.iter().map(|tool| format!("found by {tool}")));
    if let Some(location) = &finding.location {
        let line = location.start_line.map(|line| format!(":{line}")).unwrap_or_default();
        lines.extend(location.path.iter().map(|path| format!("at {path}{line}")));
        lines.extend(location.logical.iter().map(|place| format!("in {place}")));
    }
    lines.extend(finding.owner.iter().map(|owner| format!("{owner} answers for it")));
    lines.extend(finding.help_uri.iter().map(|uri| format!("its rule: {uri}")));
    lines
}
