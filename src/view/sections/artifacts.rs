//! In section 11: files that are listed.

use crate::model::report::ResolvedLink;
use crate::model::{Artifact, Change};
use crate::view::context::Context;
use crate::view::{
    Anchor, AnchorKind, Block, Cell, Column, Row, Span, Table, Text, labels, phrase,
};

const CHANGES: [Option<Change>; 6] = [
    Some(Change::Added),
    Some(Change::Modified),
    Some(Change::Unmodified),
    Some(Change::Deleted),
    Some(Change::Planned),
    None,
];

/// The files, or a sentence that there is none.
pub(super) fn block(context: &Context<'_>) -> Block {
    let artifacts = &context.report.artifacts;
    if artifacts.is_empty() {
        return Block::says("No file is listed.");
    }
    let counts: Vec<String> = CHANGES
        .into_iter()
        .map(|change| (change, artifacts.iter().filter(|one| one.change == change).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(change, count)| match change {
            Some(_) => format!("{} {}", labels::number(count), labels::change(change)),
            None => format!("{} with no change stated", labels::number(count)),
        })
        .collect();
    let all = labels::capitalised(&labels::counted(artifacts.len(), "listed file", "listed files"));
    let columns = vec![
        Column::words("Change", 2),
        Column::subject("File", 5),
        Column::words("For", 3),
        Column::words("Evidence", 2),
    ];
    let rows = artifacts.iter().map(|artifact| row(context, artifact)).collect();
    Block::Table(Table::of(format!("{all}: {}", counts.join(", ")), columns, rows))
}

fn row(context: &Context<'_>, artifact: &Artifact<ResolvedLink>) -> Row {
    let title = artifact.title.as_ref().map(|title| Text::plain(title.clone()));
    let id = Text(vec![Span::Code { text: artifact.id.to_string() }]);
    let notes = [title, Some(id), phrase::properties(&artifact.properties)];
    let wanted = context.names(&artifact.for_);
    Row::at(
        Anchor::of(AnchorKind::Artifact, &artifact.id),
        vec![
            Cell::words(labels::change(artifact.change)),
            Cell::of(Text::path(artifact.path.clone())).noted(notes.into_iter().flatten()),
            if wanted.is_empty() { Cell::words("nothing named") } else { Cell::of(wanted) },
            context.evidence_cell(artifact.evidence.iter()),
        ],
    )
}
