//! Findings as they will be written, kept in a temporary place.

use std::io::{self, BufRead as _, BufReader, BufWriter, Read as _, Write};

use serde::Serialize as _;
use serde_json::Serializer;
use serde_json::ser::{Formatter as _, PrettyFormatter};

use super::same;
use super::scratch::{Place, Scratch};
use super::written::leave_out_blank_ids;
use crate::model::{Finding, Id, Properties, Sink};

/// How much goes to the temporary place, and comes from it, at a time.
const PIECE: usize = 256 * 1024;
/// The ends of a finding in a document: without properties, and with some.
const END: &str = "\n    }";
const END_OF_PROPERTIES: &str = "\n      }\n    }";

/// Takes findings, and writes each as it will stand in the document.
pub(super) struct Spool {
    place: BufWriter<Box<dyn Place>>,
    text: Vec<u8>,
    count: u64,
}

impl Spool {
    pub(super) fn new(scratch: &dyn Scratch) -> io::Result<Self> {
        let place = BufWriter::with_capacity(PIECE, scratch.place()?);
        Ok(Self { place, text: Vec::new(), count: 0 })
    }

    /// To be read back.
    pub(super) fn spooled(self) -> io::Result<Spooled> {
        let mut place = self.place.into_inner().map_err(io::IntoInnerError::into_error)?;
        place.rewind()?;
        Ok(Spooled { place: BufReader::with_capacity(PIECE, place), left: self.count })
    }
}

impl Sink<Finding> for Spool {
    fn take(&mut self, finding: Finding) -> io::Result<()> {
        self.text.clear();
        let mut writer = Serializer::with_formatter(&mut self.text, indented()?);
        if finding.id.is_empty() {
            let mut value = serde_json::to_value(&finding)?;
            leave_out_blank_ids(&mut value);
            value.serialize(&mut writer)?;
        } else {
            finding.serialize(&mut writer)?;
        }
        self.place.write_all(&(self.text.len() as u64).to_le_bytes())?;
        self.place.write_all(&[u8::from(!finding.properties.is_empty())])?;
        self.place.write_all(&self.text)?;
        self.count += 1;
        Ok(())
    }
}

/// What stands in a list of the document.
fn indented() -> io::Result<PrettyFormatter<'static>> {
    let mut formatter = PrettyFormatter::new();
    formatter.begin_object(&mut io::sink())?;
    formatter.begin_array(&mut io::sink())?;
    Ok(formatter)
}

/// Findings that come back in their order.
pub(super) struct Spooled {
    place: BufReader<Box<dyn Place>>,
    left: u64,
}

impl Spooled {
    /// How many are still to come.
    pub(super) fn left(&self) -> u64 {
        self.left
    }

    /// Writes the next one, which names `same` as the same.
    pub(super) fn write(&mut self, same: &[Id], out: &mut dyn Write) -> io::Result<()> {
        self.left = self.left.saturating_sub(1);
        let (mut length, mut has_properties) = ([0; 8], [0]);
        self.place.read_exact(&mut length)?;
        self.place.read_exact(&mut has_properties)?;
        let length = u64::from_le_bytes(length);
        if same.is_empty() {
            return self.copy(length, out);
        }
        let mut properties = Properties::new();
        same::name(&mut properties, same);
        let added = lines(&properties, 6)?;
        let (end, added) = if has_properties == [0] {
            (END, format!("\n      \"properties\": {added}"))
        } else {
            // Without the braces: it goes between those that are there.
            let inner = added.strip_prefix('{').and_then(|it| it.strip_suffix("\n      }"));
            (END_OF_PROPERTIES, inner.unwrap_or_default().to_owned())
        };
        self.copy(length.saturating_sub(end.len() as u64), out)?;
        write!(out, ",{added}")?;
        self.copy(end.len() as u64, out)
    }

    fn copy(&mut self, mut length: u64, out: &mut dyn Write) -> io::Result<()> {
        while length > 0 {
            let there = self.place.fill_buf()?;
            let most = usize::try_from(length).unwrap_or(usize::MAX).min(there.len());
            let Some(piece) = there.get(..most).filter(|piece| !piece.is_empty()) else {
                return Err(io::ErrorKind::UnexpectedEof.into());
            };
            out.write_all(piece)?;
            length -= most as u64;
            self.place.consume(most);
        }
        Ok(())
    }
}

/// A value on lines of which all but the first are indented.
pub(super) fn lines(value: &impl serde::Serialize, indent: usize) -> serde_json::Result<String> {
    let text = serde_json::to_string_pretty(value)?;
    Ok(text.replace('\n', &format!("\n{}", " ".repeat(indent))))
}
