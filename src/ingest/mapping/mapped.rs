//! What a mapping gives: the fields that it may fill, under the names that docs/adapters.md publishes.

use serde_json::{Map, Value};

use super::fields::{AS_WRITTEN, Fields, Wrong};
use crate::ingest::severity::of_cvss;
use crate::ingest::{SeverityTable, blank, cvss};
use crate::model::words::shortened;
use crate::model::{Finding, Location, Moment, Properties, Run, Severity, Status, Tool};

const RUN: [&str; 11] = [
    "tool",
    "version",
    "command",
    "started_at",
    "ended_at",
    "exit_code",
    "commit",
    "successful",
    "checked",
    "notes",
    "properties",
];

const FINDING: [&str; 23] = [
    "at",
    "rule",
    "title",
    "severity",
    "score",
    "cvss",
    "status",
    "status_reason",
    "body",
    "impact",
    "help_uri",
    "aliases",
    "tags",
    "fingerprints",
    "path",
    "start_line",
    "start_column",
    "end_line",
    "end_column",
    "logical",
    "snippet",
    "package",
    "properties",
];

const SCORE: [&str; 3] = ["score", "vector", "version"];
const PACKAGE: [&str; 5] = ["name", "version", "fixed", "purl", "ecosystem"];

/// What a finding is called by that doesn't say its rule.
pub(super) const NO_RULE: &str = "(no rule)";

/// What a program gave, and what the reader should know of how it was read.
pub(super) struct Given<T> {
    pub(super) it: T,
    /// Where it stands below the element, as a JSON Pointer.
    pub(super) at: String,
    pub(super) notes: Vec<String>,
}

/// A run of the checker.
///
/// # Errors
///
/// Where the program gives something else.
pub(super) fn run(value: Value, tool: &str) -> Result<Given<Run>, String> {
    let mut fields = Fields::of(value, &RUN)?;
    let moment = |fields: &mut Fields, name: &str| {
        fields.read(name, "time", |value| value.as_str().and_then(Moment::parse).ok_or(value))
    };
    let name = fields.text("tool").filter(|name| !name.trim().is_empty());
    let name = name.unwrap_or_else(|| tool.to_owned());
    let mut run = Run {
        tool: Tool { name, version: fields.text("version") },
        command: fields.text("command"),
        started_at: moment(&mut fields, "started_at"),
        ended_at: moment(&mut fields, "ended_at"),
        exit_code: fields.exit_code("exit_code"),
        commit: fields.text("commit"),
        successful: fields.is("successful"),
        checked: fields.count("checked"),
        properties: fields.object("properties"),
        ..blank::run(tool)
    };
    let told = fields.texts("notes");
    let Wrong { values, mut notes } = fields.wrong();
    // What can't be read of how it ended is no good end.
    if ["exit_code", "successful", "checked"].iter().any(|name| values.contains_key(*name)) {
        run.successful = Some(false);
    }
    kept_as_written(&mut run.properties, values);
    notes.extend(told);
    Ok(Given { it: run, at: String::new(), notes })
}

/// A problem.
///
/// # Errors
///
/// Where the program gives something else.
pub(super) fn finding(value: Value, words: &SeverityTable) -> Result<Given<Finding>, String> {
    let mut fields = Fields::of(value, &FINDING)?;
    let at = fields.text("at").unwrap_or_default();
    let rule = fields.text("rule").filter(|rule| !rule.trim().is_empty());
    let title = fields.text("title").filter(|title| !title.trim().is_empty());
    let tool_severity = fields.any("severity").and_then(word);
    let cvss = score(&mut fields)?;
    let own_score = fields.number("score");
    let package = package(&mut fields)?;
    let status = fields.read("status", "status", |value| {
        serde_json::from_value::<Status>(value.clone()).map_err(|_| value)
    });
    let location = location(&mut fields);
    if location.end_line.zip(location.start_line).is_some_and(|(end, start)| end < start) {
        fields.note("a place ends on a line before the one on which it begins".to_owned());
    }
    let tags: Vec<Value> = fields.texts("tags").into_iter().map(Value::from).collect();
    let is_named = rule.is_some();
    let rule = rule.unwrap_or_else(|| NO_RULE.to_owned());
    let mut aliases: Vec<String> = Vec::new();
    for alias in fields.texts("aliases") {
        if alias != rule && !alias.is_empty() && !aliases.contains(&alias) {
            aliases.push(alias);
        }
    }
    let title = title.unwrap_or_else(|| rule.clone());
    let mut finding = Finding {
        tool_severity,
        status: status.unwrap_or_default(),
        status_reason: fields.text("status_reason"),
        location: (location != Location::default()).then_some(location),
        fingerprints: fields.named_texts("fingerprints"),
        aliases,
        impact: fields.text("impact"),
        help_uri: fields.text("help_uri"),
        body: fields.text("body").filter(|body| !body.trim().is_empty()),
        properties: fields.object("properties"),
        ..blank::finding(rule, title, Severity::Unknown)
    };
    keep(&mut finding.properties, "cvss", cvss.property());
    keep(&mut finding.properties, "package", package);
    keep(&mut finding.properties, "tags", (!tags.is_empty()).then_some(Value::Array(tags)));
    let Wrong { values, mut notes } = fields.wrong();
    kept_as_written(&mut finding.properties, values);
    if !is_named {
        notes.push(format!("a finding doesn't name its rule, which is called `{NO_RULE}` here"));
    }
    let word = finding.tool_severity.as_deref();
    let score = cvss.score.map(of_cvss).or_else(|| words.of_number(own_score?));
    finding.severity = severity(word, score, words, &mut notes);
    Ok(Given { it: finding, at, notes })
}

