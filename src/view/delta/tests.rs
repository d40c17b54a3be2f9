//! The document of a delta: sound whatever the delta holds, in order, in our words.

use super::specimen::{self, ATTACK};
use super::{DeltaOptions, SECTIONS, delta_document, delta_document_with};
use crate::model::delta::{Cause, Delta, FindingKind};
use crate::model::{Digest, Verdict};
use crate::view::{Block, Chart, Document, Section, Span, Step, Table, Text, check};

fn digest() -> Digest {
    Digest::of(b"diff.json")
}

fn made(delta: &Delta) -> Document {
    delta_document(delta, &digest())
}

fn section<'d>(document: &'d Document, name: &str) -> &'d Section {
    document.sections.iter().find(|section| section.anchor.as_str() == name).unwrap()
}

fn table<'d>(document: &'d Document, name: &str) -> &'d Table {
    let blocks = &section(document, name).blocks;
    let mut tables = blocks
        .iter()
        .filter_map(|block| if let Block::Table(one) = block { Some(one) } else { None });
    tables.next().unwrap()
}

fn words(text: &Text) -> String {
    text.0.iter().map(Span::words).collect()
}

/// All that a section says, a line each.
fn said(document: &Document, name: &str) -> String {
    let mut lines = Vec::new();
    for block in &section(document, name).blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(words(&paragraph.text)),
            Block::Heading(heading) => lines.push(words(&heading.text)),
            Block::Facts(facts) => {
                lines.extend(
                    facts
                        .facts
                        .iter()
                        .map(|fact| format!("{}: {}", fact.label, words(&fact.value))),
                );
            }
            Block::Table(table) => {
                lines.push(words(&table.caption));
                for group in &table.groups {
                    lines.extend(group.title.as_ref().map(words));
                    for row in group.rows.iter().chain(&table.foot) {
                        let cells = row.cells.iter().map(|cell| {
                            let mark = cell.mark.as_ref().map_or("", |mark| mark.word);
                            let notes = cell.notes.iter().map(words).collect::<Vec<_>>().join("; ");
                            format!("{mark}{} {notes}", words(&cell.text)).trim().to_owned()
                        });
                        lines.push(cells.collect::<Vec<_>>().join(" | "));
                    }
                }
            }
            Block::Figure(figure) => lines.push(figure.chart.alt().to_owned()),
            Block::List(_) | Block::Findings(_) | Block::Evidence(_) | Block::Prose(_) => {
                panic!("not in this document")
            }
        }
    }
    lines.join("\n")
}

fn assert_says(document: &Document, name: &str, expected: &[&str]) {
    let said = said(document, name);
    for expected in expected {
        assert!(said.contains(expected), "`{expected}` is not in section {name}:\n{said}");
    }
}

#[test]
fn every_document_is_sound() {
    let options = DeltaOptions {
        old_report: Some("../0.9.0/report.html".to_owned()),
        new_report: Some("https://a.example/report.html".to_owned()),
    };
    for delta in [
        specimen::friendly(),
        specimen::hostile(),
        specimen::endless(),
        specimen::bare(),
        specimen::empty(),
    ] {
        assert_eq!(check(&made(&delta)), Vec::<String>::new());
        assert_eq!(check(&delta_document_with(&delta, &digest(), &options)), Vec::<String>::new());
    }
}

#[test]
fn a_delta_of_empty_texts_is_sound_too() {
    assert_eq!(check(&made(&specimen::silent())), Vec::<String>::new());
}

#[test]
fn a_section_that_has_nothing_says_so_in_one_sentence() {
    let document = made(&specimen::empty());
    assert_eq!(document.sections.len(), SECTIONS.len());
    for section in &document.sections {
        let is_last = section.anchor.as_str() == "made";
        // The first says what became of the verdict all the same.
        let most = if section.anchor.as_str() == "causes" { 2 } else { 1 };
        assert!(is_last || (1..=most).contains(&section.blocks.len()), "{}", section.title);
    }
    assert_eq!(document.sections[0].title, "Why the verdict stays");
    assert_eq!(document.cover.title, "Xpress Ops Tower, two reports as of 2025-09-02");
    assert_eq!(document.cover.was.unwrap().words, "The old report was ready");
}

