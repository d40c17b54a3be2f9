//! The formats that are read in Rust: large ones, and those with dialects that no mapping could follow.

mod sarif;

use super::Adapter;

/// All of them.
pub(super) fn all() -> Vec<Box<dyn Adapter>> {
    vec![Box::new(sarif::Sarif)]
}
