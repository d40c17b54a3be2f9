//! Coverage in `JaCoCo`'s XML. The file states how many were missed and how many covered, and no share.

use std::collections::BTreeMap;

use super::coverage::{self, Covered, Totals, Unread, note};
use super::walk::{self, Place, Tag, Visitor};
use crate::ingest::blank::{Stated, measure};
use crate::ingest::{Adapter, Head, Item, Raw, Unreadable};
use crate::model::{Moment, Sink};

/// The adapter.
pub(super) struct Jacoco;

impl Adapter for Jacoco {
    fn name(&self) -> &'static str {
        "jacoco"
    }

    fn title(&self) -> &'static str {
        "JaCoCo XML"
    }

    fn knows(&self, head: &Head) -> bool {
        let Head::Xml(root) = head else { return false };
        let children = &root.children;
        root.name == "report"
            && root.attributes.contains_key("name")
            && !children.is_empty()
            && children.iter().all(|child| {
                matches!(child.as_str(), "sessioninfo" | "group" | "package" | "counter")
            })
    }

    fn read(&self, raw: &dyn Raw, items: &mut dyn Sink<Item>) -> Result<(), Unreadable> {
        let mut read = Reading::default();
        let odd = walk::walk(raw, &mut read)?;
        let totals = read.totals();
        let mut run = coverage::run("JaCoCo", totals, &read.files);
        (run.started_at, run.ended_at) = (read.start.and_then(moment), read.end.and_then(moment));
        run.properties.extend(read.name.clone().map(|name| ("name".to_owned(), name.into())));
        items.take(Item::Run(Box::new(run)))?;
        for item in [&LINES, &BRANCHES].into_iter().flat_map(|part| read.held(part, &totals)) {
            items.take(item)?;
        }
        let unread = std::mem::take(&mut read.unread).note();
        let notes = odd.into_iter().chain(std::mem::take(&mut read.no_times)).chain(unread);
        for item in notes.chain(coverage::nothing(totals)) {
            items.take(item)?;
        }
        Ok(())
    }
}

/// Lines or branches.
struct Part {
    counter: &'static str,
    word: &'static str,
    metric: &'static str,
    of: fn(&Totals) -> Covered,
}

const LINES: Part =
    Part { counter: "LINE", word: "lines", metric: "coverage.line", of: |it| it.lines };
const BRANCHES: Part =
    Part { counter: "BRANCH", word: "branches", metric: "coverage.branch", of: |it| it.branches };

/// A source file that is open.
#[derive(Default)]
struct Source {
    path: String,
    depth: usize,
    /// By its lines.
    lines: Totals,
    /// How many of them say whether they were reached: some writers list them bare.
    telling: u64,
    /// By its counters.
    counters: Totals,
}

impl Source {
    /// By its lines; by its counters where there are no lines, as without debug information, or some are bare.
    fn totals(&self) -> Totals {
        if self.lines.lines.valid == 0 {
            return self.counters;
        }
        if self.telling < self.lines.lines.valid {
            return Totals { lines: self.counters.lines, ..self.lines };
        }
        self.lines
    }
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    name: Option<String>,
    start: Option<i64>,
    end: Option<i64>,
    package: Option<(usize, String)>,
    source: Option<Source>,
    files: BTreeMap<String, Totals>,
    /// By the counters of the report itself, and whether it has any of lines.
    report: Totals,
    has_report: bool,
    /// By the counters of all classes, and of those that name no source file.
    classes: Totals,
    sourceless: Totals,
    /// The depth of the class that is open, and whether it names its source file.
    class: Option<(usize, bool)>,
    unread: Unread,
    /// What is to be said of times that are none.
    no_times: Vec<Item>,
}

impl Visitor for Reading {
    fn open(&mut self, tag: &Tag<'_>, place: &Place) {
        let depth = place.depth();
        match tag.name() {
            "report" if depth == 1 => self.name = tag.attribute("name"),
            "sessioninfo" => {
                let mut time = |name: &str| {
                    let text = tag.attribute(name).filter(|text| !text.trim().is_empty())?;
                    let time = text.trim().parse::<i64>().ok();
                    let time = time.filter(|time| moment(*time).is_some());
                    if time.is_none() {
                        self.no_times.push(coverage::no_time(&text, &place.at_attribute(name)));
                    }
                    time
                };
                let (start, dump) = (time("start"), time("dump"));
                self.start =
                    self.start.map_or(start, |it| Some(start.map_or(it, |new| it.min(new))));
                self.end = self.end.max(dump);
            }
            "package" => self.package = Some((depth, tag.attribute("name").unwrap_or_default())),
            "class" => self.class = Some((depth, tag.attribute("sourcefilename").is_some())),
            "sourcefile" => {
                let name = tag.attribute("name").unwrap_or_default();
                let package = self.package.as_ref().map_or("", |(_, name)| name.as_str());
                let path = if package.is_empty() { name } else { format!("{package}/{name}") };
                self.source = Some(Source { path, depth, ..Source::default() });
            }
            "line" => self.line(tag, place),
            "counter" => self.counter(tag, place),
            _ => {}
        }
    }

