//! The document of a delta: sound whatever the delta holds, in order, in our words.

mod told;

use super::{DeltaOptions, SECTIONS, delta_document, delta_document_with, specimen};
use crate::model::Digest;
use crate::model::delta::Delta;
use crate::view::{Block, Document, Section, Span, Stretch, Table, Text, check};

fn digest() -> Digest {
    Digest::of(b"diff.json")
}

fn made(delta: &Delta) -> Document {
    delta_document(delta, &digest())
}

pub(super) fn section<'d>(document: &'d Document, name: &str) -> &'d Section {
    document.sections.iter().find(|section| section.anchor.as_str() == name).unwrap()
}

pub(super) fn table<'d>(document: &'d Document, name: &str) -> &'d Table {
    let blocks = &section(document, name).blocks;
    let mut tables = blocks
        .iter()
        .filter_map(|block| if let Block::Table(one) = block { Some(one) } else { None });
    tables.next().unwrap()
}

fn spans(blocks: &[Block]) -> Vec<&Span> {
    let mut spans = Vec::new();
    for block in blocks {
        if let Block::Paragraph(paragraph) = block {
            spans.extend(&paragraph.text.0);
        }
    }
    spans
}

pub(super) fn words(text: &Text) -> String {
    text.0.iter().map(Span::words).collect()
}

/// All that a section says, a line each.
pub(super) fn said(document: &Document, name: &str) -> String {
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
            Block::Lines(block) => lines.extend(block.stretches.iter().map(stretch)),
            Block::List(_) | Block::Findings(_) | Block::Evidence(_) | Block::Prose(_) => {
                panic!("not in this document")
            }
        }
    }
    lines.join("\n")
}

/// `-old/+new` of what changed, one line of the others.
fn stretch(stretch: &Stretch) -> String {
    match stretch {
        Stretch::Same { lines } => lines.join("/"),
        Stretch::LeftOut { words } => format!("[{words}]"),
        Stretch::Changed { removed, added } => {
            format!("-{}+{}", removed.join("/"), added.join("/"))
        }
    }
}

pub(super) fn assert_says(document: &Document, name: &str, expected: &[&str]) {
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
fn a_finding_of_the_old_report_has_another_anchor_than_one_of_the_new() {
    let document = made(&specimen::friendly());
    let rows = table(&document, "findings").groups.iter().flat_map(|group| &group.rows);
    let anchors: Vec<&str> = rows.map(|row| row.anchor.as_ref().unwrap().as_str()).collect();
    for anchor in ["finding-_46-2", "old-finding-_46-2", "finding-_46-4", "old-finding-_46-4"] {
        assert_eq!(anchors.iter().filter(|one| **one == anchor).count(), 1, "{anchors:?}");
    }
    let mut delta = specimen::friendly();
    delta.findings.extend_from_within(..);
    delta.evidence.extend_from_within(..);
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
