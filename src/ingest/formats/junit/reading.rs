//! A document of `JUnit`'s kind on the way to being read. Nothing is kept of a case that passed.

use std::collections::BTreeMap;

use super::case::Case;
use super::header::{Header, Lie};
use super::suite::Suite;
use super::totals::Totals;
use crate::evidence::CaseMark;
use crate::ingest::Item;
use crate::ingest::blank::{Stated, measure};
use crate::ingest::formats::walk::{Place, Tag, Visitor};
use crate::model::words::shortened;
use crate::model::{Aggregate, Finding};

/// The most notes about headers of suites; how many more there are is told.
const MOST_LIES: usize = 20;
/// The most places that a selector may name.
const MOST_PLACES: u64 = 100_000;
/// What else stands in a case, and says nothing of what came of it.
const OTHERS: [&str; 9] = [
    "attachments",
    "flakyError",
    "flakyFailure",
    "passed",
    "properties",
    "rerunError",
    "rerunFailure",
    "system-err",
    "system-out",
];
/// What stands between a suite and what lies in it, as in a `test:` selector.
pub(super) const BEHIND: &str = " > ";

/// What an open element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    Suite,
    Case,
    /// What is said of a case.
    Mark,
    /// The properties of a case.
    Properties,
    Other,
}

/// What was read so far.
#[derive(Default)]
pub(super) struct Reading {
    open: Vec<Frame>,
    suites: Vec<Suite>,
    cases: Vec<Case>,
    root: String,
    root_header: Header,
    /// Of the suites directly below the root.
    outer_headers: Header,
    /// How many elements directly in cases say so: failure, error, skipped.
    marks: Totals,
    lies: Vec<(Lie, String)>,
    more_lies: usize,
    said: Vec<(String, String)>,
    /// Cases with a line that is none: the first place, and how many.
    no_lines: Option<(String, u64)>,
    /// Elements of cases that nobody knows: by name, the first place.
    unknown: BTreeMap<String, String>,
    /// Numbers of headers that are none: the first place with its text, and how many.
    no_numbers: Option<(String, u64)>,
    pub(super) root_name: Option<String>,
    /// The name of the first suite below the root.
    pub(super) suite_name: Option<String>,
    pub(super) time: Option<String>,
    /// The first that there is.
    pub(super) timestamp: Option<String>,
    pub(super) total: Totals,
    /// Cases that passed after they had failed.
    pub(super) flaky: u64,
    /// Suites that failed themselves.
    pub(super) broken_suites: u64,
    pub(super) findings: Vec<(Finding, String)>,
}

impl Visitor for Reading {
    fn open(&mut self, tag: &Tag<'_>, place: &Place) {
        let within = self.open.last().copied();
        let frame = match (tag.name(), within) {
            ("testsuites" | "testsuite", _) => self.open_suite(tag, place),
            ("testcase", _) => {
                let case = Case::open(tag, self.suites.last());
                if case.has_no_line {
                    self.no_lines.get_or_insert_with(|| (place.at(), 0)).1 += 1;
                }
                self.cases.push(case);
                Frame::Case
            }
            ("error" | "failure", Some(Frame::Suite)) => self.broken_suite(tag, place),
            ("properties", Some(Frame::Case)) => Frame::Properties,
            ("property", Some(Frame::Properties)) => {
                if let Some(case) = self.cases.last_mut() {
                    case.property(tag);
                }
                Frame::Other
            }
            (name, Some(Frame::Case)) => self.open_in_case(name, tag, place),
            (_, _) => Frame::Other,
        };
        self.open.push(frame);
    }

    fn text(&mut self, text: &str) {
        if self.open.last() == Some(&Frame::Mark)
            && let Some(case) = self.cases.last_mut()
        {
            case.text(text);
        }
    }

    fn close(&mut self, place: &Place) {
        match self.open.pop() {
            Some(Frame::Suite) => self.close_suite(place),
            Some(Frame::Case) => self.close_case(place),
            Some(Frame::Mark | Frame::Properties | Frame::Other) | None => {}
        }
    }
}

