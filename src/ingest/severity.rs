//! A checker's own words for how bad something is, on Signoff's scale.

use std::collections::BTreeMap;

use crate::model::Severity;

/// The words of one checker. An unknown word is `unknown`, never low.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeverityTable(BTreeMap<String, Severity>);

impl SeverityTable {
    /// The words, whatever their case.
    pub fn new(words: impl IntoIterator<Item = (String, Severity)>) -> Self {
        Self(words.into_iter().map(|(word, severity)| (word.to_lowercase(), severity)).collect())
    }

    /// The severity of a word; none where the table lacks it.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<Severity> {
        self.0.get(&word.trim().to_lowercase()).copied()
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
    fn scores_fall_into_the_ranges_of_the_standard() {
        let told = [0.0, 0.1, 3.9, 4.0, 6.9, 7.0, 8.9, 9.0, 10.0].map(of_cvss);
        assert_eq!(told, [Info, Low, Low, Medium, Medium, High, High, Critical, Critical]);
        assert_eq!(of_cvss(f64::NAN), Severity::Unknown);
        assert_eq!(of_cvss(-1.0), Severity::Unknown);
    }
}
