//! Two reports → Delta: what changed, and why.
//!
//! Findings are paired by `matching`; claims, measures, gates and the rest by their ids. `causes` judges again, with
//! the facts of one cause after the other taken from the new report.

mod causes;
mod claims;
mod compared;
mod evidence;
mod fields;
mod findings;
mod gates;
mod history;
mod measures;
mod narrative;
mod sarif;
mod scores;
mod stated;
#[cfg(test)]
mod tests;
mod things;
mod told;
mod totals;

pub use history::{Track, history, tracks};
pub use sarif::baselined;
pub use stated::judged_otherwise;

use self::compared::Compared;
use crate::assess::words;
use crate::diagnostic::Diagnostic;
use crate::model::delta::{Delta, Direction, FindingKind, Side, VerdictChange};
use crate::model::report::Report;
use crate::model::{Digest, Verdict};

/// Where a report comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The file that it was read from.
    pub path: Option<String>,
    /// Its digest, where it is a report.json.
    pub sha256: Option<Digest>,
}

/// What changed from one report to the other.
#[must_use]
pub fn delta((old, old_from): (&Report, Origin), (new, new_from): (&Report, Origin)) -> Delta {
    let compared = Compared::of(old, new);
    let mut findings = findings::changes(&compared);
    let explained = causes::explain(&compared, &findings);
    findings::attribute(&compared, &mut findings);
    let (claims, same_claims) = claims::changes(&compared, &explained);
    let (measures, same_measures) = measures::changes(&compared);
    let same_findings =
        findings.iter().filter(|it| it.told.change == FindingKind::Same).count() as u64;
    Delta {
        signoff: "1".to_owned(),
        signoff_version: env!("CARGO_PKG_VERSION").to_owned(),
        old: side(old, old_from),
        new: side(new, new_from),
        verdict: verdict(old, new),
        gates: gates::changes(&compared, &explained),
        scores: scores::changes(&compared, &explained),
        causes: explained.reports(),
        claims,
        same_claims,
        measures,
        same_measures,
        totals: totals::of(&compared, &findings),
        findings: findings.into_iter().map(|found| found.told).collect(),
        same_findings,
        subject: fields::of_values(&old.subject, &new.subject),
        policy: fields::of_values(&old.policy, &new.policy),
        runs: things::runs(&compared),
        evidence: evidence::changes(&compared),
        contradictions: things::contradictions(&compared),
        waivers: things::waivers(&compared),
        actions: things::actions(&compared),
        signoffs: things::signoffs(&compared),
        sections: narrative::changes(&compared),
    }
}

/// The same, for the later report to hold: it can't state its own digest, and findings that are the same stand in it.
#[must_use]
pub fn since(old: (&Report, Origin), new: &Report) -> Delta {
    let mut told = delta(old, (new, Origin::default()));
    told.findings.retain(|finding| finding.change != FindingKind::Same);
    told
}

/// Whether the two are of different systems, of which little is the same by more than chance.
#[must_use]
pub fn other_subject(old: &Report, new: &Report) -> Option<Diagnostic> {
    let (old, new) = (&old.subject.name, &new.subject.name);
    (old != new).then(|| {
        let message = format!("the reports are of two systems: {old} and {new}");
        Diagnostic::warning("other-subject", message)
    })
}

fn side(report: &Report, from: Origin) -> Side {
    Side {
        subject: report.subject.clone(),
        title: report.report.title.clone(),
        as_of: report.as_of,
        verdict: report.verdict.value,
        sentence: report.verdict.sentence.clone(),
        policy: report.provenance.policy.clone(),
        of: report.provenance.of.clone(),
        path: from.path,
        sha256: from.sha256,
    }
}

fn verdict(old: &Report, new: &Report) -> VerdictChange {
    let (old, new) = (old.verdict.value, new.verdict.value);
    let direction = match step(new).cmp(&step(old)) {
        std::cmp::Ordering::Greater => Direction::Better,
        std::cmp::Ordering::Less => Direction::Worse,
        std::cmp::Ordering::Equal => Direction::Neither,
    };
    let sentence = if old == new {
        format!("The verdict is still {}.", words::verdict(new))
    } else {
        format!("The verdict was {} and is {}.", words::verdict(old), words::verdict(new))
    };
    VerdictChange { old, new, direction, sentence }
}

/// How far a verdict is on the way to ready. The two ways of not being ready are one step.
fn step(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotReady | Verdict::InsufficientEvidence => 0,
        Verdict::ReadyWithConditions => 1,
        Verdict::Ready => 2,
    }
}
