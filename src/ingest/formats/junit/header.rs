//! What headers say of how many cases there are. It is held against the cases, never believed.

use super::totals::Totals;
use crate::ingest::formats::walk::Tag;

/// What of a header is looked at.
const NAMES: [&str; 7] = ["tests", "failures", "errors", "skipped", "skips", "ignored", "disabled"];

/// A number that a header states, or the sum of those of several headers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Said {
    #[default]
    Nothing,
    Number(u64),
    /// Something that is no number, in one of them at least.
    Otherwise,
}

impl Said {
    fn and(self, more: Self) -> Self {
        match (self, more) {
            (Self::Nothing, it) | (it, Self::Nothing) => it,
            (Self::Number(one), Self::Number(other)) => {
                one.checked_add(other).map_or(Self::Otherwise, Self::Number)
            }
            (Self::Otherwise, _) | (_, Self::Otherwise) => Self::Otherwise,
        }
    }
}

/// A header, or several with their numbers added up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Header {
    said: [Said; NAMES.len()],
    /// How many there are.
    pub(super) count: usize,
}

/// A number in a header that isn't what was counted.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Lie {
    /// The attribute.
    pub(super) name: &'static str,
    /// What it says.
    pub(super) said: u64,
    /// What was counted.
    pub(super) counted: u64,
}

impl Header {
    pub(super) fn of(tag: &Tag<'_>) -> Self {
        let said = NAMES.map(|name| match tag.attribute(name) {
            None => Said::Nothing,
            Some(text) if text.trim().is_empty() => Said::Nothing,
            Some(text) => text.trim().parse().map_or(Said::Otherwise, Said::Number),
        });
        Self { said, count: 1 }
    }

    pub(super) fn add(&mut self, more: &Self) {
        for (said, more) in self.said.iter_mut().zip(more.said) {
            *said = said.and(more);
        }
        self.count += more.count;
    }

    /// The number under that name; none where nothing is said, or no number.
    fn get(&self, name: &str) -> Option<u64> {
        let at = NAMES.iter().position(|known| *known == name)?;
        match self.said.get(at)? {
            Said::Number(number) => Some(*number),
            Said::Nothing | Said::Otherwise => None,
        }
    }

    /// The first attribute that should be a number and is none.
    pub(super) fn no_number(&self) -> Option<&'static str> {
        let mut all = NAMES.into_iter().zip(self.said);
        all.find(|(_, said)| *said == Said::Otherwise).map(|(name, _)| name)
    }

    /// The attributes that together say how many cases there are.
    pub(super) fn tests(&self, counted: &Totals) -> Option<Vec<&'static str>> {
        (self.get("tests")? == counted.all()).then(|| vec!["tests"])
    }

    /// Those that say how many failed or ended in an error.
    pub(super) fn failed(&self, counted: &Totals) -> Option<Vec<&'static str>> {
        let (failures, errors) = (self.get("failures"), self.get("errors"));
        let failed = counted.failed();
        // Some writers count an error as a failure, too.
        if failures == Some(failed) && [0, counted.errors].contains(&errors.unwrap_or(0)) {
            return Some(vec!["failures"]);
        }
        if errors == Some(failed) && failures.unwrap_or(0) == 0 {
            return Some(vec!["errors"]);
        }
        let is_sum = failures == Some(counted.failures) && errors == Some(counted.errors);
        is_sum.then(|| vec!["failures", "errors"])
    }

    /// Those that say how many were skipped.
    pub(super) fn skipped(&self, counted: &Totals) -> Option<Vec<&'static str>> {
        for name in ["skipped", "skips", "ignored", "disabled"] {
            if self.get(name) == Some(counted.skipped) {
                return Some(vec![name]);
            }
        }
        // GoogleTest tells those that are switched off from those that skip themselves.
        let both = self.get("skipped")?.checked_add(self.get("disabled")?);
        (both == Some(counted.skipped)).then(|| vec!["skipped", "disabled"])
    }

    /// The numbers that neither count the cases directly in the suite nor all of them.
    pub(super) fn lies(&self, direct: &Totals, all: &Totals) -> Vec<Lie> {
        let mut lies = Vec::new();
        let mut check = |name: &'static str, fits: bool, counted: u64| {
            if let Some(said) = self.get(name).filter(|_| !fits) {
                lies.push(Lie { name, said, counted });
            }
        };
        let any = |fits: fn(&Self, &Totals) -> bool| fits(self, direct) || fits(self, all);
        let fails = any(|it, counted| it.failed(counted).is_some());
        let skips = any(|it, counted| it.skipped(counted).is_some());
        let said = |name: &str, counted: fn(&Totals) -> u64| {
            [direct, all].iter().any(|of| self.get(name) == Some(counted(of)))
        };
        check("tests", any(|it, counted| it.tests(counted).is_some()), all.all());
        check("failures", fails || said("failures", |of| of.failures), all.failures);
        check("errors", fails || said("errors", |of| of.errors), all.errors);
        check("skipped", skips || said("skipped", |of| of.skipped), all.skipped);
        lies
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(pairs: &[(&str, u64)]) -> Header {
        let mut header = Header { count: 1, ..Header::default() };
        for (name, number) in pairs {
            let at = NAMES.iter().position(|known| known == name).unwrap();
            *header.said.get_mut(at).unwrap() = Said::Number(*number);
        }
        header
    }

    const COUNTED: Totals = Totals { passed: 4, failures: 2, errors: 1, skipped: 2 };

    #[test]
    fn failed_are_failures_and_errors_however_they_are_counted() {
        let told = |pairs: &[_]| header(pairs).failed(&COUNTED);
        assert_eq!(told(&[("failures", 2), ("errors", 1)]), Some(vec!["failures", "errors"]));
        assert_eq!(told(&[("failures", 3)]), Some(vec!["failures"]));
        assert_eq!(told(&[("failures", 3), ("errors", 1)]), Some(vec!["failures"]));
        assert_eq!(told(&[("failures", 3), ("errors", 2)]), None);
        assert_eq!(told(&[("failures", 2)]), None);
        assert_eq!(told(&[("errors", 3), ("failures", 0)]), Some(vec!["errors"]));
        assert_eq!(told(&[("errors", 3), ("failures", 1)]), None);
        assert_eq!(header(&[]).failed(&Totals::default()), None);
    }

    #[test]
    fn skipped_has_many_names() {
        let told = |pairs: &[_]| header(pairs).skipped(&COUNTED);
        assert_eq!(told(&[("skipped", 2)]), Some(vec!["skipped"]));
        assert_eq!(told(&[("disabled", 2)]), Some(vec!["disabled"]));
        assert_eq!(told(&[("skipped", 1), ("disabled", 1)]), Some(vec!["skipped", "disabled"]));
        assert_eq!(told(&[("skipped", 1)]), None);
    }

    #[test]
    fn a_header_may_count_with_its_inner_suites_or_without() {
        let direct = Totals { passed: 1, ..Totals::default() };
        let tests = |number| header(&[("tests", number)]).lies(&direct, &COUNTED);
        assert_eq!(tests(1), []);
        assert_eq!(tests(9), []);
        assert_eq!(tests(10), [Lie { name: "tests", said: 10, counted: 9 }]);
        let lies = header(&[("failures", 0), ("errors", 1)]).lies(&COUNTED, &COUNTED);
        assert_eq!(lies, [Lie { name: "failures", said: 0, counted: 2 }]);
    }
}
