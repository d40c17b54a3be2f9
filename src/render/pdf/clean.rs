//! Foreign text → what can be set. PDF/A refuses a glyph that no font has, a control character, a private code
//! point; a run without a space overprints its neighbour. Nothing is left out: what has no glyph comes out as its
//! code point, what is too long may break, and what is copied out of the PDF is still what went in.

use std::fmt::Write as _;

use super::fonts::{Fonts, fonts};
use super::sheet::{Made, Piece, Words};

/// How many marks are drawn on one letter: more would overprint the lines around it.
const MARKS_A_LETTER: usize = 3;

/// How much fits on a line of the place where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    /// Runs of more characters than this may break.
    longest: usize,
    /// The same of paths and identifiers: as long as they fit on a line they are kept whole, since each place
    /// where one may break costs as much as a word.
    longest_identifier: usize,
    /// After at most so many characters.
    piece: usize,
}

impl Room {
    /// The page's full width.
    pub(super) const PAGE: Self = Self { longest: 24, longest_identifier: 40, piece: 16 };

    /// A column that holds about so many characters a line.
    pub(super) fn column(characters: usize) -> Self {
        let most = characters.saturating_sub(1).max(4);
        let longest = most.min(Self::PAGE.longest);
        Self {
            longest,
            longest_identifier: most.min(Self::PAGE.longest_identifier),
            piece: longest.min(Self::PAGE.piece),
        }
    }

    /// A line that holds exactly so many characters: nothing in it need break that is shorter.
    pub(super) const fn line(characters: usize) -> Self {
        Self { longest: characters, ..Self::PAGE }
    }

    fn for_identifiers(self) -> Self {
        Self { longest: self.longest_identifier, ..self }
    }
}

/// Running text: a new line is a space.
pub(super) fn words(text: &str, room: Room) -> Words {
    gather(pieces(text, room))
}

/// An identifier, a path or a command: a new line stays one.
pub(super) fn identifier(text: &str, room: Room) -> Vec<Piece> {
    let mut set = Vec::new();
    for line in text.lines() {
        if !set.is_empty() {
            set.push(Piece::Made(Made::Break));
        }
        set.extend(pieces(line, room.for_identifiers()));
    }
    set
}

/// One line of a file: tabs reach to the next multiple of four.
pub(super) fn line(text: &str, room: Room) -> Words {
    let mut expanded = String::with_capacity(text.len());
    let mut column = 0;
    for character in text.chars() {
        if character == '\t' {
            let width = 4 - column % 4;
            expanded.extend(std::iter::repeat_n(' ', width));
            column += width;
        } else {
            expanded.push(character);
            column += 1;
        }
    }
    gather(pieces(&expanded, room))
}

/// For where only a string will do: titles of bookmarks, alternative texts.
pub(super) fn plain(text: &str) -> String {
    let mut set = String::with_capacity(text.len());
    for piece in pieces(text, Room { longest: usize::MAX, ..Room::PAGE }) {
        match piece {
            Piece::Run(run) => set.push_str(&run),
            Piece::Made(Made::Point { text }) => {
                let _ = write!(set, "[{text}]"); // Writing to a String can't fail.
            }
            Piece::Made(_) => {}
        }
    }
    set
}

/// The pieces of a text that has no line breaks of its own.
pub(super) fn pieces(text: &str, room: Room) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut run = String::new();
    let mut letter = Letter::none();
    for character in text.chars() {
        let character = if matches!(character, '\n' | '\r' | '\t') { ' ' } else { character };
        if letter.takes(character, fonts()) {
            run.push(character);
        } else {
            end_run(&mut pieces, &mut run, room);
            pieces
                .push(Piece::Made(Made::Point { text: format!("U+{:04X}", u32::from(character)) }));
            letter = Letter::none();
        }
    }
    end_run(&mut pieces, &mut run, room);
    pieces
}

