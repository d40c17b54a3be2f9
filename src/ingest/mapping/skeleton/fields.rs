//! Which field of a sample's elements is which field of a finding: told by its name, and by what stands in it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{is_plain, quoted, steps};
use crate::ingest::mapping::file::Syntax;

/// How many elements are looked at.
const LOOKED_AT: usize = 200;
/// How deep their fields are looked for.
const DEPTH: usize = 3;

/// A field of a finding that is guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Rule,
    Title,
    Severity,
    Path,
    StartLine,
    StartColumn,
    EndLine,
    EndColumn,
    HelpUri,
}

impl Field {
    /// Those that a finding may lack.
    pub(super) const REST: [Self; 8] = [
        Self::Title,
        Self::Severity,
        Self::Path,
        Self::StartLine,
        Self::StartColumn,
        Self::EndLine,
        Self::EndColumn,
        Self::HelpUri,
    ];

    /// As a mapping calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Title => "title",
            Self::Severity => "severity",
            Self::Path => "path",
            Self::StartLine => "start_line",
            Self::StartColumn => "start_column",
            Self::EndLine => "end_line",
            Self::EndColumn => "end_column",
            Self::HelpUri => "help_uri",
        }
    }

    /// What checkers call it, the surest first; without case and all but letters and digits.
    fn names(self) -> impl Iterator<Item = &'static str> {
        let names = match self {
            Self::Rule => {
                "ruleid checkid testid vulnerabilityid advisoryid pluginid rule rulename check checkname code id type \
                 test name key"
            }
            Self::Title => {
                "title message msg issuetext messagetext description summary text details reason"
            }
            Self::Severity => {
                "severity issueseverity level priority risk criticality importance impact"
            }
            Self::Path => "filename filepath file path sourcefile uri location source target",
            Self::StartLine => "startline linenumber line lineno beginline linestart row",
            Self::StartColumn => {
                "startcolumn columnnumber column col colno begincolumn columnstart"
            }
            Self::EndLine => "endline lineend",
            Self::EndColumn => "endcolumn columnend",
            Self::HelpUri => "helpuri helpurl moreinfo primaryurl url link reference href docsurl",
        };
        names.split(' ')
    }

    /// Whether such a value may stand in it.
    fn takes(self, value: &Value) -> bool {
        match self {
            Self::Rule | Self::Severity => value.is_string() || value.is_number(),
            Self::Title | Self::Path => value.is_string(),
            Self::StartLine | Self::StartColumn | Self::EndLine | Self::EndColumn => {
                value.is_u64() || value.as_str().is_some_and(|text| text.parse::<u64>().is_ok())
            }
            Self::HelpUri => value.as_str().is_some_and(|text| text.starts_with("http")),
        }
    }
}

/// A field of a finding, and where it is.
pub(super) struct Guess {
    pub(super) field: Field,
    pub(super) access: Access,
    outer: bool,
}

/// Where in an element a value is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Access {
    /// By these names.
    Names(Vec<String>),
    /// The text of the XML element of that name in it.
    Child(String),
}

impl Guess {
    /// The same in what stands around an element.
    pub(super) fn of_outer(self) -> Self {
        Self { outer: true, ..self }
    }

    pub(super) fn is_outer(&self) -> bool {
        self.outer
    }

    /// The program that reads it.
    pub(super) fn code(&self) -> String {
        let from = if self.outer { "$outer" } else { "" };
        let value = match &self.access {
            // What is asked for here is an object: nothing can go wrong.
            Access::Names(names) if names.len() == 1 => steps(from, names),
            Access::Names(names) => format!("try {} catch null", steps(from, names)),
            Access::Child(name) => {
                let from = if self.outer { "$outer | " } else { "" };
                format!("[{from}elements({}) | element_text] | first", quoted(name))
            }
        };
        let how = match self.field {
            Field::StartLine | Field::StartColumn | Field::EndLine | Field::EndColumn => "whole",
            Field::Rule | Field::Title | Field::Severity | Field::Path | Field::HelpUri => "text",
        };
        format!("({value} | {how})")
    }
}

