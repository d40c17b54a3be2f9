//! The bytes of a bundle: a zip archive (PKWARE APPNOTE 6.3.10) in which nothing is left open.
//!
//! The manifest first, then the files by name; each deflated at one level, dated 1980-01-01, readable by all;
//! no extra fields, no comments, nothing between entries. So that the same files are the same bytes whatever
//! library writes zip archives, and that a reader can tell whether something was put in or changed, the headers
//! are written here; their names below are those of the standard.

use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

use super::Limits;

/// Deflate's level: the usual one.
const LEVEL: u32 = 6;

/// "Version needed to extract": 2.0, for Deflate (4.4.3).
const VERSION_NEEDED: u16 = 20;

/// "Version made by": 2.0 of the standard, attributes as Unix has them (4.4.2).
const VERSION_MADE_BY: u16 = (3 << 8) | VERSION_NEEDED;

/// "General purpose bit flag" 11: names are UTF-8 (4.4.4).
const FLAGS: u16 = 1 << 11;

/// "Compression method" 8: Deflate (4.4.5).
const METHOD: u16 = 8;

/// "Last mod file time" and "date": midnight of 1980-01-01, the first that can be said (4.4.6).
const TIME_AND_DATE: [u16; 2] = [0, (1 << 5) | 1];

/// "External file attributes": a regular file that all may read, its owner write (4.4.15).
const ATTRIBUTES: u32 = 0o100_644 << 16;

/// A file of an archive, deflated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deflated {
    pub(super) name: String,
    pub(super) crc: u32,
    /// Its size before it was deflated.
    pub(super) size: u64,
    /// Its bytes after.
    pub(super) data: Vec<u8>,
}

/// Why files can't be packed.
#[derive(Debug, thiserror::Error)]
pub enum Unpackable {
    /// They exceed what `verify` would unpack.
    #[error("{0}")]
    TooLarge(String),
    /// They can't be deflated: a defect of Signoff.
    #[error("the files can't be deflated: {0}")]
    Deflate(#[from] std::io::Error),
}

impl Deflated {
    /// Deflates a file.
    pub(super) fn of(name: &str, bytes: &[u8]) -> Result<Self, Unpackable> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(LEVEL));
        encoder.write_all(bytes)?;
        Ok(Self::from_raw(name, bytes, encoder.finish()?))
    }

    /// A file that was deflated by somebody: `data` inflates to `bytes`.
    pub(super) fn from_raw(name: &str, bytes: &[u8], data: Vec<u8>) -> Self {
        let mut crc = Crc::new();
        crc.update(bytes);
        Self { name: name.to_owned(), crc: crc.sum(), size: bytes.len() as u64, data }
    }

    /// What the local and the central header share, from the flags to the sizes and lengths.
    fn common(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let [time, date] = TIME_AND_DATE;
        for number in [VERSION_NEEDED, FLAGS, METHOD, time, date] {
            bytes.extend(number.to_le_bytes());
        }
        for number in [self.crc, narrow(self.data.len() as u64), narrow(self.size)] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(narrow_16(self.name.len()).to_le_bytes());
        bytes.extend(0_u16.to_le_bytes()); // no extra field
        bytes
    }

    /// "Local file header" (4.3.7), and the data.
    fn local(&self, archive: &mut Vec<u8>) {
        archive.extend(*b"PK\x03\x04");
        archive.extend(self.common());
        archive.extend(self.name.as_bytes());
        archive.extend(&self.data);
    }

    /// "Central directory header" (4.3.12); `offset` is that of the local one.
    fn central(&self, offset: u64, directory: &mut Vec<u8>) {
        directory.extend(*b"PK\x01\x02");
        directory.extend(VERSION_MADE_BY.to_le_bytes());
        directory.extend(self.common());
        directory.extend([0; 6]); // no comment, the first disk, no internal attributes
        directory.extend(ATTRIBUTES.to_le_bytes());
        directory.extend(narrow(offset).to_le_bytes());
        directory.extend(self.name.as_bytes());
    }
}

/// The archive of those files, in that order.
///
/// # Errors
///
/// There are more or larger ones than `verify` would unpack.
pub(super) fn archive(files: &[Deflated], limits: Limits) -> Result<Vec<u8>, Unpackable> {
    let sizes = files.iter().map(|file| (file.name.as_str(), file.size, file.data.len() as u64));
    limits.check(sizes).map_err(Unpackable::TooLarge)?;
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for file in files {
        file.central(archive.len() as u64, &mut directory);
        file.local(&mut archive);
    }
    let start = archive.len() as u64;
    archive.extend(&directory);
    // "End of central directory record" (4.3.16).
    archive.extend(*b"PK\x05\x06");
    archive.extend([0; 4]); // one disk
    let count = narrow_16(files.len());
    archive.extend([count, count].iter().flat_map(|count| count.to_le_bytes()));
    archive.extend(narrow(directory.len() as u64).to_le_bytes());
    archive.extend(narrow(start).to_le_bytes());
    archive.extend(0_u16.to_le_bytes()); // no comment
    Ok(archive)
}

/// The limits keep all numbers below those that would need the larger form of the archive (4.3.14).
fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn narrow_16(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
