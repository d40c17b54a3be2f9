//! Reads what the command line names.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::exit::{Failure, Texts};
use super::root::{self, STDIN};
use crate::schema::Input;

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
    Ok(Input { name, path: root::relative(file, root)?, bytes: bytes(file)? })
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
