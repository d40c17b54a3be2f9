//! A case that is being read, and the finding that it becomes where it failed.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::reading::BEHIND;
use super::suite::Suite;
use crate::evidence::CaseMark;
use crate::ingest::blank;
use crate::ingest::formats::quote;
use crate::ingest::formats::walk::Tag;
use crate::model::{Finding, Location, Properties, Severity};

/// How much is kept of what one mark says, in bytes; how much more there is is told.
const MOST_TEXT: usize = 64 * 1024;
/// How many suites around a case are named.
const SUITES: usize = 16;

/// A case.
pub(super) struct Case {
    name: String,
    class: Option<String>,
    path: Option<String>,
    line: Option<u64>,
    column: Option<u64>,
    /// Whether a line or column is stated that is none.
    pub(super) has_no_line: bool,
    /// All attributes that have no field of their own.
    others: Properties,
    properties: Properties,
    /// What the attributes `status` and `result` say.
    said: Option<CaseMark>,
    marks: Vec<Mark>,
    /// Earlier attempts that failed.
    pub(super) attempts: u64,
}

/// What an element says of a case.
struct Mark {
    kind: CaseMark,
    message: String,
    type_name: Option<String>,
    text: String,
    /// How many bytes of text were left out.
    more: usize,
}

impl Case {
    pub(super) fn open(tag: &Tag<'_>, suite: Option<&Suite>) -> Self {
        let mut case = Self {
            name: String::new(),
            class: None,
            path: None,
            line: None,
            column: None,
            has_no_line: false,
            others: Properties::new(),
            properties: Properties::new(),
            said: None,
            marks: Vec::new(),
            attempts: 0,
        };
        for (name, value) in tag.attributes() {
            let is_blank = value.trim().is_empty();
            match name.as_str() {
                "name" => case.name = value,
                "classname" => case.class = Some(value).filter(|_| !is_blank),
                "file" => case.path = Some(value).filter(|_| !is_blank),
                _ if is_blank => {}
                "line" | "column" | "col" if position(&value).is_none() => {
                    // Kept as it is written.
                    case.has_no_line = true;
                    case.others.insert(name, value.into());
                }
                "line" => case.line = position(&value),
                "column" | "col" => case.column = position(&value),
                _ => {
                    if matches!(name.as_str(), "status" | "result") {
                        case.said = case.said.max(CaseMark::of_word(&value));
                    }
                    case.others.insert(name, value.into());
                }
            }
        }
        if case.path.is_none() {
            case.path = case.path_of(suite);
        }
        case
    }

    /// The file of its suite. Linters name a suite after the file, and the class without the file's suffix.
    fn path_of(&self, suite: Option<&Suite>) -> Option<String> {
        let suite = suite?;
        if let Some(file) = &suite.file {
            return Some(file.to_string());
        }
        let (name, class) = (suite.name.as_deref()?, self.class.as_deref()?);
        let is_file = class.contains(['/', '\\'])
            && name.strip_prefix(class).is_some_and(|suffix| suffix.starts_with('.'));
        is_file.then(|| name.to_owned())
    }

    pub(super) fn mark(&mut self, kind: CaseMark, tag: &Tag<'_>) {
        let message = tag.attribute("message").unwrap_or_default();
        let type_name = tag.attribute("type").filter(|name| !name.trim().is_empty());
        self.marks.push(Mark { kind, message, type_name, text: String::new(), more: 0 });
    }

