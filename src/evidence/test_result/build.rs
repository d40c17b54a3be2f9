//! A test result on the way to being read.

use std::collections::HashMap;
use std::ops::Range;

use super::{Case, Status, Suite, Tally, TestResult, Whole};
use crate::evidence::bounded::MOST_THINGS;

/// Collects suites and cases. A suite is added before what lies in it.
#[derive(Default)]
pub(in crate::evidence) struct Builder {
    suites: Vec<Suite>,
    cases: Vec<Case>,
    /// Whether there are more than are kept: then nothing is told of any.
    too_many: bool,
}

impl Builder {
    /// A suite; one without a name is none, and what lies in it lies in the one around it.
    pub(super) fn suite(
        &mut self,
        parent: Option<usize>,
        name: &str,
        span: Range<usize>,
    ) -> Option<usize> {
        let name = name.trim();
        if name.is_empty() || !self.has_room() {
            return parent;
        }
        let tally = Tally::default();
        self.suites.push(Suite { name: name.to_owned(), parent, span, tally });
        Some(self.suites.len() - 1)
    }

    /// Something that came of a suite itself, apart from its cases.
    pub(super) fn mark(&mut self, suite: Option<usize>, status: Status) {
        if let Some(suite) = suite.and_then(|suite| self.suites.get_mut(suite)) {
            suite.tally.add(status);
        }
    }

    /// Draws the place of a suite out to `span`.
    pub(super) fn reach(&mut self, suite: Option<usize>, span: &Range<usize>) {
        if let Some(suite) = suite.and_then(|suite| self.suites.get_mut(suite)) {
            suite.reach(span);
        }
    }

    /// A case.
    pub(super) fn case(
        &mut self,
        suite: Option<usize>,
        class: Option<&str>,
        name: &str,
        status: Status,
        span: Range<usize>,
    ) {
        if !self.has_room() {
            return;
        }
        let class = class.map(str::trim).filter(|class| !class.is_empty()).map(str::to_owned);
        self.cases.push(Case { suite, class, name: name.trim().to_owned(), status, span });
    }

    /// Whether one more fits; each takes up some hundred bytes.
    fn has_room(&mut self) -> bool {
        self.too_many |= self.suites.len() + self.cases.len() >= MOST_THINGS;
        !self.too_many
    }

    /// The result, with everything counted upwards.
    pub(super) fn finish(mut self, whole: Whole) -> Result<TestResult, String> {
        if self.too_many {
            return Err(too_many());
        }
        let mut tally = Tally::default();
        for case in &self.cases {
            tally.add(case.status);
            if let Some(suite) = case.suite.and_then(|suite| self.suites.get_mut(suite)) {
                suite.tally.add(case.status);
                suite.reach(&case.span);
            }
        }
        // A suite comes before those in it, so that each is whole when its turn comes from the end.
        for index in (0..self.suites.len()).rev() {
            let Some(suite) = self.suites.get(index) else { continue };
            let (parent, inner, span) = (suite.parent, suite.tally, suite.span.clone());
            if let Some(outer) = parent.and_then(|parent| self.suites.get_mut(parent)) {
                outer.tally.add_all(inner);
                outer.reach(&span);
            }
        }
        Ok(TestResult {
            whole,
            cases_by_name: by(&self.cases, |case| Some(&case.name)),
            suites_by_name: by(&self.suites, |suite| Some(&suite.name)),
            cases_by_class: by(&self.cases, |case| case.class.as_ref()),
            suites: self.suites,
            cases: self.cases,
            tally,
        })
    }
}

/// Why a result with more than are kept isn't read: what is left out could have failed.
pub(super) fn too_many() -> String {
    format!("it holds more than {MOST_THINGS} test cases and suites")
}

impl Suite {
    fn reach(&mut self, span: &Range<usize>) {
        self.span.start = self.span.start.min(span.start);
        self.span.end = self.span.end.max(span.end);
    }
}

fn by<T>(things: &[T], key: impl Fn(&T) -> Option<&String>) -> HashMap<String, Vec<usize>> {
    let mut map: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, thing) in things.iter().enumerate() {
        if let Some(key) = key(thing) {
            if let Some(indices) = map.get_mut(key) {
                indices.push(index);
            } else {
                map.insert(key.clone(), vec![index]);
            }
        }
    }
    map
}
