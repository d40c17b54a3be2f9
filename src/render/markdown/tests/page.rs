//! Whole documents: one of our own line by line, those that all renderers share by what must hold.

use super::read::{assert_ours, read};
use super::sample;
use crate::render::markdown::render;
use crate::render::specimen;
use crate::view::Document;

#[test]
fn a_document_comes_out_as_expected() {
    assert_eq!(markdown(&sample::friendly()), include_str!("expected.md"));
}

#[test]
fn an_attack_is_text() {
    let (friendly, hostile) = (markdown(&specimen::friendly()), markdown(&specimen::hostile()));
    let (expected, page) = (read(&friendly), read(&hostile));
    assert_ours(&page, &hostile);
    for level in ["Heading { level: H1", "Heading { level: H2"] {
        let count = |shape: &[String]| shape.iter().filter(|part| part.starts_with(level)).count();
        assert_eq!(count(&page.shape), count(&expected.shape), "{level}");
    }
    for link in page.shape.iter().filter_map(|part| part.strip_prefix("link Inline ")) {
        let leads_out = link.starts_with("http") || link.starts_with("mailto:");
        assert!(leads_out || !link.contains(':'), "{link}");
    }
    assert!(!hostile.contains(['\u{202e}', '\u{0}', '\u{1b}']));
    assert!(page.text.contains("<script>alert(1)</script>"));
}

#[test]
fn every_jump_has_its_target_once() {
    for document in [sample::friendly(), specimen::friendly()] {
        let markdown = markdown(&document);
        let page = read(&markdown);
        let target =
            |html: &String| html.strip_prefix("<a id=\"")?.strip_suffix("\">").map(str::to_owned);
        let mut targets: Vec<String> = page.html.iter().filter_map(target).collect();
        let count = targets.len();
        targets.sort();
        targets.dedup();
        assert_eq!(targets.len(), count, "a target stands twice");
        for jump in page.shape.iter().filter_map(|part| part.strip_prefix("link Inline #")) {
            assert!(targets.binary_search(&jump.to_owned()).is_ok(), "{jump} leads nowhere");
        }
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(markdown(&specimen::friendly()), markdown(&specimen::friendly()));
}

#[test]
fn nothing_is_too_long() {
    let endless = markdown(&specimen::endless());
    assert_ours(&read(&endless), &endless);
}

fn markdown(document: &Document) -> String {
    String::from_utf8(render(document).unwrap()).unwrap()
}
