//! The one place that writes: a file is written whole or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Component, Path};

use super::exit::Failure;

/// Writes `bytes` at `path` below `folder`, making folders on the way: into a temporary file beside it, then renamed.
pub(super) fn file(folder: &Path, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    let target = folder.join(path);
    let shown = target.strip_prefix(".").unwrap_or(&target).display().to_string();
    let parent = target.parent().unwrap_or(folder);
    let write = || -> io::Result<()> {
        fs::create_dir_all(parent)?;
        let mut temporary = tempfile::NamedTempFile::new_in(parent)?;
        temporary.write_all(bytes)?;
        publish(&temporary)?;
        temporary.persist(&target).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|source| Failure::environment(format!("can't write {shown}"), source))
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
