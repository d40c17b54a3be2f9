//! Whether bytes are text in UTF-8 that could be JSON at all.

use crate::diagnostic::{Diagnostic, Lines, Place};

/// The bytes as text.
///
/// # Errors
///
/// What they are instead.
pub(super) fn text(name: &str, bytes: Vec<u8>) -> Result<String, Box<Diagnostic>> {
    let at_start = |diagnostic: Diagnostic| Box::new(diagnostic.at(Place::file(name)));
    if let Some(form) = wide(&bytes) {
        return Err(at_start(
            Diagnostic::error("utf-16", format!("the file is in {form}, and UTF-8 is expected"))
                .help("save it as UTF-8 without a byte order mark; in PowerShell, `Set-Content -Encoding utf8NoBOM`"),
        ));
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return Err(at_start(
            Diagnostic::error("byte-order-mark", "the file begins with a byte order mark")
                .help("save it as UTF-8 without one (RFC 8259, section 8.1)"),
        ));
    }
    let text = String::from_utf8(bytes).map_err(|error| not_utf_8(name, &error))?;
    if text.trim().is_empty() {
        return Err(at_start(Diagnostic::error("empty-file", "the file is empty").help(
            "the smallest one is `{ \"signoff\": \"1\", \"subject\": { \"name\": \"…\" } }`",
        )));
    }
    if let Some(offset) = text.find('\0') {
        let span = Lines::new(&text).span(offset..offset + 1);
        return Err(Box::new(
            Diagnostic::error("nul-byte", format!("the byte at offset {offset} is NUL"))
                .at(Place::file(name).span(span))
                .help("text holds no NUL; the file was damaged, or is not text"),
        ));
    }
    match markup(&text) {
        Some(what) => Err(at_start(
            Diagnostic::error("not-json", format!("the file is {what}, and JSON is expected"))
                .help("look at what wrote it: a download may have brought an error page instead"),
        )),
        None => Ok(text),
    }
}

/// UTF-16 or UTF-32, told by a byte order mark, or by the zero beside the first character, which in JSON is
/// always of ASCII.
fn wide(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] => Some("UTF-16 (little-endian)"),
        [0xfe, 0xff, ..] => Some("UTF-16 (big-endian)"),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some("UTF-16 (little-endian)"),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some("UTF-16 (big-endian)"),
        _ => None,
    }
}

fn not_utf_8(name: &str, error: &std::string::FromUtf8Error) -> Box<Diagnostic> {
    let offset = error.utf8_error().valid_up_to();
    let bytes = error.as_bytes();
    let byte = bytes.get(offset).copied().unwrap_or_default();
    let before = String::from_utf8_lossy(bytes.get(..offset).unwrap_or_default());
    let mut span = Lines::new(&before).span(offset..offset);
    span.end = offset + 1;
    let message = format!("the byte 0x{byte:02x} at offset {offset} is not UTF-8");
    Box::new(
        Diagnostic::error("not-utf8", message)
            .at(Place::file(name).span(span))
            .help("save the file as UTF-8; it may be in Latin-1 or Windows-1252"),
    )
}

/// Whether the text is a page rather than data.
fn markup(text: &str) -> Option<&'static str> {
    let start: String = text.trim_start().chars().take(15).flat_map(char::to_lowercase).collect();
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        Some("an HTML page")
    } else if start.starts_with("<?xml") {
        Some("XML")
    } else if start.starts_with('<') {
        Some("markup")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(bytes: &[u8]) -> Option<&'static str> {
        text("a.json", bytes.to_vec()).err().map(|diagnostic| diagnostic.code)
    }

    #[test]
    fn tells_what_bytes_are() {
        for (bytes, expected) in [
            (&b"{}"[..], None),
            ("{\"a\": \"\u{feff}ä\"}".as_bytes(), None),
            (b"", Some("empty-file")),
            (b" \r\n\t", Some("empty-file")),
            (b"\xef\xbb\xbf{}", Some("byte-order-mark")),
            (b"\xff\xfe{\0}\0", Some("utf-16")),
            (b"\xfe\xff\0{\0}", Some("utf-16")),
            (b"{\0}\0", Some("utf-16")),
            (b"\0{\0}", Some("utf-16")),
            (b"\xff\xfe\0\0{\0\0\0", Some("utf-16")),
            (b"{\"a\": \"\xe4\"}", Some("not-utf8")),
            (b"{\"a\": \"\0\"}", Some("nul-byte")),
            (b"\0", Some("nul-byte")),
            (b"<!DOCTYPE html><p>", Some("not-json")),
            (b"<?xml version='1.0'?>", Some("not-json")),
        ] {
            assert_eq!(code(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn points_at_the_byte_that_is_wrong() {
        let error = text("a.json", b"{\n \"\xc3\xa4\xe4".to_vec()).unwrap_err();
        let span = error.place.unwrap().span.unwrap();
        assert_eq!((span.start, span.end, span.line, span.column), (6, 7, 2, 4));
    }
}
