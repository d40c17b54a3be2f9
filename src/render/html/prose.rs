//! Foreign Markdown → HTML: an exhaustive match over its nodes, which picks the component for each.

use tera::Context;

use super::engine::Engine;
use crate::render::RenderError;
use crate::render::prose::{Align, Footnote, ListItem, Node};

/// The HTML of some nodes. The tree is shallow, whatever was written.
pub(super) fn html(engine: &Engine, nodes: &[Node]) -> Result<String, RenderError> {
    let mut writer = Writer { engine, html: Vec::new() };
    nodes.iter().try_for_each(|node| writer.node(node))?;
    Ok(String::from_utf8_lossy(&writer.html).into_owned())
}

struct Writer<'a> {
    engine: &'a Engine,
    html: Vec<u8>,
}

impl Writer<'_> {
    fn node(&mut self, node: &Node) -> Result<(), RenderError> {
        match node {
            Node::Heading { level, children } => {
                self.wrap("prose.heading", &with([("level", level)]), children)
            }
            Node::Paragraph { children } => self.wrap("prose.paragraph", &none(), children),
            Node::Plain { children } => self.nodes(children),
            Node::CodeBlock { language: _, text } => {
                self.leaf("prose.code_block", &with([("text", text)]))
            }
            Node::Diagram { alt, text } => {
                self.leaf("prose.diagram", &with([("alt", alt), ("text", text)]))
            }
            Node::List { start, tight: _, items } => self.list(*start, items),
            Node::Quote { children } => self.wrap("prose.quote", &none(), children),
            Node::Table { align, head, rows } => self.table(align, head, rows),
            Node::Rule => self.leaf("prose.rule", &none()),
            Node::Footnotes { notes } => self.notes(notes),
            Node::Text { text } => self.leaf("prose.text", &with([("text", text)])),
            Node::Emphasis { children } => self.wrap("prose.emphasis", &none(), children),
            Node::Strong { children } => self.wrap("prose.strong", &none(), children),
            Node::Strike { children } => self.wrap("prose.strike", &none(), children),
            Node::Code { text } => self.leaf("prose.code", &with([("text", text)])),
            Node::Link { href, children } => {
                self.wrap("prose.link", &with([("href", href)]), children)
            }
            Node::Jump { to, children } => self.wrap("prose.jump", &with([("to", to)]), children),
            Node::Image { media_type, content, alt, file: _ } => self.leaf(
                "prose.image",
                &with([("media_type", media_type), ("content", content), ("alt", alt)]),
            ),
            Node::SoftBreak => {
                self.html.push(b'\n');
                Ok(())
            }
            Node::HardBreak => self.leaf("prose.hard_break", &none()),
            Node::Value { text, to } => {
                let mut arguments = with([("text", text)]);
                arguments.insert("to", to);
                self.leaf("prose.value", &arguments)
            }
            Node::FootnoteReference { number, id, to } => {
                let mut arguments = with([("id", id), ("to", to)]);
                arguments.insert("number", number);
                self.leaf("prose.reference", &arguments)
            }
        }
    }

    fn nodes(&mut self, nodes: &[Node]) -> Result<(), RenderError> {
        nodes.iter().try_for_each(|node| self.node(node))
    }

    fn leaf(&mut self, component: &str, arguments: &Context) -> Result<(), RenderError> {
        self.engine.add(component, arguments, "", &mut self.html)
    }

    /// A component around what `inner` writes.
    fn around(
        &mut self,
        component: &str,
        arguments: &Context,
        inner: impl FnOnce(&mut Self) -> Result<(), RenderError>,
    ) -> Result<(), RenderError> {
        let outer = std::mem::take(&mut self.html);
        inner(self)?;
        let body = std::mem::replace(&mut self.html, outer);
        self.engine.add(component, arguments, &String::from_utf8_lossy(&body), &mut self.html)
    }

    fn wrap(
        &mut self,
        component: &str,
        arguments: &Context,
        children: &[Node],
    ) -> Result<(), RenderError> {
        self.around(component, arguments, |writer| writer.nodes(children))
    }

    fn list(&mut self, start: Option<u64>, items: &[ListItem]) -> Result<(), RenderError> {
        let (component, arguments) = match start {
            Some(start) => ("prose.ordered", with([("start", &start)])),
            None => ("prose.unordered", none()),
        };
        self.around(component, &arguments, |writer| {
            items.iter().try_for_each(|item| match item.task {
                Some(done) => writer.wrap("prose.task", &with([("done", &done)]), &item.children),
                None => writer.wrap("prose.item", &none(), &item.children),
            })
        })
    }

    fn table(
        &mut self,
        align: &[Align],
        head: &[Vec<Node>],
        rows: &[Vec<Vec<Node>>],
    ) -> Result<(), RenderError> {
        self.around("prose.table", &none(), |writer| {
            writer
                .around("prose.thead", &none(), |writer| writer.cells("prose.th", align, head))?;
            writer.around("prose.tbody", &none(), |writer| {
                rows.iter().try_for_each(|row| {
                    writer
                        .around("prose.row", &none(), |writer| writer.cells("prose.td", align, row))
                })
            })
        })
    }

    fn cells(
        &mut self,
        component: &str,
        align: &[Align],
        cells: &[Vec<Node>],
    ) -> Result<(), RenderError> {
        cells.iter().enumerate().try_for_each(|(at, cell)| {
            let class = match align.get(at) {
                None | Some(Align::Unset | Align::Left) => "",
                Some(Align::Center) => "center",
                Some(Align::Right) => "right",
            };
            self.wrap(component, &with([("align", class)]), cell)
        })
    }

    fn notes(&mut self, notes: &[Footnote]) -> Result<(), RenderError> {
        self.around("prose.notes", &none(), |writer| {
            notes.iter().try_for_each(|note| {
                let mut arguments = with([("id", &note.id)]);
                arguments.insert("back", &note.back);
                writer.wrap("prose.note", &arguments, &note.children)
            })
        })
    }
}

fn none() -> Context {
    Context::new()
}

fn with<T: serde::Serialize, const N: usize>(arguments: [(&'static str, T); N]) -> Context {
    let mut context = Context::new();
    for (name, value) in arguments {
        context.insert(name, &value);
    }
    context
}
