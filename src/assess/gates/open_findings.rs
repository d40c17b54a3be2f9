//! `open-findings`: at most so many findings count that are so bad or worse, and the checkers that would have
//! found them ran (SEMANTICS rules 14 and 15).

use std::collections::BTreeMap;

use super::runs::{self, Asked};
use super::{Choice, Ground, Judged, Needs, Ruling};
use crate::assess::words::{count, names, number};
use crate::model::{Id, Outcome, Severity, Status};

/// The gate.
pub(super) struct OpenFindings<'a> {
    pub(super) severity: Severity,
    pub(super) tools: &'a [String],
    pub(super) max: u64,
}

/// The counted findings that matter to the gate.
struct Seen {
    /// As bad as the gate's severity or worse.
    bad: Vec<usize>,
    /// Of unknown severity, where the gate's severity is a known one.
    unknown: Vec<usize>,
    all_open: bool,
}

impl OpenFindings<'_> {
    fn seen(&self, ground: &Ground<'_>) -> Seen {
        let mut seen = Seen { bad: Vec::new(), unknown: Vec::new(), all_open: true };
        for (index, finding) in ground.counted() {
            // The order of severities is from worst to unknown.
            if finding.severity <= self.severity {
                seen.bad.push(index);
                seen.all_open &= finding.status == Status::Open;
            } else if finding.severity == Severity::Unknown {
                seen.unknown.push(index);
            }
        }
        seen
    }

    /// Whether the unknown ones could be too many: then it can't be said (rule 14). Where all of them may be
    /// as bad as can be and still few enough, they don't touch the gate.
    fn is_touched(&self, seen: &Seen, ground: &Ground<'_>) -> bool {
        ground.number_of_problems(seen.bad.iter().chain(&seen.unknown)) as u64 > self.max
    }

    fn asked(&self, ground: &Ground<'_>) -> Asked {
        runs::asked(self.tools, ground)
    }

    fn described(&self, found: usize) -> String {
        match self.severity {
            Severity::Critical => count(found, "critical finding", "critical findings"),
            Severity::Info | Severity::Unknown => count(found, "finding", "findings"),
            known @ (Severity::High | Severity::Medium | Severity::Low) => {
                let findings = count(found, "finding", "findings");
                format!("{findings} of {} severity or worse", known.name())
            }
        }
    }

    fn too_many(&self, seen: &Seen, found: usize, ids: &[Id]) -> String {
        let verb = match (seen.all_open, found) {
            (true, 1) => "is open",
            (true, _) => "are open",
            (false, 1) => "counts",
            (false, _) => "count",
        };
        let allowed = match self.max {
            0 => String::new(),
            max => format!("; the policy allows {}", number(max)),
        };
        let once = if found < ids.len() { "; findings of one problem count once" } else { "" };
        format!("{} {verb}: {}{once}{allowed}.", self.described(found), names(ids))
    }
}

impl Judged for OpenFindings<'_> {
    fn title(&self) -> String {
        match self.severity {
            Severity::Critical => "Open critical findings".to_owned(),
            Severity::Info | Severity::Unknown => "Open findings".to_owned(),
            known @ (Severity::High | Severity::Medium | Severity::Low) => {
                format!("Open findings of {} severity or worse", known.name())
            }
        }
    }

    fn ruling(&self, ground: &Ground<'_>) -> Ruling {
        let seen = self.seen(ground);
        let ids = |of: &[usize]| -> Vec<Id> {
            of.iter()
                .filter_map(|&index| ground.facts.findings.get(index))
                .map(|f| f.id.clone())
                .collect()
        };
        let mut rests_on = ids(&seen.bad);
        let found = ground.number_of_problems(&seen.bad);
        let mut observed = number(found);
        let asked = self.asked(ground);
        let (outcome, because) = if found as u64 > self.max {
            (Outcome::Fail, self.too_many(&seen, found, &rests_on))
        } else if self.is_touched(&seen, ground) {
            let unknown = ids(&seen.unknown);
            let unsure = ground.number_of_problems(&seen.unknown);
            let found = count(unsure, "counted finding is", "counted findings are");
            let because = format!("{found} of unknown severity: {}.", names(&unknown));
            observed = format!("{observed} and {} of unknown severity", number(unsure));
            rests_on.extend(unknown);
            (Outcome::Undetermined, because)
        } else if let Some(because) = asked.because {
            (Outcome::Undetermined, because)
        } else {
            (Outcome::Pass, String::new())
        };
        rests_on.extend(asked.rests_on);
        let threshold = format!("at most {}", number(self.max));
        Ruling { outcome, threshold, observed, because, rests_on }
    }

    fn needs(&self, ground: &Ground<'_>) -> Needs {
        let Seen { mut bad, unknown, .. } = self.seen(ground);
        bad.extend(unknown);
        bad.sort_unstable();
        let mut needs = Needs { runs: self.asked(ground).lacking, ..Needs::default() };
        if self.max == 0 {
            needs.findings = bad;
        } else if ground.number_of_problems(&bad) < bad.len() {
            // A problem is closed with all of its findings, so that those with the most are left.
            needs.findings = all_but(self.max, &bad, ground);
            needs.is_rough = true;
        } else {
            needs.choice = Some(Choice::Findings { among: bad, max: self.max });
        }
        needs
    }
}

/// The findings of all problems but so many, of which the most would have to be closed.
fn all_but(max: u64, findings: &[usize], ground: &Ground<'_>) -> Vec<usize> {
    let mut problems: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &finding in findings {
        problems.entry(ground.problem(finding)).or_default().push(finding);
    }
    let mut problems: Vec<Vec<usize>> = problems.into_values().collect();
    problems.sort_by_key(|of| (std::cmp::Reverse(of.len()), of.first().copied()));
    let left = usize::try_from(max).unwrap_or(usize::MAX);
    let mut closed: Vec<usize> = problems.into_iter().skip(left).flatten().collect();
    closed.sort_unstable();
    closed
}
