//! In section 11: executions of checkers.

use crate::model::Run;
use crate::model::report::ResolvedLink;
use crate::view::context::Context;
use crate::view::{
    Anchor, AnchorKind, Block, Cell, Column, Row, Span, Table, Text, labels, phrase,
};

/// The runs, or a sentence that there is none.
pub(super) fn block(context: &Context<'_>) -> Block {
    let runs = &context.report.runs;
    if runs.is_empty() {
        return Block::says("No run is recorded.");
    }
    let columns = vec![
        Column::subject("Run", 3),
        Column::words("Command", 3),
        Column::words("Ended", 3),
        Column::number("Exit code", 1),
        Column::words("Gave", 2),
    ];
    let rows = runs.iter().map(|run| row(context, run)).collect();
    let caption = labels::capitalised(&labels::counted(runs.len(), "run", "runs"));
    Block::Table(Table::of(caption, columns, rows))
}

fn row(context: &Context<'_>, run: &Run<ResolvedLink>) -> Row {
    let tool = match &run.tool.version {
        Some(version) => format!("{} {version}", run.tool.name),
        None => run.tool.name.clone(),
    };
    let mut gave = context.names(context.made_by(&run.id).iter().copied());
    let found = context.found_by(&run.id);
    if found > 0 {
        let count = labels::counted(found, "finding", "findings");
        gave =
            if gave.is_empty() { Text::plain(count) } else { gave.and_plain(format!("; {count}")) };
    }
    let started = run.started_at.map(|at| Text::plain(format!("started {at}")));
    let command = run.command.as_ref().map(|command| Cell::of(Text::code(command.clone())));
    Row::at(
        Anchor::of(AnchorKind::Run, &run.id),
        vec![
            Cell::words(tool).noted(notes(context, run)),
            command.unwrap_or_else(|| Cell::words("no command")),
            Cell::words(run.ended_at.map_or_else(|| "no time".to_owned(), |at| at.to_string()))
                .noted(started),
            Cell::words(run.exit_code.map_or_else(|| "none".to_owned(), labels::number)),
            if gave.is_empty() { Cell::words("nothing listed") } else { Cell::of(gave) },
        ],
    )
}

fn notes(context: &Context<'_>, run: &Run<ResolvedLink>) -> Vec<Text> {
    let mut notes = vec![Text(vec![Span::Code { text: run.id.to_string() }])];
    if let Some(commit) = &run.commit {
        notes.push(Text::plain("commit ").and(Span::Code { text: commit.clone() }));
    }
    notes.extend(run.successful.map(|well| {
        Text::plain(if well { "says that it ended well" } else { "says that it did not end well" })
    }));
    notes.extend(run.checked.map(|checked| match checked {
        0 => Text::plain("looked at nothing"),
        some => Text::plain(format!("looked at {}", labels::number(some))),
    }));
    notes.extend(context.stated_notes(&run.evidence));
    notes.extend(phrase::properties(&run.properties));
    notes
}
