//! Test results: which cases there are, in which suites, and what came of each (docs/selectors/test.md).
//!
//! A reader for each format fills the same list. Cases are counted, never believed from a header: totals of
//! cut or merged files lie.

mod build;
mod ctrf;
mod go_test;
mod junit;
mod lookup;
mod mark;
mod tap;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::ops::Range;

pub(super) use build::Builder;
pub(crate) use mark::Mark;
pub(crate) use tap::line as tap_line;

use super::{File, NotSelected, Selection};
use crate::model::words::shortened;

/// What came of a case, or of a suite by its cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// It ran and held.
    Passed,
    /// It ran and didn't hold.
    Failed,
    /// It could not be brought to an end.
    Error,
    /// It didn't run.
    Skipped,
    /// What the file says is none of these.
    Other,
    /// A suite in which there is no case.
    Empty,
}

impl Status {
    /// The word that a selector reads.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Error => "error",
            Self::Skipped => "skipped",
            Self::Other => "other",
            Self::Empty => "empty",
        }
    }

    /// Whether something ran.
    pub(super) fn ran(self) -> bool {
        match self {
            Self::Passed | Self::Failed | Self::Error | Self::Other => true,
            Self::Skipped | Self::Empty => false,
        }
    }
}

/// One case.
#[derive(Debug, PartialEq)]
pub(super) struct Case {
    /// The innermost suite with a name in which it stands.
    suite: Option<usize>,
    /// What else groups it: a class, in files of `JUnit`'s kind.
    class: Option<String>,
    name: String,
    status: Status,
    /// Where it stands in the text.
    span: Range<usize>,
}

/// One suite that has a name.
#[derive(Debug, PartialEq)]
pub(super) struct Suite {
    name: String,
    /// The innermost suite with a name around it.
    parent: Option<usize>,
    span: Range<usize>,
    tally: Tally,
}

/// How many cases came out how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    passed: usize,
    /// Failed cases, those that ended in an error, and what failed of the suite itself.
    failed: usize,
    other: usize,
    skipped: usize,
}

impl Tally {
    fn add(&mut self, status: Status) {
        match status {
            Status::Passed => self.passed += 1,
            Status::Failed | Status::Error => self.failed += 1,
            Status::Other => self.other += 1,
            Status::Skipped => self.skipped += 1,
            Status::Empty => {}
        }
    }

    fn add_all(&mut self, more: Self) {
        self.passed += more.passed;
        self.failed += more.failed;
        self.other += more.other;
        self.skipped += more.skipped;
    }

    /// A suite passed where something ran in it and nothing failed.
    fn status(self) -> Status {
        match self {
            Self { failed: 1.., .. } => Status::Failed,
            Self { other: 1.., .. } => Status::Other,
            Self { passed: 1.., .. } => Status::Passed,
            Self { skipped: 1.., .. } => Status::Skipped,
            Self { .. } => Status::Empty,
        }
    }
}

/// Of what the bytes in a file hold all that is said of it: what stands elsewhere isn't masked with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    /// Of cases and suites, which are elements.
    CasesAndSuites,
    /// Of cases; those of a suite may lie among others.
    Cases,
    /// Of neither: one line says what came of a case, and others what it printed.
    Neither,
}

/// A test result.
#[derive(Debug)]
pub(super) struct TestResult {
    whole: Whole,
    suites: Vec<Suite>,
    cases: Vec<Case>,
    /// Of all cases.
    tally: Tally,
    cases_by_name: HashMap<String, Vec<usize>>,
    suites_by_name: HashMap<String, Vec<usize>>,
    cases_by_class: HashMap<String, Vec<usize>>,
}

/// What was asked for by name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Named {
    kind: Kind,
    pub(super) status: Status,
    span: Range<usize>,
    /// Whether those bytes hold all that is said of it.
    is_whole: bool,
}

/// Whether a case was named, or a suite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One case.
    Case,
    /// A suite, or the cases of one class.
    Suite,
}

impl Named {
    /// Why it shows nothing, where it does.
    pub(super) fn nothing(&self) -> Option<String> {
        let reason = match (self.kind, self.status) {
            (Kind::Case, Status::Skipped) => "the test case was skipped",
            (Kind::Suite, Status::Skipped) => "all test cases in the suite were skipped",
            (_, Status::Empty) => "there is no test case in the suite",
            (_, Status::Passed | Status::Failed | Status::Error | Status::Other) => return None,
        };
        Some(reason.to_owned())
    }

    /// Whether it is one case.
    pub(super) fn is_case(&self) -> bool {
        self.kind == Kind::Case
    }
}

impl TestResult {
    /// Why no case ran, where none did.
    pub(super) fn nothing(&self) -> Option<String> {
        match self.tally {
            Tally { passed: 1.., .. } | Tally { other: 1.., .. } => None,
            _ if self.cases.iter().any(|case| case.status.ran()) => None,
            Tally { skipped: 0, .. } => Some("it holds no test case".to_owned()),
            Tally { skipped: 1, .. } => {
                Some("no test case ran: the only one was skipped".to_owned())
            }
            Tally { skipped, .. } => Some(format!("no test case ran: all {skipped} were skipped")),
        }
    }
}

/// Reads a text as the result of a test run; none where it is no such thing.
pub(super) fn read(file: &File, text: &str) -> Result<Option<TestResult>, String> {
    let start = text.trim_start();
    if start.starts_with('<') {
        let document = file.formats().xml(text)?;
        return junit::read(document, text);
    }
    if start.starts_with('{') {
        // A list of documents, one a line, is no JSON as a whole.
        return match go_test::read(text) {
            Some(result) => result.map(Some),
            None => ctrf::read(file, text),
        };
    }
    tap::read(text).transpose()
}

/// What has the name, in a file that is read as a test result.
pub(super) fn named(file: &File, name: &str) -> Result<Vec<Named>, NotSelected> {
    let unreadable = |reason: String| NotSelected::Unreadable(reason);
    let text = file.text().map_err(|reason| unreadable(reason.to_string()))?;
    let result = file.formats().test_result(file, text).map_err(unreadable)?;
    let Some(result) = result else {
        let reason = "it is no test result that can be read: JUnit XML, TAP, CTRF and the output of \
                      `go test -json` can";
        return Err(unreadable(reason.to_owned()));
    };
    let found = result.lookup(name);
    if found.is_empty() {
        let hint = result.hint(name);
        let name = shortened(name);
        let reason = format!("there is no test case and no suite `{name}`{hint}");
        return Err(NotSelected::Nothing(reason));
    }
    Ok(found)
}

/// The bytes of all cases and suites of that name, where they hold all that is said of them.
pub(super) fn stretches(file: &File, name: &str) -> Result<Vec<Range<usize>>, NotSelected> {
    let found = named(file, name)?;
    if found.iter().all(|named| named.is_whole) {
        return Ok(found.into_iter().map(|named| named.span).collect());
    }
    let reason = "what is said of it doesn't stand in one place: name its lines, or a pattern";
    Err(NotSelected::Unreadable(reason.to_owned()))
}

/// All places of that name.
pub(super) fn places(file: &File, name: &str) -> Result<Vec<Selection>, NotSelected> {
    let place = |named: Named| {
        let value = Some(named.status.word().to_owned());
        Selection::at(file, named.span, value)
    };
    Ok(named(file, name)?.into_iter().map(place).collect())
}
