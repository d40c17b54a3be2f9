//! Which jump targets a volume holds. Typst stops at a link whose label doesn't exist, and at a label that exists
//! twice; so both are known before it starts.

use std::collections::{BTreeMap, BTreeSet};

use super::volumes::Share;
use crate::view::{Anchor, Block, Document, Finding, Findings, Table};

/// Longer names are no names for a jump target of a PDF.
const LONGEST: usize = 400;

/// What a jump leads to from one volume.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A label of this volume.
    Here,
    /// The annex volume of that number.
    Annex(usize),
    /// Nothing that can be jumped to.
    Nowhere,
}

/// The jump targets of a document, as one volume sees them.
pub(super) struct Targets<'a> {
    here: BTreeSet<&'a str>,
    annexes: BTreeMap<&'a str, usize>,
}

impl<'a> Targets<'a> {
    /// Those of the volume that holds this share of the findings, and where the other findings are.
    pub(super) fn of(document: &'a Document, share: Share) -> Self {
        let mut targets = Self { here: BTreeSet::new(), annexes: BTreeMap::new() };
        let mut index = 0;
        for section in &document.sections {
            if share.is_main() {
                targets.add(Some(&section.anchor));
            }
            for block in &section.blocks {
                targets.add_block(block, share, &mut index);
            }
        }
        targets
    }

    /// Whether this volume has that anchor.
    pub(super) fn holds(&self, anchor: &Anchor) -> bool {
        self.here.contains(anchor.as_str())
    }

    /// Where a jump to this anchor leads.
    pub(super) fn find(&self, anchor: &Anchor) -> Place {
        if self.holds(anchor) {
            Place::Here
        } else if let Some(annex) = self.annexes.get(anchor.as_str()) {
            Place::Annex(*annex)
        } else {
            Place::Nowhere
        }
    }

    fn add_block(&mut self, block: &'a Block, share: Share, index: &mut usize) {
        match block {
            Block::Findings(findings) => self.add_findings(findings, share, index),
            Block::Heading(heading) if share.is_main() => self.add(heading.anchor.as_ref()),
            Block::Table(table) if share.is_main() => self.add_table(table),
            Block::Evidence(evidence) if share.is_main() => {
                self.add(Some(&evidence.anchor));
                for line in &evidence.excerpt {
                    self.add(line.anchor.as_ref());
                }
            }
            Block::Heading(_)
            | Block::Table(_)
            | Block::Evidence(_)
            | Block::Paragraph(_)
            | Block::List(_)
            | Block::Facts(_)
            | Block::Figure(_)
            | Block::Prose(_) => {}
        }
    }

    fn add_findings(&mut self, findings: &'a Findings, share: Share, index: &mut usize) {
        for Finding { anchor, .. } in &findings.findings {
            match share.holding(*index) {
                holder if holder == share => self.add(Some(anchor)),
                holder => {
                    if let Some(annex) = holder.annex() {
                        self.annexes.insert(anchor.as_str(), annex);
                    }
                }
            }
            *index += 1;
        }
    }

    fn add_table(&mut self, table: &'a Table) {
        for group in &table.groups {
            self.add(group.anchor.as_ref());
            for row in &group.rows {
                self.add(row.anchor.as_ref());
            }
        }
        if let Some(foot) = &table.foot {
            self.add(foot.anchor.as_ref());
        }
    }

    fn add(&mut self, anchor: Option<&'a Anchor>) {
        if let Some(anchor) = anchor.map(Anchor::as_str).filter(|name| name.len() <= LONGEST) {
            self.here.insert(anchor);
        }
    }
}
