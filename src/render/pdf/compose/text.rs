//! Running text: spans → pieces.

use std::fmt::Write as _;

use super::Composer;
use crate::render::pdf::clean::{Room, gather, identifier, pieces, words};
use crate::render::pdf::sheet::{Made, Piece, Words};
use crate::render::pdf::volumes::file_name;
use crate::view::{Anchor, Span, Text};

/// A link of at most so many characters stays on one line: `E2 L5`.
const WHOLE: usize = 12;

/// Longer addresses are printed and not linked.
const LONGEST_ADDRESS: usize = 2_000;

impl Composer<'_> {
    /// A text where that much fits on a line.
    pub(super) fn text(&self, text: &Text, room: Room) -> Words {
        let mut set = Vec::new();
        for span in &text.0 {
            self.span(span, room, &mut set);
        }
        gather(join_runs(set))
    }

    /// As `text`; none where nothing is printed.
    pub(super) fn some_text(&self, text: &Text, room: Room) -> Option<Words> {
        (!text.is_empty()).then(|| self.text(text, room))
    }

    fn span(&self, span: &Span, room: Room, set: &mut Vec<Piece>) {
        match span {
            Span::Plain { text } => set.extend(pieces(text, room)),
            Span::Strong { text } => {
                set.push(Piece::Made(Made::Strong { words: words(text, room) }));
            }
            Span::Emphasis { text } => {
                set.push(Piece::Made(Made::Emphasis { words: words(text, room) }));
            }
            Span::Code { text } | Span::Path { text } => set.push(code(text, room)),
            Span::Added { text } => {
                set.push(Piece::Made(Made::Added { words: words(text, room) }));
            }
            Span::Removed { text } => {
                set.push(Piece::Made(Made::Strike { words: words(text, room) }));
            }
            Span::Beside { file, to, text, code } => {
                let words = if *code { vec![self::code(text, room)] } else { pieces(text, room) };
                set.push(match beside(file, to.as_ref()) {
                    Some(href) => Piece::Made(Made::Uri { href, words: gather(words) }),
                    None => self::code(text, room),
                });
            }
            Span::Link { to, text, code: true } => self.jump(to, vec![code(text, room)], text, set),
            Span::Link { to, text, code: false } => self.jump(to, pieces(text, room), text, set),
            Span::Evidence { to, entry, text, file: _ } => {
                let to = if self.plan.target_of(to).is_some() { to } else { entry };
                self.jump(to, pieces(text, room), text, set);
            }
            Span::Uri { href, text } => set.push(match address(href) {
                Some(href) => {
                    Piece::Made(Made::Uri { href, words: gather(identifier(text, room)) })
                }
                None => code(text, room),
            }),
            Span::Break => set.push(Piece::Made(Made::Break)),
        }
    }

    /// A jump where it leads somewhere, else its words; never empty. One into another volume names that.
    pub(super) fn jump(
        &self,
        to: &Anchor,
        mut words: Vec<Piece>,
        text: &str,
        set: &mut Vec<Piece>,
    ) {
        match self.plan.target_of(to) {
            Some(_) if text.trim().is_empty() => set.extend(words),
            Some((volume, label)) if volume == self.volume => {
                let to = label.to_owned();
                let whole = text.len() <= WHOLE;
                set.push(Piece::Made(Made::Link { to, words: gather(words), whole }));
            }
            Some((volume, label)) => {
                words.push(Piece::Run(match volume {
                    0 => " (main volume)".to_owned(),
                    annex => format!(" (annex {annex})"),
                }));
                let href = format!("{}#nameddest={label}", file_name(self.document.kind, volume));
                set.push(Piece::Made(Made::Uri { href, words: gather(join_runs(words)) }));
            }
            None => set.extend(words),
        }
    }
}

fn code(text: &str, room: Room) -> Piece {
    Piece::Made(Made::Code { words: gather(identifier(text, room)) })
}

/// An address as a PDF may hold it: ASCII, not empty, of a known scheme.
pub(super) fn address(href: &str) -> Option<String> {
    let known = ["http://", "https://", "mailto:"];
    let starts = |scheme: &&str| {
        href.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    if href.len() > LONGEST_ADDRESS || !known.iter().any(starts) {
        return None;
    }
    let mut address = String::with_capacity(href.len());
    for byte in href.bytes() {
        if byte.is_ascii_graphic() {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}"); // Writing to a String can't fail.
        }
    }
    Some(address)
}

/// The address of a file beside this one, and of a thing in it; none where it is too long.
fn beside(file: &str, to: Option<&Anchor>) -> Option<String> {
    let mut address = String::with_capacity(file.len());
    // A leading slash would leave the folder, two would leave the machine.
    for byte in file.trim_start_matches('/').bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}"); // Writing to a String can't fail.
        }
    }
    if let Some(to) = to {
        let _ = write!(address, "#{}", to.as_str());
    }
    (!address.is_empty() && address.len() <= LONGEST_ADDRESS).then_some(address)
}

/// Neighbouring runs become one.
pub(super) fn join_runs(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (joined.last_mut(), piece) {
            (Some(Piece::Run(run)), Piece::Run(more)) => run.push_str(&more),
            (_, piece) => joined.push(piece),
        }
    }
    joined
}

/// About how many characters a text prints.
pub(super) fn length(text: &Text) -> usize {
    text.0.iter().map(span_length).sum()
}

/// About how many characters its longest line prints.
pub(super) fn longest_line(text: &Text) -> usize {
    let lines = text.0.split(|span| matches!(span, Span::Break));
    lines.map(|line| line.iter().map(span_length).sum()).max().unwrap_or(0)
}

fn span_length(span: &Span) -> usize {
    match span {
        Span::Break => 40,
        Span::Plain { .. }
        | Span::Strong { .. }
        | Span::Emphasis { .. }
        | Span::Code { .. }
        | Span::Path { .. }
        | Span::Link { .. }
        | Span::Evidence { .. }
        | Span::Added { .. }
        | Span::Removed { .. }
        | Span::Beside { .. }
        | Span::Uri { .. } => printed(span).chars().count(),
    }
}

/// What a span prints.
pub(super) fn printed(span: &Span) -> &str {
    if *span == Span::Break { " " } else { span.words() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_beside_this_one_stays_beside_it() {
        let to = Anchor::section("gates");
        let address = |file| beside(file, Some(&to));
        assert_eq!(address("../a b/é.html").as_deref(), Some("../a%20b/%C3%A9.html#gates"));
        assert_eq!(address("//x.example").as_deref(), Some("x.example#gates"));
        assert_eq!(beside("javascript:x", None).as_deref(), Some("javascript%3Ax"));
        assert_eq!(beside("", None), None);
    }

    #[test]
    fn an_address_is_ascii_of_a_known_scheme_and_not_endless() {
        assert_eq!(address("https://é.org/a b").as_deref(), Some("https://%C3%A9.org/a%20b"));
        assert_eq!(address("MAILTO:a@example.org").as_deref(), Some("MAILTO:a@example.org"));
        assert_eq!(address("javascript:alert(1)"), None);
        assert_eq!(address("é"), None);
        assert_eq!(address(""), None);
        assert_eq!(
            address(&format!("https://{}", "a".repeat(1_992))).map(|a| a.len()),
            Some(2_000)
        );
        assert_eq!(address(&format!("https://{}", "a".repeat(1_993))), None);
    }
}
