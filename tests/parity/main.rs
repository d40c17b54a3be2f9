//! What report.json holds, or diff.json, is in every other format: nothing is dropped, in none of them. And the check is
//! worth something: where a template leaves something out, it says so.
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

mod delta;
mod entries;
mod entry;
mod filled;
mod mutations;
mod names;
mod paths;
mod reading;
#[path = "../support/mod.rs"]
mod support;
mod walk;

use std::collections::BTreeSet;
use std::fs;

use entries::{KINDS, entries};
use entry::Entry;
use mutations::{InA, Mutation, Of, WITHOUT_CONTENT, mutations};
use paths::REPORT;
use rayon::prelude::*;
use reading::{FORMATS, Miss, Printed, misses, rendered, written};
use serde_json::Value;
use signoff::model::{Digest, Report};
use signoff::render::{Format, Templates};
use signoff::view::{Document, document};
use support::{examples, render_all};

/// Objects without which a report is none: what is in each is left out by itself.
const FRAMES: &[&str] = &[
    "changes.new",
    "changes.new.policy",
    "changes.new.subject",
    "changes.old",
    "changes.old.policy",
    "changes.old.subject",
    "changes.totals",
    "changes.verdict",
    "contradictions[].holds",
    "contradictions[].says",
    "provenance",
    "provenance.policy",
    "runs[].tool",
    "scores",
    "scores.total",
    "subject",
    "verdict",
    "verdict.shortest_way",
    "waivers[].of",
];

/// What isn't printed by itself, because a sentence beside it says the same.
const TOLD: &[(&str, &str)] = &[
    ("gates[].waived_by", "the gate's reason names them"),
    ("changes.new.subject.properties", "the report's own subject has them"),
    ("changes.old.subject.properties", "those that differ are told field by field"),
];

#[test]
#[cfg_attr(feature = "pdf", ignore = "needs scripts/setup")]
fn everything_in_the_report_is_in_every_format() {
    let mut missing = Vec::new();
    for example in examples() {
        let folder = render_all().join(&example.name);
        let json = fs::read(folder.join("report.json")).unwrap();
        let report: Report = serde_json::from_slice(&json).unwrap();
        let wanted = entries(&report);
        assert!(wanted.len() > 50, "{} has too little to look for", example.name);
        for format in FORMATS {
            let found = misses(&wanted, &written(*format, "report", &folder));
            missing.extend(
                found.iter().map(|miss| format!("{} {}: {miss}", example.name, format.name())),
            );
        }
    }
    let shown: Vec<_> = missing.iter().take(40).map(String::as_str).collect();
    assert!(missing.is_empty(), "{} missing:\n{}", missing.len(), shown.join("\n"));
}

/// The schema says what a report may have: all of it is looked for, and there is something of it to look for.
#[test]
fn every_array_and_object_of_the_schema_is_looked_for() {
    let allowed = REPORT.allowed();
    assert_eq!(REPORT.unknown(allowed.keys()), [""; 0]);
    assert_eq!(REPORT.stale(&allowed), [""; 0]);
    let more = ["novelties", "gates[].novelties", "evidence[].lines"].map(str::to_owned);
    assert_eq!(REPORT.unknown(&more), ["novelties", "gates[].novelties"]);
    let (_, json) = filled::report();
    let there = REPORT.there(&json);
    let lacking: Vec<_> = allowed.keys().filter(|path| !there.contains(*path)).collect();
    assert_eq!(lacking, [""; 0], "the report that has everything lacks something");
}

