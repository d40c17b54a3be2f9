//! How bad a result is: by its level, and by the score that its rule has.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::ingest::SeverityTable;
use crate::ingest::cvss::base_score;
use crate::ingest::severity::of_cvss;
use crate::model::Severity;

/// The levels of the standard (3.27.10).
static LEVELS: LazyLock<SeverityTable> = LazyLock::new(|| {
    let levels = [
        ("error", Severity::High),
        ("warning", Severity::Medium),
        ("note", Severity::Low),
        ("none", Severity::Info),
    ];
    SeverityTable::new(levels.map(|(level, severity)| (level.to_owned(), severity)))
});

/// Names under which tools keep a score from 0 to 10; the first that is there counts.
const SCORES: [&str; 5] =
    ["security-severity", "cvssV3_baseScore", "cvssv3_baseScore", "cvssScore", "cvss_score"];

/// A score of the Common Vulnerability Scoring System, as far as a property bag tells it.
#[derive(Default)]
pub(super) struct Cvss {
    score: Option<f64>,
    /// Whether the score is ours: that of the vector, where none is written.
    is_computed: bool,
    vector: Option<String>,
}

impl Cvss {
    /// What the bags say, the first of them first.
    pub(super) fn of(bags: &[&Map<String, Value>]) -> Self {
        let find = |name: &&str| bags.iter().find_map(|bag| score(bag.get(*name)?));
        let mut texts = bags.iter().flat_map(|bag| bag.values()).filter_map(Value::as_str);
        let vector = texts.find(|text| text.starts_with("CVSS:")).map(str::to_owned);
        let written = SCORES.iter().find_map(find);
        let computed = vector.as_deref().filter(|_| written.is_none()).and_then(base_score);
        Self { score: written.or(computed), is_computed: computed.is_some(), vector }
    }

    /// As a property, if there is anything to tell.
    pub(super) fn property(&self) -> Option<Value> {
        let mut told = Map::new();
        if let Some(score) = self.score {
            told.insert("score".to_owned(), json!(score));
        }
        if self.is_computed {
            told.insert("computed".to_owned(), json!(true));
        }
        if let Some(vector) = &self.vector {
            let version = vector.trim_start_matches("CVSS:").split('/').next();
            told.insert("vector".to_owned(), json!(vector));
            told.insert("version".to_owned(), json!(version));
        }
        (!told.is_empty()).then_some(Value::Object(told))
    }
}

fn score(value: &Value) -> Option<f64> {
    let score = value.as_str().map_or_else(|| value.as_f64(), |text| text.trim().parse().ok());
    score.filter(|score| (0.0..=10.0).contains(score))
}

/// The severity of a result; none where its level is none of the standard's.
///
/// What the tool could not decide is unknown. Many tools write a score of 0 where they have none: it says nothing.
pub(super) fn of(level: &str, kind: &str, cvss: &Cvss) -> Option<Severity> {
    let by_score = cvss.score.filter(|score| *score > 0.0).map(of_cvss);
    match kind {
        "open" | "review" => Some(Severity::Unknown),
        "fail" if by_score.is_some() => by_score,
        _ => LEVELS.get(level),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cvss(bag: &Value) -> Cvss {
        Cvss::of(&[bag.as_object().unwrap()])
    }

    #[test]
    fn a_score_says_more_than_a_level() {
        let told =
            |score: Value| of("error", "fail", &cvss(&json!({ "security-severity": score })));
        assert_eq!(told(json!("9.8")), Some(Severity::Critical));
        assert_eq!(told(json!(5.0)), Some(Severity::Medium));
        for none in
            [json!("0.0"), json!("MEDIUM"), json!("11"), json!("NaN"), json!(-1), json!(null)]
        {
            assert_eq!(told(none), Some(Severity::High));
        }
    }

    #[test]
    fn what_was_not_decided_is_unknown() {
        let none = Cvss::default();
        assert_eq!(of("none", "review", &none), Some(Severity::Unknown));
        assert_eq!(of("none", "informational", &none), Some(Severity::Info));
        assert_eq!(of("grave", "fail", &none), None);
    }

    #[test]
    fn a_vector_tells_its_version() {
        let told = cvss(&json!({ "v": "CVSS:3.1/AV:N/AC:L", "cvssScore": "7.5" })).property();
        assert_eq!(
            told,
            Some(json!({ "score": 7.5, "vector": "CVSS:3.1/AV:N/AC:L", "version": "3.1" }))
        );
        assert_eq!(cvss(&json!({ "v": "CVE" })).property(), None);
    }

    #[test]
    fn a_vector_alone_gives_the_score() {
        const VECTOR: &str = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
        let alone = cvss(&json!({ "v": VECTOR }));
        let told = json!({ "score": 9.8, "computed": true, "vector": VECTOR, "version": "3.1" });
        assert_eq!(alone.property(), Some(told));
        assert_eq!(of("note", "fail", &alone), Some(Severity::Critical));
        let written = cvss(&json!({ "v": VECTOR, "cvssScore": "5" }));
        assert_eq!(of("note", "fail", &written), Some(Severity::Medium));
    }
}
