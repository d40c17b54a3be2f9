//! The runs that the documents of a file tell: which of them are one, and which of them a document is of.

use std::collections::HashMap;

use chrono::{NaiveDateTime, NaiveTime};

use crate::model::{Moment, Run, Tool};

/// The runs of a file, in the order in which they begin.
#[derive(Default)]
pub(super) struct Runs {
    all: Vec<Told>,
    /// Which run a document tells, by documents in their order.
    tellers: Vec<(usize, usize)>,
    /// Which run it was that was told in these words.
    by_words: HashMap<String, usize>,
}

/// A run, and the documents that tell it.
pub(super) struct Told {
    pub(super) run: Run,
    pub(super) first: usize,
    /// The one that says first that it didn't end well.
    pub(super) bad: Option<usize>,
    last: usize,
}

impl Runs {
    /// A run that a document tells: another part of the run before or, in the same words, of an earlier one. Runs of the
    /// same document stay apart.
    pub(super) fn tell(&mut self, document: usize, run: Run) {
        let words = words(&run);
        let bad = (run.successful == Some(false)).then_some(document);
        let before = self.tellers.last().map(|(_, index)| *index);
        for index in before.into_iter().chain(self.by_words.get(&words).copied()) {
            let Some(known) = self.all.get_mut(index).filter(|known| known.last != document) else {
                continue;
            };
            if let Some(both) = together(&known.run, &run) {
                (known.run, known.last) = (both, document);
                known.bad = known.bad.or(bad);
                self.tellers.push((document, index));
                self.by_words.insert(words, index);
                return;
            }
        }
        let index = self.all.len();
        self.tellers.push((document, index));
        self.by_words.insert(words, index);
        self.all.push(Told { run, first: document, bad, last: document });
    }

    /// The runs.
    pub(super) fn all(&self) -> &[Told] {
        &self.all
    }

    /// Which run a document is of: the one that it tells or, where it tells none, the one told before it. What stands
    /// before the first run is of it, too.
    pub(super) fn of(&self, document: usize) -> usize {
        let until = self.tellers.partition_point(|(teller, _)| *teller <= document);
        let teller = until.checked_sub(1).and_then(|last| self.tellers.get(last));
        teller.map_or(0, |(_, index)| *index)
    }
}

/// What tells a run from others.
fn words(run: &Run) -> String {
    let Run { tool, command, exit_code, commit, properties, .. } = run;
    format!("{tool:?} {command:?} {exit_code:?} {commit:?} {properties:?}")
}

/// Two parts of a run as one, where they don't contradict each other: what one of them leaves open, the other says. It
/// lasted from the first start to the last end, and checked what both of them did.
fn together(one: &Run, other: &Run) -> Option<Run> {
    /// Whether both say something, and not the same.
    fn differ<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
        one.zip(other).is_some_and(|(one, other)| one != other)
    }
    let differs = one.tool.name != other.tool.name
        || differ(one.tool.version.as_ref(), other.tool.version.as_ref())
        || differ(one.command.as_ref(), other.command.as_ref())
        || differ(one.exit_code.as_ref(), other.exit_code.as_ref())
        || differ(one.commit.as_ref(), other.commit.as_ref());
    if differs {
        return None;
    }
    let mut properties = one.properties.clone();
    for (name, value) in &other.properties {
        if properties.get(name).is_some_and(|own| own != value) {
            return None;
        }
        properties.insert(name.clone(), value.clone());
    }
    let tool = Tool {
        name: one.tool.name.clone(),
        version: one.tool.version.clone().or_else(|| other.tool.version.clone()),
    };
    let start = |one, other| if instant(other) < instant(one) { other } else { one };
    let end = |one, other| if instant(other) > instant(one) { other } else { one };
    let is_bad = [one.successful, other.successful].contains(&Some(false));
    Some(Run {
        tool,
        command: one.command.clone().or_else(|| other.command.clone()),
        started_at: of_both(one.started_at, other.started_at, start),
        ended_at: of_both(one.ended_at, other.ended_at, end),
        exit_code: one.exit_code.or(other.exit_code),
        commit: one.commit.clone().or_else(|| other.commit.clone()),
        successful: if is_bad { Some(false) } else { one.successful.or(other.successful) },
        checked: of_both(one.checked, other.checked, u64::saturating_add),
        properties,
        ..one.clone()
    })
}

/// What is made of two values; of one alone, it.
fn of_both<T: Copy>(one: Option<T>, other: Option<T>, join: impl Fn(T, T) -> T) -> Option<T> {
    one.zip(other).map(|(one, other)| join(one, other)).or(one).or(other)
}

/// A time as one that can be compared; a day as its start.
fn instant(moment: Moment) -> NaiveDateTime {
    match moment {
        Moment::Day(day) => day.date().and_time(NaiveTime::MIN),
        Moment::Instant(instant) => instant.naive_utc(),
    }
}
