//! The drawings of the marks that a document uses, each once: elsewhere they are referred to.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::render::marks;
use crate::view::{Block, Cell, Chart, Document, Shows, Step, Table};

/// A drawing that the page refers to.
#[derive(Debug, Serialize)]
pub(super) struct Symbol {
    name: &'static str,
    view_box: &'static str,
    /// The shapes of the drawing: markup of ours, out of templates/marks/.
    shapes: &'static str,
}

/// The drawings that a document uses, in order.
pub(super) fn symbols(document: &Document) -> Vec<Symbol> {
    let mut names = BTreeSet::from([document.cover.verdict.drawing]);
    names.extend(document.cover.was.iter().map(|was| was.verdict.drawing));
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Table(table) => names.extend(of_table(table)),
            Block::Findings(findings) => {
                names.extend(findings.findings.iter().map(|finding| finding.severity.drawing));
            }
            Block::Evidence(evidence) => {
                names.extend(evidence.trouble.iter().map(|trouble| trouble.mark.drawing));
            }
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::List(_)
            | Block::Facts(_)
            | Block::Figure(_)
            | Block::Prose(_)
            | Block::Lines(_) => {}
        }
    }
    names.into_iter().filter_map(symbol).collect()
}

/// Whether a drawing of the document is hatched: the hatching is drawn once, too.
pub(super) fn hatches(document: &Document) -> bool {
    let is_hatched = |chart: &Chart| match chart {
        Chart::Bullet(bullet) => matches!(bullet.shows, Shows::Bound { .. }),
        Chart::Waterfall(waterfall) => match waterfall.step {
            Step::Change { from, to } => to < from,
            Step::Sum { .. } => false,
        },
        Chart::Strip(_) | Chart::Severities(_) => false,
    };
    document.sections.iter().flat_map(|section| &section.blocks).any(|block| match block {
        Block::Table(table) => cells(table).filter_map(|cell| cell.chart.as_ref()).any(is_hatched),
        Block::Figure(figure) => is_hatched(&figure.chart),
        Block::Heading(_)
        | Block::Paragraph(_)
        | Block::List(_)
        | Block::Facts(_)
        | Block::Findings(_)
        | Block::Evidence(_)
        | Block::Prose(_)
        | Block::Lines(_) => false,
    })
}

fn of_table(table: &Table) -> impl Iterator<Item = &'static str> {
    cells(table).filter_map(|cell| Some(cell.mark.as_ref()?.drawing))
}

fn cells(table: &Table) -> impl Iterator<Item = &Cell> {
    let rows = table.groups.iter().flat_map(|group| &group.rows).chain(&table.foot);
    rows.flat_map(|row| &row.cells)
}

fn symbol(name: &'static str) -> Option<Symbol> {
    let svg = marks::svg(name)?;
    let (_, rest) = svg.split_once("viewBox=\"")?;
    let (view_box, rest) = rest.split_once('"')?;
    let (_, rest) = rest.split_once('>')?;
    let shapes = rest.strip_suffix("</svg>")?;
    // The word beside it says what the drawing's own title says.
    let shapes = shapes.split_once("</title>").map_or(shapes, |(_, shapes)| shapes);
    Some(Symbol { name, view_box, shapes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_drawing_becomes_a_symbol() {
        for name in marks::names() {
            let symbol = symbol(name).unwrap();
            assert!(symbol.shapes.starts_with('<') && symbol.shapes.ends_with('>'), "{symbol:?}");
            assert!(!symbol.shapes.contains("<title") && !symbol.shapes.contains("svg"));
            assert_eq!(symbol.view_box, "0 0 16 16");
        }
    }
}
