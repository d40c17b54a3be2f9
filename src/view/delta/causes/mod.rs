//! Section 1: what the changes come from, what each cause adds to the score, and the verdict without it.

mod waterfall;

use self::waterfall::Waterfalls;
use super::context::{Changes, said};
use super::{Content, scores};
use crate::model::delta::{CauseReport, Delta, Ended, GateChange};
use crate::model::{Id, Verdict};
use crate::view::{
    Block, Cell, Chart, Column, Group, Mark, Row, Span, Table, Text, labels, phrase,
};

/// What the parts of the score are, and who decides what is without a cause.
fn method() -> Text {
    Text::plain(
        "Each fact that differs has one cause, by a published rule (SEMANTICS rule 27). The verdict without a cause is \
         what ",
    )
    .and(Span::Code { text: "judge(facts, policy, as_of)".to_owned() })
    .and_plain(
        " gives when the facts of that cause are left as they were. The score part of a cause is its Shapley value \
         over the same function: what it adds, averaged over all orders in which the causes can come, so that the \
         parts sum to the whole difference.",
    )
}

pub(super) fn title(changes: &Changes<'_>) -> &'static str {
    let verdict = &changes.delta.verdict;
    if verdict.old == verdict.new { "Why the verdict stays" } else { "Why the verdict changed" }
}

pub(super) fn content(changes: &Changes<'_>) -> Content {
    let delta = changes.delta;
    let mut blocks = vec![Block::text(said(&delta.verdict.sentence))];
    if delta.causes.is_empty() {
        blocks.push(Block::says(
            "No fact differs that bears on the verdict, so that there is no cause to name.",
        ));
        return Content { tally: "none".to_owned(), blocks };
    }
    blocks.push(table(changes));
    blocks.push(Block::says(deciding(&delta.causes, delta.verdict.new)));
    blocks.push(Block::text(method()));
    Content { tally: labels::number(delta.causes.len()), blocks }
}

fn table(changes: &Changes<'_>) -> Block {
    let delta = changes.delta;
    let falls = Waterfalls::of(delta);
    let mut columns = vec![
        Column::subject("Cause", 2),
        Column::words("What", 3),
        Column::words("Gates", 3),
        Column::number("Score", 1),
    ];
    if let Some(falls) = &falls {
        columns.push(Column::chart(&format!("{} to {}", falls.old, falls.new), 2));
    }
    columns.push(Column::words("Verdict without it", 2));
    let mut rows = Vec::new();
    if let Some(falls) = &falls {
        let name = changes.sides.old.opening();
        rows.push(end(
            &name,
            &delta.old.sentence,
            &falls.old,
            falls.first(&name),
            delta.verdict.old,
        ));
    }
    let mut steps = falls.iter().flat_map(|falls| falls.steps(delta));
    rows.extend(
        delta
            .causes
            .iter()
            .map(|cause| row(changes, cause, falls.as_ref().map(|_| Cell::drawn(steps.next())))),
    );
    let mut table = Table::grouped(
        caption(delta.causes.len(), falls.as_ref()),
        columns,
        vec![Group { anchor: None, title: None, rows }],
    );
    if let Some(falls) = &falls {
        let name = changes.sides.new.opening();
        table.legend = format!(
            "The bars run from {} to {}; solid rises, hatched falls, an upright line is no change",
            falls.low, falls.high
        );
        table.foot =
            Some(end(&name, &delta.new.sentence, &falls.new, falls.last(&name), delta.verdict.new));
    }
    Block::Table(table)
}

fn caption(causes: usize, falls: Option<&Waterfalls>) -> String {
    let count = labels::capitalised(&labels::counted(causes, "cause", "causes"));
    match falls {
        Some(_) => format!("{count}, and what each adds to the score"),
        None => format!("{count}; a score is missing, so that none has a part of it"),
    }
}

/// A row of one of the two reports as a whole.
fn end(name: &str, sentence: &str, score: &str, drawn: Option<Chart>, verdict: Verdict) -> Row {
    Row::plain(vec![
        Cell::words(name),
        Cell::of(said(sentence)),
        Cell::words("all of that report"),
        Cell::words(score),
        Cell::drawn(drawn),
        Cell::marked(Mark::from(verdict)),
    ])
}

fn row(changes: &Changes<'_>, cause: &CauseReport, drawn: Option<Cell>) -> Row {
    let facts = usize::try_from(cause.facts).unwrap_or(usize::MAX);
    let count = labels::counted(facts, "fact differs", "facts differ");
    let points = cause.score.as_ref().map(|part| labels::signed(&part.points));
    let mut cells = vec![
        Cell::words(labels::cause(cause.cause))
            .noted([Text::plain(labels::cause_means(cause.cause))]),
        Cell::words(labels::listed(&cause.what)).noted([Text::plain(count)]),
        gates(changes, &cause.gates),
        Cell::words(points.unwrap_or_else(|| "no score".to_owned())),
    ];
    cells.extend(drawn);
    cells.push(Cell::words(labels::verdict(cause.verdict_without)));
    Row::plain(cells)
}

/// The gates that would end otherwise, each with how it ended and how it ends.
fn gates(changes: &Changes<'_>, ids: &[Id]) -> Cell {
    if ids.is_empty() {
        return Cell::words("none");
    }
    let told = ids.iter().take(phrase::FEW).map(|id| {
        let name = Text::code(if id.as_str().is_empty() { "no id" } else { id.as_str() });
        match changes.gate(id) {
            Some(gate) => name.and_plain(format!(" {}", way(gate))),
            None => name,
        }
    });
    let text = Text::join(told, "; ");
    Cell::of(match ids.len().saturating_sub(phrase::FEW) {
        0 => text,
        more => text.and_plain(format!(" and {} more", labels::number(more))),
    })
}

/// "pass to fail", "new, waived", "gone".
fn way(gate: &GateChange) -> String {
    let lower = |ended: &Ended| labels::lower(&Mark::from(ended.outcome));
    match (&gate.old, &gate.new) {
        (Some(old), Some(new)) if old.outcome == new.outcome => lower(new),
        (Some(old), Some(new)) => format!("{} to {}", lower(old), lower(new)),
        (None, Some(new)) => format!("new, {}", lower(new)),
        (Some(old), None) => format!("gone, was {}", lower(old)),
        (None, None) => "in neither".to_owned(),
    }
}

/// Whether a single cause decides.
fn deciding(causes: &[CauseReport], verdict: Verdict) -> String {
    let is = labels::verdict(verdict);
    let decides: Vec<String> = causes
        .iter()
        .filter(|cause| cause.verdict_without != verdict)
        .map(|cause| {
            let (what, without) =
                (labels::without_cause(cause.cause), labels::verdict(cause.verdict_without));
            format!("{what} the verdict would be {without}")
        })
        .collect();
    match (decides.is_empty(), causes.len()) {
        (true, 1) => {
            format!("The one cause does not decide: without it the verdict is still {is}.")
        }
        (true, _) => {
            format!("No single cause decides: without any one of them the verdict is still {is}.")
        }
        (false, _) => format!("{}.", labels::capitalised(&labels::listed(&decides))),
    }
}

/// A line a cause, for the front page: "System: +13.75 points. Gates: …".
pub(super) fn lines(changes: &Changes<'_>) -> Vec<Text> {
    changes.delta.causes.iter().map(|cause| line(changes, cause)).collect()
}

fn line(changes: &Changes<'_>, cause: &CauseReport) -> Text {
    let what = labels::listed(&cause.what);
    let mut text = Text(vec![Span::Strong { text: labels::cause(cause.cause).to_owned() }])
        .and_plain(format!(": {what}"));
    if let Some(part) = &cause.score {
        text = text.and_plain(format!("; {} points", labels::signed(&part.points)));
    }
    if !cause.gates.is_empty() {
        text = text.and_plain("; ").and_text(gates(changes, &cause.gates).text);
    }
    let without = labels::verdict(cause.verdict_without);
    let verb =
        if cause.verdict_without == changes.delta.verdict.new { "is still" } else { "would be" };
    text.and_plain(format!("; without it the verdict {verb} {without}."))
}

/// Whether a total has a score on both sides.
fn totals(changes: &Delta) -> Option<(&str, &str)> {
    let total = changes.scores.last()?;
    Some((scores::points(total.old.as_ref())?, scores::points(total.new.as_ref())?))
}
