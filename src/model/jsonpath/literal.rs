//! Reads texts in quotation marks, numbers and words (RFC 9535, sections 2.3.1.1 and 2.3.5.1).

use super::Literal;
use super::cursor::Cursor;
use crate::model::SelectorError;

const ESCAPES: &str = "write `\\\\` for a backslash, and `\\'`, `\\\"`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` or `\\uXXXX` otherwise";

/// A text in single or double quotation marks.
pub(super) fn text(cursor: &mut Cursor<'_>) -> Result<String, SelectorError> {
    let begin = cursor.clone();
    let quote = cursor.next().unwrap_or('\'');
    let mut text = String::new();
    loop {
        let here = cursor.clone();
        match cursor.next() {
            None => {
                let help = format!("write a `{quote}` behind the text");
                return Err(begin.wrong("the quotation mark is never closed", &help));
            }
            Some(char) if char == quote => return Ok(text),
            Some('\\') => text.push(escaped(cursor, &here, quote)?),
            Some(char) if char < ' ' => {
                return Err(
                    here.wrong("a control character stands in a text", "write it as `\\uXXXX`")
                );
            }
            Some(char) => text.push(char),
        }
    }
}

fn escaped(cursor: &mut Cursor<'_>, here: &Cursor<'_>, quote: char) -> Result<char, SelectorError> {
    match cursor.next() {
        Some('b') => Ok('\u{8}'),
        Some('f') => Ok('\u{c}'),
        Some('n') => Ok('\n'),
        Some('r') => Ok('\r'),
        Some('t') => Ok('\t'),
        Some(char @ ('/' | '\\')) => Ok(char),
        Some(char) if char == quote => Ok(char),
        Some('u') => unicode(cursor, here),
        Some(_) | None => Err(here.wrong("the backslash escapes nothing", ESCAPES)),
    }
}

/// `\uXXXX`; one half of a surrogate pair has to be followed by the other.
fn unicode(cursor: &mut Cursor<'_>, here: &Cursor<'_>) -> Result<char, SelectorError> {
    let half = |message: &str| {
        here.wrong(message, "write both halves of the pair, or the character itself")
    };
    let first =
        hex(cursor).ok_or_else(|| here.wrong("four hexadecimal digits follow `\\u`", ESCAPES))?;
    let code = match first {
        0xd800..=0xdbff => {
            let second = if cursor.pass("\\u") { hex(cursor) } else { None };
            match second {
                Some(second @ 0xdc00..=0xdfff) => {
                    0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)
                }
                Some(_) | None => {
                    return Err(half("the first half of a surrogate pair stands alone"));
                }
            }
        }
        code => code,
    };
    char::from_u32(code).ok_or_else(|| half("the second half of a surrogate pair stands alone"))
}

fn hex(cursor: &mut Cursor<'_>) -> Option<u32> {
    let digits = cursor
        .rest()
        .get(..4)
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    cursor.pass(digits);
    u32::from_str_radix(digits, 16).ok()
}

/// A literal of a comparison; none where something else begins.
pub(super) fn literal(cursor: &mut Cursor<'_>) -> Result<Option<Literal>, SelectorError> {
    match cursor.peek() {
        Some('\'' | '"') => text(cursor).map(|text| Some(Literal::Text(text))),
        Some('0'..='9' | '-') => number(cursor).map(|number| Some(Literal::Number(number))),
        Some(_) | None => Ok(word(cursor)),
    }
}

/// `true`, `false` and `null`, where no longer name begins with them.
fn word(cursor: &mut Cursor<'_>) -> Option<Literal> {
    let begin = cursor.clone();
    let literal = match cursor.take_while(|char| char.is_ascii_alphanumeric() || char == '_') {
        "true" => Literal::Bool(true),
        "false" => Literal::Bool(false),
        "null" => Literal::Null,
        _ => {
            *cursor = begin;
            return None;
        }
    };
    Some(literal)
}

/// A number as JSON writes them, and `-0`.
fn number(cursor: &mut Cursor<'_>) -> Result<String, SelectorError> {
    let begin = cursor.clone();
    let wrong =
        || begin.wrong("it is no number as JSON writes them", "write it as `3`, `-0.5` or `1e3`");
    cursor.pass("-");
    let whole = digits(cursor);
    if whole.is_empty() || whole.len() > 1 && whole.starts_with('0') {
        return Err(wrong());
    }
    if cursor.pass(".") && digits(cursor).is_empty() {
        return Err(wrong());
    }
    if cursor.pass("e") || cursor.pass("E") {
        let _sign = cursor.pass("-") || cursor.pass("+");
        if digits(cursor).is_empty() {
            return Err(wrong());
        }
    }
    let length = begin.rest().len() - cursor.rest().len();
    Ok(begin.rest().get(..length).unwrap_or_default().to_owned())
}

fn digits<'t>(cursor: &mut Cursor<'t>) -> &'t str {
    cursor.take_while(|char| char.is_ascii_digit())
}
