//! Mappings of strangers: what they gave for files, and where they had to be stopped.

use std::collections::BTreeMap;

use super::exit::Failure;
use super::outputs::unreadable;
use crate::diagnostic::Diagnostic;
use crate::ingest::{Adapter, Adapters, Collected, NotCollected, Raw, Replay, Unreadable, collect};
use crate::model::Findings;

/// A file by its name, and what reads it.
pub(super) type Output<'f> = (&'f str, &'f dyn Raw, &'f dyn Adapter);

/// What is wrong with a file, or with what surrounds it.
pub(super) type Fault = Result<Diagnostic, Failure>;

/// What strangers' mappings gave. What one was stopped at counts as the output of a run that failed.
pub(super) struct Foreign {
    replays: BTreeMap<usize, Replay>,
    /// What had to be stopped.
    pub(super) stopped: Vec<Diagnostic>,
    /// Files that can't be read.
    pub(super) faults: Vec<Fault>,
}

impl Foreign {
    /// Runs the mappings that are no part of Signoff.
    pub(super) fn of(files: &[Output<'_>]) -> Self {
        let mut foreign =
            Self { replays: BTreeMap::new(), stopped: Vec::new(), faults: Vec::new() };
        for (at, (name, raw, adapter)) in files.iter().enumerate() {
            if !adapter.is_foreign() {
                continue;
            }
            match Replay::of(*adapter, *raw) {
                Ok((replay, error)) => {
                    foreign.replays.insert(at, replay);
                    match error.map(|error| unreadable(name, &error)) {
                        Some(Ok(stopped)) => foreign.stopped.push(stopped),
                        Some(Err(failure)) => foreign.faults.push(Err(failure)),
                        None => {}
                    }
                }
                Err(error) => foreign.faults.push(unreadable(name, &error)),
            }
        }
        foreign
    }

    /// What reads the file of that number from now on.
    pub(super) fn adapter<'f>(&'f self, at: usize, adapter: &'f dyn Adapter) -> &'f dyn Adapter {
        self.replays.get(&at).map_or(adapter, |replay| replay)
    }
}

/// What came of files, each read by its adapter, and what had to be stopped on the way.
pub(super) fn collected(
    base: Findings,
    files: &[Output<'_>],
) -> Result<(Collected, Vec<Diagnostic>), Failure> {
    let mut foreign = Foreign::of(files);
    one_failure(std::mem::take(&mut foreign.faults))?;
    let chosen = files.iter().enumerate();
    let chosen: Vec<(&dyn Raw, &dyn Adapter)> =
        chosen.map(|(at, (_, raw, adapter))| (*raw, foreign.adapter(at, *adapter))).collect();
    let names: Vec<&str> = files.iter().map(|(name, ..)| *name).collect();
    match collect(base, &chosen) {
        Ok(collected) => Ok((collected, foreign.stopped)),
        Err(NotCollected::Files(failed)) => {
            one_failure(faults(&names, &failed))?;
            Err(Failure::unprinted(Vec::new()))
        }
        Err(NotCollected::Kept(source)) => Err(kept(source)),
    }
}

/// What is wrong with files, by their numbers among `names`.
pub(super) fn faults(names: &[&str], failed: &[(usize, Unreadable)]) -> Vec<Fault> {
    let name = |index: &usize| names.get(*index).copied().unwrap_or_default();
    failed.iter().map(|(index, error)| unreadable(name(index), error)).collect()
}

/// What was read can't be kept.
pub(super) fn kept(source: std::io::Error) -> Failure {
    Failure::environment("can't keep what is read".to_owned(), source)
}

/// All faults as one failure; what stops the process comes before what is wrong with files.
fn one_failure(faults: Vec<Fault>) -> Result<(), Failure> {
    let diagnostics = faults.into_iter().collect::<Result<Vec<_>, _>>()?;
    if diagnostics.is_empty() { Ok(()) } else { Err(Failure::unprinted(diagnostics)) }
}

/// Mappings that had to be stopped when they were asked whether they know a file, and were asked no more.
pub(super) fn set_aside(adapters: &Adapters) -> Vec<Diagnostic> {
    let told = adapters.iter().filter_map(|adapter| {
        let why = adapter.set_aside()?;
        let message = format!(
            "the mapping `{}` was stopped at telling what a file is: {why}",
            adapter.name()
        );
        let help = "mend its `detect`; it wasn't asked about any other file";
        Some(Diagnostic::error("stopped-mapping", message).help(help))
    });
    told.collect()
}