    /// Text in the mark that came last.
    pub(super) fn text(&mut self, text: &str) {
        let Some(mark) = self.marks.last_mut() else { return };
        let room = MOST_TEXT.saturating_sub(mark.text.len());
        let end = text.floor_char_boundary(room.min(text.len()));
        let (kept, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        if mark.more == 0 {
            mark.text.push_str(kept);
            mark.more = rest.len();
        } else {
            mark.more += text.len();
        }
    }

    /// An element that tells of an earlier attempt, or of something else.
    pub(super) fn attempt(&mut self, name: &str) {
        let is_attempt = ["flakyFailure", "flakyError", "rerunFailure", "rerunError"];
        self.attempts += u64::from(is_attempt.contains(&name));
    }

    pub(super) fn property(&mut self, tag: &Tag<'_>) {
        if let Some(name) = tag.attribute("name") {
            self.properties.insert(name, tag.attribute("value").map_or(Value::Null, Value::from));
        }
    }

    /// What counts of all that is said of it; none where it passed.
    pub(super) fn outcome(&self) -> Option<CaseMark> {
        self.marks.iter().map(|mark| mark.kind).max().max(self.said)
    }

    /// The problem that a case is which failed or ended in an error.
    pub(super) fn finding(mut self, outcome: CaseMark, suites: &[Suite]) -> Finding {
        let word = if outcome == CaseMark::Error { "error" } else { "failure" };
        let marks = std::mem::take(&mut self.marks);
        let bad: Vec<Mark> = marks.into_iter().filter(|it| it.kind != CaseMark::Skipped).collect();
        let worst = bad.iter().find(|mark| mark.kind == outcome);
        let names: Vec<&str> =
            suites.iter().rev().filter_map(|suite| suite.name.as_deref()).take(SUITES).collect();
        let within = self.class.as_deref().or(names.first().copied());
        let logical = match within {
            Some(within) => format!("{within}{BEHIND}{}", self.name),
            None => self.name.clone(),
        };
        let name = if self.name.trim().is_empty() { "a case without a name" } else { &self.name };
        let location = Location {
            start_line: self.line.filter(|_| self.path.is_some()),
            start_column: self.column.filter(|_| self.path.is_some()),
            path: self.path.clone(),
            logical: Some(logical),
            ..Location::default()
        };
        let suite = names.iter().rev().copied().collect::<Vec<_>>().join(BEHIND);
        // The tool doesn't grade: what was to hold doesn't.
        let finding = blank::finding(name, title(name, worst), Severity::High);
        Finding {
            tool_severity: Some(word.to_owned()),
            location: Some(location),
            body: body(&bad),
            properties: self.kept(suite, worst),
            ..finding
        }
    }

    /// What the model has no field for.
    fn kept(self, suite: String, worst: Option<&Mark>) -> Properties {
        let text = |text: String| (!text.is_empty()).then_some(Value::String(text));
        let map = |map: Map<String, Value>| (!map.is_empty()).then_some(Value::Object(map));
        let type_name = worst.and_then(|mark| mark.type_name.clone());
        let all = [
            ("suite", text(suite)),
            ("class", self.class.map(Value::from)),
            ("type", type_name.map(Value::from)),
            ("earlier_attempts", (self.attempts > 0).then(|| self.attempts.into())),
            ("attributes", map(self.others)),
            ("properties", map(self.properties)),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
    }
}

/// The number of a line or a column, which count from 1; the schema allows what JSON keeps.
fn position(text: &str) -> Option<u64> {
    const GREATEST: u64 = (1 << 53) - 1;
    text.trim().parse().ok().filter(|number| (1..=GREATEST).contains(number))
}

/// The name, and the first line of what is said.
fn title(name: &str, mark: Option<&Mark>) -> String {
    let said = mark.map_or("", |mark| {
        let lines = mark.message.lines().chain(mark.text.lines()).map(str::trim);
        lines.into_iter().find(|line| !line.is_empty()).unwrap_or_default()
    });
    quote::title(name, said)
}

/// All that is said, as code.
fn body(marks: &[Mark]) -> Option<String> {
    let mut body = String::new();
    for mark in marks {
        let (message, text) =
            (mark.message.trim(), mark.text.trim_matches(['\n', '\r']).trim_end());
        // Most writers repeat the message in the text.
        if !text.contains(message) {
            quote::fence(message, &mut body);
        }
        if !text.trim().is_empty() {
            quote::fence(text, &mut body);
        }
        if mark.more > 0 {
            let _ = write!(body, "{} more bytes stand in the file.\n\n", mark.more);
        }
    }
    let body = body.trim_end();
    (!body.is_empty()).then(|| body.to_owned())
}
