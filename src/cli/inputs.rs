//! Reads what the command line names.

use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use super::exit::{Failure, Texts};
use super::root::{self, STDIN};
use super::shelf::Shelf;
use crate::attest::{Recipe, Supply as _};
use crate::diagnostic::nearest;
use crate::schema::{Input, Validated};

/// A file as it was named, with its bytes.
pub(super) type Named = (PathBuf, Vec<u8>);

/// The files, each read once. Standard input can't be read again.
pub(super) fn read(files: &[PathBuf]) -> Result<Vec<Named>, Failure> {
    hold_that_standard_input_is_named_once(files)?;
    files.iter().map(|file| Ok((file.clone(), bytes(file)?))).collect()
}

/// What was read from standard input is gone.
pub(super) fn hold_that_standard_input_is_named_once(files: &[PathBuf]) -> Result<(), Failure> {
    if files.iter().filter(|file| file.as_os_str() == STDIN).count() > 1 {
        return Err(Failure::Usage {
            message: "standard input is named twice".to_owned(),
            help: "write `-` once".to_owned(),
        });
    }
    Ok(())
}

/// A findings file with its bytes.
pub(super) fn input(file: &Path, bytes: Vec<u8>, root: &Path) -> Result<Input, Failure> {
    let name = file.to_string_lossy().into_owned();
    let path = match root::relative(file, root)? {
        path if path == STDIN => free(root, "", "stdin.json", &BTreeSet::new()),
        path => path,
    };
    Ok(Input { name, path, bytes })
}

/// A path in a package for what has none: one that no file in the root has, and that isn't taken. `a/b.json`, else
/// `a/b-2.json` and so on.
pub(super) fn free(root: &Path, folder: &str, name: &str, taken: &BTreeSet<String>) -> String {
    let (stem, suffix) = match name.rsplit_once('.') {
        Some((stem, suffix)) if !stem.is_empty() => (stem, format!(".{suffix}")),
        _ => (name, String::new()),
    };
    let names = (1_usize..).map(|number| match number {
        1 => format!("{folder}{stem}{suffix}"),
        number => format!("{folder}{stem}-{number}{suffix}"),
    });
    let is_free =
        |name: &String| !taken.contains(name) && fs::symlink_metadata(root.join(name)).is_err();
    let mut free = names.filter(is_free);
    free.next().unwrap_or_default()
}

/// Standard input lies in a package under a name of its own. Evidence of that name isn't there, and must not
/// seem to be.
pub(super) fn refuse_evidence_that_is_standard_input(
    recipe: &Recipe,
    shelf: &Shelf,
    validated: &Validated,
) -> Result<(), Failure> {
    let piped = recipe.inputs.iter().find(|packed| shelf.shown(&packed.path) == STDIN);
    let listed = &validated.findings().evidence;
    match piped.filter(|piped| listed.iter().any(|entry| entry.path == piped.below())) {
        None => Ok(()),
        Some(piped) => Err(Failure::Usage {
            message: format!("evidence is called {}, as standard input is", piped.below()),
            help: "write the findings to a file, or call the evidence otherwise".to_owned(),
        }),
    }
}

/// The bytes of a file, or of standard input.
pub(super) fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    let read = if file.as_os_str() == STDIN {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(file)
    };
    read.map_err(|source| Failure::Environment {
        what: format!("can't read {}", file.display()),
        help: instead_of(file, source.kind()),
        source,
    })
}

/// What may have been meant by a file that can't be read.
fn instead_of(file: &Path, kind: ErrorKind) -> Option<String> {
    let (folder, meant, other) = if kind == ErrorKind::NotFound {
        (file.parent()?, file.file_name()?.to_str()?, "name a file that is there")
    } else if kind == ErrorKind::IsADirectory {
        (file, "findings.json", "name a file in it")
    } else {
        return None;
    };
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(here).ok()?.filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let mut names: Vec<String> =
        files.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    let found = names.iter().find(|name| *name == meant).map(String::as_str);
    let near = found.or_else(|| nearest(meant, names.iter().map(String::as_str)));
    Some(match near {
        Some(near) => format!("did you mean `{}`?", folder.join(near).display()),
        None => other.to_owned(),
    })
}

/// The texts of the files, for messages that show an excerpt.
pub(super) fn texts(inputs: &[Input]) -> Texts {
    let text = |input: &Input| String::from_utf8_lossy(&input.bytes).into_owned();
    inputs.iter().map(|input| (input.name.clone(), text(input))).collect()
}
