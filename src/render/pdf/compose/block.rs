//! The kinds of block: an exhaustive match, so that none can be forgotten.

use std::ops::Range;

use super::text::{length, printed};
use super::{Composer, Levels, Title, lines};
use crate::render::pdf::clean::Room;
use crate::render::pdf::{sheet, volumes};
use crate::view::{Block, Findings, Heading, List, Order, Paragraph};

/// From so many findings on, runs of pages are laid out side by side.
const MANY_FINDINGS: usize = 200;

/// How many findings one such run holds.
const FINDINGS_A_RUN: usize = 250;

/// More facts than this aren't kept with what they introduce, nor on one page.
const FEW_FACTS: usize = 8;

/// A longer paragraph isn't kept with what it introduces.
const LONG_LEAD: usize = 600;

impl Composer<'_> {
    /// What this volume prints of the blocks of a section.
    pub(super) fn blocks(&mut self, section: usize, blocks: &[Block]) -> Vec<sheet::Block> {
        let mut set = Vec::with_capacity(blocks.len());
        let nexts = blocks.iter().skip(1).map(Some).chain([None]);
        for (index, (block, next)) in blocks.iter().zip(nexts).enumerate() {
            let place = (section, index);
            let held = self.plan.held(self.volume, place);
            if !held.is_empty() {
                let mut block = self.block(block, held, next);
                if let Some(sheet::Block::Evidence(evidence)) = &mut block {
                    // The section's heading stays with the first one.
                    evidence.opens_page &= set.iter().any(is_evidence);
                }
                set.extend(block);
            }
            if self.volume == 0
                && let Some((holdings, volumes)) = self.plan.rest(place)
            {
                let text = volumes::rest(self.document.kind, &holdings, &volumes);
                set.push(sheet::Block::Paragraph { text, leads: false });
            }
        }
        set
    }

    /// The items of a block that are held; none of a drawing whose numbers draw nothing.
    fn block(
        &mut self,
        block: &Block,
        held: Range<usize>,
        next: Option<&Block>,
    ) -> Option<sheet::Block> {
        Some(match block {
            Block::Findings(findings) => self.findings(findings, held),
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(Paragraph { text }) => {
                let leads = length(text) <= LONG_LEAD && next.is_some_and(is_led);
                sheet::Block::Paragraph { text: self.text(text, Room::PAGE), leads }
            }
            Block::List(List { order, items }) => sheet::Block::List {
                numbered: *order == Order::Numbered,
                items: items.iter().map(|item| self.text(item, Room::PAGE)).collect(),
            },
            Block::Facts(facts) => {
                let rows = self.facts(&facts.facts);
                let leads = matches!(next, Some(Block::Table(_))) && are_few(&rows);
                sheet::Block::Facts { rows, leads }
            }
            Block::Table(table) => sheet::Block::Table(self.table(table, held)),
            Block::Figure(figure) => sheet::Block::Figure { drawing: self.chart(&figure.chart)? },
            Block::Evidence(evidence) => sheet::Block::Evidence(self.evidence(evidence)),
            Block::Prose(prose) => {
                let nodes = self.prose(prose);
                let leads =
                    matches!(next, Some(Block::Facts(_))) && nodes.last().is_some_and(is_short);
                sheet::Block::Prose { nodes, leads }
            }
            Block::Lines(lines) => sheet::Block::Lines(lines::lines(lines)),
        })
    }

    fn heading(&mut self, heading: &Heading) -> sheet::Block {
        self.levels = Levels { last: 1, base: 2 };
        let level = self.levels.next(2);
        let label = self.label_of(heading.anchor.as_ref());
        let long = length(&heading.text) > Title::LONGEST;
        let blank = heading.text.0.iter().all(|span| printed(span).trim().is_empty());
        let (text, whole) = if long || blank {
            let title = Title::of(&heading.text.0.iter().map(printed).collect::<String>());
            (title.text, long.then(|| self.text(&heading.text, Room::PAGE)))
        } else {
            (self.text(&heading.text, Room::PAGE), None)
        };
        sheet::Block::Heading(sheet::Heading { label, level, text, whole })
    }

    fn findings(&mut self, findings: &Findings, held: Range<usize>) -> sheet::Block {
        let many = findings.findings.len() >= MANY_FINDINGS;
        let mut set = Vec::with_capacity(held.len());
        for finding in findings.findings.iter().skip(held.start).take(held.len()) {
            let mut finding = self.finding(finding);
            finding.opens_page = many && !set.is_empty() && set.len() % FINDINGS_A_RUN == 0;
            set.push(finding);
        }
        sheet::Block::Findings { findings: set }
    }
}

fn is_evidence(block: &sheet::Block) -> bool {
    matches!(block, sheet::Block::Evidence(_))
}

/// Whether facts surely fit on a page.
fn are_few(rows: &[sheet::FactRow]) -> bool {
    let widths = rows.iter().flatten().map(|fact| fact.label.width() + fact.value.width());
    rows.len() <= FEW_FACTS && widths.sum::<usize>() <= LONG_LEAD
}

/// Whether what ends somebody's Markdown is short enough to be kept with what follows.
fn is_short(node: &sheet::Node) -> bool {
    match node {
        sheet::Node::Paragraph { words, .. } => words.width() <= LONG_LEAD,
        sheet::Node::Code(code) => !code.splits,
        sheet::Node::Heading(_)
        | sheet::Node::List { .. }
        | sheet::Node::Quote { .. }
        | sheet::Node::Table { .. }
        | sheet::Node::Footnotes { .. }
        | sheet::Node::Rule => false,
    }
}

/// Whether a paragraph before such a block introduces it.
fn is_led(block: &Block) -> bool {
    match block {
        Block::List(_)
        | Block::Facts(_)
        | Block::Table(_)
        | Block::Figure(_)
        | Block::Findings(_)
        | Block::Lines(_) => true,
        Block::Evidence(_) | Block::Heading(_) | Block::Paragraph(_) | Block::Prose(_) => false,
    }
}
