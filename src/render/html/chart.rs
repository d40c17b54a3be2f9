//! Charts as their template draws them: lengths in units of the drawing, as text.

use serde::Serialize;

use super::trend::{self, TrendDrawing};
use crate::render::charts::{Bars, Fall, Held, THREAD, bars, fall, parts, thread};
use crate::view::{Bullet, Chart, Severities, Shows, Spark, Strip, Waterfall};

/// The left end of a bullet's axis.
const START: f64 = 1.0;
/// The length of a bullet's axis.
const LENGTH: f64 = 198.0;
/// The length of a waterfall's axis.
const FALL: f64 = 148.0;
/// The longest strip, and how much a point is at most.
const STRIP: (f64, f64) = (150.0, 5.0);

/// A chart as its template draws it.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Drawing<'a> {
    /// A measured value, or a bound, against its target.
    Bullet {
        alt: &'a str,
        low: &'a str,
        high: &'a str,
        band: Option<Span>,
        goal: String,
        cut: bool,
        bar: Option<Span>,
        bound: Option<Span>,
        dot: Option<String>,
        words: Option<Words<'a>>,
    },
    /// Points earned of points possible.
    Strip { alt: &'a str, possible: String, earned: String },
    /// Findings by severity.
    Severities { alt: &'a str, width: String, height: String, bars: Vec<Bar<'a>> },
    /// What a cause adds to a score.
    Waterfall {
        alt: &'a str,
        sum: Option<Span>,
        rise: Option<Span>,
        drop: Option<Span>,
        still: Option<String>,
    },
    /// How something went from version to version.
    Trend(TrendDrawing<'a>),
    /// The score of each version.
    Spark {
        alt: &'a str,
        width: String,
        height: String,
        lines: Vec<String>,
        dot: Option<[String; 2]>,
    },
}

/// From where, and how long.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Span {
    x: String,
    width: String,
}

/// Words in a drawing.
#[derive(Debug, Serialize)]
pub(super) struct Words<'a> {
    x: String,
    text: &'a str,
}

/// A bar of findings.
#[derive(Debug, Serialize)]
pub(super) struct Bar<'a> {
    x: String,
    y: String,
    width: String,
    height: String,
    colour: &'static str,
    hollow: bool,
    number: Option<Words<'a>>,
}

impl<'a> Bar<'a> {
    /// A bar from its left and upper end, and how many findings it stands for, where that is printed. A line around what
    /// is hollow lies half outside of its shape.
    pub(super) fn of(
        (x, y): (f64, f64),
        (width, height): (f64, f64),
        (colour, hollow): (&'static str, bool),
        count: Option<(f64, &'a str)>,
    ) -> Self {
        let line = if hollow { 1.0 } else { 0.0 };
        Self {
            x: number(x + line / 2.0),
            y: number(y + line / 2.0),
            width: number((width - line).max(0.0)),
            height: number((height - line).max(0.0)),
            colour,
            hollow,
            number: count.map(|(x, text)| Words { x: number(x), text }),
        }
    }
}

/// How long a point is in a table's strips, so that the longest fits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale(f64);

impl Scale {
    /// The scale of all strips among the charts.
    pub(super) fn of<'a>(charts: impl Iterator<Item = &'a Chart>) -> Self {
        let longest = charts
            .map(|chart| match chart {
                Chart::Strip(strip) => finite(strip.possible),
                Chart::Bullet(_)
                | Chart::Severities(_)
                | Chart::Waterfall(_)
                | Chart::Trend(_)
                | Chart::Spark(_) => 0.0,
            })
            .fold(0.0, f64::max);
        let (length, most) = STRIP;
        Self(if longest > 0.0 { (length / longest).min(most) } else { 0.0 })
    }
}

/// Draws a chart; none where its numbers draw nothing.
pub(super) fn draw(chart: &Chart, scale: Scale) -> Option<Drawing<'_>> {
    match chart {
        Chart::Bullet(bullet) => draw_bullet(bullet),
        Chart::Strip(strip) => Some(draw_strip(strip, scale)),
        Chart::Severities(severities) => Some(draw_severities(severities)),
        Chart::Waterfall(waterfall) => draw_waterfall(waterfall),
        Chart::Trend(trend) => trend::draw(trend).map(Drawing::Trend),
        Chart::Spark(spark) => Some(draw_spark(spark)),
    }
}

