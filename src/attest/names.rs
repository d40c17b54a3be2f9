//! Names in a package: which are safe to write anywhere, and which would be one file on some systems.
//!
//! What `render` writes and what `verify` reads follow the same rules, so that nothing is made that would be
//! refused.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

use crate::diagnostic::{Diagnostic, Place};

/// The most bytes of a whole name: longer ones can't be written on some systems.
const LONGEST: usize = 1024;

/// The most bytes of one part of a name: what most file systems take.
const LONGEST_PART: usize = 255;

/// Why a name can't stand in a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnsafeName {
    /// It has no letters.
    #[error("is empty")]
    Empty,
    /// It is longer than some systems take.
    #[error("is longer than {LONGEST} bytes, or one of its parts than {LONGEST_PART}")]
    TooLong,
    /// It begins at the root of the file system.
    #[error("is an absolute path")]
    Absolute,
    /// It begins with the letter of a drive.
    #[error("names a drive")]
    Drive,
    /// It leads out of the package, or names one file in two ways.
    #[error("has a part that is `.`, `..` or empty")]
    Steps,
    /// It is one name here and a path there.
    #[error("has a backslash")]
    Backslash,
    /// It can't be printed, and can hide what follows.
    #[error("has a control character")]
    Control,
}

/// Whether a name can stand in a package: relative, with `/` between its parts, and the same everywhere.
///
/// # Errors
///
/// [`UnsafeName`] says why it can't.
pub fn check(name: &str) -> Result<(), UnsafeName> {
    let mut letters = name.chars();
    let drive = letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.next() == Some(':');
    let too_long = name.len() > LONGEST || name.split('/').any(|part| part.len() > LONGEST_PART);
    if name.is_empty() {
        Err(UnsafeName::Empty)
    } else if name.chars().any(char::is_control) {
        Err(UnsafeName::Control)
    } else if name.contains('\\') {
        Err(UnsafeName::Backslash)
    } else if name.starts_with('/') {
        Err(UnsafeName::Absolute)
    } else if drive {
        Err(UnsafeName::Drive)
    } else if name.split('/').any(|part| matches!(part, "" | "." | "..")) {
        Err(UnsafeName::Steps)
    } else if too_long {
        Err(UnsafeName::TooLong)
    } else {
        Ok(())
    }
}

/// All that is wrong with the names of one package, in their order.
#[must_use]
pub fn problems<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut taken = Taken::default();
    for name in names {
        match check(name) {
            Err(wrong) => found.push(unsafe_name(name, wrong)),
            Ok(()) => found.extend(taken.take(name).map(|clash| clash.diagnostic(name))),
        }
    }
    found
}

/// The message about a name that can't stand in a package.
#[must_use]
pub fn unsafe_name(name: &str, wrong: UnsafeName) -> Diagnostic {
    Diagnostic::error("unsafe-path", format!("the name `{name}` {wrong}"))
        .at(Place::file(name))
        .help(
            "nothing was read from it; a package holds relative paths with `/` between their parts",
        )
}

/// Names that are taken, by what a system that ignores case and composition makes of them.
#[derive(Debug, Default)]
pub struct Taken {
    files: BTreeMap<String, String>,
    /// Every folder that a file stands in, with the first such file.
    folders: BTreeMap<String, String>,
}

/// Why a name can't stand beside another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clash {
    /// The same name is there already.
    Twice,
    /// This one is there, and differs only by case or by how its letters are composed.
    Alike(String),
    /// One of the two would have to be a file and a folder.
    Folder(String),
}

impl Taken {
    /// Takes a name, unless it clashes with one that is taken.
    pub fn take(&mut self, name: &str) -> Option<Clash> {
        let clash = self.clash(name);
        if clash.is_none() {
            let key = folded(name);
            for folder in folders(&key) {
                self.folders.entry(folder.to_owned()).or_insert_with(|| name.to_owned());
            }
            self.files.insert(key, name.to_owned());
        }
        clash
    }

