//! The words for every closed set, and how numbers, dates and counts are written: the same in every format.

use std::fmt::Display;

use rust_decimal::Decimal;

use super::{Mark, Text, target};
use crate::model::report::{ConditionState, InputRole, PolicyChoice, SignoffStanding};
use crate::model::{
    ActionStatus, Aggregate, BuiltIn, Change, ClaimState, Day, Decision, DeclaredStatus, GateLevel,
    LinkState, Method, Moment, Outcome, Quantity, RuleLevel, Severity, Status, Verdict,
};

/// Stands between a number and its unit.
pub const NO_BREAK_SPACE: char = '\u{a0}';
/// Stands between thousands.
pub const THOUSANDS: char = '\u{202f}';
/// Stands before a negative number.
pub const MINUS: char = '\u{2212}';

/// A whole number, its thousands set apart: `15 000`.
#[must_use]
pub fn number(number: impl Display) -> String {
    grouped(&number.to_string())
}

/// An exact decimal, its thousands set apart, every digit kept.
#[must_use]
pub fn decimal(value: &Decimal) -> String {
    grouped(&value.to_string())
}

/// A value with its unit: `83.3 %`, `845 ms`, `12`.
#[must_use]
pub fn quantity(value: &Decimal, unit: &str) -> String {
    let number = decimal(value);
    if unit.is_empty() { number } else { format!("{number}{NO_BREAK_SPACE}{unit}") }
}

/// A size in bytes: `12 513 B`.
#[must_use]
pub fn bytes(size: u64) -> String {
    format!("{}{NO_BREAK_SPACE}B", number(size))
}

/// A target as written, in print: `<= 1500 ms` is `≤ 1 500 ms`.
#[must_use]
pub fn target(written: &str) -> String {
    target::words(written)
}

/// A quantity as stated in a document, in print; what is no number with a unit stays as it is.
#[must_use]
pub fn stated(text: &str) -> String {
    target::number_and_unit(text)
        .map_or_else(|| text.to_owned(), |found: Quantity| quantity(&found.value, &found.unit))
}

/// How many there are of something: `1 finding`, `2 findings`, `no finding`.
#[must_use]
pub fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        0 => format!("no {one}"),
        1 => format!("1 {one}"),
        more => format!("{} {many}", number(more)),
    }
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn listed(parts: &[String]) -> String {
    match parts {
        [] => "none".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A sentence or label with its first letter in upper case.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Sets `,` or `.` aside and groups the digits before it by three.
fn grouped(plain: &str) -> String {
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut written = String::with_capacity(plain.len() + 8);
    if !sign.is_empty() {
        written.push(MINUS);
    }
    let length = whole.chars().count();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (length - at).is_multiple_of(3) {
            written.push(THOUSANDS);
        }
        written.push(digit);
    }
    if let Some(fraction) = fraction {
        written.push('.');
        written.push_str(fraction);
    }
    written
}

/// The first 12 digits of a commit; anything that is no commit stays as it is.
#[must_use]
pub fn short_commit(commit: &str) -> String {
    if commit.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        commit.chars().take(12).collect()
    } else {
        commit.to_owned()
    }
}

/// Whether the text is a date, or an instant, in ISO 8601.
#[must_use]
pub fn is_date(text: &str) -> bool {
    Moment::parse(text).is_some()
}

/// A date as stated. One that is not in ISO 8601 is called vague; one that has passed, overdue.
#[must_use]
pub fn due(text: &str, as_of: Option<Day>) -> Text {
    match (Moment::parse(text), as_of) {
        (None, _) => Text::plain(format!("{text} (vague date)")),
        (Some(date), Some(as_of)) if date.day() < as_of => {
            Text::plain(format!("{date} (overdue as of {as_of})"))
        }
        (Some(date), _) => Text::plain(date.to_string()),
    }
}

/// The mark's word inside a sentence.
#[must_use]
pub fn lower(mark: &Mark) -> String {
    mark.word.to_lowercase()
}

/// A verdict inside a sentence.
#[must_use]
pub fn verdict(verdict: Verdict) -> String {
    lower(&Mark::from(verdict))
}

/// A claim's state inside a sentence.
#[must_use]
pub fn claim_state(state: ClaimState) -> String {
    lower(&Mark::from(state))
}

/// A severity inside a sentence.
#[must_use]
pub fn severity(severity: Severity) -> String {
    lower(&Mark::from(severity))
}

/// How many gates came out so, as the start of a clause: `7 fail`, `1 is undetermined`.
#[must_use]
pub fn outcome_count(outcome: Outcome, count: usize) -> String {
    let words = match (outcome, count) {
        (Outcome::Fail, 1) => "fails",
        (Outcome::Fail, _) => "fail",
        (Outcome::Undetermined, 1) => "is undetermined",
        (Outcome::Undetermined, _) => "are undetermined",
        (Outcome::Waived, 1) => "is waived",
        (Outcome::Waived, _) => "are waived",
        (Outcome::Pass, 1) => "passes",
        (Outcome::Pass, _) => "pass",
    };
    format!("{} {words}", number(count))
}

/// A gate's level.
#[must_use]
pub fn gate_level(level: GateLevel) -> &'static str {
    match level {
        GateLevel::Block => "block",
        GateLevel::Condition => "condition",
        GateLevel::Warn => "warn",
    }
}

/// What came of a link.
#[must_use]
pub fn link_state(state: LinkState) -> &'static str {
    match state {
        LinkState::Holds => "holds",
        LinkState::Misses => "misses",
        LinkState::Stale => "stale",
        LinkState::Weak => "too weak",
        LinkState::Resolves => "nothing expected",
        LinkState::Broken => "broken",
    }
}

