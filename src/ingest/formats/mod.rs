//! The formats that are read in Rust: large ones, and those with dialects that no mapping could follow.

use super::Adapter;

/// All of them.
pub(super) fn all() -> Vec<Box<dyn Adapter>> {
    Vec::new()
}
