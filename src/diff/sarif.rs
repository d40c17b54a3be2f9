//! A comparison as SARIF: the results of the new report with their `baselineState` (3.27.24), and those that are absent
//! now.

use std::collections::HashMap;

use serde_json::Value;

use crate::ingest::to_sarif;
use crate::model::delta::{Delta, FindingKind};
use crate::model::report::{Report, ResolvedLink};
use crate::model::{Finding, Findings, Id, Run};

/// The findings of both reports as a SARIF log.
#[must_use]
pub fn baselined(old: &Report, new: &Report, delta: &Delta) -> Value {
    let mut all = Findings::about(new.subject.clone());
    all.runs = new.runs.iter().map(written_run).collect();
    let by_tool: HashMap<String, &Id> =
        new.runs.iter().rev().map(|run| (run.tool.name.to_lowercase(), &run.id)).collect();
    let gone: HashMap<&Id, &Finding<ResolvedLink>> =
        old.findings.iter().map(|finding| (&finding.id, finding)).collect();
    let (here, absent) = delta.findings.split_at(new.findings.len().min(delta.findings.len()));
    for (finding, change) in new.findings.iter().zip(here) {
        all.findings.push(with_state(finding, state(change.change)));
    }
    for change in absent {
        let Some(finding) = gone.get(&change.id) else { continue };
        let mut finding = with_state(finding, "absent");
        let run = change.tool.as_ref().and_then(|tool| by_tool.get(&tool.to_lowercase()));
        finding.run = run.map(|run| (*run).clone());
        finding.tool = if run.is_none() { change.tool.clone() } else { None };
        all.findings.push(finding);
    }
    to_sarif(&all)
}

fn state(change: FindingKind) -> &'static str {
    match change {
        FindingKind::New | FindingKind::Reopened | FindingKind::NewlyChecked => "new",
        FindingKind::Same => "unchanged",
        FindingKind::Moved | FindingKind::Changed => "updated",
        FindingKind::Fixed | FindingKind::NotChecked => "absent",
    }
}

fn with_state(finding: &Finding<ResolvedLink>, state: &str) -> Finding {
    let mut finding = finding.clone().relink(&mut |link| link.written());
    finding.properties.insert("baselineState".to_owned(), Value::from(state));
    finding
}

fn written_run(run: &Run<ResolvedLink>) -> Run {
    run.clone().relink(&mut |link| link.written())
}
