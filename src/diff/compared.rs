//! The two reports side by side: which finding is which, and who looked.

use std::collections::{HashMap, HashSet};

use crate::assess::commits_match;
use crate::matching::{Listed, Matching, matching};
use crate::model::report::{EvidenceReport, MeasureReport, Report, ResolvedLink};
use crate::model::{Finding, Id, Run};

/// One report, with what is looked up in it.
pub(super) struct Looked<'r> {
    pub(super) report: &'r Report,
    pub(super) evidence: HashMap<&'r Id, &'r EvidenceReport>,
    pub(super) measures: HashMap<&'r Id, &'r MeasureReport>,
    /// The runs by their ids.
    pub(super) runs: HashMap<&'r Id, &'r Run<ResolvedLink>>,
    /// The checkers that looked, in lower case: one of their runs isn't known to have failed or to have looked at
    /// nothing, or no run of theirs is told, and findings of theirs are there.
    tools: HashSet<String>,
}

impl<'r> Looked<'r> {
    pub(super) fn of(report: &'r Report) -> Self {
        let runs: HashMap<_, _> = report.runs.iter().map(|run| (&run.id, run)).collect();
        let name = |run: &Run<ResolvedLink>| run.tool.name.to_lowercase();
        let known: HashSet<String> = report.runs.iter().map(name).collect();
        let looked = report.runs.iter().filter(|run| has_looked(run));
        let mut tools: HashSet<String> = looked.map(name).collect();
        let named = report.findings.iter().filter_map(|finding| tool(finding, &runs));
        tools.extend(named.map(str::to_lowercase).filter(|tool| !known.contains(tool)));
        let evidence = report.evidence.iter().map(|it| (&it.id, it)).collect();
        let measures = report.measures.iter().map(|it| (&it.id, it)).collect();
        Self { report, evidence, measures, runs, tools }
    }

    /// The checker that found it; none where nobody says.
    pub(super) fn tool(&self, finding: &'r Finding<ResolvedLink>) -> Option<&'r str> {
        tool(finding, &self.runs)
    }

    /// Whether whoever found it looked for it here, too. What people report has no checker, and is as it is listed.
    pub(super) fn has_looked(&self, tool: Option<&str>) -> bool {
        tool.is_none_or(|tool| self.tools.contains(&tool.to_lowercase()))
    }

    /// The checkers that looked, each once, as it is written first.
    pub(super) fn checkers(&self) -> Vec<String> {
        let ran = self.report.runs.iter().map(|run| &*run.tool.name);
        let named = self.report.findings.iter().filter_map(|finding| self.tool(finding));
        let mut known: HashSet<String> = HashSet::new();
        let all = ran.chain(named).filter(|name| self.has_looked(Some(name)));
        let mut all: Vec<String> =
            all.filter(|name| known.insert(name.to_lowercase())).map(str::to_owned).collect();
        all.sort_unstable();
        all
    }

    /// The versions of a checker that ran.
    pub(super) fn versions(&self, tool: &str) -> Vec<&'r str> {
        let runs = self.report.runs.iter();
        let runs = runs.filter(|run| run.tool.name.eq_ignore_ascii_case(tool));
        let mut versions: Vec<&str> = runs.filter_map(|run| run.tool.version.as_deref()).collect();
        versions.sort_unstable();
        versions.dedup();
        versions
    }
}

/// Whether a run may have found what there is. Checkers commonly exit with 1 for "there are findings".
fn has_looked(run: &Run<ResolvedLink>) -> bool {
    let ended_well = run.successful.unwrap_or(matches!(run.exit_code, None | Some(0 | 1)));
    ended_well && run.checked != Some(0)
}

fn tool<'r>(
    finding: &'r Finding<ResolvedLink>,
    runs: &HashMap<&Id, &'r Run<ResolvedLink>>,
) -> Option<&'r str> {
    let by_run = finding.run.as_ref().and_then(|run| runs.get(run)).map(|run| &*run.tool.name);
    by_run.or(finding.tool.as_deref())
}

/// Both reports.
pub(super) struct Compared<'r> {
    pub(super) old: Looked<'r>,
    pub(super) new: Looked<'r>,
    pub(super) pairs: Matching,
    /// Whether the two are of other commits.
    pub(super) is_other_commit: bool,
}

impl<'r> Compared<'r> {
    pub(super) fn of(old: &'r Report, new: &'r Report) -> Self {
        let list = |report: &'r Report| Listed { findings: &report.findings, runs: &report.runs };
        let commits = (old.subject.commit.as_deref(), new.subject.commit.as_deref());
        let is_other_commit = match commits {
            (Some(old), Some(new)) => !commits_match(old, new),
            (None, None) => old.subject.version != new.subject.version,
            (Some(_), None) | (None, Some(_)) => true,
        };
        let pairs = matching(&list(old), &list(new));
        Self { old: Looked::of(old), new: Looked::of(new), pairs, is_other_commit }
    }

    /// Whether a checker ran in another version than before, or only on one side.
    pub(super) fn is_other_tool(&self, tool: &str) -> bool {
        let (old, new) = (self.old.versions(tool), self.new.versions(tool));
        let versions_differ = !old.is_empty() && !new.is_empty() && old != new;
        versions_differ || self.old.has_looked(Some(tool)) != self.new.has_looked(Some(tool))
    }
}
