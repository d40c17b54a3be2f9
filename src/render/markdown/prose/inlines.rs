//! Inlines of foreign Markdown → a line.

use crate::render::markdown::escape;
use crate::render::markdown::line::{Line, Marks};
use crate::render::prose::{Node, plain_text};
use crate::view::Anchor;

/// Inlines as a finished line.
pub(super) fn line(nodes: &[Node]) -> String {
    inlines(nodes, Links::Work).finish().as_str().to_owned()
}

/// Inlines as a line that can still grow.
fn inlines(nodes: &[Node], links: Links) -> Line {
    let mut line = Line::default();
    for node in nodes {
        add(&mut line, node, links);
    }
    line
}

/// Whether a link may stand here. In a link none may: what it would be is its words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Links {
    Work,
    AreWords,
}

fn add(line: &mut Line, node: &Node, links: Links) {
    match node {
        Node::Text { text } => line.words(text),
        Node::Emphasis { children } => line.between(Marks::Emphasis, &inlines(children, links)),
        Node::Strong { children } => line.between(Marks::Strong, &inlines(children, links)),
        Node::Strike { children } => line.between(Marks::Strike, &inlines(children, links)),
        Node::Code { text } => line.code(text),
        Node::Image { alt, file, .. } => line.picture(&escape::file(file), alt),
        Node::SoftBreak => line.words(" "),
        Node::HardBreak => line.new_line(),
        Node::Link { href, children } => {
            add_link(line, escape::address(href), inlines(children, Links::AreWords), links)
        }
        Node::Jump { to, children } => {
            add_link(line, Some(jump(to)), inlines(children, Links::AreWords), links)
        }
        Node::Value { text, to } => {
            let mut label = Line::default();
            label.words(text);
            add_link(line, Some(jump(to)), label, links)
        }
        Node::FootnoteReference { number, id, to } => match links {
            Links::Work => line.target(id).ours(format!("<sup>[{number}](#{})</sup>", name(to))),
            Links::AreWords => line.words(&format!("[{number}]")),
        },
        // Blocks; the tree holds none here.
        Node::Heading { .. }
        | Node::Paragraph { .. }
        | Node::Plain { .. }
        | Node::CodeBlock { .. }
        | Node::Diagram { .. }
        | Node::List { .. }
        | Node::Quote { .. }
        | Node::Table { .. }
        | Node::Rule
        | Node::Footnotes { .. } => line.words(&plain_text(std::slice::from_ref(node))),
    };
}

fn add_link(line: &mut Line, to: Option<String>, label: Line, links: Links) -> &mut Line {
    match to {
        Some(to) if links == Links::Work => line.link(&to, &label),
        Some(_) | None => line.append(label),
    }
}

fn jump(to: &Anchor) -> String {
    format!("#{}", to.as_str())
}

/// The name of a footnote's target, as `Line::target` writes it.
pub(super) fn name(id: &str) -> String {
    id.chars().filter(|char| char.is_ascii_alphanumeric() || "-_".contains(*char)).collect()
}