fn draw_bullet(bullet: &Bullet) -> Option<Drawing<'_>> {
    let parts = parts(bullet)?;
    let place = |part: f64| number(START + LENGTH * part);
    let span = |from: f64, to: f64| Span { x: place(from), width: number(LENGTH * (to - from)) };
    let (mut bar, mut bound, mut dot, mut words) = (None, None, None, None);
    match (parts.held, &bullet.shows) {
        (Held::Bar(to), _) => bar = Some(span(0.0, to)),
        (Held::Dot(at), _) => dot = Some(place(at)),
        (Held::Bound(from, to), _) => bound = Some(span(from, to)),
        (Held::Words(at), Shows::Nothing { words: text }) => {
            words = Some(Words { x: place(at), text });
        }
        (Held::Words(_), Shows::Bar { .. } | Shows::Dot { .. } | Shows::Bound { .. }) => {}
    }
    Some(Drawing::Bullet {
        alt: &bullet.alt,
        low: &bullet.axis.low,
        high: &bullet.axis.high,
        band: parts.band.map(|(from, to)| span(from, to)),
        goal: place(parts.target),
        cut: parts.cut,
        bar,
        bound,
        dot,
        words,
    })
}

fn draw_spark(spark: &Spark) -> Drawing<'_> {
    let thread = thread(spark);
    let point = |(x, y): &(f64, f64)| format!("{},{}", number(*x), number(*y));
    let lines = thread.lines.iter().map(|line| {
        let points: Vec<String> = line.iter().map(point).collect();
        points.join(" ")
    });
    Drawing::Spark {
        alt: &spark.alt,
        width: number(THREAD.0),
        height: number(THREAD.1),
        lines: lines.collect(),
        dot: thread.last.map(|(x, y)| [number(x), number(y)]),
    }
}

fn draw_strip(strip: &Strip, Scale(scale): Scale) -> Drawing<'_> {
    let possible = finite(strip.possible);
    Drawing::Strip {
        alt: &strip.alt,
        possible: number(possible * scale),
        earned: number(finite(strip.earned).min(possible) * scale),
    }
}

fn draw_severities(severities: &Severities) -> Drawing<'_> {
    let Bars { width, height, all } = bars(severities);
    let bars = all.into_iter().map(|bar| {
        let (at, size) = ((bar.x, bar.y), (bar.width, bar.height));
        Bar::of(at, size, (bar.colour, bar.hollow), bar.number)
    });
    let bars = bars.collect();
    Drawing::Severities { alt: &severities.alt, width: number(width), height: number(height), bars }
}

fn draw_waterfall(waterfall: &Waterfall) -> Option<Drawing<'_>> {
    let place = |part: f64| number(START + FALL * part);
    let span =
        |from: f64, to: f64| Some(Span { x: place(from), width: number(FALL * (to - from)) });
    let (mut sum, mut rise, mut drop, mut still) = (None, None, None, None);
    match fall(waterfall)? {
        Fall::Sum(from, to) => sum = span(from, to),
        Fall::Rise(from, to) => rise = span(from, to),
        Fall::Drop(from, to) => drop = span(from, to),
        Fall::Still(at) => still = Some(place(at)),
    }
    Some(Drawing::Waterfall { alt: &waterfall.alt, sum, rise, drop, still })
}

/// Nothing is drawn below zero or beyond the finite.
fn finite(value: f64) -> f64 {
    if value.is_finite() { value.max(0.0) } else { 0.0 }
}

pub(super) fn number(value: f64) -> String {
    format!("{value:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_strip_of_a_table_fits() {
        let strip = |earned, possible| Chart::Strip(Strip { alt: String::new(), earned, possible });
        let charts = [strip(30.0, 60.0), strip(5.0, 40.0)];
        let scale = Scale::of(charts.iter());
        let drawn: Vec<(String, String)> = charts
            .iter()
            .map(|chart| match draw(chart, scale) {
                Some(Drawing::Strip { possible, earned, .. }) => (possible, earned),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(drawn, [("150.0".into(), "75.0".into()), ("100.0".into(), "12.5".into())]);
        assert!((Scale::of([strip(1.0, 10.0)].iter()).0 - 5.0).abs() < f64::EPSILON);
    }
}
