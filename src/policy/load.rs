//! The chain from a file to the built-in at its root, read and laid one over the other.

use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::model::{BuiltIn, Gate, GateRule, Id, Policy};

use super::built_in::built_in;
use super::check::{capped, check, check_never, listed, placed_ids};
use super::document::Document;
use super::expression::PlacedId;
use super::gate_id::name_gates;
use super::merge::merge;
use super::shape;
use super::written::Written;

/// How many files may build on each other.
const DEPTH: usize = 16;

/// A policy file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyFile {
    /// Its name: what messages call it, and what tells whether two files are the same.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A policy that was read and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The effective policy. Baselines and folders of mappings in it are relative to the first file.
    pub policy: Policy,
    /// The file and what it extends, built-ins apart, in the order of reading.
    pub files: Vec<PolicyFile>,
    /// The earlier reports that gates hold this one against, as the effective policy names them.
    pub baselines: Vec<String>,
    /// The ids that expressions name, to be held against the findings: see [`super::expression::unknown_ids`].
    pub expression_ids: Vec<PlacedId>,
}

/// Reads the file that a policy extends: the path as written, relative to the folder of the file that
/// names it, and that file's name. The text of an error says why it can't be read.
pub type ReadPolicy<'a> = dyn FnMut(&str, &str) -> Result<PolicyFile, String> + 'a;

/// Reads a policy with all that it extends.
///
/// # Errors
///
/// Everything that is wrong in all files of the chain, each with its place.
pub fn load(file: PolicyFile, read: &mut ReadPolicy<'_>) -> Result<Loaded, Vec<Diagnostic>> {
    let chain = Chain::follow(file, read);
    if !chain.problems.is_empty() {
        return Err(chain.problems);
    }
    let mut policy = chain.root.map(built_in).unwrap_or_default();
    for layer in chain.layers.iter().rev() {
        policy = merge(policy, layer.written.clone());
    }
    // The first file that says which gates take no waiver is the one whose list holds.
    let never = chain.layers.iter().find(|layer| layer.written.waivers.never.is_some());
    let problems = check_never(&policy, never.map_or(&[], |layer| &layer.never));
    if !problems.is_empty() {
        return Err(capped(problems, 0));
    }
    let baselines = baselines(&policy);
    let expression_ids = chain.expression_ids(&policy);
    Ok(Loaded { policy, files: chain.files, baselines, expression_ids })
}

/// A file and all that it extends, the file first.
#[derive(Default)]
struct Chain {
    layers: Vec<Layer>,
    files: Vec<PolicyFile>,
    root: Option<BuiltIn>,
    problems: Vec<Diagnostic>,
}

/// What one file of the chain says.
struct Layer {
    written: Written,
    /// The place of each gate in `[waivers] never`.
    never: Vec<Place>,
    /// The ids in the expressions of its gates.
    ids: Vec<(Id, Vec<PlacedId>)>,
}

/// What a file extends.
enum Base {
    BuiltIn(BuiltIn),
    File(PolicyFile),
}

impl Chain {
    fn follow(file: PolicyFile, read: &mut ReadPolicy<'_>) -> Self {
        let mut chain = Self::default();
        // From the folder of the first file to that of the one being read.
        let mut folder = String::new();
        let mut next = Some(file);
        while let Some(file) = next.take() {
            let extends = chain.layer(&file, &folder);
            chain.files.push(file);
            let Some((path, place)) = extends else { break };
            match chain.base(&path, place, read) {
                Ok(Base::BuiltIn(which)) => chain.root = Some(which),
                Ok(Base::File(file)) => {
                    folder = joined(&folder, parent(&path));
                    next = Some(file);
                }
                Err(problem) => chain.problems.push(*problem),
            }
        }
        chain
    }

    /// Reads one file. Says what it extends also where something else in it is wrong, so that the
    /// mistakes of the whole chain are told at once.
    fn layer(&mut self, file: &PolicyFile, folder: &str) -> Option<(String, Place)> {
        let document = match Document::parse(&file.name, &file.bytes) {
            Ok(document) => document,
            Err(problems) => {
                self.problems.extend(problems);
                return None;
            }
        };
        let (mut problems, left_out) = shape::check(&document);
        if problems.is_empty() {
            match serde_json::from_value::<Written>(document.value.clone()) {
                Ok(mut written) => {
                    problems.extend(check(&written, &document));
                    problems.extend(name_gates(&mut written.gate, &document));
                    relocate(&mut written, folder);
                    let never = written.waivers.never.iter().flatten().enumerate();
                    let place = |(index, _)| document.place(&format!("/waivers/never/{index}"));
                    let never = never.map(place).collect();
                    let ids = placed_ids(&written, &document);
                    self.layers.push(Layer { written, never, ids });
                }
                Err(error) => problems.push(unreadable(&error).at(Place::file(&file.name))),
            }
        }
        self.problems.extend(capped(problems, left_out));
        let path = document.value.get("extends")?.as_str()?.to_owned();
        Some((path, document.place("/extends")))
    }

