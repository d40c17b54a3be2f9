//! From the old score to the new one, a step a cause: exact decimals, so that what is drawn is what is printed.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::totals;
use crate::model::delta::Delta;
use crate::view::axis::{Cut, axis};
use crate::view::{Chart, Step, Waterfall, labels};

/// The rows of a waterfall.
pub(super) struct Waterfalls {
    /// The old score, as it is printed.
    pub(super) old: String,
    /// The new one.
    pub(super) new: String,
    /// The ends of the axis, as they are printed.
    pub(super) low: String,
    pub(super) high: String,
    /// From where each step goes, and to where.
    places: Vec<(Decimal, Decimal)>,
    ends: (Decimal, Decimal),
    start: f64,
    end: f64,
}

impl Waterfalls {
    /// None where a score or a cause's part of it is missing: there is no way from one to the other then.
    pub(super) fn of(delta: &Delta) -> Option<Self> {
        let (old, new) = totals(delta)?;
        let ends = (decimal(old)?, decimal(new)?);
        let mut places = Vec::with_capacity(delta.causes.len());
        let mut at = ends.0;
        for cause in &delta.causes {
            let next = at.checked_add(decimal(&cause.score.as_ref()?.points)?)?;
            places.push((at, next));
            at = next;
        }
        let all = || places.iter().map(|(_, to)| *to).chain([ends.0, ends.1]);
        let least = all().min().unwrap_or_default().min(Decimal::ZERO);
        let most = all().max().unwrap_or_default();
        let drawn = axis(&[most.max(Decimal::ZERO)], "", Cut::Never)?;
        // A score has no more than 100.
        let full = most <= Decimal::ONE_HUNDRED && drawn.end > 100.0;
        let (end, high) = if full { (100.0, "100".to_owned()) } else { (drawn.end, drawn.high) };
        Some(Self {
            old: labels::decimal(&ends.0),
            new: labels::decimal(&ends.1),
            low: labels::decimal(&least.normalize()),
            high,
            start: least.to_f64()?,
            end,
            places,
            ends,
        })
    }

    /// The old score.
    pub(super) fn first(&self, name: &str) -> Option<Chart> {
        self.sum(name, &self.old, self.ends.0)
    }

    /// The new one.
    pub(super) fn last(&self, name: &str) -> Option<Chart> {
        self.sum(name, &self.new, self.ends.1)
    }

    /// A step a cause.
    pub(super) fn steps(&self, delta: &Delta) -> Vec<Chart> {
        let steps = delta.causes.iter().zip(&self.places).filter_map(|(cause, (from, to))| {
            let points = labels::signed(&cause.score.as_ref()?.points);
            let alt = format!("{}: {points}", labels::cause(cause.cause));
            Some(self.chart(alt, Step::Change { from: from.to_f64()?, to: to.to_f64()? }))
        });
        steps.collect()
    }

    fn sum(&self, name: &str, printed: &str, to: Decimal) -> Option<Chart> {
        Some(self.chart(format!("{name} scores {printed}"), Step::Sum { to: to.to_f64()? }))
    }

    fn chart(&self, alt: String, step: Step) -> Chart {
        let Self { start, end, .. } = self;
        Chart::Waterfall(Waterfall { alt, start: *start, end: *end, step })
    }
}

fn decimal(text: &str) -> Option<Decimal> {
    text.trim().replace('\u{2212}', "-").parse().ok()
}