/// What a report lacks is missed where another has it: every entry is looked for, and not only listed.
#[test]
fn what_a_report_leaves_out_is_missed() {
    let (report, json) = filled::report();
    let wanted = entries(&report);
    let printed: Vec<String> = REPORT.allowed().into_keys().collect();
    let printed = printed.par_iter().filter(|path| TOLD.iter().all(|(told, _)| told != path));
    let wrong: Vec<String> =
        printed.flat_map_iter(|path| not_missed(path, &json, &wanted)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is said of a report.
fn told(report: &Report) -> Document {
    document(report, &Digest::of(b"report.json"))
}

/// In which formats nothing is missed of a report without what is at a path.
fn not_missed(path: &str, json: &Value, wanted: &[Entry]) -> Vec<String> {
    let Some(lacking) = walk::without::<Report>(json, path) else {
        let is_frame = FRAMES.contains(&path);
        return (!is_frame).then(|| format!("{path} can't be left out")).into_iter().collect();
    };
    let is_missed = |format: &&Format| {
        let found = misses(wanted, &rendered(**format, &told(&lacking), &Templates::default()));
        let kind = REPORT.kind(path);
        found.iter().any(|miss| kind.is_none_or(|kind| miss.is_of_kind(kind)))
    };
    let silent = [Format::Markdown, Format::Html];
    let silent = silent.iter().filter(|format| !is_missed(format));
    silent.map(|format| format!("{path} isn't missed in {}", format.name())).collect()
}

/// What the mutations work on holds something of every kind, and all of it is found.
#[test]
#[cfg_attr(feature = "pdf", ignore = "needs scripts/setup")]
fn a_report_that_has_everything_is_in_every_format() {
    let (report, _) = filled::report();
    let wanted = entries(&report);
    for kind in KINDS {
        assert!(wanted.iter().any(|entry| entry.kind == *kind), "no entry of the kind {kind}");
    }
    for format in FORMATS {
        let text = rendered(*format, &told(&report), &Templates::default());
        let found = misses(&wanted, &text);
        assert!(found.is_empty(), "{}:\n{}", format.name(), list(&found));
    }
}

#[test]
#[cfg_attr(feature = "pdf", ignore = "needs scripts/setup")]
fn what_a_template_leaves_out_is_missed() {
    let (report, _) = filled::report();
    let (delta, _) = delta::filled();
    let report = (entries(&report), told(&report));
    let delta = (delta::entries(&delta), delta::told(&delta));
    let mut wrong = Vec::new();
    for mutation in mutations().iter().filter(|mutation| mutation.format().is_some()) {
        let format = mutation.format().unwrap();
        let (wanted, document) = match mutation.in_a {
            InA::Report => &report,
            InA::Comparison => &delta,
        };
        let found = misses(wanted, &rendered(format, document, &mutation.templates()));
        let is_missed = |entry: &&Entry| found.iter().any(|miss| miss.is_of(entry));
        for kind in &mutation.missed {
            let of_kind = || wanted.iter().filter(|entry| entry.kind == *kind);
            let enough = match mutation.of {
                Of::Some => of_kind().any(|entry| is_missed(&entry)),
                Of::Every => of_kind().all(|entry| is_missed(&entry)),
            };
            if !enough {
                wrong.push(format!("{}: too little of {kind} is missed", mutation.name()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A tall row of a PDF goes on overleaf: each of its words is looked for all the same, in order.
#[test]
fn what_goes_on_overleaf_is_found_there_and_nothing_else_is() {
    let found = |part: &str, pages: &str| {
        let (heads, parts) = (vec!["Door".to_owned()], vec![part.to_owned()]);
        let entry = Entry { kind: KINDS[0], name: "door".to_owned(), heads, parts };
        misses(&[entry], &Printed::of(pages)).is_empty()
    };
    let pages = "Door is open since\u{c}State Claim May, to the north\u{c}";
    assert!(found("open since", pages) && found("open since May", pages));
    assert!(!found("open since June", pages) && !found("shut since May", pages));
    assert!(!found("May open since", pages), "the rest stands overleaf, not before");
    assert!(!found("open since May", &pages.replacen('\u{c}', " ", 1)), "only where a page ends");
}

#[test]
fn all_volumes_of_a_report_are_read_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        use std::io::Write as _;
        let mut file = fs::File::create(folder.path().join(name)).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    };
    let found = |heads: &str, part: &str| {
        let (heads, parts) = (vec![heads.to_owned()], vec![part.to_owned()]);
        let entry = Entry { kind: KINDS[0], name: "door".to_owned(), heads, parts };
        misses(&[entry], &written(Format::Markdown, "report", folder.path())).is_empty()
    };
    write("report.md", "The first door\n");
    assert!(found("first", "door") && !found("eleventh", "door"));
    for number in (1..=10).rev() {
        write(&format!("report-annex-{number}.md"), &format!("| Row {number} |\n"));
    }
    // One that no other stands before belongs to something else.
    write("report-annex-12.md", "Row 12\n");
    assert!(found("Row 2", "Row 10") && !found("Row 10", "Row 2") && !found("first", "Row 12"));
}

/// A template that nothing is left out of, or a kind that is left out of no template, would go untested.
#[test]
fn every_template_and_every_kind_is_left_out_once() {
    let mutations = mutations();
    for path in Templates::paths() {
        let is_mutated = mutations.iter().any(|mutation| mutation.template == path);
        let reason = WITHOUT_CONTENT.iter().find(|(template, _)| *template == path);
        assert!(is_mutated != reason.is_some(), "{path} has no mutation and no reason, or both");
    }
    for format in FORMATS {
        let of_format = |mutation: &&Mutation| mutation.format() == Some(*format);
        let missed: BTreeSet<&str> = mutations
            .iter()
            .filter(of_format)
            .filter(|mutation| mutation.in_a == InA::Report)
            .flat_map(|mutation| &mutation.missed)
            .copied()
            .collect();
        let never: Vec<&str> =
            KINDS.iter().copied().filter(|kind| !missed.contains(kind)).collect();
        assert!(never.is_empty(), "{}: {never:?} is never left out", format.name());
    }
}

fn list(misses: &[Miss]) -> String {
    let lines: Vec<String> = misses.iter().take(40).map(ToString::to_string).collect();
    format!("{} missing:\n{}", misses.len(), lines.join("\n"))
}
