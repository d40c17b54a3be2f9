//! Differences between report.json and what was recomputed, in the words of a reader: one message for each thing,
//! with what matters most of it first.

use std::collections::BTreeMap;

use serde_json::Value;

use super::difference::{Difference, Sides};
use crate::diagnostic::Diagnostic;

/// How much of a value is told.
const LONGEST: usize = 100;

/// How many parts of one thing are told besides the first.
const MOST_PARTS: usize = 6;

/// What a difference is about. The order is that in which differences are told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    Verdict,
    Gate(String),
    Score(String),
    Claim(String),
    Measure(String),
    Evidence(String),
    ToSign,
    /// Another thing with an id: what it is, and the id.
    Thing(&'static str, String),
    /// What changed since the earlier report.
    Changes,
    /// What has no id.
    Part(String),
    /// What the gates read; it follows from the rest.
    Facts,
}

/// What each list of a report holds.
const LISTS: &[(&str, &str)] = &[
    ("actions", "action"),
    ("artifacts", "artifact"),
    ("categories", "category"),
    ("checklists", "checklist"),
    ("contradictions", "contradiction"),
    ("findings", "finding"),
    ("runs", "run"),
    ("sections", "section"),
    ("signoffs", "sign-off"),
    ("waivers", "waiver"),
];

/// The differences that are told together, in the order of telling.
pub(super) fn grouped<'d, 'a>(
    found: &'d [Difference<'a>],
) -> BTreeMap<About, Vec<&'d Difference<'a>>> {
    let mut groups: BTreeMap<About, Vec<&Difference<'_>>> = BTreeMap::new();
    for difference in found {
        groups.entry(About::of(difference)).or_default().push(difference);
    }
    for (about, parts) in &mut groups {
        let main = about.main_part();
        parts.sort_by_key(|difference| difference.part != main);
    }
    groups
}

impl About {
    fn of(difference: &Difference<'_>) -> Self {
        let part = difference.part.as_str();
        let top = difference.pointer.split('/').nth(1);
        let top = top.or_else(|| part.split('.').next()).unwrap_or_default();
        let id = || difference.thing.as_ref().map(|thing| thing.id.to_owned());
        let part = || Self::Part(top.to_owned());
        let of_thing = |make: fn(String) -> Self| id().map_or_else(part, make);
        match top {
            "verdict" => Self::Verdict,
            "gates" => of_thing(Self::Gate),
            "scores" => Self::Score(id().unwrap_or_else(|| "total".to_owned())),
            "claims" => of_thing(Self::Claim),
            "measures" => of_thing(Self::Measure),
            "evidence" => of_thing(Self::Evidence),
            "facts" => Self::Facts,
            "changes" => Self::Changes,
            "provenance" if difference.pointer == "/provenance/of" => Self::ToSign,
            top => match (LISTS.iter().find(|(list, _)| *list == top), id()) {
                (Some((_, noun)), Some(id)) => Self::Thing(noun, id),
                (Some(_) | None, _) => Self::Part(top.to_owned()),
            },
        }
    }

