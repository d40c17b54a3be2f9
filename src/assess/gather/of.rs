//! The digest of what is signed (SEMANTICS rule 20).

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::canonical;
use crate::model::{Digest, Findings, Id, Policy};

/// SHA-256 of the canonical JSON (RFC 8785) of the merged findings without `signoffs` and without the `status`
/// of actions, the effective policy, and the digest of each piece of evidence that something other than a
/// sign-off links to. As-of, verdict and gates are not in it.
pub(crate) fn digest(
    findings: &Findings,
    policy: &Policy,
    evidence: &BTreeMap<Id, Option<Digest>>,
) -> Result<Digest, serde_json::Error> {
    let mut findings = serde_json::to_value(findings)?;
    if let Some(top) = findings.as_object_mut() {
        top.remove("signoffs");
        // A hint for editors says nothing about the subject.
        top.remove("$schema");
        let actions = top.get_mut("actions").and_then(Value::as_array_mut);
        for action in actions.into_iter().flatten() {
            if let Some(action) = action.as_object_mut() {
                action.remove("status");
            }
        }
    }
    let signed = Map::from_iter([
        ("findings".to_owned(), findings),
        ("policy".to_owned(), serde_json::to_value(policy)?),
        ("evidence".to_owned(), serde_json::to_value(evidence)?),
    ]);
    Ok(Digest::of(&canonical::to_vec(&Value::Object(signed))?))
}
