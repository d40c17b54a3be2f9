//! The policies that ship with Signoff.

use crate::model::{BuiltIn, Policy};

use super::load::{Loaded, PolicyFile, load};

/// A built-in policy (SEMANTICS rule 19).
///
/// A test holds that each is read without a word. Were one not, the policy would have no gates, and
/// nothing would ever be ready under it (SEMANTICS rule 18).
#[must_use]
pub fn built_in(which: BuiltIn) -> Policy {
    let loaded = load(file(which), &mut |_, _| Err("a built-in extends nothing".to_owned()));
    let policy = loaded.map(|Loaded { policy, .. }| policy).unwrap_or_default();
    Policy { extends: Some(which), ..policy }
}

fn file(which: BuiltIn) -> PolicyFile {
    let text = match which {
        BuiltIn::Minimal => include_str!("built_in/minimal.toml"),
        BuiltIn::Production => include_str!("built_in/production.toml"),
        BuiltIn::Regulated => include_str!("built_in/regulated.toml"),
    };
    PolicyFile { name: format!("{}.toml", which.name()), bytes: text.as_bytes().to_vec() }
}
