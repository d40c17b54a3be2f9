//! Blocks of foreign Markdown. Each comes out as lines that begin at the margin; what holds blocks puts
//! its own sign or indent before them.

use super::{inlines, list};
use crate::render::markdown::escape;
use crate::render::prose::{Align, Node};

/// Blocks with a blank line between them.
pub(super) fn blocks(nodes: &[Node]) -> String {
    let mut written: Vec<String> = Vec::new();
    let mut before = list::Before::Other;
    for node in nodes {
        let (text, kind) = block(node, before);
        if !text.is_empty() {
            written.push(text);
            before = kind;
        }
    }
    written.join("\n\n")
}

/// Lines with something before each: `first` before the first, `rest` before the others, but for blank ones.
pub(super) fn indented(text: &str, first: &str, rest: &str) -> String {
    let mut indented = String::with_capacity(text.len() + text.len() / 8 + first.len());
    for (index, line) in text.split('\n').enumerate() {
        if index == 0 {
            indented.push_str(first);
        } else {
            indented.push('\n');
            indented.push_str(if line.is_empty() { rest.trim_end() } else { rest });
        }
        indented.push_str(line);
    }
    indented
}

fn block(node: &Node, before: list::Before) -> (String, list::Before) {
    let text = match node {
        Node::List { start, tight: true, items } => return list::tight(*start, items, before),
        Node::List { start, tight: false, items } => return list::loose(*start, items, before),
        Node::Footnotes { notes } => return list::footnotes(notes, before),
        Node::Heading { level, children } => {
            let level = usize::from((*level).clamp(1, 6));
            format!("{} {}", "#".repeat(level), inlines::line(children)).trim_end().to_owned()
        }
        Node::Paragraph { children } | Node::Plain { children } => inlines::line(children),
        Node::CodeBlock { language, text } => {
            escape::fenced(language.as_deref().unwrap_or_default(), text)
        }
        Node::Diagram { alt, text } => {
            let drawing = escape::fenced("text", text);
            let alt = escape::words(alt);
            let alt = alt.trim();
            if alt.is_empty() { drawing } else { format!("{alt}\n\n{drawing}") }
        }
        Node::Quote { children } => indented(&blocks(children), "> ", "> "),
        Node::Table { align, head, rows } => table(align, head, rows),
        // Dashes below a line of words would make it a heading.
        Node::Rule => "***".to_owned(),
        // Inlines; the tree holds none here.
        Node::Text { .. }
        | Node::Emphasis { .. }
        | Node::Strong { .. }
        | Node::Strike { .. }
        | Node::Code { .. }
        | Node::Link { .. }
        | Node::Jump { .. }
        | Node::Image { .. }
        | Node::SoftBreak
        | Node::HardBreak
        | Node::Value { .. }
        | Node::FootnoteReference { .. } => inlines::line(std::slice::from_ref(node)),
    };
    (text, list::Before::Other)
}

fn table(align: &[Align], head: &[Vec<Node>], rows: &[Vec<Vec<Node>>]) -> String {
    if head.is_empty() {
        return String::new();
    }
    let rule = (0..head.len()).map(|column| match align.get(column) {
        None | Some(Align::Unset) => "---".to_owned(),
        Some(Align::Left) => ":---".to_owned(),
        Some(Align::Center) => ":---:".to_owned(),
        Some(Align::Right) => "---:".to_owned(),
    });
    let cells = |row: &[Vec<Node>]| {
        let cells = (0..head.len())
            .map(|column| row.get(column).map_or_else(String::new, |cell| inlines::line(cell)));
        line(cells)
    };
    let mut lines = vec![cells(head), line(rule)];
    lines.extend(rows.iter().map(|row| cells(row)));
    lines.join("\n")
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let mut line = String::from("|");
    for cell in cells {
        line.push_str(if cell.is_empty() { "" } else { " " });
        line.push_str(&cell);
        line.push_str(" |");
    }
    line
}
