//! Files that are no text in UTF-8, or no checker's: told by how they begin.

use super::adapter::Unreadable;
use super::head::{MARK, TWO_MARKS};

/// What is packed or a program's own, by its first bytes.
const BINARY: [(&[u8], &str); 7] = [
    (b"\x1f\x8b", "it is compressed with gzip; unpack it first"),
    (b"PK\x03\x04", "it is a zip archive; unpack it first"),
    (b"PK\x05\x06", "it is a zip archive with nothing in it"),
    (b"\x28\xb5\x2f\xfd", "it is compressed with zstd; unpack it first"),
    (b"\xfd7zXZ\x00", "it is compressed with xz; unpack it first"),
    (b"BZh", "it is compressed with bzip2; unpack it first"),
    (b"%PDF-", "it is a PDF document"),
];

/// Turns away what no adapter reads.
///
/// # Errors
///
/// [`Unreadable`] with what it is instead.
pub(super) fn check(start: &[u8]) -> Result<(), Unreadable> {
    if let Some((_, told)) = BINARY.iter().find(|(bytes, _)| start.starts_with(bytes)) {
        return Err(Unreadable::content(*told));
    }
    if let Some(form) = wide(start) {
        return Err(Unreadable::content(format!("it is in {form}; it has to be in UTF-8")));
    }
    if start.first() == Some(&0) {
        return Err(Unreadable::content("it begins with a NUL byte, which text never does"));
    }
    let text = start.strip_prefix(MARK).unwrap_or(start);
    if text.len() < start.len() && text.starts_with(MARK) {
        return Err(Unreadable::content(TWO_MARKS));
    }
    let text = text.trim_ascii_start();
    let page = ["<!doctype html", "<html"];
    if page.iter().any(|tag| {
        text.get(..tag.len()).is_some_and(|text| text.eq_ignore_ascii_case(tag.as_bytes()))
    }) {
        let message = "it is an HTML page; a server may have sent one that tells of an error";
        return Err(Unreadable::content(message));
    }
    Ok(())
}

/// UTF-16 or UTF-32, told by a byte order mark, or by the zeros beside the first characters.
fn wide(start: &[u8]) -> Option<&'static str> {
    match start {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        [first, 0, 0, 0, ..] | [0, 0, 0, first, ..] if *first != 0 => Some("UTF-32"),
        [first, 0, second, 0, ..] | [0, first, 0, second, ..] if *first != 0 && *second != 0 => {
            Some("UTF-16")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(start: &[u8]) -> String {
        check(start).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn what_no_adapter_reads_is_told_by_its_name() {
        for (start, word) in [
            (&b"\xff\xfe{\0"[..], "UTF-16"),
            (b"{\0\"\0", "UTF-16"),
            (b"\0{\0\"", "UTF-16"),
            (b"{\0\0\0", "UTF-32"),
            (b"\0\0\0\0", "NUL"),
            (b"\x1f\x8b\x08", "gzip"),
            (b"PK\x03\x04", "zip"),
            (b"\n<!DOCTYPE HTML>", "HTML"),
            (b"\xef\xbb\xbf<html>", "HTML"),
        ] {
            assert!(told(start).contains(word), "{start:?}: {}", told(start));
        }
    }

    #[test]
    fn text_passes() {
        for start in ["", "{", "<?xml", "\u{feff}[", "<!DOCTYPE report", "TN:", "<htm"] {
            assert_eq!(told(start.as_bytes()), "", "{start}");
        }
    }
}
