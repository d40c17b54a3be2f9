//! Document → bytes: one folder a format, each an exhaustive match over the kinds of block.
//! Nothing here reads or writes files.

mod charts;
mod error;
mod format;
pub mod html;
pub mod markdown;
pub mod marks;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod prose;
#[cfg(test)]
pub(crate) mod specimen;
mod templates;
#[cfg(test)]
mod tests;

pub use error::RenderError;
pub use format::{FORMATS, Format, FormatInfo};
pub use templates::Templates;

/// A rendered file, not yet written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, relative to the output folder, with `/` between parts.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}
