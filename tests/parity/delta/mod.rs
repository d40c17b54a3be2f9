//! The same for what changed between two reports: all of diff.json is in every format, by its schema to each value.

mod changed;
mod decided;
mod fields;
mod told_apart;

use std::fs;

use rayon::prelude::*;
use serde_json::{Value, json};
use signoff::model::Digest;
use signoff::model::delta::Delta;
use signoff::render::{Format, Templates};
use signoff::view::delta::delta_document;
use signoff::view::{Document, check};

use crate::entry::Entry;
use crate::reading::{FORMATS, Printed, misses, rendered, written};
use crate::support::pairs::{cases, diff, sides};
use crate::support::{AS_OF, root};
use crate::walk::{Depth, Walk, altered, without};

/// The kinds of entries.
const KINDS: &[&str] = &[
    "sides",
    "verdict",
    "causes",
    "gates",
    "scores",
    "claims",
    "measures",
    "findings",
    "totals",
    "fields",
    "runs",
    "evidence",
    "things",
    "narrative",
    "made",
];

/// What is looked for in a comparison.
const DELTA: Walk = Walk {
    schema: "delta",
    depth: Depth::Values,
    left_out: &[],
    anywhere: &[],
    paths: &[
        ("signoff", "made"),
        ("signoff_version", "made"),
        ("old", "sides"),
        ("new", "sides"),
        ("old.sentence", "verdict"),
        ("new.sentence", "verdict"),
        ("verdict", "verdict"),
        ("causes", "causes"),
        ("gates", "gates"),
        ("scores", "scores"),
        ("claims", "claims"),
        ("same_claims", "claims"),
        ("measures", "measures"),
        ("same_measures", "measures"),
        ("findings", "findings"),
        ("same_findings", "findings"),
        ("totals", "totals"),
        ("subject", "fields"),
        ("policy", "fields"),
        ("runs", "runs"),
        ("evidence", "evidence"),
        ("contradictions", "things"),
        ("waivers", "things"),
        ("actions", "things"),
        ("signoffs", "things"),
        ("sections", "narrative"),
    ],
    kinds: KINDS,
};

/// Values that no format prints, each with the reason.
const UNPRINTED: &[(&str, &str)] = &[
    ("verdict.direction", "both verdicts stand there, and a sentence"),
    ("causes[].score.cause", "it is the cause of the row"),
    ("causes[].score.exact", "programs reckon with it; what is printed is rounded"),
    ("scores[].exact", "the same"),
    ("scores[].parts[].exact", "the same"),
    ("scores[].id", "the title stands there"),
    ("scores[].old.id", "the title stands there"),
    ("scores[].old.title", "the title stands there once"),
    ("scores[].old.supported", "the arithmetic of a score is its report's"),
    ("scores[].old.counted", "the same"),
    ("scores[].old.weight", "the same"),
    (
        "scores[].old.points",
        "the same, but for the total, where the steps from one to the other are drawn",
    ),
    ("scores[].old.points_possible", "the same"),
    ("scores[].new.id", "as of the old one"),
    ("scores[].new.title", "as of the old one"),
    ("scores[].new.supported", "as of the old one"),
    ("scores[].new.counted", "as of the old one"),
    ("scores[].new.weight", "as of the old one"),
    ("scores[].new.points", "as of the old one"),
    ("scores[].new.points_possible", "as of the old one"),
    ("measures[].change", "what only one report has is said not to be there in the other"),
    (
        "findings[].direction",
        "it orders the rows; what became of a finding, and how bad it is, stands there",
    ),
    ("findings[].location.snippet", "the reports hold it; where it differs it is a field"),
    ("sections[].id", "the title stands there"),
    (
        "contradictions[].words[].change",
        "how added and removed words look is each format's own, and no text",
    ),
    ("waivers[].words[].change", "the same"),
    ("actions[].words[].change", "the same"),
    ("signoffs[].words[].change", "the same"),
    ("sections[].words[].change", "the same"),
];

/// What follows from something else, where it is left out.
const FOLLOWS: &[&str] = &["findings[].confidence"];

