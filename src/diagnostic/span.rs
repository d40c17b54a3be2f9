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

/// The step of a JSON Pointer (RFC 6901) that names a member, with the slash before it.
#[must_use]
pub fn step(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_in_a_pointer_is_escaped() {
        assert_eq!(step("name"), "/name");
        assert_eq!(step("a/b~1"), "/a~1b~01");
    }
}
