//! The chart of a measure: its value, or a bound where no value was read, against its target.
//!
//! Whether a target is met was decided in `assess`; the conversions here only draw.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::axis::{Cut, axis};
use super::bounds::Stated;
use super::labels::NO_VALUE;
use super::{Axis, Better, Bullet, Chart, Shows, labels};
use crate::model::report::{MeasureReport, MeasureState};
use crate::model::{Comparison, Expectation, Limit, Quantity, Side};

/// The chart of a measure; none where value and target can't be drawn on one axis.
pub(super) fn bullet(
    measure: &MeasureReport,
    title: &str,
    state: &str,
    stated: &[Stated<'_>],
) -> Option<Chart> {
    let written = measure.target.as_deref()?;
    let Ok(Expectation::Compare(comparison, target)) = Expectation::parse(written) else {
        return None;
    };
    let better = better(comparison)?;
    let reading = match measure.state {
        MeasureState::Met | MeasureState::Missed => {
            Reading::Value(place(*measure.value.as_ref()?, &measure.unit, &target.unit)?)
        }
        MeasureState::NoValue | MeasureState::Broken => widest(measure, &target.unit, stated),
        MeasureState::Read => return None,
    };
    let goal = Some(target.value).filter(|goal| *goal >= Decimal::ZERO)?;
    let (axis, shows) = reading.drawn(goal, &target.unit)?;
    let said = said(measure, stated);
    let state = if said == state { String::new() } else { format!("; {state}") };
    Some(Chart::Bullet(Bullet {
        alt: format!("{title}: {said}; target {}{state}.", labels::target(written)),
        axis,
        target: goal.to_f64()?,
        better,
        shows,
    }))
}

/// What the drawings of a table mean, as far as they occur in it.
pub(super) fn legend<'a>(charts: impl Iterator<Item = &'a Chart> + Clone) -> String {
    let bullets = charts.filter_map(|chart| match chart {
        Chart::Bullet(bullet) => Some(bullet),
        Chart::Strip(_)
        | Chart::Severities(_)
        | Chart::Waterfall(_)
        | Chart::Trend(_)
        | Chart::Spark(_) => None,
    });
    let shows = |wanted: fn(&Bullet) -> bool| bullets.clone().any(wanted);
    let parts = [
        (shows(|bullet| bullet.better != Better::Only), "Grey: meets the target"),
        (shows(|_| true), "Upright line: the target"),
        (shows(|bullet| matches!(bullet.shows, Shows::Bar { .. })), "Bar: measured"),
        (shows(|bullet| matches!(bullet.shows, Shows::Bound { .. })), "Hatched: a bound as stated"),
        (shows(|bullet| matches!(bullet.shows, Shows::Dot { .. })), "Dot: measured"),
        (shows(|bullet| bullet.axis.start > 0.0), "Two strokes: the axis does not start at zero"),
    ];
    let occur = parts.into_iter().filter_map(|(occurs, words)| occurs.then_some(words));
    occur.collect::<Vec<_>>().join(". ")
}

fn better(comparison: Comparison) -> Option<Better> {
    match comparison {
        Comparison::Less | Comparison::AtMost => Some(Better::Down),
        Comparison::Greater | Comparison::AtLeast => Some(Better::Up),
        Comparison::Equal => Some(Better::Only),
        Comparison::NotEqual => None,
    }
}

/// Where from its limit a bound lets the value lie; a drawing doesn't tell whether the limit itself is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Toward {
    Below,
    Above,
    Near,
}

fn toward(side: Side) -> Toward {
    match side {
        Side::Below | Side::AtMost => Toward::Below,
        Side::Above | Side::AtLeast => Toward::Above,
        Side::Near => Toward::Near,
    }
}

/// What is held against the target, in its unit.
enum Reading {
    Value(Decimal),
    Bound(Toward, Decimal),
    Nothing,
}

impl Reading {
    /// The axis that holds it and the target, and how it stands on it.
    fn drawn(&self, goal: Decimal, unit: &str) -> Option<(Axis, Shows)> {
        match self {
            Self::Value(value) => {
                let axis = axis(&[goal, *value], unit, Cut::Allowed)?;
                let value = value.to_f64()?;
                let cut = axis.start > 0.0;
                Some((axis, if cut { Shows::Dot { at: value } } else { Shows::Bar { to: value } }))
            }
            // What reaches up to the end of the axis may stand on a cut one.
            Self::Bound(Toward::Above, limit) => {
                let axis = axis(&[goal, *limit], unit, Cut::Allowed)?;
                let to = axis.end;
                Some((axis, Shows::Bound { from: limit.to_f64()?, to }))
            }
            Self::Bound(Toward::Below | Toward::Near, limit) => {
                let axis = axis(&[goal, *limit], unit, Cut::Never)?;
                Some((axis, Shows::Bound { from: 0.0, to: limit.to_f64()? }))
            }
            Self::Nothing => {
                let axis = axis(&[goal], unit, Cut::Allowed)?;
                Some((axis, Shows::Nothing { words: NO_VALUE.to_owned() }))
            }
        }
    }
}

