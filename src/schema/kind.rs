//! The kinds of thing that a findings file holds.

use std::fmt;

/// A kind of thing. The order is that of the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Category,
    Run,
    Evidence,
    Claim,
    Measure,
    Finding,
    Artifact,
    Checklist,
    Item,
    Action,
    Waiver,
    Signoff,
    Section,
}

impl Kind {
    /// Its name, which also begins derived ids.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Run => "run",
            Self::Evidence => "evidence",
            Self::Claim => "claim",
            Self::Measure => "measure",
            Self::Finding => "finding",
            Self::Artifact => "artifact",
            Self::Checklist => "checklist",
            Self::Item => "item",
            Self::Action => "action",
            Self::Waiver => "waiver",
            Self::Signoff => "signoff",
            Self::Section => "section",
        }
    }

    /// The list at the top of a findings file in which it stands; items stand in checklists.
    pub(super) fn list(self) -> &'static str {
        match self {
            Self::Category => "categories",
            Self::Run => "runs",
            Self::Evidence => "evidence",
            Self::Claim => "claims",
            Self::Measure => "measures",
            Self::Finding => "findings",
            Self::Artifact => "artifacts",
            Self::Checklist => "checklists",
            Self::Item => "items",
            Self::Action => "actions",
            Self::Waiver => "waivers",
            Self::Signoff => "signoffs",
            Self::Section => "sections",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Evidence => "a piece of evidence",
            Self::Artifact => "an artifact",
            Self::Item => "a checklist item",
            Self::Action => "an action",
            Self::Category => "a category",
            Self::Run => "a run",
            Self::Claim => "a claim",
            Self::Measure => "a measure",
            Self::Finding => "a finding",
            Self::Checklist => "a checklist",
            Self::Waiver => "a waiver",
            Self::Signoff => "a sign-off",
            Self::Section => "a section",
        })
    }
}
