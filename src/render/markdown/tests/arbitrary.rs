//! Arbitrary text everywhere: it comes out as it is, and nothing but what the document holds is markup.

use proptest::prelude::*;

use super::read::{assert_ours, packed, read};
use super::sample;
use crate::render::markdown::line::Line;
use crate::render::markdown::{render, table, text};
use crate::view::{
    Anchor, Cell, Column, ColumnRole, Document, Group, Narrow, Row, Span, Table, Text,
};

/// What means something to a parser or a site, and some that doesn't.
const PIECES: &[&str] = &[
    "a",
    "b2",
    "é",
    "中",
    "“",
    "。",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "\r\n",
    "    ",
    "|",
    "||",
    "\\",
    "\\|",
    "`",
    "``",
    "```",
    "*",
    "**",
    "_",
    "__",
    "~",
    "~~",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "](http://a.example)",
    "[^1]",
    "[^1]:",
    "[x]",
    "[ ] ",
    "[a]: b",
    "<",
    ">",
    "<b>",
    "</details>",
    "<!--",
    "-->",
    "<a id=\"x\">",
    "&",
    "&lt;",
    "&#35;",
    "#",
    "# ",
    "## ",
    " #",
    "- ",
    "+ ",
    "* ",
    "1. ",
    "2) ",
    "> ",
    "---",
    "===",
    "***",
    "~~~",
    "| - |",
    "@",
    "@name",
    "#12",
    "GH-12",
    "a/b#1",
    "http://a.example",
    "www.a.example",
    "a@b.example",
    ":smile:",
    "$",
    "$$",
    "$x$",
    "!",
    ":",
    ".",
    ")",
    "\u{0}",
    "\u{7}",
    "\u{202e}",
    "\u{200b}",
    "\u{a0}",
    "\u{2028}",
    "\u{3000}",
    "\u{1f600}",
    "{{p95}}",
    "<details>",
    "<http://a.example>",
    "\"",
    "'",
    "=",
    "%20",
];

/// Any text: pieces that mean something, or any characters.
pub(super) fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::collection::vec(prop::sample::select(PIECES), 0..8).prop_map(|pieces| pieces.concat()),
        1 => ".{0,12}",
    ]
}

/// Any text that shows something.
fn shown_text() -> impl Strategy<Value = String> {
    any_text().prop_map(|text| if packed(&text).is_empty() { "x".to_owned() } else { text })
}

fn any_span() -> impl Strategy<Value = Span> {
    let link = |text: String| Span::Link { to: Anchor::section("gates"), text, code: false };
    let code_link = |text: String| Span::Link { to: Anchor::section("gates"), text, code: true };
    let uri = |text: String| Span::Uri { href: "https://a.example/(x)?y=1&lt=2".to_owned(), text };
    let beside = |text: String| Span::Beside {
        file: text.clone(),
        to: Some(Anchor::section("gates")),
        text,
        code: true,
    };
    prop_oneof![
        4 => any_text().prop_map(|text| Span::Plain { text }),
        1 => any_text().prop_map(|text| Span::Strong { text }),
        1 => any_text().prop_map(|text| Span::Emphasis { text }),
        2 => any_text().prop_map(|text| Span::Code { text }),
        1 => any_text().prop_map(|text| Span::Path { text }),
        1 => any_text().prop_map(link),
        1 => any_text().prop_map(code_link),
        1 => any_text().prop_map(uri),
        1 => any_text().prop_map(|text| Span::Added { text }),
        1 => any_text().prop_map(|text| Span::Removed { text }),
        1 => any_text().prop_map(beside),
        1 => Just(Span::Break),
    ]
}

