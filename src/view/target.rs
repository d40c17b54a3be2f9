//! A target as written: its words in print, and the chart of a value against it.
//!
//! Whether a target is met was decided in `assess`; the conversions here only draw.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::{Better, Bullet, Chart, labels};
use crate::model::Quantity;
use crate::model::report::{MeasureReport, MeasureState};

/// Comparisons as written and in print, the longer spelling first.
const COMPARISONS: [(&str, &str, Option<Better>); 6] = [
    ("<=", "≤", Some(Better::Down)),
    (">=", "≥", Some(Better::Up)),
    ("==", "=", None),
    ("!=", "≠", None),
    ("<", "<", Some(Better::Down)),
    (">", ">", Some(Better::Up)),
];

/// Units that convert: name, dimension, how many of the dimension's least it is.
const SCALES: [(&str, &str, f64); 12] = [
    ("ms", "time", 1.0),
    ("s", "time", 1e3),
    ("min", "time", 6e4),
    ("h", "time", 3.6e6),
    ("d", "time", 8.64e7),
    ("%", "ratio", 1.0),
    ("ratio", "ratio", 100.0),
    ("B", "size", 1.0),
    ("kB", "size", 1e3),
    ("KiB", "size", 1024.0),
    ("MB", "size", 1e6),
    ("MiB", "size", 1_048_576.0),
];

/// A target in print: `<= 1500 ms` is `≤ 1 500 ms`; what is no comparison stays as it is.
pub(super) fn words(written: &str) -> String {
    let Some((sign, _, rest)) = comparison(written) else { return written.to_owned() };
    format!("{sign}{}{}", labels::NO_BREAK_SPACE, labels::stated(rest))
}

/// A number with its unit, apart; none where the text is anything else.
pub(super) fn number_and_unit(text: &str) -> Option<Quantity> {
    let text = text.trim();
    let end = text
        .find(|letter: char| !(letter.is_ascii_digit() || matches!(letter, '.' | '-' | '+')))
        .unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let value: Decimal = number.parse().ok()?;
    let unit = unit.trim();
    let separators = |letter: char| letter.is_ascii_digit() || matches!(letter, ',' | '/' | '\'');
    if unit.starts_with(separators) {
        return None;
    }
    Some(Quantity { value, unit: unit.to_owned() })
}

fn comparison(written: &str) -> Option<(&'static str, Option<Better>, &str)> {
    let written = written.trim();
    COMPARISONS.iter().find_map(|(spelling, sign, better)| {
        written.strip_prefix(spelling).map(|rest| (*sign, *better, rest.trim()))
    })
}

/// The chart of a measure; none where value and target can't be drawn on one axis from zero.
pub(super) fn bullet(measure: &MeasureReport, title: &str, state: &str) -> Option<Chart> {
    let (_, better, rest) = comparison(measure.target.as_deref()?)?;
    let target = number_and_unit(rest)?;
    let better = better?;
    let reads = match measure.state {
        MeasureState::Met | MeasureState::Missed => true,
        MeasureState::NoValue | MeasureState::Broken => false,
        MeasureState::Read => return None,
    };
    let value = match (&measure.value, reads) {
        (Some(value), true) => Some(in_unit(value, &measure.unit, &target.unit)?),
        (None, true) => return None,
        (_, false) => None,
    };
    let goal = target.value.to_f64()?;
    if goal < 0.0 || value.is_some_and(|value| value < 0.0) {
        return None;
    }
    let max = axis_end(value.map_or(goal, |value| value.max(goal)), &target.unit);
    let end = Decimal::from_f64_retain(max)?.round_dp(3).normalize();
    Some(Chart::Bullet(Bullet {
        alt: format!(
            "{title}: {}; target {}; {state}.",
            observed(measure),
            words(measure.target.as_deref()?)
        ),
        value,
        target: goal,
        better,
        max,
        low: "0".to_owned(),
        high: labels::quantity(&end, &target.unit),
    }))
}

