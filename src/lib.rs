//! Signoff turns structured findings into readiness reports that can be checked.
//!
//! The modules are listed in reading order. Each imports lower layers only (`diagnostic` may use `model`);
//! `tests/architecture.rs` holds that.

pub mod assess;
pub mod attest;
pub mod cli;
pub mod diagnostic;
pub mod diff;
pub mod evidence;
pub mod ingest;
pub mod matching;
pub mod model;
pub mod policy;
pub mod render;
pub mod schema;
pub mod site;
pub mod view;
