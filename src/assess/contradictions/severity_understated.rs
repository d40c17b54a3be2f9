//! `severity-understated`: a finding is reported as less severe than its checker says. Words that aren't known say
//! nothing, and of those that mean more than one thing the least is taken.

use super::candidate::{Candidate, said};
use super::material::Material;
use crate::assess::words::{code, quoted};
use crate::model::{Finding, Severity, Status};

/// What checkers call how bad something is, and the least that it means. `error`, `warning` and `note` are the
/// levels of SARIF (section 3.27.10) and of many linters, which say little of how bad a thing is.
const WORDS: [(&str, Severity); 25] = [
    ("blocker", Severity::Critical),
    ("critical", Severity::Critical),
    ("fatal", Severity::Critical),
    ("high", Severity::High),
    ("important", Severity::High),
    ("serious", Severity::High),
    ("severe", Severity::High),
    ("error", Severity::Medium),
    ("major", Severity::Medium),
    ("medium", Severity::Medium),
    ("moderate", Severity::Medium),
    ("low", Severity::Low),
    ("minor", Severity::Low),
    ("warn", Severity::Low),
    ("warning", Severity::Low),
    ("convention", Severity::Info),
    ("hint", Severity::Info),
    ("info", Severity::Info),
    ("information", Severity::Info),
    ("informational", Severity::Info),
    ("negligible", Severity::Info),
    ("none", Severity::Info),
    ("note", Severity::Info),
    ("optional", Severity::Info),
    ("style", Severity::Info),
];

/// Words beside it that change nothing: `High Priority`.
const BESIDE: [&str; 5] = ["impact", "level", "priority", "risk", "severity"];

pub(super) fn look(material: &Material<'_>) -> Vec<Candidate> {
    material.findings.findings.iter().filter_map(|finding| one(finding, material)).collect()
}

fn one(finding: &Finding, material: &Material<'_>) -> Option<Candidate> {
    let words = finding.tool_severity.as_deref()?;
    let least = meaning(words)?;
    // What was mended or never was a problem is as bad as nothing.
    let matters = match finding.status {
        Status::Open | Status::Suppressed | Status::Accepted => true,
        Status::Fixed | Status::FalsePositive => false,
    };
    // The order is from worst to unknown, and unknown is not said to be less.
    if !matters || finding.severity == Severity::Unknown || finding.severity <= least {
        return None;
    }
    let (own, id) = (finding.severity.name(), code(&finding.id));
    let text = format!("{id} is reported as {own}; its checker calls it {}.", quoted(words));
    let says = said(own, Vec::new());
    let holds = said(quoted(words), material.links(&finding.id, &finding.evidence));
    Some(Candidate::about(&finding.id, text, says, holds))
}

/// The least that the words of a checker mean; none where one of them isn't known, or two say different things.
fn meaning(words: &str) -> Option<Severity> {
    let mut meaning = None;
    for word in words.split(|char: char| char.is_whitespace() || matches!(char, '-' | '_' | '/')) {
        let word = word.to_lowercase();
        if word.is_empty() || BESIDE.contains(&word.as_str()) {
            continue;
        }
        let (_, severity) = WORDS.iter().find(|(known, _)| *known == word)?;
        if meaning.replace(*severity).is_some() {
            return None;
        }
    }
    meaning
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_words_say_something() {
        assert_eq!(meaning("HIGH"), Some(Severity::High));
        assert_eq!(meaning("Low Priority"), Some(Severity::Low));
        assert_eq!(meaning("severity: high"), None);
        assert_eq!(meaning("error"), Some(Severity::Medium));
        for words in ["not critical", "low high", "9.8", "P1", "", "priority", "kritisch"] {
            assert_eq!(meaning(words), None, "{words}");
        }
        assert!(WORDS.iter().all(|(word, _)| word.chars().all(|char| char.is_ascii_lowercase())));
    }
}
