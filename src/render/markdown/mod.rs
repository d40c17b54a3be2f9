//! Document → GitHub-flavoured Markdown.
//!
//! Rust turns foreign text into finished Markdown (`escape` is the one escaper), templates lay it out: one
//! partial a kind of block, in templates/markdown/. Charts are left out; their figures stand beside them.

mod comment;
mod cover;
mod escape;
mod evidence;
mod findings;
mod line;
mod lines;
mod list;
mod markup;
mod prose;
mod table;
mod templates;
mod text;
mod visible;

#[cfg(test)]
mod tests;

use serde::Serialize;

pub use self::comment::comment;
use self::line::Line;
use self::markup::Markup;
use self::templates::Templates;
use super::prose::Jumps;
use super::{RenderError, Templates as Sources};
use crate::view::{Block, Document, Heading, Paragraph, Section};

/// Renders a document as GitHub-flavoured Markdown.
///
/// # Errors
///
/// Where a template is wrong.
pub fn render(document: &Document) -> Result<Vec<u8>, RenderError> {
    render_with(document, &Sources::default())
}

/// The same with other templates.
///
/// # Errors
///
/// Where a template is wrong.
pub fn render_with(document: &Document, templates: &Sources) -> Result<Vec<u8>, RenderError> {
    let templates = Templates::load(templates)?;
    let renderer = Renderer { templates, jumps: Jumps::of(document) };
    let page = Page {
        cover: renderer.templates.fill("cover.md", &cover::page(document))?,
        sections: document
            .sections
            .iter()
            .map(|section| renderer.section(section))
            .collect::<Result<_, _>>()?,
    };
    let mut markdown = renderer.templates.fill("page.md", &page)?.as_str().to_owned();
    markdown.push('\n');
    Ok(markdown.into_bytes())
}

/// What `page.md` lays out.
#[derive(Serialize)]
struct Page {
    cover: Markup,
    sections: Vec<SectionPart>,
}

#[derive(Serialize)]
struct SectionPart {
    heading: Markup,
    body: Markup,
}

/// What `heading.md` and `paragraph.md` lay out.
#[derive(Serialize)]
struct Words {
    text: Markup,
}

struct Renderer<'a> {
    templates: Templates,
    jumps: Jumps<'a>,
}

impl Renderer<'_> {
    fn section(&self, section: &Section) -> Result<SectionPart, RenderError> {
        let mut heading = Line::default();
        heading.anchor(&section.anchor);
        if let Some(number) = section.number {
            heading.words(&format!("{number} "));
        }
        heading.words(&section.title);
        let blocks: Vec<Markup> =
            section.blocks.iter().map(|block| self.block(block)).collect::<Result<_, _>>()?;
        Ok(SectionPart { heading: heading.finish(), body: Markup::blocks(blocks) })
    }

    fn block(&self, block: &Block) -> Result<Markup, RenderError> {
        match block {
            Block::Heading(block) => self.templates.fill("heading.md", &heading(block)),
            Block::Paragraph(block) => self.templates.fill("paragraph.md", &paragraph(block)),
            Block::List(block) => self.templates.fill("list.md", &list::list(block)),
            Block::Facts(block) => self.templates.fill("facts.md", &list::facts(&block.facts)),
            Block::Table(block) => self.templates.fill("table.md", &table::table(block)),
            // The words before it say what it shows.
            Block::Figure(_) => Ok(Markup::default()),
            Block::Findings(block) => {
                self.templates.fill("findings.md", &findings::findings(block, &self.jumps))
            }
            Block::Evidence(block) => {
                self.templates.fill("evidence.md", &evidence::evidence(block))
            }
            Block::Prose(block) => {
                self.templates.fill("prose.md", &prose::page(block, &self.jumps))
            }
            Block::Lines(block) => self.templates.fill("lines.md", &lines::lines(block)),
        }
    }
}

fn heading(heading: &Heading) -> Words {
    let mut line = Line::default();
    if let Some(anchor) = &heading.anchor {
        line.anchor(anchor);
    }
    text::add_text(&mut line, &heading.text);
    Words { text: line.finish() }
}

fn paragraph(paragraph: &Paragraph) -> Words {
    Words { text: text::text(&paragraph.text) }
}
