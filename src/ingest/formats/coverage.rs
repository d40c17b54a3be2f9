//! What coverage reports have in common: lines and branches by file, counted, and held against what the file states.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use crate::ingest::Item;
use crate::ingest::blank;
use crate::model::Run;
use crate::model::words::shortened;

/// The most files that are listed with the run.
const MOST_FILES: usize = 200;

/// How many there are, and how many of them were reached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Covered {
    pub(super) valid: u64,
    pub(super) covered: u64,
}

impl Covered {
    pub(super) fn add(&mut self, more: Self) {
        self.valid = self.valid.saturating_add(more.valid);
        self.covered = self.covered.saturating_add(more.covered);
    }

    /// The share that was reached, in percent with four decimals; none of nothing.
    pub(super) fn percent(self) -> Option<f64> {
        (self.valid > 0).then(|| (self.ratio() * 1_000_000.0).round() / 10_000.0)
    }

    #[expect(clippy::cast_precision_loss, reason = "nobody has 2^53 lines")]
    fn ratio(self) -> f64 {
        self.covered as f64 / self.valid as f64
    }

    /// Whether the share as a report writes it is this one: rounded or cut off behind the digits that it writes. Of
    /// those behind the fourth nobody is sure; and a writer that writes one mostly left out zeros.
    pub(super) fn is_ratio(self, written: &str) -> bool {
        let Ok(stated) = written.trim().parse::<f64>() else { return false };
        let digits = written.trim().split_once('.').map_or(0, |(_, digits)| digits.len());
        let off = (stated - self.ratio()).abs();
        self.valid > 0
            && match digits {
                0 => off < 1e-9,
                2 => off < 0.01,
                3 => off < 0.001,
                _ => off < 0.000_1 + 1e-9,
            }
    }

    fn json(self) -> Value {
        json!({ "valid": self.valid, "covered": self.covered, "percent": self.percent() })
    }

    /// As words: `25 of 41`.
    pub(super) fn words(self) -> String {
        format!("{} of {}", self.covered, self.valid)
    }
}

/// Lines and branches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) lines: Covered,
    pub(super) branches: Covered,
}

impl Totals {
    pub(super) fn add(&mut self, more: Self) {
        self.lines.add(more.lines);
        self.branches.add(more.branches);
    }

    fn json(self) -> Value {
        json!({ "lines": self.lines.json(), "branches": self.branches.json() })
    }
}

/// A line of a file.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Line {
    pub(super) is_hit: bool,
    pub(super) branches: Covered,
}

/// Lines by file. A line that is told several times counts once.
#[derive(Debug, Default)]
pub(super) struct Files(BTreeMap<String, HashMap<u64, Line>>);

impl Files {
    /// The file is there, if only with no line.
    pub(super) fn file(&mut self, path: &str) {
        if !self.0.contains_key(path) {
            self.0.insert(path.to_owned(), HashMap::new());
        }
    }

    /// A line of it. Of branches told several times the larger numbers hold: it is one line in several classes.
    pub(super) fn line(&mut self, path: &str, number: u64, told: Line) {
        self.file(path);
        if let Some(lines) = self.0.get_mut(path) {
            let line = lines.entry(number).or_default();
            line.is_hit |= told.is_hit;
            line.branches.valid = line.branches.valid.max(told.branches.valid);
            line.branches.covered = line.branches.covered.max(told.branches.covered);
        }
    }

    pub(super) fn totals(&self) -> BTreeMap<String, Totals> {
        let of = |lines: &HashMap<u64, Line>| {
            let mut totals = Totals::default();
            for line in lines.values() {
                totals.lines.add(Covered { valid: 1, covered: u64::from(line.is_hit) });
                totals.branches.add(line.branches);
            }
            totals
        };
        self.0.iter().map(|(path, lines)| (path.clone(), of(lines))).collect()
    }
}

