//! Findings → SARIF 2.1.0, for the tools that read that. What came from SARIF goes back as it was.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::fingerprint;
use crate::model::{Finding, Findings, Location, Moment, Run, Severity, Status};

/// Where the schema of the format is.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// A name, and whether a value is what the standard has there.
type Kept = (&'static str, fn(&Value) -> bool);

/// What a result has and a finding keeps under the same name (3.27).
const KEPT: [Kept; 16] = [
    ("codeFlows", Value::is_array),
    ("relatedLocations", Value::is_array),
    ("stacks", Value::is_array),
    ("graphs", Value::is_array),
    ("graphTraversals", Value::is_array),
    ("fixes", Value::is_array),
    ("attachments", Value::is_array),
    ("webRequest", Value::is_object),
    ("webResponse", Value::is_object),
    ("analysisTarget", Value::is_object),
    ("occurrenceCount", Value::is_u64),
    ("rank", Value::is_number),
    ("hostedViewerUri", Value::is_string),
    ("workItemUris", Value::is_array),
    ("guid", Value::is_string),
    ("correlationGuid", Value::is_string),
];

/// The kinds of a result that may be a finding (3.27.9).
const KINDS: [&str; 3] = ["open", "review", "informational"];
/// The states of a result against a baseline (3.27.24).
const STATES: [&str; 4] = ["new", "unchanged", "updated", "absent"];
/// The levels of a result (3.27.10).
const LEVELS: [&str; 4] = ["none", "note", "warning", "error"];

/// The findings as a log with one run for each run of theirs, and one for each tool that they name without a run.
#[must_use]
pub fn to_sarif(findings: &Findings) -> Value {
    let mut by_run: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    let mut by_tool: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &findings.findings {
        if let Some(run) = &finding.run {
            by_run.entry(run.as_str()).or_default().push(finding);
        } else {
            let tool = finding.tool.as_deref().unwrap_or("unnamed tool");
            by_tool.entry(tool).or_default().push(finding);
        }
    }
    let mut runs = Vec::new();
    for run in &findings.runs {
        let found = by_run.remove(run.id.as_str()).unwrap_or_default();
        runs.push(of_run(&run.tool.name, Some(run), &found));
    }
    // A run that nobody describes is at least a name.
    for (tool, found) in by_run.into_iter().chain(by_tool) {
        runs.push(of_run(tool, None, &found));
    }
    json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": runs })
}

fn of_run(tool: &str, run: Option<&Run>, found: &[&Finding]) -> Value {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    let mut described = Vec::new();
    // A suppression that is stated for one result is stated for all (3.27.23).
    let states = found.iter().any(|finding| suppressions(finding).is_some());
    let mut results = Vec::new();
    for finding in found {
        let index = *rules.entry(&finding.rule).or_insert_with(|| {
            described.push(rule(finding));
            described.len() - 1
        });
        let mut result = result(finding, tool, index);
        if states {
            let own = suppressions(finding).unwrap_or_else(|| json!([]));
            result.insert("suppressions".to_owned(), own);
        }
        results.push(Value::Object(result));
    }
    let version = run.and_then(|run| run.tool.version.as_deref());
    let mut driver =
        entries([("name", Some(Value::from(tool))), ("version", version.map(Value::from))]);
    driver.insert("rules".to_owned(), Value::Array(described));
    let mut told = entries([("tool", Some(json!({ "driver": driver })))]);
    told.extend(run.map(about).unwrap_or_default());
    // A run that looked at nothing has no list of results, which isn't an empty one (3.14.23). The standard also has
    // null for it, which its schema refuses.
    let looked = !results.is_empty() || run.is_none_or(|run| run.checked != Some(0));
    if looked {
        told.insert("results".to_owned(), Value::Array(results));
    }
    Value::Object(told)
}

/// How a run went, as far as it is known.
fn about(run: &Run) -> Map<String, Value> {
    // The standard wants a yes or no: where the tool says neither, the exit code does, or nobody.
    let by_code = || run.exit_code.map(|code| matches!(code, 0 | 1));
    let successful = run.successful.or_else(by_code);
    let instant = |moment: Option<Moment>| match moment {
        Some(moment @ Moment::Instant(_)) => Some(json!(moment)),
        Some(Moment::Day(_)) | None => None,
    };
    let invocation = entries([
        ("executionSuccessful", successful.map(Value::from)),
        ("commandLine", run.command.as_deref().map(Value::from)),
        ("startTimeUtc", instant(run.started_at)),
        ("endTimeUtc", instant(run.ended_at)),
        ("exitCode", run.exit_code.map(Value::from)),
    ]);
    let list = run.properties.get("versionControlProvenance").filter(|it| it.is_array()).cloned();
    let details = run.properties.get("automationDetails").filter(|it| it.is_object()).cloned();
    entries([
        ("invocations", successful.map(|_| json!([invocation]))),
        ("versionControlProvenance", list),
        ("automationDetails", details),
    ])
}

/// What a rule is, as far as its first finding tells.
fn rule(finding: &Finding) -> Value {
    let about = finding.properties.get("rule");
    let text = |name: &str| about.and_then(|it| it.get(name)).filter(|it| it.is_string()).cloned();
    let bag = about.and_then(|it| it.get("properties")).filter(|it| it.is_object()).cloned();
    Value::Object(entries([
        ("id", Some(Value::from(finding.rule.as_str()))),
        ("name", text("name")),
        ("shortDescription", text("shortDescription").map(|text| json!({ "text": text }))),
        ("helpUri", finding.help_uri.as_deref().map(Value::from)),
        ("properties", bag),
    ]))
}

fn result(finding: &Finding, tool: &str, index: usize) -> Map<String, Value> {
    let kept = |name: &str, known: &[&str]| {
        let own = finding.properties.get(name).and_then(Value::as_str);
        own.filter(|own| known.contains(own)).map(Value::from)
    };
    let state = (finding.status == Status::Fixed).then(|| Value::from("absent"));
    let kind = kept("kind", &KINDS);
    let message = entries([
        ("text", Some(Value::from(finding.title.as_str()))),
        ("markdown", finding.body.as_deref().map(Value::from)),
    ]);
    let (own, partial) = prints(finding, tool);
    let mut result = entries([
        ("ruleId", Some(Value::from(finding.rule.as_str()))),
        ("ruleIndex", Some(json!(index))),
        // A result of another kind than `fail` has no level.
        ("level", Some(Value::from(if kind.is_some() { "none" } else { level(finding) }))),
        ("kind", kind),
        ("message", Some(Value::Object(message))),
        ("locations", locations(finding)),
        ("fingerprints", own),
        ("partialFingerprints", partial),
        ("baselineState", state.or_else(|| kept("baselineState", &STATES))),
    ]);
    for (name, fits) in KEPT {
        if let Some(value) = finding.properties.get(name).filter(|value| fits(value)) {
            result.insert(name.to_owned(), value.clone());
        }
    }
    let bag = bag(finding);
    if !bag.is_empty() {
        result.insert("properties".to_owned(), Value::Object(bag));
    }
    result
}

/// The checker's own word where it is one of the standard's, else by the severity. Unknown isn't little.
fn level(finding: &Finding) -> &'static str {
    let word = finding.tool_severity.as_deref().unwrap_or_default();
    let own = LEVELS.into_iter().find(|level| level.eq_ignore_ascii_case(word.trim()));
    own.unwrap_or(match finding.severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium | Severity::Unknown => "warning",
        Severity::Low | Severity::Info => "note",
    })
}

