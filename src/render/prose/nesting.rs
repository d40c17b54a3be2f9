//! Opening and ending frames, on a stack of bounded depth. What lies too deep is kept as text at the last level.

use super::builder::Builder;
use super::close;
use super::frame::{Frame, Open, Tick};
use super::values::{self, Jumping};
use super::{ListItem, Node, plain_text};

/// Blocks within blocks; with paragraphs, cells and inlines the tree is never deeper than 40.
const MAX_BLOCKS: usize = 24;
/// Emphasis within emphasis.
const MAX_INLINES: usize = 8;

impl Builder<'_> {
    pub(super) fn open_container(&mut self, open: Open) {
        if self.flat_blocks == 0 && self.stack.len() >= MAX_BLOCKS {
            self.close_plain();
            self.flat_blocks = 1;
        } else {
            self.open_block(open);
        }
    }

    pub(super) fn open_block(&mut self, open: Open) {
        if self.flat_blocks == 0 {
            self.close_plain();
            self.stack.push(Frame::new(open));
        } else {
            self.flat_blocks += 1;
            self.part();
        }
    }

    pub(super) fn end_block(&mut self) {
        match self.flat_blocks {
            0 => {
                self.close_plain();
                self.close();
            }
            1 => {
                self.flat_blocks = 0;
                self.close_plain();
            }
            _ => {
                self.flat_blocks -= 1;
                self.part();
            }
        }
    }

    pub(super) fn open_inline(&mut self, open: Open) {
        if self.images > 0 {
            return;
        }
        if self.flat_inlines > 0 || self.inlines >= MAX_INLINES {
            self.flat_inlines += 1;
            return;
        }
        self.inlines += 1;
        self.open_words(open);
    }

    pub(super) fn end_inline(&mut self) {
        if self.images > 0 {
            return;
        }
        if self.flat_inlines > 0 {
            self.flat_inlines -= 1;
        } else {
            self.inlines = self.inlines.saturating_sub(1);
            self.close();
        }
    }

    pub(super) fn open_link(&mut self, open: Open) {
        // The words of a picture are plain.
        if self.images == 0 {
            self.open_words(open);
            self.links += 1;
        }
    }

    pub(super) fn open_image(&mut self, path: String, title: String) {
        if self.images == 0 {
            self.open_words(Open::Image { path, title });
        }
        self.images += 1;
    }

    pub(super) fn end_link(&mut self) {
        if self.images == 0 {
            self.flush();
            self.links = self.links.saturating_sub(1);
            self.close();
        }
    }

    pub(super) fn end_image(&mut self) {
        if self.images == 1 {
            self.flush();
            self.images = 0;
            self.close();
        } else {
            self.images = self.images.saturating_sub(1);
        }
    }

    fn open_words(&mut self, open: Open) {
        self.ensure_inline();
        self.flush();
        self.stack.push(Frame::new(open));
    }

    pub(super) fn definition(&mut self, label: &str) {
        if self.flat_blocks > 0 || self.stack.len() >= MAX_BLOCKS {
            self.open_container(Open::Quote);
        } else {
            let number = self.notes.define(label);
            self.open_block(Open::Note(number));
        }
    }

    pub(super) fn reference(&mut self, label: &str) {
        if self.links > 0 || self.images > 0 {
            self.text(&format!("[^{label}]"));
        } else {
            let reference = self.notes.refer(label, &self.prose.prefix);
            self.inline(reference);
        }
    }

    pub(super) fn rule(&mut self) {
        if self.flat_blocks == 0 {
            self.close_plain();
            self.push(Node::Rule);
        } else {
            self.part();
        }
    }

    /// The box of a task; in flattened text it is written out.
    pub(super) fn task(&mut self, tick: Tick) {
        if self.flat_blocks > 0 {
            self.text(match tick {
                Tick::Set => "[x] ",
                Tick::Empty => "[ ] ",
            });
            return;
        }
        for frame in self.stack.iter_mut().rev() {
            if let Open::Item { task } = &mut frame.open {
                *task = Some(tick == Tick::Set);
                return;
            }
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        self.ensure_inline();
        let Some(frame) = self.stack.last_mut() else { return };
        if frame.open.is_verbatim() {
            frame.text.push_str(text);
        } else {
            // A tag over several lines or `&#10;`: a line break in text would be markup in Markdown.
            frame.text.extend(
                text.chars().map(|char| if close::is_line_break(char) { ' ' } else { char }),
            );
        }
    }

    pub(super) fn inline(&mut self, node: Node) {
        if self.images > 0 {
            self.text(&plain_text(&[node]));
            return;
        }
        self.ensure_inline();
        self.flush();
        self.push(node);
    }

    /// Flattened blocks are parted by a line's end.
    pub(super) fn part(&mut self) {
        self.flush();
        let last = self.stack.last();
        let words = last.filter(|frame| matches!(frame.open, Open::Plain));
        if words
            .and_then(|frame| frame.children.last())
            .is_some_and(|node| *node != Node::SoftBreak)
        {
            self.push(Node::SoftBreak);
        }
    }

    /// A list one of whose items holds a paragraph is loose.
    pub(super) fn loosen(&mut self) {
        if self.flat_blocks > 0 {
            return;
        }
        if let [
            ..,
            Frame { open: Open::List { tight, .. }, .. },
            Frame { open: Open::Item { .. }, .. },
        ] = self.stack.as_mut_slice()
        {
            *tight = false;
        }
    }

    /// Inlines among blocks get a paragraph around them.
    pub(super) fn ensure_inline(&mut self) {
        if self.stack.last().is_some_and(|frame| frame.open.holds_blocks()) {
            self.stack.push(Frame::new(Open::Plain));
        }
    }

    pub(super) fn close_plain(&mut self) {
        if matches!(self.stack.last(), Some(Frame { open: Open::Plain, .. })) {
            self.close();
        }
    }

    pub(super) fn push(&mut self, node: Node) {
        if let Some(frame) = self.stack.last_mut() {
            frame.children.push(node);
        }
    }

    /// Ends the words that came last.
    pub(super) fn flush(&mut self) {
        let jumping =
            if self.links > 0 || self.images > 0 { Jumping::Inside } else { Jumping::Allowed };
        if let Some(frame) = self.stack.last_mut()
            && !frame.open.is_verbatim()
            && !frame.text.is_empty()
        {
            let text = std::mem::take(&mut frame.text);
            values::split(&text, &self.prose.values, jumping, &mut frame.children);
        }
    }

    /// Ends the last frame: what it became goes to the one around it.
    pub(super) fn close(&mut self) {
        self.flush();
        // The root is never closed.
        let Some(frame) = self.stack.pop_if(|frame| !matches!(frame.open, Open::Root)) else {
            return;
        };
        let Frame { open, children, text } = frame;
        let nodes = match open {
            Open::Root => children,
            Open::Heading(level) => close::heading(level, children).into_iter().collect(),
            Open::Paragraph => close::paragraph(children).into_iter().collect(),
            Open::Plain => close::plain(children).into_iter().collect(),
            Open::Code(info) => vec![close::code(&info, text)],
            Open::Html => close::html(&text).into_iter().collect(),
            Open::Quote => vec![Node::Quote { children }],
            Open::List { start, tight, items } => vec![Node::List { start, tight, items }],
            Open::Table { align, head, rows } => vec![Node::Table { align, head, rows }],
            Open::Emphasis => vec![Node::Emphasis { children }],
            Open::Strong => vec![Node::Strong { children }],
            Open::Strike => vec![Node::Strike { children }],
            Open::Link { target, title } => close::link(target, &title, children),
            Open::Image { path, title } => {
                close::image(self.prose.images.get(&path), &path, &title, &children)
            }
            Open::Note(number) => {
                self.notes.fill(number, children);
                return;
            }
            Open::Item { task } => return self.add_item(ListItem { task, children }),
            Open::Row { cells } => return self.add_row(cells),
            Open::Cell => return self.add_cell(children),
        };
        for node in nodes {
            self.push(node);
        }
    }

    fn add_item(&mut self, item: ListItem) {
        if let Some(Frame { open: Open::List { items, .. }, .. }) = self.stack.last_mut() {
            items.push(item);
        }
    }

    fn add_row(&mut self, cells: Vec<Vec<Node>>) {
        if let Some(Frame { open: Open::Table { head, rows, .. }, .. }) = self.stack.last_mut() {
            if head.is_empty() {
                *head = cells;
            } else {
                rows.push(cells);
            }
        }
    }

    fn add_cell(&mut self, children: Vec<Node>) {
        if let Some(Frame { open: Open::Row { cells }, .. }) = self.stack.last_mut() {
            cells.push(children);
        }
    }
}
