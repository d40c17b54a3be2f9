//! Whole documents, from reports made by hand: one that has everything, one that has nothing, a large one.

mod changes;
mod drawn;
mod nothing;
mod places;
mod reading;
mod waivers;
mod words;

use serde_json::Value;

use self::reading::{printed, read};
use super::{Block, Document, Evidence, Section, check, document};
use crate::model::{Digest, Report};

const MAXIMAL: &str = include_str!("maximal.json");

/// A report with every array filled and every property set somewhere.
fn maximal() -> Report {
    serde_json::from_str(MAXIMAL).unwrap()
}

fn digest() -> Digest {
    Digest::of(b"report.json")
}

fn made(report: &Report) -> Document {
    document(report, &digest())
}

fn section<'d>(document: &'d Document, anchor: &str) -> &'d Section {
    document.sections.iter().find(|section| section.anchor.as_str() == anchor).unwrap()
}

fn entry<'d>(document: &'d Document, id: &str) -> &'d Evidence {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let mut entries =
        blocks.filter_map(|block| if let Block::Evidence(one) = block { Some(one) } else { None });
    entries.find(|evidence| evidence.id == id).unwrap()
}

/// Every string of a JSON value, once each.
fn strings(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(text) => out.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|one| strings(one, out)),
        Value::Object(all) => all.values().for_each(|one| strings(one, out)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn a_document_is_sound() {
    assert_eq!(check(&made(&maximal())), Vec::<String>::new());
}

#[test]
fn the_check_finds_what_is_wrong() {
    let mut document = made(&maximal());
    let twice = document.sections.iter().find(|section| section.number == Some(6)).unwrap().clone();
    document.sections.push(twice);
    assert!(check(&document).iter().any(|trouble| trouble == "two things are at `finding-_46-1`"));
    let mut document = made(&maximal());
    document.sections.retain(|section| section.number != Some(6));
    let troubles = check(&document);
    assert!(troubles.iter().any(|trouble| trouble == "a jump to `finding-_46-1` leads nowhere"));
    assert!(troubles.iter().any(|trouble| trouble.starts_with("the sections are numbered")));
}

#[test]
fn sections_stand_in_order_with_narrative_in_its_places() {
    let document = made(&maximal());
    let order: Vec<(Option<u8>, &str)> =
        document.sections.iter().map(|section| (section.number, section.anchor.as_str())).collect();
    assert_eq!(
        order,
        [
            (None, "section-executive"),
            (Some(1), "summary"),
            (Some(2), "gates"),
            (Some(3), "scores"),
            (None, "section-options"),
            (Some(4), "claims"),
            (None, "section-architecture"),
            (Some(5), "measures"),
            (Some(6), "findings"),
            (Some(7), "contradictions"),
            (Some(8), "checklist"),
            (Some(9), "actions"),
            (Some(10), "signoff"),
            (Some(11), "evidence"),
            (Some(12), "made"),
        ]
    );
}

#[test]
fn every_id_and_every_word_of_every_array_is_shown() {
    let report: Value = serde_json::from_str(MAXIMAL).unwrap();
    let mut shown = Vec::new();
    strings(&serde_json::to_value(made(&maximal())).unwrap(), &mut shown);
    let shown = shown.join("\n");
    // Printed in another form: tested in `words`.
    let reworded = ["1845.2", "-15000.333", "<= 2 s", ">= 99.9 %", "3.4 s", "900 ms", "100 EUR"];
    let mut missing = Vec::new();
    for array in [
        "gates",
        "categories",
        "claims",
        "measures",
        "findings",
        "waivers",
        "forecast",
        "checklists",
        "artifacts",
        "actions",
        "signoffs",
        "sections",
        "evidence",
        "runs",
        "contradictions",
    ] {
        let mut wanted = Vec::new();
        strings(&report[array], &mut wanted);
        assert!(!wanted.is_empty(), "{array}");
        missing.extend(wanted.into_iter().filter(|text| {
            let told = text.split('`').all(|part| shown.contains(part.trim()));
            let dashed = text.replace('_', " ");
            !told && !shown.to_lowercase().contains(&dashed) && !reworded.contains(&text.as_str())
        }));
    }
    missing.retain(|text| !matches!(text.as_str(), "approve_with_conditions" | "awaited"));
    // `resolves`, `missing`, `future` and `altered` are told in sentences; nothing expects anything of what merely resolves.
    missing.retain(|text| !matches!(text.as_str(), "resolves" | "future" | "present" | "altered"));
    // A place is where a section stands; a waived gate is printed by its number.
    missing.retain(|text| {
        !text.starts_with("after:") && !text.starts_with("before:") && text != "gate:launch"
    });
    // Lines are told by the place: `E2 L5`.
    missing.retain(|text| !text.starts_with('L'));
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_free_bag_is_shown() {
    let report: Value = serde_json::from_str(MAXIMAL).unwrap();
    let mut all = Vec::new();
    strings(&report, &mut all);
    let shown = serde_json::to_string(&made(&maximal())).unwrap();
    let bags: Vec<String> = all.into_iter().filter(|text| text.starts_with("bag-")).collect();
    assert_eq!(bags.len(), 16, "{bags:?}");
    for bag in bags {
        assert!(shown.contains(&bag), "{bag}");
    }
}
