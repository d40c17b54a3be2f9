//! Where things stand in a JSON text that was read before.

use super::Input;
use super::file::File;
use crate::diagnostic::{Diagnostic, Place};

/// A JSON text whose values can be pointed at.
pub struct Located(File);

impl Located {
    /// Takes a file whose bytes are text.
    ///
    /// # Errors
    ///
    /// What the bytes are instead.
    pub fn read(input: Input) -> Result<Self, Box<Diagnostic>> {
        File::read(input).map(Self)
    }

    /// The place of the value at a JSON Pointer, or of the nearest value around it.
    #[must_use]
    pub fn place(&self, pointer: &str) -> Place {
        self.0.place(pointer)
    }
}
