//! Somebody's Markdown: the tree of `render::prose` → what the template draws.

use std::collections::BTreeSet;

use super::columns::{CHARACTERS_A_LINE, GAP};
use super::table::head_repeats;
use super::text::{address, join_runs};
use super::{Composer, Title};
use crate::render::pdf::clean::{Room, gather, identifier, line, pieces, plain};
use crate::render::pdf::sheet::{
    Code, Footnote, Heading, Item, Made, Node, Piece, ProseColumn, Side, Words,
};
use crate::render::prose::{self, Align};
use crate::view::Prose;

/// Typst stops at some depth of calls; deeper lists and quotations are set at this one, and deeper styles left out.
const DEEPEST: usize = 7;

/// A block of more lines than this may be divided between pages.
const MANY_LINES: usize = 24;

/// A cell of more characters than this may make its row taller than a page.
const LONG_CELL: usize = 400;

impl Composer<'_> {
    pub(super) fn prose(&mut self, prose: &Prose) -> Vec<Node> {
        let tree = prose::parse(prose, &self.jumps);
        let notes = notes(&tree);
        Setter { composer: self, notes }.blocks(&tree, 0)
    }
}

/// The jump targets of the footnotes.
fn notes(tree: &[prose::Node]) -> BTreeSet<String> {
    let all = tree.iter().filter_map(|node| match node {
        prose::Node::Footnotes { notes } => Some(notes.iter().map(|note| note.id.clone())),
        prose::Node::Heading { .. }
        | prose::Node::Paragraph { .. }
        | prose::Node::Plain { .. }
        | prose::Node::CodeBlock { .. }
        | prose::Node::Diagram { .. }
        | prose::Node::List { .. }
        | prose::Node::Quote { .. }
        | prose::Node::Table { .. }
        | prose::Node::Rule
        | prose::Node::Text { .. }
        | prose::Node::Emphasis { .. }
        | prose::Node::Strong { .. }
        | prose::Node::Strike { .. }
        | prose::Node::Code { .. }
        | prose::Node::Link { .. }
        | prose::Node::Jump { .. }
        | prose::Node::Image { .. }
        | prose::Node::SoftBreak
        | prose::Node::HardBreak
        | prose::Node::Value { .. }
        | prose::Node::FootnoteReference { .. } => None,
    });
    all.flatten().collect()
}

/// One prose on its way.
struct Setter<'c, 'a> {
    composer: &'c mut Composer<'a>,
    notes: BTreeSet<String>,
}

impl Setter<'_, '_> {
    fn blocks(&mut self, nodes: &[prose::Node], depth: usize) -> Vec<Node> {
        let mut set = Vec::with_capacity(nodes.len());
        for node in nodes {
            self.block(node, depth, &mut set);
        }
        set
    }

    fn block(&mut self, node: &prose::Node, depth: usize, set: &mut Vec<Node>) {
        match node {
            prose::Node::Heading { level, children } => {
                let text = self.inlines(children);
                let level = self.composer.levels.next(*level);
                let long = prose::plain_text(children).chars().count() > Title::LONGEST;
                if long || is_blank(&text) {
                    set.push(Node::Paragraph { words: text, tight: false });
                } else {
                    set.push(Node::Heading(Heading { label: None, level, text, whole: None }));
                }
            }
            prose::Node::Paragraph { children } => {
                set.push(Node::Paragraph { words: self.inlines(children), tight: false });
            }
            prose::Node::Plain { children } => {
                set.push(Node::Paragraph { words: self.inlines(children), tight: true });
            }
            prose::Node::CodeBlock { language: _, text } => set.push(Node::Code(code(text, None))),
            prose::Node::Diagram { alt, text } => {
                set.push(Node::Code(code(text, Some(alt.as_str()))));
            }
            prose::Node::List { start, tight, items } => {
                let items = items.iter().map(|item| self.item(item, depth));
                let items: Vec<_> = items.collect();
                if depth < DEEPEST {
                    set.push(Node::List { start: *start, tight: *tight, items });
                } else {
                    set.extend(items.into_iter().flat_map(|item| item.nodes));
                }
            }
            prose::Node::Quote { children } => {
                let nodes = self.blocks(children, depth + 1);
                if depth < DEEPEST {
                    set.push(Node::Quote { nodes });
                } else {
                    set.extend(nodes);
                }
            }
            prose::Node::Table { align, head, rows } => set.push(self.table(align, head, rows)),
            prose::Node::Rule => set.push(Node::Rule),
            prose::Node::Footnotes { notes } => set.push(self.footnotes(notes)),
            prose::Node::Text { .. }
            | prose::Node::Emphasis { .. }
            | prose::Node::Strong { .. }
            | prose::Node::Strike { .. }
            | prose::Node::Code { .. }
            | prose::Node::Link { .. }
            | prose::Node::Jump { .. }
            | prose::Node::Image { .. }
            | prose::Node::SoftBreak
            | prose::Node::HardBreak
            | prose::Node::Value { .. }
            | prose::Node::FootnoteReference { .. } => {
                let words = self.inlines(std::slice::from_ref(node));
                set.push(Node::Paragraph { words, tight: true });
            }
        }
    }

