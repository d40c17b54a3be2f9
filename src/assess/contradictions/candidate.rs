//! What a rule found, with its words and its id.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::judge::{ContradictionJudgement, Standing};
use crate::assess::words;
use crate::model::report::{Contradiction, ResolvedLink, Said};
use crate::model::{ContradictionFacts, ContradictionRule, Digest, HoldsIf, Id, Verdict};

/// How many digits of the digest tell contradictions of one rule and subject apart (SEMANTICS rule 5).
const DIGITS: usize = 6;

/// What a rule found. It holds once policy, verdict or date say so.
pub(super) struct Candidate {
    /// What it is about: the id of a thing, or `report`. Its id is made of that.
    pub(super) subject: String,
    /// The things that it is about.
    pub(super) about: Vec<Id>,
    /// When it holds.
    pub(super) holds_if: HoldsIf,
    /// In one sentence; identifiers stand in backticks.
    pub(super) text: String,
    /// What is said.
    pub(super) says: Said,
    /// What holds.
    pub(super) holds: Said,
}

impl Candidate {
    /// A contradiction about a thing that holds whatever the policy and the day.
    pub(super) fn about(id: &Id, text: String, says: Said, holds: Said) -> Self {
        let (subject, about) = (id.to_string(), vec![id.clone()]);
        Self { subject, about, holds_if: HoldsIf::Always, text, says, holds }
    }

    /// One about a thing of which it can't be said: a value that it needs can't be read.
    pub(super) fn unreadable(id: &Id) -> Self {
        let text = format!("{} has a value that can't be read.", words::code(id));
        let nothing = || said(String::new(), Vec::new());
        Self { holds_if: HoldsIf::Unreadable, ..Self::about(id, text, nothing(), nothing()) }
    }
}

/// A value in words, and where it stands; each place once.
pub(super) fn said(value: impl Into<String>, mut links: Vec<ResolvedLink>) -> Said {
    let mut seen = HashSet::new();
    links.retain(|link| seen.insert((link.evidence.clone(), link.at.clone())));
    Said { value: value.into(), links }
}

/// `6 of 8 items are ticked`.
pub(super) fn share(part: usize, whole: usize, noun: &str, state: &str) -> String {
    let plural = if whole == 1 { "" } else { "s" };
    let verb = if part == 1 { "is" } else { "are" };
    format!("{} {noun}{plural} {verb} {state}", words::of(part, whole))
}

/// A candidate with its id.
pub(crate) struct Found {
    /// As the gates read it.
    pub(crate) facts: ContradictionFacts,
    text: String,
    says: Said,
    holds: Said,
}

impl Found {
    /// The sentence that tells of it.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The contradiction as the report holds it; none where it doesn't hold. `preliminary` is the verdict that a
    /// declared one is held against.
    pub(crate) fn told(
        self,
        judged: &ContradictionJudgement,
        preliminary: Verdict,
    ) -> Option<Contradiction> {
        if judged.standing != Standing::Holds {
            return None;
        }
        let (mut text, mut holds) = (self.text, self.holds);
        if let HoldsIf::Better(declared) = self.facts.holds_if {
            (text, holds.value) = held_against(declared, preliminary);
        }
        let ContradictionFacts { id, rule, about, holds_if: _ } = self.facts;
        let rule = rule.name().to_owned();
        Some(Contradiction { id, rule, level: judged.level, text, says: self.says, holds, about })
    }
}

/// The sentence on a declared verdict, and the computed one.
fn held_against(declared: Verdict, preliminary: Verdict) -> (String, String) {
    let (declared, computed) = (words::verdict(declared), words::verdict(preliminary));
    let text = format!(
        "The report is declared “{declared}”; without sign-offs and contradictions the verdict computes to “{computed}”."
    );
    (text, computed.to_owned())
}