/// Where a problem is.
fn location(fields: &mut Fields) -> Location {
    Location {
        path: fields.text("path").filter(|path| !path.is_empty()),
        start_line: fields.position("start_line"),
        start_column: fields.position("start_column"),
        end_line: fields.position("end_line"),
        end_column: fields.position("end_column"),
        logical: fields.text("logical").filter(|logical| !logical.is_empty()),
        snippet: fields.text("snippet"),
    }
}

/// The checker's own word. A number is a word, too: some checkers count.
fn word(severity: Value) -> Option<String> {
    match severity {
        Value::Null => None,
        Value::String(word) if word.trim().is_empty() => None,
        Value::String(word) => Some(word),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Some(severity.to_string())
        }
    }
}

/// A score of the Common Vulnerability Scoring System.
#[derive(Default)]
struct Cvss {
    score: Option<f64>,
    is_computed: bool,
    vector: Option<String>,
    version: Option<String>,
}

impl Cvss {
    /// As a property, if there is anything to tell.
    fn property(&self) -> Option<Value> {
        let mut told = Map::new();
        keep(&mut told, "score", self.score.map(Value::from));
        // Who computed it is said: it is ours, and not in the file.
        keep(&mut told, "computed", self.is_computed.then_some(Value::Bool(true)));
        keep(&mut told, "vector", self.vector.clone().map(Value::from));
        keep(&mut told, "version", self.version.clone().map(Value::from));
        (!told.is_empty()).then_some(Value::Object(told))
    }
}

/// The score that is written; where none is, and none is wrong, the one that the vector gives.
fn score(fields: &mut Fields) -> Result<Cvss, String> {
    let read = fields.below("cvss", &SCORE, |fields| {
        let score = fields.score("score");
        let (vector, version) = (fields.text("vector"), fields.text("version"));
        let is_wrong = fields.is_wrong("score");
        let computed = vector.as_deref().filter(|_| score.is_none() && !is_wrong);
        let computed = computed.and_then(cvss::base_score);
        if let Some(vector) =
            vector.as_deref().filter(|_| !is_wrong && score.or(computed).is_none())
        {
            let vector = shortened(vector);
            fields.note(format!("no score can be computed from the CVSS vector `{vector}`"));
        }
        Cvss { score: score.or(computed), is_computed: computed.is_some(), vector, version }
    })?;
    Ok(read.unwrap_or_default())
}

/// A package that is affected, as a property.
fn package(fields: &mut Fields) -> Result<Option<Value>, String> {
    fields.below("package", &PACKAGE, |fields| {
        let mut told = Map::new();
        for name in PACKAGE {
            keep(&mut told, name, fields.text(name).map(Value::from));
        }
        Value::Object(told)
    })
}

/// By the checker's word; where it has none, by its score. A word that the table lacks is told.
fn severity(
    word: Option<&str>,
    score: Option<Severity>,
    words: &SeverityTable,
    notes: &mut Vec<String>,
) -> Severity {
    match (word, score) {
        (Some(word), _) => words.get(word).unwrap_or_else(|| {
            notes.push(format!(
                "the severity `{}` isn't in the table of this adapter; it counts as unknown",
                shortened(word)
            ));
            Severity::Unknown
        }),
        (None, Some(severity)) => severity,
        (None, None) => words.get("").unwrap_or(Severity::Unknown),
    }
}

