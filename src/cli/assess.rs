//! From the command line to a report: what `render`, `bundle` and `check` have in common.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::value::RawValue;

use super::args::{JudgeOptions, UnderOptions};
use super::clock;
use super::exit::{Failure, Texts};
use super::on_the_way::{self, Given};
use super::opened::{self, Opened};
use super::policy::{self, PolicyInput};
use super::shelf::Shelf;
use super::source::Folder;
use super::{earlier, inputs, packaged, root};
use crate::attest::{
    self, Leaks, Options, Package, PackedInput, Recipe, Redacted, Redacting, Role, Supply as _,
    Unmade, in_name_of,
};
use crate::diagnostic::Diagnostic;
use crate::model::{Day, Redaction, Report, Source as _, in_package};
use crate::schema::{Claimed, Input, Validated, claimed, is_report, read_report};

/// A report and what belongs to it.
pub(super) struct Judged {
    pub(super) report: Report,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The texts that diagnostics speak of, by name.
    pub(super) texts: Texts,
    /// The documents; none where a report is shown as it stands.
    pub(super) validated: Option<Validated>,
    pub(super) made_from: MadeFrom,
}

/// What a package holds besides what is rendered.
pub(super) struct MadeFrom {
    pub(super) recipe: Recipe,
    pub(super) shelf: Shelf,
    pub(super) evidence: Vec<(String, Arc<crate::evidence::File>)>,
    pub(super) redacted: Redacted,
}

/// Reads, validates and judges what the command line names.
pub(super) fn judge(files: &[PathBuf], under: &UnderOptions) -> Result<Judged, Failure> {
    judge_opened(opened::open(files)?, under)
}

/// The same, with what changed since an earlier report, where one is named.
pub(super) fn judge_since(options: &JudgeOptions) -> Result<Judged, Failure> {
    judged(opened::open(&options.files)?, &options.under, earlier::read(options)?)
}

/// Validates and judges what was read.
pub(super) fn judge_opened(opened: Opened, under: &UnderOptions) -> Result<Judged, Failure> {
    judged(opened, under, None)
}

fn judged(
    opened: Opened,
    under: &UnderOptions,
    since: Option<PolicyInput>,
) -> Result<Judged, Failure> {
    let alone =
        |what: String| if since.is_some() { Err(earlier::stands_alone(&what)) } else { Ok(()) };
    let is_report = |name: &str| format!("{name} is a report, which is shown as it stands");
    match opened {
        Opened::Package(package) => {
            alone("a package is judged as it was written".to_owned())?;
            packaged::judge(under, package)
        }
        Opened::Report((file, bytes)) => {
            alone(is_report(&file.to_string_lossy()))?;
            let root = root::of(under.root.as_deref(), std::slice::from_ref(&file))?;
            as_it_stands(under, inputs::input(&file, bytes, &root)?)
        }
        Opened::Files(files) => {
            let named = (under.root.as_deref(), under.policy.as_deref());
            let mut given = on_the_way::read(files, named.0, named.1, &under.outputs)?;
            match given.inputs.pop() {
                // It doesn't say whose it is, and no checker wrote it: what it lacks is told of a report.
                Some(only) if given.inputs.is_empty() && is_unsaid_report(&only.bytes) => {
                    alone(is_report(&only.name))?;
                    as_it_stands(under, only)
                }
                last => {
                    given.inputs.extend(last);
                    afresh(under, given, since)
                }
            }
        }
    }
}

fn is_unsaid_report(bytes: &[u8]) -> bool {
    claimed(bytes) != Claimed::Findings && is_report(bytes)
}

impl Judged {
    /// The same with another report in its place.
    pub(super) fn with(self, report: Report) -> Self {
        Self { report, ..self }
    }

    /// The earlier report since which changes are told.
    pub(super) fn earlier(&self) -> Option<Report> {
        let MadeFrom { recipe, shelf, .. } = &self.made_from;
        let packed = recipe.of_role(Role::Earlier).next()?;
        let (name, path) = (shelf.shown(&packed.path), packed.below().to_owned());
        let bytes = shelf.read(&packed.path).ok()?.to_vec();
        read_report(&Input { name, path, bytes }).ok()
    }

    /// The report drawn, with everything that it rests on. A package in which a secret is left isn't handed out.
    pub(super) fn package(&self, options: Options) -> Result<Package, Failure> {
        let MadeFrom { recipe, shelf, evidence, redacted } = &self.made_from;
        let drawn = attest::draw(&self.report, &options).map_err(Failure::internal)?;
        let recipe = Recipe { options, ..recipe.clone() };
        let package = attest::pack(recipe, drawn, evidence, shelf)
            .map_err(|unmade| failure(unmade, Texts::new()))?;
        let leaks = Leaks::of(&redacted.secrets);
        let leaks = leaks.in_package(&package, &self.report, &redacted.masking);
        if leaks.is_empty() { Ok(package) } else { Err(Failure::Leak(leaks)) }
    }

