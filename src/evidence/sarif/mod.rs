//! `sarif:` selectors: the results of a SARIF 2.1.0 log by rule and fingerprint (docs/selectors/sarif.md).

mod lookup;
pub(crate) mod rules;
#[cfg(test)]
mod tests;
pub(crate) mod written;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::bounded::{MOST_THINGS, has_more_objects};
use super::{File, NotSelected, Selection};
use crate::evidence::places::span_in;
use crate::model::words::shortened;
use rules::Rules;
use written::Print;

/// The most objects of a log: the list of its rules alone may take up 100 bytes for each.
const MOST_OBJECTS: usize = 1 << 24;

/// A log, with what is looked for in it.
#[derive(Default)]
pub(super) struct Sarif {
    runs: Vec<Run>,
    results: Vec<Found>,
    /// Results by each name of their rule.
    by_rule: BTreeMap<Arc<str>, Vec<usize>>,
    /// Results by the values of their fingerprints, and by `scheme=value`.
    by_print: HashMap<String, Vec<usize>>,
    /// How many fingerprints there are.
    prints: usize,
    /// Runs by the rules that they list or found something by.
    runs_by_rule: BTreeMap<Arc<str>, BTreeSet<usize>>,
}

/// One run.
struct Run {
    /// Why it says nothing of what it didn't find, where it doesn't.
    nothing: Option<String>,
}

/// One result that is a finding.
struct Found {
    /// The names of its rule.
    rules: Vec<Arc<str>>,
    level: String,
    span: Range<usize>,
}

/// Reads a log. A result that is in the log but is no finding of this run is left out: one of kind `pass`
/// or `notApplicable` (3.27.9), or one that only an earlier run had (3.27.24).
pub(super) fn read(text: &str) -> Result<Sarif, String> {
    if has_more_objects(text, MOST_OBJECTS) {
        return Err(format!("it holds more than {MOST_OBJECTS} objects"));
    }
    let log: written::Log<'_> = serde_json::from_str(text).map_err(|error| not_sarif(&error))?;
    let Some(runs) = log.runs.filter(|_| log.version.starts_with("2.")) else {
        return Err("it is no SARIF log of version 2: it has no `runs`".to_owned());
    };
    let mut sarif = Sarif::default();
    for (number, run) in runs.iter().enumerate() {
        let rules = Rules::of(run);
        for id in rules.ids() {
            sarif.runs_by_rule.entry(id.into()).or_default().insert(number);
        }
        sarif.runs.push(Run { nothing: nothing(run) });
        for raw in run.results.iter().flatten() {
            let span = span_in(text, raw.get());
            // Serde would read a list as an object without names.
            if !raw.get().starts_with('{') {
                return Err("it is no SARIF log that can be read: a result is no object".to_owned());
            }
            let result = serde_json::from_str(raw.get()).map_err(|error| not_sarif(&error))?;
            sarif.add(result, &rules, number, span);
            if sarif.results.len().max(sarif.prints) > MOST_THINGS {
                return Err(format!("it holds more than {MOST_THINGS} results or fingerprints"));
            }
        }
    }
    Ok(sarif)
}

impl Sarif {
    fn add(&mut self, result: written::Result, rules: &Rules<'_>, run: usize, span: Range<usize>) {
        let kind = result.kind.as_deref();
        let is_finding = !matches!(kind, Some("pass" | "notApplicable"))
            && result.baseline_state.as_deref() != Some("absent");
        // Names may be long: each is there once.
        let names: Vec<Arc<str>> =
            rules.names(&result).into_iter().map(|name| self.name(name)).collect();
        for name in &names {
            self.runs_by_rule.entry(Arc::clone(name)).or_default().insert(run);
        }
        if !is_finding {
            return;
        }
        let index = self.results.len();
        for name in &names {
            self.by_rule.entry(Arc::clone(name)).or_default().push(index);
        }
        self.results.push(Found { rules: names, level: rules.level(&result.asked()), span });
        let prints = [result.fingerprints, result.partial_fingerprints];
        for (scheme, print) in prints.into_iter().flatten().flatten() {
            if let Print::Text(value) = print {
                self.prints += 1;
                self.by_print.entry(format!("{scheme}={value}")).or_default().push(index);
                self.by_print.entry(value).or_default().push(index);
            }
        }
    }

    /// A rule's name, the same as it is kept already.
    fn name(&self, name: &str) -> Arc<str> {
        let known = self.runs_by_rule.get_key_value(name);
        known.map_or_else(|| name.into(), |(known, _)| Arc::clone(known))
    }
}

/// Why what a run didn't find says nothing: it never looked, or it didn't come to its end.
fn nothing(run: &written::Run<'_>) -> Option<String> {
    let driver = run.tool.as_ref().and_then(|tool| tool.driver.as_ref());
    let name = driver.and_then(|driver| driver.name.as_deref()).unwrap_or("unnamed tool");
    let name = shortened(name);
    if run.results.is_none() {
        return Some(format!("the run of “{name}” has no list of results: it looked for none"));
    }
    let invocations = run.invocations.iter().flatten();
    let failed = invocations.filter(|it| it.execution_successful == Some(false)).count();
    (failed > 0).then(|| format!("the run of “{name}” says that it was not successful"))
}

fn not_sarif(error: &serde_json::Error) -> String {
    format!("it is no SARIF log that can be read: {}", shortened(&error.to_string()))
}

/// All results of that rule, or of that rule and fingerprint.
pub(super) fn places(file: &File, name: &str) -> Result<Vec<Selection>, NotSelected> {
    let place = |found: &Found| Selection::at(file, found.span.clone(), Some(found.level.clone()));
    Ok(named(file, name)?.into_iter().map(place).collect())
}

/// The bytes of those results.
pub(super) fn stretches(file: &File, name: &str) -> Result<Vec<Range<usize>>, NotSelected> {
    Ok(named(file, name)?.into_iter().map(|found| found.span.clone()).collect())
}

fn named<'f>(file: &'f File, name: &str) -> Result<Vec<&'f Found>, NotSelected> {
    let unreadable = |reason: String| NotSelected::Unreadable(reason);
    let text = file.text().map_err(|reason| unreadable(reason.to_string()))?;
    let sarif = file.formats().sarif(text).map_err(unreadable)?;
    let found = sarif.lookup(name);
    if found.is_empty() { Err(NotSelected::Nothing(sarif.lacks(name))) } else { Ok(found) }
}

/// Whether a file looks like a log, without reading it as one.
pub(super) fn is_log(file: &File, text: &str) -> bool {
    let begins = |name: &str, with: &str| {
        let span = file.json().find(text, &[name.to_owned()]);
        span.is_ok_and(|span| text.get(span).is_some_and(|raw| raw.starts_with(with)))
    };
    begins("runs", "[") && begins("version", "\"2.")
}
