//! What a file was read as: each format at most once, however many links ask.

use std::sync::OnceLock;

use super::xml::Document;

/// The readings of one file's text so far.
#[derive(Default)]
pub(super) struct Formats {
    xml: OnceLock<Result<Document, String>>,
}

impl Formats {
    /// `text`, always the same text, as XML; or why it is none.
    pub(super) fn xml(&self, text: &str) -> Result<&Document, String> {
        self.xml.get_or_init(|| Document::read(text)).as_ref().map_err(Clone::clone)
    }
}