impl Access {
    /// The text or number that is there.
    pub(super) fn word(&self, element: &Value, syntax: Syntax) -> Option<String> {
        match self.value(element, syntax)? {
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }

    fn value(&self, element: &Value, syntax: Syntax) -> Option<Value> {
        match self {
            Self::Names(names) => {
                names.iter().try_fold(element, |value, name| value.get(name)).cloned()
            }
            Self::Child(name) => {
                let all = values(element, syntax);
                all.into_iter()
                    .find(|(access, _)| matches!(access, Self::Child(other) if other == name))
                    .map(|(_, value)| value)
            }
        }
    }
}

/// The fields that the elements have.
pub(super) fn guesses(elements: &[&Value], syntax: Syntax) -> Vec<Guess> {
    let mut seen: BTreeMap<Access, Vec<Value>> = BTreeMap::new();
    for element in elements.iter().take(LOOKED_AT) {
        for (access, value) in values(element, syntax) {
            seen.entry(access).or_default().push(value);
        }
    }
    let mut taken: Vec<Access> = Vec::new();
    let mut all = Vec::new();
    for field in [Field::Rule].into_iter().chain(Field::REST) {
        let fits = |access: &&Access| {
            !taken.contains(access)
                && seen
                    .get(*access)
                    .is_some_and(|all| all.iter().all(|it| it.is_null() || field.takes(it)))
        };
        let named = |access: &Access| field.names().position(|name| access.is_called(name));
        let best = seen.keys().filter(fits).filter_map(|access| Some((named(access)?, access)));
        if let Some((_, access)) = best.min_by_key(|(at, access)| (*at, access.depth())) {
            taken.push(access.clone());
            all.push(Guess { field, access: access.clone(), outer: false });
        }
    }
    all
}

impl Access {
    fn depth(&self) -> usize {
        match self {
            Self::Names(names) => names.len(),
            Self::Child(_) => 1,
        }
    }

    /// Whether its last name, or all of them together, are that.
    fn is_called(&self, name: &str) -> bool {
        match self {
            Self::Names(names) => {
                let last = names.last().map(|last| plain(last)).unwrap_or_default();
                let all: String = names.iter().map(|name| plain(name)).collect();
                last == name || all == name
            }
            Self::Child(child) => plain(child) == name,
        }
    }
}

fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|char| char.to_ascii_lowercase()).collect()
}

/// The texts, numbers and nulls in an element.
fn values(element: &Value, syntax: Syntax) -> Vec<(Access, Value)> {
    let mut all = Vec::new();
    if syntax == Syntax::Xml {
        let attributes = element.get("a").and_then(Value::as_object).into_iter().flatten();
        for (name, value) in attributes.filter(|(name, _)| is_plain(name)) {
            all.push((Access::Names(vec!["a".to_owned(), name.clone()]), value.clone()));
        }
        for child in element.get("c").and_then(Value::as_array).into_iter().flatten() {
            if let Some(tag) = child.get("t").and_then(Value::as_str).filter(|tag| is_plain(tag)) {
                let parts = child.get("c").and_then(Value::as_array).into_iter().flatten();
                let text: String = parts
                    .filter_map(|part| part.as_str().or(part.get("cdata").and_then(Value::as_str)))
                    .collect();
                let tag = tag.rsplit(':').next().unwrap_or(tag).to_owned();
                all.push((Access::Child(tag), Value::from(text.trim())));
            }
        }
        return all;
    }
    below(element, &mut Vec::new(), &mut all);
    all
}

fn below(value: &Value, names: &mut Vec<String>, all: &mut Vec<(Access, Value)>) {
    match value {
        Value::Object(entries) if names.len() < DEPTH => {
            for (name, value) in entries.iter().filter(|(name, _)| is_plain(name)) {
                names.push(name.clone());
                below(value, names, all);
                names.pop();
            }
        }
        Value::String(_) | Value::Number(_) | Value::Null => {
            all.push((Access::Names(names.clone()), value.clone()));
        }
        Value::Object(_) | Value::Array(_) | Value::Bool(_) => {}
    }
}
