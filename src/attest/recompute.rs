//! Recipe and inputs → report: the one way in which `render` makes a report and `verify` makes it again.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::contents::Supply;
use super::earlier;
use super::recipe::{PackedInput, Recipe, Role, Unread, UnreadEvidence};
use super::rules::Rules;
use crate::assess::{self, assess};
use crate::diagnostic::{Diagnostic, Place};
use crate::evidence::{Absent, File, Masking, Store};
use crate::model::report::{InputFile, InputRole};
use crate::model::{Digest, Report, Source, SourceError, Unchecked, in_package};
use crate::policy::digest;
use crate::schema::{Input, Validated, read_report, validate};

/// A report that was made, and what belongs to it.
pub struct Assessed {
    /// The report.
    pub report: Report,
    /// What its reader should know of the inputs.
    pub diagnostics: Vec<Diagnostic>,
    /// The evidence whose bytes are there, by path below `inputs/`.
    pub evidence: Vec<(String, Arc<File>)>,
    /// The evidence that is listed and was not read, files that aren't there apart.
    pub unread: Vec<UnreadEvidence>,
    /// What was found where something is masked.
    pub unchecked: Vec<Unchecked>,
}

/// Why nothing was made.
#[derive(Debug, thiserror::Error)]
pub enum Unmade {
    /// The inputs are at fault.
    #[error("the inputs are invalid")]
    Inputs(Vec<Diagnostic>),
    /// Signoff is at fault.
    #[error("{0}")]
    Internal(String),
}

/// The report that the recipe makes of the inputs.
///
/// # Errors
///
/// See [`Unmade`].
pub fn report(recipe: &Recipe, supply: &dyn Supply) -> Result<Assessed, Unmade> {
    if let Some(shown) = recipe.of_role(Role::Report).next() {
        let report = read_report(&input(shown, supply)?).map_err(Unmade::Inputs)?;
        let (diagnostics, evidence) = (Vec::new(), Vec::new());
        let (unread, unchecked) = (Vec::new(), Vec::new());
        return Ok(Assessed { report, diagnostics, evidence, unread, unchecked });
    }
    let masking = Masking::written(recipe.masked.clone(), recipe.unchecked.clone());
    let (validated, mut diagnostics) = validated(recipe, supply)?;
    let mut assessed = assessed(recipe, &validated, supply, &masking)?;
    diagnostics.append(&mut assessed.diagnostics);
    Ok(Assessed { diagnostics, ..assessed })
}

/// The findings files of the recipe, checked and merged.
///
/// # Errors
///
/// See [`Unmade`].
pub fn validated(
    recipe: &Recipe,
    supply: &dyn Supply,
) -> Result<(Validated, Vec<Diagnostic>), Unmade> {
    let read: Result<Vec<Input>, Unmade> =
        recipe.of_role(Role::Findings).map(|packed| input(packed, supply)).collect();
    validate(read?).map_err(Unmade::Inputs)
}

/// The report of findings that were checked.
///
/// # Errors
///
/// See [`Unmade`].
pub fn assessed(
    recipe: &Recipe,
    validated: &Validated,
    supply: &dyn Supply,
    masking: &Masking,
) -> Result<Assessed, Unmade> {
    let rules = Rules::read(recipe, supply)?;
    rules.hold_against(validated.findings())?;
    let others = recipe.inputs.iter().filter(|packed| packed.role != Role::Findings);
    let others: Result<Vec<InputFile>, Unmade> =
        others.map(|packed| listed(packed, supply)).collect();
    let below = Evidence { supply, unread: &recipe.unread };
    let store = Store::new(&below);
    let made = assess(&assess::Inputs {
        validated,
        policy: &rules.policy,
        policy_name: rules.name,
        policy_choice: rules.choice,
        policy_digest: digest(&rules.policy),
        store: &store,
        masking,
        baselines: &rules.baselines,
        other_inputs: others?,
        as_of: recipe.as_of,
        version: &recipe.signoff_version,
    })
    .map_err(|error| Unmade::Internal(error.to_string()))?;
    let (evidence, unread) = looked_at(validated, &store);
    let assess::Assessed { mut report, mut diagnostics, unchecked } = made;
    if let Some(since) = earlier::changes(recipe, &report, supply)? {
        diagnostics.extend(since.told);
        report.changes = Some(Box::new(since.delta));
    }
    Ok(Assessed { report, diagnostics, evidence, unread, unchecked })
}

/// What became of each listed path. The store has read them all; asking again gives the same answer.
fn looked_at(
    validated: &Validated,
    store: &Store<'_>,
) -> (Vec<(String, Arc<File>)>, Vec<UnreadEvidence>) {
    let listed = validated.findings().evidence.iter().map(|entry| entry.path.as_str());
    let (mut present, mut unread) = (Vec::new(), Vec::new());
    for path in listed.collect::<BTreeSet<_>>() {
        let (reason, words) = match store.file(path) {
            Ok(file) => {
                present.push((path.to_owned(), file));
                continue;
            }
            Err(Absent::NotFound) => continue,
            Err(Absent::Outside) => (Unread::Outside, None),
            Err(Absent::Unreadable(words)) => (Unread::Unreadable, Some(words)),
        };
        unread.push(UnreadEvidence { path: path.to_owned(), reason, words });
    }
    (present, unread)
}

/// The bytes of a packed input.
pub(super) fn bytes(packed: &PackedInput, supply: &dyn Supply) -> Result<Arc<[u8]>, Unmade> {
    let path = &packed.path;
    supply.read(path).map_err(|error| {
        let told = match error {
            SourceError::NotFound | SourceError::Outside => {
                Diagnostic::error("missing-file", format!("the input `{path}` is not there"))
            }
            SourceError::Io(error) => {
                Diagnostic::error("unreadable-file", format!("`{path}` can't be read: {error}"))
            }
        };
        Unmade::Inputs(vec![told.at(Place::file(supply.shown(path)))])
    })
}

/// A packed input, ready to be read.
pub(super) fn input(packed: &PackedInput, supply: &dyn Supply) -> Result<Input, Unmade> {
    let (name, path) = (supply.shown(&packed.path), packed.below().to_owned());
    Ok(Input { name, path, bytes: bytes(packed, supply)?.to_vec() })
}

/// As the report lists what was read besides findings and evidence.
fn listed(packed: &PackedInput, supply: &dyn Supply) -> Result<InputFile, Unmade> {
    let bytes = bytes(packed, supply)?;
    let role = match packed.role {
        Role::Findings | Role::Report => InputRole::Findings,
        Role::Policy => InputRole::Policy,
        Role::Baseline => InputRole::Baseline,
        Role::Earlier => InputRole::Earlier,
    };
    let (path, sha256) = (packed.below().to_owned(), Digest::of(&bytes));
    Ok(InputFile { role, path, sha256, size: bytes.len() as u64 })
}

/// The evidence of a package: what was not read when it was made isn't read again.
struct Evidence<'a> {
    supply: &'a dyn Supply,
    unread: &'a [UnreadEvidence],
}

impl Source for Evidence<'_> {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, SourceError> {
        match self.unread.iter().find(|unread| unread.path == path) {
            None => self.supply.read(&in_package(path)),
            Some(UnreadEvidence { reason: Unread::Outside, .. }) => Err(SourceError::Outside),
            Some(UnreadEvidence { reason: Unread::Unreadable, words, .. }) => {
                let words = words.clone().unwrap_or_default();
                Err(SourceError::Io(std::io::Error::other(words)))
            }
        }
    }
}
