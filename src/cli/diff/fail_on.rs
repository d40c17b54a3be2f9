//! Which changes end a comparison with exit code 1.

use super::super::exit::Failure;
use crate::diagnostic::nearest;
use crate::model::delta::{Delta, Direction, FindingKind};
use crate::model::{Id, Severity};

/// A change that isn't allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Limit {
    /// A finding that is new or reopened, of that severity or worse.
    New(Severity),
    /// A verdict that is worse.
    Verdict,
    /// A gate that is worse: that one, or any.
    Gate(Option<Id>),
    /// A claim likewise.
    Claim(Option<Id>),
    /// A measure likewise.
    Measure(Option<Id>),
}

impl Limit {
    /// Reads `new:high`, `gate:coverage`, `verdict`.
    pub(super) fn parse(text: &str) -> Result<Self, Failure> {
        let (kind, name) = match text.trim().split_once(':') {
            Some((kind, name)) => (kind, Some(name.trim())),
            None => (text.trim(), None),
        };
        let id = name.filter(|name| !name.is_empty()).map(Id::from);
        match (kind, name) {
            // Of any severity: unknown is the last.
            ("new", None) => Ok(Self::New(Severity::Unknown)),
            ("new", Some(name)) => {
                let severity = Severity::named(name);
                severity.map(Self::New).ok_or_else(|| {
                    unread(text, &format!("severities are {}", Severity::NAMES.join(", ")))
                })
            }
            ("verdict", None) => Ok(Self::Verdict),
            ("gate", _) => Ok(Self::Gate(id)),
            ("claim", _) => Ok(Self::Claim(id)),
            ("measure", _) => Ok(Self::Measure(id)),
            _ => Err(unread(
                text,
                "write `new`, `new:SEVERITY`, `verdict`, `gate`, `gate:ID`, `claim`, `claim:ID`, `measure`, \
                 `measure:ID`",
            )),
        }
    }

    /// Holds that what it names is there. A gate that neither side has would never be worse.
    pub(super) fn hold(&self, delta: &Delta) -> Result<(), Failure> {
        let (kind, id, known) = match self {
            Self::Gate(Some(id)) => ("gate", id, delta.gates.iter().map(|it| &it.id).collect()),
            // What is the same isn't listed.
            Self::New(_) | Self::Verdict | Self::Gate(None) | Self::Claim(_) | Self::Measure(_) => {
                return Ok(());
            }
        };
        let known: Vec<&Id> = known;
        if known.contains(&id) {
            return Ok(());
        }
        let near = nearest(id.as_str(), known.iter().map(|id| id.as_str()));
        let help = near.map_or_else(
            || "neither report has it".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        Err(Failure::Usage { message: format!("there is no {kind} `{id}`"), help })
    }

    /// Whether it happened.
    pub(super) fn is_passed(&self, delta: &Delta) -> bool {
        let meant = |named: &Option<Id>, id: &Id| named.as_ref().is_none_or(|named| named == id);
        let worse = |direction: Direction| direction == Direction::Worse;
        match self {
            Self::New(severity) => delta.findings.iter().any(|it| {
                let is_new = matches!(it.change, FindingKind::New | FindingKind::Reopened);
                // What nobody graded may be as bad as any.
                is_new && (it.severity <= *severity || it.severity == Severity::Unknown)
            }),
            Self::Verdict => worse(delta.verdict.direction),
            Self::Gate(named) => {
                delta.gates.iter().any(|it| meant(named, &it.id) && worse(it.direction))
            }
            Self::Claim(named) => {
                delta.claims.iter().any(|it| meant(named, &it.id) && worse(it.direction))
            }
            Self::Measure(named) => {
                delta.measures.iter().any(|it| meant(named, &it.id) && worse(it.direction))
            }
        }
    }
}

fn unread(text: &str, help: &str) -> Failure {
    Failure::Usage { message: format!("`{text}` names no change"), help: help.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read() {
        let read = |text: &str| Limit::parse(text).ok();
        assert_eq!(read("new"), Some(Limit::New(Severity::Unknown)));
        assert_eq!(read("new:high"), Some(Limit::New(Severity::High)));
        assert_eq!(read("gate:coverage"), Some(Limit::Gate(Some(Id::from("coverage")))));
        assert_eq!(read("gate"), Some(Limit::Gate(None)));
        for wrong in ["", "new:worst", "verdict:x", "old", "findings:high"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
