//! What isn't published: the bytes, the lines and the pictures of private evidence, and everything that would hold them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::config::Config;
use crate::attest;
use crate::model::in_package;
use crate::model::report::{EvidenceReport, Report};
use crate::render::RenderError;

/// The property with which a piece of evidence says so itself.
const PROPERTY: &str = "private";

/// A report as it is published, where that isn't as it came.
pub(super) struct Withheld {
    pub(super) report: Report,
    /// Its report.json.
    pub(super) bytes: Vec<u8>,
}

/// Whether any evidence of a report is private.
pub(super) fn has_private(config: &Config, report: &Report) -> bool {
    report.evidence.iter().any(|entry| is_private(config, entry))
}

/// Takes out what is private; none where nothing is, or nothing is left of it.
pub(super) fn withheld(config: &Config, report: &Report) -> Result<Option<Withheld>, RenderError> {
    let is_shown = |entry: &EvidenceReport| is_private(config, entry) && !entry.withheld;
    if !report.evidence.iter().any(is_shown) {
        return Ok(None);
    }
    let mut report = without_values(config, report)?;
    for entry in report.evidence.iter_mut().filter(|entry| is_private(config, entry)) {
        entry.withheld = true;
        entry.excerpt.clear();
        entry.content = None;
    }
    let paths = private_paths(config, &report);
    for finding in &mut report.findings {
        if let Some(location) = &mut finding.location
            && location.path.as_ref().is_some_and(|path| paths.contains(path))
        {
            location.snippet = None;
        }
    }
    let bytes = attest::json(&report)?;
    Ok(Some(Withheld { report, bytes }))
}

/// The report without what links to private evidence found there. A measured value stays: it is what is claimed.
fn without_values(config: &Config, report: &Report) -> Result<Report, RenderError> {
    let private: BTreeSet<&str> = report
        .evidence
        .iter()
        .filter(|entry| is_private(config, entry))
        .map(|entry| entry.id.as_str())
        .collect();
    let defect = |error: serde_json::Error| RenderError::Json(Box::new(error));
    let mut value = serde_json::to_value(report).map_err(defect)?;
    strip(&mut value, &private);
    serde_json::from_value(value).map_err(defect)
}

/// Links and operands are what names a piece of evidence by its id under `evidence`, wherever in a report they stand.
fn strip(value: &mut Value, private: &BTreeSet<&str>) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| strip(value, private)),
        Value::Object(fields) => {
            let names = fields.get("evidence").and_then(Value::as_str);
            let is_private = names.is_some_and(|id| private.contains(id));
            if is_private && fields.contains_key("value") {
                fields.remove("value");
                fields.remove("expect");
                fields.remove("because");
                fields.insert("masked".to_owned(), Value::Bool(true));
            }
            fields.values_mut().for_each(|value| strip(value, private));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Whether a piece of evidence is private: its path is one of those that `site.toml` keeps back, or it says so.
pub(super) fn is_private(config: &Config, entry: &EvidenceReport) -> bool {
    let says_so = entry.properties.get(PROPERTY) == Some(&serde_json::Value::Bool(true));
    entry.withheld || says_so || config.private.iter().any(|pattern| matches(pattern, &entry.path))
}

fn private_paths(config: &Config, report: &Report) -> Vec<String> {
    let private = report.evidence.iter().filter(|entry| is_private(config, entry));
    private.map(|entry| entry.path.clone()).collect()
}

/// The copies of private evidence, by path relative to the report's folder.
pub(super) fn copies(config: &Config, report: &Report) -> Vec<String> {
    private_paths(config, report).iter().map(|path| in_package(path)).collect()
}

/// Whether a path follows a pattern, in which `*` stands for any characters.
fn matches(pattern: &str, path: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_characters() {
        for (pattern, path, is_matched) in [
            ("evidence/*", "evidence/a/b.txt", true),
            ("evidence/*.log", "evidence/a.log", true),
            ("evidence/*.log", "evidence/a.txt", false),
            ("*secret*", "a/secret/b", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c", false),
            ("exact", "exact", true),
            ("exact", "exact2", false),
            ("ab*ba", "aba", false),
        ] {
            assert_eq!(matches(pattern, path), is_matched, "{pattern} {path}");
        }
    }
}