    /// What is printed rather than written, where no secret is in it.
    pub(super) fn printable<'a>(&self, name: &str, bytes: &'a [u8]) -> Result<&'a [u8], Failure> {
        match Leaks::of(&self.made_from.redacted.secrets).in_file(name, bytes) {
            None => Ok(bytes),
            Some(leak) => Err(Failure::Leak(vec![leak])),
        }
    }
}

/// A report.json is shown as it stands (SEMANTICS rule 7).
fn as_it_stands(under: &UnderOptions, input: Input) -> Result<Judged, Failure> {
    if under.policy.is_some() || under.as_of.is_some() || under.outputs.is_said() {
        return Err(Failure::Usage {
            message: format!("{} is a report, which is shown as it stands", input.name),
            help: "leave out --policy, --as-of, --adapters and --subject, or name the findings that it was made from"
                .to_owned(),
        });
    }
    let path = in_package("report.json");
    let mut shelf = Shelf::default();
    let mut redacting = Redacting::new(&redaction_of(&input.bytes));
    redacting.input(&path, &input.name, &input.bytes).map_err(Failure::unprinted)?;
    let mut redacted = finish(redacting, &shelf)?;
    let masked = redacted.copies.remove(&path);
    let input = Input { bytes: masked.unwrap_or(input.bytes), ..input };
    let report = match read_report(&input) {
        Ok(report) => report,
        Err(diagnostics) => {
            let texts = inputs::texts(std::slice::from_ref(&input));
            return Err(Failure::Inputs { diagnostics, texts });
        }
    };
    shelf.put(&path, &input.name, input.bytes);
    let packed = PackedInput { role: Role::Report, path, named: None };
    let masked = redacted.masking.files();
    let recipe = Recipe { masked, ..recipe(report.as_of, vec![packed]) };
    let made_from = MadeFrom { recipe, shelf, evidence: Vec::new(), redacted };
    let (diagnostics, texts) = (Vec::new(), Texts::new());
    Ok(Judged { report, diagnostics, texts, validated: None, made_from })
}

fn recipe(as_of: Day, inputs: Vec<PackedInput>) -> Recipe {
    Recipe {
        signoff_version: env!("CARGO_PKG_VERSION").to_owned(),
        as_of,
        options: Options::default(),
        inputs,
        policy_choice: None,
        unread: Vec::new(),
        masked: Vec::new(),
        unchecked: Vec::new(),
    }
}

/// What the policy of a report says about masking. Nothing else of the report is parsed, which may be large.
fn redaction_of(report: &[u8]) -> Redaction {
    let read: BTreeMap<String, &RawValue> = serde_json::from_slice(report).unwrap_or_default();
    let policy: Option<serde_json::Value> =
        read.get("policy").and_then(|policy| serde_json::from_str(policy.get()).ok());
    let said = policy.as_ref().and_then(|policy| policy.get("redact"));
    said.and_then(|said| serde_json::from_value(said.clone()).ok()).unwrap_or_default()
}

fn afresh(
    under: &UnderOptions,
    given: Given,
    since: Option<PolicyInput>,
) -> Result<Judged, Failure> {
    let as_of = clock::as_of(under.as_of)?;
    // What is masked is the policy's to say, and messages about findings are masked, too.
    let chosen = policy::choose(under.policy.as_deref(), &given.first);
    let redaction = chosen.as_ref().map(|chosen| chosen.redaction.clone()).unwrap_or_default();
    let mut redacting = Redacting::new(&redaction);
    let mut shelf = Shelf::default();
    let (packed, mut texts) = findings(given.inputs, &mut redacting, &mut shelf)?;
    let told = masked(given.told, &redacting)?;
    for output in given.outputs {
        shelf.put(&in_package(&output.path), &output.name, output.bytes);
    }
    let mut recipe = recipe(as_of, packed);
    let (mut validated, mut diagnostics) =
        attest::validated(&recipe, &shelf).map_err(|unmade| failure(unmade, texts.clone()))?;
    inputs::refuse_evidence_that_is_standard_input(&recipe, &shelf, &validated)?;
    let mut chosen = chosen?;
    recipe.policy_choice = Some(chosen.choice);
    texts.extend(chosen.texts());
    chosen.files.extend(since);
    let outside: Vec<_> = chosen.files.iter().map(PolicyInput::outside).collect();
    let placed = attest::place(&outside, &validated);
    texts.extend(policies(&placed, &chosen.files, &mut redacting, &mut shelf)?);
    recipe.inputs.extend(placed);
    shelf.stand_before(Folder::open(&given.root)?);
    redact(&recipe, &validated, &mut redacting, &shelf, &texts)?;
    let mut redacted = finish(redacting, &shelf)?;
    let is_masked = recipe.of_role(Role::Findings).any(|it| redacted.copies.contains_key(&it.path));
    for (path, copy) in std::mem::take(&mut redacted.copies) {
        let shown = shelf.shown(&path);
        shelf.put(&path, &shown, copy);
    }
    recipe.masked = redacted.masking.files();
    let unmade = |unmade| failure(unmade, texts.clone());
    if is_masked {
        // What is judged is what is published.
        (validated, diagnostics) = attest::validated(&recipe, &shelf).map_err(unmade)?;
    }
    let assessed =
        attest::assessed(&recipe, &validated, &shelf, &redacted.masking).map_err(unmade)?;
    diagnostics.splice(0..0, told);
    diagnostics.extend(assessed.diagnostics);
    recipe.unread = assessed.unread;
    recipe.unchecked = assessed.unchecked;
    let made_from = MadeFrom { recipe, shelf, evidence: assessed.evidence, redacted };
    let validated = Some(validated);
    Ok(Judged { report: assessed.report, diagnostics, texts, validated, made_from })
}

