//! A checker's output as bytes.

use std::io::{self, Read};

/// A checker's output. It may be read several times, and never has to be in memory as a whole.
pub trait Raw: Sync {
    /// Its path relative to the findings that are made of it, with `/` between the parts.
    fn path(&self) -> &str;

    /// Its bytes, from the start.
    ///
    /// # Errors
    ///
    /// Where it can't be opened.
    fn open(&self) -> io::Result<Box<dyn Read + Send + '_>>;
}

/// A checker's output that is in memory.
#[derive(Debug, Clone)]
pub struct InMemory {
    /// Its path.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Raw for InMemory {
    fn path(&self) -> &str {
        &self.path
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(self.bytes.as_slice()))
    }
}
