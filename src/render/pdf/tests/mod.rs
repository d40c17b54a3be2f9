//! What comes out of the typesetter: that it comes at all, that it is the same twice, and what it holds.

pub(super) mod sample;

use std::collections::BTreeMap;

use super::*;
use crate::model::Severity;
use crate::view::{Anchor, Block, Findings, Paragraph, Span, Text};

fn pdf(document: &Document) -> Vec<u8> {
    let mut files = render(document, &Options::default()).unwrap();
    assert_eq!(files.len(), 1);
    files.remove(0).bytes
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[test]
fn every_block_span_mark_and_chart_is_set_and_conforms() {
    let bytes = pdf(&sample::everything());
    assert!(bytes.starts_with(b"%PDF-1.7"));
    for declared in ["pdfaid:part>3<", "pdfaid:conformance>A<", "pdfuaid:part>1<"] {
        assert!(holds(&bytes, declared), "{declared}");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = sample::everything();
    assert!(pdf(&document) == pdf(&document));
}

#[test]
fn the_report_is_attached_to_letter_paper_too() {
    let options = Options {
        paper: Paper::Letter,
        report_json: Some(b"{\"signoff\":\"1\"}".to_vec()),
        ..Options::default()
    };
    let files = render(&sample::everything(), &options).unwrap();
    let bytes = files.into_iter().next().unwrap().bytes;
    assert!(holds(&bytes, "report.json") && holds(&bytes, "application#2Fjson"));
    assert!(holds(&bytes, "[0 0 612 792]"));
}

#[test]
fn hostile_text_is_set_wherever_it_stands() {
    let long: String = "x".repeat(10_000);
    let all = sample::HOSTILE.iter().copied().chain([long.as_str()]);
    let mut document = sample::everything();
    let mut findings = Vec::new();
    for (index, text) in all.clone().enumerate() {
        let mut finding = sample::finding(&format!("H-{index}"), Severity::Low);
        finding.id = text.to_owned();
        finding.title = text.to_owned();
        finding.note = Text::plain(text).and(Span::Strong { text: text.to_owned() });
        finding.body = Some(sample::prose(text, &format!("h{index}-")));
        finding.snippet = Some(text.to_owned());
        for fact in &mut finding.facts {
            fact.label = text.to_owned();
            fact.value =
                Text::code(text).and(Span::Path { text: text.to_owned() }).and(Span::Link {
                    to: Anchor::section("gates"),
                    text: text.to_owned(),
                    code: true,
                });
        }
        findings.push(finding);
    }
    document.sections[5].blocks = vec![Block::Findings(Findings { findings, facets: Vec::new() })];
    for (index, text) in all.enumerate() {
        let section = &mut document.sections[index % 5];
        section.title = text.to_owned();
        section.tally = text.to_owned();
        for block in &mut section.blocks {
            if let Block::Table(table) = block {
                table.caption = Text::plain(text);
                for (column, cell) in
                    table.columns.iter_mut().zip(&mut table.groups[0].rows[0].cells)
                {
                    column.head = text.to_owned();
                    cell.text = Text::plain(text);
                    cell.notes = vec![Text::code(text)];
                }
            }
        }
    }
    let evil = sample::HOSTILE.concat();
    document.title.clone_from(&evil);
    document.running.clone_from(&evil);
    document.as_of = "someday".to_owned();
    document.cover.title.clone_from(&evil);
    document.cover.sentence.clone_from(&evil);
    document.cover.front.signatures[0].name.clone_from(&evil);
    pdf(&document);
}

#[test]
fn every_character_that_is_let_through_can_be_set_in_every_face() {
    let shown: Vec<char> = ('\0'..=char::MAX).filter(|c| fonts::fonts().shows(*c)).collect();
    assert!(shown.len() > 3_500, "{}", shown.len());
    let mut spans = Vec::new();
    for chunk in shown.chunks(40) {
        let text: String = chunk.iter().flat_map(|c| [*c, ' ']).collect();
        spans.extend([
            Span::Plain { text: text.clone() },
            Span::Strong { text: text.clone() },
            Span::Emphasis { text: text.clone() },
            Span::Code { text },
        ]);
    }
    pdf(&sample::with(vec![Block::Paragraph(Paragraph { text: Text(spans) })]));
}

#[test]
fn deep_and_broken_markdown_is_set() {
    let deep = format!("{}deep\n\n{}deep", "> ".repeat(200), "- ".repeat(200));
    let styles = format!("{}x{}", "**_".repeat(60), "_**".repeat(60));
    let table = "|a|b|\n|-|-|\n|only|\n|1|2|3|\n";
    let notes = "[^a] [^b] [^a]\n\n[^a]: one [^b]\n\n[^b]: two\n";
    let broken =
        "![x](pixel.png) ![gone](no.png) [e]() [j](javascript:alert(1)) <b>\n\n###### six\n\n# one";
    let text = [&deep, &styles, table, notes, broken].join("\n\n");
    pdf(&sample::with(vec![
        Block::Prose(sample::prose(&text, "a-")),
        Block::Prose(sample::prose(&text, "a-")),
    ]));
}

#[test]
fn a_picture_that_cannot_be_set_becomes_its_words() {
    let mut prose = sample::prose("before ![A chart](pixel.png) after", "p-");
    for content in ["", "AAAA", "not base64", "iVBORw0KGgoAAAANSUhEUg=="] {
        for image in prose.images.values_mut() {
            image.content = content.to_owned();
        }
        pdf(&sample::with(vec![Block::Prose(prose.clone())]));
    }
}

#[test]
fn what_is_longer_than_a_volume_goes_into_annexes() {
    let document = sample::long(12);
    let files = render_volumes(&document, &Options::default(), 120).unwrap();
    let plan = Plan::of(&document, 120);
    assert!(files.len() > 2);
    for (volume, file) in files.iter().enumerate() {
        assert_eq!(file.name, volumes::file_name(crate::view::DocumentKind::Report, volume));
        assert!(holds(&file.bytes, "pdfuaid:part>1<"));
        for name in plan.labels_in(volume) {
            assert!(holds(&file.bytes, &format!("({name})")), "{volume} {name}");
        }
        // Every target has its name, and a jump into another volume names that and a name in it.
        for (other, name) in jumps(&file.bytes) {
            let target = files.iter().find(|file| file.name == other).unwrap();
            assert!(holds(&target.bytes, &format!("({name})")), "{other} {name}");
        }
    }
    let led: Vec<bool> = files.iter().map(|file| !jumps(&file.bytes).is_empty()).collect();
    assert!(led.iter().skip(1).any(|leads| *leads), "{led:?}");
    for annex in 1..files.len() {
        assert!(holds(&files[0].bytes, &format!("(report-annex-{annex}.pdf)")), "{annex}");
    }
    assert!(holds(&files[2].bytes, "annex 2"));
}

/// The jumps out of a file into another volume: its name, and that of the target there.
fn jumps(bytes: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(bytes);
    let ends = text.split("(report").skip(1).filter_map(|rest| rest.split_once(')'));
    let jumps = ends.filter_map(|(href, _)| {
        let (file, name) = href.split_once("#nameddest=")?;
        Some((format!("report{file}"), name.to_owned()))
    });
    jumps.collect()
}

#[test]
fn anchors_that_occur_twice_or_nowhere_do_not_stop_it() {
    let finding = sample::finding("F-1", Severity::Low);
    let findings = vec![finding.clone(), finding];
    pdf(&sample::with(vec![Block::Findings(Findings { findings, facets: Vec::new() })]));
}

/// How many pages a PDF has: its page objects aren't compressed.
fn pages(bytes: &[u8]) -> usize {
    bytes.windows(11).filter(|window| *window == b"/Type/Page/").count()
}

#[test]
fn the_front_page_stays_one_page_while_it_can() {
    let document = |way: usize, conditions: usize| {
        let mut document = sample::many(1);
        let front = &mut document.cover.front;
        front.way = vec![Text::plain("Close a finding"); way];
        front.conditions = vec![Text::plain("A condition: nobody, no date"); conditions];
        document
    };
    assert_eq!(pages(&pdf(&document(1, 1))), 2);
    // The way goes first, then the title shrinks, then there is a second page.
    assert_eq!(pages(&pdf(&document(60, 1))), 2);
    assert_eq!(pages(&pdf(&document(60, 40))), 3);
}

#[test]
fn a_front_page_that_lists_volumes_stays_one_page_too() {
    let front_page = |way: usize| {
        let mut document = sample::many(40);
        document.cover.front.way = vec![Text::plain("Close a finding"); way];
        let lines = 80;
        let volumes = Plan::of(&document, lines).count();
        let files = render_volumes(&document, &Options::default(), lines).unwrap();
        (volumes, pages(&files[0].bytes))
    };
    let (volumes, few) = front_page(1);
    assert!(volumes > 3, "{volumes}");
    assert_eq!(front_page(60), (volumes, few));
}

#[test]
fn a_group_without_rows_is_set_wherever_it_stands() {
    for empty in 0..4 {
        let mut table = sample::claims();
        let full = table.groups[0].clone();
        table.groups = vec![full; 4];
        table.groups[empty].rows.clear();
        assert!(!pdf(&sample::with(vec![Block::Table(table)])).is_empty());
    }
}

#[test]
fn what_typst_refuses_is_an_error_with_its_place() {
    let templates = Templates::default();
    let identity = || Identity { ident: String::new(), creator: String::new() };
    let error = typeset(&templates, BTreeMap::new(), identity()).unwrap_err().to_string();
    assert!(error.contains("file not found") && error.contains("style.typ"), "{error}");
    let sheet = br#"{"marks":{},"paper":"a4"}"#.to_vec();
    let files = BTreeMap::from([("sheet.json".to_owned(), sheet)]);
    let error = typeset(&templates, files, identity()).unwrap_err().to_string();
    assert!(error.contains("report.typ:"), "{error}");
}
