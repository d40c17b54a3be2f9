//! The words for what changed between two reports, and why.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::status;
use crate::model::Status;
use crate::model::delta::{Cause, Confidence, FindingKind, MatchReason, Seen};
use crate::model::words::typeset;

/// A cause, as a row's header.
#[must_use]
pub fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::System => "System",
        Cause::Tool => "Tool",
        Cause::Policy => "Policy",
        Cause::EvidenceAged => "Evidence aged",
        Cause::Edited => "Edited",
        Cause::Unknown => "Unknown",
    }
}

/// What a cause is, in a few words.
#[must_use]
pub fn cause_means(cause: Cause) -> &'static str {
    match cause {
        Cause::System => "another commit",
        Cause::Tool => "another checker, other rules, or it ran and had not",
        Cause::Policy => "another policy",
        Cause::EvidenceAged => "a later day",
        Cause::Edited => "other words over the same evidence",
        Cause::Unknown => "nothing says",
    }
}

/// That nothing comes from a cause, at the start of a clause.
#[must_use]
pub fn without_cause(cause: Cause) -> &'static str {
    match cause {
        Cause::System => "without what changed in the system",
        Cause::Tool => "without what changed in the checkers",
        Cause::Policy => "without what changed in the policy",
        Cause::EvidenceAged => "without the days that went by",
        Cause::Edited => "without what was edited",
        Cause::Unknown => "without what nothing explains",
    }
}

/// Several causes in a cell; `none` where there is none.
#[must_use]
pub fn causes(all: &[Cause]) -> String {
    let names: Vec<&str> = all.iter().map(|one| cause(*one)).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// What pairs two findings, after "Paired by".
#[must_use]
pub fn match_reason(reason: MatchReason) -> &'static str {
    match reason {
        MatchReason::Id => "the same id",
        MatchReason::Fingerprint => "the same fingerprint of the checker",
        MatchReason::Content => "the same rule, file and content",
        MatchReason::Shift => "the same content, moved by as many lines as what stands next to it",
        MatchReason::Order => "the same content in the same file, in file order: there are several",
        MatchReason::Moved => "the same content, in one place of another file",
        MatchReason::Renamed => "the same content in a file that was renamed",
        MatchReason::Reformatted => "the same content but for white space, quotes and commas",
        MatchReason::Package => "the same package, of another version",
        MatchReason::Wording => "the same words, once in the file",
        MatchReason::Alike => "content much like it between the same neighbours",
        MatchReason::Alias => "another name of the same problem in the same place",
    }
}

/// How sure a pair is.
#[must_use]
pub fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "certain",
        Confidence::Strong => "strong",
        Confidence::Likely => "likely",
    }
}

/// How many findings became what, inside a sum or a sentence: `2 new`.
#[must_use]
pub fn finding_kind(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::New => "new",
        FindingKind::Reopened => "reopened",
        FindingKind::NewlyChecked => "newly checked",
        FindingKind::Changed => "changed",
        FindingKind::Moved => "moved",
        FindingKind::Same => "the same",
        FindingKind::Fixed => "fixed",
        FindingKind::NotChecked => "not checked",
    }
}

/// What that is, in a few words.
#[must_use]
pub fn finding_kind_means(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::New => "the checker had looked before and had not found it",
        FindingKind::Reopened => "it was fixed, and is not any more",
        FindingKind::NewlyChecked => "the checker had not looked before",
        FindingKind::Changed => "both reports have it, and not in the same words",
        FindingKind::Moved => "both reports have it, at another place",
        FindingKind::Same => "both reports have it",
        FindingKind::Fixed => "the checker looked and does not find it, or it is called fixed",
        FindingKind::NotChecked => "the checker did not look, so that nobody knows",
    }
}

/// What a version says of a finding: `absent` where its checker looked, `not checked` where it didn't.
#[must_use]
pub fn seen(seen: Seen) -> &'static str {
    match seen {
        Seen::Absent => "absent",
        Seen::NotChecked => "not checked",
        Seen::Open => status(Status::Open),
        Seen::Fixed => status(Status::Fixed),
        Seen::Suppressed => status(Status::Suppressed),
        Seen::Accepted => status(Status::Accepted),
        Seen::FalsePositive => status(Status::FalsePositive),
    }
}

/// A difference as a document writes it, with its sign: `+13.75`, `−2.00`, `0.00`.
#[must_use]
pub fn signed(number: &str) -> String {
    let text = number.trim();
    let text = text.strip_prefix('+').unwrap_or(text).replace('\u{2212}', "-");
    let Ok(number) = text.parse::<Decimal>() else { return number.to_owned() };
    let digits = typeset(text.trim_start_matches('-'));
    match number.cmp(&Decimal::ZERO) {
        Ordering::Less => format!("\u{2212}{digits}"),
        Ordering::Equal => digits,
        Ordering::Greater => format!("+{digits}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_has_its_sign_and_zero_has_none() {
        for (written, printed) in [
            ("13.75", "+13.75"),
            ("+13.75", "+13.75"),
            ("-2.00", "\u{2212}2.00"),
            ("\u{2212}2.00", "\u{2212}2.00"),
            ("-0.00", "0.00"),
            ("0", "0"),
            ("5000", "+5\u{202f}000"),
            ("no number", "no number"),
        ] {
            assert_eq!(signed(written), printed);
        }
    }

    #[test]
    fn causes_are_listed_and_none_is_said() {
        assert_eq!(causes(&[]), "none");
        assert_eq!(causes(&[Cause::Tool, Cause::EvidenceAged]), "Tool, Evidence aged");
    }
}
