//! From the command line to a report: what `render`, `bundle` and `check` have in common.

use std::path::Path;
use std::sync::Arc;

use super::args::JudgeOptions;
use super::clock;
use super::exit::{Failure, Texts};
use super::policy::{self, PolicyInput};
use super::shelf::Shelf;
use super::source::Folder;
use super::{inputs, root};
use crate::attest::{self, INPUTS, Options, Package, PackedInput, Recipe, Role, Unmade};
use crate::diagnostic::Diagnostic;
use crate::model::{Day, Report};
use crate::schema::{Input, Validated, is_report, read_report};

/// A report and what belongs to it.
pub(super) struct Judged {
    pub(super) report: Report,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The texts that diagnostics speak of, by name.
    pub(super) texts: Texts,
    /// The documents; none where a report is shown as it stands.
    pub(super) validated: Option<Validated>,
    made_from: MadeFrom,
}

/// What a package holds besides what is rendered.
struct MadeFrom {
    recipe: Recipe,
    shelf: Shelf,
    evidence: Vec<(String, Arc<crate::evidence::File>)>,
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

impl Judged {
    /// The same with another report in its place.
    pub(super) fn with(self, report: Report) -> Self {
        Self { report, ..self }
    }

    /// The report drawn, with everything that it rests on.
    pub(super) fn package(&self, options: Options) -> Result<Package, Failure> {
        let MadeFrom { recipe, shelf, evidence } = &self.made_from;
        let drawn = attest::draw(&self.report, &options).map_err(Failure::internal)?;
        let recipe = Recipe { options, ..recipe.clone() };
        attest::pack(recipe, drawn, evidence, shelf).map_err(|unmade| failure(unmade, Texts::new()))
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
    let report = match read_report(input) {
        Ok(report) => report,
        Err(diagnostics) => return Err(Failure::Inputs { diagnostics, texts }),
    };
    let mut shelf = Shelf::default();
    let path = format!("{INPUTS}report.json");
    shelf.put(&path, &input.name, &input.bytes);
    let packed = PackedInput { role: Role::Report, path, named: None };
    let recipe = recipe(report.as_of, vec![packed]);
    let made_from = MadeFrom { recipe, shelf, evidence: Vec::new() };
    Ok(Judged { report, diagnostics: Vec::new(), texts, validated: None, made_from })
}

fn recipe(as_of: Day, inputs: Vec<PackedInput>) -> Recipe {
    Recipe {
        signoff_version: env!("CARGO_PKG_VERSION").to_owned(),
        as_of,
        options: Options::default(),
        inputs,
        policy_choice: None,
        unread: Vec::new(),
    }
}

fn afresh(options: &JudgeOptions, root: &Path, read: Vec<Input>) -> Result<Judged, Failure> {
    let as_of = clock::as_of(options.as_of)?;
    let mut texts = inputs::texts(&read);
    let mut shelf = Shelf::default();
    let findings = read.into_iter().map(|input| {
        let path = format!("{INPUTS}{}", input.path);
        shelf.put(&path, &input.name, &input.bytes);
        PackedInput { role: Role::Findings, path, named: None }
    });
    let mut recipe = recipe(as_of, findings.collect());
    let (validated, mut diagnostics) =
        attest::validated(&recipe, &shelf).map_err(|unmade| failure(unmade, texts.clone()))?;
    inputs::refuse_evidence_that_is_standard_input(&recipe, &shelf, &validated)?;
    let first = options.files.first().map(std::path::PathBuf::as_path);
    let chosen = policy::choose(options.policy.as_deref(), first.unwrap_or(root))?;
    recipe.policy_choice = Some(chosen.choice);
    texts.extend(chosen.texts());
    let outside: Vec<_> = chosen.files.iter().map(PolicyInput::outside).collect();
    let placed = attest::place(&outside, &validated);
    for (packed, named) in placed.iter().zip(&chosen.files) {
        shelf.put(&packed.path, &named.shown, &named.bytes);
    }
    recipe.inputs.extend(placed);
    shelf.stand_before(Folder::open(root)?);
    let assessed = attest::assessed(&recipe, &validated, &shelf)
        .map_err(|unmade| failure(unmade, texts.clone()))?;
    diagnostics.extend(assessed.diagnostics);
    recipe.unread = assessed.unread;
    let made_from = MadeFrom { recipe, shelf, evidence: assessed.evidence };
    let validated = Some(validated);
    Ok(Judged { report: assessed.report, diagnostics, texts, validated, made_from })
}

/// Whose fault it is.
pub(super) fn failure(unmade: Unmade, texts: Texts) -> Failure {
    match unmade {
        Unmade::Inputs(diagnostics) => Failure::Inputs { diagnostics, texts },
        Unmade::Internal(message) => Failure::Internal(message),
    }
}
