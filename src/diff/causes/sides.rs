//! The facts of both sides in one: each with its old and its new form, and the cause for which they differ.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::compared::Compared;
use super::super::findings::Change;
use super::{facts, rule};
use crate::model::delta::Cause;
use crate::model::{
    ActionFacts, BaselineFacts, ChecklistFacts, ClaimFacts, ContradictionFacts, Day, Digest, Facts,
    FindingFacts, Id, MeasureFacts, Policy, RunFacts, SignoffFacts, SubjectFacts, WaiverFacts,
};

/// Causes that are taken new.
#[derive(Debug, Default)]
pub(super) struct Set(BTreeSet<Cause>);

impl<'c> FromIterator<(usize, &'c Cause)> for Set {
    fn from_iter<I: IntoIterator<Item = (usize, &'c Cause)>>(all: I) -> Self {
        Self(all.into_iter().map(|(_, cause)| *cause).collect())
    }
}

/// A fact of both sides.
pub(super) struct Entry<T> {
    /// None, too, where they are equal.
    old: Option<T>,
    new: Option<T>,
    /// None where they are equal.
    cause: Option<Cause>,
}

impl<T: PartialEq> Entry<T> {
    pub(super) fn of(old: Option<T>, new: Option<T>, cause: impl FnOnce() -> Cause) -> Self {
        if old == new {
            return Self { old: None, new, cause: None };
        }
        Self { old, new, cause: Some(cause()) }
    }

    fn taken(&self, set: &Set) -> Option<&T> {
        let is_new = self.cause.is_none_or(|cause| set.0.contains(&cause));
        if is_new { self.new.as_ref() } else { self.old.as_ref() }
    }
}

/// What a finding says to the gates, and the claims that it refutes.
#[derive(PartialEq)]
pub(super) struct FindingEntry<'r> {
    pub(super) facts: Cow<'r, FindingFacts>,
    pub(super) refutes: Vec<&'r Id>,
}

/// All facts, the policies and the days.
pub(super) struct Sides<'r> {
    pub(super) subject: Entry<SubjectFacts>,
    pub(super) categories: Entry<Vec<Id>>,
    pub(super) claims: Vec<Entry<ClaimFacts>>,
    pub(super) measures: Vec<Entry<MeasureFacts>>,
    pub(super) findings: Vec<Entry<FindingEntry<'r>>>,
    pub(super) runs: Vec<Entry<RunFacts>>,
    pub(super) checklists: Vec<Entry<ChecklistFacts>>,
    pub(super) actions: Vec<Entry<ActionFacts>>,
    pub(super) signoffs: Vec<Entry<SignoffFacts>>,
    pub(super) waivers: Vec<Entry<WaiverFacts>>,
    pub(super) contradictions: Vec<Entry<ContradictionFacts>>,
    /// What follows from the rest: it is taken new with the first of the causes that anything else has.
    pub(super) derived: Entry<Derived>,
    policies: (&'r Policy, &'r Policy),
    days: (Day, Day),
}

/// Facts that follow from others.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Derived {
    pub(super) evidence_present: u64,
    pub(super) of: Option<Digest>,
    pub(super) baselines: Vec<BaselineFacts>,
}

