//! What was listed: checklists and their items, actions, files, runs.

use signoff::model::report::{ChecklistReport, ItemReport, ResolvedLink};
use signoff::model::{Action, ActionStatus, Artifact, Report, Run};
use signoff::view::{Mark, Span, labels};

use super::stated::note;
use crate::entry::Entry;
use crate::names::{Names, bag};

pub fn entries(report: &Report, names: &Names<'_>) -> Vec<Entry> {
    let mut all = Vec::new();
    for list in &report.checklists {
        all.push(of_checklist(list, names));
        all.extend(list.items.iter().map(|item| of_item(item, names)));
    }
    for action in &report.actions {
        all.push(of_action(report, action, names));
        all.extend(note(report, &action.id, &action.title, action.body.as_deref()));
    }
    all.extend(report.artifacts.iter().map(|artifact| of_artifact(artifact, names)));
    all.extend(report.runs.iter().map(|run| of_run(run, names)));
    all
}

fn of_checklist(list: &ChecklistReport, names: &Names<'_>) -> Entry {
    let required = if list.required { "yes" } else { "no" };
    let head = format!("{} Checklist {} Required {required}, unless", list.title, list.id);
    Entry::of("checklists", &list.id, head)
        .all(names.declarations(&list.declared))
        .all(names.stated(&list.evidence))
        .all(bag(&list.properties))
}

fn of_item(item: &ItemReport, names: &Names<'_>) -> Entry {
    let state = Mark::from(item.state).word;
    let required = if item.required { "required" } else { "not required" };
    let done = if item.done { "done" } else { "open" };
    let places = names.places(&item.evidence);
    let owner = item.owner.as_ref().map(|owner| format!("owner {owner}"));
    Entry::of("items", &item.id, format!("{state} {} {}, {required}", item.title, item.id))
        .all(owner)
        .fact("Remark:", item.note.as_ref())
        .all(bag(&item.properties))
        .with(format!("{done} {}", names.name(item.claim.as_str())))
        .with(if places.is_empty() { "none".to_owned() } else { places })
        .all(names.outcomes(&item.evidence))
}

fn of_action(report: &Report, action: &Action<ResolvedLink>, names: &Names<'_>) -> Entry {
    let status = labels::action_status(action.status);
    let today = match action.status {
        ActionStatus::Open | ActionStatus::InProgress => Some(report.as_of),
        ActionStatus::Done | ActionStatus::Dropped => None,
    };
    let due = action.due.as_deref().map(|due| labels::due(due, today));
    let due = due.map(|due| due.0.iter().map(Span::words).collect::<String>());
    let due = due.as_deref().unwrap_or("no date");
    let owner = action.owner.as_deref().unwrap_or("no owner");
    let closes = names.ids_or(&action.closes, "nothing");
    Entry::of("actions", &action.id, format!("{status} {} {}", action.title, action.id))
        .all(action.priority.as_ref().map(|priority| format!("priority {priority} as stated")))
        .all(action.effort.as_ref().map(|effort| format!("effort {effort} as stated")))
        .all(names.labelled("For", &action.for_))
        .all(names.stated(&action.evidence))
        .all(bag(&action.properties))
        .with(format!("{owner} {due} {closes}"))
}

fn of_artifact(artifact: &Artifact<ResolvedLink>, names: &Names<'_>) -> Entry {
    let change = labels::change(artifact.change);
    let title = artifact.title.as_deref().unwrap_or_default();
    let wanted = names.ids_or(&artifact.for_, "nothing named");
    let places = names.places(&artifact.evidence);
    let places = if places.is_empty() { "none" } else { &places };
    let head = format!("{change} {} {title} {}", artifact.path, artifact.id);
    Entry::of("artifacts", &artifact.id, head)
        .all(bag(&artifact.properties))
        .with(format!("{wanted} {places}"))
        .all(names.outcomes(&artifact.evidence))
}

fn of_run(run: &Run<ResolvedLink>, names: &Names<'_>) -> Entry {
    let version = run.tool.version.as_deref().unwrap_or_default();
    let command = run.command.as_deref().unwrap_or("no command");
    let ended = run.ended_at.map_or_else(|| "no time".to_owned(), |at| at.to_string());
    let started = run.started_at.map(|at| format!("started {at}"));
    let code = run.exit_code.map_or_else(|| "none".to_owned(), labels::number);
    let well = run.successful.map(|well| {
        if well { "says that it ended well" } else { "says that it did not end well" }.to_owned()
    });
    let looked = run.checked.map(|checked| match checked {
        0 => "looked at nothing".to_owned(),
        some => format!("looked at {}", labels::number(some)),
    });
    Entry::of("runs", &run.id, format!("{} {version} {}", run.tool.name, run.id))
        .fact("commit", run.commit.as_ref())
        .all(well)
        .all(looked)
        .all(names.stated(&run.evidence))
        .all(bag(&run.properties))
        .with(format!("{command} {ended} {} {code}", started.unwrap_or_default()))
}
