//! The kinds of block: an exhaustive match, so that none can be forgotten.

use super::text::{length, printed};
use super::{Composer, Levels, Title, chart};
use crate::render::pdf::clean::Room;
use crate::render::pdf::sheet;
use crate::render::pdf::volumes;
use crate::view::{Block, Findings, Heading, List, Order, Paragraph};

/// From so many findings on, runs of pages are laid out side by side.
const MANY_FINDINGS: usize = 200;

/// How many findings one such run holds.
const FINDINGS_A_RUN: usize = 500;

/// A longer paragraph isn't kept with what it introduces.
const LONG_LEAD: usize = 600;

impl Composer<'_> {
    /// What this volume prints of the blocks of a section: an annex prints findings alone.
    pub(super) fn blocks(&mut self, blocks: &[Block]) -> Vec<sheet::Block> {
        let main = self.share.is_main();
        let mut set = Vec::with_capacity(blocks.len());
        let nexts = blocks.iter().skip(1).map(Some).chain([None]);
        for (block, next) in blocks.iter().zip(nexts) {
            match block {
                Block::Findings(findings) => set.extend(self.findings(findings)),
                Block::Heading(heading) if main => set.push(self.heading(heading)),
                Block::Paragraph(Paragraph { text }) if main => {
                    let leads = length(text) <= LONG_LEAD && next.is_some_and(is_led);
                    set.push(sheet::Block::Paragraph { text: self.text(text, Room::PAGE), leads });
                }
                Block::List(List { order, items }) if main => set.push(sheet::Block::List {
                    numbered: *order == Order::Numbered,
                    items: items.iter().map(|item| self.text(item, Room::PAGE)).collect(),
                }),
                Block::Facts(facts) if main => {
                    set.push(sheet::Block::Facts { rows: self.facts(&facts.facts) });
                }
                Block::Table(table) if main => set.push(sheet::Block::Table(self.table(table))),
                Block::Figure(figure) if main => {
                    let chart = chart::chart(&figure.chart);
                    set.extend(chart.map(|chart| sheet::Block::Figure { drawing: chart }));
                }
                Block::Evidence(evidence) if main => {
                    set.push(sheet::Block::Evidence(self.evidence(evidence)));
                }
                Block::Prose(prose) if main => {
                    set.push(sheet::Block::Prose { nodes: self.prose(prose) });
                }
                Block::Heading(_)
                | Block::Paragraph(_)
                | Block::List(_)
                | Block::Facts(_)
                | Block::Table(_)
                | Block::Figure(_)
                | Block::Evidence(_)
                | Block::Prose(_) => {}
            }
        }
        set
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

    fn findings(&mut self, findings: &Findings) -> Option<sheet::Block> {
        let all = findings.findings.len();
        let first = self.finding;
        self.finding += all;
        let mut set = Vec::new();
        for (offset, finding) in findings.findings.iter().enumerate() {
            if self.share.holding(first + offset) == self.share {
                let mut finding = self.finding(finding);
                finding.opens_page =
                    all >= MANY_FINDINGS && !set.is_empty() && set.len() % FINDINGS_A_RUN == 0;
                set.push(finding);
            }
        }
        let total = self.document.finding_count();
        let here = self.share.range(total);
        let ends_here = self.share.is_main() && here.end < total && here.end <= self.finding;
        let rest = (ends_here && first < here.end).then(|| volumes::rest(total, self.shares));
        (!set.is_empty() || self.share.is_main())
            .then_some(sheet::Block::Findings { findings: set, rest: rest.flatten() })
    }
}

/// Whether a paragraph before such a block introduces it.
fn is_led(block: &Block) -> bool {
    match block {
        Block::List(_)
        | Block::Facts(_)
        | Block::Table(_)
        | Block::Figure(_)
        | Block::Findings(_) => true,
        Block::Evidence(_) | Block::Heading(_) | Block::Paragraph(_) | Block::Prose(_) => false,
    }
}
