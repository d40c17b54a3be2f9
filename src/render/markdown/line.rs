//! A line being written: pieces in order, put together so that marks of emphasis and of code work whatever
//! stands beside them. Where they can't, the element of the same meaning is written instead.

use super::escape;
use super::markup::Markup;
use crate::view::{Anchor, Mark};

/// A line being written. A new line within it is `<br>`, so that it fits into a table's cell.
#[derive(Debug, Default)]
pub(super) struct Line {
    pieces: Vec<Piece>,
}

#[derive(Debug)]
enum Piece {
    /// Foreign words.
    Words(String),
    /// Foreign text as code.
    Code(String),
    /// Finished Markdown between marks.
    Between(Marks, String),
    /// Finished Markdown.
    Done(String),
    /// A new line.
    Break,
}

impl Piece {
    /// Whether it shows nothing.
    fn is_blank(&self) -> bool {
        match self {
            Self::Words(text) | Self::Code(text) | Self::Between(_, text) => text.trim().is_empty(),
            Self::Done(_) => false,
            Self::Break => true,
        }
    }
}

/// How far the last of the items that are meant is from the start; 0 if there is none.
fn last_place<T>(items: impl Iterator<Item = T>, is_meant: impl Fn(&T) -> bool) -> usize {
    items.enumerate().filter(|(_, item)| is_meant(item)).last().map_or(0, |(at, _)| at + 1)
}

/// Marks of emphasis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// Words set apart.
    Emphasis,
    /// Words that matter.
    Strong,
    /// Words struck out.
    Strike,
}

impl Marks {
    fn sign(self) -> &'static str {
        match self {
            Self::Emphasis => "*",
            Self::Strong => "**",
            Self::Strike => "~~",
        }
    }

    fn element(self) -> &'static str {
        match self {
            Self::Emphasis => "em",
            Self::Strong => "strong",
            Self::Strike => "del",
        }
    }
}

/// After these, and no letter, closing marks close whatever stands before them.
const ENDS_A_WORD: [char; 8] = [' ', ',', '.', ';', ':', '!', '?', ')'];

/// What stands beside something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// Nothing, white space, or what ends a word: marks work.
    Space,
    /// Something else.
    Other,
}

impl Line {
    /// Adds foreign words.
    pub(super) fn words(&mut self, text: &str) -> &mut Self {
        // What joins on paper is escaped together.
        if let Some(Piece::Words(words)) = self.pieces.last_mut() {
            words.push_str(text);
        } else if !text.is_empty() {
            self.pieces.push(Piece::Words(text.to_owned()));
        }
        self
    }

    /// Adds foreign text as code.
    pub(super) fn code(&mut self, text: &str) -> &mut Self {
        if !text.is_empty() {
            self.pieces.push(Piece::Code(text.to_owned()));
        }
        self
    }

    /// Adds what another line holds, between marks.
    pub(super) fn between(&mut self, marks: Marks, inner: &Self) -> &mut Self {
        self.pieces.push(Piece::Between(marks, inner.put_together(Beside::Other)));
        self
    }

    /// Adds a link; where it leads is encoded already.
    pub(super) fn link(&mut self, to: &str, label: &Self) -> &mut Self {
        let label = label.put_together(Beside::Space);
        let label = label.trim();
        if !label.is_empty() {
            self.pieces.push(Piece::Done(format!("[{label}]({to})")));
        }
        self
    }

    /// Adds a jump within the document.
    pub(super) fn jump(&mut self, to: &Anchor, label: &Self) -> &mut Self {
        self.link(&format!("#{}", to.as_str()), label)
    }

    /// Adds a picture; where it is, is encoded already.
    pub(super) fn picture(&mut self, file: &str, alt: &str) -> &mut Self {
        self.pieces.push(Piece::Done(format!("![{}]({file})", escape::words(alt).trim())));
        self
    }

    /// Adds a jump target.
    pub(super) fn anchor(&mut self, anchor: &Anchor) -> &mut Self {
        self.target(anchor.as_str())
    }

    /// Adds a jump target by its name: letters, digits, `-` and `_`.
    pub(super) fn target(&mut self, id: &str) -> &mut Self {
        let id: String = id
            .chars()
            .filter(|char| char.is_ascii_alphanumeric() || "-_".contains(*char))
            .collect();
        self.pieces.push(Piece::Done(format!("<a id=\"{id}\"></a>")));
        self
    }

    /// Adds a status: its word in brackets, bold where somebody has to act.
    pub(super) fn mark(&mut self, mark: &Mark) -> &mut Self {
        let word = escape::words(&mark.word.to_lowercase());
        let bracketed = if mark.urgent { format!("**[{word}]**") } else { format!("[{word}]") };
        self.pieces.push(Piece::Done(bracketed));
        self.words(" ")
    }

    /// Adds Markdown of ours.
    pub(super) fn ours(&mut self, markdown: impl Into<String>) -> &mut Self {
        let markdown = markdown.into();
        if !markdown.is_empty() {
            self.pieces.push(Piece::Done(markdown));
        }
        self
    }

    /// Adds what another line holds.
    pub(super) fn append(&mut self, mut other: Self) -> &mut Self {
        self.pieces.append(&mut other.pieces);
        self
    }

    /// Adds a new line.
    pub(super) fn new_line(&mut self) -> &mut Self {
        self.pieces.push(Piece::Break);
        self
    }

    /// The line, without white space around it.
    pub(super) fn finish(&self) -> Markup {
        Markup::finished(self.put_together(Beside::Space).trim_matches(' ').to_owned())
    }

