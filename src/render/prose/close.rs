//! A frame that ends → what it became. Nothing blank, nothing lost.

use super::target::Target;
use super::{Node, plain_text};
use crate::view::Image;

/// The media types that all formats can show.
const PICTURES: &[&str] = &["image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"];

/// A heading; none where it says nothing: an empty one is an obstacle to screen readers.
pub(super) fn heading(level: Option<u8>, children: Vec<Node>) -> Option<Node> {
    if is_blank(&children) {
        return None;
    }
    Some(match level {
        Some(level) => Node::Heading { level, children },
        None => Node::Paragraph { children: vec![Node::Strong { children }] },
    })
}

/// A paragraph; none where it is empty.
pub(super) fn paragraph(children: Vec<Node>) -> Option<Node> {
    (!children.is_empty()).then_some(Node::Paragraph { children })
}

/// Inlines among blocks; none where they are only line breaks.
pub(super) fn plain(mut children: Vec<Node>) -> Option<Node> {
    while matches!(children.last(), Some(Node::SoftBreak | Node::HardBreak)) {
        children.pop();
    }
    (!children.is_empty()).then_some(Node::Plain { children })
}

/// Code, or the drawing that a fence `diagram TEXT ALTERNATIVE` holds.
pub(super) fn code(info: &str, mut text: String) -> Node {
    if text.ends_with('\n') {
        text.pop();
    }
    let info = info.trim();
    let (language, rest) = info.split_once(char::is_whitespace).unwrap_or((info, ""));
    if language == "diagram" {
        let alt = rest.trim();
        let alt = if alt.is_empty() { "Diagram, drawn in characters" } else { alt };
        return Node::Diagram { alt: one_line(alt), text };
    }
    Node::CodeBlock { language: (!language.is_empty()).then(|| language.to_owned()), text }
}

/// Raw HTML: a paragraph of its text, line by line.
pub(super) fn html(text: &str) -> Option<Node> {
    let mut children = Vec::new();
    for line in text.trim_end().lines() {
        if !children.is_empty() {
            children.push(Node::HardBreak);
        }
        children.push(Node::Text { text: line.to_owned() });
    }
    paragraph(children)
}

/// A link; where it may not lead there, its words and what was written.
pub(super) fn link(target: Target, title: &str, mut children: Vec<Node>) -> Vec<Node> {
    let written = match &target {
        Target::Web(href) => href.clone(),
        Target::Jump(anchor) => anchor.as_str().to_owned(),
        Target::Refused(destination) => one_line(destination),
    };
    if is_blank(&children) && !written.is_empty() {
        children = vec![Node::Text { text: written }];
    }
    let mut nodes = match target {
        Target::Web(href) => vec![Node::Link { href, children }],
        Target::Jump(to) => vec![Node::Jump { to, children }],
        Target::Refused(destination) => {
            let destination = one_line(&destination);
            if !destination.is_empty() && plain_text(&children).trim() != destination {
                children.push(Node::Text { text: " (".to_owned() });
                children.push(Node::Code { text: destination });
                children.push(Node::Text { text: ")".to_owned() });
            }
            children
        }
    };
    nodes.extend(in_brackets(title));
    nodes
}

/// A picture that the report carries, or its words and its path.
pub(super) fn image(known: Option<&Image>, path: &str, title: &str, words: &[Node]) -> Vec<Node> {
    let words = plain_text(words);
    let words = words.trim();
    let shown = one_line(path);
    let node = match known.filter(|image| PICTURES.contains(&image.media_type.as_str())) {
        Some(image) => Node::Image {
            media_type: image.media_type.clone(),
            content: image.content.clone(),
            alt: if words.is_empty() { shown } else { words.to_owned() },
            file: image.file.clone(),
        },
        None if words.is_empty() => Node::Text { text: format!("image: {shown}") },
        None => Node::Text { text: format!("image: {words} ({shown})") },
    };
    std::iter::once(node).chain(in_brackets(title)).collect()
}

fn in_brackets(title: &str) -> Option<Node> {
    let title = one_line(title);
    (!title.is_empty()).then(|| Node::Text { text: format!(" ({title})") })
}

/// Without line breaks: what `&#10;` makes would be markup in Markdown.
pub(super) fn one_line(text: &str) -> String {
    text.trim().chars().map(|char| if is_line_break(char) { ' ' } else { char }).collect()
}

/// Whether a line ends there, in any reader.
pub(super) fn is_line_break(char: char) -> bool {
    matches!(char, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether nothing can be seen of it.
fn is_blank(children: &[Node]) -> bool {
    plain_text(children).chars().all(|char| char.is_whitespace() || is_invisible(char))
}

/// Characters that have no shape: soft hyphen, zero-width ones, directional controls, fillers.
fn is_invisible(char: char) -> bool {
    matches!(char,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
        || char.is_control()
}