/// The sum of all files.
pub(super) fn sum<'t>(files: impl IntoIterator<Item = &'t Totals>) -> Totals {
    let mut all = Totals::default();
    for totals in files {
        all.add(*totals);
    }
    all
}

/// A run with what was counted, by file where there are few.
pub(super) fn run(tool: &str, totals: Totals, files: &BTreeMap<String, Totals>) -> Run {
    let mut run = blank::run(tool);
    let measured = files.values().filter(|file| file.lines.valid > 0).count() as u64;
    // Where no file is told apart, what there is was in one at least.
    run.checked = Some(measured.max(u64::from(totals.lines.valid > 0)));
    let mut counted = totals.json();
    if let Value::Object(counted) = &mut counted {
        if files.len() <= MOST_FILES {
            let each = files.iter().map(|(path, totals)| (path.clone(), totals.json()));
            counted.insert("files".to_owned(), Value::Object(each.collect()));
        } else {
            counted.insert("files_not_listed".to_owned(), files.len().into());
        }
    }
    run.properties.insert("coverage".to_owned(), counted);
    run
}

/// What is to be said where nothing was measured.
pub(super) fn nothing(totals: Totals) -> Option<Item> {
    (totals.lines.valid == 0).then(|| note("the coverage is of no line".to_owned(), String::new()))
}

/// Lines and counters that can't be read: where the first is, and how many more there are.
#[derive(Debug, Default)]
pub(super) struct Unread(Option<(String, u64)>);

impl Unread {
    /// One at this place.
    pub(super) fn at(&mut self, place: impl FnOnce() -> String) {
        match &mut self.0 {
            Some((_, more)) => *more += 1,
            None => self.0 = Some((place(), 0)),
        }
    }

    /// Whether there is any.
    pub(super) fn is_any(&self) -> bool {
        self.0.is_some()
    }

    /// What is to be said of them.
    pub(super) fn note(self) -> Option<Item> {
        let (first, more) = self.0?;
        let more = if more > 0 { format!(", and {more} more") } else { String::new() };
        Some(note(format!("an entry can't be read and counts as nothing{more}"), first))
    }
}

/// What is to be said of a time that is none.
pub(super) fn no_time(text: &str, at: &str) -> Item {
    let message = format!("its time `{}` is no time, and is left out", shortened(text));
    note(message, at.to_owned())
}

pub(super) fn note(message: String, at: String) -> Item {
    Item::Note { message, at }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_right_as_far_as_it_is_written() {
        let it = Covered { valid: 156, covered: 63 };
        for right in ["0.4038461", "0.4038", "0.40380000000000005", "0.404", "0.40"] {
            assert!(it.is_ratio(right), "{right}");
        }
        for wrong in ["0.4", "0.405", "0.4036", "0", "1", "x", "", "NaN"] {
            assert!(!it.is_ratio(wrong), "{wrong}");
        }
        assert!(Covered { valid: 2, covered: 2 }.is_ratio("1"));
        assert!(Covered { valid: 2, covered: 1 }.is_ratio("0.5"));
        assert!(!Covered { valid: 20_000, covered: 19_999 }.is_ratio("1"));
        assert!(!Covered::default().is_ratio("1"));
        assert_eq!(it.percent(), Some(40.3846));
        assert_eq!(Covered::default().percent(), None);
    }

    #[test]
    fn a_line_counts_once() {
        let mut files = Files::default();
        let line = |is_hit, covered| Line { is_hit, branches: Covered { valid: 2, covered } };
        files.line("a", 1, line(false, 1));
        files.line("a", 1, line(true, 2));
        files.line("a", 2, Line::default());
        files.file("b");
        let totals = sum(files.totals().values());
        assert_eq!(totals.lines, Covered { valid: 2, covered: 1 });
        assert_eq!(totals.branches, Covered { valid: 2, covered: 2 });
        assert_eq!(files.totals().len(), 2);
    }
}
