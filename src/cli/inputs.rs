//! Reads what the command line names.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::exit::{Failure, Texts};
use super::root::{self, STDIN};
use super::shelf::Shelf;
use crate::attest::{Recipe, Supply as _};
use crate::schema::{Input, Validated};

/// The files as named, with their bytes.
pub(super) fn read(files: &[PathBuf], root: &Path) -> Result<Vec<Input>, Failure> {
    if files.iter().filter(|file| file.as_os_str() == STDIN).count() > 1 {
        return Err(Failure::Usage {
            message: "standard input is named twice".to_owned(),
            help: "write `-` once".to_owned(),
        });
    }
    files.iter().map(|file| one(file, root)).collect()
}

fn one(file: &Path, root: &Path) -> Result<Input, Failure> {
    let name = file.to_string_lossy().into_owned();
    let path = match root::relative(file, root)? {
        path if path == STDIN => place_of_standard_input(root),
        path => path,
    };
    Ok(Input { name, path, bytes: bytes(file)? })
}

/// What standard input is called in a package: a name that no file in the root has.
fn place_of_standard_input(root: &Path) -> String {
    let names = (1_usize..).map(|number| match number {
        1 => "stdin.json".to_owned(),
        number => format!("stdin-{number}.json"),
    });
    let mut free = names.filter(|name| fs::symlink_metadata(root.join(name)).is_err());
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
        source,
    })
}

/// The texts of the files, for messages that show an excerpt.
pub(super) fn texts(inputs: &[Input]) -> Texts {
    let text = |input: &Input| String::from_utf8_lossy(&input.bytes).into_owned();
    inputs.iter().map(|input| (input.name.clone(), text(input))).collect()
}