impl<'r> Sides<'r> {
    pub(super) fn of(compared: &Compared<'r>, findings: &[Change<'r>]) -> Self {
        let (old, new) = (&compared.old.report.facts, &compared.new.report.facts);
        let names = facts::Names::of(findings, new);
        let words = || rule::of_words(compared);
        let edited = |_: Option<&_>, _: Option<&_>| Cause::Edited;
        let mut sides = Self {
            subject: Entry::of(Some(old.subject.clone()), Some(new.subject.clone()), words),
            categories: Entry::of(
                Some(old.categories.clone()),
                Some(new.categories.clone()),
                || Cause::Edited,
            ),
            claims: facts::claims(compared),
            measures: facts::measures(compared),
            findings: facts::findings(compared, findings, &names),
            runs: facts::runs(compared),
            checklists: by_id(&old.checklists, &new.checklists, |it| it.id.clone(), edited),
            actions: by_id(&old.actions, &new.actions, |it| it.id.clone(), |_, _| Cause::Edited),
            signoffs: by_id(&old.signoffs, &new.signoffs, |it| it.id.clone(), |_, _| Cause::Edited),
            waivers: by_id(
                &names.of_waivers(&old.waivers),
                &new.waivers,
                |it| it.id.clone(),
                |_, _| Cause::Edited,
            ),
            contradictions: by_id(
                &names.of_contradictions(&old.contradictions),
                &new.contradictions,
                |it| it.id.clone(),
                |_, _| rule::of_words(compared),
            ),
            derived: Entry { old: None, new: None, cause: None },
            policies: (&compared.old.report.policy, &compared.new.report.policy),
            days: (compared.old.report.as_of, compared.new.report.as_of),
        };
        let first = sides.counted().into_keys().next();
        let derived = |facts: &Facts, baselines| Derived {
            evidence_present: facts.evidence_present,
            of: facts.of.clone(),
            baselines,
        };
        let was = derived(old, names.of_baselines(&old.baselines));
        let is = derived(new, new.baselines.clone());
        sides.derived = Entry::of(Some(was), Some(is), || first.unwrap_or(Cause::Unknown));
        sides
    }

    /// How many facts of which kind differ by each cause.
    pub(super) fn counted(&self) -> BTreeMap<Cause, BTreeMap<&'static str, u64>> {
        let mut counted: BTreeMap<Cause, BTreeMap<&'static str, u64>> = BTreeMap::new();
        let mut count = |kind: &'static str, causes: Vec<Cause>| {
            for cause in causes {
                *counted.entry(cause).or_default().entry(kind).or_default() += 1;
            }
        };
        count("subject", self.subject.cause.into_iter().collect());
        count("categories", self.categories.cause.into_iter().collect());
        count("claims", causes(&self.claims));
        count("measures", causes(&self.measures));
        count("findings", causes(&self.findings));
        count("runs", causes(&self.runs));
        count("checklists", causes(&self.checklists));
        count("actions", causes(&self.actions));
        count("sign-offs", causes(&self.signoffs));
        count("waivers", causes(&self.waivers));
        count("contradictions", causes(&self.contradictions));
        count("what follows from these", self.derived.cause.into_iter().collect());
        if self.policies.0 != self.policies.1 {
            count("policy", vec![Cause::Policy]);
        }
        if self.days.0 != self.days.1 {
            count("as-of day", vec![Cause::EvidenceAged]);
        }
        counted
    }

    /// Whether facts differ by a cause. By policy and day none do but what follows from them.
    pub(super) fn changes_facts(&self, cause: Cause) -> bool {
        match cause {
            Cause::Policy | Cause::EvidenceAged => self.derived.cause == Some(cause),
            Cause::System | Cause::Tool | Cause::Edited | Cause::Unknown => true,
        }
    }

    /// The old facts, with those of some causes taken new.
    pub(super) fn facts(&self, set: &Set) -> Facts {
        let findings = || self.findings.iter().filter_map(|entry| entry.taken(set));
        let derived = self.derived.taken(set);
        Facts {
            subject: self.subject.taken(set).cloned().unwrap_or_default(),
            categories: self.categories.taken(set).cloned().unwrap_or_default(),
            claims: facts::in_order(all(&self.claims, set), findings()),
            measures: all(&self.measures, set),
            findings: findings().map(|finding| FindingFacts::clone(&finding.facts)).collect(),
            runs: all(&self.runs, set),
            checklists: all(&self.checklists, set),
            actions: all(&self.actions, set),
            signoffs: all(&self.signoffs, set),
            waivers: all(&self.waivers, set),
            evidence_present: derived.map_or(0, |it| it.evidence_present),
            of: derived.and_then(|it| it.of.clone()),
            baselines: derived.map_or_else(Vec::new, |it| it.baselines.clone()),
            contradictions: all(&self.contradictions, set),
        }
    }

    /// The old policy and day, or the new ones where they are among the causes.
    pub(super) fn judged_by(&self, set: &Set) -> (&'r Policy, Day) {
        let (old, new) = self.policies;
        let policy = if set.0.contains(&Cause::Policy) { new } else { old };
        let (old, new) = self.days;
        let as_of = if set.0.contains(&Cause::EvidenceAged) { new } else { old };
        (policy, as_of)
    }
}

fn causes<T>(entries: &[Entry<T>]) -> Vec<Cause> {
    entries.iter().filter_map(|entry| entry.cause).collect()
}

fn all<T: Clone + PartialEq>(entries: &[Entry<T>], set: &Set) -> Vec<T> {
    entries.iter().filter_map(|entry| entry.taken(set)).cloned().collect()
}

/// The facts of both sides by a key: in the order of the new side, then those that it doesn't have.
pub(super) fn by_id<T: Clone + PartialEq, K: std::hash::Hash + Eq>(
    old: &[T],
    new: &[T],
    key: impl Fn(&T) -> K,
    cause: impl Fn(Option<&T>, Option<&T>) -> Cause,
) -> Vec<Entry<T>> {
    let mut before: HashMap<K, &T> = old.iter().map(|it| (key(it), it)).collect();
    let mut entries: Vec<Entry<T>> = new
        .iter()
        .map(|is| {
            let was = before.remove(&key(is));
            Entry::of(was.cloned(), Some(is.clone()), || cause(was, Some(is)))
        })
        .collect();
    let gone = old.iter().filter(|it| before.contains_key(&key(it)));
    entries.extend(gone.map(|was| Entry::of(Some(was.clone()), None, || cause(Some(was), None))));
    entries
}
