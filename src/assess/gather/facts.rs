//! The facts that gates read, from documents whose links were followed.

use std::collections::BTreeMap;

use super::claims::Gathered;
use super::effort;
use super::measures::{self, Measured};
use super::waivers;
use crate::matching::{Listed, matching};
use crate::model::{
    ActionFacts, BaselineFacts, Checklist, ChecklistFacts, ClaimState, ContradictionFacts, Digest,
    Facts, Finding, FindingFacts, Findings, Id, ItemFacts, Measure, MeasureFacts, Moment, Report,
    Run, RunFacts, Signoff, SignoffFacts, SubjectFacts,
};

/// An earlier report that the policy names, or nothing where it can't be read.
pub struct Baseline {
    /// The path with which the policy names it.
    pub path: String,
    /// The report.
    pub report: Option<Report>,
}

/// What facts are made of.
pub(crate) struct Sources<'a> {
    pub(crate) findings: &'a Findings,
    pub(crate) claims: &'a [Gathered<'a>],
    pub(crate) measures: &'a [(&'a Measure, Measured)],
    pub(crate) evidence_present: u64,
    pub(crate) of: Digest,
    pub(crate) baselines: &'a [Baseline],
    pub(crate) contradictions: Vec<ContradictionFacts>,
}

/// The facts.
pub(crate) fn facts(sources: &Sources<'_>) -> Facts {
    let findings = sources.findings;
    let subject = &findings.subject;
    Facts {
        subject: SubjectFacts {
            name: subject.name.clone(),
            version: subject.version.clone(),
            commit: subject.commit.clone(),
            environment: subject.environment.clone(),
        },
        categories: findings.categories.iter().map(|category| category.id.clone()).collect(),
        claims: sources.claims.iter().map(|claim| claim.facts.clone()).collect(),
        measures: measure_facts(sources),
        findings: findings.findings.iter().map(finding_facts).collect(),
        runs: findings.runs.iter().map(run_facts).collect(),
        checklists: findings.checklists.iter().map(checklist_facts).collect(),
        actions: findings
            .actions
            .iter()
            .map(|action| ActionFacts { id: action.id.clone(), status: action.status })
            .collect(),
        signoffs: findings.signoffs.iter().map(signoff_facts).collect(),
        waivers: waivers::facts(findings),
        evidence_present: sources.evidence_present,
        of: Some(sources.of.clone()),
        baselines: sources.baselines.iter().map(|old| baseline_facts(old, findings)).collect(),
        contradictions: sources.contradictions.clone(),
    }
}

fn measure_facts(sources: &Sources<'_>) -> Vec<MeasureFacts> {
    let in_claims = sources.claims.iter().filter_map(|claim| {
        let (measure, measured) = claim.measured.as_ref()?;
        Some(measures::facts(measure, Some(&claim.facts.id), measured))
    });
    let alone = sources.measures.iter();
    in_claims.chain(alone.map(|(measure, read)| measures::facts(measure, None, read))).collect()
}

fn finding_facts(finding: &Finding) -> FindingFacts {
    FindingFacts {
        id: finding.id.clone(),
        severity: finding.severity,
        status: finding.status,
        reason_given: finding.status_reason.is_some(),
        effort_hours: finding.effort.as_deref().and_then(effort::hours),
        rule: finding.rule.clone(),
        tool: finding.tool.clone(),
        category: finding.category.clone(),
        path: finding.location.as_ref().and_then(|location| location.path.clone()),
        same_as: same_as(finding),
    }
}

/// The findings that one names as the same problem, as `ingest` writes them. What is no id names none.
fn same_as(finding: &Finding) -> Vec<Id> {
    let named = finding.properties.get("same_as").and_then(serde_json::Value::as_array);
    named.into_iter().flatten().filter_map(serde_json::Value::as_str).map(Id::from).collect()
}

/// Checkers commonly exit with 1 for "there are findings", so 0 and 1 are well where the tool says nothing itself.
fn run_facts(run: &Run) -> RunFacts {
    RunFacts {
        id: run.id.clone(),
        tool: run.tool.name.clone(),
        well: run.successful.unwrap_or(matches!(run.exit_code, Some(0 | 1))),
        empty: run.checked == Some(0),
        ended: run.ended_at.map(Moment::day),
        commit: run.commit.clone(),
    }
}

fn checklist_facts(checklist: &Checklist) -> ChecklistFacts {
    let items = checklist.items.iter().map(|item| ItemFacts {
        claim: item.claim.as_ref().unwrap_or(&item.id).clone(),
        required: item.required.unwrap_or(checklist.required),
    });
    ChecklistFacts { id: checklist.id.clone(), items: items.collect() }
}

fn signoff_facts(signoff: &Signoff) -> SignoffFacts {
    SignoffFacts {
        id: signoff.id.clone(),
        role: signoff.role.clone(),
        decision: signoff.decision,
        date: signoff.date.map(Moment::day),
        of: signoff.of.clone(),
        conditions: signoff.conditions.clone(),
    }
}

fn baseline_facts(baseline: &Baseline, findings: &Findings) -> BaselineFacts {
    let path = baseline.path.clone();
    let Some(old) = &baseline.report else {
        return BaselineFacts {
            path,
            readable: false,
            new: Vec::new(),
            reopened: Vec::new(),
            supported: Vec::new(),
        };
    };
    let before = Listed { findings: &old.findings, runs: &old.runs };
    let pairs = matching(&before, &Listed { findings: &findings.findings, runs: &findings.runs });
    let old_of: BTreeMap<usize, usize> =
        pairs.pairs.into_iter().map(|pair| (pair.new, pair.old)).collect();
    let mut new = Vec::new();
    let mut reopened = Vec::new();
    for (at, finding) in findings.findings.iter().enumerate() {
        match old_of.get(&at).and_then(|old_at| old.findings.get(*old_at)) {
            None => new.push(finding.id.clone()),
            Some(before) if !old.policy.counts(before) => reopened.push(finding.id.clone()),
            Some(_) => {}
        }
    }
    let supported = old.claims.iter().filter(|claim| claim.state == ClaimState::Supported);
    let supported = supported.map(|claim| claim.id.clone()).collect();
    BaselineFacts { path, readable: true, new, reopened, supported }
}
