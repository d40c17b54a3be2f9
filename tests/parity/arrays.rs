//! The arrays of report.json, each with the kind of entry that looks for what is in it.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::entries::KINDS;

/// Where the facts stand: what the gates read of the things that are looked for themselves.
const FACTS: &str = "facts.";

/// Arrays whose name says it all, wherever they stand: what came of links, and the numbers of lines in them.
const LINKS: &[&str] = &["evidence", "from", "links", "baseline_links", "lines"];

/// Every array by its path, and the kind of the entries that hold what is in it.
const ARRAYS: &[(&str, &str)] = &[
    ("report.prepared_by", "subject"),
    ("report.contacts", "subject"),
    ("report.declared", "declared"),
    ("verdict.reasons", "verdict"),
    ("verdict.conditions", "conditions"),
    ("verdict.conditions[].closed_by", "conditions"),
    ("verdict.shortest_way.items", "way"),
    ("verdict.shortest_way.items[].clears", "way"),
    ("verdict.shortest_way.stuck", "way"),
    ("gates", "gates"),
    ("gates[].rests_on", "gates"),
    ("gates[].waived_by", "gates"),
    ("scores.categories", "scores"),
    ("categories", "categories"),
    ("categories[].declared", "declared"),
    ("claims", "claims"),
    ("claims[].supported_by", "claims"),
    ("claims[].refuted_by", "claims"),
    ("claims[].declared", "claims"),
    ("measures", "measures"),
    ("measures[].declared", "measures"),
    ("measures[].operands", "measures"),
    ("findings", "findings"),
    ("findings[].aliases", "findings"),
    ("findings[].refutes", "findings"),
    ("contradictions", "contradictions"),
    ("contradictions[].about", "contradictions"),
    ("contradiction_rules", "rules"),
    ("waivers", "waivers"),
    ("waivers[].covers", "waivers"),
    ("waivers[].lifts", "waivers"),
    ("forecast", "forecast"),
    ("forecast[].turns", "forecast"),
    ("checklists", "checklists"),
    ("checklists[].declared", "checklists"),
    ("checklists[].items", "items"),
    ("artifacts", "artifacts"),
    ("artifacts[].for", "artifacts"),
    ("actions", "actions"),
    ("actions[].closes", "actions"),
    ("actions[].for", "actions"),
    ("signoffs", "signoffs"),
    ("signoffs[].conditions", "signoffs"),
    ("signoffs[].condition_states", "conditions"),
    ("signoffs[].condition_states[].closed_by", "conditions"),
    ("sections", "sections"),
    ("evidence", "evidence"),
    ("evidence[].stale_for", "evidence"),
    ("evidence[].excerpt", "evidence"),
    ("runs", "runs"),
    ("policy.required", "policy"),
    ("policy.may_not_apply", "policy"),
    ("policy.gate", "gates"),
    ("policy.role", "policy"),
    ("policy.findings.closed", "policy"),
    ("policy.waivers.approvers", "policy"),
    ("policy.waivers.never", "policy"),
    ("provenance.inputs", "provenance"),
];

/// The arrays of a report that nothing here looks for.
pub fn unknown(report: &Value) -> Vec<String> {
    let mut found = BTreeSet::new();
    collect(report, "", &mut found);
    assert!(ARRAYS.iter().all(|(_, kind)| KINDS.contains(kind)));
    let is_known = |path: &String| {
        let name = path.rsplit('.').next().unwrap();
        path.starts_with(FACTS)
            || ARRAYS.iter().any(|(known, _)| known == path)
            || path != name && LINKS.contains(&name)
    };
    found.into_iter().filter(|path| !is_known(path)).collect()
}

fn collect(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => {
            found.insert(path.to_owned());
            for item in items {
                collect(item, &format!("{path}[]"), found);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                // What a tool keeps for itself may have any shape; it is printed as it stands.
                if name == "properties" || name == "policy" && !path.is_empty() {
                    continue;
                }
                let inner = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                collect(value, &inner, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
