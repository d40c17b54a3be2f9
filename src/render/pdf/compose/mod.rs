//! Document → sheet: each block in the form that its template reads. Grouping, capping, cleaning and measuring
//! happen here, in linear time; the templates only draw.

mod block;
mod chart;
mod columns;
mod cover;
mod entry;
mod excerpt;
mod facts;
mod lines;
mod picture;
mod prose;
mod table;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use super::clean::{Room, words};
use super::sheet::{Drawing, Section, Words};
use super::volumes::Plan;
use crate::render::marks;
use crate::render::prose::Jumps;
use crate::view::{Anchor, Document, Mark};

pub(super) use picture::Pictures;

/// What is known while a volume is composed.
pub(super) struct Composer<'a> {
    document: &'a Document,
    plan: &'a Plan<'a>,
    /// Which volume it is: 0 is the main one.
    volume: usize,
    jumps: Jumps<'a>,
    /// Labels that were given out: each exists once.
    labels: BTreeSet<String>,
    /// Marks that were used.
    marks: BTreeMap<String, Drawing>,
    pictures: Pictures,
    levels: Levels,
}

/// Which heading levels are open: none may be skipped.
struct Levels {
    /// The last one.
    last: u8,
    /// The one under which findings and evidence stand.
    base: u8,
}

impl Levels {
    /// The level of the next heading: the wanted one, or the deepest that skips none.
    fn next(&mut self, wanted: u8) -> u8 {
        self.last = wanted.clamp(2, self.last.saturating_add(1));
        self.last
    }
}

impl<'a> Composer<'a> {
    /// For one of the planned volumes.
    pub(super) fn new(document: &'a Document, plan: &'a Plan<'a>, volume: usize) -> Self {
        Self {
            document,
            plan,
            volume,
            jumps: Jumps::of(document),
            labels: BTreeSet::new(),
            marks: BTreeMap::new(),
            pictures: Pictures::default(),
            levels: Levels { last: 1, base: 1 },
        }
    }

    /// The sections of this volume.
    pub(super) fn sections(&mut self) -> Vec<Section> {
        let document = self.document;
        let mut sections = Vec::new();
        for (index, section) in document.sections.iter().enumerate() {
            self.levels = Levels { last: 1, base: 1 };
            let label = self.label(&section.anchor);
            let blocks = self.blocks(index, &section.blocks);
            let title = Title::of(&section.title);
            if self.volume == 0 || !blocks.is_empty() {
                sections.push(Section {
                    label,
                    number: section.number.map(|number| number.to_string()),
                    title: title.text,
                    whole: title.whole,
                    tally: words(&section.tally, Room::column(34)),
                    blocks,
                });
            }
        }
        sections
    }

    /// The marks that were used and the pictures that the templates may read.
    pub(super) fn finish(self) -> (BTreeMap<String, Drawing>, Pictures) {
        (self.marks, self.pictures)
    }

    /// The label of a jump target; none the second time.
    fn label(&mut self, anchor: &Anchor) -> Option<String> {
        let label = anchor.as_str();
        (self.plan.has_label(self.volume, anchor) && self.labels.insert(label.to_owned()))
            .then(|| label.to_owned())
    }

    fn label_of(&mut self, anchor: Option<&Anchor>) -> Option<String> {
        anchor.and_then(|anchor| self.label(anchor))
    }

    fn mark(&mut self, mark: &Mark) -> super::sheet::Mark {
        // An arrow up is good news of one measure and bad news of another.
        let drawing = format!("{}.{}", mark.drawing, mark.colour);
        if let Some(svg) = marks::svg(mark.drawing) {
            self.marks.insert(drawing.clone(), Drawing { colour: mark.colour, svg });
        }
        super::sheet::Mark { drawing, word: mark.word }
    }
}

/// A heading's words. PDF/UA refuses a heading without any; one that is taller than a page never ends, since a
/// heading sticks to what follows it.
struct Title {
    text: Words,
    /// All of it, where that is too long for a heading.
    whole: Option<Words>,
}

impl Title {
    /// Longer ones are cut in the heading and printed whole below it.
    const LONGEST: usize = 240;

    fn of(text: &str) -> Self {
        let text = if text.trim().is_empty() { "Untitled" } else { text };
        if text.chars().count() <= Self::LONGEST {
            return Self { text: words(text, Room::PAGE), whole: None };
        }
        let mut short: String = text.chars().take(Self::LONGEST).collect();
        short.push('…');
        Self { text: words(&short, Room::PAGE), whole: Some(words(text, Room::PAGE)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_neither_empty_nor_endless() {
        assert_eq!(Title::of(" ").text, Words::One("Untitled".to_owned()));
        let fits = "long ".repeat(48);
        assert!(Title::of(&fits).whole.is_none());
        let long = format!("{fits}.");
        let title = Title::of(&long);
        assert_eq!(title.text, Words::One(format!("{fits}…")));
        assert_eq!(title.whole, Some(Words::One(long)));
    }

    #[test]
    fn no_heading_level_is_skipped() {
        let mut levels = Levels { last: 1, base: 1 };
        assert_eq!([levels.next(4), levels.next(4), levels.next(1), levels.next(3)], [2, 3, 2, 3]);
    }
}
