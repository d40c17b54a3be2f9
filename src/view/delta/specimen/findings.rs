//! Findings of every kind, paired for every reason.

use super::super::specimen::{Say, counted};
use super::things::field;
use crate::model::delta::{Cause, Direction, FindingChange, FindingKind, MatchReason, Totals};
use crate::model::{Id, Location, Severity, Status};

fn finding(
    say: Say<'_>,
    kind: FindingKind,
    id: &str,
    severity: Severity,
    title: &str,
) -> FindingChange {
    FindingChange {
        change: kind,
        id: Id::from(id),
        old_id: None,
        rule: say("secrets/private-key"),
        title: say(title),
        severity,
        status: Status::Open,
        tool: Some(say("security-scanner")),
        location: Some(Location {
            path: Some(say("security/scanner.js")),
            start_line: Some(12),
            ..Location::default()
        }),
        fields: Vec::new(),
        reason: None,
        confidence: None,
        ambiguous: false,
        direction: Direction::Worse,
        cause: Some(Cause::System),
    }
}

/// One of the same in both reports.
fn pair(finding: FindingChange, reason: MatchReason) -> FindingChange {
    FindingChange { reason: Some(reason), confidence: Some(reason.confidence()), ..finding }
}

pub(super) fn all(say: Say<'_>) -> Vec<FindingChange> {
    let finding = |kind, id: &str, severity, title: &str| finding(say, kind, id, severity, title);
    let mut all = vec![
        FindingChange {
            ambiguous: true,
            ..finding(FindingKind::New, "F-2", Severity::High, "HTTPS is not enforced")
        },
        FindingChange {
            cause: Some(Cause::Tool),
            ..finding(
                FindingKind::New,
                "F-1",
                Severity::Critical,
                "Private key in the source of the security scanner",
            )
        },
        pair(
            FindingChange {
                fields: vec![field(say, "status", Some("fixed"), Some("open"))],
                ..finding(FindingKind::Reopened, "F-3", Severity::Medium, "Debug mode is on")
            },
            MatchReason::Fingerprint,
        ),
        FindingChange {
            direction: Direction::Neither,
            cause: Some(Cause::Tool),
            ..finding(
                FindingKind::NewlyChecked,
                "F-4",
                Severity::Unknown,
                "Base image is out of date",
            )
        },
        pair(
            FindingChange {
                fields: vec![
                    field(say, "severity", Some("high"), Some("critical")),
                    field(say, "message", Some("HSTS missing"), Some("HSTS header not configured")),
                ],
                ..finding(
                    FindingKind::Changed,
                    "F-5",
                    Severity::Critical,
                    "HSTS header is not configured",
                )
            },
            MatchReason::Content,
        ),
        pair(
            FindingChange {
                direction: Direction::Neither,
                old_id: Some(Id::from("F-1")),
                fields: vec![field(
                    say,
                    "location",
                    Some("config/production.env line 3"),
                    Some("config/app.env line 9"),
                )],
                ..finding(
                    FindingKind::Moved,
                    "F-6",
                    Severity::Medium,
                    "Configuration files are world-readable",
                )
            },
            MatchReason::Renamed,
        ),
        FindingChange {
            direction: Direction::Better,
            ..finding(FindingKind::Fixed, "F-4", Severity::Low, "No health endpoint")
        },
        pair(
            FindingChange {
                direction: Direction::Better,
                status: Status::Fixed,
                ..finding(FindingKind::Fixed, "F-8", Severity::Info, "The container runs as root")
            },
            MatchReason::Id,
        ),
        FindingChange {
            direction: Direction::Neither,
            cause: Some(Cause::Tool),
            tool: None,
            location: None,
            ..finding(FindingKind::NotChecked, "F-2", Severity::High, "Cookies without Secure")
        },
    ];
    let same = MatchReason::ALL.into_iter().zip(10..).map(|(reason, number)| {
        let id = format!("F-{number}");
        let same = finding(FindingKind::Same, &id, Severity::Low, "Long function");
        pair(FindingChange { cause: None, direction: Direction::Neither, ..same }, reason)
    });
    all.extend(same);
    all
}

/// The sums over those that aren't fixed.
pub(super) fn totals(findings: &[FindingChange]) -> Totals {
    let changes = counted(findings.iter().map(|finding| finding.change));
    let of = |kind| changes.get(&kind).copied().unwrap_or(0);
    let both = of(FindingKind::Same) + of(FindingKind::Changed) + of(FindingKind::Moved);
    let new = findings.iter().filter(|finding| finding.change == FindingKind::New);
    Totals {
        old: both + of(FindingKind::Fixed) + of(FindingKind::NotChecked),
        new: both
            + of(FindingKind::New)
            + of(FindingKind::Reopened)
            + of(FindingKind::NewlyChecked),
        new_by_severity: counted(new.map(|finding| finding.severity)),
        ambiguous: 1,
        changes,
    }
}
