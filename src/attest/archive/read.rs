//! Reads a bundle. Nothing in it is believed: not its names, not its sizes, not that it is what was packed.

use std::io::{Cursor, Read as _};
use std::sync::Arc;

use zip::read::{ZipFile, ZipFileEntry};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::Limits;
use super::layout::{Deflated, archive};
use crate::attest::manifest::MANIFEST;
use crate::attest::{Contents, Supply, names};
use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Source, SourceError};

/// Bytes of an archive.
type Reader = Cursor<Arc<[u8]>>;

/// How a header of the central directory begins, and how long it is before the name (4.3.12).
const CENTRAL: &[u8] = b"PK\x01\x02";
const FIXED: usize = 46;

/// The kind of file in the attributes that Unix has, and a regular one.
const KIND: u32 = 0o170_000;
const REGULAR: u32 = 0o100_000;

/// An archive whose headers were looked at. Files are unpacked one by one, when they are asked for.
#[derive(Debug, Clone)]
pub struct Archive {
    bytes: Arc<[u8]>,
    zip: ZipArchive<Reader>,
    names: Vec<String>,
    limits: Limits,
}

impl Archive {
    /// Opens an archive, and refuses one that could harm whoever unpacks it.
    ///
    /// # Errors
    ///
    /// All that is wrong with it. Nothing was unpacked then.
    pub fn open(bytes: Arc<[u8]>, limits: Limits) -> Result<Self, Vec<Diagnostic>> {
        // Each file has such a header, so that this bounds what is read of them.
        let most = bytes.windows(CENTRAL.len()).filter(|four| *four == CENTRAL).count();
        if most > limits.files {
            let many = (0..most).map(|_| ("", 0, 0));
            return Err(limits.check(many).err().map(too_large).into_iter().collect());
        }
        let mut zip = ZipArchive::new(Cursor::new(Arc::clone(&bytes)))
            .map_err(|error| vec![unreadable(&error)])?;
        let names = looked_at(&zip, &bytes, limits)?;
        // Other programs read the headers before each file, and would see something else.
        zip.validate_header_consistency().map_err(|error| vec![unreadable(&error)])?;
        Ok(Self { bytes, zip, names, limits })
    }

    /// How the archive differs from what `bundle` makes of the same files. Such an archive may show other files
    /// to other programs.
    #[must_use]
    pub fn differences(&self) -> Vec<Diagnostic> {
        let mut names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        names.sort_by_key(|name| (*name != MANIFEST, *name));
        let files: Option<Vec<(Deflated, Deflated)>> =
            names.into_iter().map(|name| self.repacked(name)).collect();
        // What can't be unpacked is told by whoever needs it.
        let Some(files) = files else { return Vec::new() };
        let (afresh, as_is): (Vec<_>, Vec<_>) = files.into_iter().unzip();
        let differs = |files: &[Deflated]| match archive(files, self.limits) {
            Ok(packed) => first_difference(&packed, &self.bytes),
            Err(_) => Some(0),
        };
        match (differs(&afresh), differs(&as_is)) {
            (None, _) => Vec::new(),
            (Some(_), None) => vec![
                Diagnostic::note(
                    "compressed-otherwise",
                    "the files in the archive are compressed otherwise than by this build",
                )
                .help("they were unpacked and checked all the same"),
            ],
            (Some(_), Some(at)) => vec![
                Diagnostic::error(
                    "archive-differs",
                    format!(
                        "the archive isn't packed as `signoff bundle` packs it, from byte {at} on"
                    ),
                )
                .help(
                    "other programs may find other files in it: unpack it, and verify the folder",
                ),
            ],
        }
    }

    /// A file deflated afresh, and as it is.
    fn repacked(&self, name: &str) -> Option<(Deflated, Deflated)> {
        let bytes = self.read(name).ok()?;
        let mut zip = self.zip.clone();
        let index = zip.index_for_name_raw(name.as_bytes())?;
        let mut raw = Vec::new();
        zip.by_index_raw(index).ok()?.read_to_end(&mut raw).ok()?;
        Some((Deflated::of(name, &bytes).ok()?, Deflated::from_raw(name, &bytes, raw)))
    }
}

impl Supply for Archive {}

impl Contents for Archive {
    fn names(&self) -> &[String] {
        &self.names
    }
}

impl Source for Archive {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, SourceError> {
        let mut zip = self.zip.clone();
        let Some(index) = zip.index_for_name_raw(path.as_bytes()) else {
            return Err(SourceError::NotFound);
        };
        let file = zip.by_index(index).map_err(|error| std::io::Error::other(error.to_string()))?;
        Ok(unpacked(file)?.into())
    }
}

