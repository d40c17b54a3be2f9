//! Running text → a line of Markdown.

use super::escape;
use super::line::{Line, Marks};
use super::markup::Markup;
use crate::view::{Anchor, Span, Text};

/// Running text as a line.
pub(super) fn text(text: &Text) -> Markup {
    let mut line = Line::default();
    add_text(&mut line, text);
    line.finish()
}

/// Running text as a line, all its words strong.
pub(super) fn strong_text(text: &Text) -> Line {
    let mut line = Line::default();
    for span in &text.0 {
        match span {
            Span::Plain { text } | Span::Strong { text } | Span::Emphasis { text } => {
                add_between(&mut line, Marks::Strong, text);
            }
            Span::Code { .. }
            | Span::Path { .. }
            | Span::Link { .. }
            | Span::Evidence { .. }
            | Span::Added { .. }
            | Span::Removed { .. }
            | Span::Beside { .. }
            | Span::Uri { .. }
            | Span::Break => add_span(&mut line, span),
        }
    }
    line
}

/// Adds running text to a line.
pub(super) fn add_text(line: &mut Line, text: &Text) {
    for span in &text.0 {
        add_span(line, span);
    }
}

/// The words alone, for where nothing but text can stand.
pub(super) fn words_of(text: &Text) -> String {
    text.0.iter().map(|span| if *span == Span::Break { " " } else { span.words() }).collect()
}

fn add_span(line: &mut Line, span: &Span) {
    match span {
        Span::Plain { text } => {
            line.words(text);
        }
        // Without colour: what is added is strong, what is removed is struck out.
        Span::Strong { text } | Span::Added { text } => add_between(line, Marks::Strong, text),
        Span::Removed { text } => add_between(line, Marks::Strike, text),
        Span::Emphasis { text } => add_between(line, Marks::Emphasis, text),
        Span::Code { text } | Span::Path { text } => {
            line.code(text);
        }
        Span::Link { to, text, code } => {
            let label = if *code { identifier(text) } else { words(text) };
            line.jump(to, &label);
        }
        Span::Beside { file, to, text, code } => {
            let fragment = to.as_ref().map_or_else(String::new, |to| format!("#{}", to.as_str()));
            let label = if *code { identifier(text) } else { words(text) };
            line.link(&format!("{}{fragment}", escape::file(file)), &label);
        }
        // A line in the excerpt is no place to jump to: excerpts are folded code. The line of the file is.
        Span::Evidence { entry, text, file, .. } => {
            add_evidence(line, entry, text, file.as_deref());
        }
        Span::Uri { href, text } => add_address(line, href, text),
        Span::Break => {
            line.new_line();
        }
    }
}

fn add_between(line: &mut Line, marks: Marks, text: &str) {
    let mut inner = Line::default();
    inner.words(text);
    line.between(marks, &inner);
}

/// `E2 L5`: the number leads to the entry, the place to the file; a file as a whole is `E2 (file)`.
fn add_evidence(line: &mut Line, entry: &Anchor, text: &str, file: Option<&str>) {
    let Some(file) = file else {
        line.jump(entry, &words(text));
        return;
    };
    let parts = text.split_once([' ', '\u{a0}']);
    if let Some((number, place)) =
        parts.filter(|(number, place)| !number.is_empty() && !place.is_empty())
    {
        line.jump(entry, &words(number)).words(" ");
        line.link(&line_of(file, place), &words(place));
    } else {
        line.jump(entry, &words(text)).words(" (");
        line.link(&escape::file(file), &words("file")).words(")");
    }
}

fn identifier(text: &str) -> Line {
    let mut line = Line::default();
    line.code(text);
    line
}

fn words(text: &str) -> Line {
    let mut line = Line::default();
    line.words(text);
    line
}

/// The file's address, with the line or lines where the place names them: `#L5`, `#L5-L9` as GitHub reads it.
pub(super) fn line_of(file: &str, place: &str) -> String {
    let address = escape::file(file);
    let number = |part: &str| part.trim_start_matches('L').parse::<usize>().ok();
    let Some(lines) = place.strip_prefix('L') else { return address };
    match lines.split_once(['-', '–']) {
        None => number(lines).map(|line| format!("{address}#L{line}")),
        Some((from, to)) => {
            number(from).zip(number(to)).map(|(from, to)| format!("{address}#L{from}-L{to}"))
        }
    }
    .unwrap_or(address)
}

fn add_address(line: &mut Line, href: &str, text: &str) {
    let Some(address) = escape::address(href) else {
        line.words(text);
        return;
    };
    // An address that is its own text reads best as itself.
    let is_itself = text == href && address == href && !href.contains(['*', '[', ']', '|']);
    if is_itself && href.starts_with("http") {
        line.ours(format!("<{href}>"));
    } else {
        line.link(&address, &words(text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::AnchorKind;

    fn evidence(said: &str, file: Option<&str>) -> String {
        let entry = Anchor::of(AnchorKind::Evidence, &"load".into());
        let span = Span::Evidence {
            to: Anchor::line(&"load".into(), 5),
            entry,
            text: said.to_owned(),
            file: file.map(str::to_owned),
        };
        text(&Text(vec![span])).as_str().to_owned()
    }

    #[test]
    fn evidence_leads_to_its_entry_and_to_the_lines_of_the_file() {
        let file = Some("inputs/k 6.json");
        assert_eq!(evidence("E2 L5", file), "[E2](#evidence-load) [L5](inputs/k%206.json#L5)");
        assert_eq!(
            evidence("E2 L5-L9", file),
            "[E2](#evidence-load) [L5-L9](inputs/k%206.json#L5-L9)"
        );
        assert_eq!(evidence("E2 p95", file), "[E2](#evidence-load) [p95](inputs/k%206.json)");
        assert_eq!(evidence("E2", file), "[E2](#evidence-load) ([file](inputs/k%206.json))");
        assert_eq!(evidence("E2 L5", None), "[E2 L5](#evidence-load)");
    }

    #[test]
    fn addresses_that_are_their_own_text_read_as_themselves() {
        let uri = |href: &str, said: &str| {
            let span = Span::Uri { href: href.to_owned(), text: said.to_owned() };
            text(&Text(vec![span])).as_str().to_owned()
        };
        assert_eq!(uri("https://a.example/x", "https://a.example/x"), "<https://a.example/x>");
        assert_eq!(uri("https://a.example/x", "here"), "[here](https://a.example/x)");
        assert_eq!(uri("javascript:alert(1)", "here"), "here");
        assert_eq!(
            uri("https://a.example/?a&b", "https://a.example/?a&b"),
            "[https<span>:</span>//a.example/?a&amp;b](https://a.example/?a&amp;b)"
        );
    }
}
