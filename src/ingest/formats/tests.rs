//! What the tests of the formats share: a file read, and its places followed by the resolver of links.

use super::*;
use crate::evidence::{File, select_all};
use crate::ingest::{Adapters, InMemory, Item, NotDetected};
use crate::model::{Aggregate, Finding, Measure, Run, Selector};

pub(super) fn raw(text: &str) -> InMemory {
    InMemory { path: "x".to_owned(), bytes: text.as_bytes().to_vec() }
}

/// What an adapter gives of a text that it knows, as the only one.
pub(super) fn read(adapter: &dyn Adapter, text: &str) -> Vec<Item> {
    let adapters = Adapters::built_in();
    assert_eq!(adapters.of(&raw(text)).unwrap().name(), adapter.name());
    let mut items: Vec<Item> = Vec::new();
    adapter.read(&raw(text), &mut items).unwrap();
    items
}

pub(super) fn findings(items: &[Item]) -> Vec<(&Finding, &str)> {
    let mut all = Vec::new();
    for item in items {
        if let Item::Finding { finding, at } = item {
            all.push((finding.as_ref(), at.as_str()));
        }
    }
    all
}

pub(super) fn run_of(items: &[Item]) -> &Run {
    let Some(Item::Run(run)) = items.first() else { panic!("{items:?}") };
    run
}

pub(super) fn measures(items: &[Item]) -> Vec<&Measure> {
    let mut all = Vec::new();
    for item in items {
        if let Item::Measure { measure, .. } = item {
            all.push(measure.as_ref());
        }
    }
    all
}

pub(super) fn notes(items: &[Item]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for item in items {
        if let Item::Note { message, at } = item {
            all.push((message.clone(), at.clone()));
        }
    }
    all
}

/// The value of a measure, as its links lead to it.
pub(super) fn value(text: &str, measure: &Measure) -> String {
    let file = File::new(text.as_bytes().into());
    let links = measure.value.as_ref().unwrap().as_slice();
    let mut found = Vec::new();
    for link in links {
        let selector = Selector::parse(link.at.as_deref().unwrap()).unwrap();
        found.extend(select_all(&file, &selector).unwrap_or_default());
    }
    match measure.aggregate {
        Some(Aggregate::Count) => found.len().to_string(),
        Some(Aggregate::Sum) => {
            let numbers = found.iter().map(|place| place.value.as_deref().unwrap());
            numbers.map(|number| number.parse::<u64>().unwrap()).sum::<u64>().to_string()
        }
        other => {
            assert_eq!((other, found.len()), (None, 1), "{links:?}");
            found.pop().unwrap().value.unwrap()
        }
    }
}

#[test]
fn others_of_the_same_root_are_not_taken_for_these() {
    let adapters = Adapters::built_in();
    for text in [
        "<coverage generated='1' clover='3'><project timestamp='1'/></coverage>",
        "<report><item/></report>",
        "<report name='x'><package/><vulnerability/></report>",
        "<testsuites><other/></testsuites>",
        "<testResults><other/></testResults>",
        "1. First\nok 1\n",
        "ok\nthat was it\n",
        "SFX: a log\n",
    ] {
        let told = adapters.of(&raw(text));
        assert!(matches!(told, Err(NotDetected::Unknown)), "{text}: {:?}", told.map(Adapter::name));
    }
}

#[test]
fn a_nul_byte_is_refused_wherever_in_xml_it_stands() {
    let text = "<testsuites><!--C--><?p P?><testsuite name='T'><testcase name='n'>&R;</testcase></testsuite></testsuites>";
    let adapters = Adapters::built_in();
    let junit = adapters.named("junit").unwrap();
    let read = |text: &str| junit.read(&raw(text), &mut Vec::new());
    assert!(read(text).is_ok());
    for place in ["C", "P", "T", "n'", "R"] {
        let broken = text.replacen(place, "\0", 1);
        assert!(read(&broken).is_err(), "{place}");
    }
}
