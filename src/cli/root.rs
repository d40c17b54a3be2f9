//! The root that bounds evidence, and paths relative to it (SEMANTICS rule 6).

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::exit::Failure;

/// Standard input, as a file's name.
pub(super) const STDIN: &str = "-";

/// `--root`, else the deepest folder that holds all findings files; for `-` the working folder.
pub(super) fn of(named: Option<&Path>, files: &[PathBuf]) -> Result<PathBuf, Failure> {
    if let Some(root) = named {
        let folder = absolute(root)?;
        if folder.is_dir() {
            return Ok(folder);
        }
        return Err(Failure::Usage {
            message: format!("the evidence root {} is no folder", root.display()),
            help: "name the folder that holds the findings files and their evidence".to_owned(),
        });
    }
    let mut deepest: Option<PathBuf> = None;
    for file in files {
        let folder = folder_of(file)?;
        deepest = Some(match deepest {
            None => folder,
            Some(common) => common
                .components()
                .zip(folder.components())
                .take_while(|(a, b)| a == b)
                .map(|(part, _)| part)
                .collect(),
        });
    }
    deepest.map_or_else(|| absolute(Path::new(".")), Ok)
}

/// The folder in which a file lies, absolute, its links followed.
pub(super) fn folder_of(file: &Path) -> Result<PathBuf, Failure> {
    if file.as_os_str() == STDIN {
        return absolute(Path::new("."));
    }
    let folder = file.parent().filter(|parent| !parent.as_os_str().is_empty());
    absolute(folder.unwrap_or(Path::new(".")))
}

/// An absolute path, its links followed.
pub(super) fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    fs::canonicalize(path)
        .map_err(|source| Failure::environment(format!("can't open {}", path.display()), source))
}

/// The path of a findings file relative to the root, with `/` between parts.
pub(super) fn relative(file: &Path, root: &Path) -> Result<String, Failure> {
    if file.as_os_str() == STDIN {
        return Ok(STDIN.to_owned());
    }
    let name = file.file_name().map_or(file, Path::new);
    let full = folder_of(file)?.join(name);
    let inside = full.strip_prefix(root).map_err(|_| Failure::Usage {
        message: format!("{} lies outside the evidence root {}", file.display(), root.display()),
        help: "name a --root that holds all findings files".to_owned(),
    })?;
    let parts = inside.components().map(|part| match part {
        Component::Normal(name) => name.to_string_lossy().into_owned(),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => {
            String::new()
        }
    });
    Ok(parts.collect::<Vec<_>>().join("/"))
}