impl Reading {
    fn open_suite(&mut self, tag: &Tag<'_>, place: &Place) -> Frame {
        let suite = Suite::open(tag, self.suites.last());
        if place.depth() == 1 {
            tag.name().clone_into(&mut self.root);
            self.root_header = suite.header;
            self.root_name.clone_from(&suite.name);
            self.time = tag.attribute("time").filter(|time| !time.trim().is_empty());
        } else if self.suite_name.is_none() {
            self.suite_name.clone_from(&suite.name);
        }
        if place.depth() == 2 && suite.is_testsuite {
            self.outer_headers.add(&suite.header);
        }
        if self.timestamp.is_none() {
            self.timestamp = tag.attribute("timestamp").filter(|it| !it.trim().is_empty());
        }
        self.suites.push(suite);
        Frame::Suite
    }

    fn open_in_case(&mut self, name: &str, tag: &Tag<'_>, place: &Place) -> Frame {
        let Some(case) = self.cases.last_mut() else { return Frame::Other };
        if let Some(mark) = CaseMark::of_element(name) {
            self.marks.count(mark);
            case.mark(mark, tag);
            Frame::Mark
        } else {
            case.attempt(name);
            let is_known = OTHERS.contains(&name) || self.unknown.contains_key(name);
            if !is_known && self.unknown.len() < MOST_LIES {
                self.unknown.insert(shortened(name), place.at());
            }
            Frame::Other
        }
    }

    /// What goes wrong before or behind the cases is said of the suite itself.
    fn broken_suite(&mut self, tag: &Tag<'_>, place: &Place) -> Frame {
        if self.suites.last().is_some_and(|suite| suite.is_testsuite) {
            self.broken_suites += 1;
            let why = tag.attribute("message").unwrap_or_default();
            let why = why.lines().next().map_or(String::new(), |why| format!(": {why}"));
            let message = format!("a suite failed itself, apart from its cases{why}");
            self.said.push((message, place.at()));
        }
        Frame::Other
    }

    fn close_suite(&mut self, place: &Place) {
        let Some(suite) = self.suites.pop() else { return };
        let mut all = suite.direct;
        all.add(&suite.all);
        if let Some(around) = self.suites.last_mut() {
            around.all.add(&all);
        }
        if let Some(name) = suite.header.no_number() {
            self.no_numbers.get_or_insert_with(|| (place.at_attribute(name), 0)).1 += 1;
        }
        for lie in suite.header.lies(&suite.direct, &all) {
            if self.lies.len() < MOST_LIES {
                let at = place.at_attribute(lie.name);
                self.lies.push((lie, at));
            } else {
                self.more_lies += 1;
            }
        }
    }

    fn close_case(&mut self, place: &Place) {
        let Some(case) = self.cases.pop() else { return };
        let outcome = case.outcome();
        let mut counted = Totals::default();
        match outcome {
            Some(mark) => counted.count(mark),
            None => counted.passed = 1,
        }
        self.flaky += u64::from(outcome.is_none() && case.attempts > 0);
        self.total.add(&counted);
        if let Some(suite) = self.suites.last_mut() {
            suite.direct.add(&counted);
        }
        if let Some(mark @ (CaseMark::Failure | CaseMark::Error)) = outcome {
            self.findings.push((case.finding(mark, &self.suites), place.at()));
        }
    }

    /// The quantities whose number stands in the file.
    pub(super) fn measures(&self) -> Vec<Item> {
        let (total, marks) = (&self.total, &self.marks);
        let all = [
            ("test.count", self.stated(Header::tests, total.all(), &[("", total.all())])),
            (
                "test.failed",
                self.stated(
                    Header::failed,
                    total.failed(),
                    &[("/failure", marks.failures), ("/error", marks.errors)],
                ),
            ),
            (
                "test.skipped",
                self.stated(Header::skipped, total.skipped, &[("/skipped", marks.skipped)]),
            ),
        ];
        let there = all.into_iter().filter_map(|(metric, stated)| Some((metric, stated?)));
        there.map(|(metric, stated)| measure(metric, None, stated)).collect()
    }

