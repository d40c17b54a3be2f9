//! Ways to break any file, whatever its format.

use std::io::Write as _;

use crate::Break;

/// Each with what is done to the bytes of a whole file.
pub const OF_ANY: &[(&str, Break)] = &[
    ("nothing is broken", Break::Bytes(<[u8]>::to_vec)),
    ("empty", Break::Bytes(|_| Vec::new())),
    ("white space alone", Break::Bytes(|_| b" \r\n\t\n".to_vec())),
    ("cut off after a quarter", Break::Bytes(|whole| first(whole, 1, 4))),
    ("cut off in the middle", Break::Bytes(|whole| first(whole, 1, 2))),
    ("cut off near the end", Break::Bytes(|whole| first(whole, 9, 10))),
    ("begins in the middle", Break::Bytes(|whole| whole[whole.len() / 2..].to_vec())),
    ("twice, one behind the other", Break::Bytes(|whole| [whole, whole].concat())),
    ("a line of a log before it", Break::Bytes(|whole| [b"INFO: done\n", whole].concat())),
    ("a line of a log behind it", Break::Bytes(|whole| [whole, b"INFO: done\n"].concat())),
    ("byte order mark", Break::Bytes(|whole| [b"\xef\xbb\xbf", whole].concat())),
    ("two byte order marks", Break::Bytes(|whole| [b"\xef\xbb\xbf\xef\xbb\xbf", whole].concat())),
    ("line breaks of Windows", Break::Bytes(|whole| text(whole).replace('\n', "\r\n").into())),
    (
        "UTF-16, little-endian, with mark",
        Break::Bytes(|whole| [b"\xff\xfe".to_vec(), wide(whole, u16::to_le_bytes)].concat()),
    ),
    ("UTF-16, big-endian, without mark", Break::Bytes(|whole| wide(whole, u16::to_be_bytes))),
    (
        "UTF-32",
        Break::Bytes(|whole| {
            text(whole).chars().flat_map(|c| u32::from(c).to_le_bytes()).collect()
        }),
    ),
    (
        "Latin-1",
        Break::Bytes(|whole| {
            text(whole).chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
        }),
    ),
    ("a NUL in a text", Break::Bytes(|whole| text(whole).replace('é', "\0").into())),
    (
        "an escape character in a text",
        Break::Bytes(|whole| text(whole).replace('é', "\u{1b}[31m").into()),
    ),
    ("NULs alone", Break::Bytes(|whole| vec![0; whole.len()])),
    (
        "gzip",
        Break::Bytes(|whole| {
            let mut gzip =
                flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            gzip.write_all(whole).unwrap();
            gzip.finish().unwrap()
        }),
    ),
    (
        "a zip archive",
        Break::Bytes(|whole| {
            let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
            zip.start_file("report", zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(whole).unwrap();
            zip.finish().unwrap().into_inner()
        }),
    ),
    (
        "a page that tells an error",
        Break::Bytes(|_| {
            b"<!DOCTYPE html>\n<html><head><title>502</title></head><body>Bad gateway<br></body></html>\n".to_vec()
        }),
    ),
    ("what a shell says", Break::Bytes(|_| b"sh: 1: checker: not found\n".to_vec())),
];

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn first(whole: &[u8], part: usize, of: usize) -> Vec<u8> {
    whole[..whole.len() * part / of].to_vec()
}

fn wide(whole: &[u8], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text(whole).encode_utf16().flat_map(bytes).collect()
}