    /// The part that is meant when only the thing is named.
    fn main_part(&self) -> &'static str {
        match self {
            Self::Verdict => "verdict.value",
            Self::Measure(_) => "value",
            Self::Gate(_) => "outcome",
            Self::Score(id) if id == "total" => "scores.total.score",
            Self::Score(_) => "score",
            Self::Claim(_) => "state",
            Self::ToSign => "provenance.of",
            Self::Evidence(_) | Self::Thing(..) | Self::Part(_) | Self::Changes | Self::Facts => "",
        }
    }

    /// "gate `no-critical`"; nothing of what is named by its parts.
    fn name(&self) -> String {
        match self {
            Self::Verdict => "the verdict".to_owned(),
            Self::Gate(id) => format!("gate `{id}`"),
            Self::Score(id) => format!("the score of `{id}`"),
            Self::Claim(id) => format!("claim `{id}`"),
            Self::Measure(id) => format!("measure `{id}`"),
            Self::Evidence(id) => format!("evidence `{id}`"),
            Self::ToSign => "the digest to be signed".to_owned(),
            Self::Thing(noun, id) => format!("{noun} `{id}`"),
            Self::Changes => "what changed since the earlier report".to_owned(),
            Self::Part(_) => String::new(),
            Self::Facts => "the facts that gates read".to_owned(),
        }
    }

    /// The message about a group, without its place.
    pub(super) fn diagnostic(&self, parts: &[&Difference<'_>]) -> Diagnostic {
        let Some((first, others)) = parts.split_first() else {
            return Diagnostic::error("report-differs", self.name());
        };
        let message = format!("{}: {}", self.subject(first), sides(first.sides));
        let told = match self {
            Self::Verdict => Diagnostic::error("verdict-differs", message),
            Self::Gate(_) => Diagnostic::error("gate-differs", message),
            Self::Score(_) => Diagnostic::error("score-differs", message),
            Self::Claim(_) => Diagnostic::error("claim-differs", message),
            Self::Measure(_) => Diagnostic::error("measure-differs", message),
            Self::Evidence(_) => Diagnostic::error("evidence-differs", message),
            Self::ToSign => Diagnostic::error("signed-digest-differs", message),
            Self::Changes => Diagnostic::error("changes-differ", message),
            Self::Thing(..) | Self::Part(_) | Self::Facts => {
                Diagnostic::error("report-differs", message)
            }
        };
        if others.is_empty() { told } else { told.help(self.others(others)) }
    }

    /// "gate `no-critical`", "claim `api-latency`, `because`", "`subject.version`".
    fn subject(&self, difference: &Difference<'_>) -> String {
        let part = self.part(difference);
        let main = self.main_part();
        let is_main = !main.is_empty() && difference.part == main;
        match self.name() {
            name if name.is_empty() => format!("`{part}`"),
            name if part.is_empty() || is_main => name,
            name => format!("{name}, `{part}`"),
        }
    }

    /// The part, from what the name says down.
    fn part(&self, difference: &Difference<'_>) -> String {
        let prefix = match self {
            Self::Verdict => "verdict.",
            Self::Score(_) => "scores.total.",
            Self::ToSign => "provenance.",
            Self::Facts => "facts.",
            Self::Changes => "changes.",
            Self::Gate(_)
            | Self::Claim(_)
            | Self::Measure(_)
            | Self::Evidence(_)
            | Self::Thing(..)
            | Self::Part(_) => "",
        };
        // The facts and the changes are many things: each part has the name of its own.
        let is_many = matches!(self, Self::Facts | Self::Changes | Self::Verdict);
        let owner = difference.thing.as_ref().filter(|_| is_many);
        let owner = owner.map(|thing| format!("{}.{}", thing.list, thing.id));
        let own = difference.part.strip_prefix(prefix).unwrap_or(&difference.part);
        let both = owner.iter().map(String::as_str).chain([own]);
        both.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(".")
    }

    /// What else differs of the same thing, in short.
    fn others(&self, others: &[&Difference<'_>]) -> String {
        let told = others.iter().take(MOST_PARTS).map(|other| {
            let part = self.part(other);
            match other.sides {
                Sides::Both(said, made) => format!("`{part}` {}, not {}", value(said), value(made)),
                Sides::SaidOnly(said) => format!("`{part}` {}, not nothing", value(said)),
                Sides::MadeOnly(made) => format!("`{part}` nothing, not {}", value(made)),
                Sides::Moved => format!("the place of `{part}`"),
            }
        });
        let told: Vec<String> = told.collect();
        let more = match others.len().saturating_sub(MOST_PARTS) {
            0 => String::new(),
            more => format!("; and {more} more"),
        };
        format!("it differs in other parts as well: {}{more}", told.join("; "))
    }
}

fn sides(sides: Sides<'_>) -> String {
    match sides {
        Sides::Both(said, made) => {
            let (said, made) = (value(said), value(made));
            // Where the beginnings are the same, the difference is in what is left out.
            let more = if said == made { " with another end" } else { "" };
            format!("report.json says {said}, and recomputing gives {made}{more}")
        }
        Sides::SaidOnly(said) => {
            format!("report.json says {}, and recomputing gives nothing", value(said))
        }
        Sides::MadeOnly(made) => {
            format!("report.json says nothing, and recomputing gives {}", value(made))
        }
        Sides::Moved => "report.json lists it in another place than recomputing does".to_owned(),
    }
}

/// A value as it is told: a text without its quotes, the beginning of what is long.
fn value(value: &Value) -> String {
    let whole = match value {
        Value::String(text) => text.clone(),
        Value::Null => return "nothing".to_owned(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    };
    match whole.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("“{}…”", whole.get(..end).unwrap_or_default()),
        None => format!("“{whole}”"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::difference::differences;
    use super::*;

    fn messages(said: &Value, made: &Value) -> Vec<String> {
        let found = differences(said, made);
        let told = grouped(&found);
        let told = told.iter().map(|(about, parts)| about.diagnostic(parts));
        told.flat_map(|told| {
            let help = told.help.map(|help| format!("  {help}"));
            [Some(format!("{}: {}", told.code, told.message)), help]
        })
        .flatten()
        .collect()
    }

    #[test]
    fn what_matters_is_said_first_and_in_the_words_of_a_reader() {
        let said = json!({
            "verdict": { "sentence": "x", "value": "ready", "reasons": [] },
            "gates": [{ "id": "no-critical", "observed": "0", "outcome": "pass" }],
            "scores": {
                "categories": [{ "id": "testing", "score": "100.0" }], "total": { "score": "100.0" }
            },
            "claims": [{ "id": "backups", "state": "supported" }, { "id": "dns", "body": "x" }],
            "measures": [{ "id": "p95", "value": "845" }],
            "evidence": [{ "id": "log", "size": 3 }],
            "provenance": { "of": "aa" },
            "findings": [{ "id": "F-1" }],
            "subject": { "version": "1" },
            "facts": { "claims": [{ "id": "backups", "required": true }], "of": "aa" },
            "changes": { "gates": [{ "id": "no-critical", "direction": "better" }] },
        });
        let made = json!({
            "verdict": { "sentence": "y", "value": "not_ready", "reasons": ["z"] },
            "gates": [{ "id": "no-critical", "observed": "1", "outcome": "fail" }],
            "scores": {
                "categories": [{ "id": "testing", "score": "50.0" }], "total": { "score": "50.0" }
            },
            "claims": [{ "id": "backups", "state": "refuted" }, { "id": "dns", "body": "y" }],
            "measures": [{ "id": "p95" }],
            "evidence": [{ "id": "log", "size": 4 }],
            "provenance": { "of": "bb" },
            "findings": [],
            "subject": { "version": "2" },
            "facts": { "claims": [{ "id": "backups", "required": false }], "of": "bb" },
            "changes": { "gates": [{ "id": "no-critical", "direction": "worse" }], "totals": 3 },
        });
        let expected = "\
verdict-differs: the verdict: report.json says “ready”, and recomputing gives “not_ready”
  it differs in other parts as well: `sentence` “x”, not “y”; `reasons.0` nothing, not “z”
gate-differs: gate `no-critical`: report.json says “pass”, and recomputing gives “fail”
  it differs in other parts as well: `observed` “0”, not “1”
score-differs: the score of `testing`: report.json says “100.0”, and recomputing gives “50.0”
score-differs: the score of `total`: report.json says “100.0”, and recomputing gives “50.0”
claim-differs: claim `backups`: report.json says “supported”, and recomputing gives “refuted”
claim-differs: claim `dns`, `body`: report.json says “x”, and recomputing gives “y”
measure-differs: measure `p95`: report.json says “845”, and recomputing gives nothing
evidence-differs: evidence `log`, `size`: report.json says “3”, and recomputing gives “4”
signed-digest-differs: the digest to be signed: report.json says “aa”, and recomputing gives “bb”
report-differs: finding `F-1`: report.json says “{\"id\":\"F-1\"}”, and recomputing gives nothing
changes-differ: what changed since the earlier report, `gates.no-critical.direction`: report.json says “better”, and recomputing gives “worse”
  it differs in other parts as well: `totals` nothing, not “3”
report-differs: `subject.version`: report.json says “1”, and recomputing gives “2”
report-differs: the facts that gates read, `claims.backups.required`: report.json says “true”, and recomputing gives “false”
  it differs in other parts as well: `of` “aa”, not “bb”";
        assert_eq!(messages(&said, &made).join("\n"), expected);
    }

    #[test]
    fn long_values_are_cut_and_still_differ() {
        let long = |end: &str| json!({ "title": format!("{}{end}", "x".repeat(500)) });
        let told = messages(&long("a"), &long("b"));
        assert!(told[0].ends_with("…” with another end"), "{told:?}");
        assert!(told[0].len() < 400);
    }

    #[test]
    fn many_parts_are_counted() {
        let many = |value: u32| json!({ "a": (0..20).map(|at| at * value).collect::<Vec<_>>() });
        let told = messages(&many(2), &many(3));
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[1].ends_with("; and 12 more"), "{told:?}");
    }
}
