//! Section 7: pieces of evidence and runs of checkers that differ.

use super::context::{Changes, said};
use super::things::{self, Called};
use super::{Content, fields, lines};
use crate::model::delta::RunChange;
use crate::view::{AnchorKind, Block, Cell, Column, Mark, Row, Table, labels};

const EVIDENCE: Called = Called {
    kind: AnchorKind::Evidence,
    head: "Evidence",
    one: "piece of evidence",
    many: "pieces of evidence",
};

pub(super) fn content(changes: &Changes<'_>) -> Content {
    let (evidence, runs) = (&changes.delta.evidence, &changes.delta.runs);
    if evidence.is_empty() && runs.is_empty() {
        return Content::empty("No piece of evidence and no run of a checker differs.");
    }
    let mut blocks = vec![things::block(changes, EVIDENCE, evidence), self::runs(changes, runs)];
    blocks.extend(evidence.iter().flat_map(|thing| lines::blocks(changes, thing)));
    let tally = labels::number(evidence.len() + runs.len());
    Content { tally, blocks }
}

fn runs(changes: &Changes<'_>, runs: &[RunChange]) -> Block {
    if runs.is_empty() {
        return Block::says("No run of a checker differs.");
    }
    let columns = vec![
        Column::words("Change", 2),
        Column::subject("Run of", 5),
        changes.old_column(3),
        changes.new_column(3),
    ];
    let row = |run: &RunChange| {
        let (old, new) = fields::cells(run.change, &run.fields);
        Row::plain(vec![Cell::marked(Mark::from(run.change)), Cell::of(said(&run.tool)), old, new])
    };
    let count = labels::counted(runs.len(), "run of a checker differs", "runs of checkers differ");
    let caption = format!(
        "{count}: {}",
        things::tally(&runs.iter().map(|run| run.change).collect::<Vec<_>>())
    );
    Block::Table(Table::of(caption, columns, runs.iter().map(row).collect()))
}
