//! The Common Test Report Format: `results.tests`, each with a name, a status and maybe its suites.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{Builder, Status, TestResult, Whole};
use crate::evidence::places::span_in;
use crate::evidence::{File, NotSelected, bounded};

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
#[derive(Default)]
struct Suite(Vec<String>);

/// The most suites around one test.
const DEEPEST: usize = 1_000;

impl<'de> Deserialize<'de> for Suite {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Names)
    }
}

/// Reads the names of suites, in the ways in which they are written.
struct Names;

impl<'de> Visitor<'de> for Names {
    type Value = Suite;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a suite, or a list of suites")
    }

    fn visit_unit<E: Error>(self) -> Result<Suite, E> {
        Ok(Suite::default())
    }

    fn visit_str<E: Error>(self, joined: &str) -> Result<Suite, E> {
        let names: Vec<String> = joined.split(" > ").take(DEEPEST + 1).map(str::to_owned).collect();
        if names.len() > DEEPEST { Err(too_deep()) } else { Ok(Suite(names)) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut written: A) -> Result<Suite, A::Error> {
        let mut names = Vec::new();
        while let Some(name) = written.next_element()? {
            if names.len() == DEEPEST {
                return Err(too_deep());
            }
            names.push(name);
        }
        Ok(Suite(names))
    }
}

fn too_deep<E: Error>() -> E {
    E::custom(format!("it lies in more than {DEEPEST} suites"))
}

/// Reads a document that has a list of tests beside their summary.
pub(super) fn read(file: &File, text: &str) -> Result<Option<TestResult>, String> {
    let Some(tests) = list(file, text, "tests")? else { return Ok(None) };
    if find(file, text, "summary")?.is_none() {
        return Ok(None);
    }
    let mut tests = serde_json::Deserializer::from_str(text.get(tests).unwrap_or_default());
    let raw: Result<Option<Vec<&RawValue>>, _> = bounded::list(&mut tests);
    let raw = raw.map_err(|error| format!("its tests can't be read: {error}"))?;
    let mut builder = Builder::default();
    let mut suites: HashMap<(Option<usize>, String), usize> = HashMap::new();
    for raw in raw.into_iter().flatten() {
        let span = span_in(text, raw.get());
        // Serde would read a list as an object without names.
        if !raw.get().starts_with('{') {
            return Err("one of its tests is no object".to_owned());
        }
        let read: Test = serde_json::from_str(raw.get())
            .map_err(|error| format!("one of its tests can't be read: {error}"))?;
        let mut suite = None;
        for name in read.suite.0.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
            let key = (suite, name.to_owned());
            let known = suites.get(&key).copied();
            suite = known.or_else(|| builder.suite(suite, name, span.clone()));
            suites.extend(suite.map(|suite| (key, suite)));
        }
        builder.case(suite, None, &read.name, status(&read.status), span);
    }
    builder.finish(Whole::Cases).map(Some)
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
