//! Signoff turns structured findings into readiness reports that can be checked.
//!
//! The modules are listed in reading order. Each imports lower layers only (`diagnostic` may use `model`);
//! `tests/architecture.rs` holds that.

pub mod diagnostic;
pub mod model;
pub mod render;
pub mod view;