    /// The ids in the expressions that are left: a gate is that of the first file that has it.
    fn expression_ids(&self, policy: &Policy) -> Vec<PlacedId> {
        let first = |gate: &Gate| {
            let mut layers = self.layers.iter();
            let layer =
                layers.find(|layer| layer.written.gate.iter().any(|own| own.id == gate.id))?;
            layer.ids.iter().find(|(id, _)| *id == gate.id).map(|(_, ids)| ids.clone())
        };
        policy.gates.iter().filter_map(first).flatten().collect()
    }

    fn base(
        &self,
        path: &str,
        at: Place,
        read: &mut ReadPolicy<'_>,
    ) -> Result<Base, Box<Diagnostic>> {
        if let Some(which) = BuiltIn::named(path) {
            return Ok(Base::BuiltIn(which));
        }
        if self.files.len() >= DEPTH {
            let message = format!("more than {DEPTH} policies build on each other");
            return Err(Box::new(Diagnostic::error("policy-too-deep", message).at(at)));
        }
        let naming = self.files.last().map_or("", |file| &file.name);
        match read(path, naming) {
            Ok(file) => match self.round(&file) {
                None => Ok(Base::File(file)),
                Some(names) => {
                    let message = format!("the policy extends itself: {names}");
                    let help = "let the last of them extend a built-in, or nothing";
                    Err(Box::new(Diagnostic::error("policy-cycle", message).at(at).help(help)))
                }
            },
            Err(reason) => {
                let names = || BuiltIn::NAMES.iter().copied();
                let help = match nearest(path, names()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => {
                        format!("it takes {}, or a path relative to this file", listed(names()))
                    }
                };
                let message = format!("the policy `{path}` can't be read: {reason}");
                Err(Box::new(Diagnostic::error("unreadable-policy", message).at(at).help(help)))
            }
        }
    }

    /// The way from the file back to itself, where it was read before.
    fn round(&self, file: &PolicyFile) -> Option<String> {
        let first = self.files.iter().position(|read| tidy(&read.name) == tidy(&file.name))?;
        let round = self.files.iter().skip(first).chain([file]);
        Some(round.map(|file| file.name.as_str()).collect::<Vec<_>>().join(" → "))
    }
}

/// The schema accepts nothing that can't be read, so that this is a mistake of Signoff's own.
fn unreadable(error: &serde_json::Error) -> Diagnostic {
    Diagnostic::error("unreadable-policy", format!("the policy can't be read: {error}"))
}

/// Names what the gates of a file hold against, and folders of mappings, by their path from the folder of the
/// first file.
fn relocate(written: &mut Written, folder: &str) {
    for mappings in written.adapters.iter_mut().flatten() {
        *mappings = joined(folder, mappings);
    }
    for gate in &mut written.gate {
        if let GateRule::NoWorse { baseline } = &mut gate.rule {
            *baseline = joined(folder, baseline);
        }
    }
}

fn baselines(policy: &Policy) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for gate in &policy.gates {
        if let GateRule::NoWorse { baseline } = &gate.rule
            && !found.contains(baseline)
        {
            found.push(baseline.clone());
        }
    }
    found
}

/// The folder that a path leads to.
fn parent(path: &str) -> &str {
    path.rfind(['/', '\\']).and_then(|end| path.get(..=end)).unwrap_or_default()
}

/// `path`, seen from where `folder` is seen. Nothing is shortened: `a/..` is not the folder that holds
/// `a` where `a` is a symbolic link.
fn joined(folder: &str, path: &str) -> String {
    let absolute = path.starts_with(['/', '\\']) || path.chars().nth(1) == Some(':');
    if folder.is_empty() || absolute {
        return path.to_owned();
    }
    let separator = if folder.ends_with(['/', '\\']) { "" } else { "/" };
    format!("{folder}{separator}{path}")
}

/// The name without steps that lead nowhere, to tell whether two files are one.
fn tidy(name: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    for (index, part) in name.split(['/', '\\']).enumerate() {
        match part {
            "" if index > 0 => {}
            "." => {}
            ".." if parts.last().is_some_and(|last| !matches!(*last, "" | "..")) => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts
}
