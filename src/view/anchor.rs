//! Anchors: the jump targets that a document has, the same in every format (SEMANTICS rule 5).

use std::fmt::Write as _;

use serde::Serialize;

use crate::model::Id;

/// A jump target: kind, `-`, id, with every byte outside a–z, 0–9, `-` as `_` and its two hexadecimal digits.
/// It is a valid HTML id, Markdown anchor and PDF label as it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Anchor(String);

/// What an anchor points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnchorKind {
    /// An action.
    Action,
    /// An artifact.
    Artifact,
    /// A category.
    Category,
    /// A checklist.
    Checklist,
    /// A claim.
    Claim,
    /// A contradiction.
    Contradiction,
    /// A piece of evidence.
    Evidence,
    /// A finding.
    Finding,
    /// A gate.
    Gate,
    /// A checklist's item.
    Item,
    /// A measure.
    Measure,
    /// A run.
    Run,
    /// A narrative section.
    Section,
    /// A sign-off.
    Signoff,
    /// A waiver.
    Waiver,
}

impl AnchorKind {
    fn name(self) -> &'static str {
        match self {
            Self::Action => "action",
            Self::Artifact => "artifact",
            Self::Category => "category",
            Self::Checklist => "checklist",
            Self::Claim => "claim",
            Self::Contradiction => "contradiction",
            Self::Evidence => "evidence",
            Self::Finding => "finding",
            Self::Gate => "gate",
            Self::Item => "item",
            Self::Measure => "measure",
            Self::Run => "run",
            Self::Section => "section",
            Self::Signoff => "signoff",
            Self::Waiver => "waiver",
        }
    }
}

impl Anchor {
    /// The anchor of the thing of that kind and id.
    #[must_use]
    pub fn of(kind: AnchorKind, id: &Id) -> Self {
        Self(format!("{}-{}", kind.name(), escape(id.as_str())))
    }

    /// The anchor of a thing that only the earlier of two reports has, where things of the later one stand too. No
    /// kind is called so.
    #[must_use]
    pub fn before(kind: AnchorKind, id: &Id) -> Self {
        Self(format!("old-{}-{}", kind.name(), escape(id.as_str())))
    }

    /// Whether it is such a one.
    #[must_use]
    pub fn is_before(&self) -> bool {
        self.0.starts_with("old-")
    }

    /// The anchor of a line of a piece of evidence.
    #[must_use]
    pub fn line(evidence: &Id, line: usize) -> Self {
        Self(format!("line-{}-{line}", escape(evidence.as_str())))
    }

    /// The anchor of the lines of a piece of evidence that differ between two reports. No kind is called so.
    #[must_use]
    pub fn lines(evidence: &Id) -> Self {
        Self(format!("lines-{}", escape(evidence.as_str())))
    }

    /// The anchor of a built-in section. Its name has no `-`, so that it can't be that of a thing.
    #[must_use]
    pub fn section(name: &'static str) -> Self {
        Self(name.to_owned())
    }

    /// The anchor as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn escape(id: &str) -> String {
    let mut escaped = String::with_capacity(id.len());
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' => escaped.push(char::from(byte)),
            other => {
                // Writing to a String can't fail.
                let _ = write!(escaped, "_{other:02x}");
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_ids_have_different_anchors() {
        let anchor = |id: &str| Anchor::of(AnchorKind::Claim, &Id::from(id)).as_str().to_owned();
        assert_eq!(anchor("api-latency"), "claim-api-latency");
        assert_eq!(anchor("A.b"), "claim-_41_2eb");
        assert_ne!(anchor("a_2eb"), anchor("a.b"));
        assert_eq!(anchor("é"), "claim-_c3_a9");
    }
}
