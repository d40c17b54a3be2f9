//! The two reports side by side: which finding is which, and who looked.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

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
        // Few checkers, and many findings.
        let named: HashSet<&str> = named.collect();
        let named = named.into_iter().map(str::to_lowercase);
        tools.extend(named.filter(|tool| !known.contains(tool)));
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
        tool.is_none_or(|tool| self.tools.contains(&*lower(tool)))
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

    /// The versions of each checker that ran, by its name in lower case.
    fn versions(&self) -> HashMap<String, BTreeSet<&'r str>> {
        let mut all: HashMap<String, BTreeSet<&str>> = HashMap::new();
        for run in &self.report.runs {
            let versions = all.entry(run.tool.name.to_lowercase()).or_default();
            versions.extend(run.tool.version.as_deref());
        }
        all
    }
}

/// A checker's name in lower case, which most are written in.
fn lower(tool: &str) -> Cow<'_, str> {
    let is_lower = tool.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(tool) } else { Cow::Owned(tool.to_lowercase()) }
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
    /// The checkers that ran in another version than before, or only on one side, in lower case.
    other_tools: HashSet<String>,
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
        let (old, new) = (Looked::of(old), Looked::of(new));
        let other_tools = other_tools(&old, &new);
        Self { old, new, pairs, is_other_commit, other_tools }
    }

    /// Whether a checker ran in another version than before, or only on one side.
    pub(super) fn is_other_tool(&self, tool: &str) -> bool {
        self.other_tools.contains(&*lower(tool))
    }
}

fn other_tools(old: &Looked<'_>, new: &Looked<'_>) -> HashSet<String> {
    let (before, after) = (old.versions(), new.versions());
    let other_version = before.iter().filter(|(tool, was)| {
        after.get(*tool).is_some_and(|is| !was.is_empty() && !is.is_empty() && **was != *is)
    });
    let other_version = other_version.map(|(tool, _)| tool.clone());
    let one_side = old.tools.symmetric_difference(&new.tools).cloned();
    other_version.chain(one_side).collect()
}
