//! Finds the policy: named, found beside the findings or above them, or the built-in default.

use std::path::{Path, PathBuf};

use super::exit::{Failure, Texts};
use super::{inputs, root};
use crate::assess::Baseline;
use crate::model::report::{InputFile, InputRole, PolicyChoice};
use crate::model::{BuiltIn, Digest, Policy};
use crate::policy::expression::PlacedId;
use crate::policy::{self, PolicyFile};
use crate::schema::{Input, read_report};

/// The name under which a policy is found.
const FILE_NAME: &str = "signoff.toml";

/// The effective policy and everything that it was made from.
pub(super) struct Chosen {
    pub(super) policy: Policy,
    pub(super) name: String,
    pub(super) choice: PolicyChoice,
    pub(super) baselines: Vec<Baseline>,
    /// Copies for `inputs/`: where each stands, its bytes, and the name with which an input names the original.
    pub(super) copies: Vec<Copy>,
    /// The ids in its expressions, to be held against the findings.
    pub(super) expression_ids: Vec<PlacedId>,
    /// Its text and those of what it extends, by name.
    pub(super) texts: Texts,
}

/// A file that is copied, and what it stands for.
pub(super) struct Copy {
    pub(super) role: InputRole,
    /// Path below `inputs/`.
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    pub(super) named: String,
}

impl Copy {
    /// As the report lists it.
    pub(super) fn input(&self) -> InputFile {
        InputFile {
            role: self.role,
            path: self.path.clone(),
            sha256: Digest::of(&self.bytes),
            size: self.bytes.len() as u64,
        }
    }
}

/// Chooses and reads the policy for findings of which the first is `file`.
pub(super) fn choose(named: Option<&Path>, file: &Path) -> Result<Chosen, Failure> {
    let (path, choice) = match named {
        Some(path) => (path.to_owned(), PolicyChoice::Named),
        None => match found(&root::folder_of(file)?) {
            Some(path) => (path, PolicyChoice::Found),
            None => return Ok(default()),
        },
    };
    read(&path, choice)
}

/// The policy in that folder or the nearest one above it.
fn found(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|above| above.join(FILE_NAME)).find(|path| path.is_file())
}

fn default() -> Chosen {
    Chosen {
        policy: policy::built_in(BuiltIn::Production),
        name: "production".to_owned(),
        choice: PolicyChoice::Default,
        baselines: Vec::new(),
        copies: Vec::new(),
        expression_ids: Vec::new(),
        texts: Texts::new(),
    }
}

fn read(path: &Path, choice: PolicyChoice) -> Result<Chosen, Failure> {
    let file =
        PolicyFile { name: path.to_string_lossy().into_owned(), bytes: inputs::bytes(path)? };
    let text = String::from_utf8_lossy(&file.bytes).into_owned();
    let texts = Texts::from([(file.name.clone(), text)]);
    let loaded = policy::load(file, &mut |relative, from| {
        let path = beside(from, relative);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(PolicyFile { name: path.to_string_lossy().into_owned(), bytes }),
            Err(error) => Err(error.to_string()),
        }
    })
    .map_err(|diagnostics| Failure::Inputs { diagnostics, texts })?;
    let mut copies: Vec<Copy> = loaded.files.iter().enumerate().map(copy).collect();
    let mut baselines = Vec::new();
    for named in &loaded.baselines {
        let (baseline, bytes) = baseline(named, &beside(&path.to_string_lossy(), named));
        copies.extend(bytes.map(|bytes| baseline_copy(named, bytes, baselines.len())));
        baselines.push(baseline);
    }
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let text = |file: &PolicyFile| String::from_utf8_lossy(&file.bytes).into_owned();
    let texts = loaded.files.iter().map(|file| (file.name.clone(), text(file))).collect();
    let (policy, expression_ids) = (loaded.policy, loaded.expression_ids);
    Ok(Chosen { policy, name, choice, baselines, copies, expression_ids, texts })
}

/// A path as a file names it, relative to that file's folder.
fn beside(from: &str, relative: &str) -> PathBuf {
    Path::new(from).parent().unwrap_or(Path::new("")).join(relative)
}

/// `inputs/policy/signoff.toml`, and what it extends in numbered folders beside it (SEMANTICS rule 6).
fn copy((at, file): (usize, &PolicyFile)) -> Copy {
    let name = Path::new(&file.name).file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_else(|| FILE_NAME.to_owned());
    let path =
        if at == 0 { format!("policy/{name}") } else { format!("policy/extended-{at}/{name}") };
    Copy { role: InputRole::Policy, path, bytes: file.bytes.clone(), named: name }
}

fn baseline_copy(named: &str, bytes: Vec<u8>, earlier: usize) -> Copy {
    let folder =
        if earlier == 0 { "baseline".to_owned() } else { format!("baseline-{}", earlier + 1) };
    Copy {
        role: InputRole::Baseline,
        path: format!("{folder}/report.json"),
        bytes,
        named: named.to_owned(),
    }
}

/// An earlier report. One that can't be read leaves its gate undetermined (SEMANTICS rule 15).
fn baseline(named: &str, path: &Path) -> (Baseline, Option<Vec<u8>>) {
    let bytes = std::fs::read(path).ok();
    let input = |bytes: &Vec<u8>| Input {
        name: path.to_string_lossy().into_owned(),
        path: named.to_owned(),
        bytes: bytes.clone(),
    };
    let report = bytes.as_ref().and_then(|bytes| read_report(&input(bytes)).ok());
    (Baseline { path: named.to_owned(), report }, bytes)
}