/// The letter that a mark would be drawn on.
struct Letter {
    /// It and its marks so far; empty where there is none.
    character: Option<char>,
    marks: usize,
}

impl Letter {
    fn none() -> Self {
        Self { character: None, marks: 0 }
    }

    /// Whether the character can be set after what came before.
    fn takes(&mut self, character: char, fonts: &Fonts) -> bool {
        if !fonts.shows(character) {
            return false;
        }
        if !fonts.is_mark(character) {
            self.character = (character != ' ').then_some(character);
            self.marks = 0;
            return true;
        }
        self.marks += 1;
        self.marks <= MARKS_A_LETTER
            && self.character.is_some_and(|letter| fonts.show_together(letter, character))
    }
}

fn end_run(pieces: &mut Vec<Piece>, run: &mut String, room: Room) {
    let run = std::mem::take(run);
    if run.is_empty() {
        return;
    }
    if run.split(' ').all(|token| token.len() <= room.longest) {
        pieces.push(Piece::Run(run)); // The usual case: bytes are at least as many as characters.
        return;
    }
    let mut whole = String::new();
    for token in run.split_inclusive(' ') {
        if token.trim_end_matches(' ').chars().count() <= room.longest {
            whole.push_str(token);
        } else {
            if !whole.is_empty() {
                pieces.push(Piece::Run(std::mem::take(&mut whole)));
            }
            pieces.push(Piece::Made(Made::Cut { parts: cut(token, room.piece) }));
        }
    }
    if !whole.is_empty() {
        pieces.push(Piece::Run(whole));
    }
}

/// Where a run is divided first: a slash ends a part, except before another one (`https://` stays whole).
const SLASHES: &[char] = &['/', '\\'];

/// Where a part that is still too long is divided next.
const JOINTS: &[char] = &['-', '_', '.', ':', ',', ';', '=', '&', '?', '@', '|', '#', '+', '~'];

/// Parts of at most that many characters, which end where the run itself has a joint as far as there is one.
fn cut(token: &str, piece: usize) -> Vec<String> {
    let mut parts = Vec::new();
    for step in after(token, SLASHES) {
        if step.chars().count() <= piece {
            parts.push(step);
            continue;
        }
        for limb in after(&step, JOINTS) {
            hard_cut(limb, piece, &mut parts);
        }
    }
    parts
}

/// The parts that end after one of these characters.
fn after(token: &str, ends: &[char]) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut ended = false;
    for character in token.chars() {
        let end = ends.contains(&character);
        if ended && !end && character != ' ' && !fonts().is_mark(character) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(character);
        }
        ended = end;
    }
    parts
}

/// Parts of at most that many characters; a mark stays with its letter.
fn hard_cut(limb: String, piece: usize, parts: &mut Vec<String>) {
    if limb.chars().count() <= piece {
        parts.push(limb);
        return;
    }
    let mut part = String::new();
    let mut length = 0;
    for character in limb.chars() {
        if length >= piece && character != ' ' && !fonts().is_mark(character) {
            parts.push(std::mem::take(&mut part));
            length = 0;
        }
        part.push(character);
        length += 1;
    }
    parts.push(part);
}

