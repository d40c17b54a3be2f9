//! What a file was read as: each format at most once, however many links ask.

use std::sync::OnceLock;

use super::File;
use super::sarif::{self, Sarif};
use super::test_result::{self, TestResult};
use super::xml::Document;

/// The readings of one file's text so far.
#[derive(Default)]
pub(super) struct Formats {
    sarif: OnceLock<Result<Sarif, String>>,
    xml: OnceLock<Result<Document, String>>,
    test_result: OnceLock<Result<Option<TestResult>, String>>,
    vacuous: OnceLock<Option<String>>,
}

impl Formats {
    /// `text`, always the same text, as a SARIF log; or why it is none.
    pub(super) fn sarif(&self, text: &str) -> Result<&Sarif, String> {
        self.sarif.get_or_init(|| sarif::read(text)).as_ref().map_err(Clone::clone)
    }

    /// `text`, always the same text, as XML; or why it is none.
    pub(super) fn xml(&self, text: &str) -> Result<&Document, String> {
        self.xml.get_or_init(|| Document::read(text)).as_ref().map_err(Clone::clone)
    }

    /// `text`, which is that of `file`, as a test result; none where it is something else.
    pub(super) fn test_result(
        &self,
        file: &File,
        text: &str,
    ) -> Result<Option<&TestResult>, String> {
        let read = self.test_result.get_or_init(|| test_result::read(file, text));
        read.as_ref().map(Option::as_ref).map_err(Clone::clone)
    }

    /// Why the file shows nothing, found out by `look` the first time.
    pub(super) fn vacuous(&self, look: impl FnOnce() -> Option<String>) -> Option<String> {
        self.vacuous.get_or_init(look).clone()
    }
}
