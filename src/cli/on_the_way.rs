//! Checkers' outputs that are named where findings are asked for: findings are made of them on the way, without a
//! file of them on disk. What was made becomes an input like any other, so that a package holds it, and each output
//! becomes a piece of evidence (SEMANTICS rules 6 and 7).

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::OutputsOptions;
use super::exit::{Failure, Texts};
use super::foreign::{collected, set_aside};
use super::inputs::Named;
use super::outputs::{COPIES, undetected};
use super::root::{self, STDIN};
use super::{adapters, inputs, package, policy};
use crate::diagnostic::{Diagnostic, Place};
use crate::ingest::{Adapter, Adapters, Collected, FINGERPRINT, InMemory, NotDetected, Raw};
use crate::model::{Digest, Evidence, Findings, Id, Subject};
use crate::schema::{Claimed, Input, claimed, validate};

/// What findings made on the way are called.
const MADE: &str = "ingested.json";

/// What the command line names, read.
pub(super) struct Given {
    /// The folder that bounds evidence.
    pub(super) root: PathBuf,
    /// The file beside which a policy is looked for.
    pub(super) first: PathBuf,
    /// Findings files as named, and behind them what was made of outputs.
    pub(super) inputs: Vec<Input>,
    /// The outputs.
    pub(super) outputs: Vec<Output>,
    /// What their reader should know.
    pub(super) told: Vec<Diagnostic>,
}

/// The output of a checker. What is ingested and what is evidence are the same bytes, read once.
pub(super) struct Output {
    /// As the user wrote it.
    pub(super) name: String,
    /// Relative to the root.
    pub(super) path: String,
    pub(super) bytes: Arc<[u8]>,
}

impl Raw for Output {
    fn path(&self) -> &str {
        &self.path
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(&*self.bytes))
    }
}

/// An output with its name and its adapter.
type Chosen<'o> = (&'o str, &'o dyn Raw, &'o dyn Adapter);

/// Files by their place on the command line.
type Files = BTreeMap<usize, Named>;

/// Makes findings of those files that a checker wrote.
pub(super) fn read(
    files: Vec<Named>,
    named_root: Option<&Path>,
    named_policy: Option<&Path>,
    options: &OutputsOptions,
) -> Result<Given, Failure> {
    let (own, others) = sorted(files);
    let first = own.values().chain(others.values()).next();
    let first = first.map(|(file, _)| file.clone()).unwrap_or_default();
    let (own, others, adapters) = if others.is_empty() {
        (own, others, Adapters::built_in())
    } else {
        // A policy that is wrong is told of where it is read to judge.
        let chosen = policy::choose(named_policy, &first).unwrap_or_default();
        let adapters =
            adapters::all(&chosen.adapters, options.adapters.as_deref(), &options.limits)?;
        let (own, others) = detected(own, others, &adapters)?;
        (own, others, adapters)
    };
    let which = if own.is_empty() { &others } else { &own };
    let which: Vec<PathBuf> = which.values().map(|(file, _)| file.clone()).collect();
    let root = root::of(named_root, &which)?;
    let input = |(file, bytes): Named| inputs::input(&file, bytes, &root);
    let mut inputs = own.into_values().map(input).collect::<Result<Vec<Input>, Failure>>()?;
    if others.is_empty() {
        if options.subject.is_some() {
            return Err(Failure::Usage {
                message: "--subject is said with findings, which have a subject".to_owned(),
                help: "leave it out".to_owned(),
            });
        }
        return Ok(Given { root, first, inputs, outputs: Vec::new(), told: Vec::new() });
    }
    let otherwise = options.subject_otherwise.as_deref().filter(|_| inputs.is_empty());
    let base = base(&inputs, options.subject.as_deref().or(otherwise))?;
    let outputs = placed(others, &root, &base)?;
    let (made, told) = made(base, &outputs, &adapters, &root)?;
    inputs.push(made);
    Ok(Given { root, first, inputs, outputs, told })
}

/// Files that say themselves that they are Signoff's, and the others.
fn sorted(files: Vec<Named>) -> (Files, Files) {
    let (mut own, mut others) = (Files::new(), Files::new());
    for (at, (file, bytes)) in files.into_iter().enumerate() {
        let is_own = package::is_archive(&bytes) || claimed(&bytes) == Claimed::Findings;
        if is_own { &mut own } else { &mut others }.insert(at, (file, bytes));
    }
    (own, others)
}

