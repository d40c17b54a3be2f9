//! No two things of a document are at one anchor: a delta may come from a file in which two have one id.

use std::collections::HashSet;

use crate::view::{Anchor, Block, Document};

/// Takes the anchor from what has that of something before it.
pub(super) fn unique(document: &mut Document) {
    let sections = document.sections.iter().map(|section| section.anchor.clone());
    let mut seen: HashSet<Anchor> = sections.collect();
    for block in document.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        let mut take = |anchor: &mut Option<Anchor>| {
            if anchor.as_ref().is_some_and(|anchor| !seen.insert(anchor.clone())) {
                *anchor = None;
            }
        };
        // Things are rows here, and the lines of one are under a heading; nothing else has an anchor.
        match block {
            Block::Heading(heading) => take(&mut heading.anchor),
            Block::Table(table) => {
                let rows = table.groups.iter_mut().flat_map(|group| &mut group.rows);
                rows.for_each(|row| take(&mut row.anchor));
            }
            Block::Paragraph(_)
            | Block::List(_)
            | Block::Facts(_)
            | Block::Figure(_)
            | Block::Findings(_)
            | Block::Evidence(_)
            | Block::Prose(_)
            | Block::Lines(_) => {}
        }
    }
}