    /// Whether the name clashes with one that is taken.
    #[must_use]
    pub fn clash(&self, name: &str) -> Option<Clash> {
        let key = folded(name);
        if let Some(other) = self.files.get(&key) {
            return Some(if other == name { Clash::Twice } else { Clash::Alike(other.clone()) });
        }
        let above = || folders(&key).find_map(|folder| self.files.get(folder));
        let other = self.folders.get(&key).or_else(above)?;
        Some(Clash::Folder(other.clone()))
    }
}

impl Clash {
    /// The message about it.
    #[must_use]
    pub fn diagnostic(&self, name: &str) -> Diagnostic {
        let told = match self {
            Self::Twice => {
                Diagnostic::error("duplicate-path", format!("the name `{name}` is there twice"))
                    .help("which of the two is meant can't be told")
            }
            Self::Alike(other) => Diagnostic::error(
                "clashing-path",
                format!("`{name}` and `{other}` are one file where case or composition is ignored"),
            )
            .help("rename one of the two: on macOS and Windows only one of them would be left"),
            Self::Folder(other) => Diagnostic::error(
                "clashing-path",
                format!("of `{name}` and `{other}` one would have to be both a file and a folder"),
            )
            .help("rename one of the two"),
        };
        told.at(Place::file(name))
    }
}

/// What a system that ignores case and composition makes of a name (Unicode Standard Annex 15).
fn folded(name: &str) -> String {
    name.nfd().flat_map(char::to_lowercase).nfc().collect()
}

/// The folders in which a name stands, the outermost first.
fn folders(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('/').filter_map(|(end, _)| name.get(..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn safe_names_are_the_same_everywhere() {
        let long = format!("{}/{}", "a".repeat(255), "b".repeat(255));
        for name in ["a", "inputs/evidence/k6 (2).json", "ü/日本", "..a", "a..", "ab:c", "-", &long]
        {
            assert_eq!(check(name), Ok(()), "{name}");
        }
        let parts = format!("{}a", "a/".repeat(512));
        let part = "a".repeat(256);
        for (name, wrong) in [
            ("", UnsafeName::Empty),
            ("/etc/passwd", UnsafeName::Absolute),
            ("C:/x", UnsafeName::Drive),
            ("c:x", UnsafeName::Drive),
            ("../x", UnsafeName::Steps),
            ("a/../x", UnsafeName::Steps),
            ("a/./x", UnsafeName::Steps),
            ("a//x", UnsafeName::Steps),
            ("a/", UnsafeName::Steps),
            ("..\\x", UnsafeName::Backslash),
            ("\\\\host\\share", UnsafeName::Backslash),
            ("a\0b", UnsafeName::Control),
            ("a\nb", UnsafeName::Control),
            ("a\u{9b}b", UnsafeName::Control),
            (&parts, UnsafeName::TooLong),
            (&part, UnsafeName::TooLong),
        ] {
            assert_eq!(check(name), Err(wrong), "{name:?}");
        }
    }

    #[test]
    fn names_that_are_one_file_somewhere_clash() {
        let clash = |first: &str, second: &str| {
            let mut taken = Taken::default();
            assert_eq!(taken.take(first), None);
            taken.take(second)
        };
        assert_eq!(clash("a/b", "a/b"), Some(Clash::Twice));
        assert_eq!(clash("a/B", "A/b"), Some(Clash::Alike("a/B".to_owned())));
        assert_eq!(clash("\u{e9}", "e\u{301}"), Some(Clash::Alike("\u{e9}".to_owned())));
        assert_eq!(clash("\u{c9}", "e\u{301}"), Some(Clash::Alike("\u{c9}".to_owned())));
        assert_eq!(clash("a", "A/b"), Some(Clash::Folder("a".to_owned())));
        assert_eq!(clash("a/b/c", "a/b"), Some(Clash::Folder("a/b/c".to_owned())));
        for (first, second) in [("a/b", "a/c"), ("a/b", "A/c"), ("a", "ab"), ("a/b", "b")] {
            assert_eq!(clash(first, second), None, "{first} {second}");
        }
    }

    #[test]
    fn every_problem_is_told() {
        let names = ["a", "a", "../b", "A", "c"];
        let codes: Vec<_> = problems(names).iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["duplicate-path", "unsafe-path", "clashing-path"]);
    }
}
