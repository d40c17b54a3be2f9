//! Opens a package: a folder that `render` wrote, or an archive that `bundle` packed.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::exit::Failure;
use super::inputs;
use super::root::STDIN;
use super::source::Folder;
use crate::attest::{Archive, Contents, Limits, MANIFEST, Supply, names};
use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Source, SourceError};

/// What to name.
const A_PACKAGE: &str =
    "name a folder that `signoff render` wrote, or a zip archive of `signoff bundle`";

/// A package whose names are safe.
pub(super) enum Package {
    Folder(InFolder),
    Archive(Archive),
}

/// Why a package wasn't opened.
pub(super) enum Refused {
    /// It is none, or it can't be read.
    Failure(Failure),
    /// What it holds could harm or mislead.
    Contents(Vec<Diagnostic>),
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Failure(failure) => failure,
            Refused::Contents(told) => Self::Package(told),
        }
    }
}

/// The package that the command line names in place of findings; it stands alone.
pub(super) fn given(files: &[PathBuf]) -> Result<Option<Package>, Refused> {
    let is_package = |file: &&PathBuf| {
        let is_stdin = file.as_os_str() == STDIN;
        // Any other folder was meant as something else, which reading it tells.
        !is_stdin && (file.join(MANIFEST).is_file() || begins_as_archive(file))
    };
    match (files.iter().find(is_package), files.len()) {
        (None, _) => Ok(None),
        (Some(only), 1) => open(only).map(Some),
        (Some(package), _) => Err(Refused::Failure(Failure::Usage {
            message: format!(
                "{} is a package, and other files are named beside it",
                package.display()
            ),
            help: "name the package alone, or the findings that it was made from".to_owned(),
        })),
    }
}

/// Opens a folder or an archive; `-` is an archive on standard input.
pub(super) fn open(path: &Path) -> Result<Package, Refused> {
    let package = if path.as_os_str() != STDIN && metadata(path)?.is_dir() {
        Package::Folder(InFolder::open(path)?)
    } else {
        Package::Archive(archive(path)?)
    };
    with_manifest(package, path)
}

/// Opens a folder, whatever is in it.
pub(super) fn folder(path: &Path) -> Result<InFolder, Refused> {
    InFolder::open(path)
}

fn with_manifest(package: Package, path: &Path) -> Result<Package, Refused> {
    if package.contents().names().iter().any(|name| name == MANIFEST) {
        return Ok(package);
    }
    Err(Refused::Failure(Failure::Usage {
        message: format!("there is no {MANIFEST} in {}", path.display()),
        help: A_PACKAGE.to_owned(),
    }))
}

fn metadata(path: &Path) -> Result<fs::Metadata, Failure> {
    fs::metadata(path).map_err(|source| Failure::Environment {
        what: format!("can't open {}", path.display()),
        source,
        help: Some(A_PACKAGE.to_owned()),
    })
}

fn archive(path: &Path) -> Result<Archive, Refused> {
    let limits = Limits::default();
    if path.as_os_str() != STDIN && metadata(path)?.len() > limits.bytes {
        let message = format!("the archive has more than {} bytes", limits.bytes);
        let told = Diagnostic::error("package-too-large", message);
        return Err(Refused::Contents(vec![told.at(Place::file(path.to_string_lossy()))]));
    }
    let bytes = inputs::bytes(path)?;
    if !is_archive(&bytes) {
        return Err(Refused::Failure(Failure::Usage {
            message: format!("{} is no package", path.display()),
            help: A_PACKAGE.to_owned(),
        }));
    }
    Archive::open(bytes.into(), limits).map_err(Refused::Contents)
}

/// An archive that was read.
pub(super) fn of_bytes(bytes: &[u8]) -> Result<Package, Refused> {
    let archive = Archive::open(bytes.into(), Limits::default()).map_err(Refused::Contents)?;
    with_manifest(Package::Archive(archive), Path::new(STDIN))
}

/// Every zip archive begins so, an empty one too (APPNOTE 4.3.1).
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK")
}

/// Whether a file begins so. What a pipe gives away can't be read again, and is looked at where it is read whole.
fn begins_as_archive(path: &Path) -> bool {
    let mut begin = [0; 2];
    if !fs::metadata(path).is_ok_and(|about| about.is_file()) {
        return false;
    }
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut begin));
    read.is_ok() && is_archive(&begin)
}

impl Source for Package {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, SourceError> {
        self.contents().read(path)
    }
}

impl Package {
    /// What lies in it.
    pub(super) fn contents(&self) -> &dyn Contents {
        match self {
            Self::Folder(folder) => folder,
            Self::Archive(archive) => archive,
        }
    }

    /// What differs although every file is as the manifest says.
    pub(super) fn differences(&self) -> Vec<Diagnostic> {
        match self {
            Self::Folder(_) => Vec::new(),
            Self::Archive(archive) => archive.differences(),
        }
    }
}

/// A folder with the names of all files in it.
pub(super) struct InFolder {
    folder: Folder,
    names: Vec<String>,
}

impl InFolder {
    fn open(path: &Path) -> Result<Self, Refused> {
        let (names, mut wrong) = walk(path)?;
        wrong.extend(names::problems(names.iter().map(String::as_str)));
        if wrong.is_empty() {
            Ok(Self { folder: Folder::open(path)?, names })
        } else {
            Err(Refused::Contents(wrong))
        }
    }
}

/// Every file below a folder, by name, and what is no file. Links are not followed.
fn walk(root: &Path) -> Result<(Vec<String>, Vec<Diagnostic>), Failure> {
    let failed = |path: &Path, source| {
        Failure::environment(format!("can't read {}", path.display()), source)
    };
    let (mut names, mut wrong) = (Vec::new(), Vec::new());
    let mut folders: Vec<PathBuf> = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|source| failed(&folder, source))? {
            let entry = entry.map_err(|source| failed(&folder, source))?;
            let path = entry.path();
            let kind = entry.file_type().map_err(|source| failed(&path, source))?;
            let (name, problem) = named(&path, root);
            wrong.extend(problem);
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                names.push(name);
            } else {
                wrong.push(no_file(&name, kind));
            }
        }
    }
    names.sort();
    Ok((names, wrong))
}

/// The name relative to the package. What is no text has a name that can only be shown.
fn named(path: &Path, root: &Path) -> (String, Option<Diagnostic>) {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let name = parts.join("/");
    let readable = inside.to_str().is_some();
    let problem = (!readable).then(|| {
        Diagnostic::error("unsafe-path", format!("the name `{name}` is not UTF-8"))
            .at(Place::file(name.clone()))
    });
    (name, problem)
}

fn no_file(name: &str, kind: fs::FileType) -> Diagnostic {
    let link = kind.is_symlink();
    let what = if link { "a symbolic link" } else { "neither a file nor a folder" };
    Diagnostic::error("link-in-package", format!("`{name}` is {what}"))
        .at(Place::file(name))
        .help("a package holds regular files only: what a link leads to isn't in it")
}

impl Source for InFolder {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, SourceError> {
        self.folder.read(path)
    }
}

impl Supply for InFolder {}

impl Contents for InFolder {
    fn names(&self) -> &[String] {
        &self.names
    }
}
