//! Files that were read → one findings document. The order of the files doesn't matter, and the same file twice
//! changes nothing.

use std::io;

use rayon::prelude::*;

use super::adapter::{Adapter, Unreadable};
use super::chosen::{Chosen, Digested};
use super::gather::{Gathered, gather};
use super::scratch::{Memory, Scratch};
use super::spool::Spool;
use super::written::Written;
use super::{Raw, same};
use crate::model::{Finding, Findings};

/// What came of the files.
pub struct Collected {
    /// The document.
    pub findings: Findings,
    /// What was told of each file, in the order of the files.
    pub files: Vec<FileTold>,
}

/// What came of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileTold {
    /// Its path.
    pub path: String,
    /// The adapter that read it.
    pub adapter: String,
    /// How many findings it holds.
    pub findings: usize,
    /// How many measures.
    pub measures: usize,
    /// Whether the document held it already.
    pub is_known: bool,
    /// What the reader should know, each with its place in the file.
    pub notes: Vec<(String, String)>,
    /// How many more there are to know, where they are too many to keep.
    pub more_notes: usize,
}

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum NotCollected {
    /// Files that can't be read, by their index, and why.
    #[error("{}", .0.iter().map(|(_, error)| error.to_string()).collect::<Vec<_>>().join("; "))]
    Files(Vec<(usize, Unreadable)>),
    /// What was read can't be kept.
    #[error(transparent)]
    Kept(#[from] io::Error),
}

/// Reads the files, each with its adapter, and adds what they hold to a document. A file that the document holds
/// already changes nothing; one that has other bytes now takes the place of what it gave before.
///
/// # Errors
///
/// [`NotCollected`] with all the files that can't be read.
pub fn collect(
    base: Findings,
    files: &[(&dyn Raw, &dyn Adapter)],
) -> Result<Collected, NotCollected> {
    let files = chosen(files)?;
    let mut kept: Vec<Finding> = Vec::new();
    let gathered = gather(base, &files, &Memory, &mut kept)?;
    let Gathered { mut document, files, mut links, .. } = gathered;
    for (number, finding) in (0..).zip(&mut kept) {
        same::name(&mut finding.properties, &links.of(number)?);
    }
    document.findings = kept;
    Ok(Collected { findings: document, files })
}

/// The same for files of any size: findings are kept in temporary places until the document is written.
///
/// # Errors
///
/// [`NotCollected`] with all the files that can't be read, or where a temporary place can't be written.
pub fn collect_outside(
    base: Findings,
    files: &[Chosen<'_>],
    scratch: &dyn Scratch,
) -> Result<Written, NotCollected> {
    let mut spool = Spool::new(scratch)?;
    let gathered = gather(base, files, scratch, &mut spool)?;
    Ok(Written::new(gathered, spool.spooled()?))
}

fn chosen<'f>(files: &[(&'f dyn Raw, &'f dyn Adapter)]) -> Result<Vec<Chosen<'f>>, NotCollected> {
    let digested: Vec<io::Result<Digested>> =
        files.par_iter().map(|(raw, _)| Digested::of(*raw)).collect();
    let (mut chosen, mut failed) = (Vec::new(), Vec::new());
    for (index, ((raw, adapter), bytes)) in files.iter().zip(digested).enumerate() {
        match bytes {
            Ok(bytes) => chosen.push(Chosen { raw: *raw, adapter: *adapter, bytes }),
            Err(error) => failed.push((index, error.into())),
        }
    }
    if failed.is_empty() { Ok(chosen) } else { Err(NotCollected::Files(failed)) }
}

#[cfg(test)]
mod tests;
