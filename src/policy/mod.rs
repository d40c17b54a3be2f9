//! `signoff.toml` → the effective policy (layer 3).
//!
//! A file may extend a built-in policy or another file. What is merged how:
//!
//! - Tables (`evidence`, `category.*`, `contradictions`, `waivers`) are merged field by field.
//! - A list (`required`, `may_not_apply`, `role`, `findings.closed`, `waivers.approvers`,
//!   `waivers.never`) replaces the inherited list where it is given.
//! - A gate replaces the inherited gate of the same id, in its place; others follow the inherited ones.
//!
//! A file that extends nothing inherits nothing: without a gate the verdict is `insufficient_evidence`.
//!
//! Whether the claims and categories that a policy names are there is not asked here: those that aren't
//! count as required and unsupported (SEMANTICS rule 15). The ids in expressions are held against the findings by
//! [`expression::unknown_ids`].

mod built_in;
mod check;
mod document;
pub mod expression;
mod gate_id;
mod load;
mod merge;
mod shape;
mod written;

use crate::model::{Digest, Policy};

pub use built_in::built_in;
pub use load::{Loaded, PolicyFile, ReadPolicy, load};

/// SHA-256 of the effective policy in canonical JSON (RFC 8785).
#[must_use]
pub fn digest(policy: &Policy) -> Digest {
    // It fails for keys that are no text and for numbers that aren't finite; a policy has neither.
    Digest::of(&serde_json_canonicalizer::to_vec(policy).unwrap_or_default())
}