/// Everything that a reader of a comparison has to find.
pub fn entries(delta: &Delta) -> Vec<Entry> {
    let mut all = decided::entries(delta);
    all.extend(changed::entries(delta));
    all.extend(told_apart::entries(delta));
    assert!(all.iter().all(|entry| KINDS.contains(&entry.kind)));
    all
}

/// What is said of a comparison.
pub fn told(delta: &Delta) -> Document {
    delta_document(delta, &Digest::of(b"diff.json"))
}

/// A comparison that holds something of every kind: the specimen's, with what it lacks added.
pub fn filled() -> (Delta, Value) {
    let path = root().join("src/view/delta/specimen.json");
    let mut delta: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    for (side, number) in [("old", 1), ("new", 2)] {
        let subject = &mut delta[side]["subject"];
        subject["description"] = json!(format!("Watches over {number} towers"));
        subject["owner"] = json!(format!("Team {number}"));
        subject["environment"] = json!(format!("Stage {number}"));
        subject["properties"] = json!({ "kept": number });
        delta[side]["title"] = json!(format!("The report of build {number}"));
    }
    let field = json!({ "field": "extra_field", "old": "what it was", "new": "what it is now" });
    delta["claims"][0]["fields"] = json!([field]);
    delta["claims"][0]["evidence_replaced"] = json!(["replaced-scan"]);
    delta["measures"][0]["fields"] = json!([field]);
    delta["findings"][0]["location"] = json!({ "path": "src/a.rs", "start_line": 31, "start_column": 32, "end_line": 33,
        "end_column": 34, "logical": "a::b", "snippet": "let odd = 17;" });
    for (kind, text) in
        [("contradictions", "one"), ("waivers", "two"), ("actions", "three"), ("signoffs", "four")]
    {
        let thing = &mut delta[kind][0];
        thing["change"] = json!("changed");
        thing["fields"] = json!([{ "field": format!("field-{text}"), "old": format!("was {text}"), "new": format!("is {text}") }]);
        thing["words"] = json!([{ "change": "same", "text": "Of these " }, { "change": "removed", "text": format!("taken {text} ") },
            { "change": "added", "text": format!("given {text}") }]);
    }
    let filled: Delta = serde_json::from_value(delta).unwrap();
    let json = serde_json::to_value(&filled).unwrap();
    (filled, json)
}

/// Of each pair of reports, and of an example before and after: what the command writes.
#[test]
#[cfg_attr(feature = "pdf", ignore = "needs scripts/setup")]
fn everything_that_differs_is_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let examples = root().join("examples/predictive-maintenance");
    let mut pairs: Vec<_> = cases()
        .iter()
        .map(|case| {
            let name = case.file_stem().unwrap().to_str().unwrap().to_owned();
            let sides = sides(case, &folder.path().join(&name));
            (name, sides)
        })
        .collect();
    let example = ["before", "after"].map(|name| examples.join(name).join("findings.json"));
    pairs.push(("example".to_owned(), example));
    let formats: Vec<&str> = FORMATS.iter().map(|format| format.name()).collect();
    let formats = format!("{},json", formats.join(","));
    let missing: Vec<String> = pairs
        .par_iter()
        .flat_map_iter(|(name, [old, new])| {
            let out = folder.path().join(format!("{name}-diff"));
            let more = ["-o", out.to_str().unwrap(), "--formats", &formats, "--as-of", AS_OF];
            let more = if name == "example" { &more[..] } else { &more[..4] };
            let delta: Delta = serde_json::from_value(diff(old, new, more)).unwrap();
            let mut wanted = entries(&delta);
            let file = fs::read(out.join("diff.json")).unwrap();
            wanted.push(decided::digest(&Digest::of(&file)));
            assert!(wanted.len() > 10, "{name} has too little to look for");
            let miss = |format: &Format| {
                let found = misses(&wanted, &written(*format, "diff", &out));
                found
                    .iter()
                    .map(|miss| format!("{name} {}: {miss}", format.name()))
                    .collect::<Vec<_>>()
            };
            FORMATS.iter().flat_map(miss).collect::<Vec<_>>()
        })
        .collect();
    let shown: Vec<_> = missing.iter().take(40).map(String::as_str).collect();
    assert!(missing.is_empty(), "{} missing:\n{}", missing.len(), shown.join("\n"));
}

