//! What is wrong with JSON, and where: a place is reckoned only when somebody asks.

use std::io::{self, Read};

use crate::ingest::{Raw, Unreadable, json_error};

/// Why reading stopped.
#[derive(Debug)]
pub(in crate::ingest) enum Fault {
    /// What is written at this byte is wrong.
    At {
        /// How many bytes stand before the place.
        offset: u64,
        message: String,
    },
    /// Whoever took what was read stopped it, or the environment failed.
    Other(Unreadable),
}

impl Fault {
    /// What `serde_json` says of a value that begins at `start`.
    pub(super) fn json(start: u64, bytes: &[u8], error: &serde_json::Error) -> Self {
        let lines = bytes.split_inclusive(|byte| *byte == b'\n');
        let before: usize = lines.take(error.line().saturating_sub(1)).map(<[u8]>::len).sum();
        let offset = start + (before + error.column()) as u64;
        Self::At { offset, message: json_error::told(error) }
    }

    /// The same as an error with line and column.
    pub(in crate::ingest) fn of(self, raw: &dyn Raw) -> Unreadable {
        match self {
            Self::Other(error) => error,
            Self::At { offset, message } => match place(raw, offset) {
                Ok(place) => Unreadable::Content { message, place: Some(place) },
                Err(error) => Unreadable::Io(error),
            },
        }
    }
}

impl From<Unreadable> for Fault {
    fn from(error: Unreadable) -> Self {
        Self::Other(error)
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Other(error.into())
    }
}

/// Line and column of the last of so many bytes, both from 1.
fn place(raw: &dyn Raw, offset: u64) -> io::Result<(usize, usize)> {
    let (mut line, mut column) = (1, 0);
    let mut bytes = raw.open()?.take(offset);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = bytes.read(&mut buffer)?;
        let piece = buffer.get(..read).unwrap_or_default();
        if piece.is_empty() {
            return Ok((line, column));
        }
        line += memchr::memchr_iter(b'\n', piece).count();
        column = match memchr::memrchr(b'\n', piece) {
            Some(at) => piece.len() - at - 1,
            None => column + piece.len(),
        };
    }
}
