//! The jump targets of a document: where a link in foreign Markdown may lead.

use std::collections::BTreeMap;

use crate::view::{Anchor, Block, Document, Evidence, Table};

/// The jump targets of a document.
#[derive(Debug, Clone, Default)]
pub struct Jumps<'a>(BTreeMap<&'a str, &'a Anchor>);

impl<'a> Jumps<'a> {
    /// No target at all.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// All targets of a document.
    #[must_use]
    pub fn of(document: &'a Document) -> Self {
        let mut jumps = Self::none();
        for section in &document.sections {
            jumps.add(&section.anchor);
            for block in &section.blocks {
                jumps.add_block(block);
            }
        }
        jumps
    }

    /// The target of that name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&'a Anchor> {
        self.0.get(name).copied()
    }

    fn add(&mut self, anchor: &'a Anchor) {
        self.0.insert(anchor.as_str(), anchor);
    }

    fn add_block(&mut self, block: &'a Block) {
        match block {
            Block::Heading(heading) => heading.anchor.iter().for_each(|anchor| self.add(anchor)),
            Block::Table(table) => self.add_table(table),
            Block::Findings(findings) => {
                findings.findings.iter().for_each(|finding| self.add(&finding.anchor));
            }
            Block::Evidence(evidence) => self.add_evidence(evidence),
            Block::Paragraph(_)
            | Block::List(_)
            | Block::Facts(_)
            | Block::Figure(_)
            | Block::Prose(_)
            | Block::Lines(_) => {}
        }
    }

    fn add_table(&mut self, table: &'a Table) {
        for group in &table.groups {
            group.anchor.iter().for_each(|anchor| self.add(anchor));
            group.rows.iter().filter_map(|row| row.anchor.as_ref()).for_each(|row| self.add(row));
        }
        table.foot.iter().filter_map(|row| row.anchor.as_ref()).for_each(|row| self.add(row));
    }

    fn add_evidence(&mut self, evidence: &'a Evidence) {
        self.add(&evidence.anchor);
        evidence
            .excerpt
            .iter()
            .filter_map(|line| line.anchor.as_ref())
            .for_each(|line| self.add(line));
    }
}

impl<'a> FromIterator<&'a Anchor> for Jumps<'a> {
    fn from_iter<I: IntoIterator<Item = &'a Anchor>>(anchors: I) -> Self {
        Self(anchors.into_iter().map(|anchor| (anchor.as_str(), anchor)).collect())
    }
}