#[test]
#[cfg_attr(feature = "pdf", ignore = "needs scripts/setup")]
fn a_comparison_that_has_everything_is_in_every_format() {
    let (delta, _) = filled();
    assert_eq!(check(&told(&delta)), [""; 0]);
    let wanted = entries(&delta);
    for kind in KINDS {
        assert!(wanted.iter().any(|entry| entry.kind == *kind), "no entry of the kind {kind}");
    }
    for format in FORMATS {
        let found = misses(&wanted, &rendered(*format, &told(&delta), &Templates::default()));
        assert!(found.is_empty(), "{}:\n{}", format.name(), crate::list(&found));
    }
}

/// The schema says what a comparison may have: all of it is looked for, and there is something of it to look for.
#[test]
fn every_value_of_the_schema_is_looked_for() {
    let allowed = DELTA.allowed();
    assert!(allowed.len() > 200 && allowed.contains_key("gates[].old_level"));
    assert_eq!(allowed["gates[].old.outcome"].len(), 4);
    assert_eq!(DELTA.unknown(allowed.keys()), [""; 0]);
    assert_eq!(DELTA.stale(&allowed), [""; 0]);
    assert_eq!(DELTA.unknown(&["novelties".to_owned()]), ["novelties"]);
    let unprinted = UNPRINTED.iter().map(|(path, _)| *path);
    let stale: Vec<&str> = unprinted.filter(|path| !allowed.contains_key(*path)).collect();
    assert_eq!(stale, [""; 0], "not in the schema");
    let there = DELTA.there(&filled().1);
    let lacking: Vec<_> = allowed.keys().filter(|path| !there.contains(*path)).collect();
    assert_eq!(lacking, [""; 0], "the comparison that has everything lacks something");
}

/// What a comparison lacks is missed where another has it, and so is what says something else: a field that no format
/// prints is noticed.
#[test]
fn what_a_comparison_leaves_out_is_missed() {
    let (delta, json) = filled();
    let wanted = entries(&delta);
    let allowed = DELTA.allowed();
    let printed = allowed.par_iter().filter(|(path, _)| is_printed(path));
    let wrong: Vec<String> =
        printed.flat_map_iter(|(path, words)| not_missed(path, words, &json, &wanted)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What isn't printed is not missed: a reason that no longer holds is noticed.
#[test]
fn what_no_format_prints_is_of_no_account() {
    let (delta, json) = filled();
    let wanted = entries(&delta);
    let allowed = DELTA.allowed();
    for (path, _) in UNPRINTED {
        assert_ne!(not_missed(path, &allowed[*path], &json, &wanted), [""; 0], "{path} is printed");
    }
}

fn is_printed(path: &str) -> bool {
    UNPRINTED.iter().all(|(unprinted, _)| *unprinted != path)
}

/// In which formats nothing is missed of a comparison without what is at a path, or with something else there.
fn not_missed(path: &str, words: &[String], json: &Value, wanted: &[Entry]) -> Vec<String> {
    let lacking = without::<Delta>(json, path).filter(|_| !FOLLOWS.contains(&path));
    let others = [lacking, altered(json, path, words)];
    let others: Vec<Delta> = others.into_iter().flatten().collect();
    let kind = DELTA.kind(path);
    let mut silent = Vec::new();
    for (at, other) in others.iter().enumerate() {
        let document = told(other);
        for format in [Format::Markdown, Format::Html] {
            let printed: Printed = rendered(format, &document, &Templates::default());
            let found = misses(wanted, &printed);
            if !found.iter().any(|miss| kind.is_none_or(|kind| miss.is_of_kind(kind))) {
                silent.push(format!("{path} isn't missed in {} ({at})", format.name()));
            }
        }
    }
    let is_frame = matches!(path, "old" | "new" | "verdict" | "totals")
        || path.ends_with("subject")
        || path.ends_with("policy");
    if others.is_empty() && !is_frame {
        silent.push(format!("{path} can't be left out"));
    }
    silent
}
