//! Signoff turns structured findings into readiness reports that can be checked.
//!
//! The modules are listed in reading order. Each imports lower layers only (`diagnostic` may use `model`);
//! `tests/architecture.rs` holds that.

pub mod model;
pub mod diagnostic;
pub mod evidence;
pub mod matching;
pub mod schema;
pub mod policy;
pub mod assess;
pub mod view;
pub mod render;
pub mod attest;
pub mod cli;
