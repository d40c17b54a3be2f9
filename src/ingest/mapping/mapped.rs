//! What a mapping gives: the fields that it may fill, under the names that docs/adapters.md publishes.

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, NaiveTime};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::ingest::SeverityTable;
use crate::ingest::cvss::base_score;
use crate::ingest::severity::of_cvss;
use crate::model::{
    Aggregate, Finding, Id, Link, Links, Location, Measure, Moment, Properties, Run, Severity,
    Status, Tool,
};

/// A run of the checker.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MappedRun {
    tool: Option<String>,
    version: Option<Value>,
    command: Option<String>,
    started_at: Option<String>,
    ended_at: Option<String>,
    exit_code: Option<i64>,
    commit: Option<String>,
    successful: Option<bool>,
    checked: Option<u64>,
    /// What the reader should know of it.
    #[serde(default)]
    notes: Vec<String>,
    #[serde(default)]
    properties: Properties,
}

impl MappedRun {
    /// What tells it from other runs: all but what may differ from one document of a run to the next.
    pub(super) fn key(&self) -> String {
        let Self { tool, version, command, exit_code, commit, properties, .. } = self;
        format!("{tool:?} {version:?} {command:?} {exit_code:?} {commit:?} {properties:?}")
    }

    /// Another document of the same run: it lasted from the first start to the last end, and checked what all of
    /// them did. What one of them doesn't say isn't known of the whole.
    pub(super) fn join(&mut self, other: Self) {
        let both = self.started_at.take().zip(other.started_at);
        self.started_at = both.map(|(one, it)| if instant(&it) < instant(&one) { it } else { one });
        let both = self.ended_at.take().zip(other.ended_at);
        self.ended_at = both.map(|(one, it)| if instant(&it) > instant(&one) { it } else { one });
        self.checked = self.checked.zip(other.checked).map(|(one, more)| one.saturating_add(more));
        self.successful = match (self.successful, other.successful) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            (None, _) | (_, None) => None,
        };
    }

    /// The run, and what had to be left out of it.
    pub(super) fn run(self, tool: &str) -> (Run, Vec<String>) {
        let mut notes = self.notes;
        let mut moment = |name: &str, text: Option<String>| {
            let text = text?;
            let moment = Moment::parse(&text);
            if moment.is_none() {
                notes.push(format!("its {name} `{text}` is no time, and is left out"));
            }
            moment
        };
        let started_at = moment("start", self.started_at);
        let ended_at = moment("end", self.ended_at);
        if self.successful == Some(false) {
            notes.push("the run didn't end well: what it found may not be all".to_owned());
        }
        if self.checked == Some(0) {
            notes.push("the run checked nothing: that nothing was found says nothing".to_owned());
        }
        let version = self.version.map(|version| match version {
            Value::String(version) => version,
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Array(_)
            | Value::Object(_) => version.to_string(),
        });
        let run = Run {
            id: Id::default(),
            tool: Tool { name: self.tool.unwrap_or_else(|| tool.to_owned()), version },
            command: self.command,
            started_at,
            ended_at,
            exit_code: self.exit_code,
            commit: self.commit,
            successful: self.successful,
            checked: self.checked,
            evidence: Vec::new(),
            properties: self.properties,
        };
        (run, notes)
    }
}

/// A time as an instant, so that it can be compared; a day as its start.
fn instant(text: &str) -> Option<NaiveDateTime> {
    Some(match Moment::parse(text)? {
        Moment::Day(day) => day.date().and_time(NaiveTime::MIN),
        Moment::Instant(instant) => instant.naive_utc(),
    })
}

/// A problem.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MappedFinding {
    /// Where it stands below the element, as a JSON Pointer.
    #[serde(default)]
    pub(super) at: String,
    rule: String,
    title: Option<String>,
    severity: Option<Value>,
    /// The checker's own number for how bad it is, where it has neither a word nor a CVSS score.
    score: Option<f64>,
    cvss: Option<MappedCvss>,
    #[serde(default)]
    status: Status,
    status_reason: Option<String>,
    body: Option<String>,
    impact: Option<String>,
    help_uri: Option<String>,
    #[serde(default)]
    aliases: Vec<Option<String>>,
    #[serde(default)]
    tags: Vec<Option<String>>,
    #[serde(default)]
    fingerprints: BTreeMap<String, Option<String>>,
    path: Option<String>,
    start_line: Option<u64>,
    start_column: Option<u64>,
    end_line: Option<u64>,
    end_column: Option<u64>,
    logical: Option<String>,
    snippet: Option<String>,
    package: Option<MappedPackage>,
    #[serde(default)]
    properties: Properties,
}

/// A score of the Common Vulnerability Scoring System.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MappedCvss {
    score: Option<f64>,
    vector: Option<String>,
    version: Option<String>,
}

