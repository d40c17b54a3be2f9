//! The corpus as `corpus.py` reads it, and its truth, with the verdict on a pair. The shapes are told in README.md.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use signoff::model::{Finding, Run};

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/matching")
}

fn text(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap()
}

#[derive(Deserialize)]
struct Commits {
    head: Head,
    commits: Vec<Scan>,
}

#[derive(Deserialize)]
struct Head {
    runs: Vec<Run>,
}

#[derive(Deserialize)]
struct Scan {
    kinds: Vec<String>,
    findings: Vec<(usize, usize)>,
}

/// A commit, with what was found in it.
pub struct Commit {
    pub kinds: Vec<String>,
    pub findings: Vec<Finding>,
}

/// The commits, and the runs that the findings of all of them name.
pub struct Corpus {
    pub runs: Vec<Run>,
    pub commits: Vec<Commit>,
}

impl Corpus {
    pub fn load() -> Self {
        let findings = text("findings.jsonl");
        let rows: Vec<Finding> =
            findings.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let told: Commits = serde_json::from_str(&text("commits.json")).unwrap();
        let commit = |scan: Scan| {
            let ranges = scan.findings.into_iter();
            let lines = ranges.flat_map(|(first, count)| first..first + count);
            let findings = lines.map(|line| rows[line].clone()).collect();
            Commit { kinds: scan.kinds, findings }
        };
        Self { runs: told.head.runs, commits: told.commits.into_iter().map(commit).collect() }
    }
}

#[derive(Deserialize)]
struct Row {
    old: usize,
    new: usize,
    same: Vec<(usize, usize, usize)>,
    edited: Vec<(Vec<usize>, Vec<usize>)>,
    alike: Vec<(BTreeSet<usize>, BTreeSet<usize>)>,
    unsure_old: BTreeSet<usize>,
    unsure_new: BTreeSet<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Right,
    Unjudged,
    Wrong,
}

/// Which finding of one commit is which of another. Findings are told by their places in the two lists.
pub struct Truth {
    pub old: usize,
    pub new: usize,
    pub same: BTreeMap<usize, usize>,
    /// Any of one side may be paired with any of the other.
    pub alike: Vec<(BTreeSet<usize>, BTreeSet<usize>)>,
    /// How many were edited where they stand at least.
    pub edited: usize,
    /// What is edited may well be paired, what is unsure may be anything: neither counts.
    open_old: BTreeSet<usize>,
    open_new: BTreeSet<usize>,
    pub unsure: usize,
}

impl Truth {
    pub fn load() -> Vec<Self> {
        let rows: Vec<Row> = serde_json::from_str(&text("truth.json")).unwrap();
        rows.into_iter().map(Self::of).collect()
    }

    fn of(row: Row) -> Self {
        let same = row.same.iter();
        let least = |(olds, news): &(Vec<usize>, Vec<usize>)| olds.len().min(news.len());
        let edited = row.edited.iter();
        Self {
            old: row.old,
            new: row.new,
            same: same.flat_map(|(a, b, n)| (*a..a + n).zip(*b..b + n)).collect(),
            edited: edited.clone().map(least).sum(),
            unsure: row.unsure_old.len() + row.unsure_new.len(),
            open_old: edited.clone().flat_map(|it| it.0.clone()).chain(row.unsure_old).collect(),
            open_new: edited.flat_map(|it| it.1.clone()).chain(row.unsure_new).collect(),
            alike: row.alike,
        }
    }

    pub fn verdict(&self, old: usize, new: usize) -> Verdict {
        let mut alike = self.alike.iter();
        if self.same.get(&old) == Some(&new)
            || alike.any(|(olds, news)| olds.contains(&old) && news.contains(&new))
        {
            Verdict::Right
        } else if self.open_old.contains(&old) && self.open_new.contains(&new) {
            Verdict::Unjudged
        } else {
            Verdict::Wrong
        }
    }

    /// Those of `count` old findings that went.
    pub fn fixed(&self, count: usize) -> BTreeSet<usize> {
        let alike = self.alike.iter().flat_map(|(olds, _)| olds);
        let known: BTreeSet<&usize> = self.same.keys().chain(alike).chain(&self.open_old).collect();
        (0..count).filter(|one| !known.contains(one)).collect()
    }

    /// Those of `count` new findings that came.
    pub fn fresh(&self, count: usize) -> BTreeSet<usize> {
        let alike = self.alike.iter().flat_map(|(_, news)| news);
        let known: BTreeSet<&usize> =
            self.same.values().chain(alike).chain(&self.open_new).collect();
        (0..count).filter(|one| !known.contains(one)).collect()
    }
}
