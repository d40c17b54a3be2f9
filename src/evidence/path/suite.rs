//! The compliance test suite of RFC 9535 (tests/fixtures/jsonpath), run through selectors as links write them.

use std::fmt::Write as _;

use serde::Deserialize;
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::*;
use crate::evidence::{File, select_all};
use crate::model::Selector;

const SUITE: &str = include_str!("../../../tests/fixtures/jsonpath/cts.json");

#[derive(Deserialize)]
struct Suite<'s> {
    #[serde(borrow)]
    tests: Vec<Case<'s>>,
}

#[derive(Deserialize)]
struct Case<'s> {
    name: String,
    selector: String,
    #[serde(borrow)]
    document: Option<&'s RawValue>,
    result: Option<Vec<Json>>,
    results: Option<Vec<Vec<Json>>>,
    result_paths: Option<Vec<String>>,
    results_paths: Option<Vec<Vec<String>>>,
    #[serde(default)]
    invalid_selector: bool,
}

/// RFC 9535, section 2.7.
fn normalized(tree: &Tree, text: &str, value: Value) -> String {
    let (mut at, mut path) = (0, "$".to_owned());
    while at != value {
        let mut children = tree.children(at).enumerate();
        let (place, child) =
            children.find(|(_, child)| tree.within(*child).contains(&value)).unwrap();
        match tree.name(text, child) {
            Some(name) => path.push_str(&quoted(&name)),
            None => write!(path, "[{place}]").unwrap(),
        }
        at = child;
    }
    path
}

fn quoted(name: &str) -> String {
    let mut quoted = "['".to_owned();
    for char in name.chars() {
        match char {
            '\u{8}' => quoted.push_str("\\b"),
            '\t' => quoted.push_str("\\t"),
            '\n' => quoted.push_str("\\n"),
            '\u{c}' => quoted.push_str("\\f"),
            '\r' => quoted.push_str("\\r"),
            '\'' | '\\' => quoted.extend(['\\', char]),
            char if char < ' ' => write!(quoted, "\\u{:04x}", u32::from(char)).unwrap(),
            char => quoted.push(char),
        }
    }
    quoted.push_str("']");
    quoted
}

/// What is wrong with a case; none where all is as the suite says.
fn trouble(case: &Case<'_>) -> Option<String> {
    let selector = match (Selector::parse(&case.selector), case.invalid_selector) {
        (Err(_), true) => return None,
        (Ok(_), true) => return Some("it is read, and should be an error".to_owned()),
        (Err(error), false) => return Some(error.to_string()),
        (Ok(selector), false) => selector,
    };
    let Selector::Path(path) = &selector else { return Some("it is read as no path".to_owned()) };
    let text = case.document.unwrap().get();
    let tree = Tree::of(text).unwrap();
    let found = match Walk::new(&tree, text).query(0, path.segments()) {
        Ok(found) => found,
        Err(error) => return Some(error.to_string()),
    };
    let values: Vec<Json> =
        found.iter().map(|value| serde_json::from_str(tree.raw(text, *value)).unwrap()).collect();
    let paths: Vec<String> = found.iter().map(|value| normalized(&tree, text, *value)).collect();
    let allowed = case.results.clone().unwrap_or_else(|| case.result.clone().into_iter().collect());
    if !allowed.contains(&values) {
        return Some(format!("it selects {values:?}"));
    }
    let places = case.results_paths.clone();
    let places = places.unwrap_or_else(|| case.result_paths.clone().into_iter().collect());
    if !places.is_empty() && !places.contains(&paths) {
        return Some(format!("it leads to {paths:?}"));
    }
    match select_all(&File::new(text.as_bytes().into()), &selector) {
        Ok(selected) if selected.len() == values.len() => None,
        Err(NotSelected::Nothing(_)) if values.is_empty() => None,
        other => Some(format!("followed as a link, it selects {other:?}")),
    }
}

#[test]
fn every_case_of_the_suite_is_as_it_says() {
    let suite: Suite<'_> = serde_json::from_str(SUITE).unwrap();
    assert!(suite.tests.len() > 700);
    let told = |case: &Case<'_>| {
        trouble(case).map(|why| format!("{}: {}: {why}", case.name, case.selector))
    };
    let wrong: Vec<String> = suite.tests.iter().filter_map(told).collect();
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}
