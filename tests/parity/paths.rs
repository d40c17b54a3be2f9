//! The arrays and objects of report.json, by its schema, each with the kind of entry that looks for what is in it.

use std::collections::BTreeSet;

use serde_json::Value;
use signoff::model::Report;
use signoff::schema::SCHEMAS;

use crate::entries::KINDS;

/// What the gates read of the things that are looked for themselves.
const FACTS: &str = "facts";

/// Names that say it all wherever they stand: what came of links, the numbers of lines, what a tool keeps.
const ANYWHERE: &[&str] = &["evidence", "from", "links", "baseline_links", "lines", "properties"];

/// Every other array or object by its path, and the kind of the entries that hold what is in it. What is in an array
/// goes with it.
const PATHS: &[(&str, &str)] = &[
    ("subject", "subject"),
    ("subject.properties", "subject"),
    ("report", "subject"),
    ("report.prepared_by", "subject"),
    ("report.contacts", "subject"),
    ("report.declared", "declared"),
    ("report.evidence", "declared"),
    ("report.properties", "subject"),
    ("verdict", "verdict"),
    ("verdict.reasons", "verdict"),
    ("verdict.conditions", "conditions"),
    ("verdict.conditions[].closed_by", "conditions"),
    ("verdict.shortest_way", "way"),
    ("verdict.shortest_way.items", "way"),
    ("verdict.shortest_way.items[].clears", "way"),
    ("verdict.shortest_way.stuck", "way"),
    ("verdict.shortest_way.effort", "way"),
    ("gates", "gates"),
    ("gates[].rests_on", "gates"),
    ("gates[].waived_by", "gates"),
    ("scores", "scores"),
    ("scores.categories", "scores"),
    ("scores.total", "scores"),
    ("categories", "categories"),
    ("categories[].declared", "declared"),
    ("claims", "claims"),
    ("claims[].supported_by", "claims"),
    ("claims[].refuted_by", "claims"),
    ("claims[].declared", "claims"),
    ("measures", "measures"),
    ("measures[].reference", "measures"),
    ("measures[].declared", "measures"),
    ("measures[].operands", "measures"),
    ("findings", "findings"),
    ("findings[].location", "findings"),
    ("findings[].fingerprints", "findings"),
    ("findings[].aliases", "findings"),
    ("findings[].refutes", "findings"),
    ("contradictions", "contradictions"),
    ("contradictions[].about", "contradictions"),
    ("contradictions[].says", "contradictions"),
    ("contradictions[].holds", "contradictions"),
    ("contradiction_rules", "rules"),
    ("waivers", "waivers"),
    ("waivers[].of", "waivers"),
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
    ("evidence[].masked", "evidence"),
    ("evidence[].masked.rules", "evidence"),
    ("runs", "runs"),
    ("runs[].tool", "runs"),
    ("policy", "policy"),
    ("policy.adapters", "policy"),
    ("policy.required", "policy"),
    ("policy.may_not_apply", "policy"),
    ("policy.evidence", "policy"),
    ("policy.category", "policy"),
    ("policy.contradictions", "policy"),
    ("policy.contradictions.level", "policy"),
    ("policy.gate", "gates"),
    ("policy.gate[].tools", "gates"),
    ("policy.role", "policy"),
    ("policy.findings", "policy"),
    ("policy.findings.closed", "policy"),
    ("policy.waivers", "policy"),
    ("policy.waivers.approvers", "policy"),
    ("policy.waivers.never", "policy"),
    ("policy.redact", "policy"),
    ("policy.redact.patterns", "policy"),
    ("policy.redact.rules", "policy"),
    ("policy.brand", "subject"),
    ("redactions", "redactions"),
    ("redactions.rules", "redactions"),
    ("redactions.files", "redactions"),
    (CHANGES, CHANGES),
    ("provenance", "provenance"),
    ("provenance.inputs", "provenance"),
    ("provenance.policy", "policy"),
];

/// What changed since an earlier report, and the kind of the entries that hold all of it.
const CHANGES: &str = "changes";

/// Every array or object of it by its path below it.
const OF_CHANGES: &[&str] = &[
    "old",
    "old.subject",
    "old.policy",
    "new",
    "new.subject",
    "new.policy",
    "verdict",
    "causes",
    "causes[].what",
    "causes[].gates",
    "causes[].score",
    "gates",
    "gates[].old",
    "gates[].new",
    "gates[].causes",
    "scores",
    "scores[].old",
    "scores[].new",
    "scores[].parts",
    "claims",
    "claims[].evidence_added",
    "claims[].evidence_lost",
    "claims[].evidence_replaced",
    "claims[].evidence_recollected",
    "claims[].fields",
    "claims[].causes",
    "measures",
    "measures[].old",
    "measures[].new",
    "measures[].fields",
    "findings",
    "findings[].location",
    "findings[].fields",
    "totals",
    "totals.changes",
    "totals.new_by_severity",
    "subject",
    "policy",
    "runs",
    "runs[].fields",
    "evidence",
    "evidence[].fields",
    "evidence[].words",
    "contradictions",
    "contradictions[].fields",
    "contradictions[].words",
    "waivers",
    "waivers[].fields",
    "waivers[].words",
    "actions",
    "actions[].fields",
    "actions[].words",
    "signoffs",
    "signoffs[].fields",
    "signoffs[].words",
    "sections",
    "sections[].words",
];

