//! A row of a waterfall: where its bar begins and ends, and whether it rises or falls.

use super::part;
use crate::view::{Step, Waterfall};

/// A row of a waterfall, in parts of its axis; the first is never the greater one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::render) enum Fall {
    /// A sum.
    Sum(f64, f64),
    /// More than before.
    Rise(f64, f64),
    /// Less than before.
    Drop(f64, f64),
    /// No more and no less.
    Still(f64),
}

/// What a row draws; none where its numbers draw nothing.
pub(in crate::render) fn fall(waterfall: &Waterfall) -> Option<Fall> {
    let length = waterfall.end - waterfall.start;
    if length.is_nan() || length <= 0.0 {
        return None;
    }
    let place = |value: f64| part(value - waterfall.start, length);
    Some(match waterfall.step {
        Step::Sum { to } => {
            let (zero, to) = (place(0.0)?, place(to)?);
            Fall::Sum(zero.min(to), zero.max(to))
        }
        Step::Change { from, to } if from < to => Fall::Rise(place(from)?, place(to)?),
        Step::Change { from, to } if from > to => Fall::Drop(place(to)?, place(from)?),
        Step::Change { from, to: _ } => Fall::Still(place(from)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(start: f64, end: f64, step: Step) -> Option<Fall> {
        fall(&Waterfall { alt: String::new(), start, end, step })
    }

    #[test]
    fn a_sum_stands_on_zero_and_a_step_on_the_one_before() {
        assert_eq!(of(0.0, 50.0, Step::Sum { to: 25.0 }), Some(Fall::Sum(0.0, 0.5)));
        let change = |from, to| of(0.0, 50.0, Step::Change { from, to });
        assert_eq!(change(25.0, 50.0), Some(Fall::Rise(0.5, 1.0)));
        assert_eq!(change(50.0, 0.0), Some(Fall::Drop(0.0, 1.0)));
        assert_eq!(change(25.0, 25.0), Some(Fall::Still(0.5)));
    }

    #[test]
    fn what_lies_below_zero_is_left_of_it() {
        assert_eq!(of(-10.0, 10.0, Step::Sum { to: -5.0 }), Some(Fall::Sum(0.25, 0.5)));
    }

    #[test]
    fn nothing_is_drawn_of_what_is_no_number() {
        assert_eq!(of(0.0, 0.0, Step::Sum { to: 1.0 }), None);
        assert_eq!(of(0.0, f64::NAN, Step::Sum { to: 1.0 }), None);
        assert_eq!(of(0.0, 1.0, Step::Change { from: f64::NAN, to: 1.0 }), None);
    }
}
