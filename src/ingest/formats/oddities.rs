//! What in an XML document is against the standard, and read all the same.

use crate::ingest::Item;

/// What was met.
#[derive(Default)]
pub(super) struct Oddities {
    /// References that stand for nothing that is known.
    pub(super) references: u64,
    /// Characters that XML doesn't have (1.0, section 2.2), such as the colours of a terminal.
    controls: u64,
}

impl Oddities {
    /// Looks at the characters of a text or a tag.
    ///
    /// # Errors
    ///
    /// Where a NUL byte is among them: the file was damaged.
    pub(super) fn look(&mut self, text: &str) -> Result<(), &'static str> {
        if text.contains('\0') {
            return Err("a NUL byte stands before here, which text never has");
        }
        let is_control = |byte: &u8| *byte < b' ' && !byte.is_ascii_whitespace();
        self.controls += text.bytes().filter(is_control).count() as u64;
        Ok(())
    }

    /// What the reader should know.
    pub(super) fn told(&self) -> Vec<Item> {
        let told = |number: u64, one: &str, many: &str, rest: &str| {
            let message = match number {
                0 => return None,
                1 => format!("{one} {rest}"),
                number => format!("{number} {many} {rest}"),
            };
            Some(Item::Note { message, at: String::new() })
        };
        let references = told(
            self.references,
            "a reference stands as it is written:",
            "references stand as they are written:",
            "what a document declares is never expanded",
        );
        let controls = told(
            self.controls,
            "a control character is kept,",
            "control characters are kept,",
            "which XML doesn't allow",
        );
        references.into_iter().chain(controls).collect()
    }
}
