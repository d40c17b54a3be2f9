//! Section 9: contradictions that differ.

use super::Content;
use super::context::Changes;
use super::things::{self, Called};
use crate::view::{AnchorKind, labels};

const CONTRADICTIONS: Called = Called {
    kind: AnchorKind::Contradiction,
    head: "Contradiction",
    one: "contradiction",
    many: "contradictions",
};

pub(super) fn content(changes: &Changes<'_>) -> Content {
    let all = &changes.delta.contradictions;
    if all.is_empty() {
        return Content::empty("No contradiction differs.");
    }
    Content {
        tally: labels::number(all.len()),
        blocks: vec![things::block(changes, CONTRADICTIONS, all)],
    }
}
