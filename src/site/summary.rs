//! A report in short: what its row in the portfolio and the pages of its system say.

use std::collections::BTreeMap;

use super::address;
use crate::model::report::{ConditionState, MeasureReport, Report};
use crate::model::site::{
    Counts, FailedRule, GateStanding, Measured, Owed, ReportEntry, Standing, WaiverStand,
};
use crate::model::{Day, Digest, FindingFacts, GateRule, Moment, Severity};
use crate::view::labels;

/// What is published of a report besides its page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// Its other forms.
    pub files: Vec<String>,
    /// Whether copies of its evidence are.
    pub evidence_files: bool,
    /// The digest of report.json, where it isn't as it came.
    pub sha256: Option<Digest>,
}

/// What a report says, in short.
#[must_use]
pub fn version(report: &Report, sha256: &Digest, slug: &str, published: Published) -> ReportEntry {
    let subject = &report.subject;
    let known = subject.version.as_deref();
    ReportEntry {
        address: address::report(slug, known, report.as_of, sha256),
        version: subject.version.clone(),
        as_of: report.as_of,
        sha256: sha256.clone(),
        published_sha256: published.sha256,
        verdict: report.verdict.value,
        sentence: report.verdict.sentence.clone(),
        score: report.scores.total.score.clone(),
        score_asked: score_asked(report),
        findings: findings(report),
        oldest_evidence: oldest_evidence(report),
        max_age: report.policy.max_age(None).map(|days| days.0),
        owner: subject.owner.clone(),
        next_review: report.report.next_review.clone(),
        measures: report.measures.iter().map(measured).collect(),
        files: published.files,
        evidence_files: published.evidence_files,
    }
}

fn measured(measure: &MeasureReport) -> Measured {
    Measured {
        id: measure.id.clone(),
        title: labels::measure_title(measure),
        value: measure.value,
        unit: measure.unit.clone(),
        target: measure.target.clone(),
        state: measure.state,
    }
}

/// The strictest total score that a gate asks for.
fn score_asked(report: &Report) -> Option<String> {
    let asked = report.policy.gates.iter().filter_map(|gate| {
        if let GateRule::Score { category: None, min } = &gate.rule { Some(*min) } else { None }
    });
    asked.max().map(|min| min.normalize().to_string())
}

/// The findings that count, each problem once as the worst of it (SEMANTICS rule 14). Where no checker ran and
/// nothing counts, nobody knows.
fn findings(report: &Report) -> Option<Counts> {
    let facts = &report.facts.findings;
    let mut worst: BTreeMap<usize, Severity> = BTreeMap::new();
    for (finding, first) in facts.iter().zip(report.policy.problems(facts)) {
        if report.policy.counts_facts(finding) {
            let known = worst.entry(first).or_insert(finding.severity);
            *known = std::cmp::min_by_key(*known, finding.severity, |one| one.rank());
        }
    }
    let is_known = !report.runs.is_empty() || !worst.is_empty();
    is_known.then(|| counts(worst.into_values()))
}

fn counts(severities: impl Iterator<Item = Severity>) -> Counts {
    let mut counts = Counts::default();
    for severity in severities {
        *counts.0.entry(severity).or_default() += 1;
    }
    counts
}

fn oldest_evidence(report: &Report) -> Option<Day> {
    report.evidence.iter().filter_map(|entry| entry.collected_at).map(Moment::day).min()
}

/// What a system's newest report says.
#[must_use]
pub fn standing(report: &Report) -> Standing {
    let gates = report.gates.iter().map(|gate| GateStanding {
        id: gate.id.clone(),
        kind: gate.kind.clone(),
        title: gate.title.clone(),
        level: gate.level,
        outcome: gate.outcome,
        observed: gate.observed.clone(),
    });
    Standing {
        gates: gates.collect(),
        owed: owed(report),
        waivers: waivers(report),
        rules: rules(report),
    }
}

fn owed(report: &Report) -> Vec<Owed> {
    let of_signoffs = report.signoffs.iter().flat_map(|signoff| &signoff.condition_states);
    let all = report.verdict.conditions.iter().chain(of_signoffs);
    let mut owed: Vec<Owed> = Vec::new();
    for condition in all.filter(|condition| condition.state == ConditionState::Open) {
        let found = Owed {
            from: condition.from.clone(),
            text: condition.text.clone(),
            owner: condition.owner.clone(),
            due: condition.due.clone(),
        };
        if !owed.contains(&found) {
            owed.push(found);
        }
    }
    owed
}

fn waivers(report: &Report) -> Vec<WaiverStand> {
    let stand = |waiver: &crate::model::report::WaiverReport| WaiverStand {
        id: waiver.waiver.id.clone(),
        reason: waiver.waiver.reason.clone(),
        requested_by: waiver.waiver.requested_by.clone(),
        approved_by: waiver.waiver.approved_by.clone(),
        expires: waiver.waiver.expires,
        standing: waiver.standing,
        covers: waiver.covers.clone(),
    };
    report.waivers.iter().map(stand).collect()
}

fn rules(report: &Report) -> Vec<FailedRule> {
    let mut rules: BTreeMap<(Option<&str>, &str), Vec<&FindingFacts>> = BTreeMap::new();
    for finding in &report.facts.findings {
        if report.policy.counts_facts(finding) {
            rules.entry((finding.tool.as_deref(), &finding.rule)).or_default().push(finding);
        }
    }
    let rule = |((tool, rule), found): ((Option<&str>, &str), Vec<&FindingFacts>)| FailedRule {
        tool: tool.map(str::to_owned),
        rule: rule.to_owned(),
        findings: counts(found.into_iter().map(|finding| finding.severity)),
    };
    rules.into_iter().map(rule).collect()
}
