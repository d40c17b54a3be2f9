//! The cause of a fact that differs, by the first of these that applies: another version of the checker, or it ran on
//! one side only: *tool*; the same evidence bytes under other words: *edited*; another commit: *system*; else *unknown*.
//! Policy and day are no facts: they are told by themselves.

use std::collections::BTreeSet;

use super::super::compared::{Compared, Looked};
use crate::model::delta::Cause;
use crate::model::report::{MeasureReport, ResolvedLink};
use crate::model::{Finding, Id};

/// Where the change of a finding comes from.
pub(in super::super) fn of_finding(
    compared: &Compared<'_>,
    old: Option<&Finding<ResolvedLink>>,
    new: Option<&Finding<ResolvedLink>>,
) -> Cause {
    let tools = (
        old.and_then(|finding| compared.old.tool(finding)),
        new.and_then(|finding| compared.new.tool(finding)),
    );
    if let (Some(old), Some(new)) = tools
        && !old.eq_ignore_ascii_case(new)
    {
        return Cause::Tool;
    }
    let tool = tools.1.or(tools.0);
    if tool.is_some_and(|tool| compared.is_other_tool(tool)) {
        return Cause::Tool;
    }
    let evidence = |finding: Option<&Finding<ResolvedLink>>| -> Vec<Id> {
        finding.into_iter().flat_map(|it| &it.evidence).map(|link| link.evidence.clone()).collect()
    };
    let (old, new) = (evidence(old), evidence(new));
    if tool.is_none() && old.is_empty() && new.is_empty() {
        return of_words(compared);
    }
    of_evidence(compared, &old, &new)
}

/// Where the change of a measured value comes from.
pub(in super::super) fn of_measure(
    compared: &Compared<'_>,
    old: Option<&MeasureReport>,
    new: Option<&MeasureReport>,
) -> Cause {
    let evidence = |measure: Option<&MeasureReport>| -> Vec<Id> {
        measure.into_iter().flat_map(|it| &it.links).map(|link| link.evidence.clone()).collect()
    };
    of_evidence(compared, &evidence(old), &evidence(new))
}

/// Where a change comes from, by the evidence that it rests on.
pub(super) fn of_evidence(compared: &Compared<'_>, old: &[Id], new: &[Id]) -> Cause {
    let all: BTreeSet<&Id> = old.iter().chain(new).collect();
    let ran = |side: &Looked<'_>, id: &Id| {
        let run = side.evidence.get(id)?.run.as_ref()?;
        Some(side.runs.get(run)?.tool.name.clone())
    };
    let tools = all.iter().flat_map(|id| [ran(&compared.old, id), ran(&compared.new, id)]);
    if tools.flatten().any(|tool| compared.is_other_tool(&tool)) {
        return Cause::Tool;
    }
    let bytes = |side: &Looked<'_>, id: &Id| side.evidence.get(id)?.sha256.clone();
    let is_same = |id: &&Id| {
        let (old, new) = (bytes(&compared.old, id), bytes(&compared.new, id));
        old.is_some() && old == new
    };
    if !all.is_empty() && all.iter().all(is_same) && !is_recollected(compared, &all) {
        return Cause::Edited;
    }
    beside(compared)
}

/// Whether evidence of the same bytes is of another commit now.
fn is_recollected(compared: &Compared<'_>, all: &BTreeSet<&Id>) -> bool {
    all.iter().any(|id| {
        let commit = |side: &Looked<'_>| side.evidence.get(*id).and_then(|it| it.commit.clone());
        commit(&compared.old) != commit(&compared.new)
    })
}

/// Where a change comes from that rests on no evidence: what people wrote.
pub(super) fn of_words(compared: &Compared<'_>) -> Cause {
    if compared.is_other_commit { Cause::System } else { Cause::Edited }
}

/// Where a change comes from that nothing else explains.
fn beside(compared: &Compared<'_>) -> Cause {
    if compared.is_other_commit { Cause::System } else { Cause::Unknown }
}