/// Text that is one run is given as that.
pub(super) fn gather(mut pieces: Vec<Piece>) -> Words {
    if pieces.is_empty() {
        return Words::One(String::new());
    }
    if pieces.len() == 1 {
        match pieces.pop() {
            Some(Piece::Run(run)) => return Words::One(run),
            Some(made) => pieces.push(made),
            None => {}
        }
    }
    Words::Many(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(text: &str) -> Piece {
        Piece::Made(Made::Point { text: text.to_owned() })
    }

    fn run(text: &str) -> Piece {
        Piece::Run(text.to_owned())
    }

    fn parts(parts: &[&str]) -> Piece {
        Piece::Made(Made::Cut { parts: parts.iter().map(|part| (*part).to_owned()).collect() })
    }

    #[test]
    fn plain_words_stay_one_run() {
        assert_eq!(words("", Room::PAGE), Words::One(String::new()));
        assert_eq!(words("a\tb\nc", Room::PAGE), Words::One("a b c".to_owned()));
        assert_eq!(words("#panic() *[ $", Room::PAGE), Words::One("#panic() *[ $".to_owned()));
    }

    #[test]
    fn what_has_no_glyph_is_its_code_point() {
        assert_eq!(
            pieces("ok \u{2705}\u{fe0f}!", Room::PAGE),
            [run("ok "), point("U+2705"), point("U+FE0F"), run("!")]
        );
        for hidden in ['\0', '\u{7f}', '\u{85}', '\u{ad}', '\u{200b}', '\u{200d}', '\u{202e}'] {
            let expected = format!("U+{:04X}", u32::from(hidden));
            assert_eq!(pieces(&hidden.to_string(), Room::PAGE), [point(&expected)]);
        }
        for hidden in ['\u{2028}', '\u{2066}', '\u{e000}', '\u{feff}', '\u{fffc}', '\u{fffd}'] {
            let expected = format!("U+{:04X}", u32::from(hidden));
            assert_eq!(pieces(&hidden.to_string(), Room::PAGE), [point(&expected)]);
        }
    }

    #[test]
    fn a_mark_needs_its_letter_and_company_has_a_limit() {
        assert_eq!(pieces("e\u{301}", Room::PAGE), [run("e\u{301}")]);
        assert_eq!(pieces("\u{301}", Room::PAGE), [point("U+0301")]);
        assert_eq!(pieces(" \u{301}", Room::PAGE), [run(" "), point("U+0301")]);
        let three = "e\u{301}\u{301}\u{301}";
        assert_eq!(pieces(three, Room::PAGE), [run(three)]);
        assert_eq!(pieces(&format!("{three}\u{301}"), Room::PAGE), [run(three), point("U+0301")]);
    }

    #[test]
    fn a_long_run_may_break_and_loses_nothing() {
        let fits = "a".repeat(24);
        assert_eq!(pieces(&fits, Room::PAGE), [run(&fits)]);
        let long = "b".repeat(25);
        let expected = parts(&["bbbbbbbbbbbbbbbb", "bbbbbbbbb"]);
        assert_eq!(
            pieces(&format!("{fits} {long}"), Room::PAGE),
            [run(&format!("{fits} ")), expected]
        );
    }

    #[test]
    fn a_path_breaks_after_a_slash() {
        let path = "services/booking/src/main/very_long_file_name.rs";
        assert_eq!(
            identifier(path, Room::PAGE),
            [parts(&[
                "services/",
                "booking/",
                "src/",
                "main/",
                "very_",
                "long_",
                "file_",
                "name.",
                "rs"
            ])]
        );
        let fits = "services/booking/src/main/file_name12.rs";
        assert_eq!(identifier(fits, Room::PAGE), [run(fits)]);
        let long = identifier(&format!("{fits}s"), Room::PAGE);
        assert!(matches!(long.as_slice(), [Piece::Made(Made::Cut { .. })]));
        let narrow = Room::column(13);
        assert_eq!(
            identifier("vulnerabilities-remedied", narrow),
            [parts(&["vulnerabilit", "ies-", "remedied"])]
        );
        assert_eq!(
            identifier("https://example.org/a/path/of/many/parts/x", Room::PAGE),
            [parts(&["https://", "example.org/", "a/", "path/", "of/", "many/", "parts/", "x"])]
        );
    }

    #[test]
    fn lines_keep_their_columns() {
        assert_eq!(line("\ta\tb", Room::PAGE), Words::One("    a   b".to_owned()));
    }

    #[test]
    fn a_string_alone_says_the_code_point_in_brackets() {
        assert_eq!(plain("ok \u{2705}\n"), "ok [U+2705] ");
    }
}