/// A contradiction of a report that was made before, as it is under another preliminary verdict; none where it no
/// longer holds. `told` is the one of the report, where it held then.
pub(super) fn told_again(
    found: &ContradictionFacts,
    judged: &ContradictionJudgement,
    preliminary: Verdict,
    told: Option<&Contradiction>,
) -> Option<Contradiction> {
    if judged.standing != Standing::Holds {
        return None;
    }
    let HoldsIf::Better(declared) = found.holds_if else { return told.cloned() };
    let (text, computed) = held_against(declared, preliminary);
    let declared = said(words::verdict(declared), Vec::new());
    let (says, links) = match told {
        Some(told) => (told.says.clone(), told.holds.links.clone()),
        None => (declared, Vec::new()),
    };
    let (id, rule) = (found.id.clone(), found.rule.name().to_owned());
    let (level, about) = (judged.level, found.about.clone());
    Some(Contradiction { id, rule, level, text, says, holds: said(computed, links), about })
}

/// Gives each candidate its id: the rule and the subject, and where several agree, or a thing has that id already,
/// `~` and digits of the content's digest.
pub(super) fn named(
    candidates: Vec<(ContradictionRule, Candidate)>,
    is_taken: &dyn Fn(&Id) -> bool,
) -> Vec<Found> {
    let base = |rule: ContradictionRule, candidate: &Candidate| {
        format!("{}-{}", rule.name(), candidate.subject)
    };
    let mut uses: HashMap<String, usize> = HashMap::new();
    for (rule, candidate) in &candidates {
        *uses.entry(base(*rule, candidate)).or_default() += 1;
    }
    let mut given: HashSet<Id> = HashSet::with_capacity(candidates.len());
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let named = candidates.into_iter().map(|(rule, candidate)| {
        let base = base(rule, &candidate);
        let mut id = Id::new(&base);
        if uses.get(&base).is_some_and(|uses| *uses > 1) || is_taken(&id) {
            id = Id::new(format!("{base}~{}", digits(rule, &candidate)));
        }
        while given.contains(&id) || is_taken(&id) {
            let time = times.entry(base.clone()).or_insert(1);
            *time += 1;
            id = Id::new(format!("{base}~{}-{time}", digits(rule, &candidate)));
        }
        given.insert(id.clone());
        let Candidate { subject: _, about, holds_if, text, says, holds } = candidate;
        Found { facts: ContradictionFacts { id, rule, about, holds_if }, text, says, holds }
    });
    named.collect()
}

/// What depends on policy, verdict or day is not in it, so that the id stays.
fn digits(rule: ContradictionRule, candidate: &Candidate) -> String {
    let content = (rule, &candidate.about, candidate.holds_if, &candidate.says.value);
    let text = serde_json::to_vec(&content).unwrap_or_default();
    Digest::of(&text).as_str().chars().take(DIGITS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(found: &[(&str, &str)], taken: &[&str]) -> Vec<String> {
        let candidates = found.iter().map(|(about, value)| {
            let nothing = said("", Vec::new());
            let says = said(*value, Vec::new());
            let found = Candidate::about(&Id::from(*about), String::new(), says, nothing);
            (ContradictionRule::VagueDate, found)
        });
        let taken = |id: &Id| taken.contains(&id.as_str());
        named(candidates.collect(), &taken).iter().map(|found| found.facts.id.to_string()).collect()
    }

    #[test]
    fn an_id_is_rule_and_subject_and_the_digest_only_where_they_agree() {
        assert_eq!(ids(&[("a", "2024"), ("b", "2024")], &[]), ["vague-date-a", "vague-date-b"]);
        let clash = ids(&[("a", "2024"), ("a", "soon"), ("a", "soon")], &[]);
        assert!(clash.iter().all(|id| id.starts_with("vague-date-a~")), "{clash:?}");
        assert_ne!(clash[0], clash[1]);
        assert_eq!(clash[2], format!("{}-2", clash[1]));
        assert_eq!(clash[0].len(), "vague-date-a~".len() + DIGITS);
        let taken = ids(&[("a", "2024")], &["vague-date-a"]);
        assert!(taken[0].starts_with("vague-date-a~"), "a given id is never renamed: {taken:?}");
    }
}
