//! What an evidence link is worth to a claim (SEMANTICS rules 1, 2, 9, 10).

use super::words::code;
use crate::model::{Day, Days, Id, LinkFacts, LinkFound, LinkState, Method, Policy, SubjectFacts};

/// The fewest digits that tell a commit (SEMANTICS rule 2).
const COMMIT_DIGITS: usize = 7;

/// Whether two commits are the same: one, of 7 or more hexadecimal digits, is a prefix of the other
/// (SEMANTICS rule 2). Case doesn't matter in hexadecimal.
#[must_use]
pub fn commits_match(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    short.len() >= COMMIT_DIGITS
        && short.bytes().all(|digit| digit.is_ascii_hexdigit())
        && long
            .as_bytes()
            .get(..short.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(short.as_bytes()))
}

/// The state of a link of a claim of that category, and why it isn't better in one sentence (empty where
/// it holds).
///
/// What misses its expectation misses it however old, weak or vacuous it is (rule 11). A vacuous link would
/// support no claim whatever its age and method, and is called that. A link too weak for the claim is called
/// weak also where it is old: fresh, it wouldn't support the claim either.
#[must_use]
pub fn judge_link(
    link: &LinkFacts,
    category: Option<&Id>,
    subject: &SubjectFacts,
    policy: &Policy,
    as_of: Day,
) -> (LinkState, String) {
    let evidence = code(&link.evidence);
    if let Some(day) = link.collected.filter(|day| *day > as_of) {
        let why = format!(
            "{evidence} is dated {day}, after the day of this report, and counts as absent."
        );
        return (LinkState::Broken, why);
    }
    match link.found {
        LinkFound::Broken => {
            return (LinkState::Broken, format!("The link to {evidence} points at nothing."));
        }
        LinkFound::Misses => {
            return (LinkState::Misses, format!("What is expected of {evidence} doesn't hold."));
        }
        LinkFound::Holds | LinkFound::States => {}
    }
    if link.vacuous {
        let why = format!("{evidence} shows that nothing ran or was looked at.");
        return (LinkState::Vacuous, why);
    }
    let asked = policy.weakest_method(category);
    if link.method < asked {
        return (LinkState::Weak, weak(&evidence, link, asked));
    }
    match stale(&evidence, link, subject, policy.max_age(category), as_of) {
        Some(why) => (LinkState::Stale, why),
        None => (LinkState::Holds, String::new()),
    }
}

/// Why a link is stale; none where it is fresh (SEMANTICS rule 10).
fn stale(
    evidence: &str,
    link: &LinkFacts,
    subject: &SubjectFacts,
    max_age: Option<Days>,
    as_of: Day,
) -> Option<String> {
    match (&link.commit, &subject.commit) {
        (Some(own), Some(asked)) if !commits_match(own, asked) => {
            return Some(format!("{evidence} was collected for {}.", named_commit(own)));
        }
        (None, Some(_)) if link.evidence_method == Method::Test => {
            return Some(format!("{evidence} is a test and names no commit."));
        }
        (Some(_) | None, Some(_) | None) => {}
    }
    let max = max_age?;
    match link.collected {
        None => Some(format!("{evidence} has no date; the policy allows an age of {max}.")),
        Some(day) => {
            let age = as_of.days_since(day);
            (age > i64::from(max.0))
                .then(|| format!("{evidence} is {age} days old; the policy allows {max}."))
        }
    }
}

/// A commit inside a sentence. It is foreign text: anything but letters and digits isn't repeated.
fn named_commit(commit: &str) -> String {
    if !commit.is_empty() && commit.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        format!("commit {commit}")
    } else {
        "another commit".to_owned()
    }
}

