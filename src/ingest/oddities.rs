//! What in an XML document is against the standard, and read all the same.

use std::collections::HashSet;

use quick_xml::events::{BytesDecl, BytesRef, BytesStart};

use crate::evidence::{Encoding, attribute_value, resolved};
use crate::ingest::Item;
use crate::model::words::shortened;

/// What was met.
#[derive(Default)]
pub(super) struct Oddities {
    /// References that stand for nothing that is known.
    references: u64,
    /// Characters that XML doesn't have (1.0, section 2.2), such as the colours of a terminal.
    controls: u64,
    /// What the declaration says; nothing is UTF-8.
    encoding: Option<Encoding>,
}

impl Oddities {
    /// Looks at the declaration.
    ///
    /// # Errors
    ///
    /// Where it says another encoding than that in which all is read.
    pub(super) fn declaration(&mut self, declaration: &BytesDecl<'_>) -> Result<(), String> {
        self.encoding = Some(Encoding::of(declaration)?);
        self.look(declaration)
    }

    /// Looks at the beginning of an element.
    ///
    /// # Errors
    ///
    /// Where an attribute is none, or stands twice (XML 1.0, section 3.1).
    pub(super) fn tag(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        self.look(start)?;
        let mut all = start.attributes();
        let mut names = HashSet::new();
        // The check for doubles inside takes quadratic time.
        for attribute in all.with_checks(false) {
            let attribute = attribute.map_err(|error| {
                let told = error.to_string();
                told.split_once(": ").map_or(told.as_str(), |(_, told)| told).to_owned()
            })?;
            let name = attribute.key.into_inner();
            if !names.insert(name) {
                return Err(format!("an element has the attribute `{}` twice", shortened(name)));
            }
            let is_plain = !attribute.value.contains('&');
            self.references += u64::from(!is_plain && attribute_value(&attribute.value).is_err());
        }
        Ok(())
    }

    /// What a reference in a text stands for; as it is written, where it stands for nothing that is known. It is never
    /// expanded: what a document declares may be another file, or too large to hold.
    pub(super) fn reference(&mut self, reference: &BytesRef<'_>) -> String {
        resolved(reference).unwrap_or_else(|_| {
            self.references += 1;
            format!("&{};", &**reference)
        })
    }

    /// Looks at the characters of a text or a tag.
    ///
    /// # Errors
    ///
    /// Where a NUL byte is among them: the file was damaged. Or where they mean another thing in the encoding that is
    /// declared.
    pub(super) fn look(&mut self, text: &str) -> Result<(), String> {
        if text.contains('\0') {
            return Err("a NUL byte stands before here, which text never has".to_owned());
        }
        if let Some(encoding) = &self.encoding {
            encoding.hold(text)?;
        }
        let is_control = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
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
            "a reference is kept as it is written:",
            "references are kept as they are written:",
            "only characters and the five entities of XML are read",
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