fn keep(properties: &mut Properties, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        properties.insert(name.to_owned(), value);
    }
}

/// Keeps what was wrong.
pub(super) fn kept_as_written(properties: &mut Properties, wrong: Map<String, Value>) {
    keep(properties, AS_WRITTEN, (!wrong.is_empty()).then_some(Value::Object(wrong)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn words() -> SeverityTable {
        SeverityTable::new([("bad".to_owned(), Severity::High)])
    }

    fn read(value: Value) -> Given<Finding> {
        finding(value, &words()).unwrap()
    }

    #[test]
    fn what_is_wrong_loses_nothing_else() {
        let Given { it, notes, .. } = read(json!({
            "rule": 105, "title": ["x"], "severity": "bad", "path": "a", "start_line": -3, "status": "odd"
        }));
        assert_eq!((it.rule.as_str(), it.title.as_str()), ("105", "105"));
        assert_eq!((it.severity, it.status), (Severity::High, Status::Open));
        assert_eq!(it.location.unwrap().start_line, None);
        let kept = json!({ "title": ["x"], "start_line": -3, "status": "odd" });
        assert_eq!(it.properties[AS_WRITTEN], kept);
        assert_eq!(notes.len(), 3, "{notes:?}");
    }

    #[test]
    fn a_score_is_computed_only_where_none_is_written() {
        const VECTOR: &str = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
        let cvss = |cvss: Value| read(json!({ "rule": "R", "cvss": cvss }));
        let computed = cvss(json!({ "vector": VECTOR })).it;
        assert_eq!(computed.severity, Severity::Critical);
        let told = json!({ "score": 9.8, "computed": true, "vector": VECTOR });
        assert_eq!(computed.properties["cvss"], told);
        let written = cvss(json!({ "vector": VECTOR, "score": 5 })).it;
        assert_eq!(written.severity, Severity::Medium);
        assert_eq!(written.properties["cvss"].get("computed"), None);
        let wrong = cvss(json!({ "vector": VECTOR, "score": 75 }));
        assert_eq!((wrong.it.severity, wrong.notes.len()), (Severity::Unknown, 1));
        let none = cvss(json!({ "vector": "CVSS:3.1/AV:N" })).it;
        assert_eq!(none.severity, Severity::Unknown);
    }

    #[test]
    fn a_number_of_the_checker_counts_where_nothing_else_does() {
        let words = SeverityTable::new([(">= 0.7".to_owned(), Severity::High)]);
        let of = |value: Value| finding(value, &words).unwrap();
        assert_eq!(of(json!({ "rule": "R", "score": 0.9 })).it.severity, Severity::High);
        assert_eq!(of(json!({ "rule": "R", "score": 0.1 })).it.severity, Severity::Unknown);
        let both = json!({ "rule": "R", "score": 0.9, "cvss": { "score": 1 } });
        assert_eq!(of(both).it.severity, Severity::Low);
        let wrong = of(json!({ "rule": "R", "score": "much" }));
        assert_eq!((wrong.it.severity, wrong.notes.len()), (Severity::Unknown, 1));
    }

    #[test]
    fn a_rule_that_is_missing_is_told() {
        let Given { it, notes, .. } = read(json!({ "title": "T" }));
        assert_eq!((it.rule.as_str(), it.title.as_str(), notes.len()), (NO_RULE, "T", 1));
    }

    #[test]
    fn an_end_that_can_not_be_read_is_no_good_one() {
        let told = |value: Value| run(value, "T").unwrap().it;
        assert_eq!(told(json!({ "successful": "yes" })).successful, Some(false));
        assert_eq!(told(json!({ "checked": -1, "successful": true })).successful, Some(false));
        let whole = told(json!({ "successful": true, "version": 2, "started_at": "soon" }));
        assert_eq!((whole.successful, whole.tool.version.as_deref()), (Some(true), Some("2")));
        assert_eq!(whole.properties[AS_WRITTEN], json!({ "started_at": "soon" }));
    }

    #[test]
    fn a_program_that_gives_something_else_is_an_error() {
        assert!(finding(json!("x"), &words()).is_err());
        assert!(finding(json!({ "rule": "R", "lines": 3 }), &words()).is_err());
    }
}
