//! The digest of what is signed (SEMANTICS rule 20).

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::canonical::Object;
use crate::model::{Digest, Findings, Id, Policy, ReportMeta};

/// What is signed, as far as the evidence has no part in it: known before a link is followed.
pub(crate) struct Stated(Object);

impl Stated {
    /// The merged findings without `signoffs` and without the `status` of actions, and the effective policy.
    pub(crate) fn of(findings: &Findings, policy: &Policy) -> Result<Self, serde_json::Error> {
        let mut signed = Object::default();
        signed.text("findings", of_findings(findings)?);
        signed.value("policy", policy)?;
        Ok(Self(signed))
    }

    /// SHA-256 of the canonical JSON (RFC 8785) of that and the digest of each piece of evidence that something
    /// other than a sign-off links to. As-of, verdict and gates are not in it.
    pub(crate) fn digest(
        self,
        evidence: &BTreeMap<Id, Option<Digest>>,
    ) -> Result<Digest, serde_json::Error> {
        let Self(mut signed) = self;
        signed.value("evidence", evidence)?;
        Ok(Digest::of(&signed.into_text()))
    }
}

/// The canonical text of the findings. All fields are named, so that a new one can't be left out unseen.
fn of_findings(findings: &Findings) -> Result<Vec<u8>, serde_json::Error> {
    let Findings {
        // A hint for editors says nothing about the subject.
        schema: _,
        signoff,
        subject,
        report,
        categories,
        runs,
        evidence,
        claims,
        measures,
        findings,
        artifacts,
        checklists,
        actions,
        waivers,
        signoffs: _,
        sections,
        properties,
    } = findings;
    let mut object = Object::default();
    object.value("signoff", signoff)?;
    object.value("subject", subject)?;
    if *report != ReportMeta::default() {
        object.value("report", report)?;
    }
    object.list("categories", categories, whole)?;
    object.list("runs", runs, whole)?;
    object.list("evidence", evidence, whole)?;
    object.list("claims", claims, whole)?;
    object.list("measures", measures, whole)?;
    object.list("findings", findings, whole)?;
    object.list("artifacts", artifacts, whole)?;
    object.list("checklists", checklists, whole)?;
    object.list("actions", actions, |action| drop(action.remove("status")))?;
    object.list("waivers", waivers, whole)?;
    object.list("sections", sections, whole)?;
    if !properties.is_empty() {
        object.value("properties", properties)?;
    }
    Ok(object.into_text())
}

/// Nothing is left out.
fn whole(_: &mut Map<String, Value>) {}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Something of every kind, so that each list is there.
    fn findings() -> Findings {
        serde_json::from_str(include_str!("../../../tests/valid/harbour.json")).unwrap()
    }

    #[test]
    fn it_is_the_canonical_json_without_signoffs_and_the_status_of_actions() {
        let mut expected = serde_json::to_value(findings()).unwrap();
        assert_eq!(expected.as_object().unwrap().len(), 17, "every field is there");
        let top = expected.as_object_mut().unwrap();
        top.remove("signoffs");
        top.remove("$schema");
        for action in top["actions"].as_array_mut().unwrap() {
            assert!(action.as_object_mut().unwrap().remove("status").is_some());
        }
        let expected = serde_json_canonicalizer::to_vec(&expected).unwrap();
        assert_eq!(of_findings(&findings()).unwrap(), expected);
    }

    #[test]
    fn what_is_empty_is_left_out() {
        let least = json!({ "signoff": "1", "subject": { "name": "shop" } });
        let findings: Findings = serde_json::from_value(least.clone()).unwrap();
        let expected = serde_json_canonicalizer::to_vec(&least).unwrap();
        assert_eq!(of_findings(&findings).unwrap(), expected);
    }
}
