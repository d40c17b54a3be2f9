//! The folder of a site: what is published in it, and where pages are put by before they are.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::super::exit::Failure;
use super::super::write;
use super::publish;
use crate::site::build::Before;
use crate::site::doors::Stage;
use crate::site::unit::{BUILD, Build};

/// The folder in which pages are put by. It is hidden, and gone when the build is done.
pub(super) const PUT_BY: &str = ".signoff-next";

/// A site's folder, which no other build touches meanwhile.
pub(super) struct Folder {
    pub(super) root: PathBuf,
    /// Held as long as this is.
    _lock: fs::File,
}

impl Folder {
    /// Opens the folder, and makes it where it isn't there. What an interrupted build had begun to publish is published
    /// first.
    pub(super) fn open(root: &Path) -> Result<Self, Failure> {
        let failed = |what: &str, source| {
            Failure::environment(format!("can't {what} {}", root.display()), source)
        };
        let put_by = root.join(PUT_BY);
        fs::create_dir_all(&put_by).map_err(|error| failed("make", error))?;
        let lock = fs::File::create(put_by.join("lock")).map_err(|error| failed("lock", error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                return Err(Failure::Usage {
                    message: format!("another build publishes in {}", root.display()),
                    help: "wait until it is done".to_owned(),
                });
            }
            Err(fs::TryLockError::Error(error)) => return Err(failed("lock", error)),
        }
        let folder = Self { root: root.to_owned(), _lock: lock };
        publish::resume(&folder)?;
        Ok(folder)
    }

    /// What messages call it.
    pub(super) fn shown(&self) -> &str {
        self.root.to_str().unwrap_or("the folder")
    }

    /// Where pages are put by.
    pub(super) fn put_by_folder(&self) -> PathBuf {
        self.root.join(PUT_BY).join("pages")
    }

    /// What is published; none where nothing is. What another version of Signoff published is made anew.
    pub(super) fn before(&self) -> Result<Option<Before>, Failure> {
        let read = |name: &str| {
            self.published(name)
                .map_err(|error| Failure::environment(format!("can't read {name}"), error))
        };
        let (Some(site), Some(build)) = (read("index.json")?, read(BUILD)?) else {
            return Ok(None);
        };
        let site = serde_json::from_slice(&site);
        let build = serde_json::from_slice::<Build>(&build);
        match (site, build) {
            (Ok(site), Ok(build)) => Ok(Some(Before { site, build })),
            (Err(error), _) | (_, Err(error)) => Err(Failure::Usage {
                message: format!("the site in {} can't be read: {error}", self.shown()),
                help: "build it anew in an empty folder".to_owned(),
            }),
        }
    }
}

impl Stage for Folder {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        // What a build that was killed leaves half written lies beside the pages, and is never published.
        let (target, beside) = (self.put_by_folder().join(path), self.root.join(PUT_BY));
        write::whole(&target, &beside, |file| file.write_all(bytes))
    }

    fn put_by(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        found(fs::read(self.put_by_folder().join(path)))
    }

    fn published(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        found(fs::read(self.root.join(path)))
    }
}

/// Bytes, or that there is no such file.
pub(super) fn found(read: io::Result<Vec<u8>>) -> io::Result<Option<Vec<u8>>> {
    match read {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
