//! Temporary places, for what must not be in memory as a whole.

use std::io::{self, Cursor, Read, Seek, Write};

/// Gives temporary places.
pub trait Scratch: Sync {
    /// A new and empty one. It is gone when it is dropped.
    ///
    /// # Errors
    ///
    /// Where there is none to be had.
    fn place(&self) -> io::Result<Box<dyn Place>>;
}

/// Somewhere to write to, and to read back from.
pub trait Place: Read + Write + Seek + Send {}

impl<T: Read + Write + Seek + Send> Place for T {}

/// Places in memory: for what is small, and for tests.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory;

impl Scratch for Memory {
    fn place(&self) -> io::Result<Box<dyn Place>> {
        Ok(Box::new(Cursor::new(Vec::new())))
    }
}
