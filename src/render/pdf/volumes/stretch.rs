//! The document as items in stretches, and how much of each stretch the main volume keeps.

use super::{Kind, Place, weight};
use crate::view::{Block, Document};

/// What isn't divided: a finding, a piece of evidence, a row of a table, any other block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) place: Place,
    /// Which of the block's items it is.
    pub(super) index: usize,
    /// About how many lines it takes.
    pub(super) lines: usize,
    /// Whether it introduces what follows, and so stays with it.
    pub(super) sticks: bool,
}

/// Items that follow one another, and that the main volume may break off.
pub(super) struct Stretch {
    pub(super) rank: Rank,
    pub(super) items: Vec<Item>,
}

/// What the main volume keeps before what: first everything that decides, then the worst findings, then evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Other,
    Findings,
    Evidence,
}

/// The document's items: what stands in one section, evidence and the rest apart.
pub(super) fn stretches(document: &Document) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (section, content) in document.sections.iter().enumerate() {
        let mut before = None;
        for (block, content) in content.blocks.iter().enumerate() {
            let kind = Kind::of(content);
            let apart = kind == Kind::Evidence;
            if before != Some(apart) {
                let rank = if apart { Rank::Evidence } else { Rank::Other };
                stretches.push(Stretch { rank, items: Vec::new() });
            }
            before = Some(apart);
            let place = (section, block);
            let sticks = matches!(content, Block::Heading(_) | Block::Paragraph(_));
            let items = weight::lines(content).into_iter().enumerate();
            let items = items.map(|(index, lines)| Item { place, index, lines, sticks });
            if let Some(stretch) = stretches.last_mut() {
                stretch.items.extend(items);
                if kind == Kind::Finding {
                    stretch.rank = Rank::Findings;
                }
            }
        }
    }
    stretches
}

/// How many lines of a stretch the main volume keeps at most.
pub(super) struct Levels {
    other: usize,
    findings: usize,
    evidence: usize,
}

impl Levels {
    /// Where all fits, there is no limit. Else a quarter is kept free for findings, and evidence gets what is left.
    pub(super) fn of(stretches: &[Stretch], room: usize) -> Self {
        let weights = |rank| {
            let such = stretches.iter().filter(move |stretch| stretch.rank == rank);
            such.map(|stretch| stretch.items.iter().map(|item| item.lines).sum::<usize>())
        };
        let sum = |rank| weights(rank).sum::<usize>();
        let (findings, evidence) = (sum(Rank::Findings), sum(Rank::Evidence));
        let mut left = room;
        let mut keep = |rank, room: usize| {
            let level = level(weights(rank).collect(), room);
            left -= weights(rank).map(|weight| weight.min(level)).sum::<usize>();
            (level, left)
        };
        let needed = findings.saturating_add(evidence);
        let (other, left) = keep(Rank::Other, room - needed.min(room / 4));
        let (findings, left) = keep(Rank::Findings, left);
        let (evidence, _) = keep(Rank::Evidence, left);
        Self { other, findings, evidence }
    }

    pub(super) fn of_rank(&self, rank: Rank) -> usize {
        match rank {
            Rank::Other => self.other,
            Rank::Findings => self.findings,
            Rank::Evidence => self.evidence,
        }
    }
}

/// What stays together: what introduces something, and that.
pub(super) fn units(stretch: &[Item]) -> impl Iterator<Item = &[Item]> {
    stretch.split_inclusive(|item| !item.sticks)
}

/// How many lines of each stretch fit where there is room for so many in all: what the short ones don't need,
/// the long ones get.
pub(super) fn level(mut weights: Vec<usize>, room: usize) -> usize {
    weights.sort_unstable();
    let mut left = room;
    let mut longer = weights.len();
    for weight in weights {
        let share = left / longer.max(1);
        if weight > share {
            return share;
        }
        left -= weight;
        longer -= 1;
    }
    usize::MAX
}
