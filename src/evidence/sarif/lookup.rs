//! What a text means in a log: a rule, or a rule and a fingerprint. Both may hold `/`, so that every way to
//! read the text is tried, and results found by more than one are found once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

use super::{Found, Sarif};
use crate::model::words::shortened;

impl Sarif {
    /// The results that the text names, in the order of the file.
    pub(super) fn lookup(&self, name: &str) -> Vec<&Found> {
        let mut found: BTreeSet<usize> = of_rule(&self.by_rule, name).flatten().copied().collect();
        for (rule, print) in splits(name) {
            let prints = self.by_print.get(print).into_iter().flatten();
            found.extend(prints.copied().filter(|index| {
                let result = self.results.get(*index);
                result.is_some_and(|result| result.rules.iter().any(|own| is_part(own, rule)))
            }));
        }
        found.into_iter().filter_map(|index| self.results.get(index)).collect()
    }

    /// Why there is no such result.
    pub(super) fn lacks(&self, name: &str) -> String {
        for (rule, print) in splits(name) {
            let results: BTreeSet<usize> =
                of_rule(&self.by_rule, rule).flatten().copied().collect();
            let results = results.len();
            if results > 0 {
                let (rule, print) = (shortened(rule), shortened(print));
                let results =
                    if results == 1 { "1 result".to_owned() } else { format!("{results} results") };
                return format!("the rule `{rule}` has {results}, none with fingerprint `{print}`");
            }
        }
        format!("there is no result of rule `{}`", shortened(name))
    }

    /// Why nothing follows from what the log doesn't hold of that rule: a run that lists the rule, or where
    /// none does, any run, never looked or failed.
    pub(in crate::evidence) fn nothing_of(&self, name: &str) -> Option<String> {
        let own = of_rule(&self.runs_by_rule, name);
        let before = splits(name).filter_map(|(rule, _)| self.runs_by_rule.get(rule));
        let known: BTreeSet<usize> = own.chain(before).flatten().copied().collect();
        let is_asked = |number: &usize| known.is_empty() || known.contains(number);
        let mut runs = self.runs.iter().enumerate().filter(|(number, _)| is_asked(number));
        self.no_run().or_else(|| runs.find_map(|(_, run)| run.nothing.clone()))
    }

    /// Why nothing follows from the log as a whole: none of its runs looked and came to its end.
    pub(in crate::evidence) fn nothing(&self) -> Option<String> {
        if self.runs.iter().any(|run| run.nothing.is_none()) {
            return None;
        }
        self.no_run().or_else(|| self.runs.iter().find_map(|run| run.nothing.clone()))
    }

    fn no_run(&self) -> Option<String> {
        self.runs.is_empty().then(|| "it holds no run".to_owned())
    }
}

/// What is kept for a rule, and for the rules that are parts of it (3.5.4): `D1/sub` is one of `D1`.
fn of_rule<'m, T>(map: &'m BTreeMap<Arc<str>, T>, rule: &str) -> impl Iterator<Item = &'m T> {
    // `0` is the character behind `/`.
    let (first, last) = (format!("{rule}/"), format!("{rule}0"));
    let within = (Bound::Included(first.as_str()), Bound::Excluded(last.as_str()));
    let parts = map.range::<str, _>(within);
    map.get(rule).into_iter().chain(parts.map(|(_, kept)| kept))
}

fn is_part(own: &str, rule: &str) -> bool {
    own.strip_prefix(rule).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Each way to read the text as a rule and a fingerprint; the longest rule first.
fn splits(name: &str) -> impl Iterator<Item = (&str, &str)> {
    name.rmatch_indices('/').filter_map(|(at, _)| {
        let (rule, rest) = name.split_at_checked(at)?;
        Some((rule, rest.strip_prefix('/')?))
    })
}
