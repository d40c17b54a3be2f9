//! What a package is made from. Together with the bytes of the inputs it holds all that bears on the bytes of
//! the package.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::report::PolicyChoice;
use crate::model::{Day, INPUTS, MaskedFile, Unchecked};
use crate::render::Format;

/// What a package is made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// The version of Signoff that made the files.
    pub signoff_version: String,
    /// The UTC day as of which everything was judged.
    pub as_of: Day,
    /// Which files were asked for, and in which form.
    pub options: Options,
    /// What was read, evidence apart: findings files in the order of merging, the policy before what it extends.
    pub inputs: Vec<PackedInput>,
    /// Who chose the policy; none where a report is shown as it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_choice: Option<PolicyChoice>,
    /// Listed evidence that was not read for another reason than that there is no such file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<UnreadEvidence>,
    /// What is masked. Nothing is searched for secrets again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub masked: Vec<MaskedFile>,
    /// What was found where something is masked: it can't be found again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unchecked: Vec<Unchecked>,
}

/// Which files were asked for, and in which form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// The formats, in the order of their files.
    pub formats: Vec<Format>,
    /// The paper of the PDF; none where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<Paper>,
    /// The folder that stands for the root, to which paths of evidence are relative.
    pub root: Root,
}

/// Paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// ISO 216 A4, 210 × 297 mm.
    #[default]
    A4,
    /// US Letter, 8.5 × 11 in.
    Letter,
}

/// The folder that stands for the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Root {
    /// `inputs/`, whatever the root was called where the package was made.
    Inputs,
}

/// A file that was read, as it lies in the package.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PackedInput {
    /// What it was read as.
    pub role: Role,
    /// Its path, relative to the manifest.
    pub path: String,
    /// What it stands for, where that isn't its path below `inputs/` (SEMANTICS rule 6): the policy's name as
    /// printed, what a policy extends as written there, a baseline as the effective policy names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<String>,
}

/// What a file was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A findings file.
    Findings,
    /// The policy, or one that it extends.
    Policy,
    /// An earlier report that the policy holds this one against.
    Baseline,
    /// The earlier report since which changes are told, whatever the policy says.
    Earlier,
    /// A report that is shown as it stands.
    Report,
}

/// A piece of evidence that is listed, and was not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct UnreadEvidence {
    /// Its path, relative to the root.
    pub path: String,
    /// Why.
    pub reason: Unread,
    /// What the system said, where it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// Why a piece of evidence was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unread {
    /// A symbolic link leaves the root.
    Outside,
    /// The system failed to read it.
    Unreadable,
}

impl Default for Options {
    /// What a single use without options needs: no file at all.
    fn default() -> Self {
        Self { formats: Vec::new(), paper: None, root: Root::Inputs }
    }
}

impl Options {
    /// The options for those formats: in the order of their files, and with a paper where one has pages.
    #[must_use]
    pub fn of(formats: impl IntoIterator<Item = Format>, paper: Paper) -> Self {
        let formats: BTreeSet<Format> = formats.into_iter().collect();
        let paper = formats.contains(&Format::Pdf).then_some(paper);
        Self { formats: formats.into_iter().collect(), paper, ..Self::default() }
    }

    /// The same as it would have been written.
    #[must_use]
    pub fn tidied(&self) -> Self {
        Self::of(self.formats.iter().copied(), self.paper.unwrap_or_default())
    }
}

impl Recipe {
    /// The inputs of one role, in order.
    pub fn of_role(&self, role: Role) -> impl Iterator<Item = &PackedInput> {
        self.inputs.iter().filter(move |input| input.role == role)
    }
}

impl PackedInput {
    /// The path below `inputs/`.
    #[must_use]
    pub fn below(&self) -> &str {
        self.path.strip_prefix(INPUTS).unwrap_or(&self.path)
    }

    /// What it stands for: the name with which something names it.
    #[must_use]
    pub fn name(&self) -> &str {
        self.named.as_deref().unwrap_or_else(|| self.below())
    }
}
