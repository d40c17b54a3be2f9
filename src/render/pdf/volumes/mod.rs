//! Volumes: a PDF holds so much and no more. What is longer goes on in annex volumes. The main volume keeps all
//! that is short, and of each long list its beginning; what is in which volume adds up to the whole.

mod holdings;
mod list;
mod stretch;
mod weight;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

pub(super) use self::holdings::{Holding, Kind};
pub(super) use self::list::{belongs, file_name, holds, list, rest};
use self::stretch::{Item, Levels, Stretch, stretches, units};
use crate::view::{Anchor, Block, Document, Evidence};

/// How many lines a volume holds, about: what one run of the typesetter takes in memory grows with them.
pub(super) const LINES_A_VOLUME: usize = 32_000;

/// Longer names are no names for a jump target of a PDF.
const LONGEST_NAME: usize = 400;

/// A block of the document: its section's index and its own.
type Place = (usize, usize);

/// What is in which volume. The main volume has number 0, the annex volumes follow.
pub(super) struct Plan<'a> {
    document: &'a Document,
    volumes: Vec<BTreeMap<Place, Range<usize>>>,
    /// Where the main volume breaks off: the last block of a stretch, and the first that it lacks something of.
    cuts: BTreeMap<Place, Place>,
    /// The volume of each jump target, and the label that stands there.
    targets: HashMap<&'a str, (usize, &'a str)>,
}

impl<'a> Plan<'a> {
    /// For volumes of that many lines.
    pub(super) fn of(document: &'a Document, room: usize) -> Self {
        let stretches = stretches(document);
        let levels = Levels::of(&stretches, room);
        let mut plan = Self {
            document,
            volumes: vec![BTreeMap::new()],
            cuts: BTreeMap::new(),
            targets: HashMap::new(),
        };
        let mut rest = Vec::new();
        for stretch in &stretches {
            let level = levels.of_rank(stretch.rank);
            let mut kept = 0;
            for unit in units(&stretch.items) {
                kept += unit.iter().map(|item| item.lines).sum::<usize>();
                if kept > level {
                    plan.cut(stretch, unit);
                    rest.push(unit);
                } else {
                    plan.take(unit);
                }
            }
        }
        plan.annexes(&rest, room);
        plan.find_targets();
        plan
    }

    /// Fills annex volumes, one after the other.
    fn annexes(&mut self, rest: &[&[Item]], room: usize) {
        let mut free = 0;
        for unit in rest {
            let lines = unit.iter().map(|item| item.lines).sum::<usize>();
            if lines > free {
                self.volumes.push(BTreeMap::new());
                free = room;
            }
            free = free.saturating_sub(lines);
            self.take(unit);
        }
    }

    /// Puts them into the last volume.
    fn take(&mut self, items: &[Item]) {
        let Some(volume) = self.volumes.last_mut() else { return };
        for item in items {
            let held = volume.entry(item.place).or_insert(item.index..item.index);
            held.end = item.index + 1;
        }
    }

    /// The main volume breaks off before `unit`, unless it has done so earlier in that stretch.
    fn cut(&mut self, stretch: &Stretch, unit: &[Item]) {
        if let (Some(last), Some(first)) = (stretch.items.last(), unit.first()) {
            self.cuts.entry(last.place).or_insert(first.place);
        }
    }

    /// What is divided.
    pub(super) fn document(&self) -> &'a Document {
        self.document
    }

    /// How many volumes there are.
    pub(super) fn count(&self) -> usize {
        self.volumes.len()
    }

    /// Which items of a block a volume holds: of findings and tables a part, of any other block it or nothing.
    pub(super) fn held(&self, volume: usize, place: Place) -> Range<usize> {
        self.volumes.get(volume).and_then(|held| held.get(&place)).cloned().unwrap_or(0..0)
    }

    /// Where a jump to this anchor leads: the volume, and the label in it.
    pub(super) fn target_of(&self, anchor: &Anchor) -> Option<(usize, &'a str)> {
        self.targets.get(anchor.as_str()).copied()
    }

    /// Whether a volume has a label of that name.
    pub(super) fn has_label(&self, volume: usize, anchor: &Anchor) -> bool {
        self.target_of(anchor) == Some((volume, anchor.as_str()))
    }

    /// The labels of a volume, in order.
    #[cfg(test)]
    pub(super) fn labels_in(&self, volume: usize) -> Vec<&'a str> {
        let all = self.targets.values().filter(|(holder, _)| *holder == volume);
        let here: std::collections::BTreeSet<&str> = all.map(|(_, label)| *label).collect();
        here.into_iter().collect()
    }

    fn find_targets(&mut self) {
        for (section, content) in self.document.sections.iter().enumerate() {
            self.target(Some(&content.anchor), 0);
            for (block, content) in content.blocks.iter().enumerate() {
                let place = (section, block);
                match content {
                    Block::Heading(heading) => {
                        self.target(heading.anchor.as_ref(), self.holder(place, 0));
                    }
                    Block::Findings(findings) => {
                        for (index, finding) in findings.findings.iter().enumerate() {
                            self.target(Some(&finding.anchor), self.holder(place, index));
                        }
                    }
                    Block::Evidence(evidence) => {
                        let holder = self.holder(place, 0);
                        self.target(Some(&evidence.anchor), holder);
                        self.line_targets(evidence, holder);
                    }
                    Block::Table(table) => self.table_targets(table, place),
                    Block::Paragraph(_)
                    | Block::List(_)
                    | Block::Facts(_)
                    | Block::Figure(_)
                    | Block::Prose(_)
                    | Block::Lines(_) => {}
                }
            }
        }
    }

    /// A line has a label where somebody relies on it, which is the first of a range; a jump to another one leads
    /// to the label before it, since each label has its price.
    fn line_targets(&mut self, evidence: &'a Evidence, holder: usize) {
        let mut label = evidence.anchor.as_str();
        for line in &evidence.excerpt {
            let Some(anchor) = line.anchor.as_ref() else { continue };
            if line.used_by.is_empty() {
                if self.targets.get(label) == Some(&(holder, label)) {
                    self.targets.entry(anchor.as_str()).or_insert((holder, label));
                }
            } else {
                label = anchor.as_str();
                self.target(Some(anchor), holder);
            }
        }
    }

    fn table_targets(&mut self, table: &'a crate::view::Table, place: Place) {
        let mut row = 0;
        for group in &table.groups {
            self.target(group.anchor.as_ref(), self.holder(place, row));
            for content in &group.rows {
                self.target(content.anchor.as_ref(), self.holder(place, row));
                row += 1;
            }
        }
        let foot = table.foot.as_ref().and_then(|foot| foot.anchor.as_ref());
        self.target(foot, self.holder(place, row));
    }

    /// The volume that holds an item; what stands behind the last one is with that.
    fn holder(&self, place: Place, index: usize) -> usize {
        let holds = |held: &BTreeMap<Place, Range<usize>>| {
            held.get(&place).is_some_and(|range| range.end > index)
        };
        let last = |held: &BTreeMap<Place, Range<usize>>| held.contains_key(&place);
        let holder = self.volumes.iter().position(holds);
        holder.or_else(|| self.volumes.iter().rposition(last)).unwrap_or(0)
    }

    /// The first of two things of one name has it.
    fn target(&mut self, anchor: Option<&'a Anchor>, volume: usize) {
        if let Some(name) = anchor.map(Anchor::as_str).filter(|name| name.len() <= LONGEST_NAME) {
            self.targets.entry(name).or_insert((volume, name));
        }
    }
}

#[cfg(test)]
mod tests;
