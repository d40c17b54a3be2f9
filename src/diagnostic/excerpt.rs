//! The lines around a place in a text, cut and cleaned so that they can be printed.
//!
//! Only bytes near the place are looked at: a message costs the same in a file of one line of a
//! gigabyte as in a short one.

use super::Span;
use super::visible::stand_in;

/// Lines shown before and after the one with the caret.
const AROUND: usize = 2;
/// Characters shown of a line.
const WIDTH: usize = 120;
/// Characters shown before the caret where a line is cut.
const LEAD: usize = 60;
/// Bytes looked at to find the end of a line; a line that is longer ends the excerpt.
const REACH: usize = 4096;

/// A few lines of a text and the caret in them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The lines, without a last line break.
    pub(super) text: String,
    /// The number of the first of them.
    pub(super) first_line: usize,
    /// Where the caret stands in `text`, in bytes.
    pub(super) caret: std::ops::Range<usize>,
    /// Whether something before the caret is left out of its line.
    pub(super) cut: bool,
}

/// The lines around `span`; none where the span lies outside of the text.
pub(super) fn excerpt(text: &str, span: Span) -> Option<Excerpt> {
    if span.start > text.len() {
        return None;
    }
    let start = text.floor_char_boundary(span.start);
    let (head, tail) = (text.get(..start)?, text.get(start..)?);
    let line_head = last_line(head);
    let line_tail = first_line(tail);

    let before = line_head.whole.map_or_else(Vec::new, lines_before);
    let mut made = String::new();
    for line in &before {
        push_line(&mut made, line);
        made.push('\n');
    }
    let marked = text.floor_char_boundary(span.end).saturating_sub(start);
    let (caret, cut) = push_marked(&mut made, &line_head, &line_tail, marked);
    for line in line_tail.whole.map_or_else(Vec::new, lines_after) {
        made.push('\n');
        push_line(&mut made, line);
    }
    Some(Excerpt {
        text: made,
        first_line: span.line.saturating_sub(before.len()).max(1),
        caret,
        cut,
    })
}

/// A part of a line, and what of the text lies beyond it.
struct Part<'a> {
    text: &'a str,
    /// The text on the far side of the line break; none where no line break is in reach or there is none.
    whole: Option<&'a str>,
    /// Whether the line goes on out of reach.
    cut: bool,
}

/// The last line of `head`, as far as it is in reach.
fn last_line(head: &str) -> Part<'_> {
    let from = head.floor_char_boundary(head.len().saturating_sub(REACH));
    let (far, near) = head.split_at_checked(from).unwrap_or(("", head));
    match near.rsplit_once('\n') {
        Some((_, line)) => {
            Part { text: line, whole: head.get(..head.len() - line.len() - 1), cut: false }
        }
        None => Part { text: near, whole: None, cut: !far.is_empty() },
    }
}

/// The first line of `tail`, as far as it is in reach.
fn first_line(tail: &str) -> Part<'_> {
    let to = tail.floor_char_boundary(REACH);
    let (near, far) = tail.split_at_checked(to).unwrap_or((tail, ""));
    match near.split_once('\n') {
        Some((line, _)) => {
            let line_end = line.len() + 1;
            let text = line.strip_suffix('\r').unwrap_or(line);
            Part { text, whole: tail.get(line_end..), cut: false }
        }
        None => Part { text: near, whole: None, cut: !far.is_empty() },
    }
}

fn lines_before(mut text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    while lines.len() < AROUND {
        let line = last_line(text);
        if line.cut {
            break;
        }
        lines.push(line.text.strip_suffix('\r').unwrap_or(line.text));
        match line.whole {
            Some(rest) => text = rest,
            None => break,
        }
    }
    lines.reverse();
    lines
}

fn lines_after(mut text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    while lines.len() < AROUND && !text.is_empty() {
        let line = first_line(text);
        lines.push(line.text);
        match line.whole {
            Some(rest) => text = rest,
            None => break,
        }
    }
    lines
}

/// Writes a line without a caret: its beginning.
fn push_line(made: &mut String, line: &str) {
    let mut characters = line.chars();
    made.extend(characters.by_ref().take(WIDTH).map(shown));
    if characters.next().is_some() {
        made.push('…');
    }
}