#[test]
fn two_reports_are_told_apart_by_version_commit_or_day() {
    let title = |delta: &Delta| made(delta).cover.title;
    let mut delta = specimen::friendly();
    assert_eq!(title(&delta), "Xpress Ops Tower, 0.9.0 to 1.0.0");
    assert_eq!(table(&made(&delta), "gates").columns[2].head, "0.9.0");
    delta.old.subject.version = Some("1.0.0".to_owned());
    assert_eq!(title(&delta), "Xpress Ops Tower 1.0.0, commit 41d0c2e9b7a6 to 7be19f4c03d8");
    delta.old.subject.commit = None;
    assert_eq!(title(&delta), "Xpress Ops Tower 1.0.0, 2025-08-12 to 2025-09-02");
    assert_eq!(
        made(&delta).cover.was.unwrap().words,
        "The report of 2025-08-12 was insufficient evidence"
    );
    delta.old.subject.version = None;
    assert_eq!(title(&delta), "Xpress Ops Tower 1.0.0, 2025-08-12 to 2025-09-02");
    assert_eq!(title(&specimen::bare()), "Xpress Ops Tower, 2025-08-12 to 2025-09-02");
    delta.old.subject.name = "Tower".to_owned();
    delta.old.subject.version = Some("0.9.0".to_owned());
    assert_eq!(title(&delta), "Tower 0.9.0 to Xpress Ops Tower 1.0.0");
    // A name that is too long for the head of a column is none.
    assert_eq!(table(&made(&specimen::endless()), "gates").columns[2].head, "Old");
}

#[test]
fn the_cover_holds_both_verdicts_and_why() {
    let cover = made(&specimen::friendly()).cover;
    assert_eq!(cover.over, "Changes between two readiness reports");
    let was = cover.was.unwrap();
    assert_eq!(
        (was.verdict.word, was.words.as_str()),
        ("Insufficient evidence", "0.9.0 was insufficient evidence")
    );
    assert_eq!(cover.verdict.word, "Not ready");
    assert!(cover.sentence.starts_with("It was insufficient evidence"));
    assert_eq!(cover.front.why.len(), 6);
    assert_eq!(
        words(&cover.front.why[2]),
        "Policy: 2 gates; 0.00 points; security-score fail; restore new, waived; old-gate gone, was pass; \
         without it the verdict would be insufficient evidence."
    );
    assert_eq!(cover.front.report_digest, digest().to_string());
}