    fn put_together(&self, around: Beside) -> String {
        // Breaks at the edges show nothing, and one alone in its line would open a block of HTML.
        let is_break = |piece: &&Piece| matches!(piece, Piece::Break);
        let blank_start = self.pieces.iter().take_while(|piece| piece.is_blank());
        let start = last_place(blank_start, is_break);
        let blank_end = self.pieces.iter().rev().take_while(|piece| piece.is_blank());
        let end = last_place(blank_end, is_break);
        let inner = self.pieces.len().saturating_sub(start + end);

        let mut line = String::new();
        let mut pieces = self.pieces.iter().skip(start).take(inner).peekable();
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Words(text) => line.push_str(&escape::words(text)),
                Piece::Code(text) => line.push_str(&escape::code(text, line.chars().next_back())),
                Piece::Done(markdown) => line.push_str(markdown),
                Piece::Break => line.push_str("<br>"),
                Piece::Between(marks, inner) => {
                    let after = match pieces.peek() {
                        None => around,
                        Some(Piece::Words(text)) if text.starts_with(ENDS_A_WORD) => Beside::Space,
                        Some(
                            Piece::Words(_)
                            | Piece::Code(_)
                            | Piece::Between(..)
                            | Piece::Done(_)
                            | Piece::Break,
                        ) => Beside::Other,
                    };
                    put_between(&mut line, *marks, inner, around, after);
                }
            }
        }
        line
    }
}

/// `CommonMark` reads `*` as an opening or a closing mark by what stands on both sides of it (section 6.2,
/// "flanking"). A letter inside makes it right whatever is outside; so does white space outside.
/// Marks in marks are elements: which of several signs belong together would be the parser's guess.
fn put_between(line: &mut String, marks: Marks, inner: &str, around: Beside, after: Beside) {
    let trimmed = inner.trim_matches(' ');
    if trimmed.is_empty() {
        line.push_str(inner);
        return;
    }
    let is_letter = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
    let is_blank = |char: Option<char>| char.is_some_and(char::is_whitespace);
    let (first, last) = (trimmed.chars().next(), trimmed.chars().next_back());
    if inner.starts_with(' ') {
        line.push(' ');
    }
    let previous = line.chars().next_back();
    let opens = previous.is_none_or(|previous| previous == ' ')
        || (is_letter(first) && marks != Marks::Strike && previous != Some('*'));
    let closes = after == Beside::Space
        || inner.ends_with(' ')
        || (is_letter(last) && marks != Marks::Strike);
    if around == Beside::Space && opens && closes && !is_blank(first) && !is_blank(last) {
        let sign = marks.sign();
        line.extend([sign, trimmed, sign]);
    } else {
        let element = marks.element();
        line.extend(["<", element, ">", trimmed, "</", element, ">"]);
    }
    if inner.ends_with(' ') {
        line.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(before: &str, marks: Marks, inner: &str, after: &str) -> String {
        let mut words = Line::default();
        words.words(inner);
        let mut line = Line::default();
        line.words(before).between(marks, &words).words(after);
        line.finish().as_str().to_owned()
    }

    #[test]
    fn marks_stand_where_they_work_and_elements_elsewhere() {
        assert_eq!(between("a ", Marks::Strong, "b", " c"), "a **b** c");
        assert_eq!(between("a", Marks::Strong, "b", "c"), "a**b**c");
        assert_eq!(between("a ", Marks::Strong, "(b)", ", c"), "a **(b)**, c");
        assert_eq!(between("a", Marks::Strong, "(b)", " c"), "a<strong>(b)</strong> c");
        assert_eq!(between("a ", Marks::Emphasis, "(b)", "c"), "a <em>(b)</em>c");
        assert_eq!(between("a", Marks::Emphasis, " b ", "c"), "a *b* c");
        assert_eq!(between("a*", Marks::Emphasis, "b", " c"), "a\\*<em>b</em> c");
        assert_eq!(between("a ", Marks::Strike, "b", " c"), "a ~~b~~ c");
        assert_eq!(between("a", Marks::Strike, "b", " c"), "a<del>b</del> c");
        assert_eq!(between("a ", Marks::Strong, " ", "b"), "a  b");
        assert_eq!(between("", Marks::Strong, "\u{a0}b", ""), "<strong>\u{a0}b</strong>");
    }

    #[test]
    fn marks_in_marks_are_elements() {
        let mut innermost = Line::default();
        innermost.words("b");
        let mut inner = Line::default();
        inner.words("a ").between(Marks::Emphasis, &innermost);
        let mut line = Line::default();
        line.between(Marks::Strong, &inner);
        assert_eq!(line.finish().as_str(), "**a <em>b</em>**");
    }

    #[test]
    fn nothing_ours_joins_with_what_stands_before_it() {
        let mut label = Line::default();
        label.words("x");
        let mut line = Line::default();
        line.words("Wow!").jump(&Anchor::section("gates"), &label).code("a").code("b");
        assert_eq!(line.finish().as_str(), "Wow\\![x](#gates)`a`<code>b</code>");
    }

    #[test]
    fn breaks_at_the_edges_are_dropped() {
        let mut line = Line::default();
        line.new_line().words("a").new_line().words("b").new_line();
        assert_eq!(line.finish().as_str(), "a<br>b");
        let mut line = Line::default();
        line.new_line();
        assert!(line.finish().is_empty());
        let mut blank = Line::default();
        blank.words(" ");
        let mut line = Line::default();
        line.words(" ").new_line().between(Marks::Strong, &blank).code(" ").new_line().words(" ");
        assert!(line.finish().is_empty(), "{line:?}");
        line.words("a");
        assert_eq!(line.finish().as_str(), "a");
    }
}
