//! Selectors: the grammar that names a place in a piece of evidence (contract, "A link").
//!
//! Only the grammar lives here; `evidence` finds the place.

/// A place in the bytes of a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// The whole file: a link without `at`.
    Whole,
    /// A JSON Pointer (RFC 6901), unescaped into its reference tokens.
    Pointer(Vec<String>),
    /// A JSONPath (RFC 9535), as written.
    Path(String),
    /// Lines `first..=last`, counted from 1, and a pattern that looks only there.
    Lines {
        /// First line, from 1.
        first: usize,
        /// Last line, not before the first.
        last: usize,
        /// A regular expression with one capture.
        pattern: Option<String>,
    },
    /// A regular expression with one capture, over the whole file.
    Pattern(String),
    /// `xml:` and a path into an XML document.
    Xml(String),
    /// `test:` with a suite and a case of a test result.
    Test(String),
    /// `csv:` with a row and a column.
    Csv(String),
    /// `sarif:` with a rule and a fingerprint.
    Sarif(String),
}

/// Why a text is no selector.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SelectorError {
    /// What is wrong, as a fragment that reads after "error:".
    pub message: String,
    /// What to write instead.
    pub help: String,
}

impl Selector {
    /// Reads the part of a link after `#`, told by its first characters. The empty text is an error;
    /// a link without `#` means [`Selector::Whole`] and isn't read here.
    ///
    /// # Errors
    ///
    /// [`SelectorError`] says what is wrong and what to write.
    pub fn parse(text: &str) -> Result<Self, SelectorError> {
        let _ = text;
        todo!("written by the evidence slice")
    }
}
