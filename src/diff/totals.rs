//! The sums over findings that aren't fixed (SEMANTICS rule 26).

use super::compared::Compared;
use super::findings::Change;
use crate::model::delta::{FindingKind, Totals};
use crate::model::report::Report;
use crate::model::{Finding, Status};

pub(super) fn of(compared: &Compared<'_>, changes: &[Change<'_>]) -> Totals {
    let mut totals = Totals {
        old: open(compared.old.report),
        new: open(compared.new.report),
        changes: FindingKind::ALL.into_iter().map(|kind| (kind, 0)).collect(),
        ..Totals::default()
    };
    for it in changes {
        let is_open = |finding: &Finding<_>| finding.status != Status::Fixed;
        if !it.old.is_some_and(is_open) && !it.new.is_some_and(is_open) {
            continue;
        }
        *totals.changes.entry(it.told.change).or_default() += 1;
        totals.ambiguous += u64::from(it.told.ambiguous);
        if it.told.change == FindingKind::New {
            *totals.new_by_severity.entry(it.told.severity).or_default() += 1;
        }
    }
    totals
}

fn open(report: &Report) -> u64 {
    report.findings.iter().filter(|finding| finding.status != Status::Fixed).count() as u64
}