/// Writes the line with the caret, cut around it, and says where the caret stands and whether
/// something before it was left out.
fn push_marked(
    made: &mut String,
    head: &Part<'_>,
    tail: &Part<'_>,
    marked: usize,
) -> (std::ops::Range<usize>, bool) {
    let long = head.cut
        || tail.cut
        || fits(head.text, WIDTH).is_none_or(|rest| fits(tail.text, rest).is_none());
    let lead = if long { last_characters(head.text, LEAD) } else { head.text };
    let cut = head.cut || lead.len() < head.text.len();
    if cut {
        made.push('…');
    }
    made.extend(lead.chars().map(shown));

    let start = made.len();
    let mut end = start;
    let room = if long { WIDTH - lead.chars().count() } else { WIDTH };
    let mut characters = tail.text.char_indices();
    for (at, character) in characters.by_ref().take(room) {
        made.push(shown(character));
        if at < marked {
            end = made.len();
        }
    }
    if characters.next().is_some() || tail.cut {
        made.push('…');
    }
    if made.len() == start {
        // An empty line at the end of the text isn't printed, and the caret would stand on another.
        made.push(' ');
    }
    (start..end, cut)
}

/// How much of `room` is left after the text; none where it doesn't fit.
fn fits(text: &str, room: usize) -> Option<usize> {
    room.checked_sub(text.chars().take(room + 1).count())
}

/// The last `count` characters of the text.
fn last_characters(text: &str, count: usize) -> &str {
    let from = text.char_indices().rev().take(count).last().map_or(text.len(), |(at, _)| at);
    text.get(from..).unwrap_or_default()
}

/// A tab stays: whoever prints gives it its width.
fn shown(character: char) -> char {
    if character == '\t' { character } else { stand_in(character).unwrap_or(character) }
}

#[cfg(test)]
mod tests {
    use super::super::Lines;
    use super::*;

    fn made(text: &str, bytes: std::ops::Range<usize>) -> Excerpt {
        excerpt(text, Lines::new(text).span(bytes)).expect("inside")
    }

    fn marked(excerpt: &Excerpt) -> &str {
        excerpt.text.get(excerpt.caret.clone()).expect("inside")
    }

    #[test]
    fn shows_two_lines_on_each_side() {
        let text = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n";
        let middle = made(text, 14..18);
        assert_eq!((middle.text.as_str(), middle.first_line), ("two\nthree\nfour\nfive\nsix", 2));
        assert_eq!(marked(&middle), "four");
        let first = made(text, 0..3);
        assert_eq!((first.text.as_str(), first.first_line), ("one\ntwo\nthree", 1));
        let last = made(text, text.len()..text.len());
        assert_eq!((last.text.as_str(), last.first_line), ("six\nseven\n ", 6));
        assert_eq!(last.caret, 10..10);
    }

    #[test]
    fn marks_the_first_line_of_a_longer_stretch() {
        let excerpt = made("a = [\n 1,\n]\n", 4..11);
        assert_eq!(marked(&excerpt), "[");
        assert_eq!(marked(&made("a\r\nb", 0..3)), "a", "a line break is no part of the line");
    }

    #[test]
    fn cuts_a_long_line_around_the_caret() {
        let text = format!("x\n{}HERE{}\ny", "a".repeat(600_000), "b".repeat(600_000));
        let cut = made(&text, 600_002..600_006);
        assert_eq!(cut.text, format!("…{}HERE{}…", "a".repeat(60), "b".repeat(56)));
        assert_eq!((marked(&cut), cut.first_line), ("HERE", 2));
        let start = made(&text, 2..3);
        assert_eq!(start.text, format!("x\n{}…", "a".repeat(120)));
        let end = made(&text, 1_200_005..1_200_006);
        assert_eq!(end.text, format!("…{}b\ny", "b".repeat(60)));
    }

    #[test]
    fn cuts_only_what_is_too_long() {
        let fits = format!("{}X{}", "a".repeat(100), "b".repeat(19));
        assert_eq!(made(&fits, 100..101).text, fits);
        let long = format!("{fits}b");
        assert_eq!(made(&long, 100..101).text, format!("…{}X{}", "a".repeat(60), "b".repeat(20)));
        let neighbour = format!("{}\nX", "a".repeat(121));
        assert_eq!(made(&neighbour, 122..123).text, format!("{}…\nX", "a".repeat(120)));
    }

    #[test]
    fn shows_control_characters_and_keeps_tabs() {
        let excerpt = made("\ta\u{1b}[0mé\u{202e}b", 11..12);
        assert_eq!(excerpt.text, "\ta␛[0mé�b");
        assert_eq!(marked(&excerpt), "b");
    }

    #[test]
    fn stands_a_wrong_span() {
        assert_eq!(excerpt("ab", Span { start: 3, end: 4, line: 1, column: 4 }), None);
        let inside = excerpt("ä", Span { start: 1, end: 1, line: 9, column: 1 }).unwrap();
        assert_eq!((inside.caret, inside.first_line), (0..0, 9));
        let reversed = excerpt("abc", Span { start: 2, end: 0, line: 1, column: 3 }).unwrap();
        assert_eq!(reversed.caret, 2..2);
    }
}
