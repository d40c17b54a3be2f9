//! The rules of judging as a cause: a report may state what its own facts and policy no longer give, since another
//! version judged it. They are no fact, and no other cause is theirs, so that they count as *unknown*.
//!
//! What is judged of mixtures is judged by the rules of today: those of then are not there to be asked.

use num_rational::BigRational;

use super::super::compared::Compared;
use super::super::stated::{Said, judged_again};
use crate::model::Report;
use crate::model::delta::Cause;

/// Where a change comes from that comes from other rules.
pub(super) const CAUSE: Cause = Cause::Unknown;
/// What differs then.
pub(super) const KIND: &str = "rules of judging";

/// What the reports state that today's rules don't give, and what those give.
#[derive(Debug, Default)]
pub(super) struct Rules {
    old: Option<(Said, Said)>,
    new: Option<(Said, Said)>,
}

impl Rules {
    /// Holds the two reports against what is judged of nothing new and of all.
    pub(super) fn of(compared: &Compared<'_>, said: &[Said]) -> Self {
        let others = |report: &Report, judged: Option<&Said>| {
            let (stated, judged) = (Said::stated(report), judged?);
            let is_borne_out =
                stated.is_borne_out_by(judged) || stated.is_borne_out_by(&judged_again(report));
            (!is_borne_out).then(|| (stated, judged.clone()))
        };
        let (old, new) =
            (others(compared.old.report, said.first()), others(compared.new.report, said.last()));
        // What is the same on both sides changed nothing.
        if old == new { Self::default() } else { Self { old, new } }
    }

    /// Whether they were others for either report.
    pub(super) fn are_others(&self) -> bool {
        self.old.is_some() || self.new.is_some()
    }

    /// What the old and the new report state, where that was judged by other rules.
    pub(super) fn stated(&self) -> (Option<&Said>, Option<&Said>) {
        (self.old.as_ref().map(|(stated, _)| stated), self.new.as_ref().map(|(stated, _)| stated))
    }

    /// Whether something that is stated changed by them.
    pub(super) fn change<T: PartialEq>(&self, of: impl Fn(&Said) -> Option<T>) -> bool {
        let by = |side: &Option<(Said, Said)>| {
            let (stated, judged) = side.as_ref()?;
            Some((of(stated)?, of(judged)))
                .filter(|(stated, judged)| Some(stated) != judged.as_ref())
        };
        by(&self.old) != by(&self.new)
    }

    /// Adds what they change of a score: of the old report to the sets without their cause, of the new one to those
    /// with it. So the first of the values is what the old report states, the last what the new one does.
    pub(super) fn add(
        &self,
        values: &mut [Option<BigRational>],
        bit: usize,
        of: impl Fn(&Said) -> Option<BigRational>,
    ) {
        let by = |side: &Option<(Said, Said)>| {
            let (stated, judged) = side.as_ref()?;
            Some(of(stated).zip(of(judged)).map(|(stated, judged)| stated - judged))
        };
        let (old, new) = (by(&self.old), by(&self.new));
        for (set, value) in values.iter_mut().enumerate() {
            let by = if set >> bit & 1 == 0 { &old } else { &new };
            if let Some(by) = by {
                *value = value.take().zip(by.as_ref()).map(|(value, by)| value + by);
            }
        }
    }
}
