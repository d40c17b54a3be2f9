//! What became of findings and claims over several versions, in every format: through the same renderers as a report,
//! whatever it holds.

use std::collections::BTreeSet;

use super::{elements, html, markdown, values};
use crate::model::Digest;
use crate::model::delta::History;
use crate::view::Document;
use crate::view::delta::{HistoryOptions, history_document_with, history_specimen as specimen};

fn histories() -> [(&'static str, History); 7] {
    [
        ("friendly", specimen::friendly()),
        ("hostile", specimen::hostile()),
        ("endless", specimen::endless()),
        ("silent", specimen::silent()),
        ("long", specimen::long(40)),
        ("bare", specimen::bare()),
        ("empty", specimen::empty()),
    ]
}

fn document(history: &History) -> Document {
    let page = |at: usize| at.is_multiple_of(2).then(|| format!("../{at}/report.html"));
    let options = HistoryOptions { reports: (0..history.versions.len()).map(page).collect() };
    history_document_with(history, &Digest::of(b"history.json"), &options)
}

fn page(history: &History) -> String {
    String::from_utf8(html::render(&document(history)).unwrap()).unwrap()
}

fn markdown_of(history: &History) -> String {
    String::from_utf8(markdown::render(&document(history)).unwrap()).unwrap()
}

#[test]
fn the_page_draws_the_way_of_score_and_findings() {
    let page = page(&specimen::friendly());
    for expected in [
        "0.9.0 was insufficient evidence</p>",
        "<title>There is no score in 0.7.0; it is 36.0 in 1.0.0; the policy asks for 70.0.</title>\
         <path class=\"axis\" d=\"M26.0 110.0H300.0\"/>",
        "<path class=\"asked\" d=\"M26.0 48.4H300.0\"/><text class=\"asks\" x=\"300.0\" y=\"44.4\" \
         text-anchor=\"end\">policy: 70.0</text>",
        "<polyline class=\"course\" points=\"124.7,92.8 199.3,85.1 274.0,78.3\"/>",
        "<use class=\"fails\" href=\"#m-verdict-not_ready\" x=\"267.0\" y=\"71.3\" width=\"14.0\"",
        "<text class=\"words\" x=\"50.0\" y=\"105.0\" text-anchor=\"middle\">no score</text>",
        "<text class=\"words\" x=\"50.0\" y=\"105.0\" text-anchor=\"middle\">no scan</text>",
        "<rect class=\"hollow unknown\"",
        "<symbol id=\"m-verdict-insufficient_evidence\"",
        "<a href=\"../0/report.html\">0.7.0</a>",
        "data-l=\"0.8.0\"",
        "<strong>reopened once</strong>",
        "SHA-256 of history.json: <code>",
    ] {
        assert!(page.contains(expected), "{expected} is not in\n{page}");
    }
}

#[test]
fn every_page_is_sound_and_nothing_foreign_is_markup() {
    let known = elements(&page(&specimen::friendly()));
    for (name, history) in histories() {
        let page = page(&history);
        let ids: Vec<&str> = values(&page, " id=\"").collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name}");
        for to in values(&page, " href=\"#") {
            assert!(unique.contains(to), "{name}: #{to}");
        }
        let strange: Vec<String> = elements(&page).difference(&known).cloned().collect();
        // Dots stand for marks where there is no room.
        assert!(strange.is_empty(), "{name}: {strange:?}");
    }
    assert!(page(&specimen::hostile()).contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn markdown_says_what_is_drawn() {
    let markdown = markdown_of(&specimen::friendly());
    for expected in [
        "# Xpress Ops Tower, 0.7.0 to 1.0.0: not ready\n\n**[insufficient evidence]** 0.9.0 was insufficient evidence.",
        "There is no score in 0.7.0; it is 36.0 in 1.0.0; the policy asks for 70.0.",
        "| Severity | Finding | 0.7.0 | 0.8.0 | 0.9.0 | 1.0.0 |",
        "| Claim | 0.7.0 | 0.8.0 | 0.9.0 | 1.0.0 |",
        "**reopened once**",
    ] {
        assert!(markdown.contains(expected), "{expected} is not in\n{markdown}");
    }
    for (name, history) in histories() {
        let markdown = markdown_of(&history);
        assert!(!markdown.contains("<script") && !markdown.contains("[a](javascript"), "{name}");
        let mut lines = markdown.lines().filter(|line| line.starts_with('|'));
        assert!(lines.all(|line| line.ends_with('|')), "{name}");
    }
}

#[test]
fn the_same_history_makes_the_same_bytes() {
    assert_eq!(page(&specimen::friendly()), page(&specimen::friendly()));
    assert_eq!(markdown_of(&specimen::long(9)), markdown_of(&specimen::long(9)));
}

#[cfg(feature = "pdf")]
#[test]
fn every_history_can_be_typeset() {
    use crate::render::pdf;
    for (name, history) in histories() {
        let files = pdf::render(&document(&history), &pdf::Options::default())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(files[0].name, "history.pdf");
    }
}
