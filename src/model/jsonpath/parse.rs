//! Reads segments and selectors (RFC 9535, sections 2.3 and 2.5).

use super::cursor::Cursor;
use super::{Pick, Reach, Segment, Slice, filter, literal};
use crate::model::SelectorError;

/// The largest place that a path can name (RFC 9535, section 2.1: the exact range of I-JSON, RFC 7493).
const FARTHEST: i64 = (1 << 53) - 1;

const SEGMENTS: &str =
    "write steps such as `.name`, `['p(95)']`, `[0]`, `[*]`, `..name` or `[?@.name == 'x']`";

/// The segments of a whole path.
pub(super) fn path(text: &str) -> Result<Vec<Segment>, SelectorError> {
    let mut cursor = Cursor::new(text);
    cursor.expect("$", "a JSONPath begins with `$`, the whole document")?;
    let segments = segments(&mut cursor)?;
    if cursor.peek().is_none() {
        return Ok(segments);
    }
    cursor.blanks();
    let message = match cursor.peek() {
        None => "it ends with blank space".to_owned(),
        Some(_) => cursor.instead_of("a step"),
    };
    Err(cursor.wrong(&message, SEGMENTS))
}

/// Segments up to what is none. Blank space before that isn't passed.
pub(super) fn segments(cursor: &mut Cursor<'_>) -> Result<Vec<Segment>, SelectorError> {
    let mut segments = Vec::new();
    loop {
        let before = cursor.clone();
        cursor.blanks();
        let segment = if cursor.pass("..") {
            Segment { reach: Reach::Descendants, picks: behind_dots(cursor)? }
        } else if cursor.pass(".") {
            Segment { reach: Reach::Children, picks: vec![shorthand(cursor)?] }
        } else if cursor.peek() == Some('[') {
            Segment { reach: Reach::Children, picks: bracketed(cursor)? }
        } else {
            *cursor = before;
            return Ok(segments);
        };
        segments.push(segment);
    }
}

fn behind_dots(cursor: &mut Cursor<'_>) -> Result<Vec<Pick>, SelectorError> {
    if cursor.peek() == Some('[') { bracketed(cursor) } else { Ok(vec![shorthand(cursor)?]) }
}

/// `*`, or a name without quotation marks.
fn shorthand(cursor: &mut Cursor<'_>) -> Result<Pick, SelectorError> {
    if cursor.pass("*") {
        return Ok(Pick::All);
    }
    if cursor.peek().is_some_and(begins_name) {
        let name = cursor.take_while(|char| begins_name(char) || char.is_ascii_digit());
        return Ok(Pick::Name(name.to_owned()));
    }
    let message = match cursor.peek() {
        Some(char) if char.is_ascii_digit() => "a name can't begin with a digit here".to_owned(),
        Some(_) | None => cursor.instead_of("a name"),
    };
    Err(cursor
        .wrong(&message, "write `*`, a name, or a name in quotation marks: `['p(95)']`, `[0]`"))
}

/// RFC 9535, section 2.5.1.1: `name-first`.
fn begins_name(char: char) -> bool {
    char.is_ascii_alphabetic() || char == '_' || !char.is_ascii()
}

fn bracketed(cursor: &mut Cursor<'_>) -> Result<Vec<Pick>, SelectorError> {
    cursor.nested(|cursor| {
        cursor.expect("[", SEGMENTS)?;
        let mut picks = Vec::new();
        loop {
            cursor.blanks();
            picks.push(pick(cursor)?);
            cursor.blanks();
            if cursor.pass("]") {
                return Ok(picks);
            }
            if !cursor.pass(",") {
                let help = "close the bracket with `]`, or go on behind a comma";
                return Err(cursor.wrong(&cursor.instead_of("`]` or `,`"), help));
            }
        }
    })
}

fn pick(cursor: &mut Cursor<'_>) -> Result<Pick, SelectorError> {
    match cursor.peek() {
        Some('\'' | '"') => literal::text(cursor).map(Pick::Name),
        Some('*') => {
            cursor.next();
            Ok(Pick::All)
        }
        Some('?') => {
            cursor.next();
            filter::test(cursor).map(Pick::Filter)
        }
        Some('0'..='9' | '-' | ':') => place(cursor),
        Some(_) | None => Err(cursor.wrong(
            &cursor.instead_of("a name in quotation marks, a number, `*` or `?`"),
            "write `['name']`, `[0]`, `[-1]`, `[0:5]`, `[*]` or `[?@.name == 'x']`",
        )),
    }
}

/// An index, or a slice where a `:` follows.
fn place(cursor: &mut Cursor<'_>) -> Result<Pick, SelectorError> {
    let start = whole(cursor)?;
    let behind = cursor.clone();
    cursor.blanks();
    if !cursor.pass(":") {
        *cursor = behind;
        return match start {
            Some(index) => Ok(Pick::Index(index)),
            None => {
                Err(cursor.wrong(&cursor.instead_of("a number"), "write a place, such as `[0]`"))
            }
        };
    }
    cursor.blanks();
    let end = whole(cursor)?;
    let behind = cursor.clone();
    cursor.blanks();
    if !cursor.pass(":") {
        *cursor = behind;
        return Ok(Pick::Slice(Slice { start, end, step: 1 }));
    }
    let behind = cursor.clone();
    cursor.blanks();
    let step = whole(cursor)?;
    if step.is_none() {
        *cursor = behind;
    }
    Ok(Pick::Slice(Slice { start, end, step: step.unwrap_or(1) }))
}

/// A whole number without leading zeros; none where there is no number.
fn whole(cursor: &mut Cursor<'_>) -> Result<Option<i64>, SelectorError> {
    let begin = cursor.clone();
    let negative = cursor.pass("-");
    let digits = cursor.take_while(|char| char.is_ascii_digit());
    let help = "write a whole number without leading zeros: `[0]`, `[-1]`";
    if digits.is_empty() {
        return if negative { Err(begin.wrong("`-` without digits", help)) } else { Ok(None) };
    }
    if digits.len() > 1 && digits.starts_with('0') || negative && digits == "0" {
        return Err(begin.wrong("a number is written with a leading zero or as `-0`", help));
    }
    match digits.parse::<i64>() {
        Ok(number) if number <= FARTHEST => Ok(Some(if negative { -number } else { number })),
        Ok(_) | Err(_) => Err(begin.wrong("the number is beyond 2^53 - 1", help)),
    }
}
