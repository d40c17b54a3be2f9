//! Evidence paths: from relative to the file that names them to relative to the root (SEMANTICS rule 6).

use std::collections::BTreeSet;

use super::file::File;
use super::kind::Kind;
use super::merge::Merged;
use super::problems::Problems;
use crate::diagnostic::Diagnostic;
use crate::model::Findings;

/// The same document, with the paths of its evidence relative to the root.
pub(super) fn rebase(
    mut document: Findings,
    input: usize,
    folder: &str,
    problems: &mut Problems<'_>,
) -> Findings {
    for (at, evidence) in document.evidence.iter_mut().enumerate() {
        match under_root(folder, &evidence.path) {
            Ok(path) => evidence.path = path,
            Err(wrong) => {
                let pointer = format!("/evidence/{at}/path");
                problems.add(input, &pointer, || wrong.diagnostic(&evidence.path));
            }
        }
    }
    document
}

/// A listed file that is a piece of evidence gets that one's path. The others are the subject's files, and are
/// named as the subject names them.
pub(super) fn listed(merged: &mut Merged, files: &[File]) {
    let known: BTreeSet<&str> =
        merged.findings.evidence.iter().map(|evidence| evidence.path.as_str()).collect();
    let origins = merged.origins.lists.get(&Kind::Artifact);
    for (at, artifact) in merged.findings.artifacts.iter_mut().enumerate() {
        let input = origins.and_then(|origins| origins.get(at)).map_or(0, |(input, _)| *input);
        let folder = files.get(input).map_or("", |file| folder(&file.path));
        if let Ok(path) = under_root(folder, &artifact.path)
            && known.contains(path.as_str())
        {
            artifact.path = path;
        }
    }
}

/// The folder of a file that is named relative to the root.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Why a path can't be that of a piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Absolute,
    Drive,
    Address,
    Backslash,
    Nul,
    LeavesRoot,
    Folder,
}

impl Wrong {
    fn diagnostic(self, path: &str) -> Diagnostic {
        let relative = "write it relative to the findings file, as `evidence/scan.json`";
        match self {
            Self::Absolute => {
                Diagnostic::error("absolute-path", format!("`{path}` is an absolute path"))
                    .help(relative)
            }
            Self::Drive => {
                Diagnostic::error("absolute-path", format!("`{path}` names a drive")).help(relative)
            }
            Self::Address => Diagnostic::error(
                "absolute-path",
                format!("`{path}` is an address, not a file"),
            )
            .help(
                "evidence is bytes that can be hashed: save what is there as a file, and name that",
            ),
            Self::Backslash => {
                Diagnostic::error("backslash-in-path", format!("`{path}` has a backslash"))
                    .help("write `/` between the parts of a path, on every system")
            }
            Self::Nul => Diagnostic::error("nul-in-path", "the path holds a NUL character"),
            Self::LeavesRoot => {
                Diagnostic::error("outside-root", format!("`{path}` leaves the root"))
                    .help("move the file below the root, or name a higher root with `--root`")
            }
            Self::Folder => Diagnostic::error("path-is-folder", format!("`{path}` is a folder"))
                .help("evidence is one file"),
        }
    }
}

/// The path below the root of what a file in `folder` calls `path`.
fn under_root(folder: &str, path: &str) -> Result<String, Wrong> {
    let mut letters = path.chars();
    let drive = letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.next() == Some(':');
    if path.contains('\0') {
        return Err(Wrong::Nul);
    } else if drive {
        return Err(Wrong::Drive);
    } else if path.contains("://") {
        return Err(Wrong::Address);
    } else if path.starts_with(['/', '\\']) {
        return Err(Wrong::Absolute);
    } else if path.contains('\\') {
        return Err(Wrong::Backslash);
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop().ok_or(Wrong::LeavesRoot)?),
            name => parts.push(name),
        }
    }
    let named = path.rsplit('/').next().is_some_and(|last| !matches!(last, "" | "." | ".."));
    if named { Ok(parts.join("/")) } else { Err(Wrong::Folder) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn become_relative_to_the_root() {
        for (folder, path, expected) in [
            ("", "k6.json", "k6.json"),
            ("", "./evidence//k6.json", "evidence/k6.json"),
            ("a/b", "../k6.json", "a/k6.json"),
            ("a/b", "../../k6.json", "k6.json"),
            ("", "a/../k6.json", "k6.json"),
            ("", "..k6.json", "..k6.json"),
            ("", "a:b.json", "a:b.json"),
        ] {
            let drive = path == "a:b.json";
            let expected = if drive { Err(Wrong::Drive) } else { Ok(expected.to_owned()) };
            assert_eq!(under_root(folder, path), expected, "{folder} {path}");
        }
    }

    #[test]
    fn that_are_none_are_told_apart() {
        for (folder, path, expected) in [
            ("", "../k6.json", Wrong::LeavesRoot),
            ("a", "../../k6.json", Wrong::LeavesRoot),
            ("", "a/../../a/k6.json", Wrong::LeavesRoot),
            ("", "/etc/passwd", Wrong::Absolute),
            ("", "\\\\host\\share", Wrong::Absolute),
            ("", "C:/k6.json", Wrong::Drive),
            ("", "https://host/k6.json", Wrong::Address),
            ("", "evidence\\k6.json", Wrong::Backslash),
            ("", "k6\0.json", Wrong::Nul),
            ("a", "..", Wrong::Folder),
            ("", ".", Wrong::Folder),
            ("", "evidence/", Wrong::Folder),
        ] {
            assert_eq!(under_root(folder, path), Err(expected), "{folder} {path}");
        }
    }
}
