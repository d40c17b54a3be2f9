//! A bullet: where its target lies on the axis, what meets it, and what is held against it.

use super::part;
use crate::view::{Better, Bullet, Shows};

/// A bullet, in parts of its axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::render) struct Parts {
    /// What meets the target, from where to where; none where only the target itself does.
    pub(in crate::render) band: Option<(f64, f64)>,
    /// The target.
    pub(in crate::render) target: f64,
    /// What is held against it.
    pub(in crate::render) held: Held,
    /// Whether the axis starts above zero.
    pub(in crate::render) cut: bool,
}

/// What is held against a target, in parts of the axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::render) enum Held {
    /// A bar from zero to here.
    Bar(f64),
    /// A dot here.
    Dot(f64),
    /// Hatching from here to there.
    Bound(f64, f64),
    /// Words from here on, where the upright doesn't strike them through.
    Words(f64),
}

/// Left of an upright from here on there is room for a few words, which begin behind the strokes of a cut axis.
const ROOM: (f64, f64) = (0.3, 0.08);
/// Else they stand so far right of it.
const GAP: f64 = 0.03;

/// The parts of a bullet; none where its numbers draw nothing.
pub(in crate::render) fn parts(bullet: &Bullet) -> Option<Parts> {
    let length = bullet.axis.end - bullet.axis.start;
    let place = |value: f64| part(value - bullet.axis.start, length);
    let target = place(bullet.target)?;
    let band = match bullet.better {
        Better::Up => Some((target, 1.0)),
        Better::Down => Some((0.0, target)),
        Better::Only => None,
    };
    let held = match bullet.shows {
        Shows::Bar { to } => Held::Bar(place(to)?),
        Shows::Dot { at } => Held::Dot(place(at)?),
        Shows::Bound { from, to } => Held::Bound(place(from)?, place(to)?),
        Shows::Nothing { .. } => {
            let (room, begin) = ROOM;
            Held::Words(if target >= room { begin } else { target + GAP })
        }
    };
    let ordered = !matches!(held, Held::Bound(from, to) if from > to);
    let cut = bullet.axis.start > 0.0;
    (length > 0.0 && ordered).then_some(Parts { band, target, held, cut })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Axis;

    fn of(start: f64, end: f64, target: f64, better: Better, shows: Shows) -> Option<Parts> {
        let axis = Axis { start, end, low: String::new(), high: String::new() };
        parts(&Bullet { alt: String::new(), axis, target, better, shows })
    }

    #[test]
    fn the_band_lies_where_the_target_is_met() {
        let at = |better| of(0.0, 100.0, 80.0, better, Shows::Bar { to: 50.0 }).unwrap();
        assert_eq!(at(Better::Up).band, Some((0.8, 1.0)));
        assert_eq!(at(Better::Down).band, Some((0.0, 0.8)));
        assert_eq!(at(Better::Only).band, None);
        assert_eq!(at(Better::Up).held, Held::Bar(0.5));
        assert!(!at(Better::Up).cut);
    }

    #[test]
    fn on_a_cut_axis_all_is_measured_from_its_start() {
        let parts = of(95.0, 100.0, 99.0, Better::Up, Shows::Dot { at: 96.0 }).unwrap();
        assert_eq!((parts.target, parts.held, parts.cut), (0.8, Held::Dot(0.2), true));
        let parts = of(80.0, 100.0, 90.0, Better::Up, Shows::Bound { from: 95.0, to: 100.0 });
        assert_eq!(parts.unwrap().held, Held::Bound(0.75, 1.0));
    }

    #[test]
    fn words_keep_clear_of_the_upright() {
        let at = |target| {
            let shows = Shows::Nothing { words: String::new() };
            of(0.0, 1.0, target, Better::Down, shows).unwrap().held
        };
        assert_eq!(at(0.3), Held::Words(0.08));
        assert_eq!(at(0.2), Held::Words(0.23));
    }

    #[test]
    fn no_number_leaves_the_axis() {
        let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, 1.0, f64::MAX];
        for value in odd {
            for (start, end) in odd.iter().flat_map(|start| odd.iter().map(move |end| (start, end)))
            {
                let shows = [
                    Shows::Bar { to: value },
                    Shows::Dot { at: value },
                    Shows::Bound { from: 0.0, to: value },
                ];
                for parts in
                    shows.into_iter().filter_map(|shows| of(*start, *end, value, Better::Up, shows))
                {
                    let (from, to) = match parts.held {
                        Held::Bar(to) | Held::Dot(to) | Held::Words(to) => (0.0, to),
                        Held::Bound(from, to) => (from, to),
                    };
                    for length in [parts.target, from, to] {
                        assert!((0.0..=1.0).contains(&length), "{parts:?}");
                    }
                    assert!(from <= to);
                }
            }
        }
    }
}
