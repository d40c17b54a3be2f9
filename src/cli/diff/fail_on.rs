//! Which changes end a comparison with exit code 1.

use super::super::exit::Failure;
use crate::diagnostic::nearest;
use crate::model::delta::{Delta, Direction, FindingChange, FindingKind};
use crate::model::{Id, Report, Severity};

/// A change that isn't allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum Limit {
    /// A finding that is new or reopened, of that severity or worse, or one that has become so severe.
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
    /// How each begins.
    pub(in crate::cli) const KINDS: [&str; 5] = ["new", "verdict", "gate", "claim", "measure"];

    /// Reads `new:high`, `gate:coverage`, `verdict`.
    pub(in crate::cli) fn parse(text: &str) -> Result<Self, Failure> {
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

    /// Holds that what it names is in one of the reports. What is in neither would never be worse.
    pub(in crate::cli) fn hold(&self, reports: &[&Report]) -> Result<(), Failure> {
        let ids = |of: fn(&Report) -> Vec<&Id>| reports.iter().flat_map(|it| of(it)).collect();
        let (kind, id, known): (&str, &Id, Vec<&Id>) = match self {
            Self::Gate(Some(id)) => {
                ("gate", id, ids(|it| it.gates.iter().map(|it| &it.id).collect()))
            }
            Self::Claim(Some(id)) => {
                ("claim", id, ids(|it| it.claims.iter().map(|it| &it.id).collect()))
            }
            Self::Measure(Some(id)) => {
                ("measure", id, ids(|it| it.measures.iter().map(|it| &it.id).collect()))
            }
            Self::New(_)
            | Self::Verdict
            | Self::Gate(None)
            | Self::Claim(None)
            | Self::Measure(None) => return Ok(()),
        };
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
    pub(in crate::cli) fn is_passed(&self, delta: &Delta) -> bool {
        let meant = |named: &Option<Id>, id: &Id| named.as_ref().is_none_or(|named| named == id);
        let worse = |direction: Direction| direction == Direction::Worse;
        match self {
            Self::New(severity) => delta.findings.iter().any(|it| {
                let is_new = matches!(it.change, FindingKind::New | FindingKind::Reopened);
                // What nobody graded may be as bad as any.
                let is_bad = it.severity <= *severity || it.severity == Severity::Unknown;
                is_bad && (is_new || was_less(it, *severity))
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

/// Whether both reports have it, and it was less severe than that.
fn was_less(finding: &FindingChange, severity: Severity) -> bool {
    let field = finding.fields.iter().find(|field| field.field == "severity");
    let old = field.and_then(|field| field.old.as_deref()).and_then(Severity::named);
    old.is_some_and(|old| old > severity && old != Severity::Unknown)
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
