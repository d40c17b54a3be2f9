//! Section 6: the scores of both reports, and what each cause adds to the difference.

use super::Content;
use super::context::{Changes, said};
use crate::model::delta::{Cause, ScoreChange};
use crate::model::report::Score;
use crate::view::{Block, Cell, Column, Narrow, Row, Table, labels};

pub(super) fn content(changes: &Changes<'_>) -> Content {
    let scores = &changes.delta.scores;
    let Some((total, categories)) = scores.split_last() else {
        return Content::empty("Neither report has a score.");
    };
    let causes = causes(scores);
    let mut columns = vec![
        Column::subject("Category", 3),
        Column::number(&changes.sides.old.head, 1),
        Column::number(&changes.sides.new.head, 1),
        Column::number("Difference", 1),
    ];
    columns.extend(causes.iter().map(|cause| Column::number(labels::cause(*cause), 1)));
    let rows = categories.iter().map(|score| row(score, &causes)).collect();
    let caption = if causes.is_empty() {
        "Scores of 100; the difference is in points. No part of it comes from a cause"
    } else {
        "Scores of 100; the difference is in points, and the parts of the causes sum to it"
    };
    let mut table = Table::of(caption, columns, rows);
    table.foot = Some(row(total, &causes));
    table.narrow = Narrow::Scrolls;
    let tally = total.difference.as_deref().map_or_else(|| "no score".to_owned(), labels::signed);
    Content { tally, blocks: vec![Block::Table(table)] }
}

/// The causes that any part comes from, in their order.
fn causes(scores: &[ScoreChange]) -> Vec<Cause> {
    let of_any = |cause: &Cause| {
        scores.iter().flat_map(|score| &score.parts).any(|part| part.cause == *cause)
    };
    Cause::ALL.into_iter().filter(of_any).collect()
}

fn row(change: &ScoreChange, causes: &[Cause]) -> Row {
    let side = |side: Option<&Score>| match side {
        None => Changes::absent(),
        Some(_) => Cell::words(score(side).unwrap_or("no score")),
    };
    let difference = change.difference.as_deref().map(labels::signed);
    let mut cells = vec![
        Cell::of(said(&change.title)),
        side(change.old.as_ref()),
        side(change.new.as_ref()),
        Cell::words(difference.unwrap_or_else(|| "no difference".to_owned())),
    ];
    cells.extend(causes.iter().map(|cause| {
        let part = change.parts.iter().find(|part| part.cause == *cause);
        Cell::words(part.map_or_else(|| "none".to_owned(), |part| labels::signed(&part.points)))
    }));
    Row::plain(cells)
}

/// A score of 100, with one decimal.
pub(super) fn score(score: Option<&Score>) -> Option<&str> {
    score?.score.as_deref()
}

/// The same in points, with two decimals.
pub(super) fn points(score: Option<&Score>) -> Option<&str> {
    let score = score?;
    score.points.as_deref().or(score.score.as_deref())
}