/// A number in the target's unit; none where it can't be, or lies below zero.
fn place(value: Decimal, from: &str, to: &str) -> Option<Decimal> {
    let quantity = Quantity { value, unit: from.to_owned() };
    let place = quantity.convert_to(to).ok()?.value;
    (place >= Decimal::ZERO).then_some(place)
}

/// The first bound that can be drawn, or the widest that names the same side: a narrower one would flatter.
fn widest(measure: &MeasureReport, unit: &str, stated: &[Stated<'_>]) -> Reading {
    let limit = |Limit { side, of }: Limit| {
        let own = if of.unit.is_empty() { &measure.unit } else { &of.unit };
        // `15,000+` against `>= 10000 users` can only be users; `95+` against `>= 90 %` may be 9500 %.
        let own = if own.is_empty() && !is_scaled(unit) { unit } else { own };
        Some((toward(side), place(of.value, own, unit)?))
    };
    let mut bounds = stated.iter().filter_map(|stated| limit(Limit::parse(stated.text)?));
    let Some((side, first)) = bounds.next() else { return Reading::Nothing };
    let same = bounds.filter(|(other, _)| *other == side).map(|(_, limit)| limit);
    let limit = match side {
        Toward::Below | Toward::Near => same.fold(first, Decimal::max),
        Toward::Above => same.fold(first, Decimal::min),
    };
    Reading::Bound(side, limit)
}

/// Whether a unit is one of several of its kind, so that a number without a unit could mean another.
fn is_scaled(unit: &str) -> bool {
    ["s", "B", "ratio"].into_iter().any(|other| {
        let one = Quantity { value: Decimal::ONE, unit: other.to_owned() };
        one.convert_to(unit).is_ok()
    })
}

/// "845 ms", "“<2s”, a bound as stated", "no value".
fn said(measure: &MeasureReport, stated: &[Stated<'_>]) -> String {
    let quoted: Vec<String> =
        stated.iter().map(|bound| format!("“{}”", bound.text.trim())).collect();
    match quoted.as_slice() {
        [] => labels::observed(measure),
        [one] => format!("{one}, a bound as stated"),
        several => format!("{}, bounds as stated", labels::listed(several)),
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;
    use crate::view::bounds::Source;

    fn measure(
        value: Option<&str>,
        unit: &str,
        target: &str,
        state: MeasureState,
    ) -> MeasureReport {
        let mut plain: MeasureReport = serde_json::from_value(serde_json::json!({
            "id": "m", "metric": "m", "unit": unit, "target": target, "state": state
        }))
        .unwrap();
        plain.value = value.map(|value| Decimal::from_str(value).unwrap());
        plain
    }

    fn drawn(measure: &MeasureReport, bounds: &[&str]) -> Option<Bullet> {
        let stated: Vec<Stated<'_>> = bounds
            .iter()
            .map(|text| Stated { text, from: Vec::new(), source: Source::Declared })
            .collect();
        match bullet(measure, "Answer", "met", &stated)? {
            Chart::Bullet(bullet) => Some(bullet),
            Chart::Strip(_)
            | Chart::Severities(_)
            | Chart::Waterfall(_)
            | Chart::Trend(_)
            | Chart::Spark(_) => None,
        }
    }

    fn met(value: &str, unit: &str, target: &str) -> Option<Bullet> {
        drawn(&measure(Some(value), unit, target, MeasureState::Met), &[])
    }

    fn unread(target: &str, bounds: &[&str]) -> Bullet {
        drawn(&measure(None, "", target, MeasureState::NoValue), bounds).unwrap()
    }

    #[test]
    fn a_value_is_drawn_in_the_targets_unit() {
        let bullet = met("845", "ms", "<= 2 s").unwrap();
        assert_eq!(bullet.shows, Shows::Bar { to: 0.845 });
        assert!(bullet.axis.end >= 2.0 && bullet.better == Better::Down);
        assert_eq!(bullet.alt, "Answer: 845\u{a0}ms; target ≤\u{a0}2\u{a0}s; met.");
    }

    #[test]
    fn units_of_different_kinds_are_not_drawn() {
        assert!(met("845", "EUR", "<= 2 s").is_none());
        assert!(met("-1", "s", "<= 2 s").is_none());
        assert!(met("1", "s", ">= -2 s").is_none());
        assert!(met("1", "s", "!= 2 s").is_none());
        assert!(met("1", "s", "in [\"1\"]").is_none());
    }

    #[test]
    fn only_the_target_itself_meets_an_equation() {
        let bullet = met("3", "", "== 0").unwrap();
        assert_eq!((bullet.better, bullet.target), (Better::Only, 0.0));
    }

    #[test]
    fn close_below_a_ceiling_a_dot_stands_on_a_cut_axis() {
        let dot = met("99.2", "%", ">= 99.9 %").unwrap();
        assert_eq!((dot.shows, dot.axis.start), (Shows::Dot { at: 99.2 }, 95.0));
        let bar = met("83.3", "%", "== 100 %").unwrap();
        assert_eq!((bar.shows, bar.axis.start), (Shows::Bar { to: 83.3 }, 0.0));
    }

    #[test]
    fn without_a_value_only_the_target_is_drawn() {
        let bullet = drawn(&measure(None, "", ">= 99.9 %", MeasureState::Broken), &[]).unwrap();
        assert_eq!(bullet.shows, Shows::Nothing { words: "no value".to_owned() });
        assert_eq!((bullet.axis.low.as_str(), bullet.axis.high.as_str()), ("99.5", "100\u{a0}%"));
        assert_eq!(bullet.alt, "Answer: no value; target ≥\u{a0}99.9\u{a0}%; met.");
        let none = measure(None, "", "< 1 s", MeasureState::NoValue);
        let Some(Chart::Bullet(bullet)) = bullet_of(&none, "no value") else { panic!() };
        assert_eq!(bullet.alt, "Answer: no value; target <\u{a0}1\u{a0}s.");
    }

    fn bullet_of(measure: &MeasureReport, state: &str) -> Option<Chart> {
        bullet(measure, "Answer", state, &[])
    }

    #[test]
    fn a_bound_covers_where_it_lets_the_value_lie() {
        let at_most = unread("<= 2 s", &["<200ms"]);
        assert_eq!(at_most.shows, Shows::Bound { from: 0.0, to: 0.2 });
        assert_eq!(
            at_most.alt,
            "Answer: “<200ms”, a bound as stated; target ≤\u{a0}2\u{a0}s; met."
        );
        let near = unread("<= 2 s", &["~1.2 s"]);
        assert_eq!(near.shows, Shows::Bound { from: 0.0, to: 1.2 });
        let at_least = unread(">= 90 %", &["95+ %"]);
        assert_eq!(at_least.shows, Shows::Bound { from: 95.0, to: 100.0 });
        assert!(at_least.axis.start > 0.0);
        // What starts at zero takes the axis with it.
        assert!(unread(">= 90 %", &["< 95 %"]).axis.start == 0.0);
    }

    #[test]
    fn a_bound_without_a_unit_is_drawn_where_it_can_mean_but_one() {
        let users = unread(">= 10000 users", &["15,000+"]);
        assert_eq!(users.shows, Shows::Bound { from: 15_000.0, to: users.axis.end });
        for (target, bound) in [(">= 90 %", "95+"), ("<= 2 s", "<1"), ("<= 5 MB", "<1")] {
            assert!(matches!(unread(target, &[bound]).shows, Shows::Nothing { .. }), "{target}");
        }
        let in_percent = measure(None, "%", ">= 90 %", MeasureState::NoValue);
        let drawn = drawn(&in_percent, &["95+"]).unwrap();
        assert_eq!(drawn.shows, Shows::Bound { from: 95.0, to: 100.0 });
    }

    #[test]
    fn of_several_bounds_the_widest_is_drawn_and_all_are_told() {
        let two = unread("<= 4 s", &["<1.5s", "<2s", ">3s"]);
        assert_eq!(two.shows, Shows::Bound { from: 0.0, to: 2.0 });
        assert!(two.alt.contains("“<1.5s”, “<2s” and “>3s”, bounds as stated"), "{}", two.alt);
        let two = unread(">= 90 %", &["97+ %", "95+ %"]);
        assert_eq!(two.shows, Shows::Bound { from: 95.0, to: 100.0 });
    }

    #[test]
    fn a_bound_that_has_no_place_on_the_axis_is_told_and_not_drawn() {
        for text in ["<5 EUR", "<1", "<-5 s", "±3 s"] {
            let bullet = unread("<= 2 s", &[text]);
            assert_eq!(bullet.shows, Shows::Nothing { words: "no value".to_owned() }, "{text}");
            assert!(bullet.alt.contains(&format!("“{text}”, a bound as stated")));
        }
    }

    #[test]
    fn a_legend_names_what_occurs() {
        let charts = |all: Vec<Bullet>| all.into_iter().map(Chart::Bullet).collect::<Vec<_>>();
        assert_eq!(legend([].iter()), "");
        let bar = charts(vec![met("1", "s", "<= 2 s").unwrap()]);
        assert_eq!(
            legend(bar.iter()),
            "Grey: meets the target. Upright line: the target. Bar: measured"
        );
        let others =
            charts(vec![unread("<= 2 s", &["<1s"]), met("99.2", "%", "== 99.9 %").unwrap()]);
        assert_eq!(
            legend(others.iter()),
            "Grey: meets the target. Upright line: the target. Hatched: a bound as stated. \
             Dot: measured. Two strokes: the axis does not start at zero"
        );
    }
}
