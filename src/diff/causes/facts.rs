//! The facts of both sides, kind by kind, under the ids of the new report.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::compared::Compared;
use super::super::findings::Change;
use super::rule;
use super::sides::{Entry, FindingEntry, by_id};
use crate::model::delta::Cause;
use crate::model::report::Report;
use crate::model::{
    BaselineFacts, ClaimFacts, ContradictionFacts, Facts, FindingFacts, Id, LinkFacts,
    MeasureFacts, RunFacts, WaiverFacts,
};

/// What old findings are called among those of both sides: as in the new report where they are in it.
pub(super) struct Names<'r>(HashMap<&'r Id, Cow<'r, Id>>);

impl<'r> Names<'r> {
    pub(super) fn of(findings: &[Change<'r>], new: &Facts) -> Self {
        let taken: HashSet<&Id> = new.findings.iter().map(|finding| &finding.id).collect();
        let mut names = HashMap::new();
        for it in findings {
            let Some(old) = it.old else { continue };
            let name = match it.new {
                Some(new) => Cow::Borrowed(&new.id),
                // Another finding has that id now.
                None if taken.contains(&old.id) => Cow::Owned(Id::new(format!("old~{}", old.id))),
                None => continue,
            };
            if *name != old.id {
                names.insert(&old.id, name);
            }
        }
        Self(names)
    }

    fn name(&self, id: &Id) -> Id {
        self.0.get(id).map_or(id, |name| &**name).clone()
    }

    fn all(&self, ids: &[Id]) -> Vec<Id> {
        ids.iter().map(|id| self.name(id)).collect()
    }

    pub(super) fn of_waivers(&self, waivers: &[WaiverFacts]) -> Vec<WaiverFacts> {
        let named =
            |it: &WaiverFacts| WaiverFacts { findings: self.all(&it.findings), ..it.clone() };
        waivers.iter().map(named).collect()
    }

    pub(super) fn of_contradictions(&self, all: &[ContradictionFacts]) -> Vec<ContradictionFacts> {
        let named = |it: &ContradictionFacts| ContradictionFacts {
            about: self.all(&it.about),
            ..it.clone()
        };
        all.iter().map(named).collect()
    }

    pub(super) fn of_baselines(&self, baselines: &[BaselineFacts]) -> Vec<BaselineFacts> {
        let named = |it: &BaselineFacts| BaselineFacts {
            new: self.all(&it.new),
            reopened: self.all(&it.reopened),
            ..it.clone()
        };
        baselines.iter().map(named).collect()
    }

    /// A finding under its name; as it is where nothing in it is called otherwise.
    fn of_finding<'f>(&self, finding: &'f FindingFacts) -> Cow<'f, FindingFacts> {
        let is_renamed = |id: &Id| self.0.contains_key(id);
        if !is_renamed(&finding.id) && !finding.same_as.iter().any(is_renamed) {
            return Cow::Borrowed(finding);
        }
        Cow::Owned(FindingFacts {
            id: self.name(&finding.id),
            same_as: self.all(&finding.same_as),
            ..finding.clone()
        })
    }
}

/// Findings, each with the claims that it refutes: in the order of the changes.
pub(super) fn findings<'r>(
    compared: &Compared<'r>,
    changes: &[Change<'r>],
    names: &Names<'_>,
) -> Vec<Entry<FindingEntry<'r>>> {
    let (old, new) = (Refuting::of(compared.old.report), Refuting::of(compared.new.report));
    let entry = |it: &Change<'r>| {
        let was = it.old.and_then(|finding| {
            let (facts, refutes) = old.of_finding(&finding.id)?;
            Some(FindingEntry { facts: names.of_finding(facts), refutes })
        });
        let is = it.new.and_then(|finding| {
            let (facts, refutes) = new.of_finding(&finding.id)?;
            Some(FindingEntry { facts: Cow::Borrowed(facts), refutes })
        });
        Entry::of(was, is, || rule::of_finding(compared, it.old, it.new))
    };
    changes.iter().map(entry).collect()
}

/// The findings of a report, and which claims they refute.
struct Refuting<'r> {
    findings: HashMap<&'r Id, &'r FindingFacts>,
    claims: HashMap<&'r Id, Vec<&'r Id>>,
}

impl<'r> Refuting<'r> {
    fn of(report: &'r Report) -> Self {
        let facts = &report.facts;
        let mut claims: HashMap<&Id, Vec<&Id>> = HashMap::new();
        for claim in &facts.claims {
            for finding in &claim.refuted_by {
                claims.entry(finding).or_default().push(&claim.id);
            }
        }
        Self { findings: facts.findings.iter().map(|it| (&it.id, it)).collect(), claims }
    }