    /// Where a number stands: in the root's header, else in those of the suites below it taken together, else as a
    /// count of elements, where each says it of one case.
    fn stated(
        &self,
        by: fn(&Header, &Totals) -> Option<Vec<&'static str>>,
        counted: u64,
        elements: &[(&str, u64)],
    ) -> Option<Stated> {
        let root = format!("xml:/{}", self.root);
        let attributes = |path: &str, names: Vec<&str>| -> Vec<String> {
            names.iter().map(|name| format!("{path}/@{name}")).collect()
        };
        if let Some(names) = by(&self.root_header, &self.total) {
            let aggregate = (names.len() > 1).then_some(Aggregate::Sum);
            return Some(Stated { at: attributes(&root, names), aggregate });
        }
        if self.outer_headers.count > 0
            && self.outer_headers.count as u64 <= MOST_PLACES
            && let Some(names) = by(&self.outer_headers, &self.total)
        {
            let at = attributes(&format!("{root}/testsuite"), names);
            let is_one = at.len() == 1 && self.outer_headers.count == 1;
            return Some(Stated { at, aggregate: (!is_one).then_some(Aggregate::Sum) });
        }
        let said: u64 = elements.iter().map(|(_, count)| count).sum();
        if said != counted || counted > MOST_PLACES {
            return None;
        }
        let needed = elements.iter().filter(|(_, count)| *count > 0 || counted == 0);
        let at = needed.map(|(path, _)| format!("xml://testcase{path}")).collect();
        Some(Stated { at, aggregate: Some(Aggregate::Count) })
    }

    /// What the reader should know.
    pub(super) fn notes(&self) -> Vec<(String, String)> {
        let mut notes = Vec::new();
        let mut whole = |message: String| notes.push((message, String::new()));
        match (self.total.all(), self.total.ran()) {
            (0, _) => whole("it holds no test case".to_owned()),
            (1, 0) => whole("no test case ran: the only one was skipped".to_owned()),
            (all, 0) => whole(format!("no test case ran: all {all} were skipped")),
            (_, _) => {}
        }
        match self.flaky {
            0 => {}
            1 => whole("one case passed only after it had failed".to_owned()),
            many => whole(format!("{many} cases passed only after they had failed")),
        }
        notes.extend(self.said.iter().cloned());
        for (Lie { name, said, counted }, at) in &self.lies {
            let message = format!("the header says {name} {said}, and {counted} were counted");
            notes.push((message, at.clone()));
        }
        notes.extend(self.odd());
        if self.more_lies > 0 {
            let message = format!("{} more headers say another number", self.more_lies);
            notes.push((message, String::new()));
        }
        notes
    }

    /// What was met that isn't as it should be, and is left out.
    fn odd(&self) -> Vec<(String, String)> {
        let more = |number: u64| match number {
            1 => String::new(),
            number => format!(" (and {} more of the same)", number - 1),
        };
        let mut notes = Vec::new();
        if let Some((at, number)) = &self.no_lines {
            let message = format!(
                "a case states a line or column that is none: it is left out, and kept in `attributes`{}",
                more(*number)
            );
            notes.push((message, at.clone()));
        }
        if let Some((at, number)) = &self.no_numbers {
            let message = format!("a header states no number where one belongs{}", more(*number));
            notes.push((message, at.clone()));
        }
        for (name, at) in &self.unknown {
            let message = format!("a case holds an element `{name}`, which isn't known nor read");
            notes.push((message, at.clone()));
        }
        notes
    }
}

impl Totals {
    fn count(&mut self, mark: CaseMark) {
        match mark {
            CaseMark::Skipped => self.skipped += 1,
            CaseMark::Failure => self.failures += 1,
            CaseMark::Error => self.errors += 1,
        }
    }
}