/// The measured value in print, with an ellipsis where digits are cut; or `no value`.
pub(super) fn observed(measure: &MeasureReport) -> String {
    let Some(value) = &measure.value else { return "no value".to_owned() };
    if measure.exact.is_none() {
        return labels::quantity(value, &measure.unit);
    }
    let number = labels::quantity(value, "");
    if measure.unit.is_empty() {
        return format!("{number}…");
    }
    format!("{number}…{}{}", labels::NO_BREAK_SPACE, measure.unit)
}

fn in_unit(value: &Decimal, from: &str, to: &str) -> Option<f64> {
    let value = value.to_f64()?;
    if from == to {
        return Some(value);
    }
    let scale = |unit: &str| SCALES.iter().find(|(name, ..)| *name == unit);
    let ((_, kind, many), (_, other, each)) = (scale(from)?, scale(to)?);
    (kind == other).then(|| value * many / each)
}

/// A round number not below `most`, with some room; a share ends at its whole.
fn axis_end(most: f64, unit: &str) -> f64 {
    if unit == "%" && most <= 100.0 {
        return 100.0;
    }
    if unit == "ratio" && most <= 1.0 || most <= 0.0 {
        return 1.0;
    }
    let room = most * 1.1;
    let power = 10_f64.powf(room.log10().floor());
    let steps = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
    steps.iter().map(|step| step * power).find(|end| *end >= room).unwrap_or(room)
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

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

    fn drawn(measure: &MeasureReport) -> Option<Bullet> {
        match bullet(measure, "Answer", "met")? {
            Chart::Bullet(bullet) => Some(bullet),
            Chart::Strip(_) => None,
        }
    }

    #[test]
    fn a_target_is_printed_with_its_sign_and_spaces() {
        assert_eq!(words("<= 1500 ms"), "≤\u{a0}1\u{202f}500\u{a0}ms");
        assert_eq!(words("== 0"), "=\u{a0}0");
        assert_eq!(words(">=80%"), "≥\u{a0}80\u{a0}%");
        assert_eq!(words("in [\"passed\"]"), "in [\"passed\"]");
        assert_eq!(labels::stated("1,000 ms"), "1,000 ms");
        assert_eq!(labels::stated("9/10"), "9/10");
        assert_eq!(labels::stated("3.4 s"), "3.4\u{a0}s");
    }

    #[test]
    fn cut_digits_are_told_by_an_ellipsis() {
        let mut mean = measure(Some("127.333"), "ms", "<= 2 s", MeasureState::Met);
        mean.exact = Some("382/3".parse().unwrap());
        assert_eq!(observed(&mean), "127.333…\u{a0}ms");
        mean.unit.clear();
        assert_eq!(observed(&mean), "127.333…");
    }

    #[test]
    fn a_value_is_drawn_in_the_targets_unit() {
        let bullet = drawn(&measure(Some("845"), "ms", "<= 2 s", MeasureState::Met)).unwrap();
        assert!((bullet.value.unwrap() - 0.845).abs() < 1e-9);
        assert!(bullet.max >= 2.0 && bullet.better == Better::Down);
        assert!(bullet.alt.contains("845\u{a0}ms; target ≤\u{a0}2\u{a0}s"));
    }

    #[test]
    fn units_of_different_kinds_are_not_drawn() {
        assert!(drawn(&measure(Some("845"), "EUR", "<= 2 s", MeasureState::Met)).is_none());
        assert!(drawn(&measure(Some("-1"), "s", "<= 2 s", MeasureState::Met)).is_none());
        assert!(drawn(&measure(Some("1"), "s", "== 2 s", MeasureState::Missed)).is_none());
    }

    #[test]
    fn without_a_value_only_the_target_is_drawn() {
        let bullet = drawn(&measure(None, "", ">= 99.9 %", MeasureState::Broken)).unwrap();
        assert_eq!(bullet.value, None);
        assert_eq!(bullet.high, "100\u{a0}%");
    }
}