fn weak(evidence: &str, link: &LinkFacts, asked: Method) -> String {
    let asked = match asked {
        Method::Interview => "an interview",
        Method::Examine => "an examination or a test",
        Method::Test => "a test",
    };
    let does = if link.found == LinkFound::Holds || link.method == link.evidence_method {
        match link.method {
            Method::Interview => "only asserts it",
            Method::Examine => "is an examination",
            Method::Test => "is a test",
        }
    } else {
        // A test from which nothing is expected says no more than where a thing is stated (rule 9).
        "is linked without saying what to expect of it"
    };
    format!("{evidence} {does}; the policy asks for {asked}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::testing::{day, link, policy};

    fn state(link: &LinkFacts, policy: &Policy, commit: Option<&str>) -> LinkState {
        let subject = SubjectFacts { commit: commit.map(str::to_owned), ..SubjectFacts::default() };
        judge_link(link, None, &subject, policy, day("2025-08-30")).0
    }

    #[test]
    fn a_commit_is_told_by_seven_digits_and_not_by_six() {
        assert!(commits_match("9f1c2e7", "9f1c2e7a0b"));
        assert!(commits_match("9f1c2e7a0b", "9F1C2E7"));
        assert!(commits_match("9f1c2e7", "9f1c2e7"));
        assert!(!commits_match("9f1c2e", "9f1c2e7a0b"));
        assert!(!commits_match("9f1c2e", "9f1c2e"));
        assert!(!commits_match("9f1c2e8", "9f1c2e7a0b"));
        assert!(!commits_match("release", "release-2"));
        assert!(!commits_match("", ""));
    }

    #[test]
    fn evidence_dated_after_as_of_counts_as_absent() {
        let policy = policy();
        let mut given = link("e", LinkFound::Holds);
        given.collected = Some(day("2025-08-30"));
        assert_eq!(state(&given, &policy, None), LinkState::Holds);
        given.collected = Some(day("2025-08-31"));
        assert_eq!(state(&given, &policy, None), LinkState::Broken);
        given.found = LinkFound::Misses;
        assert_eq!(state(&given, &policy, None), LinkState::Broken);
    }

    #[test]
    fn evidence_is_stale_a_day_after_the_age_allowed() {
        let mut policy = policy();
        policy.evidence.max_age = Some(Days(10));
        let mut given = link("e", LinkFound::Holds);
        given.collected = Some(day("2025-08-20"));
        assert_eq!(state(&given, &policy, None), LinkState::Holds);
        given.collected = Some(day("2025-08-19"));
        assert_eq!(state(&given, &policy, None), LinkState::Stale);
        given.collected = None;
        assert_eq!(state(&given, &policy, None), LinkState::Stale);
        policy.evidence.max_age = None;
        assert_eq!(state(&given, &policy, None), LinkState::Holds);
    }

    #[test]
    fn a_category_may_ask_for_younger_evidence() {
        let mut policy = policy();
        policy.evidence.max_age = Some(Days(90));
        policy.category.entry(Id::from("security")).or_default().max_age = Some(Days(1));
        let mut given = link("e", LinkFound::Holds);
        given.collected = Some(day("2025-08-20"));
        let (subject, as_of) = (SubjectFacts::default(), day("2025-08-30"));
        let judged = |category: Option<&str>| {
            let category = category.map(Id::from);
            judge_link(&given, category.as_ref(), &subject, &policy, as_of).0
        };
        assert_eq!(judged(Some("security")), LinkState::Stale);
        assert_eq!(judged(Some("performance")), LinkState::Holds);
        assert_eq!(judged(None), LinkState::Holds);
    }

    #[test]
    fn evidence_of_another_commit_is_stale_and_so_is_a_test_of_none() {
        let policy = policy();
        let mut given = link("e", LinkFound::Holds);
        given.commit = Some("1234567".to_owned());
        assert_eq!(state(&given, &policy, Some("1234567")), LinkState::Holds);
        assert_eq!(state(&given, &policy, Some("7654321")), LinkState::Stale);
        assert_eq!(state(&given, &policy, None), LinkState::Holds);
        given.commit = None;
        assert_eq!(state(&given, &policy, Some("1234567")), LinkState::Stale);
        assert_eq!(state(&given, &policy, None), LinkState::Holds);
        (given.method, given.evidence_method) = (Method::Examine, Method::Examine);
        assert_eq!(state(&given, &policy, Some("1234567")), LinkState::Holds);
    }

    #[test]
    fn a_method_below_the_weakest_is_weak_and_also_where_it_is_old() {
        let mut policy = policy();
        policy.evidence.weakest_method = Some(Method::Examine);
        let mut given = link("e", LinkFound::States);
        (given.method, given.evidence_method) = (Method::Interview, Method::Test);
        assert_eq!(state(&given, &policy, Some("1234567")), LinkState::Weak);
        given.method = Method::Examine;
        given.evidence_method = Method::Examine;
        assert_eq!(state(&given, &policy, Some("1234567")), LinkState::Holds);
        policy.evidence.weakest_method = None;
        given.method = Method::Interview;
        assert_eq!(state(&given, &policy, Some("1234567")), LinkState::Holds);
    }

    #[test]
    fn what_misses_misses_however_old_and_weak() {
        let mut policy = policy();
        policy.evidence.max_age = Some(Days(0));
        policy.evidence.weakest_method = Some(Method::Test);
        let mut given = link("e", LinkFound::Misses);
        given.method = Method::Interview;
        given.collected = Some(day("2020-01-01"));
        assert_eq!(state(&given, &policy, Some("1234567")), LinkState::Misses);
    }

    #[test]
    fn vacuous_evidence_supports_nothing_whatever_its_age_and_method() {
        let mut policy = policy();
        policy.evidence.max_age = Some(Days(0));
        policy.evidence.weakest_method = Some(Method::Test);
        let mut given = LinkFacts { vacuous: true, ..link("e", LinkFound::Holds) };
        assert_eq!(state(&given, &policy, None), LinkState::Vacuous);
        given.collected = Some(day("2025-08-30"));
        assert_eq!(state(&given, &policy, None), LinkState::Vacuous);
        given.method = Method::Interview;
        assert_eq!(state(&given, &policy, None), LinkState::Vacuous);
        given.found = LinkFound::States;
        assert_eq!(state(&given, &policy, None), LinkState::Vacuous);
        // A miss stays a miss, and what isn't there isn't vacuous.
        given.found = LinkFound::Misses;
        assert_eq!(state(&given, &policy, None), LinkState::Misses);
        given.found = LinkFound::Broken;
        assert_eq!(state(&given, &policy, None), LinkState::Broken);
        given.found = LinkFound::Holds;
        given.collected = Some(day("2025-08-31"));
        assert_eq!(state(&given, &policy, None), LinkState::Broken);
    }

    #[test]
    fn the_sentences_name_the_evidence_and_no_other_thing_in_backticks() {
        let mut policy = policy();
        policy.evidence.weakest_method = Some(Method::Test);
        let subject = SubjectFacts { commit: Some("1234567".into()), ..SubjectFacts::default() };
        let mut given = link("load", LinkFound::Holds);
        given.commit = Some("`bad`".to_owned());
        let why = judge_link(&given, None, &subject, &policy, day("2025-08-30")).1;
        assert_eq!(why, "`load` was collected for another commit.");
        given.found = LinkFound::States;
        given.method = Method::Interview;
        let why = judge_link(&given, None, &subject, &policy, day("2025-08-30")).1;
        assert_eq!(
            why,
            "`load` is linked without saying what to expect of it; the policy asks for a test."
        );
    }
}
