//! Finds the policy: named, found beside the findings or above them, or the built-in default.

use std::path::{Path, PathBuf};

use super::exit::{Failure, Texts, reason};
use super::{inputs, root};
use crate::attest::{Outside, Redacting, Role};
use crate::diagnostic::Diagnostic;
use crate::model::Redaction;
use crate::model::report::PolicyChoice;
use crate::policy::{self, PolicyFile};

/// The name under which a policy is found.
const FILE_NAME: &str = "signoff.toml";

/// The policy with everything that it was made from.
pub(super) struct Chosen {
    pub(super) choice: PolicyChoice,
    /// What it says about masking.
    pub(super) redaction: Redaction,
    /// Folders with mappings of what checkers write.
    pub(super) adapters: Vec<PathBuf>,
    /// The policy, what it extends, and the earlier reports that it names, in this order.
    pub(super) files: Vec<PolicyInput>,
}

impl Default for Chosen {
    fn default() -> Self {
        Self {
            choice: PolicyChoice::Default,
            redaction: Redaction::default(),
            adapters: Vec::new(),
            files: Vec::new(),
        }
    }
}

impl Chosen {
    /// The texts of the policy and of what it extends, by name.
    pub(super) fn texts(&self) -> Texts {
        let policies = self.files.iter().filter(|file| file.role == Role::Policy);
        let text = |file: &PolicyInput| String::from_utf8_lossy(&file.bytes).into_owned();
        policies.map(|file| (file.shown.clone(), text(file))).collect()
    }
}

/// A file that may lie anywhere.
pub(super) struct PolicyInput {
    pub(super) role: Role,
    /// The name with which something names it.
    pub(super) named: String,
    /// What messages call it.
    pub(super) shown: String,
    pub(super) bytes: Vec<u8>,
}

impl PolicyInput {
    /// What has to have a place in a package.
    pub(super) fn outside(&self) -> Outside<'_> {
        Outside { role: self.role, named: &self.named }
    }
}

/// Chooses and reads the policy for findings of which the first is `file`.
pub(super) fn choose(named: Option<&Path>, file: &Path) -> Result<Chosen, Failure> {
    let (path, choice) = match named {
        Some(path) => (path.to_owned(), PolicyChoice::Named),
        None => match found(&root::folder_of(file)?) {
            Some(path) => (path, PolicyChoice::Found),
            None => return Ok(Chosen::default()),
        },
    };
    Ok(Chosen { choice, ..read(&path)? })
}

/// The policy in that folder or the nearest one above it.
fn found(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|above| above.join(FILE_NAME)).find(|path| path.is_file())
}

fn read(path: &Path) -> Result<Chosen, Failure> {
    let shown = path.to_string_lossy().into_owned();
    let file = PolicyFile { name: shown.clone(), bytes: inputs::bytes(path)? };
    let mut texts = Texts::new();
    let mut keep = |file: &PolicyFile| {
        texts.insert(file.name.clone(), String::from_utf8_lossy(&file.bytes).into_owned());
    };
    keep(&file);
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let mut names = vec![name];
    let loaded = policy::load(file, &mut |relative, from| {
        names.push(relative.to_owned());
        let path = beside(from, relative);
        let bytes = std::fs::read(&path).map_err(|error| reason(&error))?;
        let file = PolicyFile { name: path.to_string_lossy().into_owned(), bytes };
        keep(&file);
        Ok(file)
    });
    let loaded = loaded.map_err(|diagnostics| of_policy(diagnostics, texts))?;
    let files = loaded.files.into_iter().zip(names).map(|(file, named)| PolicyInput {
        role: Role::Policy,
        named,
        shown: file.name,
        bytes: file.bytes,
    });
    let baselines = loaded.baselines.into_iter().filter_map(|named| baseline(&shown, named));
    Ok(Chosen {
        choice: PolicyChoice::Found,
        redaction: loaded.policy.redact,
        adapters: loaded.policy.adapters.iter().map(|folder| beside(&shown, folder)).collect(),
        files: files.chain(baselines).collect(),
    })
}

/// What is wrong with a policy. Where it holds a secret, that is all that is told: the rest would show it.
fn of_policy(diagnostics: Vec<Diagnostic>, texts: Texts) -> Failure {
    let rules = Redacting::new(&Redaction::default());
    let secret = texts.iter().flat_map(|(name, text)| rules.in_policy(name, text.as_bytes()));
    let secret: Vec<Diagnostic> = secret.collect();
    if secret.is_empty() {
        Failure::Inputs { diagnostics, texts }
    } else {
        Failure::Inputs { diagnostics: secret, texts: Texts::new() }
    }
}

/// A path as a file names it, relative to that file's folder.
fn beside(from: &str, relative: &str) -> PathBuf {
    Path::new(from).parent().unwrap_or(Path::new("")).join(relative)
}

/// An earlier report. One that isn't there leaves its gate undetermined (SEMANTICS rule 15).
fn baseline(policy: &str, named: String) -> Option<PolicyInput> {
    let path = beside(policy, &named);
    let bytes = std::fs::read(&path).ok()?;
    let shown = path.to_string_lossy().into_owned();
    Some(PolicyInput { role: Role::Baseline, named, shown, bytes })
}
