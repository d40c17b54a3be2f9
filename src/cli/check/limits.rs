//! Which verdicts, and which changes since an earlier report, end `signoff check` with exit code 1.

use super::super::args::{CheckLimit, FailOn};
use super::super::assess::Judged;
use super::super::diff::fail_on::Limit;
use super::super::exit::{Exit, Failure};
use super::super::output;
use crate::model::Verdict;
use crate::model::delta::Delta;

/// Holds that the changes that are named can be told, before anything is printed.
pub(super) fn hold(limits: &[CheckLimit], judged: &Judged) -> Result<(), Failure> {
    let named: Vec<&Limit> = changes(limits).collect();
    if named.is_empty() {
        return Ok(());
    }
    if judged.report.changes.is_none() {
        return Err(Failure::Usage {
            message: "--fail-on names a change, and there is no earlier report".to_owned(),
            help: "name one with --baseline".to_owned(),
        });
    }
    let old = judged.earlier();
    let reports: Vec<_> = old.iter().chain([&judged.report]).collect();
    named.iter().try_for_each(|limit| limit.hold(&reports))
}

/// How the command ends. Where changes alone are named, no verdict fails it.
pub(super) fn exit(limits: &[CheckLimit], verdict: Verdict, delta: Option<&Delta>) -> Exit {
    let verdicts: &[FailOn] = if limits.is_empty() { &[FailOn::NotReady] } else { &[] };
    let named = limits.iter().filter_map(|limit| match limit {
        CheckLimit::Verdicts(fail_on) => Some(*fail_on),
        CheckLimit::Changes(_) => None,
    });
    let mut verdicts = verdicts.iter().copied().chain(named);
    let is_beyond = verdicts.any(|fail_on| output::exit(verdict, fail_on) == Exit::Beyond)
        || delta.is_some_and(|delta| changes(limits).any(|limit| limit.is_passed(delta)));
    if is_beyond { Exit::Beyond } else { Exit::Within }
}

fn changes(limits: &[CheckLimit]) -> impl Iterator<Item = &Limit> {
    limits.iter().filter_map(|limit| match limit {
        CheckLimit::Verdicts(_) => None,
        CheckLimit::Changes(limit) => Some(limit),
    })
}