#[test]
fn causes_lead_from_the_old_score_to_the_new_one() {
    let document = made(&specimen::friendly());
    assert_eq!(document.sections[0].title, "Why the verdict changed");
    assert_says(
        &document,
        "causes",
        &[
            "SEMANTICS rule 27",
            "Shapley",
            "System another commit | 3 claims, 2 findings and 4 pieces of evidence 9 facts differ | a; b;",
            "and 2 more | +13.75 |  | not ready",
            "no-critical pass to fail | 0.00",
            "Evidence aged a later day | 1 link 1 fact differs | none | \u{2212}2.00",
            "Without what changed in the policy the verdict would be insufficient evidence.",
        ],
    );
    let table = table(&document, "causes");
    assert!(table.legend.starts_with("The bars run from 0 to 50; solid rises"));
    let charts: Vec<_> = table.groups[0]
        .rows
        .iter()
        .chain(&table.foot)
        .map(|row| match row.cells[4].chart.as_ref().unwrap() {
            Chart::Waterfall(fall) => (fall.alt.as_str(), fall.step),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(charts[0], ("0.9.0 scores 28.29", Step::Sum { to: 28.29 }));
    assert_eq!(charts[1], ("System: +13.75", Step::Change { from: 28.29, to: 42.04 }));
    assert_eq!(charts[4].0, "Evidence aged: \u{2212}2.00");
    assert_eq!(charts[7], ("1.0.0 scores 36.04", Step::Sum { to: 36.04 }));
}

#[test]
fn without_scores_there_is_no_waterfall() {
    let document = made(&specimen::bare());
    let table = table(&document, "causes");
    assert_eq!((table.columns.len(), table.groups[0].rows.len()), (5, Cause::ALL.len()));
    assert!(table.foot.is_none() && table.legend.is_empty());
    assert_says(&document, "causes", &["a score is missing", "| no score |"]);
    assert_says(&document, "scores", &["Total | not there | 36.0 | no difference"]);
}

#[test]
fn gates_that_changed_come_first_and_the_others_are_counted() {
    let document = made(&specimen::friendly());
    let titles: Vec<String> = table(&document, "gates")
        .groups
        .iter()
        .map(|group| words(group.title.as_ref().unwrap()))
        .collect();
    assert_eq!(titles, ["Worse, 4", "Better, 1", "Changed, neither better nor worse, 3"]);
    assert_says(
        &document,
        "gates",
        &[
            "8 of 10 gates changed: 4 worse, 1 better, 3 neither better nor worse",
            "Uptime over 30 days uptime; asks for at least 99.9\u{a0}% | block | Pass observed 99.99\u{a0}% | Undetermined observed no value | Edited",
            "Restore rehearsed restore; asks for supported; set by the new policy only | condition | not there | Waived",
            "2 gates are unchanged: 1 fails and 1 passes.",
        ],
    );
}

#[test]
fn the_sum_of_findings_is_written_out() {
    let mut delta = specimen::friendly();
    let expected = "Findings that are not fixed: 17 in 0.9.0 + 2 new + 1 reopened + 1 newly checked \
                    \u{2212} 2 fixed \u{2212} 1 not checked = 18 in 1.0.0.";
    assert_says(&made(&delta), "findings", &[expected]);
    delta.totals.new += 1;
    assert_says(&made(&delta), "findings", &["This does not come out"]);
}

#[test]
fn each_finding_is_told_but_those_that_are_the_same() {
    let document = made(&specimen::friendly());
    let table = table(&document, "findings");
    let marks: Vec<&str> = table
        .groups
        .iter()
        .flat_map(|group| &group.rows)
        .map(|row| row.cells[0].mark.as_ref().unwrap().word)
        .collect();
    assert_eq!(
        marks,
        [
            "New",
            "New",
            "Reopened",
            "Newly checked",
            "Changed",
            "Moved",
            "Fixed",
            "Fixed",
            "Not checked"
        ]
    );
    assert_eq!(table.groups.len(), FindingKind::ALL.len() - 1);
    assert_says(
        &document,
        "findings",
        &[
            "New by severity: 1 critical, 1 high.",
            "New, 2: the checker had looked before and had not found it",
            "New | Critical | Private key in the source",
            "F-1; rule secrets/private-key, found by security-scanner; security/scanner.js line 12 | not there | open | Tool",
            "Ambiguous: equal ones are on the other side",
            "status: fixed | status: open",
            "severity: high\nmessage: HSTS missing | severity: critical\nmessage: HSTS header not configured",
            "F-6, F-1 in 0.9.0; rule",
            "Paired by the same content in a file that was renamed: strong | location: config/production.env line 3 | location: config/app.env line 9",
            "not fixed | fixed",
            "F-2; rule secrets/private-key | open | not checked | Tool",
            "12 findings are the same in both reports",
        ],
    );
}

#[test]
fn a_finding_of_the_old_report_has_another_anchor_than_one_of_the_new() {
    let document = made(&specimen::friendly());
    let rows = table(&document, "findings").groups.iter().flat_map(|group| &group.rows);
    let anchors: Vec<&str> = rows.map(|row| row.anchor.as_ref().unwrap().as_str()).collect();
    for anchor in ["finding-_46-2", "old-finding-_46-2", "finding-_46-4", "old-finding-_46-4"] {
        assert_eq!(anchors.iter().filter(|one| **one == anchor).count(), 1, "{anchors:?}");
    }
    let mut delta = specimen::friendly();
    delta.findings.extend_from_within(..);
    assert_eq!(check(&made(&delta)), Vec::<String>::new(), "a delta that has ids twice");
}

#[test]
fn ids_lead_into_both_reports() {
    let options = DeltaOptions {
        old_report: Some("../0.9.0/report.html".to_owned()),
        new_report: Some("https://a.example/r.html".to_owned()),
    };
    let document = delta_document_with(&specimen::friendly(), &digest(), &options);
    let row = &table(&document, "gates").groups[0].rows[0];
    let Span::Uri { href, text } = &row.cells[0].notes[0].0[0] else { panic!("{row:?}") };
    assert_eq!(
        (href.as_str(), text.as_str()),
        ("https://a.example/r.html#gate-no-critical", "no-critical")
    );
    let Span::Beside { file, to, .. } = &row.cells[0].notes[0].0[2] else { panic!("{row:?}") };
    assert_eq!(
        (file.as_str(), to.as_ref().unwrap().as_str()),
        ("../0.9.0/report.html", "gate-no-critical")
    );
    assert_eq!(document.cover.facts.last().unwrap().label, "Reports");
}

#[test]
fn claims_measures_and_the_rest_are_told() {
    let document = made(&specimen::friendly());
    assert_says(
        &document,
        "claims",
        &[
            "7 claims differ: 3 worse, 2 better, 2 neither better nor worse",
            "Because: scan misses what it expects; Evidence added: scan#L5, scan#/summary; Evidence lost: old-scan#L2; \
         Evidence replaced by other bytes: scan; Evidence collected again, with the same bytes: load",
            "| Unsupported required: true | Not applicable required: false |",
            "It was so because",
            "18 claims are the same",
        ],
    );
    assert_says(
        &document,
        "measures",
        &[
            "Concurrent users users; target ≥\u{a0}10\u{202f}000 | 10\u{202f}000 | 15\u{202f}000 |",
            "+5\u{202f}000 +50.0\u{a0}% of the old value | Higher, better met; more than repeated",
            "\u{2212}0.1\u{a0}points",
            "target ≥\u{a0}99.9\u{a0}% | 99.99\u{a0}% | no value | a value is missing | Worse met to broken",
            "| not there | no value",
            "| other units |",
            "no more than repeated measurements differ",
        ],
    );
    assert_says(
        &document,
        "scores",
        &[
            "Total | 28.2 | 36.0 | +7.75 | +13.75 | 0.00 | 0.00 | \u{2212}2.00 | \u{2212}4.00 | 0.00",
        ],
    );
    assert_says(
        &document,
        "evidence",
        &[
            "3 pieces of evidence differ: 1 removed, 1 added, 1 changed",
            "Removed | Uptime log uptime | there | not there",
            "version: 1.3.0 | version: 1.4.0",
        ],
    );
    assert_says(
        &document,
        "standing",
        &[
            "standing: in force",
            "1 sign-off differs: 1 added",
            "Accepted until the audit for a month by the board.",
        ],
    );
    assert_says(
        &document,
        "policy",
        &["gates.restore | none | claim `ops.restore` supported", "owner | QA | QA and DevOps"],
    );
    assert_says(
        &document,
        "narrative",
        &["Overview: changed", "Rolling back: added", "[35 words are the same]"],
    );
    assert_says(&document, "made", &["Read from: 0.9.0/report.json", "SHA-256 of diff.json"]);
}

#[test]
fn words_that_changed_are_spans_of_their_own_and_stay_foreign() {
    let document = made(&specimen::hostile());
    let spans = section(&document, "narrative").blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(&paragraph.text.0),
        _ => None,
    });
    let spans: Vec<&Span> = spans.flatten().collect();
    assert!(
        spans.iter().any(|span| matches!(span, Span::Added { text } if text.starts_with(ATTACK)))
    );
    assert!(
        spans.iter().any(|span| matches!(span, Span::Removed { text } if text.starts_with(ATTACK)))
    );
}

#[test]
fn a_verdict_that_stays_is_said_to_stay() {
    let mut delta = specimen::friendly();
    delta.verdict.old = Verdict::NotReady;
    for cause in &mut delta.causes {
        cause.verdict_without = Verdict::NotReady;
    }
    assert_says(
        &made(&delta),
        "causes",
        &["No single cause decides: without any one of them the verdict is still not ready."],
    );
}
