//! The Common Test Report Format: `results.tests`, each with a name, a status and maybe its suites.

use std::collections::HashMap;
use std::ops::Range;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Builder, Status, TestResult};
use crate::evidence::places::span_in;
use crate::evidence::{File, NotSelected};

#[derive(Deserialize)]
struct Test {
    #[serde(default)]
    name: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    suite: Suite,
}

/// Suites from the outside; earlier writers join them by ` > `.
#[derive(Default, Deserialize)]
#[serde(untagged)]
enum Suite {
    #[default]
    None,
    One(String),
    Many(Vec<String>),
}

/// Reads a document that has a list of tests beside their summary.
pub(super) fn read(file: &File, text: &str) -> Result<Option<TestResult>, String> {
    let Some(tests) = list(file, text, "tests")? else { return Ok(None) };
    if find(file, text, "summary")?.is_none() {
        return Ok(None);
    }
    let raw: Vec<&RawValue> = serde_json::from_str(text.get(tests).unwrap_or_default())
        .map_err(|error| format!("its tests can't be read: {error}"))?;
    let mut builder = Builder::default();
    let mut suites: HashMap<(Option<usize>, String), usize> = HashMap::new();
    for raw in raw {
        let span = span_in(text, raw.get());
        // Serde would read a list as an object without names.
        if !raw.get().starts_with('{') {
            return Err("one of its tests is no object".to_owned());
        }
        let read: Test = serde_json::from_str(raw.get())
            .map_err(|error| format!("one of its tests can't be read: {error}"))?;
        let names: Vec<&str> = match &read.suite {
            Suite::None => Vec::new(),
            Suite::One(joined) => joined.split(" > ").collect(),
            Suite::Many(names) => names.iter().map(String::as_str).collect(),
        };
        let mut suite = None;
        for name in names.into_iter().map(str::trim).filter(|name| !name.is_empty()) {
            let key = (suite, name.to_owned());
            let known = suites.get(&key).copied();
            suite = known.or_else(|| builder.suite(suite, name, span.clone()));
            suites.extend(suite.map(|suite| (key, suite)));
        }
        builder.case(suite, None, &read.name, status(&read.status), span);
    }
    Ok(Some(builder.finish()))
}

fn status(word: &str) -> Status {
    match word {
        "passed" => Status::Passed,
        "failed" => Status::Failed,
        "skipped" | "pending" => Status::Skipped,
        _ => Status::Other,
    }
}

/// Where a member of `results` lies, if it is a list.
fn list(file: &File, text: &str, name: &str) -> Result<Option<Range<usize>>, String> {
    let found = find(file, text, name)?;
    Ok(found.filter(|span| text.get(span.clone()).is_some_and(|raw| raw.starts_with('['))))
}

fn find(file: &File, text: &str, name: &str) -> Result<Option<Range<usize>>, String> {
    let path = ["results".to_owned(), name.to_owned()];
    match file.json().find(text, &path) {
        Ok(span) => Ok(Some(span)),
        Err(NotSelected::Nothing(_) | NotSelected::Several(_)) => Ok(None),
        Err(NotSelected::Unreadable(reason)) => Err(reason),
    }
}
