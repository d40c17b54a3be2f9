//! Files that are read → the parts of a document. Findings leave one by one; the rest is little.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::ahead::{self, Job, Read};
use super::chosen::Chosen;
use super::names::Names;
use super::part::{Part, forget};
use super::same::{Links, Same};
use super::scratch::Scratch;
use super::{FileTold, Item, NotCollected};
use crate::model::{Finding, Findings, Id, Sink};

/// How many notes on a file are kept; more are counted.
const NOTES: usize = 1_000;

/// What came of the files, but for the findings, which have left.
pub(super) struct Gathered {
    /// The document without its findings.
    pub(super) document: Findings,
    pub(super) files: Vec<FileTold>,
    /// Which of the findings are the same, by their number.
    pub(super) links: Links,
    pub(super) crowded: usize,
}

/// Reads the files in an order that doesn't hang on how they were named, and adds what they hold to a document, whose
/// findings leave first.
pub(super) fn gather(
    mut base: Findings,
    files: &[Chosen<'_>],
    scratch: &dyn Scratch,
    kept: &mut dyn Sink<Finding>,
) -> Result<Gathered, NotCollected> {
    let order = Order::of(files, &base);
    let mut gone = BTreeSet::new();
    for file in order.files.iter().filter(|file| !file.is_known) {
        gone.extend(forget(&mut base, file.chosen.raw.path()));
    }
    let names = Names::of(&base);
    let known = std::mem::take(&mut base.findings);
    let same = Same::new(scratch);
    let keeping = Keeping { kept, same, number: 0, gone };
    let mut gathering = Gathering { document: base, names, keeping, failed: Vec::new() };
    for finding in known {
        gathering.keeping.keep(finding)?;
    }
    let told = gathering.read(&order.files)?;
    if !gathering.failed.is_empty() {
        return Err(NotCollected::Files(gathering.failed));
    }
    let (links, crowded) = gathering.keeping.same.links()?;
    let files = order.numbers.into_iter().filter_map(|number| told.get(number).cloned()).collect();
    Ok(Gathered { document: gathering.document, files, links, crowded })
}

/// A file of which there is no other.
struct Single<'f> {
    index: usize,
    chosen: &'f Chosen<'f>,
    /// Whether the document holds this very file.
    is_known: bool,
}

/// Files by path and digest, each once.
struct Order<'f> {
    files: Vec<Single<'f>>,
    /// Which of them each file is that was named.
    numbers: Vec<usize>,
}

impl<'f> Order<'f> {
    fn of(all: &'f [Chosen<'f>], base: &Findings) -> Self {
        let listed = base.evidence.iter().filter_map(|it| Some((&*it.path, it.sha256.as_ref()?)));
        let listed: BTreeSet<_> = listed.collect();
        let key = |chosen: &'f Chosen<'f>| (chosen.raw.path(), &chosen.bytes.sha256);
        let mut singles = BTreeMap::new();
        for (index, chosen) in all.iter().enumerate() {
            singles.entry(key(chosen)).or_insert(index);
        }
        let files = singles.iter().filter_map(|(key, index)| {
            let is_known = listed.contains(key);
            Some(Single { index: *index, chosen: all.get(*index)?, is_known })
        });
        let files = files.collect();
        let ranks: BTreeMap<_, usize> = singles.keys().copied().zip(0..).collect();
        let numbers = all.iter().filter_map(|chosen| ranks.get(&key(chosen)).copied()).collect();
        Self { files, numbers }
    }
}

/// Where findings go.
struct Keeping<'k> {
    kept: &'k mut dyn Sink<Finding>,
    same: Same<'k>,
    number: u64,
    /// Findings that were taken away.
    gone: BTreeSet<Id>,
}

impl Keeping<'_> {
    fn keep(&mut self, mut finding: Finding) -> io::Result<()> {
        self.same.take(self.number, &mut finding, &self.gone)?;
        self.number += 1;
        self.kept.take(finding)
    }
}

struct Gathering<'k> {
    document: Findings,
    names: Names,
    keeping: Keeping<'k>,
    /// Files that can't be read. Once there is one, the others are read only to find out more of them.
    failed: Vec<(usize, super::Unreadable)>,
}

impl Gathering<'_> {
    fn read(&mut self, files: &[Single<'_>]) -> io::Result<Vec<FileTold>> {
        let jobs: Vec<Job<'_>> =
            files.iter().map(|file| (file.chosen.raw, file.chosen.adapter)).collect();
        let mut told: Vec<FileTold> = files.iter().map(Single::told).collect();
        let mut part = None;
        ahead::read(&jobs, &mut |number, read| {
            let (Some(file), Some(told)) = (files.get(number), told.get_mut(number)) else {
                return Ok(());
            };
            let counts_only = file.is_known || !self.failed.is_empty();
            if part.is_none() && !counts_only {
                part = Some(file.part(&mut self.names));
            }
            match read {
                Read::Items(items) => {
                    for item in items {
                        count(told, &item);
                        if let Some(part) = part.as_mut().filter(|_| !counts_only) {
                            self.add(part, item)?;
                        }
                    }
                }
                Read::End(Err(error)) => self.failed.push((file.index, error)),
                Read::End(Ok(())) => {
                    let evidence = part.take().map(|part| part.evidence(&file.chosen.bytes));
                    self.document.evidence.extend(evidence);
                }
            }
            Ok(())
        })?;
        Ok(told)
    }

    fn add(&mut self, part: &mut Part, item: Item) -> io::Result<()> {
        match item {
            Item::Run(run) => self.document.runs.push(part.run(*run, &mut self.names)),
            Item::Finding { finding, at } => {
                let finding = part.finding(*finding, at, &mut self.names);
                self.keeping.keep(finding)?;
            }
            Item::Measure { measure, at } => {
                self.document.measures.push(part.measure(*measure, at, &mut self.names));
            }
            Item::Note { .. } => {}
        }
        Ok(())
    }
}

impl Single<'_> {
    fn told(&self) -> FileTold {
        FileTold {
            path: self.chosen.raw.path().to_owned(),
            adapter: self.chosen.adapter.name().to_owned(),
            findings: 0,
            measures: 0,
            is_known: self.is_known,
            notes: Vec::new(),
            more_notes: 0,
        }
    }

    fn part(&self, names: &mut Names) -> Part {
        Part::of(self.chosen.raw.path(), self.chosen.adapter.name(), names)
    }
}

fn count(told: &mut FileTold, item: &Item) {
    match item {
        Item::Run(_) => {}
        Item::Finding { .. } => told.findings += 1,
        Item::Measure { .. } => told.measures += 1,
        Item::Note { message, at } if told.notes.len() < NOTES => {
            told.notes.push((message.clone(), at.clone()));
        }
        Item::Note { .. } => told.more_notes += 1,
    }
}
