//! The geometry of charts, the same for each format that draws: lengths as parts of an axis, and bars one beside the other.

mod bullet;
mod severities;
mod spark;
mod trend;
mod waterfall;

pub(super) use bullet::{Held, parts};
pub(super) use severities::{Bars, bars};
pub(super) use spark::{THREAD, thread};
pub(super) use trend::{AXIS, LEFT, MARK, SIZE, Said, Tier, course};
pub(super) use waterfall::{Fall, fall};

/// How much of a whole it is, from 0 to 1; none where that is no number.
pub(super) fn part(value: f64, whole: f64) -> Option<f64> {
    let part = value / whole;
    part.is_finite().then(|| part.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_lies_between_nothing_and_the_whole() {
        assert_eq!(part(3.0, 2.0), Some(1.0));
        assert_eq!(part(-1.0, 2.0), Some(0.0));
        assert_eq!(part(1.0, 2.0), Some(0.5));
        assert_eq!(part(0.0, 0.0), None);
        assert_eq!(part(f64::NAN, 2.0), None);
    }
}
