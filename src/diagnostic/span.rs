//! Where in an input something stands.

use serde::Serialize;

/// A place in an input file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file as the user named it; `-` is standard input.
    pub file: String,
    /// The path in the document, as a JSON Pointer (RFC 6901); empty is the whole.
    pub path: String,
    /// The bytes, where known.
    pub span: Option<Span>,
}

/// A stretch of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    /// First byte, from 0.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Line of the first byte, from 1.
    pub line: usize,
    /// Column of the first byte in characters, from 1.
    pub column: usize,
}