/// Its places: all of them where it keeps them, else its own.
fn locations(finding: &Finding) -> Option<Value> {
    let mut kept = finding.properties.get("locations").filter(|it| it.is_array()).cloned();
    for place in kept.iter_mut().filter_map(Value::as_array_mut).flatten() {
        let region = place.pointer_mut("/physicalLocation/region").and_then(Value::as_object_mut);
        if let Some(region) = region.filter(|region| region.get("startLine") == Some(&json!(0))) {
            region.retain(|name, _| !name.ends_with("Line") && !name.ends_with("Column"));
        }
    }
    kept.or_else(|| Some(json!([place(finding.location.as_ref()?)])))
}

fn place(location: &Location) -> Value {
    // Lines and columns begin with 1, and a region of lines with its first (3.30.5).
    let start = location.start_line.filter(|line| *line > 0);
    let within =
        |number: Option<u64>| number.filter(|it| *it > 0 && start.is_some()).map(Value::from);
    let region = entries([
        ("startLine", start.map(Value::from)),
        ("startColumn", within(location.start_column)),
        ("endLine", within(location.end_line)),
        ("endColumn", within(location.end_column)),
        ("snippet", location.snippet.as_deref().map(|text| json!({ "text": text }))),
    ]);
    let physical = location.path.as_deref().map(|path| {
        Value::Object(entries([
            ("artifactLocation", Some(json!({ "uri": uri(path) }))),
            ("region", (!region.is_empty()).then(|| Value::Object(region))),
        ]))
    });
    let logical = location.logical.as_deref();
    Value::Object(entries([
        ("physicalLocation", physical),
        ("logicalLocations", logical.map(|name| json!([{ "fullyQualifiedName": name }]))),
    ]))
}

