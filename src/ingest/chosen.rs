//! A checker's output whose adapter is chosen, with its digest.

use std::io;

use sha2::{Digest as _, Sha256};

use super::{Adapter, Raw};
use crate::model::Digest;

/// A file, the adapter that reads it, and what its bytes are.
pub struct Chosen<'f> {
    /// The file.
    pub raw: &'f dyn Raw,
    /// The adapter that reads it.
    pub adapter: &'f dyn Adapter,
    /// What its bytes are.
    pub bytes: Digested,
}

/// What the bytes of a file are, without them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digested {
    /// Their digest.
    pub sha256: Digest,
    /// How many there are.
    pub size: u64,
}

impl Digested {
    /// Reads a file to its end.
    ///
    /// # Errors
    ///
    /// Where it can't be read.
    pub fn of(raw: &dyn Raw) -> io::Result<Self> {
        let mut bytes = raw.open()?;
        let (mut hash, mut size) = (Sha256::new(), 0);
        let mut buffer = vec![0; 256 * 1024];
        loop {
            let read = match bytes.read(&mut buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read?,
            };
            if read == 0 {
                return Ok(Self { sha256: Digest::finished(hash), size });
            }
            hash.update(buffer.get(..read).unwrap_or_default());
            size += read as u64;
        }
    }
}