    fn item(&mut self, item: &prose::ListItem, depth: usize) -> Item {
        let mut nodes = self.blocks(&item.children, depth + 1);
        if let Some(done) = item.task {
            let tick = Piece::Made(Made::Code {
                words: Words::One(if done { "[x]" } else { "[ ]" }.to_owned()),
            });
            let tick = [tick, Piece::Run(" ".to_owned())];
            match nodes.first_mut() {
                Some(Node::Paragraph { words, .. }) => {
                    let rest = match std::mem::take(words) {
                        Words::One(text) => vec![Piece::Run(text)],
                        Words::Many(pieces) => pieces,
                    };
                    *words = Words::Many(tick.into_iter().chain(rest).collect());
                }
                Some(_) | None => {
                    nodes.insert(
                        0,
                        Node::Paragraph { words: Words::Many(tick.into()), tight: true },
                    );
                }
            }
        }
        Item { nodes }
    }

    fn table(
        &mut self,
        align: &[Align],
        head: &[Vec<prose::Node>],
        rows: &[Vec<Vec<prose::Node>>],
    ) -> Node {
        let lengths = |cells: &[Vec<prose::Node>]| -> Vec<usize> {
            cells.iter().map(|cell| prose::plain_text(cell).chars().count()).collect()
        };
        let heads = lengths(head);
        let mut longest = heads.clone();
        for row in rows {
            for (longest, length) in longest.iter_mut().zip(lengths(row)) {
                *longest = (*longest).max(length);
            }
        }
        let sides = align.iter().map(|align| match align {
            Align::Unset | Align::Left => Side::Left,
            Align::Center => Side::Center,
            Align::Right => Side::Right,
        });
        let widths = longest.iter().map(|length| (*length).clamp(6, 48));
        let columns: Vec<_> = sides
            .chain(std::iter::repeat(Side::Left))
            .zip(widths)
            .map(|(side, width)| ProseColumn { side, width })
            .collect();
        let whole = columns.iter().map(|column| column.width).sum::<usize>().max(1);
        let rooms: Vec<_> = columns
            .iter()
            .map(|column| (CHARACTERS_A_LINE * column.width / whole).saturating_sub(GAP).max(4))
            .collect();
        let head_repeats =
            heads.iter().zip(&rooms).all(|(length, room)| head_repeats(*length, *room));
        let nothing = Vec::new();
        let mut cells = |cells: &[Vec<prose::Node>]| -> Vec<Words> {
            let cells = cells.iter().chain(std::iter::repeat(&nothing)).zip(&rooms);
            cells.map(|(cell, room)| self.inlines_in(cell, Room::column(*room))).collect()
        };
        let head = cells(head);
        let rows = rows.iter().map(|row| cells(row)).collect();
        let splits = longest.iter().any(|length| *length > LONG_CELL);
        Node::Table { columns, head, rows, head_repeats, splits }
    }

    fn footnotes(&mut self, notes: &[prose::Footnote]) -> Node {
        let notes = notes.iter().map(|note| {
            let back = note.back.iter().filter(|back| self.composer.labels.contains(*back));
            let back = back.cloned().collect();
            Footnote {
                label: self.new_label(&note.id),
                number: note.number.to_string(),
                back,
                nodes: self.blocks(&note.children, 1),
            }
        });
        Node::Footnotes { notes: notes.collect() }
    }

    fn new_label(&mut self, label: &str) -> Option<String> {
        self.composer.labels.insert(label.to_owned()).then(|| label.to_owned())
    }

    fn inlines(&mut self, nodes: &[prose::Node]) -> Words {
        self.inlines_in(nodes, Room::PAGE)
    }

