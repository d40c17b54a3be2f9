//! The drawings of the marks that a document uses, each once: elsewhere they are referred to.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::render::marks;
use crate::view::{
    Block, Cell, Chart, Document, Headline, Page, Plot, Section, Shows, Step, Table, TrendPoint,
};

/// A drawing that the page refers to.
#[derive(Debug, Serialize)]
pub(super) struct Symbol {
    name: &'static str,
    view_box: &'static str,
    /// The shapes of the drawing: markup of ours, out of templates/marks/.
    shapes: &'static str,
}

/// What is drawn once in a page, and referred to.
pub(super) struct Drawings {
    /// The marks that it uses, in order.
    pub(super) symbols: Vec<Symbol>,
    /// Whether anything in it is hatched.
    pub(super) hatches: bool,
}

/// What a document refers to.
pub(super) fn drawings(document: &Document) -> Drawings {
    let cover = &document.cover;
    let before = cover.was.iter().map(|was| was.verdict.drawing);
    of([cover.verdict.drawing].into_iter().chain(before), &document.sections)
}

/// What a page of a site refers to.
pub(super) fn drawings_of_page(page: &Page) -> Drawings {
    let marks: Vec<&'static str> = match &page.headline {
        Headline::None => Vec::new(),
        Headline::Verdict { mark, .. } => vec![mark.drawing],
        Headline::Tally { counts } => counts.iter().map(|count| count.mark.drawing).collect(),
    };
    of(marks.into_iter(), &page.sections)
}

fn of(marks: impl Iterator<Item = &'static str>, sections: &[Section]) -> Drawings {
    let mut names: BTreeSet<&'static str> = marks.collect();
    for block in sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Table(table) => names.extend(of_table(table)),
            Block::Findings(findings) => {
                names.extend(findings.findings.iter().map(|finding| finding.severity.drawing));
            }
            Block::Evidence(evidence) => {
                names.extend(evidence.trouble.iter().map(|trouble| trouble.mark.drawing));
            }
            Block::Figure(figure) => names.extend(of_chart(&figure.chart)),
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::List(_)
            | Block::Facts(_)
            | Block::Prose(_)
            | Block::Lines(_) => {}
        }
    }
    let symbols = names.into_iter().filter_map(symbol).collect();
    Drawings { symbols, hatches: hatches(sections) }
}

/// Whether a drawing of the sections is hatched: the hatching is drawn once, too.
fn hatches(sections: &[Section]) -> bool {
    let is_hatched = |chart: &Chart| match chart {
        Chart::Bullet(bullet) => matches!(bullet.shows, Shows::Bound { .. }),
        Chart::Waterfall(waterfall) => match waterfall.step {
            Step::Change { from, to } => to < from,
            Step::Sum { .. } => false,
        },
        Chart::Strip(_) | Chart::Severities(_) | Chart::Trend(_) | Chart::Spark(_) => false,
    };
    sections.iter().flat_map(|section| &section.blocks).any(|block| match block {
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
    let drawn = cells(table).filter_map(|cell| cell.chart.as_ref()).flat_map(of_chart);
    cells(table).filter_map(|cell| Some(cell.mark.as_ref()?.drawing)).chain(drawn)
}

/// The marks that stand in a drawing: the verdicts of a trend.
fn of_chart(chart: &Chart) -> Vec<&'static str> {
    let verdict = |point: &TrendPoint| match &point.shows {
        Plot::Dot { mark, .. } => Some(mark.drawing),
        Plot::Stack { .. } | Plot::Nothing => None,
    };
    match chart {
        Chart::Trend(trend) => trend.points.iter().filter_map(verdict).collect(),
        Chart::Bullet(_)
        | Chart::Strip(_)
        | Chart::Severities(_)
        | Chart::Waterfall(_)
        | Chart::Spark(_) => Vec::new(),
    }
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
