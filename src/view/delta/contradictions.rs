//! Section 9: contradictions that differ.

use super::Content;
use super::context::Changes;
use super::things::{self, Called};
use crate::view::AnchorKind;

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
    let tally = things::tally(all.iter().map(|one| one.change));
    let tally = tally.split(", ").next().unwrap_or_default().to_owned();
    Content { tally, blocks: vec![things::block(changes, CONTRADICTIONS, all)] }
}