/// Of the others those that a checker wrote. What no adapter knows counts as findings where it may be meant so: what
/// is wrong with them is told then.
fn detected(mut own: Files, others: Files, adapters: &Adapters) -> Result<(Files, Files), Failure> {
    let (mut outputs, mut problems) = (Files::new(), Vec::new());
    for (at, (file, bytes)) in others {
        let name = file.to_string_lossy().into_owned();
        let raw = InMemory { path: name.clone(), bytes };
        match adapters.of(&raw) {
            Ok(_) => {
                outputs.insert(at, (file, raw.bytes));
            }
            Err(error) if may_be_findings(&raw.bytes, &error) => {
                own.insert(at, (file, raw.bytes));
            }
            Err(error) => {
                let told = undetected(&name, &error)?;
                problems.push(told.help(help(&error)));
            }
        }
    }
    problems.extend(set_aside(adapters));
    if problems.is_empty() {
        Ok((own, outputs))
    } else {
        Err(Failure::Inputs { diagnostics: problems, texts: Texts::new() })
    }
}

fn may_be_findings(bytes: &[u8], error: &NotDetected) -> bool {
    match error {
        NotDetected::Empty => true,
        NotDetected::Ambiguous(_) => false,
        NotDetected::Unknown => claimed(bytes) != Claimed::Another && !is_markup(bytes),
        NotDetected::Unreadable(_) => !is_markup(bytes),
    }
}

fn is_markup(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.trim_ascii_start().first() == Some(&b'<')
}

fn help(error: &NotDetected) -> &'static str {
    match error {
        NotDetected::Ambiguous(_) => {
            "make findings of it with `signoff ingest --adapter NAME`, and name those"
        }
        NotDetected::Unknown | NotDetected::Empty => {
            "findings of Signoff have `signoff` and `subject` at their top; for what another checker wrote, write a \
             mapping (`signoff adapters new`)"
        }
        NotDetected::Unreadable(_) => "leave the file out, or have the checker write it again",
    }
}

/// What the findings files say together, so that nothing made on the way gets a name that is taken; else an empty
/// document about the subject.
fn base(inputs: &[Input], subject: Option<&str>) -> Result<Findings, Failure> {
    let usage = |message: &str, help: &str| {
        Err(Failure::Usage { message: message.to_owned(), help: help.to_owned() })
    };
    let about =
        |name: &str| Findings::about(Subject { name: name.to_owned(), ..Subject::default() });
    match (inputs, subject.filter(|name| !name.trim().is_empty())) {
        ([], None) => {
            usage("nothing says what the findings are about", "name the system with --subject")
        }
        ([], Some(name)) => Ok(about(name)),
        (_, Some(_)) => {
            usage("--subject is said with findings, which have a subject", "leave one of them out")
        }
        // What is wrong with them is told where they are read to be judged.
        (inputs, None) => Ok(match validate(inputs.to_vec()) {
            Ok((validated, _)) => validated.findings().clone(),
            Err(_) => about("?"),
        }),
    }
}

/// Where each output lies: what is outside the root has its place among the copies, as `ingest` would make them.
fn placed(others: Files, root: &Path, base: &Findings) -> Result<Vec<Output>, Failure> {
    let mut taken: BTreeSet<String> =
        base.evidence.iter().map(|entry| entry.path.clone()).collect();
    let mut outputs: Vec<Output> = Vec::new();
    for (file, bytes) in others.into_values() {
        let name = file.to_string_lossy().into_owned();
        let inside =
            if name == STDIN { None } else { root::relative(&root::absolute(&file)?, root).ok() };
        let path = inside.unwrap_or_else(|| {
            let last = file.file_name().unwrap_or_default().to_string_lossy();
            let last = if name == STDIN { "stdin".into() } else { last };
            inputs::free(root, &format!("{COPIES}/"), &last, &taken)
        });
        taken.insert(path.clone());
        outputs.push(Output { name, path, bytes: bytes.into() });
    }
    Ok(outputs)
}