/// A path as a URI. What is an escape already stays one.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for (at, byte) in path.bytes().enumerate() {
        let escape = path.as_bytes().get(at + 1..at + 3);
        let is_escape = escape.is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~/:@!$&'()*+,;=?#[]".contains(&byte);
        if is_plain || (byte == b'%' && is_escape) {
            uri.push(char::from(byte));
        } else {
            uri.push('%');
            uri.extend([byte >> 4, byte & 15].iter().filter_map(|half| {
                char::from_digit(u32::from(*half), 16).map(|digit| digit.to_ascii_uppercase())
            }));
        }
    }
    uri
}

/// Our own fingerprint, and those of the tool under the names that it gave them.
fn prints(finding: &Finding, tool: &str) -> (Option<Value>, Option<Value>) {
    let (mut own, mut partial) = (Map::new(), Map::new());
    for (scheme, print) in &finding.fingerprints {
        let print = Value::from(print.as_str());
        if scheme == fingerprint::SCHEME {
            own.insert(scheme.clone(), print);
            continue;
        }
        let name = scheme.strip_prefix(tool).and_then(|rest| rest.strip_prefix('/'));
        partial.insert(name.unwrap_or(scheme).to_owned(), print);
    }
    let there = |prints: Map<String, Value>| (!prints.is_empty()).then_some(Value::Object(prints));
    (there(own), there(partial))
}

/// Its suppressions as they were, else what its status says.
fn suppressions(finding: &Finding) -> Option<Value> {
    let kept = finding.properties.get("suppressions").filter(|it| it.is_array());
    kept.cloned().or_else(|| match finding.status {
        Status::Suppressed | Status::Accepted | Status::FalsePositive => {
            let reason = finding.status_reason.as_deref().map(Value::from);
            let accepted = entries([
                ("kind", Some(Value::from("external"))),
                ("status", Some(Value::from("accepted"))),
                ("justification", reason),
            ]);
            Some(json!([accepted]))
        }
        Status::Open | Status::Fixed => None,
    })
}

/// What SARIF has no field for.
fn bag(finding: &Finding) -> Map<String, Value> {
    let own = finding.properties.get("properties").and_then(Value::as_object);
    let mut bag = own.cloned().unwrap_or_default();
    let cvss = finding.properties.get("cvss");
    let score = cvss.and_then(|it| it.get("score")).and_then(Value::as_f64);
    let aliases = (!finding.aliases.is_empty()).then(|| json!(finding.aliases));
    let more = entries([
        ("tags", finding.properties.get("tags").cloned()),
        ("aliases", aliases),
        ("security-severity", score.map(|score| Value::from(format!("{score:?}")))),
        ("cvss", cvss.and_then(|it| it.get("vector")).cloned()),
        ("package", finding.properties.get("package").cloned()),
    ]);
    for (name, value) in more {
        bag.entry(name).or_insert(value);
    }
    bag
}

/// Those that are there.
fn entries<'n>(all: impl IntoIterator<Item = (&'n str, Option<Value>)>) -> Map<String, Value> {
    all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

#[cfg(test)]
mod tests;