    fn of_finding(&self, id: &Id) -> Option<(&'r FindingFacts, Vec<&'r Id>)> {
        let claims = self.claims.get(id).cloned().unwrap_or_default();
        Some((*self.findings.get(id)?, claims))
    }
}

/// Claims without the findings that refute them, which come and go with those.
pub(super) fn claims(compared: &Compared<'_>) -> Vec<Entry<ClaimFacts>> {
    let bare = |facts: &Facts| -> Vec<ClaimFacts> {
        let all = facts.claims.iter();
        all.map(|claim| ClaimFacts { refuted_by: Vec::new(), ..claim.clone() }).collect()
    };
    let (old, new) = (&compared.old.report.facts, &compared.new.report.facts);
    by_id(
        &bare(old),
        &bare(new),
        |claim| claim.id.clone(),
        |old, new| {
            let links = |claim: Option<&ClaimFacts>| -> Vec<LinkFacts> {
                claim.map(|claim| claim.links.clone()).unwrap_or_default()
            };
            let (old, new) = (links(old), links(new));
            let differing = |one: &[LinkFacts], other: &[LinkFacts]| -> Vec<Id> {
                let all = one.iter().filter(|link| !other.contains(link));
                all.map(|link| link.evidence.clone()).collect()
            };
            let (lost, added) = (differing(&old, &new), differing(&new, &old));
            if lost.is_empty() && added.is_empty() {
                return Cause::Edited;
            }
            rule::of_evidence(compared, &lost, &added)
        },
    )
}

pub(super) fn measures(compared: &Compared<'_>) -> Vec<Entry<MeasureFacts>> {
    let (old, new) = (compared.old.report, compared.new.report);
    let (before, after) = (&compared.old.measures, &compared.new.measures);
    by_id(
        &old.facts.measures,
        &new.facts.measures,
        |measure| measure.id.clone(),
        |was, is| {
            let (was, is) = (was.map(|it| &it.id), is.map(|it| &it.id));
            let old = was.and_then(|id| before.get(id).copied());
            rule::of_measure(compared, old, is.and_then(|id| after.get(id).copied()))
        },
    )
}

/// Runs: the first of a checker against its first, and so on. Which id a run has is of no matter to gates.
pub(super) fn runs(compared: &Compared<'_>) -> Vec<Entry<RunFacts>> {
    let numbered = |facts: &Facts| -> Vec<RunFacts> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let number = |run: &RunFacts| {
            let count = seen.entry(run.tool.to_lowercase()).or_default();
            *count += 1;
            RunFacts { id: Id::new(format!("{}~{count}", run.tool.to_lowercase())), ..run.clone() }
        };
        facts.runs.iter().map(number).collect()
    };
    let (old, new) = (&compared.old.report.facts, &compared.new.report.facts);
    by_id(
        &numbered(old),
        &numbered(new),
        |run| run.id.clone(),
        |old, new| {
            let tool = new.or(old).map(|run| run.tool.as_str()).unwrap_or_default();
            match (old, new) {
                (Some(_), Some(_)) if !compared.is_other_tool(tool) => rule::of_words(compared),
                (Some(_) | None, Some(_) | None) => Cause::Tool,
            }
        },
    )
}

/// Claims with the findings that refute them, parents before their children.
pub(super) fn in_order<'f>(
    mut claims: Vec<ClaimFacts>,
    findings: impl Iterator<Item = &'f FindingEntry<'f>>,
) -> Vec<ClaimFacts> {
    let mut refuted: HashMap<&Id, Vec<Id>> = HashMap::new();
    for finding in findings {
        for claim in &finding.refutes {
            refuted.entry(claim).or_default().push(finding.facts.id.clone());
        }
    }
    for claim in &mut claims {
        claim.refuted_by = refuted.remove(&claim.id).unwrap_or_default();
    }
    let parents: HashMap<Id, Id> =
        claims.iter().filter_map(|it| Some((it.id.clone(), it.parent.clone()?))).collect();
    // How many claims are above one; where they go round in circles, at most as many as there are.
    let depth = |claim: &ClaimFacts| {
        let above = std::iter::successors(claim.parent.as_ref(), |id| parents.get(*id));
        above.take(claims.len()).count()
    };
    let mut by_depth: Vec<(usize, ClaimFacts)> =
        claims.iter().map(|claim| (depth(claim), claim.clone())).collect();
    by_depth.sort_by_key(|(depth, _)| *depth);
    by_depth.into_iter().map(|(_, claim)| claim).collect()
}
