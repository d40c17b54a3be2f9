//! Section 9: what to do, by horizon, with who and by when.

use std::collections::HashMap;

use super::Content;
use crate::model::report::ResolvedLink;
use crate::model::{Action, ActionStatus, Id};
use crate::view::context::Context;
use crate::view::{
    Anchor, AnchorKind, Block, Cell, Column, Group, Row, Span, Table, Text, labels, phrase,
};

const STATUSES: [ActionStatus; 4] =
    [ActionStatus::Open, ActionStatus::InProgress, ActionStatus::Done, ActionStatus::Dropped];

pub(super) fn content(context: &Context<'_>) -> Content {
    let actions = &context.report.actions;
    if actions.is_empty() {
        return Content::empty("No action is listed.");
    }
    let having = |status| actions.iter().filter(|action| action.status == status).count();
    let counts: Vec<String> = STATUSES
        .into_iter()
        .map(|status| (status, having(status)))
        .filter(|(_, count)| *count > 0)
        .map(|(status, count)| {
            format!("{} {}", labels::number(count), labels::action_status(status))
        })
        .collect();
    let all = labels::capitalised(&labels::counted(actions.len(), "action", "actions"));
    let columns = vec![
        Column::words("Status", 2),
        Column::subject("Action", 4),
        Column::words("Owner", 2),
        Column::words("Due", 2),
        Column::words("Closes", 2),
    ];
    let caption = format!("{all}: {}", counts.join(", "));
    let mut blocks = vec![Block::Table(Table::grouped(caption, columns, groups(context)))];
    let bodies = actions.iter().filter_map(|action| {
        action.body.as_deref().map(|body| (&action.id, action.title.as_str(), body))
    });
    blocks.extend(context.notes("Notes on actions", AnchorKind::Action, bodies));
    let owed = having(ActionStatus::Open) + having(ActionStatus::InProgress);
    Content {
        tally: format!("{} of {} to do", labels::number(owed), labels::number(actions.len())),
        blocks,
    }
}

/// By horizon, in the order in which horizons first occur; actions without one last.
fn groups(context: &Context<'_>) -> Vec<Group> {
    let mut horizons: Vec<Option<&str>> = Vec::new();
    let mut rows: HashMap<Option<&str>, Vec<Row>> = HashMap::new();
    for action in &context.report.actions {
        let horizon = action.horizon.as_deref();
        let of = rows.entry(horizon).or_insert_with(|| {
            horizons.push(horizon);
            Vec::new()
        });
        of.push(row(context, action));
    }
    horizons.sort_by_key(Option::is_none);
    let mut groups = Vec::new();
    for horizon in horizons {
        let title = horizon.map_or_else(|| "No horizon stated".to_owned(), labels::capitalised);
        let rows = rows.remove(&horizon).unwrap_or_default();
        groups.push(Group::titled(Text::plain(title), rows));
    }
    groups
}

fn row(context: &Context<'_>, action: &Action<ResolvedLink>) -> Row {
    let mut about = Text(vec![Span::Code { text: action.id.to_string() }]);
    if let Some(priority) = &action.priority {
        about = about.and_plain(format!(", priority {priority} as stated"));
    }
    if let Some(effort) = &action.effort {
        about = about.and_plain(format!(", effort {effort} as stated"));
    }
    let mut notes = vec![about, context.labelled("For", &action.for_)];
    notes.extend(context.stated_notes(&action.evidence));
    notes.extend(phrase::properties(&action.properties));
    // What is done or given up can't be overdue.
    let today = match action.status {
        ActionStatus::Open | ActionStatus::InProgress => Some(context.report.as_of),
        ActionStatus::Done | ActionStatus::Dropped => None,
    };
    let due = action.due.as_deref().map(|due| labels::due(due, today));
    let closes: Vec<&Id> = action.closes.iter().collect();
    let closes = match closes.as_slice() {
        [] => Cell::words("nothing"),
        some => Cell::of(context.names(some.iter().copied())),
    };
    Row::at(
        Anchor::of(AnchorKind::Action, &action.id),
        vec![
            Cell::words(labels::action_status(action.status)),
            Cell::words(action.title.clone()).noted(notes),
            Cell::words(action.owner.as_deref().unwrap_or("no owner")),
            Cell::of(due.unwrap_or_else(|| Text::plain("no date"))),
            closes,
        ],
    )
}
