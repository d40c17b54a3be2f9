//! From the command line to a report: what `render` and `check` have in common.

use super::args::JudgeOptions;
use super::clock;
use super::exit::{Failure, Texts};
use super::policy::{self, Copy};
use super::source::Folder;
use super::{inputs, root};
use crate::assess::{Inputs, assess};
use crate::diagnostic::Diagnostic;
use crate::evidence::Store;
use crate::model::Report;
use crate::model::report::InputRole;
use crate::policy::digest;
use crate::policy::expression::unknown_ids;
use crate::schema::{Input, is_report, read_report, validate};

/// A report and what belongs to it.
pub(super) struct Judged {
    pub(super) report: Report,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The texts that diagnostics speak of, by name.
    pub(super) texts: Texts,
    /// What `render` copies into `inputs/`.
    pub(super) copies: Vec<Copy>,
}

/// Reads, validates and judges what the command line names.
pub(super) fn judge(options: &JudgeOptions) -> Result<Judged, Failure> {
    let root = root::of(options.root.as_deref(), &options.files)?;
    let read = inputs::read(&options.files, &root)?;
    match read.as_slice() {
        [only] if is_report(&only.bytes) => as_it_stands(options, only),
        _ => afresh(options, &root, read),
    }
}

/// A report.json is shown as it stands (SEMANTICS rule 7).
fn as_it_stands(options: &JudgeOptions, input: &Input) -> Result<Judged, Failure> {
    if options.policy.is_some() || options.as_of.is_some() {
        return Err(Failure::Usage {
            message: format!("{} is a report, which is shown as it stands", input.name),
            help: "leave out --policy and --as-of, or name the findings that it was made from"
                .to_owned(),
        });
    }
    let texts = inputs::texts(std::slice::from_ref(input));
    match read_report(input) {
        Ok(report) => Ok(Judged { report, diagnostics: Vec::new(), texts, copies: Vec::new() }),
        Err(diagnostics) => Err(Failure::Inputs { diagnostics, texts }),
    }
}

fn afresh(
    options: &JudgeOptions,
    root: &std::path::Path,
    read: Vec<Input>,
) -> Result<Judged, Failure> {
    let as_of = clock::as_of(options.as_of)?;
    let mut texts = inputs::texts(&read);
    let names: Vec<String> = read.iter().map(|input| input.name.clone()).collect();
    let (validated, mut diagnostics) = match validate(read) {
        Ok(valid) => valid,
        Err(diagnostics) => return Err(Failure::Inputs { diagnostics, texts }),
    };
    let first = options.files.first().map(std::path::PathBuf::as_path);
    let chosen = policy::choose(options.policy.as_deref(), first.unwrap_or(root))?;
    // Before anything is judged: an id that nothing has would never hold, and nobody would see why.
    let unknown = unknown_ids(validated.findings(), &chosen.policy, &chosen.expression_ids);
    texts.extend(chosen.texts);
    if !unknown.is_empty() {
        return Err(Failure::Inputs { diagnostics: unknown, texts });
    }
    let folder = Folder::open(root)?;
    let store = Store::new(&folder);
    let assessed = assess(&Inputs {
        validated: &validated,
        policy: &chosen.policy,
        policy_name: chosen.name,
        policy_choice: chosen.choice,
        policy_digest: digest(&chosen.policy),
        store: &store,
        baselines: &chosen.baselines,
        other_inputs: chosen.copies.iter().map(Copy::input).collect(),
        as_of,
        version: env!("CARGO_PKG_VERSION"),
    })
    .map_err(|error| Failure::Internal(error.to_string()))?;
    diagnostics.extend(assessed.diagnostics);
    let mut copies = chosen.copies;
    copies.extend(documents(&validated, &names));
    copies.extend(evidence(&assessed.report, &store));
    Ok(Judged { report: assessed.report, diagnostics, texts, copies })
}

/// The findings files, under their own paths.
fn documents<'a>(
    validated: &'a crate::schema::Validated,
    names: &'a [String],
) -> impl Iterator<Item = Copy> + 'a {
    let inputs = validated.inputs().iter().zip(names).enumerate();
    inputs.map(|(at, (input, name))| Copy {
        role: InputRole::Findings,
        path: input.path.clone(),
        bytes: validated.text(at).to_vec(),
        named: name.clone(),
    })
}

/// The evidence whose bytes are there, under its own paths.
fn evidence<'a>(report: &'a Report, store: &'a Store<'a>) -> impl Iterator<Item = Copy> + 'a {
    let listed = &report.provenance.inputs;
    let entries = report.evidence.iter().filter(|entry| entry.sha256.is_some());
    let files = entries.filter(|entry| !listed.iter().any(|input| input.path == entry.path));
    files.filter_map(|entry| {
        let bytes = store.file(&entry.path).ok()?.bytes().to_vec();
        let path = entry.path.clone();
        Some(Copy { role: InputRole::Findings, named: path.clone(), path, bytes })
    })
}
