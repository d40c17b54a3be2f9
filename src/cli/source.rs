//! A folder as a source of evidence. Nothing outside of it can be read, not through `..` and not through links.

use std::fs;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::exit::Failure;
use super::root::absolute;
use crate::model::{Source, SourceError};

/// The folder that bounds evidence.
pub(super) struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder at `root`, its links followed.
    pub(super) fn open(root: &Path) -> Result<Self, Failure> {
        Ok(Self { root: absolute(root)? })
    }
}

impl Source for Folder {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, SourceError> {
        let relative = Path::new(path);
        if !relative
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
        {
            return Err(SourceError::Outside);
        }
        let file = match fs::canonicalize(self.root.join(relative)) {
            Ok(file) => file,
            Err(error) if is_absent(error.kind()) => return Err(SourceError::NotFound),
            Err(error) => return Err(error.into()),
        };
        if !file.starts_with(&self.root) {
            return Err(SourceError::Outside);
        }
        // Only a regular file has bytes that can be hashed: a pipe would never end.
        if !fs::metadata(&file)?.is_file() {
            return Err(SourceError::NotFound);
        }
        Ok(whole(&file)?)
    }
}

/// The bytes of a file, read to where they stay: a large one is never there twice.
fn whole(path: &Path) -> io::Result<Arc<[u8]>> {
    let mut file = fs::File::open(path)?;
    let size = usize::try_from(file.metadata()?.len()).unwrap_or(0);
    let mut bytes: Arc<[u8]> = std::iter::repeat_n(0, size).collect();
    let is_read = match Arc::get_mut(&mut bytes) {
        Some(place) => file.read_exact(place).is_ok() && file.read(&mut [0])? == 0,
        None => false,
    };
    // The size of some files isn't told beforehand, and that of others changes.
    if is_read { Ok(bytes) } else { Ok(fs::read(path)?.into()) }
}

fn is_absent(kind: ErrorKind) -> bool {
    kind == ErrorKind::NotFound || kind == ErrorKind::NotADirectory
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_root_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("root");
        fs::create_dir_all(root.join("evidence")).unwrap();
        fs::copy(file!(), folder.path().join("secret"))
            .or_else(|_| fs::File::create(folder.path().join("secret")).map(|_| 0))
            .unwrap();
        fs::File::create(root.join("evidence/log")).unwrap();
        let source = Folder::open(&root).unwrap();
        assert!(source.read("evidence/log").is_ok());
        assert!(matches!(source.read("../secret"), Err(SourceError::Outside)));
        assert!(matches!(source.read("/etc/passwd"), Err(SourceError::Outside)));
        assert!(matches!(source.read("evidence"), Err(SourceError::NotFound)));
        assert!(matches!(source.read("evidence/none"), Err(SourceError::NotFound)));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leaves_the_root_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("root");
        fs::create_dir_all(&root).unwrap();
        fs::File::create(folder.path().join("secret")).unwrap();
        std::os::unix::fs::symlink("../secret", root.join("log")).unwrap();
        let source = Folder::open(&root).unwrap();
        assert!(matches!(source.read("log"), Err(SourceError::Outside)));
    }
}
