//! About how many lines something takes, and so how much of a volume.

use crate::view::{Block, Cell, Evidence, Fact, Finding, Lines, Prose, Row, Stretch, Table, Text};

/// A line of the page holds about so many characters.
const LINE: usize = 90;

/// So many jumps cost as much as a line.
const LINKS: usize = 4;

/// What a heading takes, with the space around it.
const HEADING: usize = 3;

/// The lines of each item of a block; a block without any is one all the same.
pub(super) fn lines(block: &Block) -> Vec<usize> {
    let lines = match block {
        Block::Findings(findings) => findings.findings.iter().map(finding).collect(),
        Block::Table(table) => rows(table),
        Block::Evidence(one) => vec![evidence(one)],
        Block::Heading(heading) => vec![HEADING + text(&heading.text, LINE)],
        Block::Paragraph(paragraph) => vec![1 + text(&paragraph.text, LINE)],
        Block::List(list) => vec![list.items.iter().map(|item| text(item, LINE)).sum()],
        Block::Facts(given) => vec![facts(&given.facts)],
        // A drawing is as high as two lines.
        Block::Figure(_) => vec![2],
        Block::Prose(given) => vec![prose(given)],
        Block::Lines(given) => vec![changed(given)],
    };
    if lines.is_empty() { vec![1] } else { lines }
}

fn finding(finding: &Finding) -> usize {
    HEADING
        + finding.title.len() / LINE
        + text(&finding.note, LINE)
        + finding.body.as_ref().map_or(0, prose)
        + finding.snippet.as_ref().map_or(0, |snippet| broken(snippet))
        + facts(&finding.facts)
}

fn evidence(evidence: &Evidence) -> usize {
    let excerpt = evidence.excerpt.iter().map(|line| {
        let users: usize = line.used_by.iter().map(|user| user.0.len()).sum();
        1 + line.text.len() / LINE + users / LINKS
    });
    let trouble = evidence.trouble.as_ref().map_or(0, |trouble| text(&trouble.text, LINE));
    HEADING + evidence.path.len() / LINE + trouble + facts(&evidence.facts) + excerpt.sum::<usize>()
}

/// A row costs half as much again as the same lines outside of a table.
fn rows(table: &Table) -> Vec<usize> {
    let widths: Vec<usize> =
        table.columns.iter().map(|column| usize::from(column.width.max(1))).collect();
    let whole = widths.iter().sum::<usize>().max(1);
    let lines = |row: &Row| {
        let cells = row.cells.iter().zip(&widths);
        let tallest = cells.map(|(one, width)| cell(one, (LINE * width / whole).max(1))).max();
        1 + tallest.unwrap_or(0) * 3 / 2
    };
    table.groups.iter().flat_map(|group| &group.rows).map(lines).collect()
}

fn cell(cell: &Cell, line: usize) -> usize {
    text(&cell.text, line) + cell.notes.iter().map(|note| text(note, line)).sum::<usize>()
}

fn facts(facts: &[Fact]) -> usize {
    facts.iter().map(|fact| text(&fact.value, LINE)).sum()
}

fn prose(prose: &Prose) -> usize {
    1 + broken(&prose.markdown)
}

fn changed(lines: &Lines) -> usize {
    let all = |lines: &[String]| lines.iter().map(|line| 1 + line.len() / LINE).sum::<usize>();
    let of = |stretch: &Stretch| match stretch {
        Stretch::Same { lines } => all(lines),
        Stretch::LeftOut { .. } => 1,
        Stretch::Changed { removed, added } => all(removed) + all(added),
    };
    lines.stretches.iter().map(of).sum()
}

/// Lines that are broken where they are too long.
fn broken(lines: &str) -> usize {
    lines.lines().map(|line| 1 + line.len() / LINE).sum()
}

fn text(text: &Text, line: usize) -> usize {
    let length: usize = text.0.iter().map(|span| span.words().len()).sum();
    1 + length / line + text.0.len() / LINKS
}
