//! A gate: what it asks, what was observed, what it rests on, what waivers do, and what would clear it.

use super::general::asks;
use super::{Explanation, MANY, Parts, Told, plain, some};
use crate::model::report::{GateReport, ResolvedLink, WayItem, WayKind};
use crate::model::{Id, Outcome};
use crate::view::{Mark, labels};

impl Told<'_> {
    pub(super) fn gate(&self, id: &str) -> Option<Explanation> {
        let gate = self.report.gates.iter().find(|gate| gate.id.as_str() == id)?;
        let mut parts = Parts::default();
        let level = gate.level.name();
        let mut what = vec![format!("a gate of type {}, at level {level}", gate.kind)];
        what.extend(asks(&gate.kind));
        parts.is(what);
        parts.observed(self.gate_observed(gate));
        parts.bytes(self.links(self.links_behind(gate)));
        parts.changes(self.gate_changes(gate));
        Some(Explanation {
            kind: "gate",
            id: id.to_owned(),
            title: plain(&gate.title),
            parts: parts.0,
        })
    }

    fn gate_observed(&self, gate: &GateReport) -> Vec<String> {
        let outcome = labels::lower(&Mark::from(gate.outcome));
        let mut lines =
            vec![format!("asked: {}", gate.threshold), format!("observed: {}", gate.observed)];
        let because = plain(&gate.because);
        lines.push(if because.is_empty() {
            format!("outcome: {outcome}")
        } else {
            format!("outcome: {outcome}: {because}")
        });
        lines
            .extend(gate.without_waivers.map(|without| {
                format!("without waivers: {}", labels::lower(&Mark::from(without)))
            }));
        let rests_on = gate.rests_on.iter().map(|id| format!("it rests on {}", self.stands(id)));
        lines.extend(some(rests_on));
        lines
    }

    /// A thing with how it stands.
    fn stands(&self, id: &Id) -> String {
        let report = self.report;
        if let Some(claim) = report.claims.iter().find(|claim| claim.id == *id) {
            return format!("{id}, which is {}", labels::claim_state(claim.state));
        }
        if let Some(finding) = report.findings.iter().find(|finding| finding.id == *id) {
            let severity = labels::severity(finding.severity);
            return format!("{id}: {severity}, {}", labels::status(finding.status));
        }
        if let Some(measure) = report.measures.iter().find(|measure| measure.id == *id) {
            return super::measure::summary(measure);
        }
        id.to_string()
    }

    /// The links of the claims, measures and findings that it rests on.
    fn links_behind(&self, gate: &GateReport) -> Vec<&ResolvedLink> {
        let report = self.report;
        let mut links: Vec<&ResolvedLink> = Vec::new();
        for id in gate.rests_on.iter().take(MANY) {
            let claims = report.claims.iter().filter(|claim| claim.id == *id);
            links.extend(claims.flat_map(|claim| &claim.evidence));
            let is_it = |measure: &&crate::model::report::MeasureReport| {
                measure.id == *id || measure.claim.as_ref() == Some(id)
            };
            let measures = report.measures.iter().filter(is_it);
            links.extend(measures.flat_map(|measure| &measure.links));
            let findings = report.findings.iter().filter(|finding| finding.id == *id);
            links.extend(findings.flat_map(|finding| &finding.evidence));
        }
        links
    }

    fn gate_changes(&self, gate: &GateReport) -> Vec<String> {
        let mut lines = Vec::new();
        if gate.outcome != Outcome::Pass {
            let way = (self.way)(self.report, gate);
            lines.extend(some(way.items.iter().map(to_close)));
            if way.stuck {
                lines.push(
                    "nothing that could be closed clears it: it rests on nothing that is there"
                        .to_owned(),
                );
            } else if way.items.is_empty() && gate.outcome == Outcome::Waived {
                lines.push("nothing has to be closed once the waivers are gone".to_owned());
            }
        }
        for waiver in self.report.waivers.iter().filter(|it| gate.waived_by.contains(&it.waiver.id))
        {
            let (id, expires) = (&waiver.waiver.id, waiver.waiver.expires);
            lines.push(format!("{id} waives it through {expires}; after that it counts again"));
        }
        if self.report.policy.waivers.never.contains(&gate.id) {
            lines.push("no waiver: the policy lets it take none".to_owned());
        } else if gate.waived_by.is_empty() && gate.outcome != Outcome::Pass {
            lines.push(format!(
                "a waiver of gate:{}, approved by another than who asks, would lead to conditions, never to ready",
                gate.id
            ));
        }
        lines
    }
}

/// What is to be done about an item.
fn to_close(item: &WayItem) -> String {
    let verb = match item.kind {
        WayKind::Finding => "close",
        WayKind::Claim => "support",
        WayKind::Contradiction => "resolve",
        WayKind::Signoff => "get the approval of",
        WayKind::Expression => "make the condition true of",
        WayKind::Run => "get a result of",
        WayKind::Waiver => "renew or take away",
    };
    let effort = item.effort.as_deref().map(|effort| format!(" (effort, as stated: {effort})"));
    // A contradiction's title is one of our sentences, with ids in backticks.
    let is_ours = item.kind == WayKind::Contradiction;
    let title = if is_ours { plain(&item.title) } else { item.title.clone() };
    let title = if title == item.id.as_str() { String::new() } else { format!(": {title}") };
    format!("{verb} {}{title}{}", item.id, effort.unwrap_or_default())
}
