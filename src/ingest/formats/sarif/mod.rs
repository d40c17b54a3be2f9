//! SARIF 2.1.0, the format that many checkers share.
//!
//! A log is read twice: what its runs say of themselves, which may stand behind their results, and then the results,
//! one by one.

mod around;
mod context;
mod ids;
mod inline;
mod messages;
mod object;
mod packages;
mod places;
mod plain;
mod results;
mod run;
mod severity;
mod status;
mod stream;
#[cfg(test)]
mod tests;
mod uri;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use self::context::Context;
use self::inline::Apart;
use self::results::Written;
use self::written::{Log, Run};
use crate::ingest::{Adapter, Head, Item, Raw, Unreadable, layout};
use crate::model::Sink;
use crate::model::words::shortened;

/// Reads SARIF.
pub(super) struct Sarif;

impl Adapter for Sarif {
    fn name(&self) -> &'static str {
        "sarif"
    }

    fn title(&self) -> &'static str {
        "SARIF"
    }

    fn knows(&self, head: &Head) -> bool {
        let Head::Json(outline) = head else { return false };
        let text = |name: &str| outline.get(name).and_then(Value::as_str).unwrap_or_default();
        let Some(runs) = outline.get("runs").and_then(Value::as_array) else { return false };
        let has_tool = |run: &Value| run.get("tool").is_some_and(Value::is_object);
        let by_schema = text("$schema").to_lowercase().contains("sarif");
        let by_content = text("version").starts_with("2.1.") && runs.iter().all(has_tool);
        by_schema || by_content
    }

    fn read(&self, raw: &dyn Raw, items: &mut dyn Sink<Item>) -> Result<(), Unreadable> {
        let (looked, read) = rayon::join(|| layout::look(raw), || around::read(raw));
        looked?;
        let (mut log, without) = read?;
        hold(&log)?;
        let (apart, notes) = inline::put(&mut log);
        let runs: Vec<Run> = log.runs.unwrap_or_default().into_iter().map(|run| run.0).collect();
        let mut telling = Telling { items, runs: &runs, apart: by_run(apart), current: None };
        stream::read(raw, &mut telling)?;
        for (at, message) in notes {
            items.take(Item::Note { message, at })?;
        }
        if without > 0 {
            let message = format!(
                "it holds more files than are kept: {without} of them aren't looked into for snippets"
            );
            items.take(Item::Note { message, at: String::new() })?;
        }
        if runs.is_empty() {
            let message = "the log holds no run: nothing was looked at".to_owned();
            items.take(Item::Note { message, at: "/runs".to_owned() })?;
        }
        Ok(())
    }
}

/// Holds that it is a log that can be read.
fn hold(log: &Log) -> Result<(), Unreadable> {
    match log.version.as_deref() {
        Some(version) if version.starts_with("2.1.") => {}
        Some(version) => {
            let version = shortened(version);
            return Err(Unreadable::content(format!("it is SARIF {version}; only 2.1.0 is read")));
        }
        None => return Err(Unreadable::content("it doesn't say which version of SARIF it is")),
    }
    if log.runs.is_none() {
        return Err(Unreadable::content("it is no SARIF log: it has no `runs`"));
    }
    Ok(())
}

/// Results that stand outside their runs, by run.
fn by_run(apart: Vec<Apart>) -> BTreeMap<usize, Vec<(String, Written)>> {
    let mut all: BTreeMap<usize, Vec<(String, Written)>> = BTreeMap::new();
    for Apart { run, results } in apart {
        all.entry(run).or_default().extend(results);
    }
    all
}

/// Makes items of what is read.
struct Telling<'r, 's> {
    items: &'s mut dyn Sink<Item>,
    runs: &'r [Run],
    apart: BTreeMap<usize, Vec<(String, Written)>>,
    current: Option<Current<'r>>,
}

/// The run whose results come.
struct Current<'r> {
    context: Context<'r>,
    /// What was told already.
    told: BTreeSet<String>,
}

impl Telling<'_, '_> {
    fn find(&mut self, result: Written, at: &str) -> Result<(), Unreadable> {
        let Some(current) = self.current.as_mut().filter(|_| result.is_finding()) else {
            return Ok(());
        };
        let (finding, odd) = result.finding(&current.context);
        self.items.take(Item::Finding { finding: Box::new(finding), at: at.to_owned() })?;
        let level = odd.level.map(|level| {
            let level = shortened(&level);
            format!("the level `{level}` is none of the standard's; it counts as unknown")
        });
        let line = odd.line.map(|line| {
            format!("the line or column {line} is none: it is left out, and kept in `locations`")
        });
        let place = odd
            .place
            .map(|why| format!("a place is wrong: {}; it is kept in `locations`", shortened(&why)));
        let unnamed = odd.is_unnamed.then(|| "a result doesn't name its rule".to_owned());
        for message in [level, line, place, unnamed].into_iter().flatten() {
            if current.told.insert(message.clone()) {
                self.items.take(Item::Note { message, at: at.to_owned() })?;
            }
        }
        Ok(())
    }
}

impl stream::Listener for Telling<'_, '_> {
    fn begin(&mut self, run: usize) -> Result<(), Unreadable> {
        let Some(written) = self.runs.get(run) else { return Ok(()) };
        let (told, notes) = run::told(written);
        self.items.take(Item::Run(Box::new(told)))?;
        for (message, below) in notes {
            self.items.take(Item::Note { message, at: format!("/runs/{run}{below}") })?;
        }
        self.current = Some(Current { context: Context::of(written), told: BTreeSet::new() });
        Ok(())
    }

    fn result(&mut self, run: usize, number: usize, result: Written) -> Result<(), Unreadable> {
        self.find(result, &format!("/runs/{run}/results/{number}"))
    }

    fn end(&mut self, run: usize) -> Result<(), Unreadable> {
        for (at, result) in self.apart.remove(&run).unwrap_or_default() {
            self.find(result, &at)?;
        }
        Ok(())
    }
}
