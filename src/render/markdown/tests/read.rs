//! Reads Markdown back, as a site would: what blocks there are, where links lead, what is written.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "what a test does not know is part of the shape, under its own name"
)]

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::render::markdown::visible::{Layout, visible};

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Blocks, links and pictures in order, without emphasis.
    pub(super) shape: Vec<String>,
    /// All words and code, without white space.
    pub(super) text: String,
    /// Each piece of HTML.
    pub(super) html: Vec<String>,
    /// Each table's row as it stands in the source, and how many columns its table has.
    pub(super) rows: Vec<(String, usize)>,
}

pub(super) fn read(markdown: &str) -> Page {
    let options = Options::ENABLE_GFM
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut page = Page::default();
    let mut columns = 0;
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Table(align)) => {
                columns = align.len();
                page.shape.push(format!("table {columns}"));
            }
            Event::Start(tag) => {
                if matches!(tag, Tag::TableHead | Tag::TableRow) {
                    let row = markdown.get(range).unwrap_or_default();
                    page.rows.push((row.to_owned(), columns));
                }
                page.shape.extend(opened(&tag));
            }
            Event::End(tag) => page.shape.extend(closed(tag)),
            Event::Text(text) | Event::Code(text) => page.text.push_str(&packed(&text)),
            Event::Html(html) | Event::InlineHtml(html) => page.html.push(html.into_string()),
            Event::TaskListMarker(done) => page.shape.push(format!("task {done}")),
            Event::Rule => page.shape.push("rule".to_owned()),
            Event::SoftBreak | Event::HardBreak => {}
            other => page.shape.push(format!("{other:?}")),
        }
    }
    page
}

fn opened(tag: &Tag<'_>) -> Option<String> {
    match tag {
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::HtmlBlock | Tag::Paragraph => None,
        Tag::Link { dest_url, link_type, .. } => Some(format!("link {link_type:?} {dest_url}")),
        Tag::Image { dest_url, .. } => Some(format!("image {dest_url}")),
        Tag::CodeBlock(CodeBlockKind::Fenced(language)) => Some(format!("code {language}")),
        Tag::List(start) => Some(format!("list {start:?}")),
        other => Some(format!("{other:?}")),
    }
}

fn closed(tag: TagEnd) -> Option<String> {
    match tag {
        TagEnd::List(_) | TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::Link => {
            Some(format!("end {tag:?}"))
        }
        _ => None,
    }
}

/// Text as it should be read back: everything visible, and no white space, which Markdown treats freely.
pub(super) fn packed(text: &str) -> String {
    let text = visible(text, Layout::Block);
    text.chars().filter(|char| !char.is_whitespace()).collect()
}

/// Fails where something is markup that isn't ours.
pub(super) fn assert_ours(page: &Page, markdown: &str) {
    for html in &page.html {
        let is_target =
            html.strip_prefix("<a id=\"").and_then(|rest| rest.strip_suffix("\">")).is_some_and(
                |id| id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)),
            );
        let is_element = ["a", "br", "span", "code", "strong", "em", "del", "sup"]
            .iter()
            .any(|name| *html == format!("<{name}>") || *html == format!("</{name}>"));
        let is_fold =
            ["<details><summary>Excerpt</summary>", "</details>"].contains(&html.trim_end());
        assert!(is_target || (is_element && html != "<a>") || is_fold, "{html:?} in {markdown}");
    }
    for (row, columns) in &page.rows {
        assert_eq!(bars(row), columns + 1, "{row:?} in {markdown}");
    }
}

/// How many `|` divide cells: those without a backslash before them.
fn bars(row: &str) -> usize {
    let mut is_escaped = false;
    let mut bars = 0;
    for character in row.chars() {
        if character == '|' && !is_escaped {
            bars += 1;
        }
        is_escaped = character == '\\' && !is_escaped;
    }
    bars
}
