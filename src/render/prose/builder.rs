//! Parser events → tree, on a stack of bounded depth. What lies too deep is kept as text at the last level.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd};

use super::frame::{Frame, Open, Tick};
use super::notes::Notes;
use super::outline::Outline;
use super::target;
use super::{Align, Jumps, Node};
use crate::view::Prose;

/// Reads events into a tree.
pub(super) struct Builder<'a> {
    pub(super) prose: &'a Prose,
    pub(super) jumps: &'a Jumps<'a>,
    pub(super) stack: Vec<Frame>,
    pub(super) outline: Outline,
    pub(super) notes: Notes,
    /// Blocks that were not opened because they lie too deep.
    pub(super) flat_blocks: usize,
    /// Emphasis that was not opened because it lies too deep, or in the words of a picture.
    pub(super) flat_inlines: usize,
    pub(super) inlines: usize,
    pub(super) links: usize,
    pub(super) images: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(prose: &'a Prose, level: u8, jumps: &'a Jumps<'a>) -> Self {
        Self {
            prose,
            jumps,
            stack: vec![Frame::new(Open::Root)],
            outline: Outline::from_level(level),
            notes: Notes::default(),
            flat_blocks: 0,
            flat_inlines: 0,
            inlines: 0,
            links: 0,
            images: 0,
        }
    }

    pub(super) fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.inline(Node::Code { text: text.into_string() });
            }
            Event::FootnoteReference(label) => self.reference(&label),
            Event::SoftBreak => self.inline(Node::SoftBreak),
            Event::HardBreak => self.inline(Node::HardBreak),
            Event::Rule => self.rule(),
            Event::TaskListMarker(true) => self.task(Tick::Set),
            Event::TaskListMarker(false) => self.task(Tick::Empty),
        }
    }

    pub(super) fn finish(mut self) -> Vec<Node> {
        while self.stack.len() > 1 {
            self.close();
        }
        self.flush();
        let mut nodes = self.stack.pop().map(|frame| frame.children).unwrap_or_default();
        nodes.extend(self.notes.finish(&self.prose.prefix));
        nodes
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => {
                self.loosen();
                self.open_block(Open::Paragraph);
            }
            Tag::Heading { level, .. } => {
                self.close_plain();
                // Only what stands by itself belongs to the document's outline.
                let level = (self.stack.len() == 1).then(|| self.outline.next(level));
                self.open_block(Open::Heading(level));
            }
            Tag::BlockQuote(_) => self.open_container(Open::Quote),
            Tag::CodeBlock(CodeBlockKind::Indented) => self.open_block(Open::Code(String::new())),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                self.open_block(Open::Code(info.into_string()));
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => self.open_block(Open::Html),
            Tag::List(start) => {
                self.open_container(Open::List { start, tight: true, items: Vec::new() });
            }
            Tag::Item => self.open_block(Open::Item { task: None }),
            Tag::FootnoteDefinition(label) => self.definition(&label),
            Tag::Table(align) => self.open_container(Open::Table {
                align: align.into_iter().map(alignment).collect(),
                head: Vec::new(),
                rows: Vec::new(),
            }),
            Tag::TableHead | Tag::TableRow => self.open_block(Open::Row { cells: Vec::new() }),
            Tag::TableCell => self.open_block(Open::Cell),
            Tag::Emphasis | Tag::Superscript | Tag::Subscript => self.open_inline(Open::Emphasis),
            Tag::Strong => self.open_inline(Open::Strong),
            Tag::Strikethrough => self.open_inline(Open::Strike),
            Tag::Link { link_type, dest_url, title, .. } => {
                let target = target::judge(link_type, &dest_url, self.jumps);
                self.open_link(Open::Link { target, title: title.into_string() });
            }
            Tag::Image { dest_url, title, .. } => {
                self.open_image(dest_url.into_string(), title.into_string());
            }
            // These are never switched on.
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                self.open_block(Open::Paragraph);
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell
            | TagEnd::MetadataBlock(_) => self.end_block(),
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => self.end_inline(),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.end_image(),
        }
    }
}

fn alignment(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None => Align::Unset,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}
