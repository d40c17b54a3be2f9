//! A difference between report.json and what was recomputed, in the words of a reader.

use serde_json::Value;

use super::difference::Difference;
use crate::diagnostic::Diagnostic;

/// How much of a value is told.
const LONGEST: usize = 120;

/// What a difference is about. The order is that in which differences are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    Verdict,
    Gate,
    Score,
    Claim,
    Measure,
    Evidence,
    ToSign,
    Other,
    /// What the gates read; it follows from the rest.
    Facts,
}

/// What each list of a report holds.
const LISTS: &[(&str, &str)] = &[
    ("actions", "action"),
    ("artifacts", "artifact"),
    ("categories", "category"),
    ("checklists", "checklist"),
    ("claims", "claim"),
    ("contradictions", "contradiction"),
    ("evidence", "evidence"),
    ("findings", "finding"),
    ("gates", "gate"),
    ("items", "item"),
    ("measures", "measure"),
    ("runs", "run"),
    ("sections", "section"),
    ("signoffs", "sign-off"),
    ("waivers", "waiver"),
];

impl About {
    pub(super) fn of(difference: &Difference<'_>) -> Self {
        let mut steps = difference.pointer.split('/').skip(1);
        let top = steps.next().or_else(|| difference.field.first().copied());
        match (top.unwrap_or_default(), difference.pointer.as_str()) {
            ("verdict", _) => Self::Verdict,
            ("gates", _) => Self::Gate,
            ("scores", _) => Self::Score,
            ("claims", _) => Self::Claim,
            ("measures", _) => Self::Measure,
            ("evidence", _) => Self::Evidence,
            ("provenance", "/provenance/of") => Self::ToSign,
            ("facts", _) => Self::Facts,
            _ => Self::Other,
        }
    }

    /// The field that is meant when only the thing is named.
    fn main_field(self) -> &'static str {
        match self {
            Self::Verdict | Self::Measure => "value",
            Self::Gate => "outcome",
            Self::Score => "score",
            Self::Claim => "state",
            Self::Evidence | Self::ToSign | Self::Other | Self::Facts => "",
        }
    }
}

/// The message, without its place.
pub(super) fn diagnostic(difference: &Difference<'_>) -> Diagnostic {
    let about = About::of(difference);
    let message = format!("{}: {}", subject(about, difference), sides(difference));
    match about {
        About::Verdict => Diagnostic::error("verdict-differs", message),
        About::Gate => Diagnostic::error("gate-differs", message),
        About::Score => Diagnostic::error("score-differs", message),
        About::Claim => Diagnostic::error("claim-differs", message),
        About::Measure => Diagnostic::error("measure-differs", message),
        About::Evidence => Diagnostic::error("evidence-differs", message),
        About::ToSign => Diagnostic::error("signed-digest-differs", message),
        About::Other | About::Facts => Diagnostic::error("report-differs", message),
    }
}

/// "gate `no-critical`", "claim `api-latency`, `because`", "`subject.version`".
fn subject(about: About, difference: &Difference<'_>) -> String {
    let whole = match (about, difference.thing) {
        (About::ToSign, _) => return "the digest to be signed".to_owned(),
        (About::Score, Some((_, id))) => Some(format!("the score of `{id}`")),
        (_, Some((list, id))) => {
            let noun = LISTS.iter().find(|(name, _)| *name == list).map_or(list, |(_, noun)| *noun);
            Some(format!("{noun} `{id}`"))
        }
        (About::Verdict, None) => Some("the verdict".to_owned()),
        (_, None) => None,
    };
    // Without a thing around it the part is named from the top.
    let field = match (about, difference.thing) {
        (About::Verdict, None) => difference.field.get(1..).unwrap_or_default(),
        _ => difference.field.as_slice(),
    };
    let facts = if about == About::Facts { "in the facts, " } else { "" };
    let field = field.join(".");
    match whole {
        Some(whole) if field.is_empty() || field == about.main_field() => format!("{facts}{whole}"),
        Some(whole) => format!("{facts}{whole}, `{field}`"),
        None => format!("`{field}`"),
    }
}

