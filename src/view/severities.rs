//! Findings counted by severity: in words, and as what is drawn of them.

use super::{Severities, SeverityCount, labels};
use crate::model::Severity;

impl Severities {
    /// As many of each severity as are counted, worst first: "1 critical, 3 low". Empty where there is none.
    pub(crate) fn counted(count: impl Fn(Severity) -> usize) -> Self {
        let of = |severity| {
            let count = count(severity);
            SeverityCount { severity, count, words: labels::number(count) }
        };
        let counts: Vec<SeverityCount> =
            Severity::ALL.into_iter().map(of).filter(|some| some.count > 0).collect();
        let each = counts.iter().map(|SeverityCount { severity, words, .. }| {
            format!("{words} {}", labels::severity(*severity))
        });
        Self { alt: each.collect::<Vec<_>>().join(", "), counts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_severities_of_which_there_are_any_are_told_and_the_worst_first() {
        let two = Severities::counted(|severity| match severity {
            Severity::Low => 1_200,
            Severity::Critical => 1,
            Severity::High | Severity::Medium | Severity::Info | Severity::Unknown => 0,
        });
        assert_eq!((two.alt.as_str(), two.counts.len()), ("1 critical, 1\u{202f}200 low", 2));
        assert!(Severities::counted(|_| 0).alt.is_empty());
    }
}
