//! Whether bytes that come piece by piece are UTF-8.

use std::str::from_utf8;

/// What came before the next piece.
#[derive(Default)]
pub(super) struct Utf8 {
    /// The beginning of a character that isn't whole yet.
    begun: Vec<u8>,
}

impl Utf8 {
    /// How many bytes of the next piece stand before the first one that is wrong; none where none is.
    pub(super) fn wrong(&mut self, piece: &[u8]) -> Option<usize> {
        let mut at = 0;
        while !self.begun.is_empty() {
            self.begun.push(*piece.get(at)?);
            match from_utf8(&self.begun) {
                Ok(_) => self.begun.clear(),
                Err(error) if error.error_len().is_some() => return Some(at),
                Err(_) => {}
            }
            at += 1;
        }
        let rest = piece.get(at..).unwrap_or_default();
        let error = from_utf8(rest).err()?;
        if error.error_len().is_some() {
            return Some(at + error.valid_up_to());
        }
        self.begun.extend(rest.get(error.valid_up_to()..).unwrap_or_default());
        None
    }

    /// Whether no character is cut off.
    pub(super) fn is_whole(&self) -> bool {
        self.begun.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of bytes in pieces of a size, and whether they end whole.
    fn told(bytes: &[u8], size: usize) -> (Option<usize>, bool) {
        let mut utf8 = Utf8::default();
        for (number, piece) in bytes.chunks(size).enumerate() {
            if let Some(at) = utf8.wrong(piece) {
                return (Some(number * size + at), true);
            }
        }
        (None, utf8.is_whole())
    }

    #[test]
    fn pieces_of_any_size_tell_the_same() {
        for size in 1..9 {
            assert_eq!(told("aé漢\u{1f600}z".as_bytes(), size), (None, true), "{size}");
            assert_eq!(told(b"a\xe9", size), (None, false), "{size}");
            assert_eq!(told(b"abc\xff\xffd", size), (Some(3), true), "{size}");
            assert!(told(b"ab\xe9bc", size).0.is_some_and(|at| (2..=3).contains(&at)), "{size}");
        }
    }
}
