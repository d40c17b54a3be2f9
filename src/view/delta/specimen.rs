//! Deltas for tests: one made by hand that has each case, the same said by somebody who attacks, by somebody who says
//! nothing, one of two reports that hardly say anything, and one in which nothing differs.

use serde_json::Value;

use crate::model::Verdict;
use crate::model::delta::{Delta, Direction, Totals, VerdictChange};

/// Findings of every kind, paired for every reason; gates, claims, measures and other things added, removed and
/// changed; each cause.
const SPECIMEN: &str = include_str!("specimen.json");

/// What stands in every foreign text of the hostile delta.
pub(crate) const ATTACK: &str =
    "<script>alert(1)</script> | `code` ** ~~ [a](javascript:alert(1)) @root #1 \u{202e}";

/// What holds foreign text. `old` and `new` do so in a field that differs only.
const FOREIGN: &[&str] = &[
    "name",
    "version",
    "environment",
    "title",
    "path",
    "threshold",
    "observed",
    "statement",
    "rule",
    "tool",
    "text",
];

/// One that has each case.
pub(crate) fn friendly() -> Delta {
    said(&str::to_owned)
}

/// The same; every foreign text is an attack, followed by what it was.
pub(crate) fn hostile() -> Delta {
    said(&|words| format!("{ATTACK} {words}"))
}

/// The same; every foreign text has 5,000 characters, most of them without a space.
pub(crate) fn endless() -> Delta {
    said(&|words| format!("{}{words}", "endless".repeat(714)))
}

/// The same; every foreign text is empty.
pub(crate) fn silent() -> Delta {
    said(&|_| String::new())
}

/// Two reports without versions, commits or scores.
pub(crate) fn bare() -> Delta {
    let mut delta = friendly();
    for side in [&mut delta.old, &mut delta.new] {
        side.subject.version = None;
        side.subject.commit = None;
        side.path = None;
        side.sha256 = None;
    }
    for cause in &mut delta.causes {
        cause.score = None;
    }
    for score in &mut delta.scores {
        (score.old, score.difference, score.exact) = (None, None, None);
        score.parts.clear();
    }
    delta
}

/// Two reports that are the same, on the same day.
pub(crate) fn empty() -> Delta {
    let Delta { signoff, signoff_version, new: side, .. } = bare();
    Delta {
        signoff,
        signoff_version,
        verdict: VerdictChange {
            old: Verdict::Ready,
            new: Verdict::Ready,
            direction: Direction::Neither,
            sentence: "The verdict stays the same: ready.".to_owned(),
        },
        old: side.clone(),
        new: side,
        causes: Vec::new(),
        gates: Vec::new(),
        scores: Vec::new(),
        claims: Vec::new(),
        same_claims: 0,
        measures: Vec::new(),
        same_measures: 0,
        findings: Vec::new(),
        same_findings: 0,
        totals: Totals::default(),
        subject: Vec::new(),
        policy: Vec::new(),
        runs: Vec::new(),
        evidence: Vec::new(),
        contradictions: Vec::new(),
        waivers: Vec::new(),
        actions: Vec::new(),
        signoffs: Vec::new(),
        sections: Vec::new(),
    }
}

/// Who speaks where foreign text stands.
pub(crate) type Say<'a> = &'a dyn Fn(&str) -> String;

fn said(say: Say<'_>) -> Delta {
    let mut json: Value = serde_json::from_str(SPECIMEN).unwrap();
    speak(&mut json, say);
    serde_json::from_value(json).unwrap()
}

/// Says again what is foreign in it.
pub(crate) fn speak(value: &mut Value, say: Say<'_>) {
    match value {
        Value::Object(all) => {
            let is_field = all.contains_key("field");
            for (name, value) in all.iter_mut() {
                let is_side = is_field && (name == "old" || name == "new");
                if let Value::String(text) = value {
                    let is_foreign = is_side || FOREIGN.contains(&name.as_str());
                    *text = if is_foreign { say(text) } else { std::mem::take(text) };
                }
                speak(value, say);
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|one| speak(one, say)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
