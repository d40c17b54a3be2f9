//! The Test Anything Protocol, versions 12 to 14. Tests of the top level count; a line of theirs sums up the subtests
//! above it.

mod diagnostic;
mod reading;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use self::reading::{Outcome, Reading, Test};
use super::coverage::note;
use super::quote;
use crate::evidence::tap_line::{TestLine, is_version, plan};
use crate::ingest::blank::{self, Stated, measure};
use crate::ingest::{Adapter, Head, Item, Raw, Unreadable};
use crate::model::{Aggregate, Finding, Location, Run, Severity, Sink};

/// The most places that a selector may name.
const MOST_PLACES: u64 = 100_000;
/// The most lines that a measure lists where no pattern finds them.
const MOST_LINES: usize = 1_000;

/// The adapter.
pub(super) struct Tap;

impl Adapter for Tap {
    fn name(&self) -> &'static str {
        "tap"
    }

    fn title(&self) -> &'static str {
        "TAP"
    }

    fn docs(&self) -> Option<&str> {
        Some("https://testanything.org/tap-version-14-specification.html")
    }

    fn knows(&self, head: &Head) -> bool {
        let Head::Text(text) = head else { return false };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let says = |line: &&str| !line.trim().is_empty() && !line.starts_with(['#', ' ', '\t']);
        let mut lines = text.lines().filter(says).map(str::trim_end);
        let Some(first) = lines.next() else { return false };
        match TestLine::read(first) {
            // Logs begin with `ok`, too.
            Some(line) => !line.number.is_empty() || lines.any(|line| plan(line).is_some()),
            None => is_version(first) || plan(first).is_some(),
        }
    }

    fn read(&self, raw: &dyn Raw, items: &mut dyn Sink<Item>) -> Result<(), Unreadable> {
        let read = Reading::all(raw)?;
        items.take(Item::Run(Box::new(run(&read))))?;
        for measure in measures(&read) {
            items.take(measure)?;
        }
        for test in read.tests.iter().filter(|test| test.outcome == Outcome::Failed) {
            let (finding, at) = (Box::new(finding(test)), test.at());
            items.take(Item::Finding { finding, at })?;
        }
        for (message, at) in notes(&read) {
            items.take(note(message, at))?;
        }
        Ok(())
    }
}

fn run(read: &Reading) -> Run {
    let mut run = blank::run("TAP");
    let count = |outcome| read.count(outcome);
    run.checked = Some(count(Outcome::Passed) + count(Outcome::Failed) + count(Outcome::Todo));
    run.successful = (!read.is_whole()).then_some(false);
    run.properties.insert(
        "counted".to_owned(),
        serde_json::json!({
            "tests": read.tests.len(),
            "passed": count(Outcome::Passed),
            "failed": count(Outcome::Failed),
            "failures": count(Outcome::Failed),
            "errors": 0,
            "skipped": count(Outcome::Skipped),
            "todo": count(Outcome::Todo),
            "in_subtests": read.nested,
        }),
    );
    let told = [
        ("plan", read.plan.map(|(count, _)| count.into())),
        ("bail_out", read.bail_out.as_ref().map(|(why, _)| why.as_str().into())),
    ];
    for (name, value) in told {
        if let Some(value) = value {
            run.properties.insert(name.to_owned(), value);
        }
    }
    run
}