/// All paths that have entries, with their kinds.
fn known() -> impl Iterator<Item = (String, &'static str)> {
    let of_changes = OF_CHANGES.iter().map(|path| (format!("{CHANGES}.{path}"), CHANGES));
    PATHS.iter().map(|(path, kind)| ((*path).to_owned(), *kind)).chain(of_changes)
}

/// The kind of entries that look for what is at a path; any kind, where it says it all by its name.
pub fn kind(path: &str) -> Option<&'static str> {
    known().find(|(known, _)| known == path).map(|(_, kind)| kind)
}

/// The paths that nothing here looks for.
pub fn unknown(paths: &BTreeSet<String>) -> Vec<&String> {
    assert!(PATHS.iter().all(|(_, kind)| KINDS.contains(kind)));
    let is_anywhere =
        |path: &str| path.rsplit_once('.').is_some_and(|(_, name)| ANYWHERE.contains(&name));
    paths.iter().filter(|path| kind(path).is_none() && !is_anywhere(path)).collect()
}

/// The rows above that are of nothing in the schema.
pub fn stale(paths: &BTreeSet<String>) -> Vec<String> {
    known().map(|(path, _)| path).filter(|path| !paths.contains(path)).collect()
}

/// The arrays and objects that a report may have.
pub fn of_schema() -> BTreeSet<String> {
    let (_, schema) = SCHEMAS.iter().find(|(name, _)| *name == "report").unwrap();
    let schema: Value = serde_json::from_str(schema).unwrap();
    let mut found = BTreeSet::new();
    allowed(&schema, &schema, "", &mut found);
    found
}

fn allowed(schema: &Value, root: &Value, path: &str, found: &mut BTreeSet<String>) {
    if path == FACTS {
        return;
    }
    if let Some(name) = schema["$ref"].as_str() {
        allowed(root.pointer(name.trim_start_matches('#')).unwrap(), root, path, found);
    }
    for either in ["oneOf", "anyOf", "allOf"].iter().filter_map(|word| schema[word].as_array()) {
        for one in either {
            allowed(one, root, path, found);
        }
    }
    let is_named = !path.is_empty() && !path.ends_with(']');
    if let Some(items) = schema.get("items") {
        found.insert(path.to_owned());
        allowed(items, root, &format!("{path}[]"), found);
    }
    if schema["type"] == "object" && is_named {
        found.insert(path.to_owned());
    }
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        allowed(member, root, &joined(path, name), found);
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// The arrays and objects of a report in which there is something.
pub fn of_report(report: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    there(report, "", &mut found);
    found
}

fn there(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) if !items.is_empty() => {
            found.insert(path.to_owned());
            for item in items {
                there(item, &format!("{path}[]"), found);
            }
        }
        Value::Object(members) if path != FACTS && !members.is_empty() => {
            if !path.is_empty() && !path.ends_with(']') {
                found.insert(path.to_owned());
            }
            for (name, member) in members {
                there(member, &joined(path, name), found);
            }
        }
        _ => {}
    }
}

/// A report without what is at a path, wherever that is; none where that would be no report.
pub fn without(report: &Value, path: &str) -> Option<Report> {
    let steps: Vec<&str> = path.split('.').collect();
    let removed = |remove: Remove| {
        let mut report = report.clone();
        take(&mut report, &steps, remove);
        serde_json::from_value(report).ok()
    };
    removed(Remove::Whole).or_else(|| removed(Remove::Contents))
}

#[derive(Clone, Copy)]
enum Remove {
    Whole,
    Contents,
}

fn take(value: &mut Value, steps: &[&str], remove: Remove) {
    let Some((step, rest)) = steps.split_first() else { return };
    let (name, is_list) = step.strip_suffix("[]").map_or((*step, false), |name| (name, true));
    let Some(object) = value.as_object_mut() else { return };
    match (object.get_mut(name), remove) {
        (None, _) => {}
        (Some(Value::Array(items)), _) if is_list => {
            for item in items {
                take(item, rest, remove);
            }
        }
        (Some(member), _) if !rest.is_empty() => take(member, rest, remove),
        (Some(_), Remove::Whole) => drop(object.remove(name)),
        (Some(Value::Array(items)), Remove::Contents) => items.clear(),
        (Some(member), Remove::Contents) => *member = Value::Object(serde_json::Map::new()),
    }
}
