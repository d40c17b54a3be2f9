//! What `go test -json` prints, and `gotestsum --jsonfile` keeps: one event a line.

use std::collections::HashMap;
use std::ops::Range;

use serde::Deserialize;

use super::{Builder, Status, TestResult, Whole};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Event {
    action: String,
    #[serde(default)]
    package: String,
    /// In place of the package, where it is built.
    #[serde(default)]
    import_path: String,
    #[serde(default)]
    test: Option<String>,
}

/// Reads a text whose first line is such an event. Lines that aren't JSON are what the build printed.
pub(super) fn read(text: &str) -> Option<Result<TestResult, String>> {
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    let event = serde_json::from_str::<Event>(first).ok()?;
    if event.package.is_empty() && event.import_path.is_empty() {
        return None;
    }
    let mut builder = Builder::default();
    let mut packages: HashMap<String, Option<usize>> = HashMap::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = start..start + line.trim_end().len();
        start += line.len();
        let Ok(event) = serde_json::from_str::<Event>(line) else { continue };
        let Some(status) = finished(&event.action) else { continue };
        let suite = *packages
            .entry(event.package)
            .or_insert_with_key(|package| builder.suite(None, package, span.clone()));
        builder.reach(suite, &span);
        take(&mut builder, suite, event.test.as_deref(), status, span);
    }
    Some(builder.finish(Whole::Neither))
}

/// A case that ran twice, with `-count` or again after it failed, is two cases: which counts isn't said.
fn take(
    builder: &mut Builder,
    suite: Option<usize>,
    test: Option<&str>,
    status: Status,
    span: Range<usize>,
) {
    match (test, status) {
        (Some(test), status) => builder.case(suite, None, test, status, span),
        // A package that doesn't build fails without a case.
        (None, Status::Failed) => builder.mark(suite, Status::Failed),
        (
            None,
            Status::Passed | Status::Error | Status::Skipped | Status::Other | Status::Empty,
        ) => {}
    }
}

fn finished(action: &str) -> Option<Status> {
    match action {
        "pass" => Some(Status::Passed),
        "fail" => Some(Status::Failed),
        "skip" => Some(Status::Skipped),
        _ => None,
    }
}