pub(super) fn any_spans() -> impl Strategy<Value = Text> {
    prop::collection::vec(any_span(), 0..6).prop_map(Text)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn words_come_out_as_they_are(said in any_text()) {
        let mut line = Line::default();
        line.words(&said);
        let markdown = line.finish().as_str().to_owned();
        for markdown in [
            format!("{markdown}\n"),
            format!("# {markdown}\n"),
            format!("- {markdown}\n"),
            format!("> 1. {markdown}\n"),
            format!("| {markdown} | |\n| --- | --- |\n"),
        ] {
            let page = read(&markdown);
            prop_assert_eq!(&page.text, &packed(&said), "{}", markdown);
            assert_ours(&page, &markdown);
        }
    }

    #[test]
    fn running_text_comes_out_as_it_is(said in any_spans()) {
        let line = text::text(&said);
        let expected = packed(&text::words_of(&said));
        for markdown in [
            format!("{}\n", line.as_str()),
            format!("### {}\n", line.as_str()),
            format!("1. {}\n", line.as_str()),
            format!("| {} | |\n| --- | --- |\n", line.as_str()),
        ] {
            let page = read(&markdown);
            prop_assert_eq!(&page.text, &expected, "{}", markdown);
            assert_ours(&page, &markdown);
            let links = said.0.iter().filter(|span| is_link(span)).count();
            prop_assert_eq!(page.shape.iter().filter(|part| part.starts_with("link")).count(), links, "{}", markdown);
        }
    }

    #[test]
    fn tables_keep_their_cells(said in prop::collection::vec(any_spans(), 6)) {
        let cells = |said: &[Text]| said.iter().map(|text| Cell { text: text.clone(), notes: vec![text.clone()], ..Cell::default() }).collect();
        let (first, second) = said.split_at(3);
        let column = |head: &Text| Column { head: text::words_of(head), role: ColumnRole::Words, width: 4 };
        let table = Table {
            caption: Text::default(),
            legend: String::new(),
            columns: first.iter().map(column).collect(),
            groups: vec![Group { anchor: None, title: None, rows: vec![Row { anchor: None, cells: cells(second), kinds: Vec::new() }] }],
            foot: Some(Row { anchor: None, cells: cells(first), kinds: Vec::new() }),
            narrow: Narrow::Stacks,
            facets: Vec::new(),
        };
        let rendered = table::table(&table);
        let markdown = super::layout::fill("table.md", &rendered);
        let page = read(markdown.as_str());
        assert_ours(&page, markdown.as_str());
        prop_assert_eq!(page.rows.len(), 3);
        let words = |said: &[Text], times| said.iter().map(|text| packed(&text::words_of(text)).repeat(times)).collect::<String>();
        prop_assert_eq!(page.text, words(first, 1) + &words(second, 2) + &words(first, 2), "{}", markdown.as_str());
    }
}

fn is_link(span: &Span) -> bool {
    match span {
        Span::Link { text, .. } | Span::Uri { text, .. } | Span::Beside { text, .. } => {
            !packed(text).is_empty()
        }
        Span::Plain { .. }
        | Span::Strong { .. }
        | Span::Emphasis { .. }
        | Span::Code { .. }
        | Span::Path { .. }
        | Span::Evidence { .. }
        | Span::Added { .. }
        | Span::Removed { .. }
        | Span::Break => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_document_keeps_its_shape_and_its_text(said in prop::collection::vec(shown_text(), 200)) {
        let mut count = 0;
        let plain = sample::document(&mut |_| { count += 1; format!("q{count}z") });
        let mut count = 0;
        let hostile = sample::document(&mut |_| { count += 1; said[count % said.len()].clone() });
        let (plain, hostile) = (markdown(&plain), markdown(&hostile));
        let (expected, page) = (read(&plain), read(&hostile));
        assert_ours(&page, &hostile);
        prop_assert_eq!(&page.shape, &expected.shape, "{}", hostile);
        let mut text = expected.text;
        for number in 1..=count {
            text = text.replace(&format!("q{number}z"), &packed(&said[number % said.len()]));
        }
        prop_assert_eq!(page.text, text, "{}", hostile);
    }
}

fn markdown(document: &Document) -> String {
    String::from_utf8(render(document).unwrap()).unwrap()
}
