//! A severity bar: one bar a finding, the worse the higher; many of a severity are one wide bar and their number.

use crate::model::Severity;
use crate::view::{Mark, Severities, SeverityCount};

/// How high the drawing is.
const HEIGHT: f64 = 14.0;
/// Where bars stand.
const GROUND: f64 = 13.0;
/// How wide a finding's bar is, and how far it stands from the next.
const BAR: (f64, f64) = (6.0, 1.0);
/// How far severities stand apart.
const APART: f64 = 4.0;
/// So many findings of a severity have a bar each.
const MOST: usize = 12;
/// How wide the bar of more than that is.
const WIDE: f64 = 30.0;
/// How far its number stands from it, and about how wide a digit is.
const NUMBER: (f64, f64) = (3.0, 6.0);

/// A severity bar; lengths are in pixels.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Bars<'a> {
    pub(in crate::render) width: f64,
    pub(in crate::render) height: f64,
    pub(in crate::render) all: Vec<Bar<'a>>,
}

/// One of its bars.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Bar<'a> {
    pub(in crate::render) x: f64,
    pub(in crate::render) y: f64,
    pub(in crate::render) width: f64,
    pub(in crate::render) height: f64,
    pub(in crate::render) colour: &'static str,
    /// Whether it is an outline: what is unknown isn't solid.
    pub(in crate::render) hollow: bool,
    /// How many it stands for, and where that is printed.
    pub(in crate::render) number: Option<(f64, &'a str)>,
}

/// The bars of a severity bar.
pub(in crate::render) fn bars(severities: &Severities) -> Bars<'_> {
    let mut drawn = Bars { width: 0.0, height: HEIGHT, all: Vec::new() };
    for SeverityCount { severity, count, words } in
        severities.counts.iter().filter(|some| some.count > 0)
    {
        let mut x = if drawn.all.is_empty() { 0.0 } else { drawn.width + APART };
        let (width, number) = BAR;
        if *count <= MOST {
            for _ in 0..*count {
                drawn.all.push(bar(*severity, x, width, None));
                drawn.width = x + width;
                x += width + number;
            }
        } else {
            let (gap, digit) = NUMBER;
            let at = x + WIDE + gap;
            drawn.all.push(bar(*severity, x, WIDE, Some((at, words))));
            drawn.width = words.chars().fold(at, |width, _| width + digit);
        }
    }
    drawn
}

fn bar(severity: Severity, x: f64, width: f64, number: Option<(f64, &str)>) -> Bar<'_> {
    let height = height(severity);
    Bar {
        x,
        y: GROUND - height,
        width,
        height,
        colour: Mark::from(severity).colour,
        hollow: severity == Severity::Unknown,
        number,
    }
}

/// The worse the higher. What is unknown may be as bad as any.
fn height(severity: Severity) -> f64 {
    match severity {
        Severity::Critical | Severity::Unknown => 12.0,
        Severity::High => 9.5,
        Severity::Medium => 7.0,
        Severity::Low => 4.5,
        Severity::Info => 2.5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(counts: &[(Severity, usize, &str)]) -> Severities {
        let count = |(severity, count, words): &(Severity, usize, &str)| SeverityCount {
            severity: *severity,
            count: *count,
            words: (*words).to_owned(),
        };
        Severities { alt: String::new(), counts: counts.iter().map(count).collect() }
    }

    #[test]
    fn a_finding_has_a_bar_and_the_worse_stands_higher() {
        let severities = of(&[
            (Severity::Critical, 1, "1"),
            (Severity::High, 0, "0"),
            (Severity::Medium, 2, "2"),
            (Severity::Info, 1, "1"),
        ]);
        let Bars { width, height, all: bars } = bars(&severities);
        let places: Vec<(f64, f64, f64)> =
            bars.iter().map(|bar| (bar.x, bar.y, bar.height)).collect();
        assert_eq!(
            places,
            [(0.0, 1.0, 12.0), (10.0, 6.0, 7.0), (17.0, 6.0, 7.0), (27.0, 10.5, 2.5)]
        );
        assert_eq!((width, height), (33.0, 14.0));
        let plain = |bar: &Bar<'_>| (Some(bar.width), bar.number) == (Some(6.0), None);
        assert!(bars.iter().all(|bar| plain(bar) && !bar.hollow));
    }

    #[test]
    fn more_than_twelve_are_one_wide_bar_and_their_number() {
        let severities = of(&[(Severity::Low, 12, "12")]);
        assert_eq!(bars(&severities).all.len(), 12);
        let severities = of(&[(Severity::Low, 13, "13"), (Severity::Unknown, 15_000, "15 000")]);
        let Bars { width, all: bars, .. } = bars(&severities);
        assert_eq!(bars.len(), 2);
        assert_eq!((bars[0].width, bars[0].number), (30.0, Some((33.0, "13"))));
        assert_eq!((bars[1].x, bars[1].number), (49.0, Some((82.0, "15 000"))));
        assert!(bars[1].hollow && !bars[0].hollow);
        assert_eq!(Some(width), Some(118.0));
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        assert!(bars(&of(&[])).all.is_empty());
    }
}
