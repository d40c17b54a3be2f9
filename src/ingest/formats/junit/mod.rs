//! `JUnit` XML: which cases failed, and how many there are, counted and as the file states it.
//!
//! What came of a case is told by the same rules as where a link names it (docs/selectors/test.md).

mod case;
mod header;
mod reading;
mod suite;
#[cfg(test)]
mod tests;
mod totals;

use serde_json::{Value, json};

use self::reading::Reading;
use super::coverage::no_time;
use super::walk;
use crate::ingest::blank;
use crate::ingest::{Adapter, Head, Item, Raw, Unreadable};
use crate::model::{Moment, Run, Sink};

/// The adapter.
pub(super) struct Junit;

/// Names that one tool alone gives its document or its only suite, and the tool.
const TOOLS: &[(&str, &str)] = &[
    ("gitleaks", "Gitleaks"),
    ("jest tests", "Jest"),
    ("nextest-run", "cargo-nextest"),
    ("pytest", "pytest"),
    ("pytest tests", "pytest"),
    ("ruff", "Ruff"),
    ("trivy", "Trivy"),
    ("vitest tests", "Vitest"),
];

impl Adapter for Junit {
    fn name(&self) -> &'static str {
        "junit"
    }

    fn title(&self) -> &'static str {
        "JUnit XML"
    }

    fn knows(&self, head: &Head) -> bool {
        let Head::Xml(root) = head else { return false };
        let may_hold = |child: &String| {
            matches!(
                child.as_str(),
                "testsuite" | "testcase" | "properties" | "system-out" | "system-err" | "error"
            ) || matches!(child.as_str(), "testsuites" | "failure")
        };
        matches!(root.name.as_str(), "testsuites" | "testsuite")
            && (root.children.is_empty() || root.children.iter().any(may_hold))
    }

    fn read(&self, raw: &dyn Raw, items: &mut dyn Sink<Item>) -> Result<(), Unreadable> {
        let mut read = Reading::default();
        let odd = walk::walk(raw, &mut read)?;
        items.take(Item::Run(Box::new(run(&read))))?;
        for (finding, at) in std::mem::take(&mut read.findings) {
            items.take(Item::Finding { finding: Box::new(finding), at })?;
        }
        for measure in read.measures() {
            items.take(measure)?;
        }
        for (message, at) in read.notes() {
            items.take(Item::Note { message, at })?;
        }
        let times = read.timestamp.iter().filter(|text| !is_time(text));
        let times = times.map(|text| no_time(text, ""));
        for note in odd.into_iter().chain(times) {
            items.take(note)?;
        }
        Ok(())
    }
}

/// Whether it is a time. `JUnit` itself writes none of the zone, and then it is kept as it is written.
fn is_time(text: &str) -> bool {
    let local = chrono::NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%dT%H:%M:%S%.f");
    Moment::parse(text).is_some() || local.is_ok()
}

fn run(read: &Reading) -> Run {
    let named = |name: &Option<String>| {
        let name = name.as_deref()?;
        TOOLS.iter().find(|(known, _)| *known == name).map(|(_, tool)| *tool)
    };
    let mut run = blank::run(named(&read.root_name).or(named(&read.suite_name)).unwrap_or("JUnit"));
    run.started_at = read.timestamp.as_deref().and_then(Moment::parse);
    // Failed cases are findings; what fails of a suite itself left cases out.
    run.successful = (read.broken_suites > 0).then_some(false);
    run.checked = Some(read.total.ran());
    let total = &read.total;
    run.properties.insert(
        "counted".to_owned(),
        json!({
            "tests": total.all(), "passed": total.passed, "failures": total.failures,
            "errors": total.errors, "skipped": total.skipped,
        }),
    );
    let mut keep = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            run.properties.insert(name.to_owned(), value);
        }
    };
    keep("name", read.root_name.clone().map(Value::from));
    keep("time", read.time.clone().map(Value::from));
    keep("timestamp", read.timestamp.clone().map(Value::from));
    keep("flaky", (read.flaky > 0).then(|| Value::from(read.flaky)));
    run
}
