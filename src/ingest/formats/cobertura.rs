//! Coverage in Cobertura's XML, which many tools write. Lines are counted by file and number: a file's inner classes
//! list the same lines again, and the lines of a method are those of its class.

use std::collections::BTreeMap;

use super::coverage::{self, Covered, Files, Line, Unread, note};
use super::walk::{self, Place, Tag, Visitor};
use crate::ingest::blank::{Stated, measure};
use crate::ingest::{Adapter, Head, Item, Raw, Unreadable};
use crate::model::{Moment, Sink};

/// The adapter.
pub(super) struct Cobertura;

impl Adapter for Cobertura {
    fn name(&self) -> &'static str {
        "cobertura"
    }

    fn title(&self) -> &'static str {
        "Cobertura XML"
    }

    fn knows(&self, head: &Head) -> bool {
        let Head::Xml(root) = head else { return false };
        // Clover has the same root.
        root.name == "coverage"
            && (root.attributes.contains_key("line-rate")
                || root.children.iter().any(|child| child == "packages"))
            && !root.children.iter().any(|child| child == "project")
    }

    fn read(&self, raw: &dyn Raw, items: &mut dyn Sink<Item>) -> Result<(), Unreadable> {
        let mut read = Reading::default();
        let odd = walk::walk(raw, &mut read)?;
        let files = read.files.totals();
        let totals = coverage::sum(files.values());
        let mut run = coverage::run("Cobertura", totals, &files);
        run.tool.version = read.root.get("version").filter(|it| !it.trim().is_empty()).cloned();
        let stated = read.root.get("timestamp").filter(|it| !it.trim().is_empty());
        run.ended_at = stated.and_then(|it| moment(it));
        let no_time = stated
            .filter(|_| run.ended_at.is_none())
            .map(|it| coverage::no_time(it, "xml:/coverage/@timestamp"));
        items.take(Item::Run(Box::new(run)))?;
        for (part, counted) in [(LINES, totals.lines), (BRANCHES, totals.branches)] {
            for item in read.held(&part, counted) {
                items.take(item)?;
            }
        }
        let unread = std::mem::take(&mut read.unread).note();
        let notes = odd.into_iter().chain(no_time).chain(read.no_line.take()).chain(unread);
        for item in notes.chain(coverage::nothing(totals)) {
            items.take(item)?;
        }
        Ok(())
    }
}

/// What a header says of lines or of branches.
struct Part {
    word: &'static str,
    metric: &'static str,
    rate: &'static str,
    valid: &'static str,
    covered: &'static str,
}

const LINES: Part = Part {
    word: "lines",
    metric: "coverage.line",
    rate: "line-rate",
    valid: "lines-valid",
    covered: "lines-covered",
};
const BRANCHES: Part = Part {
    word: "branches",
    metric: "coverage.branch",
    rate: "branch-rate",
    valid: "branches-valid",
    covered: "branches-covered",
};

/// What is open that matters.
#[derive(Default)]
struct Reading {
    /// The attributes of the root.
    root: BTreeMap<String, String>,
    files: Files,
    open: Vec<String>,
    /// The files of the classes that are open, each with its depth.
    classes: Vec<(usize, String)>,
    unread: Unread,
    /// What is to be said of lines with the number 0.
    no_line: Option<Item>,
}

impl Visitor for Reading {
    fn open(&mut self, tag: &Tag<'_>, place: &Place) {
        let name = tag.name();
        if place.depth() == 1 {
            self.root = tag.attributes().into_iter().collect();
        }
        match name {
            "class" => {
                let file = tag.attribute("filename").or_else(|| tag.attribute("name"));
                let file = file.unwrap_or_default();
                self.files.file(&file);
                self.classes.push((place.depth(), file));
            }
            "line" => self.line(tag, place),
            _ => {}
        }
        self.open.push(name.to_owned());
    }

    fn text(&mut self, _: &str) {}

    fn close(&mut self, place: &Place) {
        self.open.pop();
        if self.classes.last().is_some_and(|(depth, _)| *depth == place.depth()) {
            self.classes.pop();
        }
    }
}

