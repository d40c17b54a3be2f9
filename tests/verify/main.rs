//! `signoff verify` and `signoff bundle` as a user runs them: every kind of change is found and named, and nothing
//! is found where nothing was changed.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

mod bundles;
mod flips;
mod hostile;
mod judged;
mod mutations;
mod said;
mod shop;
#[path = "../support/mod.rs"]
mod support;
mod table;
mod untouched;
