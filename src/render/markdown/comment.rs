//! A comment on a pull request: a document of its own, small enough to be read where it stands.

use serde::Serialize;

use super::line::Line;
use super::markup::Markup;
use super::templates::Templates;
use super::{table, text};
use crate::render::{RenderError, Templates as Sources};
use crate::view::delta::Comment;

/// What `comment.md` lays out.
#[derive(Serialize)]
struct Page {
    title: Markup,
    sentence: Markup,
    gates: Markup,
    more: Markup,
    change: Markup,
    way_title: Markup,
    way: Vec<Markup>,
    links: Markup,
}

/// Renders a comment as GitHub-flavoured Markdown.
///
/// # Errors
///
/// Only where a template that ships with Signoff is wrong.
pub fn comment(comment: &Comment) -> Result<Vec<u8>, RenderError> {
    let templates = Templates::load(&Sources::default())?;
    let words = |words: &str| {
        let mut line = Line::default();
        line.words(words);
        line.finish()
    };
    let mut sentence = Line::default();
    sentence.mark(&comment.verdict);
    text::add_text(&mut sentence, &comment.sentence);
    let gates = match &comment.gates {
        Some(gates) => templates.fill("table.md", &table::table(gates))?,
        None => Markup::default(),
    };
    let page = Page {
        title: words(&comment.title),
        sentence: sentence.finish(),
        gates,
        more: text::text(&comment.more),
        change: text::text(&comment.change),
        way_title: words(&comment.way_title),
        way: comment.way.iter().map(text::text).collect(),
        links: text::text(&comment.links),
    };
    let mut markdown = templates.fill("comment.md", &page)?.as_str().to_owned();
    markdown.push('\n');
    Ok(markdown.into_bytes())
}
