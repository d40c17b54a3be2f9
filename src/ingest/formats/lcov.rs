//! Coverage in LCOV's tracefiles. A file may stand in several records, one for each test: its lines are merged.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead as _, BufReader};

use super::coverage::{self, Covered, Totals, Unread, note};
use crate::ingest::blank::{Stated, measure};
use crate::ingest::head::skip_mark;
use crate::ingest::{Adapter, Head, Item, Raw, Unreadable};
use crate::model::{Aggregate, Sink};

/// The most places that a selector may name.
const MOST_PLACES: u64 = 100_000;

/// The adapter.
pub(super) struct Lcov;

impl Adapter for Lcov {
    fn name(&self) -> &'static str {
        "lcov"
    }

    fn title(&self) -> &'static str {
        "LCOV tracefile"
    }

    fn knows(&self, head: &Head) -> bool {
        let Head::Text(text) = head else { return false };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = text.lines().map(str::trim);
        let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
        first.is_some_and(|line| line.starts_with("TN:") || line.starts_with("SF:"))
    }

    fn read(&self, raw: &dyn Raw, items: &mut dyn Sink<Item>) -> Result<(), Unreadable> {
        let read = Reading::all(raw)?;
        let files: BTreeMap<String, Totals> =
            read.files.iter().map(|(path, file)| (path.clone(), file.totals())).collect();
        let totals = coverage::sum(files.values());
        let mut run = coverage::run("LCOV", totals, &files);
        run.successful = read.current.is_some().then_some(false);
        items.take(Item::Run(Box::new(run)))?;
        for item in [&LINES, &BRANCHES].into_iter().flat_map(|part| read.held(part, &totals)) {
            items.take(item)?;
        }
        let is_open = read.current.is_some();
        if let Some(line) = read.not_utf8 {
            let message = "a line isn't in UTF-8: what can't be read of it is replaced";
            items.take(note(message.to_owned(), format!("L{line}")))?;
        }
        if let Some(unread) = read.unread.note() {
            items.take(unread)?;
        }
        for (what, (line, number)) in &read.odd {
            let more = number - 1;
            let more =
                if more > 0 { format!(" (and {more} more of the same)") } else { String::new() };
            items.take(note(format!("{what}{more}"), format!("L{line}")))?;
        }
        if read.endless > 0 {
            let message = format!("records without an end: {}", read.endless);
            items.take(note(message, String::new()))?;
        }
        if is_open {
            let message = "its last record has no end: it may be cut off";
            items.take(note(message.to_owned(), String::new()))?;
        }
        if let Some(nothing) = coverage::nothing(totals) {
            items.take(nothing)?;
        }
        Ok(())
    }
}

/// What else a tracefile says, and isn't counted here.
const OTHERS: [&str; 14] = [
    "TN", "VER", "FN", "FNDA", "FNF", "FNH", "FNL", "FNA", "MCDC", "MCF", "MCH", "TEST", "BA",
    "BFDA",
];

/// Lines or branches.
struct Part {
    found: &'static str,
    hit: &'static str,
    word: &'static str,
    metric: &'static str,
    of: fn(&Totals) -> Covered,
}

const LINES: Part =
    Part { found: "LF", hit: "LH", word: "lines", metric: "coverage.line", of: |it| it.lines };
const BRANCHES: Part = Part {
    found: "BRF",
    hit: "BRH",
    word: "branches",
    metric: "coverage.branch",
    of: |it| it.branches,
};

/// A source file: which of its lines and branches were reached.
#[derive(Default)]
struct File {
    lines: HashMap<u64, bool>,
    branches: HashMap<(u64, String), bool>,
}

impl File {
    fn totals(&self) -> Totals {
        let covered =
            |valid: usize, covered: usize| Covered { valid: valid as u64, covered: covered as u64 };
        let hit = |all: &mut dyn Iterator<Item = &bool>| all.filter(|is_hit| **is_hit).count();
        Totals {
            lines: covered(self.lines.len(), hit(&mut self.lines.values())),
            branches: covered(self.branches.len(), hit(&mut self.branches.values())),
        }
    }
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    files: BTreeMap<String, File>,
    /// The file whose record is open.
    current: Option<String>,
    /// By `LF`, `LH`, `BRF`, `BRH`.
    said: Totals,
    /// How many lines say so.
    sayings: HashMap<&'static str, u64>,
    unread: Unread,
    /// The number of the line that is read.
    number: u64,
    /// What is counted, and told: the first line, and how many.
    odd: BTreeMap<&'static str, (u64, u64)>,
    /// How many records have no end, but for the last.
    endless: u64,
    /// The first line that is no text in UTF-8.
    not_utf8: Option<u64>,
}

