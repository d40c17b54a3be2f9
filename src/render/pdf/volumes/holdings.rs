//! What a volume holds of the report's lists, counted: the same counts stand in each annex, on the cover and where
//! the main volume breaks off.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Place, Plan};
use crate::view::{Block, Text};

/// What is counted, each by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render::pdf) enum Kind {
    Finding,
    Evidence,
    Row,
    /// A heading, a paragraph, a list, somebody's prose.
    Passage,
}

impl Kind {
    /// All kinds, in the order in which they are listed.
    pub(in crate::render::pdf) const ALL: [Self; 4] =
        [Self::Finding, Self::Evidence, Self::Row, Self::Passage];

    /// What a block's items are.
    pub(super) fn of(block: &Block) -> Self {
        match block {
            Block::Findings(_) => Self::Finding,
            Block::Evidence(_) => Self::Evidence,
            Block::Table(_) => Self::Row,
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::List(_)
            | Block::Facts(_)
            | Block::Figure(_)
            | Block::Prose(_)
            | Block::Lines(_) => Self::Passage,
        }
    }
}

/// Neighbours of one kind, numbered from 1 within their list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render::pdf) struct Holding {
    pub(super) kind: Kind,
    /// Their list: a table's caption, a section's title; all findings and all evidence are one list each.
    pub(super) list: String,
    pub(super) first: usize,
    pub(super) last: usize,
    /// How many the list has in all.
    pub(super) of: usize,
}

impl Holding {
    /// How many they are.
    pub(in crate::render::pdf) fn count(&self) -> usize {
        (self.last + 1).saturating_sub(self.first)
    }
}

impl Plan<'_> {
    /// What a volume holds, in the document's order.
    pub(in crate::render::pdf) fn holdings(&self, volume: usize) -> Vec<Holding> {
        self.gather(|place, _| self.held(volume, place))
    }

    /// What the main volume lacks where it breaks off after this block, and the volumes that hold it; nothing
    /// elsewhere.
    pub(in crate::render::pdf) fn rest(
        &self,
        place: Place,
    ) -> Option<(Vec<Holding>, Range<usize>)> {
        let first = *self.cuts.get(&place)?;
        let lacking = |at: Place, items: usize| {
            if at < first || at > place { 0..0 } else { self.held(0, at).end..items }
        };
        let volumes = (1..self.count()).filter(|volume| {
            self.volumes.get(*volume).is_some_and(|held| held.range(first..=place).next().is_some())
        });
        let volumes: Vec<usize> = volumes.collect();
        Some((self.gather(lacking), *volumes.first()?..*volumes.last()? + 1))
    }

    /// How many of each kind a volume holds.
    pub(in crate::render::pdf) fn counts(&self, volume: usize) -> BTreeMap<Kind, usize> {
        let mut counts = BTreeMap::new();
        for holding in self.holdings(volume) {
            *counts.entry(holding.kind).or_default() += holding.count();
        }
        counts
    }

    /// Counts the chosen items of each block; neighbours in one list become one holding.
    fn gather(&self, chosen: impl Fn(Place, usize) -> Range<usize>) -> Vec<Holding> {
        let all = self.totals();
        let mut before: BTreeMap<(Kind, Place), usize> = BTreeMap::new();
        let mut gathered: Vec<Holding> = Vec::new();
        for (place, block) in self.blocks() {
            let kind = Kind::of(block);
            let whole = list_of(kind, place);
            let items = items(block);
            let earlier = before.entry((kind, whole)).or_default();
            let range = chosen(place, items);
            let range = range.start..range.end.min(items);
            let (from, to) = (*earlier + range.start + 1, *earlier + range.end);
            *earlier += items;
            if range.is_empty() {
                continue;
            }
            let name = self.name(kind, place, block);
            match gathered.last_mut() {
                Some(one) if one.kind == kind && one.list == name && one.last + 1 == from => {
                    one.last = to;
                }
                Some(_) | None => gathered.push(Holding {
                    kind,
                    list: name,
                    first: from,
                    last: to,
                    of: all.get(&(kind, whole)).copied().unwrap_or(to),
                }),
            }
        }
        gathered
    }

    /// How many items each list has.
    fn totals(&self) -> BTreeMap<(Kind, Place), usize> {
        let mut totals = BTreeMap::new();
        for (place, block) in self.blocks() {
            let kind = Kind::of(block);
            *totals.entry((kind, list_of(kind, place))).or_default() += items(block);
        }
        totals
    }

    fn blocks(&self) -> impl Iterator<Item = (Place, &Block)> {
        let sections = self.document.sections.iter().enumerate();
        sections.flat_map(|(section, content)| {
            let blocks = content.blocks.iter().enumerate();
            blocks.map(move |(block, content)| ((section, block), content))
        })
    }

    fn name(&self, kind: Kind, place: Place, block: &Block) -> String {
        match (kind, block) {
            (Kind::Finding | Kind::Evidence, _) => String::new(),
            (Kind::Row, Block::Table(table)) => short(&words(&table.caption)),
            (Kind::Row | Kind::Passage, _) => {
                let section = self.document.sections.get(place.0);
                section.map(|section| short(&section.title)).unwrap_or_default()
            }
        }
    }
}

/// Which list a block belongs to: a table is one by itself, the passages of a section are one.
fn list_of(kind: Kind, (section, block): Place) -> Place {
    match kind {
        Kind::Finding | Kind::Evidence => (0, 0),
        Kind::Row => (section, block),
        Kind::Passage => (section, 0),
    }
}

/// How many items a block has; the same as it has weights.
fn items(block: &Block) -> usize {
    match block {
        Block::Findings(findings) => findings.findings.len(),
        Block::Table(table) => table.groups.iter().map(|group| group.rows.len()).sum(),
        Block::Evidence(_)
        | Block::Heading(_)
        | Block::Paragraph(_)
        | Block::List(_)
        | Block::Facts(_)
        | Block::Figure(_)
        | Block::Prose(_)
        | Block::Lines(_) => 1,
    }
}

fn words(text: &Text) -> String {
    text.0.iter().map(crate::view::Span::words).collect()
}

/// A name that fits into a sentence.
fn short(name: &str) -> String {
    const LONGEST: usize = 60;
    let mut short: String = name.chars().take(LONGEST).collect();
    if short.len() < name.len() {
        short.push('…');
    }
    short
}
