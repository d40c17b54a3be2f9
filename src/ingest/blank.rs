//! Runs, problems and quantities of which nothing is known yet but what they are called.

use std::collections::BTreeMap;

use crate::ingest::Item;
use crate::model::{
    Aggregate, Finding, Id, Link, Links, Measure, Properties, Run, Severity, Status, Tool,
};

/// A run of a tool.
pub(super) fn run(tool: &str) -> Run {
    Run {
        id: Id::default(),
        tool: Tool { name: tool.to_owned(), version: None },
        command: None,
        started_at: None,
        ended_at: None,
        exit_code: None,
        commit: None,
        successful: None,
        checked: None,
        evidence: Vec::new(),
        properties: Properties::new(),
    }
}

/// An open problem.
pub(super) fn finding(rule: impl Into<String>, title: String, severity: Severity) -> Finding {
    Finding {
        id: Id::default(),
        rule: rule.into(),
        title,
        severity,
        tool_severity: None,
        status: Status::Open,
        status_reason: None,
        run: None,
        tool: None,
        category: None,
        location: None,
        fingerprints: BTreeMap::new(),
        aliases: Vec::new(),
        refutes: Vec::new(),
        impact: None,
        effort: None,
        owner: None,
        help_uri: None,
        body: None,
        evidence: Vec::new(),
        properties: Properties::new(),
    }
}

/// Where the value of a quantity stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stated {
    /// The places, at least one.
    pub(super) at: Vec<String>,
    /// How they become one value; none where there is one place.
    pub(super) aggregate: Option<Aggregate>,
}

impl Stated {
    /// One place.
    pub(super) fn at(at: String) -> Self {
        Self { at: vec![at], aggregate: None }
    }
}

/// A quantity without a value.
pub(super) fn quantity(metric: String) -> Measure {
    Measure {
        id: Id::default(),
        metric,
        scope: None,
        title: None,
        value: None,
        aggregate: None,
        unit: None,
        target: None,
        baseline: None,
        reference: None,
        category: None,
        declared: Vec::new(),
        evidence: Vec::new(),
        properties: Properties::new(),
    }
}

/// A quantity whose value is `stated` in the file.
pub(super) fn measure(metric: &str, unit: Option<&str>, stated: Stated) -> Item {
    let link =
        |at: String| Link { evidence: Id::default(), at: Some(at), expect: None, note: None };
    let links = stated.at.into_iter().map(link).collect();
    let measure = Measure {
        value: Some(Links::Many(links)),
        aggregate: stated.aggregate,
        unit: unit.map(str::to_owned),
        ..quantity(metric.to_owned())
    };
    Item::Measure { measure: Box::new(measure), at: String::new() }
}
