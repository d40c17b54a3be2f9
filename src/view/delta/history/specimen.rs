//! Histories for tests: one made by hand that has each case, the same said by somebody who attacks, by somebody who
//! says nothing, one of many versions, one of one, and one of none.

use crate::model::delta::{History, Seen};
use crate::view::delta::specimen::{ATTACK, speak};

/// Four versions; findings of which the newest says each thing, and claims in every state.
const SPECIMEN: &str = include_str!("specimen.json");

/// One that has each case.
pub(crate) fn friendly() -> History {
    said(&str::to_owned)
}

/// The same; every foreign text is an attack, followed by what it was.
pub(crate) fn hostile() -> History {
    said(&|words| format!("{ATTACK} {words}"))
}

/// The same; every foreign text has 5,000 characters, most of them without a space.
pub(crate) fn endless() -> History {
    said(&|words| format!("{}{words}", "endless".repeat(714)))
}

/// The same; every foreign text is empty.
pub(crate) fn silent() -> History {
    said(&|_| String::new())
}

/// The same versions again and again.
pub(crate) fn long(versions: usize) -> History {
    let mut history = friendly();
    let short = history.versions.len();
    let of = |at: usize| at % short;
    let mut all = Vec::new();
    for at in 0..versions {
        let mut version = history.versions[of(at)].clone();
        version.report.subject.version = Some(format!("1.{at}.0"));
        all.push(version);
    }
    history.versions = all;
    for finding in &mut history.findings {
        finding.seen = (0..versions).map(|at| finding.seen[of(at)]).collect();
    }
    for claim in &mut history.claims {
        claim.states = (0..versions).map(|at| claim.states[of(at)]).collect();
    }
    history
}

/// The newest version alone, in which no checker looked and nothing counts.
pub(crate) fn bare() -> History {
    let mut history = friendly();
    history.versions.drain(..history.versions.len() - 1);
    for version in &mut history.versions {
        version.report.subject.version = None;
        version.report.subject.commit = None;
        version.score_asked = None;
        (version.score.score, version.score.counted) = (None, 0);
        version.open.clear();
        version.checkers.clear();
    }
    history.findings.truncate(1);
    history.findings[0].seen = vec![Seen::Open];
    history.claims.clear();
    history
}

/// Of no version.
pub(crate) fn empty() -> History {
    let History { signoff, signoff_version, .. } = friendly();
    let (versions, findings, claims) = (Vec::new(), Vec::new(), Vec::new());
    History { signoff, signoff_version, versions, findings, claims }
}

fn said(say: &dyn Fn(&str) -> String) -> History {
    let mut json = serde_json::from_str(SPECIMEN).unwrap();
    speak(&mut json, say);
    let mut history: History = serde_json::from_value(json).unwrap();
    for checker in history.versions.iter_mut().flat_map(|version| &mut version.checkers) {
        *checker = say(checker);
    }
    history
}