/// Counted by a pattern where it finds what was counted, else by the lines themselves.
fn measures(read: &Reading) -> Vec<Item> {
    let count = |lines: bool| read.tests.iter().filter(|test| test.is_ok == lines).count() as u64;
    let (ok, not_ok) = (count(true), count(false));
    let looks_skipped = read.tests.iter().filter(|test| test.looks_skipped).count() as u64;
    let skipped = "re:^((?:not )?ok[ \\t][^#\\n]*#[ \\t]*(?i:skip))";
    let wanted = [
        ("test.count", None, "re:^((?:not )?ok)(?:\\s|$)", ok + not_ok),
        ("test.passed", Some(Outcome::Passed), "re:^(ok)(?:\\s|$)", ok),
        ("test.failed", Some(Outcome::Failed), "re:^(not ok)(?:\\s|$)", not_ok),
        ("test.skipped", Some(Outcome::Skipped), skipped, looks_skipped),
    ];
    let stated = |outcome: Option<Outcome>, pattern: &str, found: u64| {
        let counted = outcome.map_or(ok + not_ok, |outcome| read.count(outcome));
        if found == counted && found <= MOST_PLACES {
            return Some(vec![pattern.to_owned()]);
        }
        let tests = read.tests.iter().filter(|test| Some(test.outcome) == outcome);
        let lines: Vec<String> = tests.take(MOST_LINES + 1).map(Test::at).collect();
        (!lines.is_empty() && lines.len() <= MOST_LINES).then_some(lines)
    };
    let told = wanted.into_iter().filter_map(|(metric, outcome, pattern, found)| {
        let at = stated(outcome, pattern, found)?;
        Some(measure(metric, None, Stated { at, aggregate: Some(Aggregate::Count) }))
    });
    told.collect()
}

fn finding(test: &Test) -> Finding {
    let number = test.number.to_string();
    let name = if test.name.is_empty() { &number } else { &test.name };
    let told = diagnostic::read(&test.diagnostic, &test.comments);
    let said = told.message.as_deref().unwrap_or_default();
    let shown = if test.name.is_empty() { &format!("test {number}") } else { &test.name };
    // The tool doesn't grade: what was to hold doesn't.
    let mut finding = blank::finding(name, quote::title(shown, said), Severity::High);
    finding.tool_severity = Some("not ok".to_owned());
    finding.aliases = if *name == number { Vec::new() } else { vec![number] };
    finding.location = told.path.map(|path| Location {
        path: Some(path),
        start_line: told.line,
        start_column: told.column,
        ..Location::default()
    });
    let mut body = String::new();
    for text in [&test.diagnostic, &test.comments] {
        if !text.trim().is_empty() {
            quote::fence(text.trim_matches('\n').trim_end(), &mut body);
        }
    }
    if test.left_out > 0 {
        // Writing to a String can't fail.
        let _ = write!(body, "{} more bytes stand in the file.", test.left_out);
    }
    finding.body = Some(body.trim_end().to_owned()).filter(|body| !body.is_empty());
    finding.properties = told.properties;
    if test.nested > 0 {
        finding.properties.insert("subtests".to_owned(), test.nested.into());
    }
    finding
}

/// What the reader should know.
fn notes(read: &Reading) -> Vec<(String, String)> {
    let mut notes = Vec::new();
    let all = read.tests.len() as u64;
    if let Some((why, line)) = &read.bail_out {
        let why = if why.is_empty() { String::new() } else { format!(": {why}") };
        notes.push((format!("it bailed out{why}"), format!("L{line}")));
    }
    match read.plan {
        None => notes.push(("it has no plan: it may be cut off".to_owned(), String::new())),
        Some((planned, line)) if planned != all => {
            let message = format!("its plan says {planned}, and {all} were counted");
            notes.push((message, format!("L{line}")));
        }
        Some(_) => {}
    }
    let skipped = read.count(Outcome::Skipped);
    match (all, skipped) {
        (0, _) => {
            let why = read.why_none.as_deref().filter(|why| !why.is_empty());
            let why = why.map_or_else(String::new, |why| format!(": {why}"));
            notes.push((format!("it holds no test{why}"), String::new()));
        }
        (1, 1) => notes.push(("no test ran: the only one was skipped".to_owned(), String::new())),
        (all, skipped) if all == skipped => {
            notes.push((format!("no test ran: all {all} were skipped"), String::new()));
        }
        (_, _) => {}
    }
    notes
}
