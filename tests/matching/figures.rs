//! How good answers are, counted as `score.py` counts.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use signoff::model::Finding;

use crate::corpus::{Commit, Truth, Verdict};

/// Pairs of places in the two lists.
pub type Pairs = Vec<(usize, usize)>;

/// What the pairs of one or more pairs of commits are worth. README.md says what is what.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    pub precision: f64,
    pub recall: f64,
    pub right: usize,
    pub wrong: usize,
    pub unjudged: usize,
    pub same: usize,
    pub false_new: usize,
    pub false_fixed: usize,
    pub missed_new: usize,
    pub missed_fixed: usize,
    pub new: usize,
    pub fixed: usize,
    pub edited: usize,
    pub unsure: usize,
    pub shifted: usize,
    pub shifted_kept: usize,
}

impl Figures {
    /// Judges the pairs of two commits.
    pub fn of(truth: &Truth, pairs: &Pairs, old: &Commit, new: &Commit) -> Self {
        let (mut found, mut kept) = (Self::default(), 0);
        let is_shifted = |a: usize, b: usize| place(&old.findings[a]) != place(&new.findings[b]);
        for (a, b) in pairs {
            match truth.verdict(*a, *b) {
                Verdict::Right => found.right += 1,
                Verdict::Wrong => found.wrong += 1,
                Verdict::Unjudged => found.unjudged += 1,
            }
            kept += usize::from(truth.same.get(a) == Some(b) && is_shifted(*a, *b));
        }
        let olds: BTreeSet<usize> = pairs.iter().map(|pair| pair.0).collect();
        let news: BTreeSet<usize> = pairs.iter().map(|pair| pair.1).collect();
        assert_eq!((olds.len(), news.len()), (pairs.len(), pairs.len()), "one-to-one");
        found.same = truth.same.len();
        found.false_fixed = truth.same.keys().filter(|it| !olds.contains(it)).count();
        found.false_new = truth.same.values().filter(|it| !news.contains(it)).count();
        for (some, others) in &truth.alike {
            let least = some.len().min(others.len());
            found.same += least;
            found.false_fixed += least.saturating_sub(olds.intersection(some).count());
            found.false_new += least.saturating_sub(news.intersection(others).count());
        }
        let (fixed, fresh) = (truth.fixed(old.findings.len()), truth.fresh(new.findings.len()));
        (found.fixed, found.new) = (fixed.len(), fresh.len());
        found.missed_fixed = fixed.intersection(&olds).count();
        found.missed_new = fresh.intersection(&news).count();
        (found.edited, found.unsure) = (truth.edited, truth.unsure);
        found.shifted = truth.same.iter().filter(|(a, b)| is_shifted(**a, **b)).count();
        found.shifted_kept = kept;
        found
    }

    fn add(&mut self, other: &Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.unjudged += other.unjudged;
        self.same += other.same;
        self.false_new += other.false_new;
        self.false_fixed += other.false_fixed;
        self.missed_new += other.missed_new;
        self.missed_fixed += other.missed_fixed;
        self.new += other.new;
        self.fixed += other.fixed;
        self.edited += other.edited;
        self.unsure += other.unsure;
        self.shifted += other.shifted;
        self.shifted_kept += other.shifted_kept;
    }
}

/// Where a finding stands: the rest stays where it was, and is easy. A package is elsewhere when it has another version.
fn place(finding: &Finding) -> (Option<&str>, Option<u64>, Option<&Value>) {
    let place = finding.location.as_ref();
    let version = finding.properties.get("package").and_then(|package| package.get("version"));
    (place.and_then(|it| it.path.as_deref()), place.and_then(|it| it.start_line), version)
}

/// The sums of each group: all, how far commits are apart, and for neighbours the kinds of edits.
pub fn sums<'f>(
    all: impl IntoIterator<Item = (Vec<String>, &'f Figures)>,
) -> BTreeMap<String, Figures> {
    let mut groups: BTreeMap<String, Figures> = BTreeMap::new();
    for (names, figures) in all {
        for name in names {
            groups.entry(name).or_default().add(figures);
        }
    }
    for figures in groups.values_mut() {
        figures.precision = part(figures.right, figures.right + figures.wrong);
        figures.recall = part(figures.right, figures.same);
    }
    groups
}

/// To five places, as `score.py` rounds.
#[allow(clippy::cast_precision_loss, reason = "these are small")]
fn part(of: usize, whole: usize) -> f64 {
    (of as f64 / whole as f64 * 1e5).round() / 1e5
}