impl Reading {
    /// A line counts where it stands in the lines of a class.
    fn line(&mut self, tag: &Tag<'_>, place: &Place) {
        let Some((depth, file)) = self.classes.last() else { return };
        if place.depth() != depth + 2 || self.open.last().is_none_or(|it| it != "lines") {
            return;
        }
        let hits = tag.attribute("hits").and_then(|hits| hits.trim().parse::<f64>().ok());
        let hits = hits.filter(|hits| hits.is_finite());
        let (Some(number), Some(hits)) = (tag.number("number"), hits) else {
            return self.unread.at(|| place.at());
        };
        if number == 0 && self.no_line.is_none() {
            let message = "a line has the number 0, and lines count from 1".to_owned();
            self.no_line = Some(note(message, place.at()));
        }
        let is_hit = hits > 0.0;
        // Some writers say `100%` of a line with branches, and not of how many.
        let stated = tag.attribute("condition-coverage").filter(|it| it.contains('('));
        let read = stated.as_deref().map(branches);
        if read == Some(None) {
            self.unread.at(|| place.at_attribute("condition-coverage"));
        }
        let branches = read.flatten().unwrap_or_default();
        self.files.line(file, number, Line { is_hit, branches });
    }

    /// The measures of a part of the header that hold, and what is to be said of the others.
    fn held(&self, part: &Part, counted: Covered) -> Vec<Item> {
        let mut items = Vec::new();
        let at = |name: &str| format!("xml:/coverage/@{name}");
        let text = |name: &str| self.root.get(name).map(|text| text.trim());
        let number = |name: &str| text(name).and_then(|text| text.parse::<f64>().ok());
        let counts = [(part.valid, counted.valid), (part.covered, counted.covered)];
        #[expect(clippy::cast_precision_loss, reason = "nobody has 2^53 lines")]
        let differs = |(name, counted): &(&str, u64)| {
            number(name).is_some_and(|it| (it - *counted as f64).abs() > 0.5)
        };
        let is_right = text(part.rate).is_some_and(|rate| counted.is_ratio(rate));
        // A report without branches says any rate of them.
        let is_said = counted.valid > 0 && text(part.rate).is_some();
        if is_right && !counts.iter().any(differs) {
            items.push(measure(part.metric, Some("ratio"), Stated::at(at(part.rate))));
            for (name, metric) in [(part.covered, "covered"), (part.valid, "total")] {
                if text(name).is_some() {
                    let metric = format!("{}.{metric}", part.metric);
                    items.push(measure(&metric, None, Stated::at(at(name))));
                }
            }
        } else if is_said || counts.iter().any(differs) {
            let said = [part.covered, part.valid, part.rate]
                .map(|name| text(name).map(|text| format!("{name} {text}")));
            let said: Vec<String> = said.into_iter().flatten().collect();
            let (said, counted) = (said.join(", "), counted.words());
            let message =
                format!("the header says {said}, and {counted} {} were counted", part.word);
            let name =
                [part.rate, part.covered, part.valid].into_iter().find(|it| text(it).is_some());
            items.push(note(message, at(name.unwrap_or(part.rate))));
        }
        items
    }
}

/// `50% (1/2)`.
fn branches(text: &str) -> Option<Covered> {
    let (_, counts) = text.split_once('(')?;
    let (covered, valid) = counts.split_once(')')?.0.split_once('/')?;
    let (covered, valid) = (covered.trim().parse().ok()?, valid.trim().parse().ok()?);
    (covered <= valid).then_some(Covered { valid, covered })
}

/// Seconds since 1970, or milliseconds, which are more than the seconds of 3,000 years.
fn moment(text: &str) -> Option<Moment> {
    const MILLISECONDS: i64 = 100_000_000_000;
    let number: i64 = text.trim().parse().ok()?;
    let moment = if number >= MILLISECONDS {
        chrono::DateTime::from_timestamp_millis(number)
    } else {
        chrono::DateTime::from_timestamp(number, 0)
    };
    moment.and_then(Moment::of)
}

#[cfg(test)]
mod tests;
