//! The door through which many items leave one by one.

use std::io;

/// Takes items as they come. A list, a file and a test are the same to it.
pub trait Sink<T> {
    /// Takes the next item.
    ///
    /// # Errors
    ///
    /// Where it can't be kept: a disk that is full.
    fn take(&mut self, item: T) -> io::Result<()>;
}

impl<T> Sink<T> for Vec<T> {
    fn take(&mut self, item: T) -> io::Result<()> {
        self.push(item);
        Ok(())
    }
}
