//! The one place that writes: a file is written whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Component, Path};

use super::exit::Failure;
use crate::ingest::{Place, Scratch};

/// How much is written at a time.
const PIECE: usize = 256 * 1024;

/// Writes `bytes` at `path` below `folder`, making folders on the way: into a temporary file beside it, then renamed.
pub(super) fn file(folder: &Path, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    streamed(folder, path, |out| out.write_all(bytes))
}

/// The same for what is never in memory as a whole: `write` gives the bytes.
pub(super) fn streamed(
    folder: &Path,
    path: &str,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let target = folder.join(path);
    let shown = target.strip_prefix(".").unwrap_or(&target).display().to_string();
    let parent = target.parent().unwrap_or(folder);
    whole(&target, parent, |temporary| {
        let mut out = BufWriter::with_capacity(PIECE, temporary);
        write(&mut out)?;
        out.flush()
    })
    .map_err(|source| Failure::environment(format!("can't write {shown}"), source))
}

/// Writes a file, making folders on the way: into a temporary one in a folder of the same file system, then renamed.
pub(super) fn whole(
    target: &Path,
    beside: &Path,
    write: impl FnOnce(&mut fs::File) -> io::Result<()>,
) -> io::Result<()> {
    fs::create_dir_all(target.parent().unwrap_or(beside))?;
    let mut temporary = tempfile::NamedTempFile::new_in(beside)?;
    write(temporary.as_file_mut())?;
    publish(&temporary)?;
    temporary.persist(target).map_err(|error| error.error)?;
    Ok(())
}

/// Temporary places in a folder: files without a name, which are gone when they are closed.
pub(super) struct TemporaryFiles<'f>(pub(super) &'f Path);

impl Scratch for TemporaryFiles<'_> {
    fn place(&self) -> io::Result<Box<dyn Place>> {
        Ok(Box::new(tempfile::tempfile_in(self.0)?))
    }
}

/// A temporary file is its owner's alone; what is published may be read by all.
#[cfg(unix)]
fn publish(file: &tempfile::NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.as_file().set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn publish(_file: &tempfile::NamedTempFile) -> io::Result<()> {
    Ok(())
}

/// Removes a file of an earlier run. A path that leaves the folder is left alone.
pub(super) fn remove(folder: &Path, path: &str) -> Result<(), Failure> {
    let relative = Path::new(path);
    if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return Ok(());
    }
    match fs::remove_file(folder.join(relative)) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            Err(Failure::environment(format!("can't remove {path}"), source))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}
