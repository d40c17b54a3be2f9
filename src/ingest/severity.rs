//! A checker's own words for how bad something is, on Signoff's scale.

use std::collections::BTreeMap;

use crate::model::Severity;

/// The words of one checker. An unknown word is `unknown`, never low. A word such as `>= 0.7` stands for numbers: those
/// of at least that much, and less than the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeverityTable(BTreeMap<String, Severity>);

impl SeverityTable {
    /// The words, whatever their case.
    pub fn new(words: impl IntoIterator<Item = (String, Severity)>) -> Self {
        Self(words.into_iter().map(|(word, severity)| (word.to_lowercase(), severity)).collect())
    }

    /// The severity of a word, or of a number that is written as one; none where the table lacks it.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<Severity> {
        let word = word.trim().to_lowercase();
        let known = self.0.get(&word).copied();
        known.or_else(|| self.of_number(word.parse().ok()?))
    }

    /// The severity of a number; none where the table has no step that it reaches.
    #[must_use]
    pub fn of_number(&self, number: f64) -> Option<Severity> {
        let steps = self.0.iter().filter_map(|(word, severity)| {
            let least: f64 = word.strip_prefix(">=")?.trim().parse().ok()?;
            Some((least, *severity))
        });
        let reached = steps.filter(|(least, _)| number >= *least);
        reached.max_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, severity)| severity)
    }

    /// The words in order, each with its severity.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Severity)> {
        self.0.iter().map(|(word, severity)| (word.as_str(), *severity))
    }
}

/// The severity of a CVSS base score, by the qualitative scale of CVSS 3.1 (section 5) and 4.0 (section 6).
#[must_use]
pub fn of_cvss(score: f64) -> Severity {
    match score {
        score if score >= 9.0 => Severity::Critical,
        score if score >= 7.0 => Severity::High,
        score if score >= 4.0 => Severity::Medium,
        score if score > 0.0 => Severity::Low,
        0.0 => Severity::Info,
        _ => Severity::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Severity::{Critical, High, Info, Low, Medium};

    #[test]
    fn words_are_looked_up_whatever_their_case() {
        let table = SeverityTable::new([("HIGH".to_owned(), Severity::High)]);
        assert_eq!(table.get(" high"), Some(Severity::High));
        assert_eq!(table.get("higher"), None);
    }

    #[test]
    fn numbers_are_of_the_highest_step_that_they_reach() {
        let steps = [(">= 0", Info), (">= 0.4", Medium), (">= 0.9", Critical), ("10", Low)];
        let table = SeverityTable::new(steps.map(|(word, is)| (word.to_owned(), is)));
        let told = [0.0, 0.39, 0.4, 0.89, 0.9, 7.0].map(|number| table.of_number(number));
        assert_eq!(told, [Info, Info, Medium, Medium, Critical, Critical].map(Some));
        assert_eq!(table.of_number(-0.1), None);
        assert_eq!(table.of_number(f64::NAN), None);
        // A word that is there goes first.
        assert_eq!(table.get("10"), Some(Low));
        assert_eq!(table.get(" 0.5 "), Some(Medium));
        assert_eq!(SeverityTable::new([]).get("0.5"), None);
    }

    #[test]
    fn scores_fall_into_the_ranges_of_the_standard() {
        let told = [0.0, 0.1, 3.9, 4.0, 6.9, 7.0, 8.9, 9.0, 10.0].map(of_cvss);
        assert_eq!(told, [Info, Low, Low, Medium, Medium, High, High, Critical, Critical]);
        assert_eq!(of_cvss(f64::NAN), Severity::Unknown);
        assert_eq!(of_cvss(-1.0), Severity::Unknown);
    }
}
