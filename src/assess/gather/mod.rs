//! Documents and bytes → what was found: links followed, values read, facts for the gates.

mod aggregate;
mod canonical;
pub(super) mod claims;
pub(super) mod effort;
pub(super) mod facts;
pub(super) mod follow;
pub(super) mod looked;
pub(super) mod measures;
pub(super) mod of;
mod places;
mod trail;
mod vacuous;
mod waivers;