fn sides(difference: &Difference<'_>) -> String {
    if difference.field == ["place"] && difference.said == difference.made {
        return "report.json lists it in another place than recomputing does".to_owned();
    }
    match (difference.said, difference.made) {
        (Some(said), Some(made)) => {
            let (said, made) = (told(said), told(made));
            // Where the beginnings are the same, the difference is in what is left out.
            let more = if said == made { " with another end" } else { "" };
            format!("report.json says {said}, and recomputing gives {made}{more}")
        }
        (Some(said), None) => {
            format!("report.json says {}, and recomputing gives nothing", told(said))
        }
        (None, Some(made)) => {
            format!("report.json says nothing, and recomputing gives {}", told(made))
        }
        (None, None) => String::new(),
    }
}

/// A value as it is told: a text without its quotes, the beginning of what is long.
fn told(value: &Value) -> String {
    let whole = match value {
        Value::String(text) => text.clone(),
        Value::Null => return "nothing".to_owned(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    };
    match whole.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", whole.get(..end).unwrap_or_default()),
        None => format!("`{whole}`"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::difference::differences;
    use super::*;

    fn messages(said: &Value, made: &Value) -> Vec<(&'static str, String)> {
        let told = differences(said, made);
        told.iter().map(diagnostic).map(|made| (made.code, made.message)).collect()
    }

    #[test]
    fn what_matters_is_said_in_the_words_of_a_reader() {
        let said = json!({
            "verdict": { "value": "ready", "sentence": "x" },
            "gates": [{ "id": "no-critical", "outcome": "pass", "observed": "0" }],
            "scores": { "categories": [{ "id": "testing", "score": "100.0" }] },
            "claims": [{ "id": "backups", "state": "supported" }],
            "measures": [{ "id": "p95", "value": "845" }],
            "evidence": [{ "id": "log", "size": 3 }],
            "provenance": { "of": "aa" },
            "subject": { "version": "1" },
            "facts": { "claims": [{ "id": "backups", "required": true }] },
        });
        let made = json!({
            "verdict": { "value": "not_ready", "sentence": "y" },
            "gates": [{ "id": "no-critical", "outcome": "fail", "observed": "1" }],
            "scores": { "categories": [{ "id": "testing", "score": "50.0" }] },
            "claims": [{ "id": "backups", "state": "refuted" }],
            "measures": [{ "id": "p95" }],
            "evidence": [{ "id": "log", "size": 4 }],
            "provenance": { "of": "bb" },
            "subject": { "version": "2" },
            "facts": { "claims": [{ "id": "backups", "required": false }] },
        });
        let expected = [
            (
                "verdict-differs",
                "the verdict: report.json says `ready`, and recomputing gives `not_ready`",
            ),
            (
                "verdict-differs",
                "the verdict, `sentence`: report.json says `x`, and recomputing gives `y`",
            ),
            (
                "gate-differs",
                "gate `no-critical`: report.json says `pass`, and recomputing gives `fail`",
            ),
            (
                "gate-differs",
                "gate `no-critical`, `observed`: report.json says `0`, and recomputing gives `1`",
            ),
            (
                "score-differs",
                "the score of `testing`: report.json says `100.0`, and recomputing gives `50.0`",
            ),
            (
                "claim-differs",
                "claim `backups`: report.json says `supported`, and recomputing gives `refuted`",
            ),
            (
                "measure-differs",
                "measure `p95`: report.json says `845`, and recomputing gives nothing",
            ),
            (
                "evidence-differs",
                "evidence `log`, `size`: report.json says `3`, and recomputing gives `4`",
            ),
            (
                "signed-digest-differs",
                "the digest to be signed: report.json says `aa`, and recomputing gives `bb`",
            ),
            (
                "report-differs",
                "`subject.version`: report.json says `1`, and recomputing gives `2`",
            ),
            (
                "report-differs",
                "in the facts, claim `backups`, `required`: report.json says `true`, and recomputing gives `false`",
            ),
        ];
        let expected: Vec<_> = expected.map(|(code, text)| (code, text.to_owned())).into();
        assert_eq!(messages(&said, &made), expected);
        let order = differences(&said, &made);
        assert!(order.iter().map(About::of).is_sorted(), "the most important ones first");
    }

    #[test]
    fn long_values_are_cut_and_still_differ() {
        let long = |end: &str| json!({ "title": format!("{}{end}", "x".repeat(500)) });
        let told = messages(&long("a"), &long("b"));
        assert!(told[0].1.ends_with("…` with another end"), "{told:?}");
        assert!(told[0].1.len() < 400);
    }
}
