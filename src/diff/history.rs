//! Several reports → History: each finding and each claim from version to version.
//!
//! A version's findings are held against those that the version before it has, and what is left against those that were
//! seen earlier and were gone: what comes back is the same finding again.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::compared::Looked;
use super::{Origin, side};
use crate::matching::{Listed, matching};
use crate::model::delta::{ClaimHistory, FindingHistory, History, Seen, Version};
use crate::model::report::{Report, ResolvedLink};
use crate::model::{Finding, GateLevel, GateRule, Id, Policy, Status};

/// A finding over several reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Track {
    /// Where it was seen, from the oldest report to the newest: the report, and the finding's place in it.
    pub seen: Vec<(usize, usize)>,
}

/// The findings of several reports, from the oldest to the newest, each once.
#[must_use]
pub fn tracks(reports: &[&Report]) -> Vec<Track> {
    let looked: Vec<Looked<'_>> = reports.iter().map(|report| Looked::of(report)).collect();
    followed(&looked)
}

fn followed(looked: &[Looked<'_>]) -> Vec<Track> {
    let mut tracks = Vec::new();
    for version in 0..looked.len() {
        follow(looked, version, &mut tracks);
    }
    tracks
}

/// What became of findings and claims, from the oldest report to the newest.
#[must_use]
pub fn history(versions: &[(&Report, Origin)]) -> History {
    let reports: Vec<&Report> = versions.iter().map(|(report, _)| *report).collect();
    let looked: Vec<Looked<'_>> = reports.iter().map(|report| Looked::of(report)).collect();
    let tracks = followed(&looked);
    let mut findings: Vec<((usize, usize), FindingHistory)> =
        tracks.iter().filter_map(|track| told(&looked, track)).collect();
    // The newest version comes first, and in each its own order holds.
    findings.sort_by_key(|((version, at), _)| (std::cmp::Reverse(*version), *at));
    History {
        signoff: "1".to_owned(),
        signoff_version: env!("CARGO_PKG_VERSION").to_owned(),
        versions: versions
            .iter()
            .zip(&looked)
            .map(|((_, from), looked)| version(looked, from))
            .collect(),
        findings: findings.into_iter().map(|(_, finding)| finding).collect(),
        claims: claims(&reports),
    }
}

fn version(looked: &Looked<'_>, from: &Origin) -> Version {
    let report = looked.report;
    let mut open = BTreeMap::new();
    for finding in report.findings.iter().filter(|finding| finding.status == Status::Open) {
        *open.entry(finding.severity).or_insert(0) += 1;
    }
    Version {
        report: side(report, from.clone()),
        score: report.scores.total.clone(),
        score_asked: score_asked(&report.policy),
        open,
        checkers: looked.checkers(),
    }
}

/// The most that a gate asks of the score in total. One that only warns asks for nothing.
fn score_asked(policy: &Policy) -> Option<Decimal> {
    let asks = policy.gates.iter().filter(|gate| gate.level != GateLevel::Warn);
    let asked = asks.filter_map(|gate| match gate.rule {
        GateRule::Score { category: None, min } => Some(min),
        GateRule::Score { category: Some(_), .. }
        | GateRule::OpenFindings { .. }
        | GateRule::RequiredClaims {}
        | GateRule::Measure { .. }
        | GateRule::Checklist { .. }
        | GateRule::Evidence {}
        | GateRule::Signoffs {}
        | GateRule::Waivers {}
        | GateRule::Contradictions { .. }
        | GateRule::NoWorse { .. }
        | GateRule::Expression { .. } => None,
    });
    asked.max()
}

/// Finds the findings of a version among those that were seen before.
fn follow(looked: &[Looked<'_>], version: usize, tracks: &mut Vec<Track>) {
    let Some(here) = looked.get(version) else { return };
    let findings = &here.report.findings;
    let mut track_of: Vec<Option<usize>> = vec![None; findings.len()];
    let is_before = |track: &Track| track.seen.last().is_some_and(|(last, _)| last + 1 == version);
    let (before, gone): (Vec<usize>, Vec<usize>) =
        (0..tracks.len()).partition(|at| tracks.get(*at).is_some_and(is_before));
    for pool in [before, gone] {
        let seen = |at: &usize| last_seen(looked, tracks.get(*at)?);
        let old: Vec<Finding<ResolvedLink>> = pool.iter().filter_map(seen).collect();
        let left: Vec<usize> =
            (0..track_of.len()).filter(|at| track_of.get(*at) == Some(&None)).collect();
        let new: Vec<Finding<ResolvedLink>> =
            left.iter().filter_map(|at| findings.get(*at).cloned()).collect();
        let old = Listed { findings: &old, runs: &[] };
        for pair in matching(&old, &Listed { findings: &new, runs: &here.report.runs }).pairs {
            let (Some(track), Some(at)) = (pool.get(pair.old), left.get(pair.new)) else {
                continue;
            };
            if let Some(slot) = track_of.get_mut(*at) {
                *slot = Some(*track);
            }
        }
    }
    for (at, track) in track_of.into_iter().enumerate() {
        match track.and_then(|track| tracks.get_mut(track)) {
            Some(track) => track.seen.push((version, at)),
            None => tracks.push(Track { seen: vec![(version, at)] }),
        }
    }
}

/// A finding as it was seen last, with the name of its tool: runs of several versions may share an id.
fn last_seen(looked: &[Looked<'_>], track: &Track) -> Option<Finding<ResolvedLink>> {
    let (version, at) = track.seen.last()?;
    let side = looked.get(*version)?;
    let finding = side.report.findings.get(*at)?;
    let tool = side.tool(finding).map(str::to_owned);
    Some(Finding { run: None, tool, ..finding.clone() })
}

/// What each version says of a finding, and where it was seen last.
fn told(looked: &[Looked<'_>], track: &Track) -> Option<((usize, usize), FindingHistory)> {
    let last = *track.seen.last()?;
    let side = looked.get(last.0)?;
    let finding = side.report.findings.get(last.1)?;
    let tool = side.tool(finding);
    let places: HashMap<usize, usize> = track.seen.iter().copied().collect();
    let seen = looked.iter().enumerate().map(|(version, side)| {
        let here = places.get(&version).and_then(|at| side.report.findings.get(*at));
        match here {
            Some(finding) => Seen::from(finding.status),
            None if side.has_looked(tool) => Seen::Absent,
            None => Seen::NotChecked,
        }
    });
    let seen: Vec<Seen> = seen.collect();
    let history = FindingHistory {
        id: finding.id.clone(),
        rule: finding.rule.clone(),
        title: finding.title.clone(),
        severity: finding.severity,
        tool: tool.map(str::to_owned),
        location: finding.location.clone(),
        reopened: reopened(&seen),
        seen,
    };
    Some((last, history))
}

/// How many times it was there again after it was gone or fixed. Where nobody looked, nothing is known.
fn reopened(seen: &[Seen]) -> u64 {
    let is_there = |seen: Seen| match seen {
        Seen::Absent | Seen::Fixed => Some(false),
        Seen::NotChecked => None,
        Seen::Open | Seen::Suppressed | Seen::Accepted | Seen::FalsePositive => Some(true),
    };
    let known: Vec<bool> = seen.iter().filter_map(|seen| is_there(*seen)).collect();
    let first = known.iter().position(|is_there| *is_there).unwrap_or(known.len());
    let after = known.get(first..).unwrap_or_default();
    after.iter().zip(after.iter().skip(1)).filter(|(was, is)| !**was && **is).count() as u64
}

/// Claims by their ids.
fn claims(reports: &[&Report]) -> Vec<ClaimHistory> {
    let mut places: HashMap<&Id, usize> = HashMap::new();
    let mut all: Vec<ClaimHistory> = Vec::new();
    for (version, report) in reports.iter().enumerate().rev() {
        for claim in &report.claims {
            let at = *places.entry(&claim.id).or_insert_with(|| {
                all.push(ClaimHistory {
                    id: claim.id.clone(),
                    statement: claim.statement.clone(),
                    states: vec![None; reports.len()],
                });
                all.len() - 1
            });
            let state = all.get_mut(at).and_then(|it| it.states.get_mut(version));
            if let Some(state) = state {
                *state = Some(claim.state);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_back_is_reopened_and_what_nobody_looked_for_is_not() {
        use Seen::{Absent, Fixed, NotChecked, Open};
        assert_eq!(reopened(&[Open, Absent, Open]), 1);
        assert_eq!(reopened(&[Open, Fixed, Open, Absent, Open]), 2);
        assert_eq!(reopened(&[Absent, Open, Open]), 0);
        assert_eq!(reopened(&[Open, NotChecked, Open]), 0);
        assert_eq!(reopened(&[]), 0);
    }
}
