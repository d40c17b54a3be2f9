//! A document that is written while its findings come back from a temporary place.

use std::io::{self, Write};

use serde_json::Value;

use super::gather::Gathered;
use super::same::Links;
use super::spool::{Spooled, lines};
use super::{FileTold, blank};
use crate::model::{Findings, Severity};

/// What came of the files, ready to be written.
pub struct Written {
    /// The document without its findings.
    pub document: Findings,
    /// What was told of each file, in the order of the files.
    pub files: Vec<FileTold>,
    /// How many findings the document has.
    pub findings: u64,
    /// How many times so many findings were alike that none was linked as the same.
    pub crowded: usize,
    links: Links,
    spooled: Spooled,
}

impl Written {
    pub(super) fn new(gathered: Gathered, spooled: Spooled) -> Self {
        let Gathered { document, files, links, crowded } = gathered;
        Self { document, files, findings: spooled.left(), crowded, links, spooled }
    }

    /// Writes the document as indented JSON with a line break at its end.
    ///
    /// # Errors
    ///
    /// Where it can't be written, or its findings can't be read back.
    pub fn write(mut self, out: &mut dyn Write) -> io::Result<()> {
        // Holds the place of the findings.
        self.document.findings = if self.findings == 0 {
            Vec::new()
        } else {
            vec![blank::finding("", String::new(), Severity::Unknown)]
        };
        let mut document = serde_json::to_value(&self.document)?;
        leave_out_blank_ids(&mut document);
        let Value::Object(entries) = document else { return Ok(()) };
        let mut before = "{";
        for (name, value) in &entries {
            write!(out, "{before}\n  {}: ", Value::from(name.as_str()))?;
            before = ",";
            if name == "findings" {
                self.findings(out)?;
            } else {
                out.write_all(lines(value, 2)?.as_bytes())?;
            }
        }
        out.write_all(b"\n}\n")
    }

    fn findings(&mut self, out: &mut dyn Write) -> io::Result<()> {
        for number in 0..self.findings {
            out.write_all(if number == 0 { b"[\n    " } else { b",\n    " })?;
            let same = self.links.of(number)?;
            self.spooled.write(&same, out)?;
        }
        out.write_all(b"\n  ]")
    }
}

/// An id that was left out is blank in memory, and stays left out.
pub(super) fn leave_out_blank_ids(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            if entries.get("id").is_some_and(|id| id == "") {
                entries.shift_remove("id");
            }
            // Of what a tool keeps nothing is ours.
            let ours = entries.iter_mut().filter(|(name, _)| *name != "properties");
            ours.for_each(|(_, value)| leave_out_blank_ids(value));
        }
        Value::Array(items) => items.iter_mut().for_each(leave_out_blank_ids),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
