//! Which findings are one problem: those that name each other, by whatever way (SEMANTICS rule 14).

use std::collections::BTreeMap;

use super::{FindingFacts, Id, Policy, SameAs, Severity};

impl Policy {
    /// For each finding the place of the first that is the same problem; its own where it is the first, or each counts
    /// for itself.
    #[must_use]
    pub fn problems(&self, findings: &[FindingFacts]) -> Vec<usize> {
        let mut first: Vec<usize> = (0..findings.len()).collect();
        if self.findings.same_as == SameAs::Each {
            return first;
        }
        let places: BTreeMap<&Id, usize> =
            findings.iter().enumerate().map(|(at, finding)| (&finding.id, at)).collect();
        for (at, finding) in findings.iter().enumerate() {
            // One that names another is the same, whether or not that one names it back.
            for other in finding.same_as.iter().filter_map(|id| places.get(id)) {
                let (one, other) = (root(&mut first, at), root(&mut first, *other));
                if let Some(later) = first.get_mut(one.max(other)) {
                    *later = one.min(other);
                }
            }
        }
        for at in 0..first.len() {
            root(&mut first, at);
        }
        first
    }
}

/// The first of those that are known to be the same so far. The way to it gets shorter each time.
fn root(first: &mut [usize], at: usize) -> usize {
    let mut top = at;
    while let Some(&above) = first.get(top).filter(|above| **above != top) {
        top = above;
    }
    let mut next = at;
    while let Some(step) = first.get_mut(next).filter(|step| **step != top) {
        next = std::mem::replace(step, top);
    }
    top
}

impl Severity {
    /// Where it stands among the severities of one problem, the worst first. One that nobody said may be bad, so that
    /// it isn't hidden behind one that is harmless.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::Critical => 0,
            Self::High => 1,
            Self::Unknown => 2,
            Self::Medium => 3,
            Self::Low => 4,
            Self::Info => 5,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FindingRules, Status};

    fn finding(id: &str, same_as: &[&str]) -> FindingFacts {
        FindingFacts {
            id: Id::from(id),
            severity: Severity::High,
            status: Status::Open,
            reason_given: false,
            effort_hours: None,
            rule: "X".to_owned(),
            tool: None,
            category: None,
            path: None,
            same_as: same_as.iter().map(|id| Id::from(*id)).collect(),
        }
    }

    fn problems(same_as: SameAs, findings: &[FindingFacts]) -> Vec<usize> {
        let findings_rules = FindingRules { same_as, ..FindingRules::default() };
        Policy { findings: findings_rules, ..Policy::default() }.problems(findings)
    }

    #[test]
    fn findings_that_name_each_other_are_one_problem_by_whatever_way() {
        let all = [
            finding("a", &[]),
            finding("b", &["d"]),
            finding("c", &["a", "nowhere", "c"]),
            finding("d", &[]),
            finding("e", &["b", "f"]),
            finding("f", &[]),
            finding("g", &[]),
        ];
        assert_eq!(problems(SameAs::Once, &all), [0, 1, 0, 1, 1, 1, 6]);
        assert_eq!(problems(SameAs::Each, &all), [0, 1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn a_long_chain_is_one_problem_whichever_way_it_is_named() {
        const LENGTH: usize = 2_000;
        let name = |at: usize| format!("f{at}");
        for step in [1, LENGTH - 1] {
            let chain: Vec<FindingFacts> =
                (0..LENGTH).map(|at| finding(&name(at), &[&name((at + step) % LENGTH)])).collect();
            assert!(problems(SameAs::Once, &chain).iter().all(|first| *first == 0));
        }
    }
}