/// Unpacks a file, and stops where it has more bytes than its header says: that is what was held against the
/// limits.
fn unpacked(file: ZipFile<'_, Reader>) -> std::io::Result<Vec<u8>> {
    let stated = file.size();
    let mut bytes = Vec::new();
    file.take(stated.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == stated {
        Ok(bytes)
    } else {
        Err(std::io::Error::other("it has another size than the archive says"))
    }
}

/// The names of the files, where nothing is wrong with any entry.
fn looked_at(
    zip: &ZipArchive<Reader>,
    bytes: &[u8],
    limits: Limits,
) -> Result<Vec<String>, Vec<Diagnostic>> {
    let entries: Result<Vec<ZipFileEntry<'_>>, _> =
        (0..zip.len()).map(|index| zip.by_index_data(index)).collect();
    let entries = entries.map_err(|error| vec![unreadable(&error)])?;
    let named: Vec<(String, &ZipFileEntry<'_>)> =
        entries.iter().map(|entry| (name_of(entry.name_raw()), entry)).collect();
    let mut wrong: Vec<Diagnostic> =
        named.iter().filter_map(|(name, entry)| refused(name, entry)).collect();
    let files = || named.iter().filter(|(_, entry)| !entry.is_dir());
    if zip.has_duplicate_names() {
        let all: Vec<String> = central_names(bytes, zip.central_directory_start());
        wrong.extend(names::problems(all.iter().map(String::as_str)));
    } else {
        wrong.extend(names::problems(files().map(|(name, _)| name.as_str())));
    }
    let sizes =
        named.iter().map(|(name, entry)| (name.as_str(), entry.size(), entry.compressed_size()));
    wrong.extend(limits.check(sizes).err().map(too_large));
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(files().map(|(name, _)| name.clone()).collect())
}

/// All names in the central directory: the library keeps one of those that are there twice.
fn central_names(bytes: &[u8], start: u64) -> Vec<String> {
    let mut names = Vec::new();
    let mut at = usize::try_from(start).unwrap_or(usize::MAX);
    let number = |at: usize| -> Option<usize> {
        let two = bytes.get(at..at.checked_add(2)?)?;
        Some(usize::from(u16::from_le_bytes(two.try_into().ok()?)))
    };
    // The lengths of the name, the extra field and the comment (4.3.12).
    while let (Some(CENTRAL), Some(name), Some(extra), Some(comment)) = (
        bytes.get(at..at.saturating_add(4)),
        number(at.saturating_add(28)),
        number(at.saturating_add(30)),
        number(at.saturating_add(32)),
    ) {
        let begin = at + FIXED;
        names.extend(bytes.get(begin..begin + name).map(name_of));
        at = begin + name + extra + comment;
    }
    names
}

/// The name as it is in the archive; what is no UTF-8 becomes a name that is nowhere.
fn name_of(raw: &[u8]) -> String {
    String::from_utf8_lossy(raw).into_owned()
}

/// Why an entry is no file that can be unpacked.
fn refused(name: &str, entry: &ZipFileEntry<'_>) -> Option<Diagnostic> {
    let kind = entry.unix_mode().map_or(0, |mode| mode & KIND);
    let told = if std::str::from_utf8(entry.name_raw()).is_err() {
        Diagnostic::error("unsafe-path", format!("the name `{name}` is not UTF-8"))
    } else if entry.encrypted() {
        Diagnostic::error("encrypted-file", format!("`{name}` is encrypted"))
            .help("a report is checked by whoever holds it: pack it without a password")
    } else if let (true, Err(wrong)) = (entry.is_dir(), names::check(name.trim_end_matches('/'))) {
        return Some(names::unsafe_name(name, wrong));
    } else if entry.is_dir() && (entry.size() > 0 || entry.compressed_size() > 0) {
        Diagnostic::error("unsafe-path", format!("`{name}` is a folder, and has bytes"))
    } else if !entry.is_dir() && !matches!(kind, 0 | REGULAR) {
        Diagnostic::error("link-in-package", format!("`{name}` is a link or a device, not a file"))
            .help("a package holds regular files only: what a link leads to isn't in it")
    } else if !matches!(
        entry.compression(),
        CompressionMethod::Stored | CompressionMethod::Deflated
    ) {
        Diagnostic::error(
            "unreadable-archive",
            format!("`{name}` is compressed by an unknown method"),
        )
        .help("`signoff bundle` packs with Deflate")
    } else {
        return None;
    };
    Some(told.at(Place::file(name)))
}

fn unreadable(error: &ZipError) -> Diagnostic {
    Diagnostic::error("unreadable-archive", format!("the archive can't be read: {error}"))
        .help("it was cut off or damaged, or somebody changed it; get it again")
}

fn too_large(words: String) -> Diagnostic {
    Diagnostic::error("package-too-large", words)
        .help("nothing was unpacked: an archive like that can fill a disk")
}

/// The first byte at which two texts differ; the end of the shorter one where that is all of it.
fn first_difference(one: &[u8], other: &[u8]) -> Option<usize> {
    let differs = one.iter().zip(other).position(|(a, b)| a != b);
    differs.or_else(|| (one.len() != other.len()).then(|| one.len().min(other.len())))
}
