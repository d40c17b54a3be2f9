//! Which findings of several tools are the same problem: they stay several, and name each other.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::model::{Finding, Id};

/// The property under which a finding names those that are the same.
pub(super) const PROPERTY: &str = "same_as";

/// Links findings that share an advisory, a package and a path, across tools.
pub(super) fn link(findings: &mut [Finding]) {
    let mut groups: BTreeMap<[String; 3], Vec<usize>> = BTreeMap::new();
    for (at, finding) in findings.iter().enumerate() {
        for key in keys(finding) {
            groups.entry(key).or_default().push(at);
        }
    }
    let mut others: BTreeMap<usize, Vec<Id>> = BTreeMap::new();
    for group in groups.values() {
        for at in group {
            let of = |at: &usize| findings.get(*at).map(|finding| (&finding.run, &finding.tool));
            let same = group.iter().filter(|other| of(other) != of(at));
            let ids = same.filter_map(|other| findings.get(*other)).map(|other| other.id.clone());
            others.entry(*at).or_default().extend(ids);
        }
    }
    for (at, mut ids) in others {
        ids.sort();
        ids.dedup();
        if let Some(finding) = findings.get_mut(at).filter(|_| !ids.is_empty()) {
            let ids = ids.iter().map(|id| Value::from(id.as_str())).collect();
            finding.properties.insert(PROPERTY.to_owned(), Value::Array(ids));
        }
    }
}

/// An advisory and the package that it is about; none where either is unknown.
fn keys(finding: &Finding) -> Vec<[String; 3]> {
    let package = finding.properties.get("package");
    let of_package = |name: &str| package.and_then(|it| it.get(name)).and_then(Value::as_str);
    let Some(name) = of_package("name") else { return Vec::new() };
    let version = of_package("version").unwrap_or_default();
    let names = std::iter::once(&finding.rule).chain(&finding.aliases);
    let advisories = names.filter(|name| {
        ["CVE-", "GHSA-", "RUSTSEC-", "PYSEC-", "GO-"].iter().any(|kind| name.starts_with(kind))
    });
    advisories.map(|advisory| [advisory.clone(), name.to_lowercase(), version.to_owned()]).collect()
}
