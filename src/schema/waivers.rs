//! What a schema can't say of waivers: that they don't end before they begin, and that together they cover no more
//! findings than can be listed.

use std::collections::{BTreeSet, HashMap};

use super::problems::Problems;
use super::things::{Of, Thing};
use crate::diagnostic::Diagnostic;
use crate::model::WaiverTarget;

/// How many findings all waivers may cover, one that several cover counted for each. Every waiver lists what it
/// covers: without a limit a small file could ask for a list that fills the memory.
const MOST: usize = 500_000;

/// Tells each waiver whose last day comes before its first, and the first that covers too much. That who asked
/// also approved is no error: the waiver counts for nothing, and the report says so.
pub(super) fn check(all: &[Thing<'_>], problems: &mut Problems<'_>) {
    let counts = Counts::of(all);
    let mut covered = 0_usize;
    for thing in all {
        let Of::Waiver(waiver) = thing.of else { continue };
        if waiver.expires < waiver.granted {
            problems.add(thing.input(), &format!("{}/expires", thing.pointer()), || {
                let (granted, expires) = (waiver.granted, waiver.expires);
                let message = format!("it expires on {expires}, before it is granted on {granted}");
                Diagnostic::error("ends-before-it-begins", message)
                    .help("a waiver holds from `granted` through `expires`, both days in")
            });
        }
        let before = covered;
        covered = covered.saturating_add(counts.covered_by(&waiver.of));
        if before <= MOST && covered > MOST {
            problems.add(thing.input(), &format!("{}/of", thing.pointer()), || {
                let message =
                    format!("up to here, waivers cover {covered} findings, and {MOST} is the most");
                Diagnostic::error("too-many-items", message)
                    .help("write one waiver instead of several for the same rule or fingerprint")
            });
        }
    }
}

/// How many findings there are of each rule, in each file, and with each fingerprint.
#[derive(Default)]
struct Counts<'a> {
    of_rule: HashMap<&'a str, usize>,
    in_place: HashMap<(&'a str, &'a str), usize>,
    with_fingerprint: HashMap<&'a str, usize>,
}

impl<'a> Counts<'a> {
    fn of(all: &[Thing<'a>]) -> Self {
        let mut counts = Self::default();
        for thing in all {
            let Of::Finding(finding) = thing.of else { continue };
            *counts.of_rule.entry(&finding.rule).or_default() += 1;
            if let Some(path) = finding.location.as_ref().and_then(|it| it.path.as_deref()) {
                *counts.in_place.entry((&finding.rule, path)).or_default() += 1;
            }
            for print in finding.fingerprints.values().collect::<BTreeSet<_>>() {
                *counts.with_fingerprint.entry(print).or_default() += 1;
            }
        }
        counts
    }

    fn covered_by(&self, target: &WaiverTarget) -> usize {
        let found = match target {
            WaiverTarget::Id(_) => Some(&1),
            WaiverTarget::Fingerprint { fingerprint } => {
                self.with_fingerprint.get(fingerprint.as_str())
            }
            WaiverTarget::Rule { rule, path: None } => self.of_rule.get(rule.as_str()),
            WaiverTarget::Rule { rule, path: Some(path) } => {
                self.in_place.get(&(rule.as_str(), path.as_str()))
            }
        };
        found.copied().unwrap_or(0)
    }
}
