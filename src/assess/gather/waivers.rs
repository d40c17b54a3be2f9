//! What waivers are for: ids, fingerprints and rules become gates, claims and findings.

use std::collections::{HashMap, HashSet};

use crate::model::{Finding, Findings, Id, Target, WaiverFacts, WaiverTarget};

/// Findings by what a waiver may name them with.
struct Index<'a> {
    ids: HashSet<&'a Id>,
    by_fingerprint: HashMap<&'a str, Vec<&'a Id>>,
    by_rule: HashMap<&'a str, Vec<&'a Finding>>,
}

impl<'a> Index<'a> {
    fn of(findings: &'a [Finding]) -> Self {
        let mut index = Self {
            ids: findings.iter().map(|finding| &finding.id).collect(),
            by_fingerprint: HashMap::new(),
            by_rule: HashMap::new(),
        };
        for finding in findings {
            let prints: HashSet<&str> = finding.fingerprints.values().map(String::as_str).collect();
            for print in prints {
                index.by_fingerprint.entry(print).or_default().push(&finding.id);
            }
            index.by_rule.entry(&finding.rule).or_default().push(finding);
        }
        index
    }

    /// The findings of a rule, in a file where one is named, in the order of the findings file.
    fn of_rule(&self, rule: &str, path: Option<&str>) -> Vec<Id> {
        let of_rule = self.by_rule.get(rule).map_or(&[][..], Vec::as_slice).iter();
        let is_there = |finding: &&&Finding| {
            let place = finding.location.as_ref().and_then(|location| location.path.as_deref());
            path.is_none_or(|path| place == Some(path))
        };
        of_rule.filter(is_there).map(|finding| finding.id.clone()).collect()
    }
}

/// The waivers in their order.
pub(crate) fn facts(findings: &Findings) -> Vec<WaiverFacts> {
    if findings.waivers.is_empty() {
        return Vec::new();
    }
    let index = Index::of(&findings.findings);
    let one = |waiver: &crate::model::Waiver| {
        let mut facts = WaiverFacts {
            id: waiver.id.clone(),
            gates: Vec::new(),
            claims: Vec::new(),
            findings: Vec::new(),
            requested_by: waiver.requested_by.clone(),
            approved_by: waiver.approved_by.clone(),
            granted: waiver.granted,
            expires: waiver.expires,
        };
        match &waiver.of {
            WaiverTarget::Id(id) => match Target::parse(id.as_str()) {
                Target::Gate(gate) => facts.gates.push(gate),
                Target::Thing(id) if index.ids.contains(&id) => facts.findings.push(id),
                // `schema` lets pass claims and findings only.
                Target::Thing(id) | Target::Category(id) => facts.claims.push(id),
            },
            WaiverTarget::Fingerprint { fingerprint } => {
                let found = index.by_fingerprint.get(fingerprint.as_str()).into_iter().flatten();
                facts.findings.extend(found.map(|id| (*id).clone()));
            }
            WaiverTarget::Rule { rule, path } => {
                facts.findings = index.of_rule(rule, path.as_deref());
            }
        }
        facts
    };
    findings.waivers.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn gathered(of: &serde_json::Value) -> (Vec<String>, Vec<String>, Vec<String>) {
        let finding = |id: &str, rule: &str, path: &str, print: &str| {
            json!({ "id": id, "rule": rule, "severity": "high", "title": "t", "location": { "path": path },
                "fingerprints": { "a/v1": print, "b/v1": print } })
        };
        let findings: Findings = serde_json::from_value(json!({
            "signoff": "1", "subject": { "name": "shop" },
            "claims": [{ "id": "c", "statement": "s" }],
            "findings": [
                finding("F-1", "X1", "a.py", "11"), finding("F-2", "X1", "b.py", "22"),
                finding("F-3", "X2", "a.py", "11"),
                { "id": "F-4", "rule": "X1", "severity": "low", "title": "t" },
            ],
            "waivers": [{ "id": "W", "of": of, "reason": "r", "requested_by": "ana", "approved_by": "ben",
                "granted": "2025-08-27", "expires": "2025-08-28" }],
        }))
        .unwrap();
        let WaiverFacts { gates, claims, findings, .. } = facts(&findings).remove(0);
        let names = |ids: Vec<Id>| ids.iter().map(Id::to_string).collect();
        (names(gates), names(claims), names(findings))
    }

    #[test]
    fn a_waiver_is_for_what_it_names() {
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        for (of, gates, claims, findings) in [
            (json!("F-2"), ids(&[]), ids(&[]), ids(&["F-2"])),
            (json!("c"), ids(&[]), ids(&["c"]), ids(&[])),
            (json!("gate:c"), ids(&["c"]), ids(&[]), ids(&[])),
            (json!({ "fingerprint": "11" }), ids(&[]), ids(&[]), ids(&["F-1", "F-3"])),
            (json!({ "fingerprint": "1" }), ids(&[]), ids(&[]), ids(&[])),
            (json!({ "rule": "X1" }), ids(&[]), ids(&[]), ids(&["F-1", "F-2", "F-4"])),
            (json!({ "rule": "X1", "path": "b.py" }), ids(&[]), ids(&[]), ids(&["F-2"])),
            (json!({ "rule": "X1", "path": "./b.py" }), ids(&[]), ids(&[]), ids(&[])),
            (json!({ "rule": "X3" }), ids(&[]), ids(&[]), ids(&[])),
        ] {
            assert_eq!(gathered(&of), (gates, claims, findings), "{of}");
        }
    }
}
