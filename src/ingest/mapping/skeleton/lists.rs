//! Where in a sample the problems are: the list whose objects look most like them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fields::guesses;
use super::sample::Sample;
use super::{is_plain, quoted, steps};
use crate::ingest::mapping::file::Syntax;

/// How deep is looked.
const DEPTH: usize = 6;
/// How many elements of XML are looked at.
const ELEMENTS: usize = 20_000;

/// A list, and what is in it.
#[derive(Default)]
pub(super) struct Found<'s> {
    /// Where it is; none where each document is one element.
    pub(super) each: Option<Vec<String>>,
    /// Where below its elements the problems are; empty where they are the elements. In XML, the tag of the problems
    /// behind that of what stands around them.
    below: Vec<String>,
    pub(super) elements: Vec<&'s Value>,
    /// What the elements stand in, where that is an element of a list itself.
    pub(super) outer: Vec<&'s Value>,
}

/// The list that looks most like one of problems: by how many of their fields are there, then by its length.
pub(super) fn best(sample: &Sample) -> Found<'_> {
    let mut all = match sample.syntax {
        Syntax::Xml => elements_of_xml(sample),
        Syntax::Json | Syntax::Csv | Syntax::Yaml | Syntax::Toml => lists_of(sample),
    };
    if all.is_empty() {
        all.push(Found { elements: sample.documents.iter().collect(), ..Found::default() });
    }
    let worth =
        |found: &Found<'_>| (guesses(&found.elements, sample.syntax).len(), found.elements.len());
    let mut best = Found::default();
    for found in all {
        if best.elements.is_empty() || worth(&found) > worth(&best) {
            best = found;
        }
    }
    best
}

fn lists_of(sample: &Sample) -> Vec<Found<'_>> {
    let mut all = Vec::new();
    if sample.documents.len() > 1 {
        all.push(Found { elements: sample.documents.iter().collect(), ..Found::default() });
    }
    let mut by_path: BTreeMap<Vec<String>, Vec<&Value>> = BTreeMap::new();
    for document in &sample.documents {
        lists(document, &mut Vec::new(), &mut by_path);
    }
    for (path, elements) in &by_path {
        let mut below: BTreeMap<Vec<String>, (Vec<&Value>, Vec<&Value>)> = BTreeMap::new();
        for outer in elements {
            let mut inner = BTreeMap::new();
            lists(outer, &mut Vec::new(), &mut inner);
            for (path, items) in inner {
                let (of_all, outers) = below.entry(path).or_default();
                of_all.extend(items);
                outers.push(*outer);
            }
        }
        let each = Some(path.clone());
        for (below, (elements, outer)) in below {
            all.push(Found { each: each.clone(), below, elements, outer });
        }
        let elements = elements.clone();
        all.push(Found { each, elements, ..Found::default() });
    }
    all
}

/// The lists with objects in a value, by the names that lead to them.
fn lists<'s>(
    value: &'s Value,
    path: &mut Vec<String>,
    found: &mut BTreeMap<Vec<String>, Vec<&'s Value>>,
) {
    match value {
        Value::Array(items) => {
            let objects: Vec<&Value> = items.iter().filter(|item| item.is_object()).collect();
            if !objects.is_empty() {
                found.entry(path.clone()).or_default().extend(objects);
            }
        }
        Value::Object(entries) if path.len() < DEPTH => {
            for (name, value) in entries.iter().filter(|(name, _)| is_plain(name)) {
                path.push(name.clone());
                lists(value, path, found);
                path.pop();
            }
        }
        Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The elements of each tag in what has another tag.
fn elements_of_xml(sample: &Sample) -> Vec<Found<'_>> {
    let mut by_tags: BTreeMap<[String; 2], (Vec<&Value>, Vec<&Value>)> = BTreeMap::new();
    let mut rest: Vec<&Value> = sample.documents.iter().collect();
    let mut seen = 0;
    while let Some(outer) = rest.pop().filter(|_| seen < ELEMENTS) {
        seen += 1;
        for inner in outer.get("c").and_then(Value::as_array).into_iter().flatten() {
            if let (Some(of), Some(tag)) = (tag(outer), tag(inner)) {
                let (elements, outers) = by_tags.entry([of, tag]).or_default();
                elements.push(inner);
                outers.push(outer);
                rest.push(inner);
            }
        }
    }
    let found = by_tags.into_iter().map(|(tags, (elements, outer))| Found {
        each: None,
        below: tags.to_vec(),
        elements,
        outer,
    });
    found.collect()
}

/// The name of an element without its prefix.
fn tag(element: &Value) -> Option<String> {
    let tag = element.get("t")?.as_str()?;
    let tag = tag.rsplit(':').next().unwrap_or(tag);
    is_plain(tag).then(|| tag.to_owned())
}

impl Found<'_> {
    /// From the input of the program to each problem; what stands around it is `$outer`.
    pub(super) fn entry(&self, syntax: Syntax) -> String {
        if syntax == Syntax::Xml {
            let [outer, tag] = self.below.as_slice() else {
                return ". as $outer | objects |".to_owned();
            };
            let is_outer =
                format!("select((.t? // \"\" | split(\":\") | last) == {})", quoted(outer));
            return format!(
                ".. | objects | {is_outer} | . as $outer | elements({}) |",
                quoted(tag)
            );
        }
        // What isn't streamed is one document.
        let each = self.each.as_deref().filter(|_| !syntax.is_streamed());
        let start = each.map(|path| format!("{} |", items(path))).unwrap_or_default();
        let start = if start.is_empty() { String::new() } else { start + " " };
        if self.below.is_empty() {
            return format!("{start}objects |");
        }
        format!("{start}objects | . as $outer | {} | objects |", items(&self.below))
    }
}

/// The items of the list at a path, or nothing.
fn items(path: &[String]) -> String {
    match path {
        [] => ".[]?".to_owned(),
        [_] => format!("{}[]?", steps("", path)),
        _ => format!("(try {}[] catch empty)", steps("", path)),
    }
}
