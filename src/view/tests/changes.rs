//! What changed since an earlier report, inside the later one: in a section behind those that every report has, in the
//! words of a comparison.

use super::{digest, made, maximal, section};
use crate::model::Report;
use crate::model::delta::{Delta, FindingKind};
use crate::view::delta::{delta_document, specimen};
use crate::view::{Anchor, Block, Document, Section, Span, Table, Text, check};

fn with(delta: &Delta) -> Report {
    let mut delta = delta.clone();
    delta.findings.retain(|finding| finding.change != FindingKind::Same);
    Report { changes: Some(Box::new(delta)), ..maximal() }
}

fn words(text: &Text) -> String {
    text.0.iter().map(Span::words).collect()
}

fn tables(sections: &[Section]) -> Vec<Table> {
    let blocks = sections.iter().flat_map(|section| &section.blocks);
    blocks
        .filter_map(
            |block| if let Block::Table(table) = block { Some(table.clone()) } else { None },
        )
        .collect()
}

fn anchors(tables: &[Table]) -> Vec<&str> {
    let rows = tables.iter().flat_map(|table| &table.groups).flat_map(|group| &group.rows);
    rows.filter_map(|row| row.anchor.as_ref().map(Anchor::as_str)).collect()
}

fn paragraphs(document: &Document, anchor: &str) -> Vec<String> {
    let blocks = &section(document, anchor).blocks;
    let told = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(words(&paragraph.text)),
        Block::Heading(_)
        | Block::List(_)
        | Block::Facts(_)
        | Block::Table(_)
        | Block::Figure(_)
        | Block::Findings(_)
        | Block::Evidence(_)
        | Block::Prose(_)
        | Block::Lines(_) => None,
    });
    told.collect()
}

#[test]
fn a_report_with_changes_is_sound_whatever_they_hold() {
    for delta in [
        specimen::friendly(),
        specimen::hostile(),
        specimen::endless(),
        specimen::silent(),
        specimen::bare(),
        specimen::empty(),
    ] {
        assert_eq!(check(&made(&with(&delta))), Vec::<String>::new());
    }
}

#[test]
fn the_sections_of_every_report_stay_as_they_are() {
    let (plain, told) = (made(&maximal()), made(&with(&specimen::friendly())));
    let (last, others) = told.sections.split_last().unwrap();
    assert_eq!((last.anchor.as_str(), last.number), ("changes", Some(13)));
    assert_eq!(
        (last.title.as_str(), last.tally.as_str()),
        ("Changes since 0.9.0", "2 new findings")
    );
    assert_eq!(others.len(), plain.sections.len());
    for (told, plain) in others.iter().zip(&plain.sections) {
        if plain.anchor.as_str() == "summary" {
            assert_eq!(told.blocks.len(), plain.blocks.len() + 1);
        } else {
            assert_eq!(told, plain);
        }
    }
    assert_eq!(told.cover, plain.cover);
    assert_eq!(told.finding_count(), plain.finding_count());
}

#[test]
fn what_changed_is_said_as_a_comparison_says_it() {
    let delta = specimen::friendly();
    let compared = tables(&delta_document(&delta, &digest()).sections);
    let document = made(&with(&delta));
    let mut told = tables(std::slice::from_ref(section(&document, "changes")));
    let own = anchors(&told);
    assert!(!own.is_empty() && own.iter().all(|anchor| anchor.starts_with("old-")), "{own:?}");
    assert_eq!(told.len(), compared.len());
    for (told, compared) in told.iter_mut().zip(&compared) {
        let rows = |table: &Table| -> Vec<Vec<String>> {
            let rows = table.groups.iter().flat_map(|group| &group.rows).chain(&table.foot);
            let cells = |row: &crate::view::Row| {
                let texts = row.cells.iter().flat_map(|cell| cell.notes.iter().chain([&cell.text]));
                texts.map(words).collect()
            };
            rows.map(cells).collect()
        };
        assert_eq!(words(&told.caption), words(&compared.caption));
        assert_eq!(rows(told), rows(compared));
    }
    let all = paragraphs(&document, "changes").join("\n");
    for sentence in
        ["12 findings are the same in both reports and not listed here.", "18 claims are the same"]
    {
        assert!(all.contains(sentence), "{sentence}: {all}");
    }
}

#[test]
fn one_sentence_stands_in_the_summary_and_leads_to_the_section() {
    let document = made(&with(&specimen::friendly()));
    let told = paragraphs(&document, "summary");
    let sentence =
        told.iter().find(|text| text.starts_with("Since 0.9.0: 2 findings are new")).unwrap();
    assert!(sentence.ends_with("All of it is in section 13."), "{sentence}");
    assert!(sentence.starts_with(&paragraphs(&document, "changes")[0]));
}

#[test]
fn what_the_report_has_leads_to_its_own_place() {
    let mut delta = specimen::friendly();
    let report = maximal();
    delta.gates[0].id = report.gates[0].id.clone();
    delta.claims[0].id = report.claims[0].id.clone();
    let document = made(&with(&delta));
    assert_eq!(check(&document), Vec::<String>::new());
    let told = tables(std::slice::from_ref(section(&document, "changes")));
    let cells = told.iter().flat_map(|table| &table.groups).flat_map(|group| &group.rows);
    let notes = cells.flat_map(|row| &row.cells).flat_map(|cell| &cell.notes);
    let leads = |id: &str, anchor: &str| {
        notes.clone().flat_map(|note| &note.0).any(
            |span| matches!(span, Span::Link { to, text, code: true } if text == id && to.as_str() == anchor),
        )
    };
    let (gate, claim) = (report.gates[0].id.as_str(), report.claims[0].id.as_str());
    assert!(leads(gate, &format!("gate-{gate}")) && leads(claim, &format!("claim-{claim}")));
}

#[test]
fn where_nothing_differs_that_is_all_that_is_said() {
    let document = made(&with(&specimen::empty()));
    let last = section(&document, "changes");
    assert_eq!(
        (last.title.as_str(), last.tally.as_str()),
        ("Changes since the old report", "no new finding")
    );
    let lists = last.blocks.iter().filter(|block| matches!(block, Block::List(_)));
    let tables = last.blocks.iter().filter(|block| matches!(block, Block::Table(_)));
    assert_eq!((lists.count(), tables.count()), (1, 0));
}
