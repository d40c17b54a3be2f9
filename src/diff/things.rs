//! Runs, contradictions, waivers, actions and sign-offs: what came, went and changed.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::compared::Compared;
use super::fields::{of_values, without};
use crate::model::Id;
use crate::model::Run;
use crate::model::delta::{RunChange, Thing, ThingChange};
use crate::model::report::{Report, ResolvedLink};

/// What can be told of a thing.
struct Listed<'r, T> {
    id: &'r Id,
    title: String,
    it: &'r T,
}

pub(super) fn contradictions(compared: &Compared<'_>) -> Vec<ThingChange> {
    let list = |report| {
        let report: &Report = report;
        report.contradictions.iter().map(|it| Listed { id: &it.id, title: it.text.clone(), it })
    };
    differing(list(compared.old.report), list(compared.new.report), &["text"])
}

pub(super) fn waivers(compared: &Compared<'_>) -> Vec<ThingChange> {
    let list = |report| {
        let report: &Report = report;
        report.waivers.iter().map(|it| Listed {
            id: &it.waiver.id,
            title: it.waiver.reason.clone(),
            it,
        })
    };
    differing(list(compared.old.report), list(compared.new.report), &["covers", "lifts"])
}

pub(super) fn actions(compared: &Compared<'_>) -> Vec<ThingChange> {
    let list = |report| {
        let report: &Report = report;
        report.actions.iter().map(|it| Listed { id: &it.id, title: it.title.clone(), it })
    };
    differing(list(compared.old.report), list(compared.new.report), &[])
}

pub(super) fn signoffs(compared: &Compared<'_>) -> Vec<ThingChange> {
    let list = |report| {
        let report: &Report = report;
        report.signoffs.iter().map(|it| {
            let name = it.signoff.name.as_deref();
            let title = match name {
                Some(name) => format!("{}: {name}", it.signoff.role),
                None => it.signoff.role.clone(),
            };
            Listed { id: &it.signoff.id, title, it }
        })
    };
    differing(list(compared.old.report), list(compared.new.report), &[])
}

/// Those that differ, by id: of the new report in its order, then those that it doesn't have.
fn differing<'r, T: Serialize + 'r>(
    old: impl Iterator<Item = Listed<'r, T>>,
    new: impl Iterator<Item = Listed<'r, T>>,
    left_out: &[&str],
) -> Vec<ThingChange> {
    let told = |it: &Listed<'r, T>, change, fields| ThingChange {
        id: it.id.clone(),
        title: it.title.clone(),
        change,
        fields,
        words: Vec::new(),
    };
    let mut before: Vec<Listed<'r, T>> = old.collect();
    let mut places: BTreeMap<&Id, usize> =
        before.iter().enumerate().map(|(at, it)| (it.id, at)).collect();
    let mut changes = Vec::new();
    for it in new {
        match places.remove(it.id).and_then(|at| before.get(at)) {
            None => changes.push(told(&it, Thing::Added, Vec::new())),
            Some(was) => {
                let fields = without(was.it, it.it, left_out);
                if !fields.is_empty() {
                    changes.push(told(&it, Thing::Changed, fields));
                }
            }
        }
    }
    let gone: BTreeSet<usize> = places.into_values().collect();
    let gone = before.drain(..).enumerate().filter(|(at, _)| gone.contains(at));
    changes.extend(gone.map(|(_, it)| told(&it, Thing::Removed, Vec::new())));
    changes
}

/// What a run is held against another run of its checker by. Ids and times say nothing of what was run.
#[derive(Serialize)]
struct Ran<'r> {
    version: Option<&'r str>,
    command: Option<&'r str>,
    exit_code: Option<i64>,
    commit: Option<&'r str>,
    successful: Option<bool>,
    checked: Option<u64>,
}

/// Runs that differ: the first of a checker against its first, and so on.
pub(super) fn runs(compared: &Compared<'_>) -> Vec<RunChange> {
    let by_tool = |report: &'_ Report| {
        let mut all: BTreeMap<String, Vec<Run<ResolvedLink>>> = BTreeMap::new();
        for run in &report.runs {
            all.entry(run.tool.name.clone()).or_default().push(run.clone());
        }
        all
    };
    let (old, new) = (by_tool(compared.old.report), by_tool(compared.new.report));
    let tools: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut changes = Vec::new();
    for tool in tools {
        let none = Vec::new();
        let (old, new) = (old.get(tool).unwrap_or(&none), new.get(tool).unwrap_or(&none));
        for at in 0..old.len().max(new.len()) {
            let (change, fields) = match (old.get(at), new.get(at)) {
                (None, Some(_)) => (Thing::Added, Vec::new()),
                (Some(_), None) => (Thing::Removed, Vec::new()),
                (Some(was), Some(is)) => (Thing::Changed, of_values(&ran(was), &ran(is))),
                (None, None) => continue,
            };
            if change != Thing::Changed || !fields.is_empty() {
                changes.push(RunChange { tool: tool.clone(), change, fields });
            }
        }
    }
    changes
}

fn ran(run: &Run<ResolvedLink>) -> Ran<'_> {
    Ran {
        version: run.tool.version.as_deref(),
        command: run.command.as_deref(),
        exit_code: run.exit_code,
        commit: run.commit.as_deref(),
        successful: run.successful,
        checked: run.checked,
    }
}
