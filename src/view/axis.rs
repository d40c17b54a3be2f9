//! Where a chart's axis starts and ends: at round numbers, from zero, unless target and value lie so close below a
//! ceiling that only a cut axis tells them apart. Exact decimals, so that its ends are printed as they are.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::{Axis, labels};
use crate::model::Quantity;

/// Ends of an axis: these times a power of ten. There are many, so that little of it stays empty.
const ENDS: [&str; 10] = ["1", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10"];
/// Lengths of a cut axis: these times a power of ten.
const LENGTHS: [&str; 4] = ["1", "2", "5", "10"];

/// Whether an axis may be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// It may: nothing on it is as long as it is large.
    Allowed,
    /// It starts at zero: a bar stands on it.
    Never,
}

/// The axis that holds all `places`, none of which is below zero; none where there is no such number.
pub(crate) fn axis(places: &[Decimal], unit: &str, cut: Cut) -> Option<Axis> {
    let most = places.iter().max().copied()?;
    let least = places.iter().min().copied()?;
    let (start, end) = match ceiling(unit) {
        Some(ceiling) if most <= ceiling => match cut {
            Cut::Allowed => (start_below(ceiling, least), ceiling),
            Cut::Never => (Decimal::ZERO, ceiling),
        },
        Some(_) | None => (Decimal::ZERO, open_end(most)?),
    };
    let low = if start.is_zero() { "0".to_owned() } else { labels::decimal(&start.normalize()) };
    let high = labels::quantity(&end.normalize(), unit);
    Some(Axis { start: start.to_f64()?, end: end.to_f64()?, low, high })
}

/// A share ends at its whole; nothing else has a ceiling.
fn ceiling(unit: &str) -> Option<Decimal> {
    let whole = Quantity { value: Decimal::ONE, unit: "ratio".to_owned() };
    whole.convert_to(unit).ok().map(|whole| whole.value)
}

/// Where an axis up to `ceiling` starts: above zero where the least place on it lies within a tenth of the ceiling.
fn start_below(ceiling: Decimal, least: Decimal) -> Decimal {
    let tenth = ceiling / Decimal::TEN;
    let span = ceiling - least;
    if span > tenth {
        return Decimal::ZERO;
    }
    let length = round_up(span * Decimal::from(3), &LENGTHS).unwrap_or(tenth);
    ceiling - length.min(tenth * Decimal::TWO)
}

/// A round number above `most`, with some room.
fn open_end(most: Decimal) -> Option<Decimal> {
    if most.is_zero() {
        return Some(Decimal::ONE);
    }
    let room = most.checked_add(most.checked_div(Decimal::TEN)?)?;
    round_up(room, &ENDS)
}

/// The least of `steps` times a power of ten that isn't below `room`; none for zero, and where it has too many digits.
fn round_up(room: Decimal, steps: &[&str]) -> Option<Decimal> {
    let mut power = Decimal::ONE;
    while power > room {
        power = power.checked_div(Decimal::TEN).filter(|power| !power.is_zero())?;
    }
    while let Some(next) = power.checked_mul(Decimal::TEN).filter(|next| *next <= room) {
        power = next;
    }
    let steps = steps.iter().filter_map(|step| step.parse::<Decimal>().ok()?.checked_mul(power));
    steps.into_iter().find(|end| *end >= room)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(places: &[&str], unit: &str, cut: Cut) -> Option<(String, String)> {
        let places: Vec<Decimal> = places.iter().map(|place| place.parse().unwrap()).collect();
        let Axis { start, end, low, high } = axis(&places, unit, cut)?;
        assert!(start < end && (start > 0.0) == (low != "0"), "{start} to {end}: {low}");
        Some((low, high))
    }

    #[test]
    fn an_open_axis_ends_at_a_round_number_with_some_room() {
        let from_zero = |high: &str| Some(("0".to_owned(), high.to_owned()));
        assert_eq!(ends(&["15000"], "", Cut::Allowed), from_zero("20\u{202f}000"));
        assert_eq!(ends(&["2", "0.845"], "s", Cut::Allowed), from_zero("2.5\u{a0}s"));
        assert_eq!(ends(&["0.009"], "s", Cut::Allowed), from_zero("0.01\u{a0}s"));
        assert_eq!(ends(&["0"], "", Cut::Allowed), from_zero("1"));
        assert_eq!(ends(&["79228162514264337593543950335"], "", Cut::Allowed), None);
        let least = "0.0000000000000000000000000001";
        assert_eq!(ends(&[least], "", Cut::Allowed), from_zero(least));
        assert_eq!(ends(&[], "", Cut::Allowed), None);
    }

    #[test]
    fn a_share_ends_at_its_whole() {
        let from_zero = |high: &str| Some(("0".to_owned(), high.to_owned()));
        assert_eq!(ends(&["80"], "%", Cut::Allowed), from_zero("100\u{a0}%"));
        assert_eq!(ends(&["0.8"], "ratio", Cut::Allowed), from_zero("1\u{a0}ratio"));
        assert_eq!(ends(&["120"], "%", Cut::Allowed), from_zero("150\u{a0}%"));
    }

    #[test]
    fn it_is_cut_where_all_lies_within_a_tenth_of_the_ceiling() {
        let from_zero = |high: &str| Some(("0".to_owned(), high.to_owned()));
        let cut = |low: &str| Some((low.to_owned(), "100\u{a0}%".to_owned()));
        assert_eq!(ends(&["99.9"], "%", Cut::Allowed), cut("99.5"));
        assert_eq!(ends(&["99.9", "99.2"], "%", Cut::Allowed), cut("95"));
        assert_eq!(ends(&["90", "95"], "%", Cut::Allowed), cut("80"));
        assert_eq!(ends(&["89.9", "95"], "%", Cut::Allowed), from_zero("100\u{a0}%"));
        assert_eq!(ends(&["100"], "%", Cut::Allowed), cut("90"));
        assert_eq!(ends(&["100", "83.3"], "%", Cut::Allowed), from_zero("100\u{a0}%"));
        assert_eq!(ends(&["99.9"], "%", Cut::Never), from_zero("100\u{a0}%"));
        let ratio = Some(("0.8".to_owned(), "1\u{a0}ratio".to_owned()));
        assert_eq!(ends(&["0.95"], "ratio", Cut::Allowed), ratio);
    }
}