/// Findings files in their places, masked as far as rules find something in them, and their texts.
fn findings(
    read: Vec<Input>,
    redacting: &mut Redacting,
    shelf: &mut Shelf,
) -> Result<(Vec<PackedInput>, Texts), Failure> {
    let mut texts = Texts::new();
    let mut packed = Vec::new();
    for input in read {
        let path = in_package(&input.path);
        let masked = redacting.input(&path, &input.name, &input.bytes);
        let masked = masked.map_err(Failure::unprinted)?;
        texts.insert(input.name.clone(), String::from_utf8_lossy(&masked).into_owned());
        shelf.put(&path, &input.name, masked);
        packed.push(PackedInput { role: Role::Findings, path, named: None });
    }
    Ok((packed, texts))
}

/// Messages that may show what stands in an output, masked.
pub(super) fn masked(
    told: Vec<Diagnostic>,
    redacting: &Redacting,
) -> Result<Vec<Diagnostic>, Failure> {
    let masked = |mut one: Diagnostic| {
        let message = redacting.masked("", one.message.as_bytes()).map_err(Failure::unprinted)?;
        one.message = String::from_utf8_lossy(&message).into_owned();
        Ok(one)
    };
    told.into_iter().map(masked).collect()
}

/// Masks everywhere what was found anywhere.
fn finish(redacting: Redacting, shelf: &Shelf) -> Result<Redacted, Failure> {
    redacting.finish(shelf).map_err(Failure::unprinted)
}

/// Policies and earlier reports in their places. A secret in a policy is an error. Gives the text of the report since
/// which changes are told, as far as rules find something in it masked: messages may speak of it.
fn policies(
    placed: &[PackedInput],
    files: &[PolicyInput],
    redacting: &mut Redacting,
    shelf: &mut Shelf,
) -> Result<Texts, Failure> {
    let (mut wrong, mut read) = (Vec::new(), Texts::new());
    for (packed, named) in placed.iter().zip(files) {
        if packed.role == Role::Policy {
            wrong.extend(redacting.in_policy(&named.shown, &named.bytes));
        } else {
            match redacting.input(&packed.path, &named.shown, &named.bytes) {
                Err(told) => wrong.extend(told),
                Ok(masked) if packed.role == Role::Earlier => {
                    read.insert(named.shown.clone(), String::from_utf8_lossy(&masked).into_owned());
                }
                Ok(_) => {}
            }
        }
        shelf.put(&packed.path, &named.shown, named.bytes.as_slice());
    }
    let texts = Texts::new();
    if wrong.is_empty() { Ok(read) } else { Err(Failure::Inputs { diagnostics: wrong, texts }) }
}

/// Searches the evidence, and the names of all inputs.
fn redact(
    recipe: &Recipe,
    validated: &Validated,
    redacting: &mut Redacting,
    shelf: &Shelf,
    texts: &Texts,
) -> Result<(), Failure> {
    let names = recipe.inputs.iter().flat_map(|packed| [packed.path.as_str(), packed.name()]);
    let mut wrong: Vec<Diagnostic> =
        names.filter_map(|name| redacting.in_name(name)).map(|rule| in_name_of(&rule)).collect();
    wrong.extend(redacting.evidence(validated, shelf).err().unwrap_or_default());
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Failure::Inputs { diagnostics: wrong, texts: texts.clone() })
}

/// Whose fault it is.
pub(super) fn failure(unmade: Unmade, texts: Texts) -> Failure {
    match unmade {
        Unmade::Inputs(diagnostics) => Failure::Inputs { diagnostics, texts },
        Unmade::Internal(message) => Failure::Internal(message),
    }
}