    fn text(&mut self, _: &str) {}

    fn close(&mut self, place: &Place) {
        let depth = place.depth();
        if self.package.as_ref().is_some_and(|(it, _)| *it == depth) {
            self.package = None;
        }
        if self.class.is_some_and(|(it, _)| it == depth) {
            self.class = None;
        }
        if let Some(source) = self.source.take_if(|source| source.depth == depth) {
            self.files.entry(source.path.clone()).or_default().add(source.totals());
        }
    }
}

impl Reading {
    fn line(&mut self, tag: &Tag<'_>, place: &Place) {
        let depth = place.depth();
        let Some(source) = self.source.as_mut().filter(|it| it.depth + 1 == depth) else { return };
        if !["nr", "mi", "ci", "mb", "cb"].iter().all(|name| is_number(tag, name)) {
            return self.unread.at(|| place.at());
        }
        let number = |name: &str| tag.number(name).unwrap_or(0);
        let (covered, missed) = (number("cb"), number("mb"));
        source.telling += u64::from(["mi", "ci"].iter().any(|name| tag.attribute(name).is_some()));
        source.lines.lines.add(Covered { valid: 1, covered: u64::from(number("ci") > 0) });
        source.lines.branches.add(Covered { valid: missed.saturating_add(covered), covered });
    }

    fn counter(&mut self, tag: &Tag<'_>, place: &Place) {
        let depth = place.depth();
        if !["missed", "covered"].iter().all(|name| is_number(tag, name)) {
            return self.unread.at(|| place.at());
        }
        let number = |name: &str| tag.number(name).unwrap_or(0);
        let (missed, covered) = (number("missed"), number("covered"));
        let counted = Covered { valid: missed.saturating_add(covered), covered };
        let more = match tag.attribute("type").as_deref() {
            Some("LINE") => Totals { lines: counted, ..Totals::default() },
            Some("BRANCH") => Totals { branches: counted, ..Totals::default() },
            // Instructions, methods, classes, complexity.
            Some(_) => return,
            None => return self.unread.at(|| place.at()),
        };
        if depth == 2 {
            self.report.add(more);
            self.has_report = true;
        } else if let Some(source) = self.source.as_mut().filter(|it| it.depth + 1 == depth) {
            source.counters.add(more);
        } else if let Some((_, has_source)) = self.class.filter(|(it, _)| it + 1 == depth) {
            self.classes.add(more);
            if !has_source {
                self.sourceless.add(more);
            }
        }
    }

    /// What was counted: by source files, with the classes that have none or without, since old versions name none;
    /// else by classes; where nothing is below it, what the report itself says.
    fn totals(&self) -> Totals {
        let by_file = coverage::sum(self.files.values());
        let mut with_sourceless = by_file;
        with_sourceless.add(self.sourceless);
        let counted = [by_file, with_sourceless, self.classes];
        let fits = counted.iter().find(|it| **it == self.report);
        let fits = fits.or_else(|| counted.iter().find(|it| it.lines.valid > 0));
        fits.copied().unwrap_or(self.report)
    }

    /// The measures that hold, and what is to be said of the others.
    fn held(&self, part: &Part, totals: &Totals) -> Vec<Item> {
        let (said, counted) = ((part.of)(&self.report), (part.of)(totals));
        let at = |name: &str| format!("xml:/report/counter[@type='{}']/@{name}", part.counter);
        if said == counted && counted.valid > 0 {
            let all = [("covered", "covered"), ("missed", "missed")];
            return all
                .map(|(name, metric)| {
                    let metric = format!("{}.{metric}", part.metric);
                    measure(&metric, None, Stated::at(at(name)))
                })
                .into();
        }
        if said == counted || !self.has_report {
            return Vec::new();
        }
        let (said_words, counted, word) = (said.words(), counted.words(), part.word);
        let message =
            format!("the report says {said_words} {word}, and {counted} {word} were counted");
        vec![note(message, if said.valid > 0 { at("covered") } else { String::new() })]
    }
}

/// Whether an attribute is a number, where it is there.
fn is_number(tag: &Tag<'_>, name: &str) -> bool {
    tag.attribute(name).is_none_or(|text| text.trim().parse::<u64>().is_ok())
}

fn moment(milliseconds: i64) -> Option<Moment> {
    chrono::DateTime::from_timestamp_millis(milliseconds).and_then(Moment::of)
}

#[cfg(test)]
mod tests;