/// A package that is affected.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MappedPackage {
    name: Option<String>,
    version: Option<String>,
    fixed: Option<String>,
    purl: Option<String>,
    ecosystem: Option<String>,
}

impl MappedFinding {
    /// The problem, and what the reader should know of how it was read.
    pub(super) fn finding(self, words: &SeverityTable) -> (Finding, Vec<String>) {
        let mut notes = Vec::new();
        let tool_severity = self.severity.and_then(word);
        let of_vector = |cvss: &MappedCvss| base_score(cvss.vector.as_deref()?);
        let score = self.cvss.as_ref().and_then(|cvss| cvss.score.or_else(|| of_vector(cvss)));
        let score = score.map(of_cvss);
        let score = score.or_else(|| words.of_number(self.score?));
        let severity = severity(tool_severity.as_deref(), score, words, &mut notes);
        let mut properties = self.properties;
        keep(&mut properties, "cvss", self.cvss.map(cvss));
        keep(&mut properties, "package", self.package.map(package));
        let tags: Vec<Value> = self.tags.into_iter().flatten().map(Value::from).collect();
        keep(&mut properties, "tags", (!tags.is_empty()).then_some(Value::Array(tags)));
        let mut aliases: Vec<String> = Vec::new();
        for alias in self.aliases.into_iter().flatten() {
            if alias != self.rule && !alias.is_empty() && !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
        let location = Location {
            path: self.path.filter(|path| !path.is_empty()),
            start_line: self.start_line.filter(|line| *line > 0),
            start_column: self.start_column.filter(|column| *column > 0),
            end_line: self.end_line.filter(|line| *line > 0),
            end_column: self.end_column.filter(|column| *column > 0),
            logical: self.logical.filter(|logical| !logical.is_empty()),
            snippet: self.snippet,
        };
        let title = self.title.filter(|title| !title.trim().is_empty());
        let fingerprints = self.fingerprints.into_iter();
        let finding = Finding {
            id: Id::default(),
            title: title.unwrap_or_else(|| self.rule.clone()),
            rule: self.rule,
            severity,
            tool_severity,
            status: self.status,
            status_reason: self.status_reason,
            run: None,
            tool: None,
            category: None,
            location: (location != Location::default()).then_some(location),
            fingerprints: fingerprints
                .filter_map(|(scheme, print)| Some((scheme, print?)))
                .collect(),
            aliases,
            refutes: Vec::new(),
            impact: self.impact,
            effort: None,
            owner: None,
            help_uri: self.help_uri,
            body: self.body.filter(|body| !body.trim().is_empty()),
            evidence: Vec::new(),
            properties,
        };
        (finding, notes)
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
                "the severity `{word}` isn't in the table of this adapter; it counts as unknown"
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

fn entries(all: [(&str, Option<Value>); 5]) -> Value {
    let there = all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(there.collect::<Map<_, _>>())
}

fn cvss(cvss: MappedCvss) -> Value {
    let (vector, version) = (cvss.vector.map(Value::from), cvss.version.map(Value::from));
    let score = cvss.score.map(Value::from);
    entries([("score", score), ("vector", vector), ("version", version), ("", None), ("", None)])
}

fn package(package: MappedPackage) -> Value {
    entries([
        ("name", package.name.map(Value::from)),
        ("version", package.version.map(Value::from)),
        ("fixed", package.fixed.map(Value::from)),
        ("purl", package.purl.map(Value::from)),
        ("ecosystem", package.ecosystem.map(Value::from)),
    ])
}

/// A quantity.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MappedMeasure {
    /// Where its value stands in the document, as a JSON Pointer or another selector; several places where they
    /// become one value.
    at: Places,
    /// How several values become one.
    aggregate: Option<Aggregate>,
    metric: String,
    scope: Option<String>,
    title: Option<String>,
    unit: Option<String>,
    #[serde(default)]
    properties: Properties,
}

/// One place or several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Places {
    One(String),
    Several(Vec<String>),
}

impl MappedMeasure {
    /// The quantity, and the place of its value as `at` names it. Several places stand in the quantity itself.
    pub(super) fn measure(self, at: impl Fn(&str) -> String) -> (Measure, String) {
        let link = |place: &String| {
            let at = Some(at(place)).filter(|at| !at.is_empty());
            Link { evidence: Id::default(), at, expect: None, note: None }
        };
        let (value, place) = match &self.at {
            Places::One(place) => (None, at(place)),
            Places::Several(all) => {
                (Some(Links::Many(all.iter().map(link).collect())), String::new())
            }
        };
        let measure = Measure {
            id: Id::default(),
            metric: self.metric,
            scope: self.scope,
            title: self.title,
            value,
            aggregate: self.aggregate,
            unit: self.unit,
            target: None,
            baseline: None,
            reference: None,
            category: None,
            declared: Vec::new(),
            evidence: Vec::new(),
            properties: self.properties,
        };
        (measure, place)
    }
}
