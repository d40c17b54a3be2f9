//! Section 8: waivers, sign-offs and actions that differ, in words or in standing.

use super::Content;
use super::context::Changes;
use super::things::{self, Called};
use crate::view::{AnchorKind, labels};

const WAIVERS: Called =
    Called { kind: AnchorKind::Waiver, head: "Waiver", one: "waiver", many: "waivers" };
const SIGNOFFS: Called =
    Called { kind: AnchorKind::Signoff, head: "Sign-off", one: "sign-off", many: "sign-offs" };
const ACTIONS: Called =
    Called { kind: AnchorKind::Action, head: "Action", one: "action", many: "actions" };

pub(super) fn content(changes: &Changes<'_>) -> Content {
    let delta = changes.delta;
    let all = [(WAIVERS, &delta.waivers), (SIGNOFFS, &delta.signoffs), (ACTIONS, &delta.actions)];
    let count: usize = all.iter().map(|(_, things)| things.len()).sum();
    if count == 0 {
        return Content::empty("No waiver, no sign-off and no action differs.");
    }
    let blocks = all.map(|(called, things)| things::block(changes, called, things));
    Content { tally: labels::number(count), blocks: blocks.into() }
}