/// What the outputs hold and the findings files don't, as one more findings file.
fn made(
    mut base: Findings,
    outputs: &[Output],
    adapters: &Adapters,
    root: &Path,
) -> Result<(Input, Vec<Diagnostic>), Failure> {
    let unread = |name: &str, error: &NotDetected| match undetected(name, error) {
        Ok(told) => Failure::Inputs { diagnostics: vec![told], texts: Texts::new() },
        Err(failure) => failure,
    };
    let taken = base.evidence.iter().map(|entry| entry.path.clone()).collect();
    let mut fresh: Vec<&Output> = Vec::new();
    let mut chosen: Vec<Chosen<'_>> = Vec::new();
    let mut wrong = Vec::new();
    for output in outputs {
        match set_apart(&mut base, output) {
            Known::Same => {}
            Known::Other => wrong.push(other_bytes(output)),
            Known::Not => {
                let adapter = adapters.of(output).map_err(|error| unread(&output.name, &error))?;
                fresh.push(output);
                chosen.push((&output.name, output, adapter));
            }
        }
    }
    if !wrong.is_empty() {
        return Err(Failure::Inputs { diagnostics: wrong, texts: Texts::new() });
    }
    let known = ids(&base);
    let subject = Subject { name: base.subject.name.clone(), ..Subject::default() };
    let (collected, mut stopped) = collected(base, &chosen)?;
    stopped.extend(set_aside(adapters));
    if !stopped.is_empty() {
        // A report without what one of its files holds would say too little, and look as if it said all.
        return Err(Failure::Inputs { diagnostics: stopped, texts: Texts::new() });
    }
    let told = told(&collected, &fresh);
    let all = collected.findings;
    let mut made = Findings::about(subject);
    made.runs = all.runs.into_iter().filter(|run| !known.contains(&run.id)).collect();
    made.evidence = all.evidence.into_iter().filter(|it| !known.contains(&it.id)).collect();
    made.findings = all.findings.into_iter().filter(|it| !known.contains(&it.id)).collect();
    made.measures = all.measures.into_iter().filter(|it| !known.contains(&it.id)).collect();
    let mut bytes = serde_json::to_vec_pretty(&made).map_err(Failure::internal)?;
    bytes.push(b'\n');
    let path = inputs::free(root, "", MADE, &taken);
    Ok((Input { name: path.clone(), path, bytes }, told))
}

/// Whether findings were made of a file before.
enum Known {
    /// Of these bytes: nothing is to be added.
    Same,
    /// Of other bytes.
    Other,
    Not,
}

/// Whether the findings files hold what was made of an output. What merely lists it as evidence is kept from being
/// replaced.
fn set_apart(base: &mut Findings, output: &Output) -> Known {
    let digest = Digest::of(&output.bytes);
    let mut known = Known::Not;
    for at in 0..base.evidence.len() {
        let Some(entry) = base.evidence.get(at).filter(|entry| entry.path == output.path) else {
            continue;
        };
        if is_ingested(base, entry) {
            let is_same = entry.sha256.as_ref() == Some(&digest);
            known = if is_same { Known::Same } else { Known::Other };
        }
        if let Some(entry) = base.evidence.get_mut(at) {
            entry.path.clear();
        }
    }
    known
}

/// Whether findings with our fingerprint link to it first, as `ingest` writes them.
fn is_ingested(base: &Findings, entry: &Evidence) -> bool {
    base.findings.iter().any(|finding| {
        let link = finding.evidence.first();
        finding.fingerprints.contains_key(FINGERPRINT)
            && link.is_some_and(|link| link.evidence == entry.id)
    })
}

fn other_bytes(output: &Output) -> Diagnostic {
    let message = "findings were made of it before, when it had other bytes";
    Diagnostic::error("stale-output", message).at(Place::file(&output.name)).help(
        "bring them up to date with `signoff ingest FILE --into findings.json`, or leave them out",
    )
}

/// The ids of all that is there already.
fn ids(base: &Findings) -> BTreeSet<Id> {
    let runs = base.runs.iter().map(|run| &run.id);
    let evidence = base.evidence.iter().map(|entry| &entry.id);
    let findings = base.findings.iter().map(|finding| &finding.id);
    let measures = base.measures.iter().map(|measure| &measure.id);
    runs.chain(evidence).chain(findings).chain(measures).cloned().collect()
}

fn told(collected: &Collected, outputs: &[&Output]) -> Vec<Diagnostic> {
    let files = collected.files.iter().zip(outputs);
    let notes = files.flat_map(|(told, output)| {
        told.notes.iter().map(|(message, at)| {
            let message = match at.as_str() {
                "" => message.clone(),
                at => format!("{message} (at {at})"),
            };
            Diagnostic::note("output-note", message).at(Place::file(&output.name))
        })
    });
    notes.collect()
}
