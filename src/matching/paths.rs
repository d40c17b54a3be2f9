//! Files as they are called from the root of the subject: tools write `./a/b.py`, `file:///build/a/b.py`, `/build/a/b.py`
//! or `a\b.py` for one file, and what one of them found tells where its neighbours of another went.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::seen::{Symbol, Symbols};
use crate::model::Finding;

/// The files of both sides, by what is written. Their numbers are in the order of their names.
pub(super) struct Paths<'f>(HashMap<&'f str, Symbol>);

impl<'f> Paths<'f> {
    /// Of the paths of both sides together, so that a file has one name on both.
    pub(super) fn of(written: impl Iterator<Item = &'f str>, symbols: &mut Symbols) -> Self {
        let written: HashSet<&str> = written.collect();
        let plain: Vec<(&str, Cow<'f, str>)> =
            written.into_iter().map(|path| (path, plain(path))).collect();
        let roots = Roots::of(plain.iter().map(|(_, path)| path.as_ref()));
        let mut named: Vec<(&str, &str)> =
            plain.iter().map(|(written, path)| (roots.strip(path), *written)).collect();
        named.sort_unstable();
        Self(named.into_iter().map(|(name, written)| (written, symbols.of(name))).collect())
    }

    pub(super) fn get(&self, written: &str) -> Symbol {
        self.0.get(written).copied().unwrap_or_default()
    }
}

/// What is written of a finding's file.
pub(super) fn written<L>(finding: &Finding<L>) -> &str {
    finding.location.as_ref().and_then(|place| place.path.as_deref()).unwrap_or_default()
}

/// Without what stands before a path in some formats, and with slashes.
fn plain(written: &str) -> Cow<'_, str> {
    let path = match written.strip_prefix("file://") {
        Some(path) if path.contains('%') => Cow::Owned(decoded(path)),
        Some(path) => Cow::Borrowed(path),
        None => Cow::Borrowed(written),
    };
    if path.contains('\\') {
        return Cow::Owned(plain(&path.replace('\\', "/")).into_owned());
    }
    match path {
        Cow::Borrowed(path) => Cow::Borrowed(without_dots(path)),
        Cow::Owned(path) => Cow::Owned(without_dots(&path).to_owned()),
    }
}

fn without_dots(path: &str) -> &str {
    let mut path = path;
    while let Some(rest) = path.strip_prefix("./") {
        path = rest;
    }
    path
}

/// A path of a URI, in which bytes may stand as `%` and two hexadecimal digits.
fn decoded(path: &str) -> String {
    let mut parts = path.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let coded = part.get(..2).zip(part.get(2..));
        let coded = coded.and_then(|(hex, rest)| Some((u8::from_str_radix(hex, 16).ok()?, rest)));
        if let Some((byte, rest)) = coded {
            bytes.push(byte);
            bytes.extend_from_slice(rest.as_bytes());
        } else {
            bytes.push(b'%');
            bytes.extend_from_slice(part.as_bytes());
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Folders that absolute paths are told from, each with how many files are told without it as well.
struct Roots(HashMap<String, usize>);

impl Roots {
    fn of<'p>(paths: impl Iterator<Item = &'p str>) -> Self {
        let (absolute, relative): (HashSet<&str>, HashSet<&str>) =
            paths.partition(|path| is_absolute(path));
        let mut roots: HashMap<String, usize> = HashMap::new();
        for path in absolute {
            for (root, rest) in splits(path) {
                if relative.contains(rest) {
                    *roots.entry(root.to_owned()).or_default() += 1;
                }
            }
        }
        Self(roots)
    }

    /// A path from the root that most files bear out; of two, from the upper one.
    fn strip<'p>(&self, path: &'p str) -> &'p str {
        let mut best = (0, path);
        if is_absolute(path) {
            for (root, rest) in splits(path) {
                let count = self.0.get(root).copied().unwrap_or_default();
                if count > best.0 {
                    best = (count, rest);
                }
            }
        }
        best.1
    }
}

fn is_absolute(path: &str) -> bool {
    let drive = path.split_once(":/").is_some_and(|(drive, _)| drive.len() == 1);
    drive || path.starts_with('/')
}

/// The folders above a path, from the upmost, each with what is left of it.
fn splits(path: &str) -> impl Iterator<Item = (&str, &str)> {
    path.match_indices('/').filter_map(|(at, _)| Some((path.get(..=at)?, path.get(at + 1..)?)))
}
