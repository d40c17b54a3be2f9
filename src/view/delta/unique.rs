//! No two things of a document are at one anchor: a delta may come from a file in which two have one id.

use std::collections::HashSet;

use crate::view::{Anchor, Block, Document};

/// Takes the anchor from what has that of something before it.
pub(super) fn unique(document: &mut Document) {
    let sections = document.sections.iter().map(|section| section.anchor.clone());
    let mut seen: HashSet<Anchor> = sections.collect();
    for block in document.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        // Things are rows here; nothing else has an anchor.
        let Block::Table(table) = block else { continue };
        for row in table.groups.iter_mut().flat_map(|group| &mut group.rows) {
            if row.anchor.as_ref().is_some_and(|anchor| !seen.insert(anchor.clone())) {
                row.anchor = None;
            }
        }
    }
}
