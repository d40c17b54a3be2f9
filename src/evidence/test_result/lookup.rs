//! What a name means in a test result. Names are compared as a whole; where several things may be meant, all
//! of them are found, and it is ambiguous.

use std::collections::BTreeSet;

use super::{Case, Kind, Named, Suite, Tally, TestResult, Whole};
use crate::model::words::shortened;

/// What stands between a suite and what lies in it.
const BEHIND: &str = " > ";

/// How many names a hint gives.
const HINTS: usize = 3;

impl TestResult {
    /// The cases and suites of that name, in the order of the file.
    pub(super) fn lookup(&self, name: &str) -> Vec<Named> {
        let mut cases = BTreeSet::new();
        let mut suites = BTreeSet::new();
        for (before, last) in splits(name) {
            let those = self.cases_by_name.get(last).into_iter().flatten().copied();
            cases.extend(those.filter(|index| self.is_case(*index, before)));
            let those = self.suites_by_name.get(last).into_iter().flatten().copied();
            suites.extend(those.filter(|index| self.is_suite(*index, before)));
        }
        let mut found: Vec<Named> = cases.iter().filter_map(|index| self.case(*index)).collect();
        found.extend(self.class(name, &suites));
        found.extend(suites.iter().filter_map(|index| self.suite(*index)));
        found.sort_by_key(|named| (named.span.start, named.span.end));
        found
    }

    /// Whether `before` names what the case stands in: its class, its suites from the inside, or both.
    /// A case that stands in no suite needs nothing before it.
    fn is_case(&self, index: usize, before: Option<&str>) -> bool {
        let Some(Case { suite, class, .. }) = self.cases.get(index) else { return false };
        let Some(before) = before else { return suite.is_none() };
        let class = class.as_deref();
        let in_class = class.and_then(|class| before.strip_suffix(class));
        in_class.is_some_and(|rest| {
            rest.is_empty()
                || rest.strip_suffix(BEHIND).is_some_and(|rest| self.names(*suite, rest))
        }) || self.names(*suite, before)
    }

    fn is_suite(&self, index: usize, before: Option<&str>) -> bool {
        let parent = self.suites.get(index).and_then(|suite| suite.parent);
        before.is_none_or(|before| self.names(parent, before))
    }

    /// Whether `name` is the name of the suite, with any number of those around it before it.
    fn names(&self, suite: Option<usize>, name: &str) -> bool {
        let (mut suite, mut name) = (suite, name);
        // Names of suites aren't empty, so that each step shortens what is left.
        while let Some(Suite { name: own, parent, .. }) =
            suite.and_then(|suite| self.suites.get(suite))
        {
            let Some(rest) = name.strip_suffix(own.as_str()) else { return false };
            if rest.is_empty() {
                return true;
            }
            let Some(rest) = rest.strip_suffix(BEHIND) else { return false };
            (suite, name) = (*parent, rest);
        }
        false
    }

    fn case(&self, index: usize) -> Option<Named> {
        let case = self.cases.get(index)?;
        let is_whole = self.whole != Whole::Neither;
        let (status, span) = (case.status, case.span.clone());
        Some(Named { kind: Kind::Case, status, span, is_whole })
    }

    fn suite(&self, index: usize) -> Option<Named> {
        let suite = self.suites.get(index)?;
        let (status, span) = (suite.tally.status(), suite.span.clone());
        let is_whole = self.whole == Whole::CasesAndSuites;
        Some(Named { kind: Kind::Suite, status, span, is_whole })
    }

    /// The cases of a class, where they aren't simply those of a suite that has the same name.
    fn class(&self, name: &str, suites: &BTreeSet<usize>) -> Option<Named> {
        let cases = self.cases_by_class.get(name)?;
        let cases = cases.iter().filter_map(|index| self.cases.get(*index));
        let mut tally = Tally::default();
        let mut span = None;
        let mut beside = false;
        for case in cases {
            tally.add(case.status);
            beside |= !case.suite.is_some_and(|suite| suites.contains(&suite));
            let (start, end) = span.unwrap_or((case.span.start, case.span.end));
            span = Some((start.min(case.span.start), end.max(case.span.end)));
        }
        let (start, end) = span?;
        let (status, is_whole) = (tally.status(), false);
        beside.then_some(Named { kind: Kind::Suite, status, span: start..end, is_whole })
    }

    /// Names that may have been meant.
    pub(super) fn hint(&self, name: &str) -> String {
        let last = name.rsplit_once(BEHIND).map_or(name, |(_, last)| last);
        let cases = self.cases_by_name.get(last).into_iter().flatten();
        let cases = cases.filter_map(|index| self.cases.get(*index));
        let mut names: Vec<String> = cases.take(HINTS).map(|case| self.full_name(case)).collect();
        names.dedup();
        if names.is_empty() { String::new() } else { format!("; there is {}", names.join(", ")) }
    }

    fn full_name(&self, case: &Case) -> String {
        let suite = case.suite.and_then(|suite| self.suites.get(suite));
        let before = case.class.as_ref().or(suite.map(|suite| &suite.name));
        let name = match before {
            Some(before) => format!("{before}{BEHIND}{}", case.name),
            None => case.name.clone(),
        };
        format!("`{}`", shortened(&name))
    }
}

/// Each way to read the text as one name behind others: the whole first, then by each ` > ` in it.
fn splits(name: &str) -> impl Iterator<Item = (Option<&str>, &str)> {
    let behind = name.match_indices(BEHIND).filter_map(|(at, _)| {
        let (before, rest) = name.split_at_checked(at)?;
        Some((Some(before), rest.strip_prefix(BEHIND)?))
    });
    std::iter::once((None, name)).chain(behind)
}
