//! What was found held against what is there.

use std::collections::HashMap;
use std::fmt;

use signoff::ingest::Collected;
use signoff::model::{Finding, Status};

use crate::quantities::{Differences, differences};
use crate::truth::{True, Truth};

/// How well it went.
#[derive(Debug, Default)]
pub struct Score {
    /// What is there.
    pub there: usize,
    /// What was found.
    pub found: usize,
    /// What is both.
    pub both: usize,
    /// Of those, how many have another severity, identifier or status.
    pub otherwise: usize,
    pub undetected: Vec<String>,
    pub differences: Vec<String>,
    /// Numbers that are told and aren't those that are there.
    pub wrong: Vec<String>,
}

impl Score {
    pub fn add(&mut self, other: &Self) {
        self.there += other.there;
        self.found += other.found;
        self.both += other.both;
        self.otherwise += other.otherwise;
        self.undetected.extend(other.undetected.iter().cloned());
        self.differences.extend(other.differences.iter().cloned());
        self.wrong.extend(other.wrong.iter().cloned());
    }

    pub fn recall(&self) -> f64 {
        share(self.both - self.otherwise, self.there)
    }

    pub fn precision(&self) -> f64 {
        share(self.both - self.otherwise, self.found)
    }

    /// A file that couldn't be read as what it is.
    pub fn miss(&mut self, name: &str, why: &str, truth: &Truth) {
        self.there += truth.n_findings;
        self.undetected.push(format!("{name}: {why}"));
    }

    /// A file that was read.
    pub fn hold(&mut self, name: &str, bytes: &[u8], collected: &Collected, truth: &Truth) {
        let Differences { wrong, silent } = differences(bytes, collected, truth);
        self.wrong.extend(wrong.into_iter().map(|it| format!("{name}: {it}")));
        self.differences.extend(silent.into_iter().map(|it| format!("{name}: {it}")));
        let found = &collected.findings.findings;
        self.there += truth.n_findings;
        self.found += found.len();
        self.findings(name, found, &truth.findings);
        if found.len() != truth.n_findings {
            self.differences.push(format!(
                "{name}: {} found, {} there",
                found.len(),
                truth.n_findings
            ));
        }
    }

    fn findings(&mut self, name: &str, found: &[Finding], there: &[True]) {
        let mut free: HashMap<(String, u64), Vec<&Finding>> = HashMap::new();
        for finding in found {
            free.entry(place(finding)).or_default().push(finding);
        }
        for wanted in there {
            let best = match &wanted.path {
                Some(path) => {
                    let key = (path.clone(), wanted.line.unwrap_or(0));
                    free.get_mut(&key).and_then(|all| best(all, wanted))
                }
                // Where the checker names no place, any will do.
                None => anywhere(&mut free, wanted),
            };
            let Some(finding) = best else {
                self.differences.push(format!("{name}: not found: {wanted:?}"));
                continue;
            };
            self.both += 1;
            if let Some(difference) = differs(finding, wanted) {
                self.otherwise += 1;
                self.differences.push(format!("{name}: {difference}: {wanted:?}"));
            }
        }
        for finding in free.values().flatten() {
            let place = place(finding);
            self.differences.push(format!("{name}: not there: {} at {place:?}", finding.rule));
        }
    }
}

/// Takes the wanted finding from wherever it is: rather one in which nothing differs.
fn anywhere<'f>(
    free: &mut HashMap<(String, u64), Vec<&'f Finding>>,
    wanted: &True,
) -> Option<&'f Finding> {
    let rules = wanted.rules();
    let is_it = |finding: &&Finding| {
        differs(finding, wanted).is_none()
            && (rules.is_empty() || names(finding).iter().any(|name| rules.contains(name)))
    };
    let exact = free.values_mut().find(|all| all.iter().any(is_it));
    match exact {
        Some(all) => best(all, wanted),
        None => free.values_mut().find_map(|all| best(all, wanted)),
    }
}

/// Takes the finding that is the wanted one: rather one in which nothing differs.
fn best<'f>(free: &mut Vec<&'f Finding>, wanted: &True) -> Option<&'f Finding> {
    let rules = wanted.rules();
    let fits = |finding: &&Finding| {
        rules.is_empty() || names(finding).iter().any(|name| rules.contains(name))
    };
    let exact = free.iter().position(|one| fits(one) && differs(one, wanted).is_none());
    let at = exact.or_else(|| free.iter().position(fits))?;
    Some(free.swap_remove(at))
}

fn share(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "there are a few thousand")]
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn place(finding: &Finding) -> (String, u64) {
    let location = finding.location.as_ref();
    let path = location.and_then(|it| it.path.clone().or_else(|| it.logical.clone()));
    (path.unwrap_or_default(), location.and_then(|it| it.start_line).unwrap_or(0))
}

/// All names of its rule.
fn names(finding: &Finding) -> Vec<String> {
    let tags = finding.properties.get("tags").and_then(|tags| tags.as_array());
    let tags = tags.into_iter().flatten().filter_map(|tag| tag.as_str()).map(str::to_owned);
    let mut all: Vec<String> = vec![finding.rule.clone(), finding.title.clone()];
    all.extend(finding.aliases.iter().cloned());
    all.extend(tags);
    all
}

/// Severity, identifiers, package and status.
fn differs(finding: &Finding, wanted: &True) -> Option<String> {
    let word = finding.tool_severity.clone().unwrap_or_default().to_lowercase();
    if word != wanted.word() {
        return Some(format!("severity `{word}`"));
    }
    let mut known: Vec<String> = finding.aliases.clone();
    known.push(finding.rule.clone());
    if let Some(id) = wanted.ids.iter().find(|id| !known.contains(id)) {
        return Some(format!("lacks {id}, has {known:?}"));
    }
    let package = finding.properties.get("package").and_then(|it| it.get("name"));
    if wanted.package.is_some() && package.and_then(|it| it.as_str()) != wanted.package.as_deref() {
        return Some(format!("package {package:?}"));
    }
    (wanted.suppressed && finding.status == Status::Open).then(|| "not suppressed".to_owned())
}

impl fmt::Display for Score {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { there, found, both, otherwise, .. } = self;
        write!(out, "there {there:6}  found {found:6}  both {both:6}  otherwise {otherwise:4}  ")?;
        write!(out, "recall {:.4}  precision {:.4}", self.recall(), self.precision())
    }
}