/// A method.
#[must_use]
pub fn method(method: Method) -> &'static str {
    match method {
        Method::Interview => "interview",
        Method::Examine => "examine",
        Method::Test => "test",
    }
}

/// A finding's status.
#[must_use]
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Open => "open",
        Status::Fixed => "fixed",
        Status::Suppressed => "suppressed",
        Status::Accepted => "accepted",
        Status::FalsePositive => "false positive",
    }
}

/// An action's status.
#[must_use]
pub fn action_status(status: ActionStatus) -> &'static str {
    match status {
        ActionStatus::Open => "open",
        ActionStatus::InProgress => "in progress",
        ActionStatus::Done => "done",
        ActionStatus::Dropped => "dropped",
    }
}

/// A declared status.
#[must_use]
pub fn declared_status(status: DeclaredStatus) -> &'static str {
    match status {
        DeclaredStatus::Pass => "pass",
        DeclaredStatus::Partial => "partial",
        DeclaredStatus::Fail => "fail",
        DeclaredStatus::Open => "open",
    }
}

/// What happened to a listed file.
#[must_use]
pub fn change(change: Option<Change>) -> &'static str {
    match change {
        Some(Change::Added) => "added",
        Some(Change::Modified) => "modified",
        Some(Change::Unmodified) => "unmodified",
        Some(Change::Deleted) => "deleted",
        Some(Change::Planned) => "planned",
        None => "listed",
    }
}

/// A decision.
#[must_use]
pub fn decision(decision: Option<Decision>) -> &'static str {
    match decision {
        Some(Decision::Approve) => "Approved",
        Some(Decision::ApproveWithConditions) => "Approved with conditions",
        Some(Decision::Reject) => "Rejected",
        Some(Decision::Abstain) => "Abstained",
        None => "Not yet given",
    }
}

/// What a sign-off is worth.
#[must_use]
pub fn standing(standing: SignoffStanding) -> &'static str {
    match standing {
        SignoffStanding::Decides => "decides",
        SignoffStanding::Awaited => "awaited",
        SignoffStanding::OfAnotherVersion => "of another version",
        SignoffStanding::Future => "dated after as-of: counts as absent",
    }
}

/// Whether a condition is still owed.
#[must_use]
pub fn condition_state(state: ConditionState) -> &'static str {
    match state {
        ConditionState::Open => "open",
        ConditionState::Closed => "closed",
    }
}

/// How bad a contradiction is.
#[must_use]
pub fn rule_level(level: RuleLevel) -> &'static str {
    match level {
        RuleLevel::Error => "error",
        RuleLevel::Warning => "warning",
        RuleLevel::Note => "note",
        RuleLevel::Off => "off",
    }
}

/// How several values became one.
#[must_use]
pub fn aggregate(aggregate: Aggregate) -> &'static str {
    match aggregate {
        Aggregate::Count => "count",
        Aggregate::Sum => "sum",
        Aggregate::Min => "least",
        Aggregate::Max => "greatest",
        Aggregate::Mean => "mean",
        Aggregate::P50 => "median",
        Aggregate::P95 => "95th percentile",
        Aggregate::P99 => "99th percentile",
    }
}

/// A built-in policy's name.
#[must_use]
pub fn built_in(policy: BuiltIn) -> &'static str {
    match policy {
        BuiltIn::Minimal => "minimal",
        BuiltIn::Production => "production",
        BuiltIn::Regulated => "regulated",
    }
}

/// Who chose the policy.
#[must_use]
pub fn policy_choice(choice: PolicyChoice) -> &'static str {
    match choice {
        PolicyChoice::Named => "named by the reader",
        PolicyChoice::Found => "found beside the findings, not chosen by the reader",
        PolicyChoice::Default => "built-in default: no policy was named or found",
    }
}

/// What a file was read as.
#[must_use]
pub fn input_role(role: InputRole) -> &'static str {
    match role {
        InputRole::Findings => "Findings",
        InputRole::Policy => "Policy",
        InputRole::Baseline => "Baseline",
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    #[test]
    fn numbers_are_set_as_in_print() {
        assert_eq!(number(999), "999");
        assert_eq!(number(1000), "1\u{202f}000");
        assert_eq!(number(-1_234_567), "\u{2212}1\u{202f}234\u{202f}567");
        let exact = Decimal::from_str("-15000.250").unwrap();
        assert_eq!(quantity(&exact, "ms"), "\u{2212}15\u{202f}000.250\u{a0}ms");
        assert_eq!(quantity(&Decimal::from(3), ""), "3");
        assert_eq!(bytes(12_513), "12\u{202f}513\u{a0}B");
    }

    #[test]
    fn counts_agree_with_their_nouns() {
        assert_eq!(counted(0, "finding", "findings"), "no finding");
        assert_eq!(counted(1, "finding", "findings"), "1 finding");
        assert_eq!(counted(1200, "finding", "findings"), "1\u{202f}200 findings");
        assert_eq!(outcome_count(Outcome::Undetermined, 1), "1 is undetermined");
        assert_eq!(listed(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }

    #[test]
    fn a_date_that_is_not_iso_is_called_vague() {
        let as_of = Day::parse("2025-09-02");
        let words = |text| match due(text, as_of).0.as_slice() {
            [crate::view::Span::Plain { text }] => text.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(words("2025-09-02"), "2025-09-02");
        assert_eq!(words("2025-09-01"), "2025-09-01 (overdue as of 2025-09-02)");
        assert_eq!(words("2025-08"), "2025-08 (vague date)");
    }

    #[test]
    fn only_a_commit_is_shortened() {
        assert_eq!(short_commit("7be19f4c03d85a6e21fb90c47d13a8e5560c9f12"), "7be19f4c03d8");
        assert_eq!(short_commit("release-candidate-2025"), "release-candidate-2025");
    }
}