impl Reading {
    fn all(raw: &dyn Raw) -> Result<Self, Unreadable> {
        let mut bytes = BufReader::with_capacity(256 * 1024, raw.open()?);
        skip_mark(&mut bytes)?;
        let (mut read, mut line) = (Self::default(), Vec::new());
        while bytes.read_until(b'\n', &mut line)? > 0 {
            read.number += 1;
            let number = read.number;
            let text = String::from_utf8_lossy(&line);
            if text.contains('\0') {
                let message = "a NUL byte stands in it, which text never has".to_owned();
                let place = usize::try_from(number).ok().map(|line| (line, 1));
                return Err(Unreadable::Content { message, place });
            }
            if text.trim().contains(char::is_control) {
                read.odd("a line has a control character, which is kept");
            }
            if read.not_utf8.is_none() && matches!(text, Cow::Owned(_)) {
                read.not_utf8 = Some(number);
            }
            if read.line(text.trim()).is_none() {
                read.unread.at(|| format!("L{number}"));
            }
            line.clear();
        }
        if read.files.is_empty() && read.unread.is_any() {
            return Err(Unreadable::content("it holds no record of a source file"));
        }
        Ok(read)
    }

    /// Takes a line in; none where it can't be read.
    fn line(&mut self, line: &str) -> Option<()> {
        if line == "end_of_record" {
            self.current = None;
            return Some(());
        }
        if line.is_empty() || line.starts_with('#') {
            return Some(());
        }
        let (key, value) = line.split_once(':')?;
        match key {
            "SF" if value.trim().is_empty() => return None,
            "SF" => {
                if self.current.is_some() {
                    self.endless += 1;
                }
                self.files.entry(value.to_owned()).or_default();
                self.current = Some(value.to_owned());
            }
            "DA" => {
                let mut fields = value.split(',');
                let number: u64 = fields.next()?.trim().parse().ok()?;
                let text = fields.next()?;
                let is_hit = hits(text)?;
                if number == 0 {
                    self.odd("a line has the number 0, and lines count from 1");
                }
                if text.trim().starts_with('-') {
                    self.odd("a line was reached less than zero times, which counts as not");
                }
                *self.file()?.lines.entry(number).or_default() |= is_hit;
            }
            "BRDA" => {
                // The name of a branch may hold commas.
                let (number, rest) = value.split_once(',')?;
                let (branch, taken) = rest.rsplit_once(',')?;
                let number = number.trim().parse().ok()?;
                let is_hit = taken.trim() != "-" && hits(taken)?;
                let key = (number, branch.to_owned());
                *self.file()?.branches.entry(key).or_default() |= is_hit;
            }
            "LF" => self.say("LF", value, |said| &mut said.lines.valid)?,
            "LH" => self.say("LH", value, |said| &mut said.lines.covered)?,
            "BRF" => self.say("BRF", value, |said| &mut said.branches.valid)?,
            "BRH" => self.say("BRH", value, |said| &mut said.branches.covered)?,
            // Names, functions, versions, conditions.
            _ if OTHERS.contains(&key) => {}
            _ => return None,
        }
        Some(())
    }

    fn odd(&mut self, what: &'static str) {
        self.odd.entry(what).or_insert((self.number, 0)).1 += 1;
    }

    fn file(&mut self) -> Option<&mut File> {
        self.files.get_mut(self.current.as_ref()?)
    }

    fn say(
        &mut self,
        key: &'static str,
        value: &str,
        place: fn(&mut Totals) -> &mut u64,
    ) -> Option<()> {
        let number: u64 = value.trim().parse().ok()?;
        let said = place(&mut self.said);
        *said = said.checked_add(number)?;
        *self.sayings.entry(key).or_default() += 1;
        Some(())
    }

    /// The measures that hold, and what is to be said of the others.
    fn held(&self, part: &Part, totals: &Totals) -> Vec<Item> {
        let (said, counted) = ((part.of)(&self.said), (part.of)(totals));
        let sayings = |key: &str| self.sayings.get(key).copied().unwrap_or(0);
        let at = |key: &str| format!("re:^{key}:[ \\t]*([0-9]+)");
        if said == counted && counted.valid > 0 {
            let pairs = [(part.hit, "covered"), (part.found, "total")];
            let there = pairs.into_iter().filter(|(key, _)| sayings(key) <= MOST_PLACES);
            return there
                .map(|(key, metric)| {
                    let aggregate = (sayings(key) > 1).then_some(Aggregate::Sum);
                    let stated = Stated { at: vec![at(key)], aggregate };
                    measure(&format!("{}.{metric}", part.metric), None, stated)
                })
                .collect();
        }
        if said == counted || sayings(part.found) + sayings(part.hit) == 0 {
            return Vec::new();
        }
        let (said, counted, word) = (said.words(), counted.words(), part.word);
        let message = format!("its records say {said} {word}, and {counted} {word} were counted");
        vec![note(message, String::new())]
    }
}

/// Whether it was reached. Old compilers count below zero; some count in thousands of millions, with an exponent.
fn hits(text: &str) -> Option<bool> {
    text.trim().parse::<f64>().ok().filter(|hits| hits.is_finite()).map(|hits| hits > 0.0)
}

#[cfg(test)]
mod tests;