    fn inlines_in(&mut self, nodes: &[prose::Node], room: Room) -> Words {
        let mut set = Vec::new();
        self.walk(nodes, room, 0, &mut set);
        gather(join_runs(set))
    }

    fn walk(&mut self, nodes: &[prose::Node], room: Room, depth: usize, set: &mut Vec<Piece>) {
        for node in nodes {
            self.inline(node, room, depth, set);
        }
    }

    fn inline(&mut self, node: &prose::Node, room: Room, depth: usize, set: &mut Vec<Piece>) {
        match node {
            prose::Node::Text { text } => set.extend(pieces(text, room)),
            prose::Node::Emphasis { children } => {
                self.styled(children, room, depth, set, |words| Made::Emphasis { words });
            }
            prose::Node::Strong { children } => {
                self.styled(children, room, depth, set, |words| Made::Strong { words });
            }
            prose::Node::Strike { children } => {
                self.styled(children, room, depth, set, |words| Made::Strike { words });
            }
            prose::Node::Code { text } => {
                let words = gather(identifier(text, room));
                set.push(Piece::Made(Made::Code { words }));
            }
            prose::Node::Link { href, children } => match address(href) {
                Some(href) => {
                    self.styled(children, room, depth, set, |words| Made::Uri { href, words });
                }
                None => self.walk(children, room, depth, set),
            },
            prose::Node::Jump { to, children } => {
                let mut words = Vec::new();
                self.walk(children, room, depth + 1, &mut words);
                self.composer.jump(to, join_runs(words), &prose::plain_text(children), set);
            }
            prose::Node::Value { text, to } => {
                self.composer.jump(to, pieces(text, room), text, set);
            }
            prose::Node::Image { content, alt, .. } => set.extend(self.picture(content, alt, room)),
            prose::Node::SoftBreak => set.push(Piece::Run(" ".to_owned())),
            prose::Node::HardBreak => set.push(Piece::Made(Made::Break)),
            prose::Node::FootnoteReference { number, id, to } => {
                let reference = Made::Note {
                    label: self.new_label(id),
                    to: self.notes.contains(to).then(|| to.clone()),
                    text: number.to_string(),
                };
                set.push(Piece::Made(reference));
            }
            prose::Node::Heading { children, .. }
            | prose::Node::Paragraph { children }
            | prose::Node::Plain { children }
            | prose::Node::Quote { children } => self.walk(children, room, depth, set),
            prose::Node::CodeBlock { text, .. } | prose::Node::Diagram { text, .. } => {
                set.extend(identifier(text, room));
            }
            prose::Node::List { .. }
            | prose::Node::Table { .. }
            | prose::Node::Rule
            | prose::Node::Footnotes { .. } => {}
        }
    }

    fn styled(
        &mut self,
        children: &[prose::Node],
        room: Room,
        depth: usize,
        set: &mut Vec<Piece>,
        style: impl FnOnce(Words) -> Made,
    ) {
        if depth >= DEEPEST {
            self.walk(children, room, depth, set);
            return;
        }
        let mut words = Vec::new();
        self.walk(children, room, depth + 1, &mut words);
        if !words.is_empty() {
            set.push(Piece::Made(style(gather(join_runs(words)))));
        }
    }

    /// A picture, or what it shows in words where it can't be set.
    fn picture(&mut self, content: &str, alt: &str, room: Room) -> Vec<Piece> {
        match self.composer.pictures.add(content) {
            Some((file, width)) => {
                let alt = plain(alt);
                let alt = if alt.trim().is_empty() { "picture".to_owned() } else { alt };
                vec![Piece::Made(Made::Picture { file, alt, width })]
            }
            None => pieces(&format!("[picture: {alt}]"), room),
        }
    }
}

fn is_blank(words: &Words) -> bool {
    matches!(words, Words::One(text) if text.trim().is_empty())
}

fn code(text: &str, diagram: Option<&str>) -> Code {
    let lines: Vec<_> = text.lines().collect();
    Code {
        width: lines.iter().map(|line| line.chars().count()).max().unwrap_or(0),
        splits: lines.len() > MANY_LINES || text.len() > 1_500,
        lines: lines.iter().map(|text| line(text, Room::PAGE)).collect(),
        alt: diagram.map(|alt| {
            let alt = plain(alt);
            if alt.trim().is_empty() { "diagram".to_owned() } else { alt }
        }),
    }
}
